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


def give_dates(entries: list[Entry], account: Account, *, orders: "Orders | None" = None) -> None:
    """Fill published, published_raw and published_from; open and impossible dates are missing and noted.

    Where the entries are one part of many, `orders` has seen all of them.
    """
    if orders is None:
        orders = Orders()
        orders.see(entries)
    for entry in entries:
        raw, date = _stated(entry)
        entry.said["published_raw"] = entry.said.get("published_raw") or raw
        when = settle(date, orders.of(entry)) if date else None
        entry.said["published"], entry.said["published_from"] = when, ""
        if when is None:
            if raw:
                account.note(entry.file.name, entry.row, _why(date), MEND)
            _look_for(entry.said)
        elif date and date.zoned:
            account.note(entry.file.name, None, "time zones were dropped, the local clock kept", "")


class Orders:
    """Whether day or month comes first, column by column, from all its dates; only those that tell are kept."""

    def __init__(self) -> None:
        self._telling: dict[tuple[str, ...], dict[tuple[bool, bool], Date]] = defaultdict(dict)

    def see(self, entries: list[Entry]) -> None:
        """Take in the dates of more entries."""
        for entry in entries:
            date = _stated(entry)[1]
            if date and date.numbers:
                self._telling[_column(entry)][date.numbers[0] > 12, date.numbers[1] > 12] = date

    def of(self, entry: Entry) -> bool | None:
        """The order in the column of an entry; None when it does not tell or contradicts itself."""
        return day_first(list(self._telling.get(_column(entry), {}).values()))


def _stated(entry: Entry) -> tuple[str | None, Date | None]:
    raw = (entry.said.get("published") or entry.said.get("published_raw") or "").strip() or None
    return raw, read_date(raw) if raw else None


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
