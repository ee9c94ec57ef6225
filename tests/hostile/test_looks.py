"""Goal G8: one text in fourteen looks has one score, and what is found is found in the text as it came.

make test takes 25 texts (350 pairs), make hostile 101 (1,414 pairs).
"""

import os

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.read.plain import plain
from tests.hostile.looks import LOOKS, inside_words
from tests.hostile.make import recombined

MANY = int(os.environ.get("HOSTILE_EXAMPLES", 24))
TEXTS = min(MANY, 100)
SCORES = ("score_loaded", "score_voices", "score_acts", "score_frames")
FINDS = ("segment", "find_actors", "find_voices", "find_loaded", "find_acts", "find_frames", "find_sentiment")
ACCENTS = "The mayor of Orlo, José Añez, called the naïve façade of the regime’s café “shameful”. He didn’t resign."


@pytest.fixture(scope="module")
def printed():
    sample = analysis.read_articles(analysis.SAMPLE)["text"].tolist()
    return pd.Series([ACCENTS, *recombined(sample, TEXTS, seed=8)["text"]])


@pytest.fixture(scope="module")
def scores(printed):
    return {name: getattr(analysis, name)(printed) for name in SCORES}


@pytest.mark.parametrize("look", LOOKS)
def test_the_score_does_not_change_with_the_look(look, printed, scores):
    other = printed.map(LOOKS[look])
    assert look in ("composed letters", "straight quotation marks") or (other != printed).any()
    for name in SCORES:
        pd.testing.assert_frame_equal(getattr(analysis, name)(other), scores[name], check_exact=True, obj=name)


@pytest.mark.parametrize("look", ["soft hyphens", "direction marks", "hyphens at line ends", "byte order mark"])
def test_what_is_found_stands_in_the_text_as_it_came(look, printed):
    other = printed.map(LOOKS[look])
    found, before = analysis.find_loaded(other), analysis.find_loaded(printed)
    assert found["term"].tolist() == before["term"].tolist() and len(found) > 20
    for there, here in zip(found.itertuples(), before.itertuples(), strict=True):
        assert plain(other[there.article][there.start : there.end]) == printed[here.article][here.start : here.end]
    for article, tiles in analysis.find_voices(other).groupby("article"):
        assert tiles["start"].tolist() == [0, *tiles["end"].iloc[:-1]] and tiles["end"].iloc[-1] == len(other[article])


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        ("well-\nknown and well-known", "well-known and well-known"),  # the text has it with its hyphen
        ("import-\nant", "important"),
        ("1990-\n2000", "1990-\n2000"),
        ("the North-\nSouth line", "the North-\nSouth line"),
        ("a\u00a0b\u2009c", "a b c"),
        ("â€œYesâ€\x9d itâ€™s", "“Yes” it’s"),
        ("ＡＢＣ！", "ABC!"),
        ("re\u00adgi\u200bme", "regime"),
    ],
)
def test_the_plain_look(odd, expected):
    assert plain(odd) == expected


ODD = st.text(st.sampled_from("abe Dz.,!?“”\"'’-\n\r\t\u00a0\u00ad\u200b\u202e\ufeffé\u0301Ａ！7😀好(:"), max_size=80)
WORDS = st.lists(st.sampled_from("The regime slammed “shameful” Mayor Oduya said that was killed by . , \n".split(" ")))


@settings(max_examples=MANY, deadline=None)
@given(st.one_of(ODD, WORDS.map(" ".join), WORDS.map(" ".join).map(lambda text: inside_words(text, "\u00ad"))))
def test_places_are_valid_in_any_text_and_the_plain_look_is_plain(text):
    assert plain(plain(text)) == plain(text)
    series = pd.Series([text, "The bridge is shut.", text + " end"], index=["a", "b", "c"])
    kept = series.copy()
    for name in FINDS:
        found = getattr(analysis, name)(series).dropna(subset=["start"])
        assert ((found["start"] < found["end"]) & (found["start"] >= 0)).all(), name
        assert (found["end"] <= found["article"].map(series.str.len())).all(), name
    assert series.equals(kept)
    for article, tiles in analysis.find_voices(series).groupby("article"):
        bounds = [0, *tiles["end"]]
        assert tiles["start"].tolist() == bounds[:-1] and bounds[-1] == len(series[article])


@settings(max_examples=MANY // 3, deadline=None)
@given(st.permutations(list(range(6))), st.lists(st.one_of(ODD, WORDS.map(" ".join)), min_size=6, max_size=6))
def test_scores_do_not_depend_on_order_or_company(order, written):
    series = pd.Series(written)
    for name in ("score_loaded", "score_acts", "score_frames"):
        score = getattr(analysis, name)
        whole = score(series)
        pd.testing.assert_frame_equal(score(series.iloc[order]), whole.iloc[order], check_exact=True)
        pd.testing.assert_frame_equal(score(series.iloc[order[:2]]), whole.iloc[order[:2]], check_exact=True)
