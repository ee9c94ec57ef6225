"""Where marks stand in a text, and what each of them says."""
import re
from typing import Any

import pandas as pd

# One hue per group; the category itself stands beside the word.
GROUPS = {
    "enemy_label": "label", "delegitimising": "label", "euphemism": "label",
    "moral_blame": "judgement", "evaluation": "judgement", "ridicule": "judgement",
    "praise": "praise", "sympathy": "praise",
    "charged_verb": "deed", "violence": "deed", "plot": "deed",
    "doubting_speech": "speech", "endorsing_speech": "speech", "committing_speech": "speech",
    "alarm": "emphasis", "certainty": "emphasis", "hedge": "emphasis",
}  # fmt: skip
OWN = ("narrator", "scare")
VOICES = {
    "narrator": "in the outlet's own voice",
    "quoted": "inside a quotation",
    "reported": "in reported speech",
    "scare": "in scare quotes, the outlet's own choice",
}
_DIRECTIONS = {-1: "blame", 1: "praise"}
CONTEXT = "from context"
_COLUMNS = ("start", "end", "term", "category", "voice")
_LINE = re.compile(r"[^\n\r]*[^\s][^\n\r]*")


def marks_of(text: str, spans: pd.DataFrame, voices: pd.DataFrame | None = None, *, first: int = 1) -> list[dict]:
    """One mark per span in order of the text: number, start, end, words, category, its group, voice, note, hidden.

    `hidden` marks begin inside an earlier one: they are listed, not drawn.
    Raises ValueError for a missing column, spans of several articles, or a span outside the text.
    """
    missing = [c for c in _COLUMNS if c not in spans]
    if missing:
        raise ValueError(f"The spans have no column {', '.join(missing)}; they need the columns of find_loaded.")
    if "article" in spans and spans["article"].nunique() > 1:
        raise ValueError("The spans come from several articles; choose those of this text.")
    marks: list[dict] = []
    drawn = 0
    rows = sorted(spans.to_dict("records"), key=lambda row: (row["start"], -row["end"]))
    for number, row in enumerate(rows, start=first):
        start, end = int(row["start"]), int(row["end"])
        category = CONTEXT if from_context(row) else said(row["category"])
        if not 0 <= start < end <= len(text):
            raise ValueError(f"The span {start} to {end} lies outside the text of {len(text)} characters.")
        note = _note(row, _speaker(voices, start)) + " Inside another mark." * (start < drawn)
        marks.append({
            "number": number, "start": start, "end": end, "words": text[start:end], "hidden": start < drawn,
            "category": category.replace("_", " "), "group": GROUPS.get(category, "other"),
            "voice": row["voice"] if row["voice"] in VOICES else "narrator", "note": note,
        })  # fmt: skip
        drawn = max(drawn, end)
    return marks


def paragraphs_of(text: str, marks: list[dict], voices: pd.DataFrame | None = None) -> list[list[dict]]:
    """The text in pieces of one voice, marked or not; one list per paragraph. Their texts are the text again."""
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


def said(value: Any) -> str:
    """The value as text; empty for a missing one."""
    return "" if value is None or value is pd.NA or value != value else str(value)


def plainer(plain: Any) -> str:
    """The plainer wording, without the brackets around an instruction."""
    words = said(plain)
    return words[1:-1] if words.startswith("(") and words.endswith(")") and words.count("(") == 1 else words


def from_context(row: dict) -> bool:
    """Whether no list holds the word: it is known only from its context, and its category is a guess."""
    return bool(said(row.get("probability"))) and not said(row.get("strength"))


def _note(row: dict, speaker: str) -> str:
    """The explanation of a mark, in short sentences."""
    category = CONTEXT if from_context(row) else said(row["category"]).replace("_", " ")
    voice = VOICES.get(row["voice"], said(row["voice"]))
    direction = _DIRECTIONS.get(row["direction"], "") if said(row.get("direction")) else ""
    lead = category if direction in category else f"{category} ({direction})"
    named = f"{voice}, speaker {speaker}" if speaker and row["voice"] in ("quoted", "reported") else voice
    parts = [f"{lead}, {named}"]
    if said(row.get("plain")):
        parts.append(f"Plainer: {plainer(row['plain'])}")
    if said(row.get("strength")):
        parts += [f"Strength {int(row['strength'])} of 3"] * (row["strength"] < 3)
    elif said(row.get("probability")):
        parts.append(f"In no list; readers would mark it here with probability {row['probability']:.2f}")
    return ". ".join(parts) + "."


def _speaker(voices: pd.DataFrame | None, at: int) -> str:
    if voices is None or voices.empty:
        return ""
    return said(voices["speaker"].iloc[max(0, int(voices["start"].searchsorted(at, side="right")) - 1)])
