"""Saved web pages and word-processor files, parsed by libraries: called in a process that may be killed."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .account import Refusal
from .encoding import PAGE_BYTES, clean, decode, read_bytes
from .pages import read_page

ATTRIBUTES = 2_000  # attributes of one tag; the parser takes minutes over more
DEEP = 250  # the parser stops, without a word, at tags nested 256 deep
LONG = 9_000_000  # and at a text of ten million characters
FEWEST, KEPT = 25, 0.5  # words of a paragraph of prose; share of such paragraphs that must come out
TAG = re.compile(r"<[a-zA-Z][^<>]{5000,}")
ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})[^<>]{0,4000}>")
SPAN = re.compile(r"\b((?:col|row)span\s{0,3}=\s{0,3}[\"']?)\d{2,}", re.IGNORECASE)
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
STATED = re.compile(
    r"<meta[^<>]{0,300}?(?:article:published_time|datePublished|date|pubdate|dc\.date(?:\.issued)?|sailthru\.date)[\"']"
    r"[^<>]{0,200}?content=[\"'](?P<meta>[^\"'<>]{6,60})[\"']|\"datePublished\"\s{0,3}:\s{0,3}\"(?P<ld>[^\"<>]{6,60})\"",
    re.IGNORECASE,
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr p li td th tr dt dd option".split())
APART = frozenset("script style template noscript svg nav header footer aside form select button figure".split())
INLINE = frozenset("a abbr b bdi cite code em font i mark q s small span strong sub sup time u".split())


def prepare(kind: str) -> None:
    """Load what takes long."""
    if kind == "docx":
        import docx  # noqa: F401
    else:
        import lxml.html
        import trafilatura

        trafilatura.bare_extraction(lxml.html.fromstring("<html><body><p>word</p></body></html>"))


def html(path: str) -> dict[str, Any]:
    """What one saved page says: text, headline ...; `partial` says why part of its text may be missing, or is None."""
    import trafilatura

    data = read_bytes(Path(path))
    declared = DECLARED.search(data[:4096])
    text, encoding = decode(data, declared[1].decode("ascii") if declared else None)
    text = SPAN.sub(r"\g<1>1", _without_templates(clean(text)[0]))
    if any(tag.count("=") + len(tag.split()) > ATTRIBUTES for tag in TAG.findall(text)):
        raise Refusal(f"a tag of the page has more than {ATTRIBUTES} attributes", "save the page as text")
    found: Any = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, deduplicate=False)
    lines = ((found and found.text) or "").split("\n")
    page = read_page("\n\n".join(filter(None, map(str.strip, lines))), headline=(found and found.title) or "")
    if not page.text.strip():
        raise Refusal("no article text was found in the page", "save the page as text")
    stated = STATED.search(text)
    return {
        "text": page.text,
        "headline": found.title or None,
        "outlet": found.sitename or None,
        "published_raw": (stated["meta"] or stated["ld"]) if stated else page.published_raw,
        "url": found.url or None,
        "author": found.author or page.author,
        "place": page.place,
        "agency": page.agency,
        "section": (found.categories or [None])[0],
        "encoding": encoding,
        "partial": _partial(text, page.text),
    }


def docx(path: str) -> str:
    """The paragraphs of a word-processor file."""
    import docx as parser

    with zipfile.ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > 5 * PAGE_BYTES:
            raise Refusal(f"the document is larger than {5 * PAGE_BYTES // 1_000_000} MB", "split it")
    return "\n\n".join(paragraph.text for paragraph in parser.Document(path).paragraphs)


def _without_templates(text: str) -> str:
    """The page without <template> elements, which a browser does not show."""
    kept, at = [], 0
    lower = text.lower()
    while (begin := lower.find("<template", at)) >= 0:
        end = lower.find("</template>", begin)
        if end < 0:
            break
        kept.append(text[at:begin])
        at = end + len("</template>")
    return "".join([*kept, text[at:]])


def _partial(source: str, text: str) -> str | None:
    """Why part of a page's article may be missing: what its parser cannot follow, or prose that did not come out."""
    deepest, prose = 0, 0
    for depth, n_words, longest in _blocks(source):
        deepest = max(deepest, depth)
        if longest > LONG:
            return "one stretch of its text is too long for the parser"
        prose += n_words if n_words >= FEWEST else 0
    if deepest > DEEP:
        return "its tags are nested too deep for the parser"
    kept = len(text.split())
    return f"{kept} words came out of {prose} in its paragraphs" if kept < KEPT * prose else None


def _blocks(source: str) -> Iterator[tuple[int, int, int]]:
    """Depth, words outside menus and scripts, and length of each stretch of text between tags that break lines."""
    depth = apart = n_words = longest = at = 0
    for tag in ANY_TAG.finditer(source):
        piece, at = source[at : tag.start()], tag.end()
        name = tag[2].lower()
        longest = max(longest, len(piece))
        n_words += 0 if apart else len(piece.split())
        if name in INLINE:
            depth += 0
        else:
            yield depth, n_words, longest
            n_words = longest = 0
        step = 0 if name in VOID or tag[0].endswith("/>") else -1 if tag[1] else 1
        depth = max(0, depth + step)
        apart = max(0, apart + step) if name in APART else apart
    yield depth, len(source[at:].split()) if not apart else 0, len(source) - at
