"""Scores of real articles, taken apart into their words."""

import pandas as pd
import pytest

from analysis import find_loaded, score_loaded
from analysis.mark.context import load_context
from analysis.mark.loaded import OWN_VOICE
from analysis.validate.datasets import read_basil


@pytest.fixture(scope="module")
def texts(data):
    if load_context() is None:
        pytest.skip("the fitted tables are not installed; run python -m analysis fit DIR")
    return read_basil(data / "basil.jsonl").articles["text"]


@pytest.fixture(scope="module")
def rows(texts):
    found = find_loaded(texts, at_least=0.0)
    return found[found["voice"].map(OWN_VOICE) == "narrator"]


def test_contributions_sum_to_the_score_of_every_article(texts, rows):
    score = score_loaded(texts)["narrator_weight"]
    parts = rows.groupby("article")["weight"].sum().reindex(score.index, fill_value=0.0)
    print(f"\nlargest gap between score and sum of its words: {(parts - score).abs().max():.1e}, n {len(score)}")
    assert (parts - score).abs().max() < 1e-9


def test_deleting_the_three_heaviest_words_lowers_the_score_of_nearly_every_flagged_article(texts, rows):
    before = score_loaded(texts)
    flagged = before.index[before["narrator_n_loaded"] > 0]
    shorter = {}
    for article, own in rows[rows["article"].isin(flagged)].groupby("article"):
        text = texts[article]
        for start, end in own.nlargest(3, "weight")[["start", "end"]].sort_values("start", ascending=False).to_numpy():
            text = text[:start] + text[end:].lstrip(" ")
        shorter[article] = text
    after = score_loaded(pd.Series(shorter))["narrator_weight"]
    lower = after < before.loc[after.index, "narrator_weight"]
    print(f"\nthree heaviest words deleted: lower in {lower.mean():.3f} of {len(lower)} flagged articles")
    assert len(lower) > 100 and lower.mean() >= 0.98
