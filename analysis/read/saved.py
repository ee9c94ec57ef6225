"""Saved pages and documents (.txt, .html, .docx), one article or many in a file."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from .account import Account, Refusal
from .encoding import PAGE_BYTES, clean, decode, read_bytes
from .exports import read_block, split_export
from .files import File
from .pages import Page, read_page

ATTRIBUTES = 2_000  # attributes of one tag; the parser takes minutes over more and cannot be stopped
TAG = re.compile(r"<[a-zA-Z][^<]{5000,}")
SPAN = re.compile(r"\b((?:col|row)span\s{0,3}=\s{0,3}[\"']?)\d{2,}", re.IGNORECASE)
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
STATED = re.compile(
    r"<meta[^<>]{0,300}?(?:article:published_time|datePublished|date|pubdate|dc\.date(?:\.issued)?|sailthru\.date)[\"']"
    r"[^<>]{0,200}?content=[\"'](?P<meta>[^\"'<>]{6,60})[\"']|\"datePublished\"\s{0,3}:\s{0,3}\"(?P<ld>[^\"<>]{6,60})\"",
    re.IGNORECASE,
)
Found = Iterator[tuple[int | None, dict[str, Any] | Refusal]]


def read_saved(file: File, account: Account) -> Found:
    """Number in the file (None for one alone) and article, or why not, of each article in a page or document."""
    if file.kind in (".html", ".htm"):
        yield None, _html(file)
        return
    if file.kind == ".docx":
        text, encoding = _docx(file), "docx"
    else:
        text, encoding = decode(read_bytes(file.path))
    if not text.strip():
        raise Refusal("the file is empty", "leave it out")
    blocks = split_export(text)
    if blocks:
        yield from _export(blocks, encoding, file, account)
        return
    page = read_page(text)
    if page.left_out:
        account.note(file.name, None, f"lines left out that are not text: {' | '.join(page.left_out)[:300]}", "")
    yield None, {**_article(page), "encoding": encoding}


def _export(blocks: list[str], encoding: str, file: File, account: Account) -> Found:
    for number, block in enumerate(blocks, 1):
        if len(block.split()) < 40 and "\n" not in block.strip():
            account.note(file.name, number, f"left out, no article: {block.strip()[:80]}", "")
            continue
        try:
            yield number, {**read_block(block), "encoding": encoding}
        except Refusal as refusal:
            yield number, refusal


def _article(page: Page) -> dict[str, Any]:
    return {name: value for name, value in vars(page).items() if name != "left_out" and value is not None}


def _html(file: File) -> dict[str, Any]:
    try:
        import trafilatura  # heavy, and an extra
    except ImportError:
        raise Refusal("saved pages need the extra [html]", 'pip install "analysis[html]"') from None
    data = read_bytes(file.path)
    declared = DECLARED.search(data[:4096])
    text, encoding = decode(data, declared[1].decode("ascii") if declared else None)
    text = SPAN.sub(r"\g<1>1", clean(text)[0])
    if any(tag.count("=") + len(tag.split()) > ATTRIBUTES for tag in TAG.findall(text)):
        raise Refusal(f"a tag of the page has more than {ATTRIBUTES} attributes", "save the page as text")
    try:
        found: Any = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, deduplicate=False)
    except Exception as error:  # a parser of other people's pages may raise anything
        raise Refusal(f"the page cannot be parsed ({type(error).__name__})", "save the page as text") from None
    if found is None or not (found.text or "").strip():
        raise Refusal("no article text was found in the page", "save the page as text")
    body = "\n\n".join(line.strip() for line in found.text.split("\n") if line.strip())
    page = read_page(body, headline=found.title or "")
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
    }


def _docx(file: File) -> str:
    try:
        import docx  # an extra
    except ImportError:
        raise Refusal("word-processor files need the extra [docx]", 'pip install "analysis[docx]"') from None
    try:
        with zipfile.ZipFile(file.path) as parts:
            if sum(part.file_size for part in parts.infolist()) > 5 * PAGE_BYTES:
                raise Refusal(f"the document is larger than {5 * PAGE_BYTES // 1_000_000} MB", "split it")
        document = docx.Document(str(file.path))
    except Refusal:
        raise
    except Exception as error:  # zip and xml parsers raise many kinds for a damaged file
        raise Refusal(f"the document cannot be opened ({type(error).__name__})", "save it again") from None
    return "\n\n".join(paragraph.text for paragraph in document.paragraphs)
