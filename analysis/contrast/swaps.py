"""One group against the mean of the others, event by event, for thousands of terms at once."""
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import binom

from analysis.contrast.sentence import SURE
from analysis.contrast.terms import TermCounts

N_DRAWS, N_CLOSER, CLOSER_BELOW = 2_000, 50_000, 0.02
_AT_ONCE = 250  # draws held in memory together


@dataclass(frozen=True)
class Cells:
    """Rates per 1,000 words (outlets in events x terms), uses, and event and group of each row; sorted by event."""

    rates: sparse.csr_matrix
    uses: sparse.csr_matrix
    event: np.ndarray
    group: np.ndarray

    @classmethod
    def of(cls, counts: TermCounts, rest: slice | np.ndarray = slice(None)) -> "Cells":
        """The rates in the rows `rest` of the counts, of events that two groups share; without words is no row."""
        words, uses = counts.cells["n_words"].to_numpy(float)[rest], counts.uses[rest]
        kept = words > 0
        rates = sparse.csr_matrix(sparse.diags(1000 / words[kept]) @ uses[kept])
        event, group = (counts.cells[name].to_numpy()[rest][kept] for name in ("event", "group"))
        return cls(rates, uses[kept], pd.factorize(event)[0], group).shared()

    def shared(self, group: object = None) -> "Cells":
        """The rows of events that two groups share, one of them `group` where given; events numbered anew."""
        mine = self.event if group is None else self.event[self.group == group]
        several = pd.Series(self.group).groupby(self.event).transform("nunique").to_numpy() > 1
        kept = np.isin(self.event, mine) & several
        return Cells(self.rates[kept], self.uses[kept], pd.factorize(self.event[kept])[0], self.group[kept])


