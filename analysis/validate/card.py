"""The card as a file, and the line of it that belongs beside a number."""

import json
import math
import platform
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.validate.datasets import digest, find_datasets

SEED = 0
_VERSIONS = ("analysis", "numpy", "pandas", "scikit-learn", "scipy", "textblob", "vaderSentiment")
# Task -> data, measure and who labelled; a line is printed from the first marker that the card holds.
LINES = {
    "loaded words": ("BABE", "word F1", "expert readers"),
    "loaded sentences": ("BABE", "macro-F1", "expert readers"),
    "quotation": ("BASIL", "recall", "annotators"),
    "speaker": ("BASIL", "right name", "annotators"),
    "attributed content": ("PolNeAR", "word F1", "annotators"),
    "actor mentions": ("NewsWCL50", "B-cubed F, named", "annotators"),
    "sentences": ("BASIL", "boundary F1", "annotators"),
    "sentiment": ("NewsMTSC dev rw", "macro-F1 toward the target", "readers"),
    "two outlets, one event": ("BASIL", "pairs in the right order, narrator", "annotators"),
    "passives": ("UD English EWT dev", "verb F1", "grammarians"),
    "target of loaded words": ("BASIL", "right name", "annotators"),
    "sentiment toward an actor": ("NewsMTSC dev rw", "macro-F1", "readers"),
    "frames": ("FrAC", "macro-F1", "annotators"),
}
_MARKERS = ("fitted model", "hand lexicon")
_OWN = "a part of a difference may be the scorer's own."
_IN_VIEW = " Its rules were written with these texts in view; on others it may agree less."
PRECISION = "precision of flagged words, "  # measure of a row of `tilt`, before the outlet's name


def card_json(card: pd.DataFrame, *folders: str | Path) -> str:
    """The card with where it comes from: versions, SHA-256 of each data file, seed, and every row."""
    provenance = {
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in _VERSIONS}},
        "data": {name: digest(path) for name, path in sorted(find_datasets(*folders).items())},
        "seed": SEED,
    }
    rows = [{k: _plain(v) for k, v in row.items()} for row in card.to_dict("records")]
    return json.dumps({"provenance": provenance, "rows": rows}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def card_line(task: str) -> str:
    """One sentence for use beside a number: how far the marker agrees with people, and how far people agree.

    Read from the card that ships with the package; "" where that card has no row for the task yet.
    `task` is one of LINES; not a promise for other kinds of text than the data named. Raises ValueError for another.
    """
    if task not in LINES:
        raise ValueError(f"No card line for {task!r}; there is one for {', '.join(LINES)}.")
    return line(shipped(), task)


def line(card: dict[str, Any], task: str) -> str:
    """The line of a task from a card as read from its JSON."""
    data, measure, who = LINES[task]
    rows = [row for row in card["rows"] if (row["task"], row["data"], row["measure"]) == (task, data, measure)]
    ours = sorted((r for r in rows if "readers" not in r["marker"]), key=lambda r: r["marker"] != _MARKERS[0])
    if not ours:
        return ""
    row, ceiling = ours[0], [r for r in rows if "readers" in r["marker"]]
    between = "" if row["low"] is None else f", 95 % interval {row['low']:.2f} to {row['high']:.2f}"
    told = f"Agrees with {who} at {row['value']:.2f} ({measure}, {data}{between}, {row['n']:,} {row['counted']}"
    if row["peers"]:
        best = max(row["peers"], key=row["peers"].get)
        told += f"; {best} {row['peers'][best]:.2f}"
    told += ")" + (f"; two panels of readers agree at {ceiling[0]['value']:.2f}." if ceiling else ".")
    return told + _IN_VIEW * (task != "sentiment" and row["split"].endswith("with this set in view"))


def precision_line(outlets: Iterable[str]) -> str:
    """How often a flag is right in the outlets compared: what belongs beside a difference between them.

    Of the words flagged in an outlet's own voice, the share that expert readers marked, from the card that ships with
    the package. Where it differs, a part of a difference may be the scorer's own. Outlets that the card does not hold
    get the range over those that it does; "" where it holds none.
    """
    return precision_told(shipped(), outlets)


def precision_told(card: dict[str, Any], outlets: Iterable[str]) -> str:
    """The same from a card as read from its JSON."""
    rows = [row for row in card["rows"] if row["measure"].startswith(PRECISION)]
    best = min((_MARKERS.index(row["marker"]) for row in rows), default=0)
    known = {row["measure"].removeprefix(PRECISION): row for row in rows if row["marker"] == _MARKERS[best]}
    if not known:
        return ""
    asked = list(dict.fromkeys(outlets))
    here = {name: known[match] for name in asked if (match := _same_outlet(name, known))}
    if len(here) == len(asked) > 1:
        told = ", ".join(f"{100 * row['value']:.0f} % in {name}" for name, row in here.items())
        lowest, highest = (end(here.values(), key=lambda row: row["value"]) for end in (min, max))
        differs = "differs between them" if lowest["high"] < highest["low"] else "may differ between them"
        return f"Of the words flagged, expert readers marked {told} (BABE). How often a flag is right {differs}: {_OWN}"
    values = sorted((row["value"], name) for name, row in known.items())
    told = " and ".join(f"{100 * value:.0f} % in {name}" for value, name in (values[0], values[-1]))
    return (
        f"Of the words flagged, expert readers marked {told} (BABE, lowest and highest of {len(known)} outlets). "
        f"How often a flag is right in the outlets compared here is not known: {_OWN}"
    )


def _same_outlet(name: str, known: Iterable[str]) -> str | None:
    """The outlet of the card that a reader's name means: the same words, in any case, "The" and endings aside."""

    def core(text: str) -> str:
        words = re.sub(r"\W+", " ", text.lower()).split()
        return " ".join(w for w in words if w not in ("the", "news", "online", "com"))

    return next((other for other in known if core(other) == core(name)), None)


@cache
def shipped() -> dict[str, Any]:
    """The card that ships with the package; no rows where it has not been written."""
    path = files("analysis") / "data/card.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"provenance": {}, "rows": []}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _plain(value: Any) -> Any:
    """A value that JSON holds: numbers to four places, NaN as null."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 4)
    return value.item() if hasattr(value, "item") else value
