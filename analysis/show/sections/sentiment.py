"""Sentiment with its limits: TextBlob's values by outlet, and how the wording treats the persons most mentioned."""
from typing import Any

import pandas as pd

from analysis.show.excerpts import Excerpts, Span
from analysis.show.html import records
from analysis.show.marked import OWN
from analysis.show.measured import Measured

_FEWEST = 5  # mentions with a label before an outlet is shown
_LABELS = ("negative", "neutral", "positive")
_EVENTS = 8


def section(m: Measured) -> dict[str, Any]:
    """Means by outlet, the words TextBlob counted, its extremes in sentences, and labels toward persons."""
    return {
        "outlets": records(m.frames["outlets"]),
        "assessed": _assessed(m.frames["sentiment"]),
        "examples": _examples(m.frames["sentiment"], m.shown),
        "toward": _toward(m),
    }


def _assessed(words: pd.DataFrame, most: int = 8) -> list[dict]:
    """Per outlet the words TextBlob counted most often, with their polarity."""
    sums = words.groupby(["outlet", "words"]).agg(n=("polarity", "size"), polarity=("polarity", "mean")).reset_index()
    sums = sums.sort_values(["outlet", "n", "words"], ascending=[True, False, True])
    return [{"outlet": name, "words": rows.head(most).to_dict("records")} for name, rows in sums.groupby("outlet")]


def _examples(words: pd.DataFrame, shown: Excerpts) -> list[dict]:
    """Per outlet the sentence with its most negative and its most positive word, to be judged by the reader."""
    held = []
    for outlet, rows in words.dropna(subset=["start"]).groupby("outlet"):  # where TextBlob's word was found again
        rows = rows.sort_values(["polarity", "article", "start"], kind="stable")
        ends = {(row.article, row.start): row for row in (*rows.head(1).itertuples(), *rows.tail(1).itertuples())}
        pieces = [
            shown.show(row.article, [Span(row.start, row.end, f"polarity {row.polarity:+.2f}".replace("-", "−"))])
            for row in ends.values()
        ]
        held.append({"outlet": outlet, "sentences": pieces})
    return held


def _toward(m: Measured) -> list[dict]:
    """Per event and person: labels of the mentions in each outlet's own voice, and a sentence of each label."""
    held = []
    own = m.frames["toward"][m.frames["toward"]["voice"].isin(OWN)]
    for (event, actor), rows in own.groupby(["event", "actor"], sort=False):
        told = rows[rows["label"].isin(_LABELS)]
        table = []
        for outlet, of_it in rows.groupby("outlet"):
            labels = of_it["label"].value_counts()
            n = int(sum(labels.get(label, 0) for label in _LABELS))
            if n >= _FEWEST:
                counts = {label: int(labels.get(label, 0)) for label in _LABELS}
                table.append({"outlet": outlet, "n": len(of_it), "told": n} | counts)
        if table:
            few = rows["outlet"].nunique() - len(table)
            of_it = {"event": event, "actor": actor, "rows": table, "few": few}
            held.append(of_it | {"sentences": _sentences(told, m.shown)})
    return held[:_EVENTS]


def _sentences(told: pd.DataFrame, shown: Excerpts) -> list[dict]:
    """The mention surest of each label, for each of at most four outlets."""
    best = told.assign(sure=told[list(_LABELS)].max(axis=1)).sort_values("sure", ascending=False, kind="stable")
    first = best[best["label"] != "neutral"].drop_duplicates(["outlet", "label"]).head(6)
    return [shown.show(row.article, [Span(row.start, row.end, row.label)]) for row in first.itertuples()]


