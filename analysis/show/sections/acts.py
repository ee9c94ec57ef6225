"""Who acts: how each outlet words the same harm, and whether the words say who did it."""
import re
from typing import Any

import pandas as pd

from analysis.show.excerpts import Span
from analysis.show.marked import OWN
from analysis.show.measured import Measured

_SAID = {
    "active": "active", "passive_agent": "passive, by somebody", "passive_agentless": "passive, by nobody",
    "reduced_agent": "participle, by somebody", "reduced_agentless": "participle, by nobody",
    "nominal": "noun", "intransitive": "happened",
}  # fmt: skip
_WAYS = (
    ("active", ("active",)), ("passive", ("passive_agent", "passive_agentless", "reduced_agent", "reduced_agentless")),
    ("noun", ("nominal",)), ("intransitive", ("intransitive",)),
)  # fmt: skip
_HARMS, _EVENTS, _EACH = 2, 8, 3
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_SMALL = frozenset("his her their its him them he she they it who whom which that us we i you".split())


def section(m: Measured) -> dict[str, Any]:
    """Harms by outlet over everything, then the same harm in each event that two outlets or more word."""
    acts = m.frames["acts"]
    harms = acts[acts["kind"].notna() & acts["voice"].isin(OWN)].copy()
    harms["victim"] = harms["patient"].map(_head)
    same = [table for event in m.events for table in _same(harms[harms["event"] == event], m)]
    return {"harms": _by_outlet(harms), "same": sorted(same, key=lambda t: -len(t["rows"]))[:_EVENTS]}


def _head(patient: Any) -> str:
    """The last word of a name or noun, so that "Gen. Ada Oduya" and "Oduya" are one; "" for a pronoun or nothing."""
    words = _NAME.findall(patient) if isinstance(patient, str) else []
    word = re.sub(r"['’]s?$", "", words[-1]).lower() if words else ""
    return "" if word in _SMALL else word


def _by_outlet(harms: pd.DataFrame) -> list[dict]:
    return [_counted(outlet, rows) for outlet, rows in harms.groupby("outlet")]


def _counted(outlet: Any, rows: pd.DataFrame) -> dict:
    ways = {name: int(rows["form"].isin(forms).sum()) for name, forms in _WAYS}
    return {"outlet": outlet, "n": len(rows), "named": int(rows["named"].eq(True).sum())} | ways


def _same(harms: pd.DataFrame, m: Measured) -> list[dict]:
    """The harms of one event that most outlets word: one kind, one victim; how each words it, with sentences."""
    named = harms[harms["victim"] != ""]
    sizes = named.groupby(["kind", "victim"]).agg(outlets=("outlet", "nunique"), n=("outlet", "size")).reset_index()
    sizes = sizes[sizes["outlets"] > 1].sort_values(
        ["outlets", "n", "kind", "victim"], ascending=[False, False, True, True], kind="stable"
    )
    held = []
    for kind, victim in sizes[["kind", "victim"]].head(_HARMS).itertuples(index=False):
        rows = named[(named["kind"] == kind) & (named["victim"] == victim)]
        counted = [_counted(outlet, of_it) | {"sentences": _sentences(of_it, m)} for outlet, of_it in rows.groupby("outlet")]
        printed = rows["patient"].mode().iloc[0]
        held.append({"event": rows["event"].iloc[0], "kind": kind, "victim": printed, "rows": counted})
    return held


def _sentences(rows: pd.DataFrame, m: Measured) -> list[dict]:
    """One sentence for each form the outlet uses, the first three."""
    first = rows.drop_duplicates(["form", "named"]).head(_EACH)
    return [m.shown.show(row.article, [Span(row.start, row.end, _told(row))]) for row in first.itertuples()]


def _told(row: Any) -> str:
    doer = next((said for said in (row.agent, row.doer) if isinstance(said, str) and said), "")
    return f"{_SAID[row.form]}; doer {'named' if row.named else 'not named'}" + (f": {doer}" if doer and row.named else "")
