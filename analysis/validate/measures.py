"""Agreement with human labels. Each measure takes a weight per case: an interval is the measure on redrawn units."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.contrast.resample import tail_of

Floats = NDArray[np.float64]
N_DRAWS = 1_000


def estimate(
    measure: Callable[..., float],
    units: ArrayLike,
    *columns: ArrayLike,
    n_draws: int = N_DRAWS,
    seed: int = 0,
) -> tuple[float, float, float]:
    """A measure with its 95 % interval: value, low, high.

    `measure(*columns, weight)` is computed once with weight 1 and then `n_draws` times with weights that say how often
    each unit (event, article, outlet: one label a case) was drawn, with replacement and a fixed seed. Percentile
    interval, its tail widened for few units (see contrast.resample.interval). Same unit and range as the measure; the
    wider, the less is known. NaN bounds for fewer than two units, or where every draw is undefined.
    Not to be read as exact below about 15 units. Source: Efron and Tibshirani 1993, cluster bootstrap.
    """
    codes, labels = pd.factorize(np.asarray(units))
    arrays = [np.asarray(column) for column in columns]
    value = measure(*arrays, np.ones(len(codes)))
    n = len(labels)
    if n < 2 or np.isnan(value):
        return value, np.nan, np.nan
    draws = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=n_draws)
    values = np.array([measure(*arrays, draw[codes].astype(float)) for draw in draws])
    known = values[~np.isnan(values)]
    tail = tail_of(n)
    low, high = np.quantile(known, [tail, 1 - tail]) if len(known) else (np.nan, np.nan)
    return value, float(low), float(high)


def auc(gold: ArrayLike, score: ArrayLike, weight: ArrayLike | None = None) -> float:
    """How often a case that readers marked scores above one they did not, ties counted half.

    AUC = (pairs in right order + ties / 2) / pairs; .5 is chance, 1 perfect; higher means readers and score agree more.
    NaN where all cases are marked or none is. Blind to where a threshold would stand. Source: Mann and Whitney 1947.
    """
    return within_auc(gold, score, np.zeros(len(np.asarray(gold)), dtype=int), weight)


def within_auc(gold: ArrayLike, score: ArrayLike, group: ArrayLike, weight: ArrayLike | None = None) -> float:
    """AUC over the pairs whose two cases come from one group (an outlet, a length), so that the group helps nobody.

    Pairs of all groups are pooled; range and ties as in `auc`. NaN where no group holds both kinds.
    Not comparable between data sets with few cases a group. `group` is a whole number for each case.
    """
    marked, scores, groups, w = _arrays(gold, score, group, weight)
    if not len(marked):
        return float("nan")
    order = np.lexsort((scores, groups))
    marked, scores, groups, w = marked[order], scores[order], groups[order].astype(int), w[order]
    fresh = np.r_[True, (np.diff(scores) != 0) | (np.diff(groups) != 0)]
    tie = np.cumsum(fresh) - 1
    positive, negative = np.bincount(tie, w * marked), np.bincount(tie, w * (1 - marked))
    of_tie = groups[fresh]
    seen = np.cumsum(negative) - negative
    first = np.r_[True, np.diff(of_tie) != 0]
    below = seen - seen[first][np.cumsum(first) - 1]
    pairs = np.bincount(of_tie, positive) @ np.bincount(of_tie, negative)
    return float(positive @ (below + negative / 2) / pairs) if pairs else float("nan")


def average_precision(gold: ArrayLike, score: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Mean precision over the marked cases, from the highest score down.

    AP = sum over thresholds of (recall gained) * precision; chance is the share of marked cases, 1 is perfect; higher
    means that what scores high is what readers marked. Ties are one threshold. NaN where nothing is marked.
    Not comparable between data with other shares of marked cases. Source: scikit-learn's definition.
    """
    marked, scores, _, w = _arrays(gold, score, None, weight)
    order = np.argsort(-scores, kind="stable")
    marked, scores, w = marked[order], scores[order], w[order]
    last = np.r_[np.diff(scores) != 0, True]
    hit, taken = np.cumsum(w * marked)[last], np.cumsum(w)[last]
    gained = np.diff(np.r_[0.0, hit])
    precision = np.divide(hit, taken, out=np.zeros_like(hit), where=taken > 0)
    return float(gained @ precision / hit[-1]) if len(hit) and hit[-1] else float("nan")


def f1(right: ArrayLike, found: ArrayLike, wanted: ArrayLike, weight: ArrayLike | None = None) -> float:
    """F1 from counts: 2 * right / (found + wanted), each summed over the cases.

    Harmonic mean of precision and recall; 0 to 1, higher means fewer misses and false finds. NaN where there was
    nothing to find and nothing was found. Hides which of the two errors is the more frequent one.
    """
    w = np.ones(len(np.asarray(right))) if weight is None else np.asarray(weight, dtype=float)
    total = w @ np.asarray(found, dtype=float) + w @ np.asarray(wanted, dtype=float)
    return float(2 * (w @ np.asarray(right, dtype=float)) / total) if total else float("nan")


