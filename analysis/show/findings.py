"""Findings in sentences, built from results only; none where nothing holds."""

from typing import Any, NamedTuple

import pandas as pd

from analysis.contrast.outlets import Comparison
from analysis.contrast.sentence import FEWEST_EVENTS, sentence
from analysis.mark.lexicon import load_lexicon
from analysis.mark.loaded import find_loaded
from analysis.show.marked import OWN

_TIMES = {1: "once", 2: "twice"}
_MOST = 6  # sentences of one kind; the tables hold the rest


class Finding(NamedTuple):
    """A sentence, how often (`uses`), the event, outlet and referent it speaks of, and whether that is an act."""

    uses: int
    said: str
    event: Any
    outlet: Any
    act: bool
    referent: str = ""


def label_findings(ledger: pd.DataFrame) -> list[Finding]:
    """What one outlet alone calls a person or an act in its own voice, and the common word it never uses.

    Asked for: at least three outlets name the person or act in their own voice (headlines counted); one uses listed
    words that no other uses, and either twice or while never using a word that two thirds of the others use.
    A word that is not listed must come three times, and the common word never. Names of countries and groups are left
    to the tables. `ledger` has the columns of `find_names`; returns Findings, those on acts first, most uses first,
    those on one act or person together.
    They describe these articles: the next event may be worded otherwise.
    """
    own = ledger[ledger["voice"].isin(OWN) & ledger["kind"].ne("alias")]
    labels = own["label"].astype(str).drop_duplicates().to_list()
    listed = {labels[i] for i in find_loaded(labels, lexicon=load_lexicon(), at_least=0.0)["article"]}
    uses = own.assign(uses=own["n"] + own["in_headline"].astype(int))
    found: list[Finding] = []
    for (event, referent), rows in uses.groupby(["event", "referent"], sort=False):
        if rows["outlet"].nunique() >= 3:
            counts = rows.pivot_table(index="label", columns="outlet", values="uses", aggfunc="sum", fill_value=0)
            act = bool(rows["kind"].eq("act").any())
            told = [(outlet, _alone(str(referent), outlet, counts, listed)) for outlet in counts]
            found += [Finding(n, said, event, outlet, act, str(referent)) for outlet, (n, said) in told if said]
    ranked = sorted(found, key=lambda finding: (not finding.act, -finding.uses, finding.said))[:_MOST]
    places = [(finding.event, finding.referent) for finding in ranked]
    return sorted(ranked, key=lambda finding: places.index((finding.event, finding.referent)))


def _alone(referent: str, outlet: Any, counts: pd.DataFrame, listed: set[str]) -> tuple[int, str]:
    mine, n_others = counts[outlet], counts.shape[1] - 1
    users = pd.Series((counts.to_numpy() > 0).sum(axis=1), counts.index) - (mine > 0)
    if not ((mine > 0) & (users == 0)).any():
        return 0, ""
    common = users[(mine == 0) & (users * 3 >= n_others * 2) & (users >= 2)]
    alone = mine[(mine > 0) & (users == 0)].sort_values(ascending=False, kind="stable")
    only = alone[alone.index.isin(listed) | ((alone >= 3) & bool(len(common)))]
    if only.empty or (common.empty and only.sum() < 2):
        return 0, ""
    words = [f"“{label}” ({_TIMES.get(n, f'{n} times')})" for label, n in only.iloc[:3].items()]
    told = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    who = f"the {referent}" if referent[:1].islower() else referent
    said = f"Of {who}, {outlet} alone says {told} in its own voice"
    if len(common):
        said += f", and never “{common.idxmax()}”, which {_of_others(int(common.max()), n_others)} say"
    return int(only.sum()), f"{said}."


def _of_others(n: int, of: int) -> str:
    if n < of:
        return f"{n} of the {of} other outlets"
    return "both other outlets" if of == 2 else f"all {of} other outlets"


def difference_findings(comparison: Comparison | None) -> list[str]:
    """The differences between outlets that hold over events, one sentence each; else one that says none does.

    A difference holds where its interval leaves out zero and q <= .05 over at least 6 events in common.
    """
    if comparison is None or comparison.table.empty:
        return []
    table = comparison.table
    n_events = int(table["n_events"].max())
    if n_events < FEWEST_EVENTS:
        return [
            f"Not enough events to tell: {_events(n_events)} in common, and at least {FEWEST_EVENTS} are needed before "
            "a difference in the rate of loaded words can be set apart from the turn of one story. The figures below "
            "describe these articles only."
        ]
    holding = table[table["verdict"].str.startswith("more in")].sort_values("q", kind="stable").head(_MOST)
    n_tests = int(table["p"].notna().sum())
    rows = [{str(name): value for name, value in row.items()} for row in holding.to_dict("records")]
    said = [sentence(row, comparison.measure, n_tests) for row in rows]
    if said:
        return said
    seen = table.loc[table["n_events"] >= FEWEST_EVENTS, "smallest_detectable"].median()
    return [
        f"Over these {n_events} events no two outlets differ in the rate of loaded words in their own voice by more "
        f"than chance often gives, allowing for the {n_tests} pairs looked at; for one pair alone a difference of "
        f"about {seen:.1f} per 1,000 words or more would mostly have shown."
    ]


def _events(n: int) -> str:
    return f"{n} event{'s' * (n != 1)}"
