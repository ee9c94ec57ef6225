"""Dates as printed become naive timestamps: the local clock is kept, the zone dropped, nothing is invented."""

import re
from dataclasses import dataclass
from datetime import datetime

FIRST, LAST = 1800, 2100  # years taken as real; the upper end is far because sample coverage is dated ahead
NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? )?"
CLOCK = (
    r"(?: (?:mon|tues|wednes|thurs|fri|satur|sun)day)?"
    r"(?:[ t,]{1,3}(?:at |- |\| )?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r" ?(?P<half>[ap]\.?m\.?)?"
    r"(?P<zone> ?(?:z|[+-]\d{2}:?\d{2}|\(?(?:gmt|utc|[ecmp][sd]?t|b?st|ces?t|ist|irst)\b"
    r"(?:[+-]\d{1,2}(?::?\d{2})?)?\)?))?)?"
)
BODIES = (
    r"(?P<year>\d{4})[-/.](?P<mon>\d{1,2})[-/.](?P<day>\d{1,2})",
    r"(?P<year>\d{4})(?P<mon>\d{2})(?P<day>\d{2})",
    rf"(?P<year>\d{{4}})[- /]{MONTH}[- /]{DAY}",
    rf"{WEEKDAY}{MONTH} {DAY},? (?P<year>\d{{4}})",
    rf"{WEEKDAY}{DAY}[- /](?:of )?{MONTH},?[- /](?P<year>\d{{4}})",
    r"(?P<day>\d{1,2})\.(?P<mon>\d{1,2})\.(?P<year>\d{4}|\d{2})",
)
FORMS = [re.compile(body + CLOCK, re.IGNORECASE | re.ASCII) for body in BODIES]
NUMERIC = re.compile(r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<year>\d{4}|\d{2})" + CLOCK, re.IGNORECASE | re.ASCII)
LABEL = re.compile(
    r"(?:first )?(?:published|posted|updated|last (?:updated|modified)|date|issued|filed)(?: on| at)?:? ?",
    re.IGNORECASE,
)
CLOCK_FIRST = re.compile(
    r"(?P<clock>\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?)[ ,|-]{1,3}(?:on )?(?P<rest>.+)", re.IGNORECASE
)
IN_URL = (
    re.compile(r"[/=](?P<year>(?:19|20)\d\d)[/-](?P<mon>[01]?\d|[a-z]{3})[/-](?P<day>[0-3]?\d)(?=[/._?&-]|$)", re.I),
    re.compile(r"[/=_-](?P<year>(?:19|20)\d\d)(?P<mon>[01]\d)(?P<day>[0-3]\d)(?=[/._?&-]|$)"),
)


@dataclass(frozen=True)
class Date:
    """A date as read: `day_first` is None unless the order of day and month is open; `zoned` if a zone was dropped."""

    when: datetime | None
    zoned: bool = False
    numbers: tuple[int, int, int] | None = None  # first, second, year of a date like 3/4/2020
    clock: tuple[int, int, int] = (0, 0, 0)

    def ordered(self, day_first: bool) -> datetime | None:
        """The timestamp of a numeric date once the order of its column is known."""
        assert self.numbers is not None
        a, b, year = self.numbers
        return _made(year, b if day_first else a, a if day_first else b, self.clock)


def read_date(raw: str) -> Date | None:
    """The date a string is; None for a string that is anything more. A day that cannot be is a Date without `when`."""
    text = " ".join(raw[:80].split())
    label = LABEL.match(text)
    text = text[label.end() :] if label else text
    clock = CLOCK_FIRST.fullmatch(text)
    text = f"{clock['rest']} {clock['clock']}" if clock else text
    for form in FORMS:
        match = form.fullmatch(text)
        if match:
            part = match.groupdict()
            month = NAMES.index(part["month"][:3].lower()) + 1 if part.get("month") else int(part["mon"])
            when = _made(_year(part["year"]), month, int(part["day"]), _clock(part))
            return Date(when, zoned=bool(part["zone"]))
    match = NUMERIC.fullmatch(text)
    if not match:
        return None
    part = match.groupdict()
    a, b, year = int(part["a"]), int(part["b"]), _year(part["year"])
    return Date(None, bool(part["zone"]), (a, b, year), _clock(part))


def day_first(dates: list[Date]) -> bool | None:
    """Whether the numeric dates of a column put the day first; None when it does not tell or contradicts itself."""
    numbers = [date.numbers for date in dates if date.numbers]
    day, month = any(a > 12 for a, _, _ in numbers), any(b > 12 for _, b, _ in numbers)
    return day if day != month else None


def settle(date: Date, order: bool | None) -> datetime | None:
    """The timestamp of a date, given the order of its column; None when impossible or open."""
    if date.numbers is None:
        return date.when
    a, b, _ = date.numbers
    if order is None:
        if a <= 12 and b <= 12 and a != b:
            return None
        order = a > 12
    return date.ordered(order)


def date_in_url(url: str) -> tuple[datetime, str] | None:
    """The day that stands in an address as /2020/01/03/, /2020/jan/03/ or -20200103, and the piece that says it."""
    for form in IN_URL:
        match = form.search(url[:500])
        if match:
            mon = match["mon"].lower()
            month = int(mon) if mon.isdigit() else NAMES.index(mon) + 1 if mon in NAMES else 0
            when = _made(int(match["year"]), month, int(match["day"]), (0, 0, 0))
            if when:
                return when, match[0].strip("/=_-")
    return None


def _year(digits: str) -> int:
    # Two digits: 69 to 99 are of the last century, as in POSIX.
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 69 else 2000)


def _clock(part: dict) -> tuple[int, int, int]:
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    half = (part["half"] or "").lower()[:1]
    return (hour % 12 + 12 * (half == "p") if half else hour), minute, second


def _made(year: int, month: int, day: int, clock: tuple[int, int, int]) -> datetime | None:
    if not FIRST <= year <= LAST:
        return None
    try:
        return datetime(year, month, day, *clock)
    except ValueError:
        return None
