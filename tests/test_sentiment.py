"""TextBlob's sentiment is TextBlob's to the digit, with coverage beside it."""

import pytest
from textblob import TextBlob

from analysis import find_sentiment, score_sentiment

TEXTS = ["A brutal and wonderful day.", "The road was not very good.", "Good, good, bad!"]


@pytest.mark.parametrize("text", TEXTS)
def test_polarity_is_textblobs_to_the_digit(text):
    row, blob = score_sentiment([text]).iloc[0], TextBlob(text).sentiment
    assert (row["polarity"], row["subjectivity"]) == (blob.polarity, blob.subjectivity)


@pytest.mark.parametrize("text", ["", "   ", "The committee met on Monday."])
def test_no_known_word_is_nan_and_not_neutral(text):
    row = score_sentiment([text]).iloc[0]
    assert row["n_assessed"] == 0 and row[["polarity", "subjectivity"]].isna().all()


def test_assessed_words_are_found_again():
    found = find_sentiment(TEXTS[:2])
    assert [TEXTS[r.article][r.start : r.end] for r in found.itertuples()] == ["brutal", "wonderful", "not very good"]
    assert score_sentiment(TEXTS)["n_assessed"].tolist() == [2, 1, 3]
