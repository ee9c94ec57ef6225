"""Which words and pairs of words an outlet uses more than others do on the same events."""
from typing import Any

import numpy as np
import pandas as pd

from analysis.contrast.resample import false_discovery, interval
from analysis.contrast.rows import rows_to_compare
from analysis.contrast.sentence import FEWEST_EVENTS, SURE
from analysis.contrast.style import house_style
from analysis.contrast.swaps import Cells, Contrast
from analysis.contrast.terms import TermCounts, count_terms
from analysis.gather.copies import find_boilerplate
from analysis.read.segment import plain_texts

SEEN_IN, SEEN_SHARE = 5, 0.01  # events with the term, and their share of all
SHORT = 4  # words of a line that is counted though it returns
CARRIED = 1.96  # z below which, when one outlet is left out, a word of a group is that outlet's
WORTH_A_LOOK = 0.10  # q below which each outlet is left out in turn
COLUMNS = [
    "outlet", "term", "difference", "low", "high", "p", "q", "n_events", "style",
    "z", "p_max", "n_outlet", "n_others", "n_compared", "z_least", "verdict",
]  # fmt: skip


def distinctive_words(articles: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Words and pairs of words that one outlet uses more than the others do when they report the same events.

    difference: plain mean over shared events of its rate per 1,000 words in its own voice less the mean rate of the
    others in that event; higher means more in `outlet` (a value of `by`; the rate of a group is the mean of its
    outlets'). Boilerplate (find_boilerplate) is not counted; listed are terms seen in at least 5 events and in 1 % of
    them. low, high: 95 % interval, drawing events. p: outlets change places within events; missing where that could
    not give .05 (too rare to tell). q: Benjamini-Hochberg over all rows with a p. p_max: how often chance makes any
    term of this outlet as distinctive. n_events: events with the term; n_compared: events compared; n_outlet,
    n_others: uses. style: "house style" or "function words" where the term says nothing of the event, else "". z:
    difference over its spread under chance; z_least: the same when the one outlet is left out that matters most (where
    `by` is another column and q <= .10). verdict: what may be said, in a few words.
    One row per outlet and term, surest first; with two outlets a term stands once, with its heavier user.
    Below 6 shared events it is a description, no finding: p, q, p_max are missing and `.attrs["sentence"]` says so.
    Not what an outlet means to say: read a term in its company. Source: Fisher's randomisation test in blocks;
    Westfall and Young 1993 for p_max; Gilbert 2005 for rare terms. Raises ValueError for a missing column.
    """
    if "text" not in articles:
        raise ValueError(f"The articles have no column 'text'; they have {', '.join(map(str, articles.columns))}.")
    chosen, notes = rows_to_compare(articles, by, "event")
    counts = _counted(chosen[chosen.groupby("event")[by].transform("nunique") > 1], by)
    table = _all_groups(Cells.of(counts))
    at = table.index.to_numpy(dtype=int)
    table["term"], table["n_events"] = counts.terms[at], counts.events_with()[at]
    table["q"] = false_discovery(table["p"].to_numpy(float))
    names = [str(name) for name in counts.cells["source"].unique()]
    table["style"] = [house_style(term, names) for term in table["term"]]
    grouped = by != "outlet" and "outlet" in articles
    table["z_least"] = _least(table, counts) if grouped else np.nan
    table["verdict"] = _verdicts(table)
    table = table.sort_values(["p", "z", "outlet", "term"], key=_surest_first, ignore_index=True)[COLUMNS]
    table.attrs["sentence"] = " ".join([_sentence(table), *notes])
    return table


def _counted(rows: pd.DataFrame, by: str) -> TermCounts:
    """The terms of own wording that enough events have."""
    rows = rows.assign(text=plain_texts(rows))
    # An outlet may stand under two names, so what a whole group repeats is looked for too.
    sources = ["outlet", by] if "outlet" in rows else [by]
    stock = pd.concat([find_boilerplate(rows, by=name) for name in dict.fromkeys(sources)], ignore_index=True)
    # A line of two or three words may be an outlet's own phrase: only longer strings are left out.
    long = [len(rows["text"][r.article][r.start : r.end].split()) > SHORT for r in stock.itertuples()]
    counts = count_terms(rows, by, left_out=stock[np.array(long, dtype=bool)])
    n = rows["event"].nunique()
    return counts.kept(np.flatnonzero(counts.events_with() >= max(min(SEEN_IN, n), SEEN_SHARE * n)))


def _verdicts(table: pd.DataFrame) -> list[str]:
    """What may be said of each term, in a few words."""
    alone = table["z_least"] * np.sign(table["z"].to_numpy(float)) < CARRIED
    few = table["n_compared"] < FEWEST_EVENTS
    said = np.select(
        [few, table["p"].isna(), table["q"] > SURE, alone],
        ["not enough events to tell", "too rare to tell", "could be chance", "rests on one outlet"], "",
    )  # fmt: skip
    return [verdict or f"more in {outlet}" for verdict, outlet in zip(said, table["outlet"], strict=True)]


def _sentence(table: pd.DataFrame) -> str:
    n = int(table["n_compared"].max()) if len(table) else 0
    if not n:
        return "No event has words by two outlets: nothing to compare."
    if n < FEWEST_EVENTS:
        return f"A description of {n} shared events: fewer than {FEWEST_EVENTS} cannot tell a habit from one story."
    alone, rare = (int(table["verdict"].eq(v).sum()) for v in ("rests on one outlet", "too rare to tell"))
    sure = table[table["verdict"].str.startswith("more in") & table["style"].eq("")]
    return (
        f"Of {len(table):,} terms in {n} shared events {len(sure):,} differ beyond chance (q <= .05), "
        f"house style and function words apart{', and words that one outlet carries' if alone else ''}"
        f"{f'; {rare:,} are too rare to tell' if rare else ''}."
    )


def _surest_first(column: pd.Series) -> pd.Series:
    return -column.abs() if column.name == "z" else column.astype(str) if column.name == "outlet" else column


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
    by_event, n = contrast.by_event(), contrast.n_events
    low, high = interval(by_event, n_draws=2_000)
    p, p_max = contrast.swapped() if n >= FEWEST_EVENTS else (np.nan, np.nan)
    uses = np.asarray(cells.uses[contrast.own].sum(axis=0)).ravel().astype(int)
    return pd.DataFrame({
        "outlet": group, "difference": np.asarray(by_event.mean(axis=0)).ravel(), "low": low, "high": high,
        "p": p, "z": contrast.z(), "p_max": p_max, "n_outlet": uses,
        "n_others": np.asarray(cells.uses.sum(axis=0)).ravel().astype(int) - uses, "n_compared": n,
    })  # fmt: skip


def _least(table: pd.DataFrame, counts: TermCounts) -> np.ndarray:
    """The z nearest to zero, or beyond it, when any one outlet is left out; of the terms worth a look."""
    least = np.full(len(table), np.nan)
    look = np.flatnonzero(table["q"] <= WORTH_A_LOOK)
    of_look, own = counts.kept(table.index.to_numpy(dtype=int)[look]), table["outlet"].to_numpy()[look]
    side, source = np.sign(table["z"].to_numpy(float)[look]), counts.cells["source"].to_numpy()
    for name in set(source) if len(look) else ():
        cells = Cells.of(of_look, source != name)
        for group in set(own) & set(cells.group):
            mine = cells.shared(group)
            z = Contrast(mine, mine.group == group).z() if len(mine.event) else np.zeros(len(look))
            here = own == group
            least[look[here]] = np.fmin(least[look[here]], (z * side)[here])
    least[look] *= side
    return least
