"""Many mean differences over the same events, with the labels as they stand and shuffled within events."""
from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.contrast.resample import Floats

_AT_ONCE = 4_000_000  # numbers held in memory together


@dataclass(frozen=True, eq=False)
class Means:
    """Means over events and half their 95 % intervals, shuffles x choices; the first row is the labels as they stand.

    The interval is Student's, mean +- t * SD / sqrt(n): it needs no draws, so that every choice can be told under
    every shuffle. NaN where fewer than two events have a value.
    """

    mean: Floats
    half: Floats
    n: Floats

    @classmethod
    def of(cls, total: Floats, squares: Floats, n: Floats) -> "Means":
        """From sums and sums of squares over n events each."""
        n = np.broadcast_to(np.asarray(n, dtype=float), total.shape)
        few = n < 2
        n_safe = np.where(few, 2.0, n)
        mean = total / n_safe
        spread = np.sqrt(np.maximum(squares - n_safe * mean**2, 0) / (n_safe - 1))
        half = stats.t.ppf(0.975, n_safe - 1) * spread / np.sqrt(n_safe)
        return cls(np.where(few, np.nan, mean), np.where(few, np.nan, half), n)

    def excludes_zero(self) -> np.ndarray:
        """Which intervals leave out zero."""
        with np.errstate(invalid="ignore"):
            return np.abs(self.mean) > self.half + 1e-12


def label_signs(n_events: int, n_shuffles: int) -> np.ndarray:
    """Shuffles x events: 1 where the labels of an event stay, -1 where they are swapped; the first row is all 1.

    Every pattern once where there are no more than n_shuffles of them.
    """
    if 2**n_events <= n_shuffles:
        return 1.0 - 2.0 * ((np.arange(2**n_events)[:, None] >> np.arange(n_events)) & 1)
    drawn = np.random.default_rng(0).choice([-1.0, 1.0], size=(n_shuffles, n_events))
    return np.vstack([np.ones((1, n_events)), drawn])


def means(values: Floats, signs: Floats) -> Means:
    """Means of the columns of `values` (events x choices, NaN where there is none) under each row of signs."""
    known = np.nan_to_num(values)
    return Means.of(signs @ known, (known**2).sum(axis=0), (~np.isnan(values)).sum(axis=0))


def without_one_event(values: Floats, signs: Floats) -> tuple[Means, np.ndarray]:
    """The same without the event that speaks most for each mean, chosen anew in every cell; and which, as labelled."""
    known = np.nan_to_num(values)
    total, squares, n = signs @ known, (known**2).sum(axis=0), (~np.isnan(values)).sum(axis=0)
    most, which = np.zeros_like(total), np.zeros(values.shape[1], dtype=int)
    step = max(1, _AT_ONCE // max(values.size, 1))
    for at in range(0, len(signs), step):
        part = signs[at : at + step, :, None] * known[None] * np.sign(total[at : at + step, None, :])
        most[at : at + step] = part.max(axis=1, initial=0)
        if at == 0:
            which = part[0].argmax(axis=0) if len(known) else which
    return Means.of(total - np.sign(total) * most, squares - most**2, np.maximum(n - 1, 0)), which


def without_one_outlet(values: Floats, each: list[Floats], signs: Floats) -> tuple[Means, np.ndarray]:
    """The same without the outlet that speaks most for each mean; `each` holds the values without each outlet."""
    side = np.sign(np.nan_to_num(means(values, signs).mean))
    parts = [means(rest, signs) for rest in each]
    left = np.stack([np.where(np.isnan(part.mean), np.inf, part.mean * side) for part in parts])
    which = left.argmin(axis=0)
    mean, half, n = (np.take_along_axis(np.stack([getattr(part, name) for part in parts]), which[None], axis=0)[0]
                     for name in ("mean", "half", "n"))  # fmt: skip
    return Means(mean, half, n), which[0]
