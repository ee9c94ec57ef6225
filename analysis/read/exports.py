"""Exports of press databases (LexisNexis, Factiva, ProQuest): many articles in one file, each under its labels."""

import re
from collections import defaultdict
from typing import Any

from .account import Refusal
from .dates import read_date
from .pages import read_page

STRONG = r"End of Document|Document [A-Za-z0-9]{15,40}|\d{1,5} of \d{1,5} DOCUMENTS?"
MARK = re.compile(rf"^[ \t]{{0,80}}(?:{STRONG}|_{{20,200}})[ \t]{{0,80}}$", re.MULTILINE)
STRONG_MARK = re.compile(rf"^[ \t]{{0,80}}(?:{STRONG})[ \t]{{0,80}}$", re.MULTILINE)
MEANING = {
    "headline": "headline title hd",
    "author": "byline author by",
    "section": "section se",
    "published": "publication_date date pd",
    "outlet": "publication_title publication source sn",
    "url": "url document_url",
    "place": "dateline",
    "text": "body full_text lp td",
    "unwanted": "length load-date language publication-type graphic classification subject notes highlight copyright"
    " document-type journal-code acc-no series correction word_count wc sc la cy pg ed et co in ns re pub an ipd ipc rf"
    " location people company publication_info publisher issn database volume issue pages place_of_publication links"
    " language_of_publication source_type proquest_document_id last_updated publication_year abstract",
}
LABELS = {label.replace("_", " "): ours for ours, labels in MEANING.items() for label in labels.split()}
LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z -]{1,24}) {0,3}:(?P<value>.*)")
CODE = re.compile(r"(?P<label>[A-Z]{2,3})(?:\s{1,4}(?P<value>.*))?$")
BARE = frozenset(("body", "full text", "graphic", "classification", "notes"))
NOT_TOP = re.compile(r"(?:[\d,]{1,9} words|copyright\b.*|\(c\).*|©.*|all rights reserved.*|english|page .{1,12})", re.I)
BYLINE = re.compile(r"by (?P<author>\S.{2,80})", re.IGNORECASE)


def split_export(text: str) -> list[str]:
    """The articles of an export, each with its labels; empty when the text is no export."""
    blocks = [block for block in MARK.split(text) if block.strip()]
    full = sum("full text:" in block.lower() for block in blocks)
    if not STRONG_MARK.search(text) and full < 2:
        return []
    return blocks


def read_block(block: str) -> dict[str, Any]:
    """One article of an export under our column names."""
    parts = _parts(block)
    top = [line for line in parts["top"] if line]
    if "text" not in parts:
        _untitled(parts)
        top = parts["top"]
    said: dict[str, Any] = {}
    for ours in ("headline", "author", "section", "url"):
        if parts.get(ours):
            said[ours] = " ".join(parts[ours]).strip()
    dates = [line for line in (*parts.get("published", []), *top) if read_date(line)]
    names = [line for line in top if not NOT_TOP.fullmatch(line) and not read_date(line)]
    if "headline" not in said and names:
        said["headline"] = names.pop(0)
    outlet = " ".join(parts.get("outlet", [])) or (names[0] if names else "")
    page = read_page("\n".join(parts["text"]), headline=said.get("headline", ""))
    said |= {"text": page.text, "outlet": outlet or None, "published_raw": dates[0] if dates else page.published_raw}
    place = " ".join(parts.get("place", [])).strip(" -—–")
    return {**said, "place": page.place or place or None, "agency": page.agency}


def _parts(block: str) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = defaultdict(list)
    current, coded = "top", bool(re.search(r"^HD(?: |$)", block, re.MULTILINE))
    for line in map(str.strip, block.split("\n")):
        ours, value = _label(line, coded)
        if ours and (current != "text" or ours in ("text", "unwanted") or coded):
            current, line = ours, value
        elif not line and "text" not in parts:
            current = "top"
        if line or current in ("text", "top"):
            parts[current].append(line)
    return parts


def _label(line: str, coded: bool) -> tuple[str | None, str]:
    if line.lower() in BARE:
        return LABELS[line.lower()], ""
    match = (CODE if coded else LABEL).match(line)
    ours = LABELS.get(match["label"].strip().lower()) if match else None
    return ours, (match["value"] or "").strip() if match and ours else line


def _untitled(parts: dict[str, list[str]]) -> None:
    """An article without labels: title, byline, length, date, outlet, language and rights stand above the text."""
    top = parts["top"]
    rights = [n for n, line in enumerate(top[:40]) if re.match(r"copyright\b|\(c\)|©", line, re.IGNORECASE)]
    length = next((n for n, line in enumerate(top[:20]) if re.fullmatch(r"[\d,]{1,9} words", line)), None)
    if not rights or length is None:
        raise Refusal("where this article of the export begins cannot be seen", "export it with field names")
    parts["text"] = top[rights[0] + 1 :]
    titles = [line for line in top[:length] if line]
    bylines = [match["author"] for match in map(BYLINE.fullmatch, titles) if match]
    titles = [line for line in titles if not BYLINE.fullmatch(line)]
    if len(titles) > 1 and len(titles[0].split()) <= 3 < len(titles[1].split()):
        parts["section"] = [titles.pop(0)]
    parts["headline"], parts["author"] = titles[:1], bylines or titles[1:2]
    below = top[length + 1 : rights[0]]
    parts["top"] = [line for line in below if line and not re.fullmatch(r"\d\d:\d\d.{0,12}", line)]
