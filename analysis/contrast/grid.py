"""Every reasonable choice of what is counted as loaded, and the difference it gives in each event."""
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.contrast.counted import BOTH, RATE, TABLES, VOICES, counted, together
from analysis.contrast.rows import is_news
from analysis.read.segment import as_texts

DIMENSIONS = ["lexicon", "voice", "count", "place", "genre"]
BODY, HEADLINE = "body", "headline"
NEWS, OTHER, ALL = "news", "not news", "all"


@dataclass(frozen=True, eq=False)
class Grid:
    """`choices` has a row per choice, `values` its difference a - b in each event (events x choices, NaN: no words)."""

    choices: pd.DataFrame
    values: np.ndarray
    events: list[Any]

    def usual(self, voice: str) -> int:
        """The row of the choice that score_loaded and compare_outlets make by themselves."""
        same = self.choices["voice"].eq(voice) & self.choices["count"].eq(RATE) & self.choices["place"].eq(BODY)
        same &= self.choices["lexicon"].isin([BOTH, TABLES]) & self.choices["genre"].eq(self.choices["genre"].iloc[0])
        return int(np.flatnonzero(same)[0])


def grid(rows: pd.DataFrame, a: Any, b: Any, by: str, *, leaving: Any = None) -> Grid:
    """Differences between the groups a and b of the column `by`, choice by choice, in every event that both cover.

    `rows` are articles (text, event, `by`; headline, genre and outlet where known). `leaving` names an outlet whose
    articles are taken out; the events and choices stay the same, so that the result lies beside that of all.
    """
    rows = pd.concat([rows[rows[by].eq(a)], rows[rows[by].eq(b)]])
    shared = rows.groupby("event")[by].transform("nunique").eq(2).to_numpy()
    codes, events = pd.factorize(rows["event"].where(shared))
    cell = 2 * codes + rows[by].eq(b).to_numpy()
    if leaving is not None:
        shared = shared & rows["outlet"].ne(leaving).to_numpy()
    labels, values = [], []
    for place, texts in _places(rows):
        # Counted group by group: the next contrast of the same outlet finds it counted.
        found = together([counted(tuple(texts[rows[by].eq(name)])) for name in (a, b)])
        hits = [found.counts(lexicon, count) for lexicon, count in found.lexicons]
        for genre, chosen in _genres(rows, by):
            pool = _pool(cell, chosen & shared, len(events))
            words = pool @ found.words
            for (lexicon, count), hit in zip(found.lexicons, hits, strict=True):
                rate = 1000 * np.divide(pool @ hit, words, out=np.full_like(words, np.nan), where=words > 0)
                values.append(rate[0::2] - rate[1::2])
                labels += [(lexicon, voice, count, place, genre) for voice in VOICES]
    choices = pd.DataFrame(labels, columns=DIMENSIONS)
    return Grid(choices, np.hstack([np.empty((len(events), 0)), *values]), list(events))


def _pool(cell: np.ndarray, kept: np.ndarray, n_events: int) -> sparse.csr_matrix:
    """Adds the kept articles up by cell (two cells an event)."""
    shape = (2 * n_events, len(cell))
    return sparse.csr_matrix((np.ones(kept.sum()), (cell[kept], np.flatnonzero(kept))), shape=shape)


def _places(rows: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    yield BODY, as_texts(rows)
    if "headline" in rows and rows["headline"].notna().any():
        yield HEADLINE, as_texts(rows["headline"])


def _genres(rows: pd.DataFrame, by: str) -> list[tuple[str, np.ndarray]]:
    """The choices of genre there are, the usual one first."""
    everything = np.ones(len(rows), dtype=bool)
    if by == "genre" or "genre" not in rows:
        return [(ALL, everything)]
    news = is_news(rows).to_numpy()
    if news.all() or not news.any():
        return [(NEWS if news.all() else ALL, everything)]
    return [(NEWS, news), (OTHER, ~news), (ALL, everything)]
