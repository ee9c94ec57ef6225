"""Findings in sentences, built from results only; none where nothing holds."""
import pandas as pd

from analysis.contrast.outlets import Comparison
from analysis.contrast.sentence import FEWEST_EVENTS, SURE, sentence

OWN = ("narrator", "scare")
_MOST = 6  # sentences of one kind; the tables hold the rest


def label_findings(ledger: pd.DataFrame) -> list[str]:
    """What one outlet alone calls someone in its own voice, and the common word it never uses.

    A sentence is made where an outlet's own voice uses a label at least twice that no other outlet's own voice uses,
    and where at least three outlets name the same person or act in their own voice. "Never" is said of a label that at
    least half of the other outlets use. `ledger` has the columns of `find_names`; the sentences with most uses first.
    They describe these articles: an outlet may word the next event otherwise.
    """
    own = ledger[ledger["voice"].isin(OWN)]
    found: list[tuple[int, str]] = []
    for (_, referent), rows in own.groupby(["event", "referent"], sort=False):
        counts = rows.pivot_table(index="label", columns="outlet", values="n", aggfunc="sum", fill_value=0)
        if counts.shape[1] >= 3:
            found += [(n, said) for outlet in counts for n, said in _alone(str(referent), str(outlet), counts)]
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    return [said for _, said in found[:_MOST]]


def _alone(referent: str, outlet: str, counts: pd.DataFrame) -> list[tuple[int, str]]:
    mine, others = counts[outlet], counts.drop(columns=outlet)
    only = mine[(mine >= 2) & (others.sum(axis=1) == 0)].sort_values(ascending=False, kind="stable")
    if only.empty:
        return []
    said = f"Of {referent}: in its own voice {outlet} alone says {_listed(only)}"
    users = (others > 0).sum(axis=1)
    common = users[(mine == 0) & (users * 2 >= others.shape[1]) & (users >= 2)]
    never = common.sort_values(ascending=False, kind="stable")
    if len(never):
        said += f", and never “{never.index[0]}”, as {never.iloc[0]} of the {others.shape[1]} other outlets do"
    return [(int(only.iloc[0]), said + ".")]


def _listed(counts: pd.Series) -> str:
    said = [f"“{label}” ({n} times)" for label, n in counts.iloc[:3].items()]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


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
        f"No difference in the rate of loaded words in the outlets' own voice holds over these {n_events} events "
        f"(q at most {SURE} asked for); one of about {seen:.1f} per 1,000 words or more would mostly have been seen."
    ]


def _events(n: int) -> str:
    return f"{n} event{'s' * (n != 1)}"
