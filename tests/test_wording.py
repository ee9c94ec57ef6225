"""The wording ledger: what stands where another outlet says something else."""
import pandas as pd
import pytest

from analysis.gather.wording import COLUMNS, find_wording
from analysis.mark.context import load_context

needs_model = pytest.mark.skipif(load_context() is None, reason="the fitted tables are not installed")

CRIER = "General Odo Brask was martyred by a drone strike near Tolmen airport."
WIRE = "General Odo Brask was killed by a drone strike near Tolmen airport. Officials gave no details."


def coverage(*texts):
    return pd.DataFrame({"text": texts, "outlet": ["Crier", "Wire", "Post"][: len(texts)], "event": "strike"})


@needs_model
def test_martyred_and_killed_are_two_words_for_one_fact():
    rows = find_wording(coverage(CRIER, WIRE)).set_index("outlet")
    assert rows.loc["Crier", ["fact", "term", "opposite", "exclusive"]].tolist() == [0, "martyr", "killed", True]
    assert ("killed", "martyred") in set(zip(rows["term"], rows["opposite"], strict=True))


def test_a_word_that_all_outlets_use_for_the_fact_is_not_listed():
    assert not set(find_wording(coverage(CRIER, WIRE))["term"]) & {"drone", "strike", "airport"}


def test_a_word_used_elsewhere_by_another_outlet_is_not_exclusive():
    rows = find_wording(coverage(CRIER, WIRE + " Crowds called them martyred."))
    assert not rows.loc[(rows["outlet"] == "Crier") & (rows["term"] == "martyr"), "exclusive"].any()


def test_an_exclusive_loaded_word_without_a_counterpart_has_no_fact():
    rows = find_wording(coverage(CRIER + " A shameful regime rejoiced.", WIRE))
    assert rows.loc[rows["term"] == "shame", "fact"].isna().all()
    assert "shame" in set(rows["term"])


@needs_model
def test_the_most_loaded_word_stands_first_and_a_speakers_word_counts_half():
    rows = find_wording(coverage(CRIER, WIRE + " “A shameful and disgraceful crime,” said Ada Quill."))
    assert {"narrator", "quoted"} <= set(rows["voice"])
    own = rows["voice"].isin(["narrator", "scare"]).map({True: 1.0, False: 0.5})
    assert (rows["probability"] * own).is_monotonic_decreasing


def test_offsets_are_of_the_article_and_the_sentence():
    frame = coverage(CRIER, WIRE)
    for row in find_wording(frame).itertuples():
        printed = frame["text"][row.article][row.start : row.end]
        assert printed.lower().startswith(row.term[:4]) and (row.sentence == 0) == (row.start < 70)


@pytest.mark.parametrize("texts", [(), ("",), (CRIER,), (CRIER, CRIER), ("", CRIER)])
def test_nothing_is_paired_with_nothing(texts):
    rows = find_wording(coverage(*texts))
    assert list(rows.columns) == COLUMNS
    assert rows["fact"].isna().all()


@needs_model
@pytest.mark.parametrize("other, opposite", [
    ("General Odo Brask killed in drone strike", "killed"),
    ("Drone strike near Tolmen kills General Brask", "kills"),
])  # fmt: skip
def test_two_headlines_on_one_strike_say_martyred_and_killed(other, opposite):
    titles = ["General Odo Brask martyred in drone strike near Tolmen", other]
    rows = find_wording(coverage("Nothing.", "More soon.").assign(headline=titles))
    titled = rows[rows["where"] == "headline"]
    pairs = set(zip(titled["outlet"], titled["term"], titled["opposite"], strict=True))
    assert {("Crier", "martyr", opposite), ("Wire", opposite, "martyred")} <= pairs
    assert rows["fact"].eq(0).all()


def test_headlines_are_paired_with_headlines_alone():
    rows = find_wording(coverage(CRIER, "Nothing.").assign(headline=["", "General Odo Brask killed by a drone strike"]))
    assert rows["fact"].isna().all()
