"""The scorers over any number of articles: in parts, on several processes or a cluster, taken up where a run ended."""

import hashlib
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet
from tqdm import tqdm

import analysis
from analysis.engines import Engine, on_this_machine
from analysis.read.account import Account
from analysis.read.files import find_files
from analysis.read.parts import OPTIONS, Parts, write_parts
from analysis.read.worker import Stopped, Worker, worker
from analysis.show.written import csv_text, write_whole
from analysis.whole import make_way, whole

MEASURES = ("loaded", "voices", "acts", "frames", "sentiment")
COMPARING = ("n_speakers", "share_unnamed")  # columns for which articles are compared with one another
FEWEST_WORDS = 20
SMALL = ascii_lowercase.encode()
ARROW = {int: pa.int64(), float: pa.float64()}
CHUNK = 250  # texts, ...
CHARACTERS = 300_000  # ... or so many characters, scored in one step of a worker
CODE = (".py", ".csv", ".json", ".npz", ".txt")  # files of the package that decide what a score is


@dataclass(frozen=True)
class Scored:
    """What `score_files` wrote: the file, its articles, how many were not scored, and what became of all found."""

    path: Path
    n: int
    n_not_scored: int
    found: dict[str, int]


def score_files(
    *paths: str | os.PathLike,
    out: str | Path,
    measures: Sequence[str] = MEASURES,
    columns: Mapping[str, str] | None = None,
    event: str | None = None,
    engine: Engine | None = None,
) -> Scored:
    """Score the articles of files and folders of any size into one parquet file, with one part in memory at a time.

    Columns: id; those of read_articles without text, the user's own as text; text_sha256; not_scored (why an article
    has no scores: not in English, under 20 words, all in capitals, or a measure that took over 10 s or 1 GB; else
    missing); then those of score_<measure> for each of `measures`. A count of score_voices that depends on which
    articles are read together (n_speakers, share_unnamed) is left out, so that every row depends on its text alone:
    rows are the same for any number of processes, on any engine, after any interruption.
    `engine` is on_this_machine() or on_dask() of analysis.engines. Finished parts lie in the folder `out`.parts until
    the end; a run that was interrupted goes on with them if inputs, settings and the package are the same. What was
    not read is listed in `out`.skipped.csv. Progress goes to stderr.
    Raises ValueError where nothing can be read or a measure is unknown, OSError where `out` cannot be written or
    another run is writing it.
    """
    if unknown := [m for m in measures if m not in MEASURES]:
        raise ValueError(f"There is no measure {unknown[0]!r}; measures are {', '.join(MEASURES)}.")
    out, folder = Path(out), Path(f"{out}.parts")
    make_way(out)
    if inside := [path for path in paths if Path(path).resolve() in out.resolve().parents]:
        raise OSError(f"{str(out)!r} lies inside {str(inside[0])!r}, which is read: write it elsewhere.")
    key = _key(paths, {"measures": list(measures), "columns": dict(columns or {}), "event": event})
    with _held(folder):
        articles = _read(paths, folder, key, columns=columns, event=event)
        names = [part.with_name(part.name.replace("articles", "scores")) for part in articles.files]
        _score(articles, names, tuple(measures), engine or on_this_machine())
        n_not_scored = _assemble(articles, names, out, key)
        _list_skipped(articles, out)
        for left in (*articles.files, *names, folder / "reading.json"):
            left.unlink()
    return Scored(out, articles.n, n_not_scored, articles.found)


def _score(articles: Parts, names: list[Path], measures: tuple[str, ...], engine: Engine) -> None:
    """Write the scores of each part that has none yet."""
    todo = {name: part for name, part in zip(names, articles.files, strict=True) if not _is_finished(name)}
    sizes = {name: parquet.read_metadata(part).num_rows for name, part in todo.items()}
    every = 0.5 if sys.stderr.isatty() else 30
    jobs = ((name, part.read_bytes(), measures) for name, part in todo.items())
    with tqdm(total=articles.n, initial=articles.n - sum(sizes.values()), unit=" articles", mininterval=every) as bar:
        for name, table in engine(score_part, jobs):
            with whole(name) as aside:
                aside.write_bytes(table)
            bar.update(sizes[name])


def score_part(part: bytes, measures: tuple[str, ...]) -> bytes:
    """The scores of one part (parquet in, parquet out): id, text_sha256, not_scored and the columns of the measures."""
    table = parquet.read_table(io.BytesIO(part), columns=["id", "text", "language"])
    texts, languages = table["text"].to_pylist(), table["language"].to_pylist()
    reasons = [why_not(text, language) for text, language in zip(texts, languages, strict=True)]
    chosen = [k for k, reason in enumerate(reasons) if reason is None]
    scores: dict[str, pa.Array] = {}
    with worker() as process:
        kinds = {m: {k: type(v[0]) for k, v in _bounded(process, [""], m)[0].items()} for m in measures}
        columns: dict[str, list] = {name: [None] * len(texts) for of_measure in kinds.values() for name in of_measure}
        for chunk in _chunks(chosen, texts):
            for measure in measures:  # one after the other, while what they share is kept
                found, failed = _bounded(process, [texts[k] for k in chunk], measure)
                for place, k in enumerate(chunk):
                    reasons[k] = "; ".join(filter(None, [reasons[k], failed[place]])) or None
                    for name in kinds[measure]:
                        columns[name][k] = found[name][place]
    for of_measure in kinds.values():
        scores |= {name: pa.array(columns[name], ARROW[kind]) for name, kind in of_measure.items()}
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    about = {"id": table["id"], "text_sha256": digests, "not_scored": pa.array(reasons, pa.string())}
    written = io.BytesIO()
    parquet.write_table(pa.table({**about, **scores}), written, **OPTIONS)
    return written.getvalue()


