"""Names: what each outlet calls the same person and the same act."""
from typing import Any

import pandas as pd

from analysis.show.marked import OWN
from analysis.show.measured import Measured

_PERSONS = 4
_EVENTS = 12


def section(m: Measured) -> dict[str, Any]:
    """The ledgers of the events with most names; the rest are in names.csv."""
    ledgers = _ledgers(m.frames["names"])
    return {"ledgers": ledgers[:_EVENTS], "more": len(ledgers[_EVENTS:])}


def _ledgers(names: pd.DataFrame) -> list[tuple[str, list[dict]]]:
    """Per event what outlets call the act, the persons with most labels and, folded, countries and groups."""
    shown = []
    for event, rows in names.groupby("event", sort=False):
        sizes = rows.groupby("referent").agg(
            outlets=("outlet", "nunique"), labels=("label", lambda said: said.str.lower().nunique()), n=("n", "sum"),
            act=("kind", lambda kind: kind.eq("act").any()), group=("kind", lambda kind: kind.eq("alias").all()),
        )  # fmt: skip
        sizes = sizes[(sizes["outlets"] > 1) & (sizes["labels"] > 1)]
        sizes = sizes.sort_values(["act", "labels", "outlets", "n"], ascending=False, kind="stable")
        persons, groups = sizes[~sizes["group"]].index[:_PERSONS], sizes[sizes["group"]].index[:_PERSONS]
        held = [(name, rows[rows["referent"] == name]) for name in [*persons, *groups]]
        tables = [
            {"event": str(event), "referent": str(name), "rows": _by_voice(of_it), "uses": _first_uses(of_it),
             "folded": name in groups}
            for name, of_it in held
        ]  # fmt: skip
        if tables:
            shown.append((str(event), tables))
    return shown


def _by_voice(rows: pd.DataFrame) -> list[dict]:
    """Per outlet its labels with counts, most used first: in its own voice and in the words of others."""
    whose = rows["voice"].isin(OWN).map({True: "own", False: "others"})
    sums = rows.groupby(["outlet", whose, "label"]).agg(n=("n", "sum"), headline=("in_headline", "any")).reset_index()
    sums = sums.sort_values(["outlet", "n", "headline", "label"], ascending=[True, False, False, True])
    shown: dict[str, dict] = {}
    for use in sums.to_dict("records"):
        row = shown.setdefault(use["outlet"], {"outlet": use["outlet"], "own": [], "others": []})
        row[use["voice"]].append(use)
    return list(shown.values())


def _first_uses(rows: pd.DataFrame, most: int = 12) -> list[dict]:
    """Where the labels that outlets use most are first used, in their own voice and in others' words."""
    own = rows["voice"].isin(OWN)
    ordered = rows.assign(own=own).sort_values(["own", "n", "label"], ascending=[False, False, True], kind="stable")
    first = ordered.drop_duplicates(["own", "label"]).groupby("own", sort=False).head(most)
    columns = ["outlet", "label", "example", "own"]
    return first[columns].to_dict("records")
