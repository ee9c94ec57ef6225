"""One table over all public functions: columns, index kept, rows independent, empty text, wrong input."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis

FIND = {
    "segment": "article sentence paragraph start end",
    "find_actors": "article start end mention actor",
    "find_voices": "article start end voice speaker cue",
    "find_loaded": "article start end term category direction strength probability voice plain actor",
    "find_acts": "article sentence start end verb form agent patient voice",
    "find_frames": "article sentence start end frame term",
    "find_sentiment": "article start end words polarity subjectivity",
}
SCORE = {
    "score_loaded": "n_words n_loaded loaded_per_1000",
    "score_voices": "n_words share_narrator share_quoted share_reported share_scare n_speakers",
    "score_acts": "n_acts",
    "score_frames": "",
    "score_sentiment": "polarity subjectivity n_assessed",
}
GATHER = {
    "align_sentences": "article_a sentence_a article_b sentence_b similarity tier",
    "find_wording": "event fact outlet article sentence term exclusive probability",
    "find_missing": "event article kind item carried_by nearest_sentence earlier",
    "find_names": "event referent outlet label voice n first_use in_headline",
    "find_harms": "event outlet article where sentence start end verb harm form agent patient doer named",
    "tabulate_facts": "event fact kind item group n_articles of_articles share low high n_all of_all places",
    "tabulate_harms": "event harm outlet where n n_named named_share",
    "find_sources": "event outlet article start end voice source printed named role cue kind n_words",
    "tabulate_sources": "event outlet source named role n n_articles quoted_words reported_words share_of_words",
}
ALONE = [*FIND, *SCORE]
INDEPENDENT = [
    name for name in ALONE if name not in ("find_actors", "find_voices", "find_loaded", "score_voices")
]  # they compare


@pytest.mark.parametrize(("name", "columns"), [*FIND.items(), *SCORE.items()])
def test_columns_stand_as_in_the_contract(name, columns, articles):
    frame = getattr(analysis, name)(articles["text"])
    assert list(frame.columns)[: len(columns.split())] == columns.split()


@pytest.mark.parametrize(("name", "columns"), GATHER.items())
def test_columns_of_whole_coverages(name, columns, articles):
    frame = getattr(analysis, name)(articles)
    assert list(frame.columns)[: len(columns.split())] == columns.split()


@pytest.mark.parametrize("name", ALONE)
def test_a_frame_a_series_and_a_list_agree(name, articles):
    function = getattr(analysis, name)
    by_frame, by_series = function(articles), function(articles["text"])
    assert_frame_equal(by_frame, by_series)
    by_list = function(articles["text"].tolist())
    if name in SCORE:
        assert_frame_equal(by_list.set_axis(articles.index), by_series)
    else:
        assert_frame_equal(by_list.drop(columns="article"), by_series.drop(columns="article"))


@pytest.mark.parametrize("name", INDEPENDENT)
def test_each_text_is_read_alone_and_in_any_order(name, articles):
    function, texts = getattr(analysis, name), articles["text"]
    whole, turned = function(texts), function(texts[::-1])
    if name in SCORE:
        assert turned.index.tolist() == texts.index.tolist()[::-1]
        assert_frame_equal(whole, turned.loc[whole.index])
    else:
        parts = [function(texts.loc[[label]]) for label in texts.index]
        parts = [part for part in parts if len(part)]
        assert_frame_equal(whole, pd.concat(parts, ignore_index=True))


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize("text", ["", "   ", "\n", "!?", "你好。", "مرحبا", "\x00", "𝒜 \u202e"])
def test_a_text_without_english_is_no_error(name, text):
    frame = getattr(analysis, name)([text])
    assert len(frame) == 1 if name in SCORE else set(frame["article"]) <= {0}


@pytest.mark.parametrize("name", ALONE)
def test_no_texts_give_no_rows(name):
    assert len(getattr(analysis, name)([])) == 0


@pytest.mark.parametrize("name", ALONE)
def test_a_bare_string_is_an_error(name):
    with pytest.raises(ValueError, match="string object received"):
        getattr(analysis, name)("one text")


@pytest.mark.parametrize("name", ALONE)
def test_a_label_that_stands_twice_is_an_error(name):
    with pytest.raises(ValueError, match="stands twice"):
        getattr(analysis, name)(pd.Series(["a", "b"], index=[1, 1]))


@pytest.mark.parametrize("name", [name for name in FIND if "start" in FIND[name].split()])
def test_offsets_lie_in_the_text(name, articles):
    for row in getattr(analysis, name)(articles).dropna(subset=["start"]).itertuples():
        text = articles["text"][row.article]
        assert 0 <= row.start < row.end <= len(text)
        assert name == "find_voices" or text[row.start : row.end] == text[row.start : row.end].strip()
