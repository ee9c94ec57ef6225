"""Loaded words: rates by outlet and voice, differences within events, the words and sentences behind them."""
from typing import Any

import pandas as pd

from analysis.contrast.outlets import Comparison
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
        "holds": table is not None and table["verdict"].str.startswith("more in").any(),
        "precision": precision_line(m.outlets),
        "evidence": _evidence(loaded[loaded["voice"].isin(OWN)], m.shown),
        "others": _evidence(loaded[~loaded["voice"].isin(OWN)], m.shown, 3),
        "n_headlines": len(m.titles),
        "headlines": [marked(rows, m.shown_titles) for _, rows in _by_outlet(m.frames["headlines"])],
    }


def marked(rows: pd.DataFrame, shown: Excerpts) -> dict:
    """One sentence with all its loaded words marked."""
    spans = []
    for row in rows.to_dict("records"):
        category = CONTEXT if from_context(row) else str(row["category"])
        group = GROUPS.get(category, "other")
        spans.append(Span(row["start"], row["end"], category.replace("_", " "), group, row["voice"]))
    return shown.show(rows["article"].iloc[0], spans)


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
        shown.append(row | {"drivers": words})
    return shown


def _evidence(found: pd.DataFrame, shown: Excerpts, most: int = 6) -> list[dict]:
    """Per outlet its words, listed words first, by count; and a sentence for each of the first few."""
    held = []
    for outlet, rows in found.groupby("outlet"):
        rows = rows.assign(term=rows["term"].str.lower(), unlisted=rows["strength"].isna())
        counts = rows.groupby("term").agg(unlisted=("unlisted", "all"), n=("term", "size")).reset_index()
        counts = counts.sort_values(["unlisted", "n", "term"], ascending=[True, False, True])
        first = rows.drop_duplicates("term").set_index("term").loc[counts["term"].head(most)]
        at = first[["article", "start"]].itertuples(index=False)
        places = dict.fromkeys((article, shown.sentence(article, start)) for article, start in at)
        inside = [
            found[(found["article"] == article) & found["start"].between(low, high - 1)]
            for article, (low, high) in places
        ]
        words = list(counts[["term", "n"]].itertuples(index=False, name=None))
        held.append({"outlet": outlet, "terms": words, "sentences": [marked(rows, shown) for rows in inside]})
    return held
