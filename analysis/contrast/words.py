"""Which words and pairs of words an outlet uses more than others do on the same events."""
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.contrast.resample import false_discovery, interval
from analysis.contrast.rows import rows_to_compare
from analysis.contrast.sentence import FEWEST_EVENTS
from analysis.contrast.style import house_style
from analysis.contrast.swaps import Cells, Contrast
from analysis.contrast.terms import own_terms
from analysis.gather.copies import find_boilerplate

SEEN_IN = 5  # events
SHORT = 4  # words of a line that is counted though it returns
CARRIED = 1.96  # z below which, when one outlet is left out, a word of a group is that outlet's
WORTH_A_LOOK = 0.10  # q below which each outlet is left out in turn
COLUMNS = [
    "outlet", "term", "difference", "low", "high", "p", "q", "n_events", "style",
    "z", "p_max", "n_outlet", "n_others", "n_compared", "z_least",
]  # fmt: skip


def distinctive_words(articles: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Words and pairs of words that one outlet uses more than the others do when they report the same events.

    difference: plain mean over shared events of its rate per 1,000 words in its own voice less the mean rate of the
    others in that event; higher means more in `outlet` (a value of `by`). Boilerplate (find_boilerplate) is not
    counted; terms seen in at least 5 events are tested. low, high: 95 % interval, drawing events. p: outlets swapped
    within events. q: Benjamini-Hochberg over all rows. p_max: how often swaps make any term of this outlet as
    distinctive. n_events: events with the term; n_compared: events compared; n_outlet, n_others: uses. style: "house
    style" or "function words" where the term says nothing of the event, else "". z: difference over its spread under
    swaps; z_least: the same when the one outlet is left out that matters most (where `by` is another column and
    q <= .10). One row per outlet and term, surest first; with two outlets a term stands once, with its heavier user.
    Below 6 shared events it is a description, no finding: p, q, p_max are missing and `.attrs["sentence"]` says so.
    Not what an outlet means to say: read a term in its company. Source: Fisher's randomisation test in blocks;
    Westfall and Young 1993 for p_max. Raises ValueError for a missing column.
    """
    if "text" not in articles:
        raise ValueError(f"The articles have no column 'text'; they have {', '.join(map(str, articles.columns))}.")
    chosen, notes = rows_to_compare(articles, by, "event")
    rows = chosen[chosen.groupby("event")[by].transform("nunique") > 1]
    # A fixed order, so that the same draws meet the same cells whatever the order of the rows.
    rows = rows.iloc[np.lexsort((rows[by].astype(str), rows["event"].astype(str)))]
    source = "outlet" if "outlet" in rows else by
    stock = find_boilerplate(rows, by=source)
    # A line of two or three words may be an outlet's own phrase: only longer strings are left out.
    long = [len(rows["text"][r.article][r.start : r.end].split()) > SHORT for r in stock.itertuples()]
    counts, n_words, terms = own_terms(rows["text"], stock[np.array(long, dtype=bool)])
    event, group = pd.factorize(rows["event"])[0], rows[by].to_numpy()
    n_events = _events_with(counts, event)
    kept = np.flatnonzero(n_events >= min(SEEN_IN, rows["event"].nunique()))
    counts, terms, n_events = counts[:, kept], terms[kept], n_events[kept]
    table = _all_groups(Cells.pooled(counts, n_words, event, group).shared())
    at = table.index.to_numpy(dtype=int)
    table["term"], table["n_events"] = terms[at], n_events[at]
    table["q"] = false_discovery(table["p"].to_numpy(float))
    table["style"] = [house_style(term, [str(name) for name in rows[source].unique()]) for term in table["term"]]
    table["z_least"] = np.nan if source == by else _least(table, counts, n_words, event, group, rows[source].to_numpy())
    table = table.sort_values(["p", "z", "outlet", "term"], key=_surest_first, ignore_index=True)[COLUMNS]
    table.attrs["sentence"] = " ".join([_sentence(table), *notes])
    return table


def _sentence(table: pd.DataFrame) -> str:
    n = int(table["n_compared"].max()) if len(table) else 0
    if not n:
        return "No event has words by two outlets: nothing to compare."
    if n < FEWEST_EVENTS:
        return f"A description of {n} shared events: fewer than {FEWEST_EVENTS} cannot tell a habit from one story."
    alone = table["z_least"] * np.sign(table["z"].to_numpy(float)) < CARRIED
    sure = table[(table["q"] <= 0.05) & table["style"].eq("") & ~alone]
    return (
        f"Of {len(table):,} terms in {n} shared events {len(sure):,} differ beyond chance (q <= .05), "
        f"house style and function words apart{', and words that one outlet carries' if alone.any() else ''}."
    )


def _surest_first(column: pd.Series) -> pd.Series:
    return -column.abs() if column.name == "z" else column.astype(str) if column.name == "outlet" else column


def _events_with(counts: sparse.csr_matrix, event: np.ndarray) -> np.ndarray:
    """In how many events each term occurs."""
    shape = (event.max(initial=-1) + 1, len(event))
    events = sparse.csr_matrix((np.ones(len(event)), (event, np.arange(len(event)))), shape=shape)
    return np.diff((events @ counts).tocsc().indptr)


def _all_groups(cells: Cells) -> pd.DataFrame:
    """The tests of all groups, indexed by term; of two groups each term once, with its heavier user."""
    groups = sorted(set(cells.group), key=str)
    if len(groups) != 2:
        return pd.concat([pd.DataFrame(columns=COLUMNS), *(_group(cells, g) for g in groups)][-max(len(groups), 1) :])
    one = _group(cells, groups[0])
    other = one.assign(
        outlet=groups[1], difference=-one["difference"], z=-one["z"], low=-one["high"], high=-one["low"],
        n_outlet=one["n_others"], n_others=one["n_outlet"],
    )  # fmt: skip
    more = one["difference"] > 0
    return pd.concat([one[more], other[~more]])


def _group(cells: Cells, group: Any) -> pd.DataFrame:
    """The tests of one group against the others, indexed by term."""
    cells = cells.shared(group)
    contrast = Contrast(cells, cells.group == group)
    by_event, n = contrast.by_event().tocsc(), contrast.n_events
    parts = [interval(by_event[:, at : at + 500].toarray(), n_draws=2_000) for at in range(0, by_event.shape[1], 500)]
    low, high = np.hstack([*parts, np.empty((2, 0))])
    p, p_max = contrast.swapped() if n >= FEWEST_EVENTS else (np.nan, np.nan)
    uses = np.asarray(cells.uses[contrast.own].sum(axis=0)).ravel().astype(int)
    return pd.DataFrame({
        "outlet": group, "difference": np.asarray(by_event.mean(axis=0)).ravel(), "low": low, "high": high,
        "p": p, "z": contrast.z(), "p_max": p_max, "n_outlet": uses,
        "n_others": np.asarray(cells.uses.sum(axis=0)).ravel().astype(int) - uses, "n_compared": n,
    })  # fmt: skip


def _least(
    table: pd.DataFrame, counts: sparse.csr_matrix, n_words: np.ndarray, event: np.ndarray, group: np.ndarray,
    source: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """The z nearest to zero, or beyond it, when any one outlet is left out; of the terms worth a look."""
    least = np.full(len(table), np.nan)
    look = np.flatnonzero(table["q"] <= WORTH_A_LOOK)
    at, side = table.index.to_numpy(dtype=int)[look], np.sign(table["z"].to_numpy(float)[look])
    for name in set(source) if len(look) else ():
        rest = source != name
        cells = Cells.pooled(counts[rest], n_words[rest], event[rest], group[rest])
        for own in set(table["outlet"].iloc[look]) & set(cells.group):
            mine = cells.shared(own)
            z = Contrast(mine, mine.group == own).z()[at] if len(mine.event) else np.zeros(len(at))
            here = (table["outlet"].iloc[look] == own).to_numpy()
            least[look[here]] = np.fmin(least[look[here]], (z * side)[here])
    least[look] *= side
    return least
