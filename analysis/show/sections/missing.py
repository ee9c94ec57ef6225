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
    return {"events": events[:_EVENTS], "more": max(0, len(events) - _EVENTS), "n": len(found)}


def _items(rows: pd.DataFrame, m: Measured, most: int) -> list[dict]:
    """Items by number of carrying outlets; an outlet lacks one where all its articles on the event lack it."""
    of_event = m.counted[m.counted["event"] == rows["event"].iloc[0]]
    sizes = of_event.groupby("outlet").size()
    held = []
    for (kind, _), same in rows[rows["kind"] != _LEFT_OUT].groupby(["kind", "item"], sort=False):
        lacking = same.drop_duplicates("article").groupby("outlet").size()
        lacks = [outlet for outlet, n in lacking.items() if n == sizes[outlet]]
        told = f", {same['carried_by'].iloc[0]}, "
        carriers = [name for name in map(str, sorted(sizes.index, key=str)) if f", {name}, " in told]
        lacks = [outlet for outlet in lacks if str(outlet) not in carriers]
        if lacks:
            first = same.iloc[0]
            earlier = {o for o in lacks if same.loc[same["outlet"] == o, "earlier"].eq(True).all()}
            item = {"kind": kind, "row": first, "of": len(sizes), "carriers": carriers}
            held.append(item | {"lacks": lacks, "earlier": earlier})
    held.sort(key=lambda item: (item["kind"] == _LAST, -len(item["carriers"]), item["kind"] != "claim"))
    shown = [_shown(item, m) for item in held[:most]]
    for before, item in zip(shown, shown[1:], strict=False):
        item["seen"] = item["sentence"] == before["sentence"]
    return shown


def _shown(item: dict, m: Measured) -> dict:
    row = item["row"]
    sentence = m.shown.numbered(row["from_article"], int(row["from_sentence"]))
    return {
        "kind": _KINDS.get(item["kind"], str(item["kind"]).capitalize()),
        "of": item["of"],
        "item": row["item"] if len(str(row["item"]).split()) <= _SHORT else "",  # a whole sentence is shown below
        "sentence": sentence, "seen": False, "carriers": item["carriers"],
        "lacks": [{"outlet": outlet, "earlier": outlet in item["earlier"]} for outlet in item["lacks"]],
    }  # fmt: skip