@dataclass(frozen=True)
class Contrast:
    """The group `own` against the others in cells that they share: means of their outlets, then of the others."""

    cells: Cells
    own: np.ndarray

    @property
    def n_events(self) -> int:
        """Events compared."""
        return len(np.unique(self.cells.event))

    @property
    def weights(self) -> np.ndarray:
        """What each row counts for in the difference of its event; they sum to zero."""
        size = pd.Series(self.own).groupby([self.cells.event, self.cells.group]).transform("size").to_numpy()
        others = pd.Series(self.cells.group).groupby(self.cells.event).transform("nunique").to_numpy() - 1
        return np.where(self.own, 1.0, -1.0 / others) / size

    def _events(self, weights: np.ndarray | None = None) -> sparse.csr_matrix:
        """Adds rows up by event."""
        rows = np.ones(len(self.own)) if weights is None else weights
        return sparse.csr_matrix((rows, (self.cells.event, np.arange(len(rows)))))

    def by_event(self) -> sparse.csr_matrix:
        """Differences (events x terms): own rate less the mean rate of the others."""
        return self._events(self.weights) @ self.cells.rates

    def spread(self) -> np.ndarray:
        """Exact standard deviation of the mean difference under swaps within events, term by term."""
        m, rates, events = np.bincount(self.cells.event), self.cells.rates, self._events()
        squares, sums = events @ rates.multiply(rates), events @ rates
        within = squares - sparse.diags(1 / m) @ sums.multiply(sums)
        each = sparse.diags((events @ self.weights**2) / (m - 1)) @ within
        return np.sqrt(np.maximum(np.asarray(each.sum(axis=0)).ravel(), 0)) / self.n_events

    def z(self) -> np.ndarray:
        """Mean difference over its spread under swaps; 0 where all cells are alike."""
        mean, spread = np.asarray(self.by_event().mean(axis=0)).ravel(), self.spread()
        return np.divide(mean, spread, out=np.zeros_like(mean), where=spread > 1e-12)

    def drawn_z(self, n: int, seed: int) -> Iterator[np.ndarray]:
        """Draws of z (terms x draws), where the outlets of each event change places."""
        rng, spread, weights = np.random.default_rng(seed), self.spread(), self.weights / self.n_events
        scale = sparse.diags(np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 1e-12))
        rates = sparse.csr_matrix(scale @ self.cells.rates.T)
        for at in range(0, n, _AT_ONCE):
            keys = self.cells.event + rng.random((min(_AT_ONCE, n - at), len(weights)))
            drawn = np.empty_like(keys)
            np.put_along_axis(drawn, keys.argsort(axis=1), weights[None], axis=1)
            yield rates @ np.ascontiguousarray(drawn.T)

    def least_p(self) -> np.ndarray:
        """The smallest p that swaps can give each term: how often they put it as far from zero as it can get.

        A word in five events cannot reach .05 between two outlets (2 / 2^5). Swaps do not change this number, so that
        terms can be chosen by it before they are tested. Source: Tarone 1990; Gilbert 2005 for q.
        """
        cells, n_terms = self.cells, self.cells.rates.shape[1]
        entries = cells.rates.tocoo()
        block = cells.event[entries.row] * np.int64(n_terms) + entries.col
        order = np.lexsort((-entries.data, block))
        ranked = _Ranked.of(entries.data[order], block[order])
        event, term = np.divmod(ranked.block, n_terms)
        m, n_own = np.bincount(cells.event)[event], np.bincount(cells.event, self.own).astype(int)[event]
        log_p, far = np.zeros((2, n_terms)), np.zeros((2, n_terms))
        for side, slots in enumerate((n_own, m - n_own)):  # the highest rates are own, or all others'
            chance, total = ranked.top(slots, m)
            np.add.at(log_p[side], term, np.log(chance))
            np.add.at(far[side], term, total / slots - (ranked.total - total) / (m - slots))
        reached = far >= far.max(axis=0) * (1 - 1e-9)
        return np.minimum((np.exp(log_p) * reached).sum(axis=0), 1)

    def swapped(self) -> tuple[np.ndarray, np.ndarray]:
        """For each term p, and p_max: that of the largest |z| of all terms. Small p are drawn again, more closely.

        Missing for a term whose p cannot be .05 or less; 1 where all cells are alike.
        """
        p, p_max = np.where(self.spread() > 1e-12, np.nan, np.ones((2, 1)))
        told = np.flatnonzero(self.least_p() <= SURE)
        if len(told):
            rates = self.cells.rates[:, told]
            p[told], p_max[told] = replace(self, cells=replace(self.cells, rates=rates))._drawn_p()
        return p, p_max

    def _drawn_p(self) -> tuple[np.ndarray, np.ndarray]:
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


@dataclass(frozen=True)
class _Ranked:
    """Rates above zero, block by block (a term in an event) and highest first; `first` is where each block begins."""

    rates: np.ndarray
    block: np.ndarray
    first: np.ndarray
    n: np.ndarray
    total: np.ndarray

    @classmethod
    def of(cls, rates: np.ndarray, block: np.ndarray) -> "_Ranked":
        first = np.flatnonzero(np.diff(block, prepend=-1))
        return cls(rates, block[first], first, np.diff(np.append(first, len(rates))), _sums(rates, first))

    def top(self, slots: np.ndarray, m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How often chance puts the highest rates of m into so many slots, and the sum of these rates."""
        rank = np.arange(len(self.rates)) - np.repeat(self.first, self.n)
        inside = _sums(np.where(rank < np.repeat(slots, self.n), self.rates, 0), self.first)
        last = np.where(self.n >= slots, self.rates[self.first + np.minimum(slots, self.n) - 1], 0)
        bound = np.repeat(last, self.n)
        alike = np.isclose(self.rates, bound, rtol=1e-9, atol=0)
        above = _sums((self.rates > bound) & ~alike, self.first)
        ties = np.where(self.n >= slots, _sums(alike, self.first), m - self.n)  # zeros are not stored
        return binom(ties, slots - above) / binom(m, slots), inside


def _sums(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    return np.add.reduceat(values.astype(float), first) if len(first) else np.zeros(0)