def share(right: ArrayLike, of: ArrayLike, weight: ArrayLike | None = None) -> float:
    """One sum over another: recall, precision, a false-positive rate; 0 to 1. NaN where the lower sum is 0."""
    w = np.ones(len(np.asarray(of))) if weight is None else np.asarray(weight, dtype=float)
    total = w @ np.asarray(of, dtype=float)
    return float(w @ np.asarray(right, dtype=float) / total) if total else float("nan")


def macro_f1(gold: ArrayLike, said: ArrayLike, weight: ArrayLike | None = None, *, of: int | None = None) -> float:
    """Plain mean of the F1 of each class that readers used; 0 to 1, higher means better on rare classes too.

    `gold` and `said` are whole numbers, one a class; with `of` only the classes below that number are averaged. A
    class that readers never used counts only as a false find. NaN without cases. Swings widely where a class has
    under about 20 cases. Source: scikit-learn's definition.
    """
    right, guess, _, w = _arrays(gold, said, None, weight)
    wanted = right.astype(int)
    classes = max(wanted.max(initial=0), int(guess.max(initial=0))) + 1
    hits = np.bincount(wanted, w * (wanted == guess), minlength=classes)
    both = np.bincount(wanted, w, minlength=classes) + np.bincount(guess.astype(int), w, minlength=classes)
    used = np.bincount(wanted, w, minlength=classes) > 0
    used[of:] &= of is None
    return float((2 * hits[used] / both[used]).mean()) if used.any() else float("nan")


def b_cubed(gold: pd.Series, said: pd.Series) -> pd.DataFrame:
    """Precision and recall of each item's cluster, for `f_of`.

    precision = items that share both clusters with it / items in its cluster as said; recall = the same over its true
    cluster; the item itself counts. Columns precision and recall, 0 to 1, one row an item, higher means purer or
    fuller clusters. Flatters data with many clusters of one. Source: Bagga and Baldwin 1998.
    """
    pair = pd.DataFrame({"gold": gold.to_numpy(), "said": said.to_numpy()}, index=gold.index)
    both = pair.groupby(["gold", "said"])["gold"].transform("size")
    sizes = {name: pair.groupby(name)[name].transform("size") for name in pair}
    return pd.DataFrame({"precision": both / sizes["said"], "recall": both / sizes["gold"]})


def f_of(precision: ArrayLike, recall: ArrayLike, weight: ArrayLike | None = None) -> float:
    """B-cubed F: harmonic mean of mean precision and mean recall, 0 to 1, higher means better clusters; else NaN."""
    p, r, _, w = _arrays(precision, recall, None, weight)
    if not w.sum():
        return float("nan")
    mean_p, mean_r = w @ p / w.sum(), w @ r / w.sum()
    return float(2 * mean_p * mean_r / (mean_p + mean_r)) if mean_p + mean_r else 0.0


def best_f1(gold: ArrayLike, score: ArrayLike) -> float:
    """The lowest score to take for the highest F1 of the marked cases; choose on one part, use on another."""
    hit, taken, wanted, scores = _from_the_top(gold, score)
    return float(scores[(2 * hit / (taken + wanted)).argmax()])


def carried_cut(gold: ArrayLike, score: ArrayLike) -> float:
    """The lowest score to take for the highest mean of sensitivity and specificity.

    Unlike the best F1 it does not hang on how many cases are marked, and so carries to others where more or fewer
    are. Source: Youden 1950.
    """
    hit, taken, wanted, scores = _from_the_top(gold, score)
    return float(scores[(hit / max(wanted, 1) - (taken - hit) / max(taken[-1] - wanted, 1)).argmax()])


def sure_point(gold: ArrayLike, score: ArrayLike, precision: float = 0.5) -> float:
    """The lowest score from which on at least this share of the cases is marked; infinite where there is none."""
    hit, taken, _, scores = _from_the_top(gold, score)
    met = np.flatnonzero(hit / taken >= precision)
    return float(scores[met[-1]]) if len(met) else float("inf")


def _from_the_top(gold: ArrayLike, score: ArrayLike) -> tuple[np.ndarray, np.ndarray, float, np.ndarray]:
    """From the highest score down, at each score: marked cases taken, cases taken; how many are marked; the scores."""
    marked, scores, _, _ = _arrays(gold, score, None, None)
    order = np.argsort(-scores, kind="stable")
    marked, scores = marked[order], scores[order]
    last = np.flatnonzero(np.r_[np.diff(scores) != 0, True])
    return np.cumsum(marked)[last], last + 1.0, float(marked.sum()), scores[last]


def _arrays(first: ArrayLike, second: ArrayLike, third: ArrayLike | None, weight: ArrayLike | None):
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if len(a) != len(b):
        raise ValueError(f"{len(a)} labels for {len(b)} scores; give one of each a case.")
    c = np.zeros(len(a)) if third is None else np.asarray(third)
    return a, b, c, np.ones(len(a)) if weight is None else np.asarray(weight, dtype=float)
