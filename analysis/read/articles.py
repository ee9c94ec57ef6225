"""Files and folders of several kinds -> one articles frame, and what became of everything else."""

import os
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import pandas as pd

from .account import Account, Refusal
from .columns import ARTICLE, check_columns
from .dateline import dateline
from .encoding import LOST, clean
from .files import PAGES, Entry, File, find_files
from .ids import give_ids
from .language import language_of
from .published import give_dates
from .saved import read_saved
from .sidecar import Sidecars
from .tables import read_table

LONGEST = 2_000_000  # characters of one article
MOST_REFUSED = 100_000  # rows of one table; it is no table of articles
STUB_WORDS = 150
STUBS = (
    "subscribe to continue", "subscribe to read", "subscribers only", "already a subscriber", "sign in to continue",
    "sign in to read", "log in to continue", "create a free account", "to continue reading", "continue reading this",
    "enable javascript", "javascript is disabled", "accept cookies", "accept all cookies", "we use cookies",
    "cookie policy", "your privacy choices", "manage your consent", "verify you are human", "are you a robot",
    "unusual traffic", "access denied", "page not found", "this content is not available",
)  # fmt: skip


def read_articles(
    *paths: str | os.PathLike, columns: Mapping[str, str] | None = None, event: str | None = None
) -> pd.DataFrame:
    """Read files and folders, mixed and nested, as one corpus of articles.

    Rule: .txt .html .htm .docx hold pages, .csv .tsv .jsonl .json (also .gz) and .parquet one article a row. A table's
    columns are known by common names; `columns={"text": "body"}` wins. In a folder, `articles.csv` (file, outlet,
    event, published, genre, ...) wins over what a page says of itself; else the outlet is the site's name or the
    parent folder. `event` puts all articles under one event. Text from tables is kept exactly; the paragraphs of
    pages are parted by a blank line, and menus, headline and dateline are not part of it.

    Returns one row per article, index = article id (str, unique): event, outlet, headline, text, published (naive,
    local clock), published_raw, url, author, place (as printed), section, genre, language ("en", "und", ...), source
    (the file), agency, encoding, published_from ("" as stated, "url", "text"), then the user's own columns.
    `.attrs["found"]` counts found = read + refused + skipped. `.attrs["skipped"]` has what is not in the frame and
    `.attrs["noted"]` what is in it with a remark, both as columns file, row (line of the file, or number of the
    article in it), reason, mend: `pd.DataFrame(articles.attrs["skipped"])`. They are lists, not frames, because
    pandas cannot join, concatenate or save a frame that carries a frame.

    Not for pages that need a browser to show their text. Dates without a clear order of day and month are missing
    and noted, never guessed; parsed headlines and sections of plain .txt files are worth a look.

    Raises FileNotFoundError for a path that is not there, ValueError if nothing usable was found or `columns` names
    a column that does not exist. Source: own rules; pages by trafilatura.
    """
    chosen = check_columns(columns)
    if not paths:
        raise ValueError("read_articles needs at least one file or folder.")
    account = Account()
    found = one_by_one(find_files(paths, account), chosen, account)
    entries = _distinct([entry for entry in found if is_usable(entry, account)], account)
    if not entries:
        raise ValueError(nothing_read(account))
    account.read(len(entries))
    give_ids(entries, account)
    give_dates(entries, account)
    frame = to_frame(entries, event)
    frame.attrs = {"found": dict(account.counts), "skipped": account.skipped(), "noted": account.noted()}
    return frame


def one_by_one(files: list[File], columns: dict[str, str], account: Account) -> Iterator[Entry]:
    """Each article of the files as it says of itself, before it is looked at."""
    sidecars = Sidecars(files, account)
    return (entry for file in files for entry in _entries(file, columns, sidecars, account))


