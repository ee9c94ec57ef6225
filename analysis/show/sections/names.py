"""Names: what each outlet calls the same person and the same act."""
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pandas as pd

from analysis.show.excerpts import Span
from analysis.show.marked import OWN
from analysis.show.measured import GROUP, Measured

_PERSONS = 4
_ALIKE = 3  # outlets with one and the same label alone, from which they share a row
_EVENTS = 12
_REFERENTS, _LABELS, _USES = 2, 16, 6


def section(m: Measured) -> dict[str, Any]:
    """The ledgers of the events with most names; the rest are in names.csv."""
    named = [(event, rows, chosen) for event, rows in m.frames["names"].groupby("event", sort=False)
             if (chosen := _chosen(rows))]  # fmt: skip
    ledgers = [(str(event), _ledgers(str(event), rows, chosen)) for event, rows, chosen in named[:_EVENTS]]
    groups = m.frames.get("groups")
    return {"ledgers": ledgers, "more": len(named[_EVENTS:]), "by": GROUP,
            "groups": [] if groups is None else list(islice(_grouped(groups, m), _EVENTS))}  # fmt: skip


def _grouped(table: pd.DataFrame, m: Measured) -> Iterator[dict]:
    """Per event the act and the persons most named: a row for each label, a cell for each group, with sentences."""
    rows = table[table["kind"].isin(["act", "person"])]
    referents = rows.drop_duplicates(["event", "referent"]).groupby("event", sort=False).head(_REFERENTS)
    for event, referent in referents[["event", "referent"]].itertuples(index=False):
        of_it = rows[(rows["event"] == event) & (rows["referent"] == referent)]
        labels = of_it.groupby("label", sort=False)["n_articles"].sum().sort_values(ascending=False, kind="stable")
        groups = sorted(of_it["group"].unique(), key=str)
        sizes = of_it.groupby("group")["of_articles"].first()
        if len(groups) > 1 and len(labels) > 1:
            lines = [_line(label, of_it[of_it["label"] == label], groups, m) for label in labels.index[:_LABELS]]
            heads = [f"{group} ({sizes[group]})" for group in groups]
            yield {"event": event, "referent": referent, "groups": heads, "rows": lines}


def _line(label: str, rows: pd.DataFrame, groups: list, m: Measured) -> dict:
    """One label: per group the uses in own voice and in the words of others, and a few of the sentences."""
    own = rows["voice"].isin(OWN)
    cells = []
    for group in groups:
        here = rows["group"] == group
        cells.append({"own": int(rows.loc[here & own, ["n", "n_headlines"]].sum().sum()),
                      "others": int(rows.loc[here & ~own, ["n", "n_headlines"]].sum().sum())})  # fmt: skip
    places = [(voice, place) for voice, of_it in zip(rows["voice"], rows["places"], strict=True) for place in of_it[:1]]
    shown = [
        (m.shown_titles if place.where == "headline" else m.shown).show(
            place.article, [Span(place.start, place.end, "", "other", voice)]
        )
        for voice, place in places[:_USES]
    ]
    return {"label": label, "cells": cells, "sentences": shown}


def _chosen(rows: pd.DataFrame) -> dict[Any, bool]:
    """The acts and persons of an event with most labels, then countries and groups -> whether it is one of these."""
    sizes = rows.groupby("referent").agg(
        outlets=("outlet", "nunique"), labels=("label", lambda said: said.str.lower().nunique()), n=("n", "sum"),
        act=("kind", lambda kind: kind.eq("act").any()), group=("kind", lambda kind: kind.eq("alias").all()),
    )  # fmt: skip
    sizes = sizes[(sizes["outlets"] > 1) & (sizes["labels"] > 1)]
    sizes = sizes.sort_values(["act", "labels", "outlets", "n"], ascending=False, kind="stable")
    persons, groups = sizes[~sizes["group"]].index[:_PERSONS], sizes[sizes["group"]].index[:_PERSONS]
    return dict.fromkeys(persons, False) | dict.fromkeys(groups, True)


def _ledgers(event: str, rows: pd.DataFrame, chosen: dict[Any, bool]) -> list[dict]:
    """What outlets call the act, the persons with most labels and, folded, countries and groups."""
    held = [(name, rows[rows["referent"] == name], folded) for name, folded in chosen.items()]
    return [
        {"event": event, "referent": str(name), "rows": _by_voice(of_it), "uses": _first_uses(of_it), "folded": folded}
        for name, of_it, folded in held
    ]


def _by_voice(rows: pd.DataFrame) -> list[dict]:
    """Per outlet its labels with counts, most used first: in its own voice and in the words of others."""
    whose = rows["voice"].isin(OWN).map({True: "own", False: "others"})
    sums = rows.groupby(["outlet", whose, "label"]).agg(n=("n", "sum"), headline=("in_headline", "any")).reset_index()
    sums = sums.sort_values(["outlet", "n", "headline", "label"], ascending=[True, False, False, True])
    shown: dict[str, dict] = {}
    for use in sums.to_dict("records"):
        row = shown.setdefault(use["outlet"], {"outlet": use["outlet"], "own": [], "others": [], "alike": []})
        row[use["voice"]].append(use)
    return _folded(list(shown.values()))


def _folded(rows: list[dict]) -> list[dict]:
    """Outlets that all have one and the same label, and no other, in one row at the end, where they are three."""
    said = [{use["label"].lower() for use in row["own"] + row["others"]} for row in rows]
    only = Counter(label for labels in said if len(labels) == 1 for label in labels)
    label, n = max(only.items(), key=lambda item: item[1], default=("", 0))
    if n < _ALIKE or n == len(rows):
        return rows
    alike = [row for row, labels in zip(rows, said, strict=True) if labels == {label}]
    uses = [(row["outlet"], sum(use["n"] for use in row["own"] + row["others"])) for row in alike]
    return [row for row in rows if row not in alike] + [{"alike": uses, "label": label}]


def _first_uses(rows: pd.DataFrame, most: int = 12) -> list[dict]:
    """Where the labels that outlets use most are first used, in their own voice and in others' words."""
    own = rows["voice"].isin(OWN)
    ordered = rows.assign(own=own).sort_values(["own", "n", "label"], ascending=[False, False, True], kind="stable")
    first = ordered.drop_duplicates(["own", "label"]).groupby("own", sort=False).head(most)
    columns = ["outlet", "label", "example", "own"]
    return first[columns].to_dict("records")
