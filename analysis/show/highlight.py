"""Marked-up text: what was found, shown in place, explained on hover, on keyboard focus and in a list."""
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

# One hue per group; the category itself stands beside the word.
GROUPS = {
    "enemy_label": "label", "delegitimising": "label", "euphemism": "label",
    "moral_blame": "judgement", "evaluation": "judgement", "ridicule": "judgement",
    "praise": "praise", "sympathy": "praise",
    "charged_verb": "deed", "violence": "deed", "plot": "deed",
    "doubting_speech": "speech", "endorsing_speech": "speech", "committing_speech": "speech",
    "alarm": "emphasis", "certainty": "emphasis", "hedge": "emphasis",
}  # fmt: skip
VOICES = {
    "narrator": "in the outlet's own voice",
    "quoted": "inside a quotation",
    "reported": "in reported speech",
    "scare": "in scare quotes, the outlet's own choice",
}
_DIRECTIONS = {-1: "blame", 0: "alarm or emphasis", 1: "praise"}
_DETAILS = {"actor": "Said of", "plain": "Plainer"}
_COLUMNS = ("start", "end", "term", "category", "voice")

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f]")
_STACKED = re.compile("([\u0300-\u036f]{8})[\u0300-\u036f]+")
_LINE = re.compile(r"[^\n\r]*[^\s][^\n\r]*")


