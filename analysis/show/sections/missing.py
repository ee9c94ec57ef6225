"""What is missing: what two other outlets or more carry of an event and an outlet was not found to carry."""
from typing import Any

import pandas as pd

from analysis.show.measured import Measured

_KINDS = {"claim": "Statement", "person quoted": "Person quoted", "source": "Source", "number": "Number"}
_LAST = "name"  # kinds that say least: names after all else, and single words only in the table beside the page
_LEFT_OUT = "word"
_SHORT = 8  # words of an item that is printed before its sentence
_ONE, _SEVERAL, _EVENTS = 12, 4, 12


def section(m: Measured) -> dict[str, Any]:
    """Per event the items that most outlets carry and at least one does not; the rest in missing.csv."""
    found = m.frames["missing"]
    most = _ONE if len(m.events) == 1 else _SEVERAL
    events = [(event, _items(rows, m, most)) for event, rows in found.groupby("event", sort=False)]
    return {
        "events": events[:_EVENTS], "more": max(0, len(events) - _EVENTS), "n": len(found),
        "left_out": found.attrs.get("left_out", 0),
    }  # fmt: skip


def _items(rows: pd.DataFrame, m: Measured, most: int) -> list[dict]:
    """Items by number of carrying outlets; an outlet lacks one where all its articles on the event lack it."""
    sizes = m.counted[m.counted["event"] == rows["event"].iloc[0]].groupby("outlet").size()
    rows = rows[rows["kind"] != _LEFT_OUT].assign(earlier=lambda kept: kept["earlier"].fillna(False).astype(bool))
    lacking = rows.drop_duplicates(["kind", "item", "article"]).groupby(["kind", "item", "outlet"], sort=False)
    counts = lacking.agg(n=("article", "size"), earlier=("earlier", "all")).reset_index()
    lacks: dict[tuple, dict] = {}
    for row in counts[counts["n"] == counts["outlet"].map(sizes)].itertuples():
        lacks.setdefault((row.kind, row.item), {})[row.outlet] = bool(row.earlier)
    names, held = sorted(map(str, sizes.index)), []
    for first in rows.drop_duplicates(["kind", "item"]).to_dict("records"):
        told = f", {first['carried_by']}, "
        carriers = [name for name in names if f", {name}, " in told]
        without = {o: e for o, e in lacks.get((first["kind"], first["item"]), {}).items() if str(o) not in carriers}
        if without:
            held.append({"row": first, "of": len(sizes), "carriers": carriers, "lacks": without})
    held.sort(key=lambda item: (item["row"]["kind"] == _LAST, -len(item["carriers"]), item["row"]["kind"] != "claim"))
    shown = [_shown(item, m) for item in held[:most]]
    for before, item in zip(shown, shown[1:], strict=False):
        item["seen"] = item["sentence"] == before["sentence"]
    return shown


def _shown(item: dict, m: Measured) -> dict:
    row = item["row"]
    sentence = m.shown.numbered(row["from_article"], int(row["from_sentence"]))
    return {
        "kind": _KINDS.get(row["kind"], str(row["kind"]).capitalize()), "of": item["of"],
        "item": row["item"] if len(str(row["item"]).split()) <= _SHORT else "",  # a whole sentence is shown below
        "sentence": sentence, "seen": False, "carriers": item["carriers"],
        "lacks": [{"outlet": name, "earlier": item["lacks"][name]} for name in sorted(item["lacks"], key=str)],
    }  # fmt: skip
