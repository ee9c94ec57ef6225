"""The text of one page, as a browser's copy or a plain file gives it -> headline, date, place, agency, body."""

import re
from dataclasses import dataclass, field

from .dateline import dateline
from .dates import read_date
from .furniture import ENDS, is_menu, is_notice, is_section, tail_begins

HEAD = 15  # lines looked at before the body must have begun
STANDFIRST = 3  # paragraphs among which the dateline may stand
WRAP = (40, 100)  # line widths at which a text file counts as hard-wrapped
BYLINE = re.compile(r"by (?P<author>[^\d.!?:;]{3,80}(?:\.[^\d.!?:;]{1,60}){0,3})$", re.IGNORECASE)
URL = re.compile(r"https?://\S{4,500}$")
CRUMB = re.compile(r" ?[>»›/|] ?")


@dataclass
class Page:
    """What one page says of itself, and its text; anything not there is None."""

    text: str = ""
    headline: str | None = None
    published_raw: str | None = None
    section: str | None = None
    place: str | None = None
    agency: str | None = None
    author: str | None = None
    url: str | None = None
    left_out: list[str] = field(default_factory=list)


def read_page(text: str, headline: str | None = None) -> Page:
    """Parts of a page given as text: menus, headline and dateline leave the text, paragraphs stay as printed.

    With `headline` known from elsewhere, the text is taken to begin with the body.
    """
    body = paragraphs(text)
    page = Page(headline=headline)
    if headline is None and len(body) > 1:
        begin, titles = _read_head(body, page)
        body = _title(titles, page) + body[begin:]
    page.left_out += filter(is_notice, body)
    body = [line for line in body if not is_notice(line)]
    end = tail_begins(body)
    page.left_out += body[end:]
    body = body[:end]
    if page.headline and body and _same(body[0], page.headline):
        body = body[1:]
    for number, line in enumerate(body[:STANDFIRST]):
        place, agency, raw, length = dateline(line)
        if length:
            page.place, page.agency, page.published_raw = place, agency, page.published_raw or raw
            body[number] = line[length:]
            break
    page.text = "\n\n".join(body)
    return page


def paragraphs(text: str) -> list[str]:
    """Paragraphs of a text file: blank lines part them; lines broken at a fixed width are joined again."""
    lines = [line.strip() for line in re.sub(r"\r\n?|[\f\v\x1c-\x1e\x85\u2028\u2029]", "\n", text).split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    wrapped = WRAP[0] <= width <= WRAP[1]
    joined: list[list[str]] = []
    previous = ""
    for line in lines:
        first = line.partition(" ")[0]
        if line and previous and wrapped and len(previous) + 1 + len(first) > 0.9 * width:
            hyphen = previous.endswith("-") and not previous.endswith(" -")
            joined[-1] += [line] if hyphen else [" ", line]
        elif line:
            joined.append([line])
        previous = line
    return ["".join(parts) for parts in joined]


def _read_head(lines: list[str], page: Page) -> tuple[int, list[str]]:
    """Take what stands before the first sentence; returns where the body begins, and the lines that may be titles."""
    titles: list[str] = []
    for number, line in enumerate(lines[:HEAD]):
        if _takes_fact(line, page, bool(titles)):
            continue
        if is_menu(line):
            page.left_out.append(line)
        elif _is_prose(line):
            return number, titles
        else:
            titles.append(line)
    return min(len(lines), HEAD), titles


def _takes_fact(line: str, page: Page, titled: bool) -> bool:
    if len(line) > 200:
        return False
    byline = BYLINE.match(line)
    if read_date(line):
        if page.published_raw is None or page.published_raw.lower().startswith(("updated", "last")):
            page.published_raw = line
    elif URL.match(line):
        page.url = page.url or line
    elif byline and titled and len(line.split()) <= 12 and line[3:4].isupper():
        page.author = page.author or byline["author"].strip()
    elif not page.section and not titled and _is_crumb(line):
        page.section = CRUMB.split(line)[-1].strip()
    else:
        return False
    return True


def _is_crumb(line: str) -> bool:
    steps = CRUMB.split(line)
    return 2 <= len(steps) <= 6 and len(line) < 90 and is_section(steps[0]) and all(len(s.split()) <= 4 for s in steps)


def _is_prose(line: str) -> bool:
    n_words = len(line.split())
    return n_words > 32 or (n_words > 3 and bool(dateline(line)[3])) or (n_words > 20 and _is_sentence(line))


def _title(titles: list[str], page: Page) -> list[str]:
    """Sort the short lines before the body into section and headline; what follows the headline belongs to the text."""
    if not titles:
        return []
    known = [line for line in titles[:-1] or titles if is_section(line)]
    page.section = page.section or (known[0] if known else None)
    rest = [line for line in titles if line not in known] or titles[-1:]
    # Beside a menu, a date or a section, two or three words before a longer line are the name of the site.
    furnished = page.left_out or page.published_raw or page.section
    two = len(rest) > 1 and len(rest[0].split()) <= 3 and len(rest[1]) > 2 * len(rest[0])
    if furnished and two and not _is_sentence(rest[1]):
        page.left_out.append(rest.pop(0))
    if _is_sentence(rest[0]):
        return rest
    page.headline = rest[0] if rest[0] not in known else None
    return rest[1:]


def _is_sentence(line: str) -> bool:
    # A headline has capitals throughout, or ends in no full stop save after initials such as U.S.
    words = line.split()
    if sum(word[0].isupper() for word in words) > 0.6 * len(words):
        return False
    return len(words) > 3 and bool(re.search(r"[a-z0-9)”\"]\.[”\"]?$", line) or (len(words) > 20 and ENDS.search(line)))


def _same(a: str, b: str) -> bool:
    return re.sub(r"\W+", "", a).lower() == re.sub(r"\W+", "", b).lower()