def score_texts(texts: list[str], measure: str) -> dict[str, list]:
    """The columns of one measure as lists; called in a worker."""
    scores = getattr(analysis, f"score_{measure}")(texts)
    return {name: scores[name].tolist() for name in scores if name not in COMPARING}


def _bounded(process: Worker, texts: list[str], measure: str) -> tuple[dict[str, list], list[str | None]]:
    """The columns of one measure, and for each text why it has none; a text that breaks the limits is found alone.

    A text alone is tried once more in a fresh process: what others left in memory is not its fault.
    """
    call = "analysis.scale:score_texts"
    for tries_left in (1, 0):
        try:
            empty = process.load(call, texts=[""], measure=measure)
        except Stopped as reason:
            raise ValueError(f"The measure {measure!r} cannot be used: it {reason}.") from None
        try:
            return process.ask(call, texts=texts, measure=measure), [None] * len(texts)
        except Stopped as reason:
            if len(texts) == 1 and not tries_left:
                return {name: [None] for name in empty}, [f"{measure} {reason}"]
        if len(texts) > 1:
            break
    parts = [_bounded(process, [text], measure) for text in texts]
    return {name: [found[name][0] for found, _ in parts] for name in empty}, [failed[0] for _, failed in parts]


def why_not(text: str, language: str | None) -> str | None:
    """Why the word lists do not apply to a text; None where they do."""
    if language and not language.lower().startswith("en"):
        return f"not English ({language})"
    if len(text.split(None, FEWEST_WORDS)) < FEWEST_WORDS:
        return f"under {FEWEST_WORDS} words"
    printed = text.encode("utf-8", "surrogatepass")
    if len(text) <= 5 * (len(printed) - len(printed.translate(None, SMALL))):  # enough small letters of ASCII alone
        return None
    letters = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return "all in capitals" if letters[0] > 4 * letters[1] else None


def _chunks(chosen: list[int], texts: list[str]) -> Iterator[list[int]]:
    chunk: list[int] = []
    size = 0
    for k in chosen:
        if chunk and (len(chunk) == CHUNK or size + len(texts[k]) > CHARACTERS):
            yield chunk
            chunk, size = [], 0
        chunk.append(k)
        size += len(texts[k])
    if chunk:
        yield chunk


def _key(paths: Iterable[str | os.PathLike], settings: dict[str, Any]) -> str:
    """A digest of inputs, settings and the package: parts of another one are not used."""
    root = Path(analysis.__file__).parent
    own = sorted(path for path in root.rglob("*") if path.suffix in CODE)
    files = find_files(paths, Account())
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    named = [(path.relative_to(root).as_posix(), path) for path in own] + [(f.name, f.path) for f in files]
    for name, path in named:
        digest.update(f"\0{name}\0".encode("utf-8", "surrogatepass"))
        with suppress(OSError), path.open("rb") as file:  # what cannot be opened is refused when it is read
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _read(
    paths: Sequence[str | os.PathLike], folder: Path, key: str, *, columns: Mapping[str, str] | None, event: str | None
) -> Parts:
    """The articles in parts, as an earlier run left them or read anew."""
    state = folder / "reading.json"
    if state.is_file():
        said = json.loads(state.read_text(encoding="utf-8"))
        files = tuple(folder / name for name in said.pop("files"))
        if said.pop("key") == key and all(file.is_file() for file in files):
            return Parts(files, **said)
        state.unlink()
    for old in folder.glob("*.parquet"):
        if old.name.startswith(("raw-", "articles-", "scores-")):
            old.unlink()
    articles = write_parts(*paths, folder=folder, columns=columns, event=event)
    about = {"n": articles.n, "found": articles.found, "skipped": articles.skipped, "noted": articles.noted}
    with whole(state) as aside:
        names = [file.name for file in articles.files]
        aside.write_text(json.dumps({"key": key, "files": names, **about}), encoding="utf-8")
    return articles


def _assemble(articles: Parts, names: list[Path], out: Path, key: str) -> int:
    """Write the one file; returns how many articles were not scored in full."""
    n_not_scored = 0
    with whole(out) as aside, ExitStack() as stack:
        writer: parquet.ParquetWriter | None = None
        for part, name in zip(articles.files, names, strict=True):
            about = parquet.read_table(part, page_checksum_verification=True).drop_columns("text")
            scores = parquet.read_table(name, page_checksum_verification=True).drop_columns("id")
            table = pa.table({**_columns(about), **_columns(scores)})
            n_not_scored += len(table) - table["not_scored"].null_count
            if writer is None:
                schema = table.schema.with_metadata({"key": key})
                writer = stack.enter_context(parquet.ParquetWriter(aside, schema, **OPTIONS))
            writer.write_table(table)
    return n_not_scored


def _columns(table: pa.Table) -> dict[str, pa.ChunkedArray]:
    return dict(zip(table.column_names, table.columns, strict=True))


def _is_finished(name: Path) -> bool:
    try:
        parquet.read_table(name, page_checksum_verification=True)
    except (OSError, pa.ArrowException):
        return False
    return True


def _list_skipped(articles: Parts, out: Path) -> None:
    path = Path(f"{out}.skipped.csv")
    if not articles.skipped["file"]:
        return path.unlink(missing_ok=True)
    write_whole(path, csv_text(pd.DataFrame(articles.skipped)))


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The folder of parts for this run alone; removed afterwards if nothing is left in it."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl  # not on every system
    except ImportError:
        yield
        return
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise OSError(f"Another run is writing {str(folder)!r}; wait for it, or write to another file.") from None
        yield
        (folder / "lock").unlink()
    with suppress(OSError):
        folder.rmdir()
