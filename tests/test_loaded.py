"""Loaded words: rates a reader can do in the head, voices kept apart, numbers equal to their evidence."""

from math import isnan, nan

import numpy as np
import pandas as pd
import pytest

from analysis import find_loaded, load_lexicon, score_loaded
from analysis.mark.loaded import COLUMNS

LOADED = "category,role\nlabel,loaded\nspeech,profile\n"
LABELS = """term,direction,strength,forms,exclude,case,plain
regime,-1,3,regime|regimes,tax ~|~ change,,government
so-called,-1,3,so-called|so called,,,(leave out)
hero,1,2,hero|heroes,,,
wave,0,3,wave/flood of people/migrants,,,arrivals
martyr,1,3,martyr,,any,dead person
"""
SPEECH = "term,direction,strength,forms\nclaim,-1,3,claimed\n"


@pytest.fixture
def own(tmp_path):
    for name, text in (("categories", LOADED), ("label", LABELS), ("speech", SPEECH)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("the regime fell", ["regime"]),
        ("the Regimes’ end", []),  # a name inside a sentence
        ("REGIME FALLS", ["regime"]),
        ("Regime falls again today", ["regime"]),
        ("the tax regime fell", []),
        ("a regime change", []),
        ("the so called aid", ["so-called"]),
        ("a flood of migrants came", ["wave"]),
        ("a flood of letters came", []),
        ("the Martyr Ruiz", ["martyr"]),
        ("a hero claimed it", []),  # strength 2, and a profile category
        ("", []),
    ],
)
def test_default_rows_are_strong_terms_outside_their_exclusions(own, text, terms):
    assert find_loaded([text], lexicon=own)["term"].tolist() == terms


def test_at_least_zero_returns_every_listed_term(own):
    assert find_loaded(["a hero claimed it"], lexicon=own, at_least=0.0)["term"].tolist() == ["hero", "claim"]


def test_every_hit_is_the_text_at_its_offsets(own, articles):
    found = find_loaded(articles, lexicon=own)
    assert list(found.columns) == COLUMNS
    texts = [articles["text"][row.article][row.start : row.end] for row in found.itertuples()]
    assert texts == ["regime", "regime"]
    assert found["voice"].tolist() == ["narrator", "quoted"]
    assert found["plain"].tolist() == ["government"] * 2


@pytest.mark.parametrize(
    ("text", "n_words", "n_loaded", "rate"),
    [
        ("the regime and the regime", 5, 2, 2 / 5 * 1000),
        ("the government and the mayor", 5, 0, 0.0),
        ("", 0, 0, nan),
    ],
)
def test_rate_is_hits_per_thousand_words(own, text, n_words, n_loaded, rate):
    row = score_loaded([text], lexicon=own).iloc[0]
    assert (row["n_words"], row["n_loaded"]) == (n_words, n_loaded)
    assert row["loaded_per_1000"] == pytest.approx(rate, nan_ok=True)


def test_quoted_words_are_counted_apart(own):
    row = score_loaded(["The regime fell. “A regime,” she said."], lexicon=own).iloc[0]
    assert (row["narrator_n_loaded"], row["quoted_n_loaded"], row["reported_n_loaded"]) == (1, 1, 0)
    assert (row["narrator_n_words"], row["quoted_n_words"]) == (5, 2)
    assert row["narrator_loaded_per_1000"] == 200 and isnan(row["reported_loaded_per_1000"])


def test_a_scare_quote_counts_with_the_narrator(own):
    row = score_loaded(["The “regime” built a road."], lexicon=own).iloc[0]
    assert (row["narrator_n_loaded"], row["narrator_n_words"]) == (1, 5)


def test_the_second_use_of_a_word_weighs_half():
    text = "The disgraceful deal fell. “Disgraceful,” she said. A disgraceful deal it was."
    found = find_loaded([text], at_least=0.0).query("term.str.startswith('disgrace')")
    if found["probability"].isna().all():
        pytest.skip("the fitted tables are not installed")
    first = -np.log1p(-found["probability"].to_numpy())
    assert (first / found["weight"]).tolist() == pytest.approx([1, 2, 3])


def test_score_equals_number_of_hits(articles):
    found = find_loaded(articles)
    assert score_loaded(articles)["n_loaded"].sum() == len(found) >= 3


def test_categories_are_counted_on_request(own):
    row = score_loaded(["a regime claimed it"], lexicon=own, by_category=True).iloc[0]
    assert (row["n_label"], row["n_speech"], row["n_loaded"]) == (1, 1, 1)


def test_martyred_is_a_default_hit_of_the_shipped_lexicon():
    found = find_loaded(["The commander was martyred. Martyr Ruiz was buried."])
    assert found["term"].str.startswith("martyr").sum() == 2


def test_an_edited_row_changes_results_at_once(own):
    before = len(find_loaded(["a hero came"], lexicon=own))
    table = own / "label.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("hero,1,2", "hero,1,3"), encoding="utf-8")
    assert (before, len(find_loaded(["a hero came"], lexicon=own))) == (0, 1)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("regime,-1,3", "regime,-2,3", r"label.csv, row 2 \(regime\): direction is '-2'; use -1, 0, 1."),
        ("hero,1,2", "hero,1,high", r"row 4 \(hero\): strength is 'high'"),
        ("tax ~", "tax", "the exclusion 'tax' needs `~` once"),
        ("term,direction", "word,direction", "no column 'term'; it has word"),
    ],
)
def test_a_wrong_row_is_named(own, old, new, sentence):
    table = own / "label.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=sentence):
        load_lexicon(own)


def test_a_missing_lexicon_is_one_sentence(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such folder; a lexicon is a folder"):
        find_loaded(["a"], lexicon=tmp_path / "none")


def test_index_is_kept(own):
    scores = score_loaded(pd.Series({"b": "a regime", "a": ""}), lexicon=own)
    assert scores.index.tolist() == ["b", "a"]
