"""Loaded words: rates by outlet and voice, differences within events, the words and sentences behind them."""
from collections import Counter
from typing import Any

import pandas as pd

from analysis.contrast.outlets import Comparison
from analysis.contrast.sentence import FEWEST_EVENTS
from analysis.show.excerpts import Excerpts, Span
from analysis.show.html import drawn, records
from analysis.show.marked import CONTEXT, GROUPS, OWN, from_context
from analysis.show.measured import Measured
from analysis.show.plots import plot_difference
from analysis.validate.card import precision_line

_PAIRS = 15


def section(m: Measured) -> dict[str, Any]:
    """Rates, differences and evidence; a few sentences for each outlet, the rest in loaded.csv."""
    loaded, table = m.of_counted("loaded"), m.comparison.table if m.comparison is not None else None
    several = table is not None and len(table) > 0 and table["n_events"].max() > 1
    fits = m.comparison is not None and several and len(m.comparison.table) <= _PAIRS
    return {
        "outlets": records(m.frames["outlets"]),
        "opinion": records(m.frames["opinion"]),
        "differences": _differences(m.comparison) if m.comparison is not None and several else [],
        "figures": [drawn(plot_difference(m.comparison))] if m.comparison is not None and fits else [],
        "notes": m.comparison.notes if m.comparison is not None and several else (),
        "holds": table is not None and any(str(said).startswith("more in") for said in table["verdict"]),
        "precision": precision_line(m.outlets),
        "evidence": _evidence(loaded[loaded["voice"].isin(OWN)], m.shown),
        "others": _evidence(loaded[~loaded["voice"].isin(OWN)], m.shown, 3),
        "n_headlines": len(m.titles),
        "headlines": [marked(rows.to_dict("records"), m.shown_titles) for _, rows in _by_outlet(m.frames["headlines"])],
    }


def marked(rows: list[dict], shown: Excerpts) -> dict:
    """One sentence with all its loaded words marked."""
    spans = []
    for row in rows:
        category = CONTEXT if from_context(row) else str(row["category"])
        group = GROUPS.get(category, "other")
        spans.append(Span(row["start"], row["end"], category.replace("_", " "), group, row["voice"]))
    return shown.show(rows[0]["article"], spans)


def _by_outlet(found: pd.DataFrame) -> list[tuple[Any, pd.DataFrame]]:
    """The rows of each article, by the name of its outlet."""
    groups = [(str(rows["outlet"].iloc[0]), article, rows) for article, rows in found.groupby("article", sort=False)]
    return [(article, rows) for _, article, rows in sorted(groups, key=lambda group: group[0])]


def _differences(comparison: Comparison) -> list[dict]:
    """The pairs with the clearest differences, each with the words that drive it."""
    table = comparison.table[comparison.table["n_events"] > 1]
    rows = table.loc[table["difference"].abs().sort_values(ascending=False, kind="stable").index[:_PAIRS]]
    drivers = comparison.drivers if comparison.drivers is not None else pd.DataFrame(columns=["a", "b"])
    shown = []
    for row in rows.to_dict("records"):
        words = drivers[(drivers["a"] == row["a"]) & (drivers["b"] == row["b"])].head(5).to_dict("records")
        shown.append(row | {"drivers": words, "without": _without(row, comparison.without)})
    return shown


def _without(row: dict, each: pd.DataFrame | None) -> dict | None:
    """The least and the most of a difference with any one word left out; None where there are too few events."""
    if each is None or row["n_events"] < FEWEST_EVENTS:
        return None
    each = each[(each["a"] == row["a"]) & (each["b"] == row["b"])]
    if each.empty:
        return None
    side = 1 if row["difference"] >= 0 else -1
    ordered = each.assign(toward=side * each["difference"]).sort_values(["toward", "left_out"], kind="stable")
    least = ordered.iloc[0]
    return {
        "word": least["left_out"], "least": least["difference"], "most": ordered["difference"].iloc[-1],
        "rests": bool(least["toward"] <= 0),
    }  # fmt: skip


def _evidence(found: pd.DataFrame, shown: Excerpts, most: int = 6) -> list[dict]:
    """Per outlet its words, listed words first, by count; and a sentence for each of the first few."""
    by_outlet: dict[Any, list[dict]] = {}
    for row in found.to_dict("records"):
        by_outlet.setdefault(row["outlet"], []).append(row)
    held = []
    for outlet in sorted(by_outlet, key=str):
        rows = by_outlet[outlet]
        counts = Counter(row["term"].lower() for row in rows)
        listed = {row["term"].lower() for row in rows if not from_context(row)}
        first = {row["term"].lower(): row for row in reversed(rows)}
        terms = sorted(counts, key=lambda term: (term not in listed, -counts[term], term))  # noqa: B023
        at = [(first[term]["article"], first[term]["start"]) for term in terms[:most]]
        places = dict.fromkeys((article, shown.sentence(article, start)) for article, start in at)
        inside = [
            [row for row in rows if row["article"] == article and low <= row["start"] < high]
            for article, (low, high) in places
        ]
        words = [(term, counts[term]) for term in terms]
        held.append({"outlet": outlet, "terms": words, "sentences": [marked(rows, shown) for rows in inside]})
    return held
