"""Saved pages and documents (.txt, .html, .docx), one article or many in a file."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from .account import Account, Refusal
from .encoding import decode, read_bytes
from .exports import read_block, split_export
from .files import File
from .pages import Page, read_page
from .worker import Stopped, worker

Found = Iterator[tuple[int | None, dict[str, Any] | Refusal]]


def read_saved(file: File, account: Account) -> Found:
    """Number in the file (None for one alone) and article, or why not, of each article in a page or document."""
    if file.kind in (".html", ".htm"):
        yield None, _html(file, account)
        return
    if file.kind == ".docx":
        text, encoding = docx_text(file), "docx"
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


def _html(file: File, account: Account) -> dict[str, Any]:
    page = _parsed("html", file, "trafilatura", "saved pages need the extra [html]")
    if partial := page.pop("partial"):
        account.note(file.name, None, f"partial: {partial}", "compare it with the page, or save the page as text")
    return page


def docx_text(file: File) -> str:
    """The paragraphs of a word-processor file, read in a process that is killed at its limit."""
    return _parsed("docx", file, "docx", "word-processor files need the extra [docx]")


def _parsed(kind: str, file: File, library: str, needs: str) -> Any:
    if find_spec(library) is None:
        raise Refusal(needs, f'pip install "analysis[{kind}]"')
    what = "page" if kind == "html" else "document"
    try:
        with worker() as process:
            process.load("analysis.read.markup:prepare", kind=kind)
            return process.ask(f"analysis.read.markup:{kind}", path=os.fspath(file.path.resolve()))
    except Stopped as reason:
        raise Refusal(f"parsing the {what} {reason}", f"save the {what} as text") from None