def _entries(file: File, columns: dict[str, str], sidecars: Sidecars, account: Account) -> Iterator[Entry]:
    if sidecars.leaves_out(file, account):
        return
    if not file.kind:
        return account.skip(file.name, None, "files of this kind are not read", "save it as .txt, .html or .csv")
    page, given, n_refused = file.kind in PAGES, sidecars.of(file), 0
    try:
        for number, row in read_saved(file, account) if page else read_table(file, columns):
            if isinstance(row, Refusal):
                n_refused += 1
                if n_refused > MOST_REFUSED:
                    raise Refusal(f"{MOST_REFUSED:,} of its rows cannot be read; the rest is left out", "mend the file")
                account.refuse(file.name, number, row.reason, row.mend)
                continue
            row = {**row, **given} if page else {**given, **{name: said for name, said in row.items() if said}}
            row["outlet"] = row.get("outlet") or site(row.get("url")) or (file.folder if page else None)
            if not row["outlet"]:
                account.note(file.name, number, "no outlet is named", 'name its column: --columns outlet=...')
            yield Entry(file, number, row)
    except Refusal as refusal:
        account.refuse(file.name, None, refusal.reason, refusal.mend)
    except OSError as error:
        account.refuse(file.name, None, f"the file cannot be opened ({error.strerror})", "allow reading it")


def site(url: str | None) -> str | None:
    """Name of the site an address belongs to; None if it is no web address."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def is_usable(entry: Entry, account: Account) -> bool:
    """Whether an article can be read; what cannot is counted, what is odd is noted, broken letters are mended."""
    name, row, said = entry.file.name, entry.row, entry.said
    changed = False
    for column, value in said.items():
        if isinstance(value, str):
            said[column], mended = clean(value)
            changed |= mended
    text = said.get("text") or ""
    reason = _unusable(text)
    if reason:
        leave_out = account.skip if reason[0].startswith("stub") else account.refuse
        leave_out(name, row, *reason)
        return False
    if changed:
        account.note(name, row, "NUL or half characters became U+FFFD", "")
    if said["encoding"] == "cp1252":
        account.note(name, None, "not UTF-8; read as cp1252 (Western)", "save it as UTF-8 if letters look wrong")
    elif " " in (said["encoding"] or ""):
        account.note(name, None, "UTF-8 with single bytes of cp1252 among it", "save it as UTF-8")
    # What is stated may be the language a text was translated from; the words themselves decide.
    language = language_of(text) or said.get("language") or ""
    said["language"] = said.get("language") or language
    if language and not language.lower().startswith("en"):
        account.note(name, row, f"not English ({language})", "the word lists do not apply to it")
    if not said.get("place") and not said.get("agency"):
        said["place"], said["agency"] = dateline(text[:200].partition("\n")[0])[:2]
    return True


def _unusable(text: str) -> tuple[str, str] | None:
    if not text.strip():
        return "the text is empty", "fill it in or leave it out"
    if len(text) > LONGEST:
        return f"the text is longer than {LONGEST:,} characters", "split it into articles"
    if text.count("\ufffd") > LOST * len(text):
        return "more than 1 % of its characters are lost (U+FFFD)", "save it again as UTF-8"
    if len(text) < 12 * STUB_WORDS and len(text.split()) < STUB_WORDS:
        lower = text.lower()
        phrase = next((phrase for phrase in STUBS if phrase in lower), None)
        if phrase:
            return f'stub: under {STUB_WORDS} words and "{phrase}"', "save the page with its article open"
    return None


def _distinct(entries: list[Entry], account: Account) -> list[Entry]:
    seen: dict[tuple[str | None, str], Entry] = {}
    kept = []
    for entry in entries:
        first = seen.setdefault((entry.said["outlet"], entry.said["text"]), entry)
        if first is entry:
            kept.append(entry)
        else:
            account.skip(entry.file.name, entry.row, f"the same text from the same outlet as {first.place}", "")
    return kept


def to_frame(entries: list[Entry], event: str | None) -> pd.DataFrame:
    """The entries as a frame of articles, all under one event where it is named."""
    for entry in entries:
        entry.said["source"] = entry.file.name
    own = dict.fromkeys(name for entry in entries for name in entry.said)
    names = ARTICLE + [name for name in own if name not in (*ARTICLE, "id")]
    index = pd.Index([entry.said["id"] for entry in entries])
    frame = pd.DataFrame({name: [entry.said.get(name) for entry in entries] for name in names}, index=index)
    frame["published"] = pd.to_datetime(frame["published"]).astype("datetime64[ns]")
    if event is not None:
        frame["event"] = event
    return frame


def nothing_read(account: Account) -> str:
    """The sentence for a reading that found no usable article."""
    if not account.lines:
        return "Nothing to read: there is no file of articles."
    file, row, reason, mend = account.lines[0]
    more = f" ({len(account.lines) - 1} more)" if len(account.lines) > 1 else ""
    return f"No usable article: {file}{f', row {row}' if row else ''}: {reason}{f'; {mend}' if mend else ''}{more}."
