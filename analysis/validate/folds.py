"""What was fitted, measured on what it was not fitted on: words of BABE out of fold, cuts chosen elsewhere."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.validate.datasets import read_babe
from analysis.validate.loaded import FITTED, HAND, evidence, weights
from analysis.validate.measures import best_f1

FOLDS = 5
BY_ARTICLE = "5 folds by article: fitted and cut on other articles"
BY_OUTLET = "leave one outlet out: fitted and cut on other outlets"


def babe_evidence(path: Path, marker: str, by: str = "article") -> pd.DataFrame:
    """Words of BABE with weight and flag: the hand lexicon's, or the model's from folds that never saw the article.

    With the model a word is flagged where the lexicon flags it or where its probability reaches a threshold that is
    best for other articles.
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
    cut = cuts(words["gold"].to_numpy(), words["probability"].to_numpy(), groups.to_numpy(), whole=by == "outlet")
    listed = _by_hand(path)
    by_hand = set(map(tuple, listed.loc[listed["flagged"], ["article", "start"]].to_numpy()))
    flagged = [pair in by_hand for pair in zip(words["article"], words["start"], strict=True)]
    return words.assign(
        weight=weights(words["probability"]), flagged=(words["probability"] >= cut) | np.array(flagged)
    )


def cuts(
    gold: np.ndarray, score: np.ndarray, groups: np.ndarray, *, whole: bool = False, macro: bool = False
) -> np.ndarray:
    """For each case the threshold with the best F1 on the other folds; `whole` makes each group a fold of its own."""
    codes = pd.factorize(groups)[0]
    if not whole:
        codes = (np.random.default_rng(0).permutation(codes.max() + 1) % FOLDS)[codes]
    best = {fold: best_f1(gold[codes != fold], score[codes != fold], macro=macro)[0] for fold in np.unique(codes)}
    return np.array([best[fold] for fold in codes])


def split_of(marker: str, whole: str) -> str:
    """What a row of BABE says of its split."""
    return BY_ARTICLE if marker == FITTED else whole
