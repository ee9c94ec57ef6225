"""What was fitted, measured on what it was not fitted on: words of BABE out of fold, cuts chosen elsewhere."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.validate.datasets import read_babe
from analysis.validate.loaded import FITTED, HAND, evidence, weights
from analysis.validate.measures import best_f1, sure_point

FOLDS = 5
BY_ARTICLE = "5 folds by article: fitted and cut on other articles"
BY_OUTLET = "leave one outlet out: fitted and cut on other outlets"


def babe_evidence(path: Path, marker: str, by: str = "article") -> pd.DataFrame:
    """Words of BABE with weight and flag: the hand lexicon's, or the model's from folds that never saw the article.

    With the model a word is flagged where the lexicon flags it by itself, where it is listed in a loaded category and
    its probability reaches the threshold that is best for other articles, and where it is not listed and its
    probability reaches the point from which on readers of other articles marked at least half. `own` is False inside
    quotations.
    """
    return _by_hand(path) if marker == HAND else _out_of_fold(path, by)


def can_be_fitted(path: Path) -> bool:
    """Whether articles for word vectors lie beside BABE, without which nothing can be fitted on its folds."""
    return (path.parent / "allsides.jsonl.gz").is_file()


@cache
def _by_hand(path: Path) -> pd.DataFrame:
    return evidence(read_babe(path)["text"], HAND)


@cache
def _out_of_fold(path: Path, by: str) -> pd.DataFrame:
    from analysis.validate.fit import out_of_fold  # heavy: word vectors are built from a folder of articles

    words = out_of_fold(path.parent, by=by).rename(columns={"id": "article"})
    data = read_babe(path)
    words["article"] = words["article"].astype(str)
    groups = words["article"].map(data[by])
    p, gold, groups = words["probability"].to_numpy(), words["gold"].to_numpy(), groups.to_numpy()
    listed, unlisted = ((words["role"] == role).to_numpy() for role in ("loaded", ""))
    flags = listed & (p >= cuts(gold, p, groups, whole=by == "outlet"))
    alone = cuts(gold[unlisted], p[unlisted], groups[unlisted], whole=by == "outlet", choose=sure_point)
    flags[unlisted] = p[unlisted] >= alone
    hand = _by_hand(path)
    by_hand = set(map(tuple, hand.loc[hand["flagged"], ["article", "start"]].to_numpy()))
    flags |= [pair in by_hand for pair in zip(words["article"], words["start"], strict=True)]
    return words.assign(weight=weights(p), flagged=flags, own=~words["quoted"])


def cuts(
    gold: np.ndarray,
    score: np.ndarray,
    groups: np.ndarray,
    *,
    whole: bool = False,
    choose: Callable[[np.ndarray, np.ndarray], float] = best_f1,
) -> np.ndarray:
    """For each case the threshold chosen on the other folds; `whole` makes each group a fold of its own."""
    codes = pd.factorize(groups)[0]
    if not whole:
        codes = (np.random.default_rng(0).permutation(codes.max() + 1) % FOLDS)[codes]
    best = {fold: choose(gold[codes != fold], score[codes != fold]) for fold in np.unique(codes)}
    return np.array([best[fold] for fold in codes])


def split_of(marker: str, whole: str) -> str:
    """What a row of BABE says of its split."""
    return BY_ARTICLE if marker == FITTED else whole
