"""Intervals and tests over events: the event is the unit that is drawn, the outlet label is what is swapped."""
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, stats

N_DRAWS = 5_000
EXACT_UP_TO = 14  # 2 ** 14 = 16,384 swaps; beyond that they are sampled
AT_ONCE = 500  # columns held in memory together
Floats = NDArray[np.float64]


def interval(
    differences: ArrayLike | sparse.spmatrix, *, level: float = 0.95, n_draws: int = N_DRAWS, seed: int = 0
) -> Floats:
    """Interval around the mean of per-event differences, by drawing events with replacement.

    Percentile bootstrap with the tail widened from alpha / 2 to Phi(-t * sqrt(n / (n - 1))), t the Student quantile
    on n - 1 degrees: the plain percentile is too narrow by that much when events are few.
    Takes one column of differences or a table (events x columns), sparse too; returns (low, high), or two rows of
    them. The wider the interval, the less is known. NaN for fewer than two events, where nothing varies.
    Not to be read as exact below about 15 events, whatever the widening. Source: Hesterberg 2015, "What teachers
    should know about the bootstrap" (expanded percentile interval).
    """
    values = differences.tocsc() if isinstance(differences, sparse.spmatrix) else np.asarray(differences, dtype=float)
    n = values.shape[0]
    if n < 2:
        return np.full((2, *values.shape[1:]), np.nan)
    weights = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=n_draws) / n
    tail = tail_of(n, level)
    if values.ndim == 1:
        return np.quantile(weights @ values, [tail, 1 - tail])
    found = np.empty((2, values.shape[1]))
    for at in range(0, values.shape[1], AT_ONCE):
        found[:, at : at + AT_ONCE] = np.quantile(weights @ values[:, at : at + AT_ONCE], [tail, 1 - tail], axis=0)
    return found


def tail_of(n: int, level: float = 0.95) -> float:
    """The share of draws to cut on either side, widened for few events."""
    return float(stats.norm.cdf(stats.t.ppf((1 - level) / 2, n - 1) * np.sqrt(n / (n - 1))))


def swap_p(differences: ArrayLike, *, n_draws: int = N_DRAWS, seed: int = 0) -> Floats:
    """Two-sided p of the mean difference when the two outlets are swapped within events (sign flips).

    Exact over all 2^n swaps up to 14 events, else (1 + k) / (R + 1) with R sampled swaps, of which k give a difference
    at least as far from zero. Takes one column of differences or a table (events x columns), returns one p or one per
    column, between 2 / 2^n and 1. Lower means that chance labels rarely do as much. NaN for fewer than two events.
    Not for fewer than 6 events, where it cannot fall below .05. Source: Fisher's randomisation test for pairs.
    """
    values = np.asarray(differences, dtype=float)
    n = len(values)
    if n < 2:
        return np.full(values.shape[1:], np.nan)
    if n <= EXACT_UP_TO:
        signs = 1.0 - 2.0 * ((np.arange(2**n)[:, None] >> np.arange(n)) & 1)
    else:
        signs = np.random.default_rng(seed).choice([-1.0, 1.0], size=(n_draws, n))
    seen = np.abs(values.sum(axis=0))
    slack = 1e-9 * np.abs(values).sum(axis=0)  # equal sums differ by rounding
    as_far = (np.abs(signs @ values) >= seen - slack).sum(axis=0)
    return as_far / 2.0**n if n <= EXACT_UP_TO else (1 + as_far) / (n_draws + 1)


def false_discovery(p: ArrayLike) -> Floats:
    """Benjamini-Hochberg q of each p over the family of all that are not NaN.

    q_(i) = min over j >= i of m * p_(j) / j, at most 1. Rejecting q <= .05 keeps the expected share of false findings
    among the findings at 5 %. Lower means surer. Same shape as `p`; NaN stays NaN and does not count in m.
    Not for strongly negatively dependent tests. Source: Benjamini and Hochberg 1995.
    """
    values = np.asarray(p, dtype=float)
    q = np.full(values.shape, np.nan)
    known = ~np.isnan(values)
    if known.any():
        q[known] = stats.false_discovery_control(values[known], method="bh")
    return q


def smallest_detectable(differences: ArrayLike) -> float:
    """The smallest true difference that these events would show four times in five, in the unit of the measure.

    2.8 * SD / sqrt(n): 1.96 for a test at 5 % and 0.84 for 80 % power. Higher means blinder. NaN for fewer than two
    events. Optimistic below about 15 events. Source: Cohen 1988, power of the paired mean difference.
    """
    values = np.asarray(differences, dtype=float)
    return float(2.8 * values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")


def cliffs_delta(a: ArrayLike, b: ArrayLike) -> float:
    """How often a cell of `a` is above a cell of `b`, less how often it is below: -1 to 1, 0 for no tendency.

    (#{x > y} - #{x < y}) / (n_a * n_b) over all pairs of cells; higher means more in `a`. Blind to the pairing by
    event, so a small value may stand beside a sure difference. NaN without cells. Source: Cliff 1993.
    """
    left, right = np.asarray(a, dtype=float), np.sort(np.asarray(b, dtype=float))
    if not len(left) or not len(right):
        return float("nan")
    above, below = np.searchsorted(right, left, "left"), len(right) - np.searchsorted(right, left, "right")
    return float((above - below).sum() / (len(left) * len(right)))
