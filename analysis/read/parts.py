"""Articles in parts: files of any size become parquet files of some thousand articles, one in memory at a time."""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

from analysis.whole import whole

from .account import Account
from .articles import is_usable, nothing_read, one_by_one, to_frame
from .columns import ARTICLE, check_columns
from .encoding import clean
from .files import Entry, File, find_files
from .ids import give_ids, wanted_id
from .published import Orders, give_dates

SIZE = 1_000  # articles of one part
CACHE = 16_000  # kB in memory of what is looked up on disk
OPTIONS: dict[str, Any] = {"compression": "zstd", "write_page_checksum": True}


@dataclass(frozen=True)
class Parts:
    """Articles on disk. Iterating gives one frame after the other, as read_articles would; `len` is the number of them.

    `.found`, `.skipped` and `.noted` are those of read_articles, `.n` the number of articles.
    """

    files: tuple[Path, ...]
    n: int
    found: dict[str, int]
    skipped: dict[str, list]
    noted: dict[str, list]

    def __len__(self) -> int:
        return len(self.files)

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return map(read_part, self.files)


def write_parts(
    *paths: str | os.PathLike,
    folder: str | Path,
    columns: Mapping[str, str] | None = None,
    event: str | None = None,
    size: int = SIZE,
) -> Parts:
    """Read files and folders as read_articles does, into parquet parts in `folder`, holding one part in memory.

    The articles, their ids, dates and remarks are those of read_articles on the same paths; the user's own columns
    become text. What is looked up across parts (texts seen, ids given) lies on disk too.
    Not faster than read_articles: for what does not fit into memory. Old parts in `folder` are removed.
    Returns Parts. Raises as read_articles does; OSError where `folder` cannot be written.
    """
    chosen = check_columns(columns)
    folder, account, known = Path(folder), Account(), _Known()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("articles-*.parquet"):
        old.unlink()
    files = find_files(paths, account)
    entries = _kept(one_by_one(files, chosen, account), known, account)
    own: dict[str, None] = {}
    n_parts = n = 0
    while part := list(islice(entries, size)):
        n_parts, n = n_parts + 1, n + len(part)
        own.update(dict.fromkeys(name for e in part for name in e.said if name not in (*ARTICLE, "id")))
        _spool(part, files, folder / f"raw-{n_parts:05}.parquet")
    if not n:
        raise ValueError(nothing_read(account))
    account.read(n)
    done = tuple(_settled(folder, k, files, event, (list(own), known, account)) for k in range(1, n_parts + 1))
    return Parts(done, n, dict(account.counts), account.skipped(), account.noted())


def read_part(path: str | Path) -> pd.DataFrame:
    """One part as a frame of articles; a damaged file is a ValueError."""
    try:
        frame = parquet.read_table(path, page_checksum_verification=True).to_pandas().set_index("id")
    except (pa.ArrowException, OSError, KeyError) as error:
        raise ValueError(f"{path} is damaged ({' '.join(str(error).split())[:120]}): delete it.") from None
    return frame.rename_axis(None)


class _Known:
    """What has to be known of all articles while only one part is held."""

    def __init__(self) -> None:
        database = sqlite3.connect("", isolation_level=None)  # a nameless file on disk, gone when closed
        database.execute("PRAGMA journal_mode = OFF")
        database.execute(f"PRAGMA cache_size = -{CACHE}")
        database.execute("BEGIN")
        self.texts: _OnDisk = _OnDisk(database, "texts")
        self.wanting: _OnDisk = _OnDisk(database, "wanting")
        self.given: _OnDisk = _OnDisk(database, "given")
        self.orders = Orders()


class _OnDisk(MutableMapping[Any, Any]):
    """A dictionary in a table on disk."""

    def __init__(self, database: sqlite3.Connection, name: str) -> None:
        self._database, self._name = database, name
        database.execute(f"CREATE TABLE {name} (key PRIMARY KEY, value) WITHOUT ROWID")

    def __getitem__(self, key: str | bytes) -> Any:
        row = self._database.execute(f"SELECT value FROM {self._name} WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return row[0]

    def __setitem__(self, key: str | bytes, value: Any) -> None:
        self._database.execute(f"INSERT OR REPLACE INTO {self._name} VALUES (?, ?)", (key, value))

    def __delitem__(self, key: str | bytes) -> None:
        self._database.execute(f"DELETE FROM {self._name} WHERE key = ?", (key,))

    def __iter__(self) -> Iterator[Any]:
        return (key for (key,) in self._database.execute(f"SELECT key FROM {self._name}"))

    def __len__(self) -> int:
        return self._database.execute(f"SELECT count(*) FROM {self._name}").fetchone()[0]


def _kept(entries: Iterator[Entry], known: _Known, account: Account) -> Iterator[Entry]:
    """The usable entries, each text of an outlet once."""
    for entry in entries:
        if not is_usable(entry, account):
            continue
        said = f"{entry.said['outlet']}\0{entry.said['text']}"
        digest = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        first = known.texts.get(digest)
        if first is not None:
            account.skip(entry.file.name, entry.row, f"the same text from the same outlet as {first}", "")
            continue
        known.texts[digest] = entry.place
        name = wanted_id(entry)
        known.wanting[name] = known.wanting.get(name, 0) + 1
        known.orders.see([entry])
        yield entry


def _spool(part: list[Entry], files: list[File], path: Path) -> None:
    number = {file: k for k, file in enumerate(files)}
    columns = {
        "file": [number[e.file] for e in part],
        "row": pa.array([e.row for e in part], pa.int64()),
        "said": [json.dumps(e.said, default=str) for e in part],
    }
    with whole(path) as aside:
        parquet.write_table(pa.table(columns), aside, **OPTIONS)


def _settled(
    folder: Path, k: int, files: list[File], event: str | None, about: tuple[list[str], _Known, Account]
) -> Path:
    """The part with its ids and dates, which only all articles together decide."""
    own, known, account = about
    raw, path = folder / f"raw-{k:05}.parquet", folder / f"articles-{k:05}.parquet"
    rows = parquet.read_table(raw).to_pylist()
    part = [Entry(files[row["file"]], row["row"], json.loads(row["said"])) for row in rows]
    give_ids(part, account, wanting=known.wanting, given=known.given)
    give_dates(part, account, orders=known.orders)
    frame = to_frame(part, event).reindex(columns=[*ARTICLE, *own])
    for name in set(frame) - {"published"}:
        frame[name] = [_as_text(value) for value in frame[name]]
    fields = [pa.field("id", pa.string()), *(pa.field(name, pa.string()) for name in frame)]
    schema = pa.schema(fields).set(fields.index(pa.field("published", pa.string())), PUBLISHED)
    table = pa.Table.from_pandas(frame.rename_axis("id").reset_index(), schema, preserve_index=False)
    with whole(path) as aside:
        parquet.write_table(table, aside, **OPTIONS)
    raw.unlink()
    return path


PUBLISHED = pa.field("published", pa.timestamp("ns"))


def _as_text(value: Any) -> str | None:
    if value is None or value != value:
        return None
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False, default=str)
    return clean(str(value))[0]
