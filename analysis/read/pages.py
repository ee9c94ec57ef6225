"""The text of one page, as a browser's copy or a plain file gives it -> headline, date, place, agency, body."""

import re
from dataclasses import dataclass, field

from .dates import MONTH, read_date

HEAD = 15  # lines looked at before the body must have begun
WRAP = (40, 100)  # line widths at which a text file counts as hard-wrapped
ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
BYLINE = re.compile(r"by (?P<author>[^\d.!?:;]{3,80}(?:\.[^\d.!?:;]{1,60}){0,3})$", re.IGNORECASE)
URL = re.compile(r"https?://\S{4,500}$")
CRUMB = re.compile(r"^[^.!?:;]{2,30}(?: ?[>»›/|] ?[^.!?:;]{2,30}){1,5}$")
CHROME = re.compile(
    r"(?:advertisement|share( this( article| story)?)?|print|e-?mail|save|menu|search|subscribe( now)?|sign in|log ?in|register"
    r"|home|skip to (main )?content|listen to this article|\d+ min(ute)?s? read|(\d+ )?comments?|facebook|twitter|whatsapp|telegram"
    r"|copy link|follow us|newsletters?|live|video|photos?|more)",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"(?:related( (news|stories|articles|topics|links|content))?|read (more|also|next)|more (on this( story)?|stories|from .{2,40})"
    r"|most (read|viewed|popular)|recommended( stories)?|you may also like|tags?|topics|comments?|share( this( article| story)?)?)"
    r" ?:?(?: .{0,200})?",
    re.IGNORECASE,
)
RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b|all rights reserved).{0,200}", re.IGNORECASE)
LANGUAGES = frozenset(
    "english français francais deutsch español espanol português portugues italiano türkçe turkce русский العربية العربیة فارسی "
    "中文 日本語 한국어 עברית हिन्दी اردو polski nederlands kurdî azərbaycan українська ελληνικά svenska bahasa indonesia".split()
)
SECTIONS = frozenset(
    "politics world business economy opinion sport sports nation national international local metro region region us uk europe asia "
    "africa americas society culture science health technology tech climate environment education crime courts law defense defence "
    "security military analysis editorial commentary news home top middle east foreign policy elections labour labor travel arts".split()
)
DATED = re.compile(rf",? ?(?:{MONTH} \d{{1,2}}(?:, ?\d{{4}})?|\d{{1,2}} {MONTH.replace('month', 'name')}(?: \d{{4}})?),?$", re.I)
DATELINE = re.compile(
    r"(?P<place>[^()/—–\n]{0,70}?)\s{0,3}"
    r"(?:\((?P<agency>[^()\n]{2,40})\)\s{0,3}(?:--|[—–-])|/(?P<slash>[^/\n]{2,30})/\.?\s{0,3}(?:--|[—–-])?|--|—|–|(?<=\s)-(?=\s))\s{0,3}"
)
NO_PLACE = frozenset("exclusive breaking update updated watch opinion analysis video live correction editorial explainer".split())


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
    body = _without_tail([line for line in body if not _is_notice(line, page)], page)
    if page.headline and body and _same(body[0], page.headline):
        body = body[1:]
    place, agency, raw, length = dateline(body[0] if body else "")
    if length:
        page.place, page.agency, page.published_raw = place, agency, page.published_raw or raw
        body = [body[0][length:], *body[1:]]
    page.text = "\n\n".join(body)
    return page


def paragraphs(text: str) -> list[str]:
    """Paragraphs of a text file: blank lines part them; lines broken at a fixed width are joined again."""
    lines = [line.strip() for line in re.sub(r"\r\n?|[\f\v\x1c-\x1e\x85\u2028\u2029]", "\n", text).split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    wrapped = WRAP[0] <= width <= WRAP[1]
    joined: list[str] = []
    previous = ""
    for line in lines:
        first = line.partition(" ")[0]
        if line and previous and wrapped and len(previous) + 1 + len(first) > 0.9 * width:
            joined[-1] += ("" if previous.endswith("-") and not previous.endswith(" -") else " ") + line
        elif line:
            joined.append(line)
        previous = line
    return joined


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
        return words[0][:1].isupper() and words[0].lower() not in ("the", "a", "an", "in", "on", "at", "mr.", "mrs.")
    first = place.partition(",")[0]
    return len(first) > 3 and first == first.upper() and first != first.lower()


def _read_head(lines: list[str], page: Page) -> tuple[int, list[str]]:
    """Take what stands before the first sentence; returns where the body begins, and the lines that may be titles."""
    titles: list[str] = []
    for number, line in enumerate(lines[:HEAD]):
        if _takes_fact(line, page, bool(titles)):
            continue
        if _is_menu(line):
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
    elif not page.section and not titled and CRUMB.match(line) and len(line) < 90:
        page.section = re.split(r" ?[>»›/|] ?", line)[-1].strip()
    else:
        return False
    return True


def _is_menu(line: str) -> bool:
    if CHROME.fullmatch(line):
        return True
    words = line.lower().replace("|", " ").split()
    letters = [c for c in line if c.isalpha()]
    foreign = sum(ord(c) > 0x36F for c in letters)
    named = sum(word in LANGUAGES for word in words)
    return len(line) < 200 and named >= 2 and (named >= len(words) / 2 or foreign > len(letters) / 3)


def _is_prose(line: str) -> bool:
    n_words = len(line.split())
    return n_words > 32 or (n_words > 3 and bool(dateline(line)[3])) or (n_words > 12 and bool(ENDS.search(line)))


def _title(titles: list[str], page: Page) -> list[str]:
    """Sort the short lines before the body into section and headline; what follows the headline belongs to the text."""
    if not titles:
        return []
    known = [line for line in titles[:-1] or titles if _is_section(line)]
    page.section = page.section or (known[0] if known else None)
    rest = [line for line in titles if line not in known] or titles[-1:]
    if len(rest) > 1 and len(rest[0].split()) <= 3 and len(rest[1]) > 2 * len(rest[0]) and not ENDS.search(rest[1]):
        page.left_out.append(rest[0])
        rest = rest[1:]
    if ENDS.search(rest[0]) and len(rest[0].split()) > 12:
        return rest
    page.headline = rest[0] if rest[0] not in known else None
    return rest[1:]


def _is_section(line: str) -> bool:
    words = re.sub(r"[^\w\s]", " ", line.lower()).split()
    return 0 < len(words) <= 4 and all(word in SECTIONS or word in ("and", "the") for word in words)


def _is_notice(line: str, page: Page) -> bool:
    found = line.lower() in ("advertisement", "article continues below") or bool(RIGHTS.fullmatch(line))
    if found:
        page.left_out.append(line)
    return found


def _without_tail(body: list[str], page: Page) -> list[str]:
    """Cut links after the article: a line such as "Related news" with nothing but titles behind it."""
    for number in range(len(body) - 1, max(0, len(body) - 25), -1):
        if ENDS.search(body[number]) and len(body[number].split()) > 6:
            break
        if TAIL.fullmatch(body[number]) and len(body[number].split()) <= 30:
            page.left_out += body[number:]
            return _without_tail(body[:number], page)
    return body


def _same(a: str, b: str) -> bool:
    return re.sub(r"\W+", "", a).lower() == re.sub(r"\W+", "", b).lower()
