"""One group against the mean of the others, event by event, for thousands of terms at once."""
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

N_DRAWS, N_CLOSER, CLOSER_BELOW = 2_000, 50_000, 0.02
_AT_ONCE = 250  # draws, or terms, held in memory together


@dataclass(frozen=True)
class Cells:
    """Rates per 1,000 words (cells x terms), uses, and the event and group of each cell; sorted by event."""

    rates: sparse.csr_matrix
    uses: sparse.csr_matrix
    event: np.ndarray
    group: np.ndarray

    @classmethod
    def pooled(cls, counts: sparse.csr_matrix, n_words: np.ndarray, event: np.ndarray, group: np.ndarray) -> "Cells":
        """The articles' counts pooled over event x group; a cell without words is no cell."""
        key = pd.factorize(event)[0] * len(group) + pd.factorize(group)[0]
        _, first, cell = np.unique(key, return_index=True, return_inverse=True)
        pool = sparse.csr_matrix((np.ones(len(cell)), (cell, np.arange(len(cell)))), shape=(len(first), len(cell)))
        words, uses = pool @ n_words, pool @ counts
        kept = words > 0
        rates = sparse.diags(1000 / words[kept]) @ uses[kept]
        return cls(sparse.csr_matrix(rates), uses[kept], event[first[kept]], group[first[kept]])

    def shared(self, group: object = None) -> "Cells":
        """The cells of events that two groups share, one of them `group` where given; events numbered anew."""
        mine = self.event if group is None else self.event[self.group == group]
        size = pd.Series(self.event).groupby(self.event).transform("size").to_numpy()
        kept = np.isin(self.event, mine) & (size > 1)
        return Cells(self.rates[kept], self.uses[kept], pd.factorize(self.event[kept])[0], self.group[kept])


@dataclass(frozen=True)
class Contrast:
    """The group `own` against the others in cells that they share."""

    cells: Cells
    own: np.ndarray

    @property
    def n_events(self) -> int:
        """Events compared."""
        return len(np.unique(self.cells.event))

    @property
    def _size(self) -> np.ndarray:
        """Cells in the event of each cell."""
        return np.bincount(self.cells.event)[self.cells.event]

    def by_event(self) -> sparse.csr_matrix:
        """Differences (events x terms): own rate less the mean rate of the others."""
        weights = np.where(self.own, 1.0, -1.0 / (self._size - 1))
        return sparse.csr_matrix((weights, (self.cells.event, np.arange(len(weights))))) @ self.cells.rates

    def spread(self) -> np.ndarray:
        """Exact standard deviation of the mean difference under swaps within events, term by term."""
        k = np.bincount(self.cells.event).astype(float)
        events = sparse.csr_matrix((np.ones(len(self.own)), (self.cells.event, np.arange(len(self.own)))))
        squares, sums = events @ self.cells.rates.multiply(self.cells.rates), events @ self.cells.rates
        each = sparse.diags(1 / (k - 1) ** 2) @ (sparse.diags(k) @ squares - sums.multiply(sums))
        return np.sqrt(np.maximum(np.asarray(each.sum(axis=0)).ravel(), 0)) / self.n_events

    def z(self) -> np.ndarray:
        """Mean difference over its spread under swaps; 0 where all cells are alike."""
        mean, spread = np.asarray(self.by_event().mean(axis=0)).ravel(), self.spread()
        return np.divide(mean, spread, out=np.zeros_like(mean), where=spread > 1e-12)

    def drawn_z(self, n: int, seed: int) -> Iterator[np.ndarray]:
        """Draws of z (terms x draws), where in each event any cell may be the group's."""
        rng, spread, size = np.random.default_rng(seed), self.spread(), np.bincount(self.cells.event)
        first, e = np.concatenate([[0], np.cumsum(size)[:-1]]), self.n_events
        scale = sparse.diags(np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 1e-12))
        rates = sparse.csr_matrix(scale @ self.cells.rates.T)
        for at in range(0, n, _AT_ONCE):
            many = min(_AT_ONCE, n - at)
            weights = np.repeat((-1.0 / (self._size - 1) / e)[:, None], many, axis=1)
            chosen = first[:, None] + (rng.random((e, many)) * size[:, None]).astype(int)
            weights[chosen, np.arange(many)] = 1.0 / e
            yield rates @ weights

    def swapped(self) -> tuple[np.ndarray, np.ndarray]:
        """For each term p, and p_max: that of the largest |z| of all terms. Small p are drawn again, more closely."""
        z = np.abs(self.z()) - 1e-9
        as_far, top_as_far = np.zeros(len(z)), np.zeros(len(z))
        for drawn in self.drawn_z(N_DRAWS, seed=0):
            far = np.abs(drawn)
            as_far += (far >= z[:, None]).sum(axis=1)
            top_as_far += far.shape[1] - np.searchsorted(np.sort(far.max(axis=0, initial=0)), z)
        p = (1 + as_far) / (1 + N_DRAWS)
        closer = np.flatnonzero(p < CLOSER_BELOW)
        if len(closer):
            few = replace(self, cells=replace(self.cells, rates=self.cells.rates[:, closer]))
            far = sum((np.abs(drawn) >= z[closer, None]).sum(axis=1) for drawn in few.drawn_z(N_CLOSER, seed=1))
            p[closer] = (1 + far) / (1 + N_CLOSER)
        return p, (1 + top_as_far) / (1 + N_DRAWS)