def legible(value: Any) -> Any:
    """Text as it may be shown: direction marks made visible, NUL and lone surrogates U+FFFD, other controls gone."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    value = _BIDI.sub(lambda m: f"[U+{ord(m[0]):04X}]", _BROKEN.sub("\ufffd", value))
    return _STACKED.sub(r"\1", _CONTROL.sub("", value))


# The one way to HTML: every value is made legible, then escaped.
PAGES = Environment(
    loader=PackageLoader("analysis.show", "templates"), autoescape=True, finalize=legible, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Highlight:
    """Texts with their marks: shown as HTML in a notebook or page, as a numbered list in a terminal."""

    sides: tuple[dict, ...]

    def __html__(self) -> str:
        """The marked text without its style sheet, for a page that has it."""
        return PAGES.get_template("marked.html").render(sides=self.sides)

    def _repr_html_(self) -> str:
        css, _, _ = PAGES.loader.get_source(PAGES, "marks.css")  # type: ignore[union-attr]
        return f"<style>{css}</style>{self.__html__()}"

    def __repr__(self) -> str:
        return "\n\n".join(_as_lines(side) for side in self.sides)


def highlight(text: str, spans: pd.DataFrame, *, voices: pd.DataFrame | None = None) -> Highlight:
    """One text with its loaded words marked, each with its category beside it and an explanation below.

    Words in the outlet's own voice are filled, words of others outlined; the hue follows the group of the category.
    `spans` has the columns of `find_loaded` (start, end, term, category and voice are needed), `voices` those of
    `find_voices`; with it, quotations are set in grey and their speakers named.
    A mark says that a word is listed or likely to be read as loaded, never that it is unfair or untrue.
    Raises ValueError for a missing column, spans of several articles, or a span outside the text.
    """
    return Highlight((_side(text, spans, voices),))


def side_by_side(
    articles: pd.DataFrame,
    *,
    event: Any = None,
    outlets: Sequence[str] | None = None,
    loaded: pd.DataFrame | None = None,
) -> Highlight:
    """Articles on one event beside each other, each with its loaded words marked.

    Without `outlets`, the first article of the first two outlets of the event; with them, the first of each named.
    `event` may be left out where `articles` holds one event. `loaded` are rows of `find_loaded(articles)`, found
    anew when not given. Two articles are two articles: what differs between them need not hold for their outlets.
    Raises ValueError for a missing column, an unknown event or outlet, or when several events leave the choice open.
    """
    chosen = _chosen(articles, event, outlets)
    if loaded is None:
        from analysis.mark.loaded import find_loaded

        loaded = find_loaded(chosen)
    from analysis.mark.voices import find_voices

    voices = find_voices(chosen)
    sides = []
    for number, (label, article) in enumerate(chosen.iterrows()):
        side = _side(str(article["text"]), _of(loaded, label), _of(voices, label), prefix=str(number))
        published = article.get("published")
        date = published.strftime("%Y-%m-%d") if isinstance(published, pd.Timestamp) and published == published else ""
        sides.append(side | {"outlet": article["outlet"], "headline": _said(article.get("headline")), "date": date})
    return Highlight(tuple(sides))


def _chosen(articles: pd.DataFrame, event: Any, outlets: Sequence[str] | None) -> pd.DataFrame:
    missing = {"text", "outlet"} - set(articles)
    if missing:
        raise ValueError(f"The articles frame has no column {', '.join(sorted(missing))}.")
    if "event" in articles:
        articles = _of_event(articles, event)
    first = articles.drop_duplicates("outlet").set_index("outlet", drop=False).rename_axis(None)
    if outlets is None:
        outlets = [str(outlet) for outlet in first.index[:2]]
    unknown = [outlet for outlet in outlets if outlet not in first.index]
    if unknown:
        raise ValueError(f"No article of {unknown[0]!r} on this event; outlets are {', '.join(map(str, first.index))}.")
    labels = [articles.index[articles["outlet"] == outlet][0] for outlet in outlets]
    return articles.loc[labels]


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


def _side(text: str, spans: pd.DataFrame, voices: pd.DataFrame | None, prefix: str = "") -> dict:
    marks = _marks(text, spans, voices)
    digest = hashlib.sha256((text + repr([m["start"] for m in marks])).encode("utf-8", "replace")).hexdigest()[:10]
    paragraphs = _paragraphs(text, marks, voices)
    return {
        "id": f"w{prefix}-{digest}", "outlet": "", "headline": "", "date": "", "marks": marks,
        "paragraphs": _folded(paragraphs) if len(text) > 3000 else [[p] for p in paragraphs],
    }  # fmt: skip


def _marks(text: str, spans: pd.DataFrame, voices: pd.DataFrame | None) -> list[dict]:
    missing = [c for c in _COLUMNS if c not in spans]
    if missing:
        raise ValueError(f"The spans have no column {', '.join(missing)}; they need the columns of find_loaded.")
    if "article" in spans and spans["article"].nunique() > 1:
        raise ValueError("The spans come from several articles; choose those of this text.")
    marks: list[dict] = []
    drawn = 0
    rows = sorted(spans.to_dict("records"), key=lambda row: (row["start"], -row["end"]))
    for number, row in enumerate(rows, start=1):
        start, end = int(row["start"]), int(row["end"])
        if not 0 <= start < end <= len(text):
            raise ValueError(f"The span {start} to {end} lies outside the text of {len(text)} characters.")
        mark = {"number": number, "start": start, "end": end, "words": text[start:end], "hidden": start < drawn}
        category = _said(row["category"])
        voice = row["voice"] if row["voice"] in VOICES else "narrator"
        mark |= {"group": GROUPS.get(category, "other"), "category": category.replace("_", " "), "voice": voice}
        note = _note(row, _speaker(voices, start)) + " Inside another mark." * (start < drawn)
        drawn = max(drawn, end)
        marks.append(mark | {"note": note})
    return marks


def _note(row: dict, speaker: str) -> str:
    """The explanation of a mark, in short sentences."""
    category = _said(row["category"]).replace("_", " ")
    direction = _DIRECTIONS.get(row["direction"], "") if _said(row.get("direction")) else ""
    voice = VOICES.get(row["voice"], _said(row["voice"]))
    said = f"{category} ({direction}), {voice}" if direction not in ("", category) else f"{category}, {voice}"
    parts = [f"{said}, speaker {speaker}" if speaker and row["voice"] in ("quoted", "reported") else said]
    parts += [f"{name}: {row[column]}" for column, name in _DETAILS.items() if _said(row.get(column))]
    if _said(row.get("strength")):
        parts.append(f"Strength {int(row['strength'])} of 3")
    elif _said(row.get("probability")):
        parts.append(f"Known from its context, probability {row['probability']:.2f}")
    return ". ".join(parts) + "."


def _speaker(voices: pd.DataFrame | None, at: int) -> str:
    if voices is None or voices.empty:
        return ""
    inside = voices[(voices["start"] <= at) & (voices["end"] > at)]
    return _said(inside["speaker"].iloc[0]) if len(inside) else ""


def _said(value: Any) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)


def _paragraphs(text: str, marks: list[dict], voices: pd.DataFrame | None) -> list[list[dict]]:
    """The text in pieces of one voice, marked or not; one list per paragraph."""
    shown = {m["start"]: m for m in marks if not m["hidden"]}
    after = {at: m["end"] for m in shown.values() for at in range(m["start"] + 1, m["end"])}
    spoken = [] if voices is None else zip(voices["start"], voices["voice"], strict=True)
    turns = {after.get(at, at): voice for at, voice in spoken}
    edges = sorted({*turns, *shown, *(m["end"] for m in shown.values())})
    paragraphs, voice, place = [], "narrator", 0
    for line in _LINE.finditer(text):
        pieces, at = [], line.start()
        while at < line.end():
            while place < len(edges) and edges[place] <= at:
                voice = turns.get(edges[place], voice)
                place += 1
            stop = min(line.end(), edges[place] if place < len(edges) else line.end())
            pieces.append({"text": text[at:stop], "voice": voice, "mark": shown.get(at)})
            at = stop
        paragraphs.append(pieces)
    return paragraphs


def _folded(paragraphs: list[list[dict]]) -> list[list[list[dict]]]:
    """Paragraphs in groups: runs of two or more without a mark, after the first, are one group to be folded."""
    groups: list[list[list[dict]]] = []
    for number, paragraph in enumerate(paragraphs):
        marked = any(piece["mark"] for piece in paragraph)
        if number > 1 and not marked and groups and not any(p["mark"] for p in groups[-1][0]):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return groups


def _as_lines(side: dict) -> str:
    head = ": ".join(legible(part) for part in (side["outlet"], side["headline"]) if part)
    n = len(side["marks"])
    lines = [head] * bool(head) + [f"{n} marked word{'s' * (n != 1)}"]
    return "\n".join(lines + [f"{m['number']:>4}. {legible(m['words'])}: {legible(m['note'])}" for m in side["marks"]])
