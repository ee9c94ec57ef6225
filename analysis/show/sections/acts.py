"""Who acts: how each outlet words the same harm, and whether the words say who did it."""
from typing import Any

import pandas as pd

from analysis.show.excerpts import Span
from analysis.show.marked import OWN
from analysis.show.measured import Measured

_SAID = {
    "active": "active", "passive_agent": "passive with “by”", "passive_agentless": "passive without “by”",
    "reduced_agent": "participle with “by”", "reduced_agentless": "participle without “by”",
    "nominal": "noun", "intransitive": "intransitive",
}  # fmt: skip
_WAYS = (
    ("active", ("active",)), ("passive", ("passive_agent", "passive_agentless", "reduced_agent", "reduced_agentless")),
    ("noun", ("nominal",)), ("intransitive", ("intransitive",)),
)  # fmt: skip
_HARMS, _EVENTS, _EACH = 2, 8, 3
_PLACES = ("headline", "first sentence", "rest")


def section(m: Measured) -> dict[str, Any]:
    """Harms by outlet over everything, then the same harm in each event that two outlets or more word."""
    harms = m.frames["harms"]
    own = harms[harms["voice"].isin(OWN)]
    text = own[own["where"] != "headline"]
    same = [table for event in m.events for table in _same(own[own["event"] == event], m)]
    same = sorted(same, key=lambda table: -len(table["rows"]))
    return {"harms": [_counted(name, rows) for name, rows in text.groupby("outlet")], "same": same[:_EVENTS]}


def _counted(outlet: Any, rows: pd.DataFrame) -> dict:
    ways = {name: int(rows["form"].isin(forms).sum()) for name, forms in _WAYS}
    return {"outlet": outlet, "n": len(rows), "named": int(rows["named"].eq(True).sum())} | ways


def _same(harms: pd.DataFrame, m: Measured) -> list[dict]:
    """The harms of one event that most outlets word: one kind, one victim; how each words it, with sentences."""
    sizes = harms.groupby(["harm", "patient_actor"]).agg(outlets=("outlet", "nunique"), n=("outlet", "size"))
    sizes = sizes[sizes["outlets"] > 1].reset_index()
    sizes = sizes.sort_values(["outlets", "n", "harm", "patient_actor"], ascending=[False, False, True, True])
    held = []
    for harm, victim in sizes[["harm", "patient_actor"]].head(_HARMS).itertuples(index=False):
        rows = harms[(harms["harm"] == harm) & (harms["patient_actor"] == victim)]
        counted = [_worded(outlet, of_it, m) for outlet, of_it in rows.groupby("outlet")]
        held.append({"event": rows["event"].iloc[0], "harm": harm, "victim": victim, "rows": counted})
    return held


def _worded(outlet: Any, rows: pd.DataFrame, m: Measured) -> dict:
    """How one outlet words one harm: named in the headline, the first sentence, the rest; forms; sentences."""
    places = []
    for where in _PLACES:
        here = rows[rows["where"] == where]
        if len(here):
            places.append({"where": where, "told": _said_of(len(here), int(here["named"].eq(True).sum()))})
    return _counted(outlet, rows) | {"places": places, "sentences": _sentences(rows, m)}


def _said_of(n: int, named: int) -> str:
    """Of n mentions of a harm, in how many the words say who did it."""
    if n == 1:
        return "says who did it" if named else "does not say who did it"
    return f"says who did it in {named} of {n}"


def _sentences(rows: pd.DataFrame, m: Measured) -> list[dict]:
    """One sentence for each form the outlet uses, the first three."""
    first = rows.drop_duplicates(["form", "named"]).head(_EACH)
    return [
        (m.shown_titles if row.where == "headline" else m.shown).show(
            row.article, [Span(row.start, row.end, _told(row), "other", row.voice)]
        )
        for row in first.itertuples()
    ]


def _told(row: Any) -> str:
    doer = next((said for said in (row.agent, row.doer) if isinstance(said, str) and said), "")
    if row.form == "active" and doer and not row.named:
        return f"active, by a thing: {doer}; does not say who"
    return f"{_SAID[row.form]}; " + (f"by {doer}" if doer and row.named else "says who" if row.named else "not by whom")
