"""Outlets compared within events: how far their wording differs, and how sure that is."""
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from analysis.contrast.drivers import contributions
from analysis.contrast.measure import Measure, cell_values, find_measure
from analysis.contrast.resample import cliffs_delta, false_discovery, interval, smallest_detectable, swap_p
from analysis.contrast.rows import rows_to_compare
from analysis.contrast.sentence import FEWEST_EVENTS, FEWEST_WORDS, sentence, verdict, without_one

COLUMNS = [
    "a", "b", "difference", "low", "high", "p", "q", "n_events", "smallest_detectable",
    "mean_a", "mean_b", "cliffs_delta", "n_articles", "n_words_a", "n_words_b", "n_short", "verdict",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Comparison:
    """What `compare_outlets` found: `.table` has a row per pair, `.drivers` the words behind each difference.

    `.without` has each difference again with one word left out in turn: a, b, left_out, difference, low, high.
    `.cells` holds the value, words and articles of each outlet in each event; `.notes` says in plain sentences what
    was left out and what is thin. With exactly two outlets `.difference`, `.low`, `.high`, `.p`, `.q`, `.n_events`,
    `.smallest_detectable` and `.verdict` are those of the one pair; with more they raise ValueError.
    """

    measure: Measure
    table: pd.DataFrame
    cells: pd.DataFrame
    drivers: pd.DataFrame | None = None
    notes: tuple[str, ...] = ()
    without: pd.DataFrame | None = None

    def _of_the_pair(self, column: str) -> Any:
        if len(self.table) != 1:
            raise ValueError(f"There are {len(self.table)} pairs, not one: read .table, or name two outlets.")
        return self.table[column].item()

    @property
    def difference(self) -> float:
        """Mean over events of a less b, in the unit of the measure; above 0 means more in `a`."""
        return self._of_the_pair("difference")

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval."""
        return self._of_the_pair("low")

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval."""
        return self._of_the_pair("high")

    @property
    def p(self) -> float:
        """How often swapped labels give as large a difference."""
        return self._of_the_pair("p")

    @property
    def q(self) -> float:
        """The p, allowed for the number of pairs."""
        return self._of_the_pair("q")

    @property
    def n_events(self) -> int:
        """Events that both outlets cover."""
        return self._of_the_pair("n_events")

    @property
    def smallest_detectable(self) -> float:
        """The smallest difference these events would show four times in five."""
        return self._of_the_pair("smallest_detectable")

    @property
    def verdict(self) -> str:
        """What may be said of the pair, in a few words."""
        return self._of_the_pair("verdict")

    @property
    def sentence(self) -> str:
        """The finding in plain sentences, one line per pair; of one pair, what is left without any one word of it."""
        n_tests = int(self.table["p"].notna().sum())
        said = "\n".join(sentence(row, self.measure, n_tests) for row in _records(self.table))
        if self.without is not None and len(self.table) == 1 and self.n_events >= FEWEST_EVENTS and len(self.without):
            said += " " + without_one(_records(self.table)[0], _records(self.without))
        return said or "\n".join(self.notes)


def compare_outlets(
    scores: pd.DataFrame,
    measure: str,
    *,
    outlets: Sequence[Any] | None = None,
    by: str = "outlet",
    within: str = "event",
    evidence: pd.DataFrame | None = None,
) -> Comparison:
    """How far outlets differ on one measure when they report the same events, for every pair of them.

    A cell is one outlet in one event: 1000 * count / words over its articles together (measures without counts are
    averaged). difference = plain mean over events of a - b, in the measure's unit; higher means more in `a`. low and
    high: 95 % interval, drawing events (resample.interval). p: outlets swapped within events (resample.swap_p).
    q: Benjamini-Hochberg over the table. smallest_detectable: 2.8 * SD / sqrt(n). cliffs_delta: -1 to 1 over cells.
    mean_a, mean_b: the mean rates; n_words_a, n_words_b, n_articles: what they rest on; n_short: cells under 200 words.
    An event counts where both have a value. `by` may be any column (leaning, country). Where genre is known only news
    is compared, unless there is none or `by` is genre. `evidence` (the find_ frame behind the scores) gives `.drivers`:
    term, contribution (they sum to the difference), n_a, n_b, n_events, difference_without; and `.without`.
    Not for fewer than 6 events or 200 words, where `.verdict` says so, nor a proof of intent.
    Raises ValueError for an unknown measure, column or outlet, and for evidence that does not match the counts.
    """
    chosen, notes = rows_to_compare(scores, by, within, outlets)
    wanted = find_measure(scores, measure)
    cells = cell_values(chosen, wanted, [within, by])
    events = sorted(cells[within].unique(), key=str)
    names = list(outlets) if outlets is not None else sorted(chosen[by].unique(), key=str)
    if len(names) < 2:
        notes.append(f"A comparison needs two; the only {by} here is {', '.join(map(str, names)) or 'none at all'}.")
    grids = {
        field: cells.pivot(index=within, columns=by, values=field).reindex(index=events, columns=names)
        for field in ("value", "n_words", "n_articles")
    }
    columns = {field: dict(zip(names, grid.to_numpy(float).T, strict=True)) for field, grid in grids.items()}
    table = pd.DataFrame([_pair(columns, a, b) for a, b in combinations(names, 2)], columns=COLUMNS)
    table["q"] = false_discovery(table["p"].astype(float))
    table["verdict"] = [verdict(row) for row in _records(table)]
    drivers, without = None, None
    if evidence is not None:
        drivers, without = contributions(chosen, table, wanted, evidence, by, within)
    return Comparison(wanted, table, cells, drivers, tuple(notes), without)


def leave_one_out(
    scores: pd.DataFrame, measure: str, *, by: str, leaving: str = "outlet", outlets: Sequence[Any] | None = None
) -> pd.DataFrame:
    """The comparison repeated without each outlet in turn: does one of them carry the difference between groups?

    Returns the table of `compare_outlets` for each value of `leaving`, with the added first column left_out; a
    difference that changes sign or shrinks to nothing in one row rests on that outlet alone.
    Not for groups of one outlet, which vanish when it is left out. Raises what `compare_outlets` raises.
    """
    tables = []
    for name in sorted(scores[leaving].dropna().unique(), key=str):
        table = compare_outlets(scores[scores[leaving].ne(name)], measure, by=by, outlets=outlets).table
        table.insert(0, "left_out", name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["left_out", *COLUMNS])


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False, name=None)]


def _pair(columns: dict[str, dict[Any, np.ndarray]], a: Any, b: Any) -> dict[str, Any]:
    """One row of the table, from the events where both have a value."""
    both = ~np.isnan(columns["value"][a]) & ~np.isnan(columns["value"][b])
    value, words, articles = (np.column_stack([of[a][both], of[b][both]]) for of in columns.values())
    left, right = value.T
    differences = left - right
    low, high = interval(differences)
    n = len(differences)
    return {
        "a": a, "b": b, "difference": differences.mean() if n else np.nan, "low": low, "high": high,
        "p": float(swap_p(differences)), "n_events": n, "smallest_detectable": smallest_detectable(differences),
        "mean_a": left.mean() if n else np.nan, "mean_b": right.mean() if n else np.nan,
        "cliffs_delta": cliffs_delta(left, right), "n_articles": int(articles.sum()),
        "n_words_a": words[:, 0].sum(), "n_words_b": words[:, 1].sum(), "n_short": int((words < FEWEST_WORDS).sum()),
    }  # fmt: skip
