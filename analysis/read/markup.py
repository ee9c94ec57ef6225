"""Saved web pages and word-processor files, parsed by libraries: called in a process that may be killed."""

import re
import zipfile
from pathlib import Path
from typing import Any

from .account import Refusal
from .encoding import PAGE_BYTES, clean, decode, read_bytes
from .lost import lost
from .pages import read_page

ATTRIBUTES = 2_000  # attributes of one tag; the parser takes minutes over more
TAG = re.compile(r"<[a-zA-Z][^<>]{5000,}")
SPAN = re.compile(r"\b((?:col|row)span\s{0,3}=\s{0,3}[\"']?)\d{2,}", re.IGNORECASE)
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
STATED = re.compile(
    r"<meta[^<>]{0,300}?(?:article:published_time|datePublished|date|pubdate|dc\.date(?:\.issued)?|sailthru\.date)[\"']"
    r"[^<>]{0,200}?content=[\"'](?P<meta>[^\"'<>]{6,60})[\"']|\"datePublished\"\s{0,3}:\s{0,3}\"(?P<ld>[^\"<>]{6,60})\"",
    re.IGNORECASE,
)


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
        "partial": lost(text, page.text),
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
