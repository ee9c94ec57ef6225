"""A report checked against its inputs: read and made again, and the first thing that changed is named."""
import hashlib
import json
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.read.articles import read_articles
from analysis.show.provenance import provenance
from analysis.show.report import of_event, report_texts
from analysis.show.written import MANIFEST

_PAGE = "report.html"


class _Provenance(HTMLParser):
    """The text of the element that holds the provenance."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self._inside = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or dict(attrs).get("id") == "provenance"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "pre"

    def handle_data(self, data: str) -> None:
        self.text += data if self._inside else ""


def verify(report: str | Path, *paths: str | Path) -> list[str]:
    """What differs between a report and one made anew from its inputs, in sentences; none where all is the same.

    `report` is the page or its folder. `paths` are the inputs where they have moved, else the paths the report was
    made from, as seen from the current folder. The first sentence names the first input that changed and its first
    article; then come word lists and versions that differ and, where these are the same, files that are not what the
    inputs give.
    Raises FileNotFoundError for a report or an input that is not there, ValueError for a page without provenance.
    """
    page = Path(report) / _PAGE if Path(report).is_dir() else Path(report)
    made_of = recorded(page)
    settings = made_of["settings"]
    inputs = [*paths] or settings.get("paths")
    if not inputs:
        raise ValueError(f"{page}: it was made in Python, not from files; name the inputs: verify REPORT PATH.")
    articles = of_event(
        read_articles(*inputs, columns=settings.get("columns"), event=settings.get("event")), settings.get("event")
    )
    differing = list(_differing(made_of, provenance(articles, settings), articles))
    return differing or list(_rewritten(page, articles, settings))


def recorded(page: Path) -> dict[str, Any]:
    """The provenance that stands in a report.

    Raises FileNotFoundError where there is no such page, ValueError where it is no report.
    """
    if not page.is_file():
        raise FileNotFoundError(f"{page}: no such report; give report.html or the folder it lies in.")
    try:
        made_of = json.loads(_Provenance(page.read_text(encoding="utf-8", errors="replace")).text)
        if not {"settings", "inputs", "articles", "tables", "versions"} <= set(made_of):
            raise ValueError("incomplete")
        return made_of
    except ValueError:
        raise ValueError(f"{page}: no provenance can be read in it; give a report that this program wrote.") from None


def _differing(then: dict[str, Any], now: dict[str, Any], articles: pd.DataFrame) -> Iterator[str]:
    """Inputs that changed, each with its first article; then word lists and versions."""
    source = articles["source"].fillna("").astype(str).to_dict() if "source" in articles else {}
    for name in [*then["inputs"], *(name for name in now["inputs"] if name not in then["inputs"])]:
        if name not in now["inputs"]:
            yield f"{name}: no article of it was read this time."
        elif name not in then["inputs"]:
            yield f"{name}: it was not among the inputs of the report."
        elif then["inputs"][name] != now["inputs"][name]:
            of_it = {label: digest for label, digest in now["articles"].items() if source.get(label, "") == name}
            changed = [label for label, digest in of_it.items() if then["articles"].get(label) != digest]
            first = f", first in article {changed[0]}" if changed else ", by an article that is gone"
            yield f"{name}: what was read from it has changed{first}."
    for kind, said in (("tables", "word list"), ("versions", "version of")):
        for name in sorted({*then[kind], *now[kind]}):
            if then[kind].get(name) != now[kind].get(name):
                was, now_is = (str(side[kind].get(name, "none"))[:12] for side in (then, now))
                yield f"The {said} {name} has changed: {was} in the report, {now_is} here."


def _rewritten(page: Path, articles: pd.DataFrame, settings: dict[str, Any]) -> Iterator[str]:
    """Files of the report that are not, to the byte, what its inputs give."""
    texts = report_texts(articles, settings)
    beside = page.parent / MANIFEST
    names: Sequence[str] = [_PAGE, *sorted(set(texts) - {_PAGE})] if beside.is_file() else [_PAGE]
    for name in names:
        path = page if name == _PAGE else page.parent / name
        if not path.is_file():
            yield f"{name}: missing beside the page."
        elif hashlib.sha256(path.read_bytes()).hexdigest() != hashlib.sha256(texts[name].encode()).hexdigest():
            yield f"{name}: it is not what the inputs give; first difference in line {_line(path, texts[name])}."


def _line(path: Path, text: str) -> int:
    """The number of the first line that differs."""
    there, here = path.read_text(encoding="utf-8", errors="replace").split("\n"), text.split("\n")
    same = next((k for k, (a, b) in enumerate(zip(there, here, strict=False)) if a != b), min(len(there), len(here)))
    return same + 1
