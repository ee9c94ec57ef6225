"""Which words drive a difference: contributions per term that sum to it."""
import pandas as pd

from analysis.contrast.measure import Measure, cell_values, number
from analysis.contrast.resample import interval

COLUMNS = ["a", "b", "term", "contribution", "n_a", "n_b", "n_events", "difference_without"]
MOST = 100  # terms left out in turn, those that contribute most
WITHOUT = ["a", "b", "left_out", "difference", "low", "high"]


def contributions(
    rows: pd.DataFrame, table: pd.DataFrame, measure: Measure, evidence: pd.DataFrame, by: str, within: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Contribution of each term to each difference of `table`: mean over events of its rate in a less its rate in b.

    And, in the same order, the difference and its 95 % interval with each of the largest left out in turn.
    Raises ValueError where the evidence does not hold exactly the hits that the measure counted.
    """
    hits = _hits(rows, measure, evidence)
    cells = cell_values(rows, measure, [within, by])
    hits = hits.join(rows[[by, within]], on="article").merge(cells[[within, by, "n_words"]], on=[within, by])
    values = cells.pivot(index=within, columns=by, values="value")
    parts, without = [], []
    for a, b, difference in zip(table["a"], table["b"], table["difference"], strict=True):
        shared = set(cells.loc[cells[by].eq(a), within]) & set(cells.loc[cells[by].eq(b), within])
        own = hits[hits[within].isin(shared) & hits[by].isin([a, b])]
        in_a = own[by].eq(a)
        weight = 1000 / own["n_words"] / max(len(shared), 1)
        own = own.assign(contribution=weight.where(in_a, -weight), n_a=in_a.astype(int), n_b=(~in_a).astype(int))
        groups = own.groupby("term", observed=True)
        part = groups[["contribution", "n_a", "n_b"]].sum()
        part["n_events"] = groups[within].nunique()
        part["difference_without"] = difference - part["contribution"]
        part = part.reset_index().assign(a=a, b=b)
        parts.append(part.sort_values(["contribution", "term"], key=_largest_first))
        differences = (values[a] - values[b]).reindex(sorted(shared, key=str))
        without.append(_without(parts[-1].head(MOST), own.assign(event=own[within]), differences))
    if not parts:
        return pd.DataFrame(columns=COLUMNS), pd.DataFrame(columns=WITHOUT)
    return pd.concat(parts, ignore_index=True)[COLUMNS], pd.concat(without, ignore_index=True)[WITHOUT]


def _without(part: pd.DataFrame, own: pd.DataFrame, differences: pd.Series) -> pd.DataFrame:
    """The difference and its interval without each of the terms of `part`, from the hits `own` of all events."""
    rates = own.assign(rate=own["contribution"] * len(differences))
    each = rates.pivot_table(index="event", columns="term", values="rate", aggfunc="sum", fill_value=0.0)
    each = each.reindex(index=differences.index, columns=part["term"], fill_value=0.0)
    low, high = interval(differences.to_numpy()[:, None] - each.to_numpy())
    told = part[["a", "b", "term", "difference_without"]].set_axis(WITHOUT[:4], axis=1)
    return told.assign(low=low, high=high)


def _largest_first(column: pd.Series) -> pd.Series:
    return -column.abs() if column.name == "contribution" else column


def _hits(rows: pd.DataFrame, measure: Measure, evidence: pd.DataFrame) -> pd.DataFrame:
    """The evidence rows that the measure counted, checked against its counts article by article."""
    if measure.count is None:
        raise ValueError(f"{measure.name!r} is averaged, not counted, so no words add up to it: leave evidence out.")
    if not rows.index.is_unique:
        twice = rows.index[rows.index.duplicated()].tolist()[0]
        raise ValueError(f"The index label {twice!r} stands twice in the scores: evidence cannot be matched to it.")
    kept = evidence.loc[measure.holds(evidence) & evidence["article"].isin(rows.index), ["article", "term"]]
    counted = number(rows[measure.count]).fillna(0)
    found = kept["article"].value_counts().reindex(rows.index, fill_value=0)
    wrong = found.index[found.to_numpy() != counted.to_numpy()]
    if len(wrong):
        first = wrong.tolist()[0]
        raise ValueError(
            f"Article {first!r} has {found[first]} hits in the evidence but {measure.count} = {counted[first]:g}: "
            "pass the evidence from which the scores were made."
        )
    return kept.assign(term=kept["term"].astype(str).str.lower())
