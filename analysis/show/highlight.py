"""Marked-up text: what was found, shown in place, explained on hover, on keyboard focus and in a list."""
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.mark.loaded import find_loaded
from analysis.mark.voices import find_voices
from analysis.show.html import PAGES, legible
from analysis.show.marked import marks_of, paragraphs_of, said

_LONG = 3000  # characters beyond which paragraphs without a mark are folded
_MOST, _MARKS = 60_000, 500  # characters of a text and marks in it that are shown; a page must open


@dataclass(frozen=True, repr=False)
class Highlight:
    """Texts with their marks: shown as HTML in a notebook or page, as a numbered list in a terminal."""

    sides: tuple[dict, ...]

    def __html__(self) -> str:
        """The marked text without its style sheet, for a page that has it."""
        return PAGES.get_template("marked.html").render(sides=self.sides)

    def _repr_html_(self) -> str:
        return f"<style>{PAGES.get_template('marks.css').render()}</style>{self.__html__()}"

    def __repr__(self) -> str:
        return "\n\n".join(_as_lines(side) for side in self.sides)


def highlight(text: str, spans: pd.DataFrame, *, voices: pd.DataFrame | None = None) -> Highlight:
    """One text with its loaded words marked, each with its category beside it and an explanation below.

    Words in the outlet's own voice are filled, words of others outlined; the hue follows the group of the category.
    `spans` has the columns of `find_loaded` (start, end, term, category and voice are needed), `voices` those of
    `find_voices`; with it, quotations are set in grey and their speakers named.
    A mark says that a word is listed or likely to be read as loaded, never that it is unfair or untrue.
    Returns a Highlight. Raises ValueError for a missing column, spans of several articles, or a span outside the text.
    """
    return Highlight((_side(text, marks_of(text, spans, voices), voices),))


def side_by_side(
    articles: pd.DataFrame,
    *,
    event: Any = None,
    outlets: Sequence[str] | None = None,
    loaded: pd.DataFrame | None = None,
    in_headlines: pd.DataFrame | None = None,
) -> Highlight:
    """Articles on one event beside each other, each with the loaded words of its headline and text marked.

    Without `outlets`, the first article of the first two outlets of the event; with them, the first of each named.
    `event` may be left out where `articles` holds one event. `loaded` are rows of `find_loaded(articles)`,
    `in_headlines` those of its headlines, each found anew when not given. Two articles are two articles: what differs
    between them need not hold for their outlets.
    Returns a Highlight. Raises ValueError for a missing column, an unknown event or outlet, or when several events
    leave the choice open.
    """
    chosen = _chosen(articles, event, outlets)
    titles = chosen["headline"].map(said) if "headline" in chosen else pd.Series("", index=chosen.index)
    in_titles, voices = find_loaded(titles) if in_headlines is None else in_headlines, find_voices(chosen)
    found = find_loaded(chosen) if loaded is None else loaded
    sides = []
    for number, (label, article) in enumerate(chosen.assign(headline=titles).iterrows()):
        text, title, spoken = said(article["text"]), article["headline"], _of(voices, label)
        above = marks_of(title, _of(in_titles, label))
        side = _side(text, marks_of(text, _of(found, label), spoken, first=len(above) + 1), spoken, f"{number}-{title}")
        headline = [piece for line in paragraphs_of(title, above) for piece in line]
        about = {"outlet": said(article["outlet"]), "date": said(article.get("published"))[:10], "title": title}
        sides.append(side | about | {"headline": headline, "marks": above + side["marks"]})
    return Highlight(tuple(sides))


def _chosen(articles: pd.DataFrame, event: Any, outlets: Sequence[str] | None) -> pd.DataFrame:
    missing = {"text", "outlet"} - set(articles)
    if missing:
        raise ValueError(f"The articles frame has no column {', '.join(sorted(missing))}.")
    if "event" in articles:
        articles = _of_event(articles, event)
    first = articles[articles["outlet"].notna()].drop_duplicates("outlet")
    labels = dict(zip(first["outlet"], first.index, strict=True))
    for outlet in outlets or ():
        if outlet not in labels:
            raise ValueError(f"No article of {outlet!r} on this event; outlets are {', '.join(map(str, labels))}.")
    return articles.loc[[labels[outlet] for outlet in (outlets or list(labels)[:2])]]


def _of_event(articles: pd.DataFrame, event: Any) -> pd.DataFrame:
    events = articles["event"].dropna().unique()
    if event is None and len(events) > 1:
        raise ValueError(f"There are {len(events)} events; name one, for example event={events[0]!r}.")
    if event is not None:
        articles = articles[articles["event"] == event]
        if articles.empty:
            raise ValueError(f"No article has event {event!r}; events are {', '.join(map(str, events[:10]))}.")
    return articles


def _of(rows: pd.DataFrame, article: Any) -> pd.DataFrame:
    return rows[rows["article"] == article]


def _side(text: str, marks: list[dict], voices: pd.DataFrame | None, salt: str = "") -> dict:
    places = [mark["start"] for mark in marks]
    digest = hashlib.sha256(f"{salt} {places} {text}".encode("utf-8", "replace")).hexdigest()[:10]
    stop = _shown_to(text, marks)
    held = [mark for mark in marks if mark["end"] <= stop]
    paragraphs = paragraphs_of(text[:stop], held, voices)
    return {
        "id": f"w{digest}", "outlet": "", "headline": [], "title": "", "date": "", "marks": held,
        "paragraphs": _folded(paragraphs) if len(text) > _LONG else [[p] for p in paragraphs],
        "beyond": len(text) - stop, "marks_beyond": len(marks) - len(held),
    }  # fmt: skip


def _shown_to(text: str, marks: list[dict]) -> int:
    """Where what is shown of a text ends: all of it, unless it is very long or has marks without end."""
    last = marks[_MARKS]["start"] if len(marks) > _MARKS else len(text)
    if len(text) <= _MOST:
        return last
    return min(last, max(text.rfind(" ", 0, _MOST), text.rfind("\n", 0, _MOST)) + 1 or _MOST)


def _folded(paragraphs: list[list[dict]]) -> list[list[list[dict]]]:
    """Paragraphs in groups: those without a mark, after the first, are one group to be folded with their neighbours."""
    groups: list[list[list[dict]]] = []
    for number, paragraph in enumerate(paragraphs):
        marked = any(piece["mark"] for piece in paragraph)
        if number > 1 and not marked and not any(piece["mark"] for piece in groups[-1][0]):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return groups


def _as_lines(side: dict) -> str:
    head = ": ".join(legible(part) for part in (side["outlet"], side["title"]) if part)
    n = len(side["marks"])
    lines = [head] * bool(head) + [f"{n} marked word{'s' * (n != 1)}"]
    lines += [f"{m['number']:>4}. {legible(m['words'])}: {legible(m['note'])}" for m in side["marks"]]
    beyond = f"The text goes on for {side['beyond']:,} characters, with {side['marks_beyond']:,} marked words more."
    return "\n".join(lines + [beyond] * (side["beyond"] > 0))
