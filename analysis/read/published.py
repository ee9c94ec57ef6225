"""Each article's date: as stated, else in its address, else in its first lines."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from .account import Account
from .dateline import dateline
from .dates import Date, date_in_url, day_first, read_date, settle
from .files import Entry

MEND = "write dates as YYYY-MM-DD"
FIRST_LINES = 5


def give_dates(entries: list[Entry], account: Account) -> None:
    """Fill published, published_raw and published_from; open and impossible dates are missing and noted."""
    columns: dict[tuple[str, ...], list[Date]] = defaultdict(list)
    stated = []
    for entry in entries:
        said = entry.said
        raw = (said.get("published") or said.get("published_raw") or "").strip() or None
        said["published_raw"] = said.get("published_raw") or raw
        date = read_date(raw) if raw else None
        stated.append((raw, date))
        if date:
            columns[_column(entry)].append(date)
    orders = {column: day_first(dates) for column, dates in columns.items()}
    for entry, (raw, date) in zip(entries, stated, strict=True):
        when = settle(date, orders[_column(entry)]) if date else None
        entry.said["published"], entry.said["published_from"] = when, ""
        if when is None:
            if raw:
                account.note(entry.file.name, entry.row, _why(date), MEND)
            _look_for(entry.said)
        elif date and date.zoned:
            account.note(entry.file.name, None, "time zones were dropped, the local clock kept", "")


def _column(entry: Entry) -> tuple[str, ...]:
    # A table is one column of dates; pages share one with the pages of their outlet.
    return (entry.file.name,) if entry.row else ("pages", entry.said["outlet"] or "")


def _why(date: Date | None) -> str:
    if date is None:
        return "the date cannot be read"
    if date.numbers and date.numbers[0] <= 12 and date.numbers[1] <= 12:
        return "the date may be day-month or month-day"
    return "the date is impossible"


def _look_for(said: dict[str, Any]) -> None:
    in_url = date_in_url(said["url"]) if said.get("url") else None
    in_text = None if in_url else _in_first_lines(said["text"])
    found = in_url or in_text
    if found:
        said["published"] = found[0]
        said["published_raw"] = said["published_raw"] or found[1]
        said["published_from"] = "url" if in_url else "text"


def _in_first_lines(text: str) -> tuple[datetime, str] | None:
    lines = [line for line in text[:1500].split("\n") if line.strip()][:FIRST_LINES]
    for raw in [dateline(lines[0])[2] if lines else None, *(line for line in lines if len(line) < 80)]:
        date = read_date(raw) if raw else None
        if raw and date and date.when:
            return date.when, raw
    return None
