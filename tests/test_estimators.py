"""TextScorer keeps scikit-learn's contract; check_estimator runs almost nothing for text, so ours stands here."""

import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline, make_union
from sklearn.utils import estimator_checks

from analysis import score_acts, score_frames, score_loaded, score_sentiment, score_voices
from analysis.estimators import TextScorer

TEXTS = ["The regime slammed it.", "A plain day.", "“A shameful act,” he said.", ""]
CHECKS = [
    "check_parameters_default_constructible",
    "check_get_params_invariance",
    "check_set_params",
    "check_no_attributes_set_in_init",
    "check_estimator_cloneable",
    "check_estimator_repr",
    "check_do_not_raise_errors_in_init_or_set_params",
    "check_valid_tag_types",
    "check_estimator_tags_renamed",
    "check_mixin_order",
]


@pytest.mark.parametrize("check", CHECKS)
def test_scikit_learns_checks_that_need_no_data(check):
    getattr(estimator_checks, check)("TextScorer", TextScorer())


def test_columns_are_the_scorers_numbers():
    scorer = TextScorer(["n_words", "loaded_per_1000"], fill=-1.0)
    table = score_loaded(TEXTS)
    assert np.array_equal(scorer.fit_transform(TEXTS)[:, 0], table["n_words"])
    assert scorer.transform([""])[0, 1] == -1.0  # no words, no rate


@pytest.mark.parametrize(
    ("scorer", "measure"),
    [
        (score_loaded, "quoted_n_loaded"),
        (score_sentiment, "polarity"),
        (score_voices, "share_quoted"),
        (score_acts, "named_share"),
        (score_frames, "share_crime_and_punishment"),
    ],
)
def test_every_scorer_is_behind_the_door(scorer, measure):
    numbers = scorer(TEXTS)[measure].fillna(9.0)
    assert np.array_equal(TextScorer([measure], fill=9.0).transform(TEXTS)[:, 0], numbers)


def test_measures_of_two_scorers_stand_in_the_order_asked_for():
    table = TextScorer(["share_quoted", "n_loaded"]).transform(TEXTS)
    assert table[:, 1].tolist() == score_loaded(TEXTS)["n_loaded"].tolist()


def test_only_the_rooms_asked_for_are_loaded():
    code = (
        "import sys, analysis; analysis.TextScorer(['polarity']).fit(['a']);"
        "sys.exit(any(m in sys.modules for m in ('analysis.mark.frames', 'analysis.mark.acts')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_fit_returns_itself_and_changes_nothing():
    scorer = TextScorer()
    before = dict(vars(scorer))
    assert scorer.fit(TEXTS) is scorer and vars(scorer) == before


def test_rows_do_not_depend_on_each_other():
    scorer = TextScorer()
    assert np.array_equal(scorer.transform(TEXTS)[::-1], scorer.transform(TEXTS[::-1]))
    assert np.array_equal(scorer.transform(TEXTS)[:1], scorer.transform(TEXTS[:1]))


def test_pandas_output_keeps_index_and_names():
    series = pd.Series(TEXTS, index=list("dcba"))
    table = TextScorer().set_output(transform="pandas").fit_transform(series)
    assert table.index.tolist() == list("dcba") and table.columns.tolist() == list(TextScorer().measures)


def test_clone_and_pickle_score_alike():
    scorer = TextScorer(["n_loaded"])
    for other in (clone(scorer), pickle.loads(pickle.dumps(scorer))):
        assert np.array_equal(other.transform(TEXTS), scorer.transform(TEXTS))


def test_it_works_in_a_search_over_a_union():
    model = make_pipeline(make_union(TextScorer(), TextScorer(["n_words"])), LogisticRegression())
    search = GridSearchCV(model, {"featureunion__textscorer-1__fill": [0.0, 5.0]}, cv=2)
    assert search.fit(TEXTS * 3, [1, 0, 1, 0] * 3).predict(TEXTS).shape == (4,)


@pytest.mark.parametrize(
    ("scorer", "texts", "sentence"),
    [
        (TextScorer(), "one", "string object received"),
        (TextScorer(["bias"]), ["a"], "No scorer gives 'bias'; measures are"),
    ],
)
def test_wrong_calls_are_one_sentence(scorer, texts, sentence):
    with pytest.raises(ValueError, match=sentence):
        scorer.fit(texts)
