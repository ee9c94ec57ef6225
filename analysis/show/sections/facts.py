"""Facts by share of articles: which group of outlets, or which outlet, mentions what, with the sentences."""
from typing import Any

import pandas as pd

from analysis.show.excerpts import Span
from analysis.show.measured import GROUP, Measured

_ONE, _SEVERAL, _EVENTS = 12, 5, 12
_LOOKED_AT = 60  # facts most mentioned, of which those that divide the groups most are shown
_GROUPS = 6  # columns of a table that still fits a page
_FEW = 3  # articles below which a group has no say in what divides the groups
_USES, _SHORT = 6, 12


def section(m: Measured) -> dict[str, Any]:
    """Per event the facts, of those most mentioned, whose shares differ most between groups; the rest in facts.csv."""
    table = m.frames["facts"]
    most = _ONE if len(m.events) == 1 else _SEVERAL
    events = []
    for event, rows in table.groupby("event", sort=False):
        groups = sorted(rows["group"].unique(), key=str)
        if 1 < len(groups) <= _GROUPS:
            sizes = rows.groupby("group")["of_articles"].first()
            heads = [f"{group} ({sizes[group]})" for group in groups]
            events.append({"event": str(event), "groups": heads, "rows": _rows(rows, groups, most, m)})
    by = GROUP if GROUP in m.counted and m.counted[GROUP].nunique() > 1 else "outlet"
    return {"events": events[:_EVENTS], "by": by, "n": int(table[["event", "fact"]].drop_duplicates().shape[0])}


def _rows(rows: pd.DataFrame, groups: list, most: int, m: Measured) -> list[dict]:
    """The facts as rows, a cell for each group; the most mentioned first."""
    rows = rows[rows["kind"] != "name"]  # that a name comes up says least
    rows = rows[rows["fact"].isin(rows["fact"].drop_duplicates().head(_LOOKED_AT))]
    large = rows[rows["of_articles"] >= _FEW]
    sized = large if large["group"].nunique() > 1 else rows
    shares = sized.pivot(index="fact", columns="group", values="share")
    apart = (shares.max(axis=1) - shares.min(axis=1)).sort_values(ascending=False, kind="stable")
    held = []
    for fact in sorted(apart.index[:most]):
        of_it = rows[rows["fact"] == fact].set_index("group").loc[groups]
        first = of_it.iloc[0]
        whole = first["kind"] == "claim"
        sentences = [_sentence(place, m, whole) for places in of_it["places"] for place in places[:2]]
        item = str(first["item"])
        short = len(item.split()) <= _SHORT or not sentences
        cells = [{"n": int(n), "of": int(of)} for n, of in zip(of_it["n_articles"], of_it["of_articles"], strict=True)]
        kind = "statement" if whole else str(first["kind"])
        label = f"{kind.capitalize()}: {item}" if short else kind.capitalize()
        held.append({"kind": kind, "label": label, "item": item if short else "", "cells": cells,
                     "sentence": sentences[0] if sentences else None, "sentences": sentences[:_USES]})  # fmt: skip
    return held


def _sentence(place: Any, m: Measured, whole: bool) -> dict:
    shown = m.shown_titles if place.where == "headline" else m.shown
    return shown.show(place.article, [] if whole else [Span(place.start, place.end, "")], at=place.start)
