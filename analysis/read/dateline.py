"""The dateline that opens a report: place, agency, sometimes the day."""

import re

from .dates import MONTH

DATED = re.compile(
    rf",? ?(?:{MONTH} \d{{1,2}}(?:, ?\d{{4}})?|\d{{1,2}} {MONTH.replace('month', 'name')}(?: \d{{4}})?),?$",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"(?P<place>[^()/—–\n]{0,70}?)\s{0,3}"
    r"(?:\((?P<agency>[^()\n]{2,40})\)\s{0,3}(?:--|[—–-])|/(?P<slash>[A-Z]{2,12})/\.?\s{0,3}(?:--|[—–-])?"
    r"|--|—|–|(?<=\s)-(?=\s))\s{0,3}"
)
NO_PLACE = frozenset(
    "exclusive breaking update updated watch opinion analysis video live correction editorial explainer".split()
)
NO_NAME = frozenset("the a an in on at mr. mrs. ms.".split())


def dateline(paragraph: str) -> tuple[str | None, str | None, str | None, int]:
    """Place as printed, agency, full date if any, and the length of the dateline that opens a paragraph; 0 if none."""
    match = DATELINE.match(paragraph[:140])
    if not match:
        return None, None, None, 0
    agency = match["agency"] or match["slash"]
    place, raw = match["place"].strip(" ,."), None
    last = place.rpartition(", ")
    if not agency and last[0] and last[2].isalpha() and last[2].isupper() and len(last[2]) > 2:
        place, agency = last[0], last[2]
    dated = DATED.search(place)
    if dated:
        raw = dated[0].strip(" ,") if re.search(r"\d{4}", dated[0]) else None
        place = place[: dated.start()].strip(" ,")
    if not _is_place(place, bool(agency)):
        return None, None, None, 0
    return place or None, agency and agency.strip(), raw, match.end()


def _is_place(place: str, with_agency: bool) -> bool:
    if not place:
        return with_agency
    words = place.split()
    if len(words) > 7 or place.lower() in NO_PLACE or any(c.isdigit() for c in place):
        return False
    if with_agency:
        return words[0][:1].isupper() and words[0].lower() not in NO_NAME
    first = place.partition(",")[0]
    return len(first) > 3 and len(first.split()) <= 4 and first == first.upper() and first != first.lower()
