"""Sentences of two outlets that report one fact."""
import pandas as pd
import pytest

from analysis.gather.alignment import align_sentences

POST = (
    "The ferry Marisol ran aground off Tolmen harbour on Monday with 90 passengers aboard. "
    "Captain Odo Brask blamed thick fog. Tickets cost more since April."
)
WIRE = (
    "Nobody was hurt. The ferry Marisol ran aground off Tolmen harbour with 92 passengers. "
    "Thick fog was to blame, captain Odo Brask said."
)


def coverage(*texts, **columns):
    frame = pd.DataFrame({"text": texts, "outlet": ["Post", "Wire", "Crier"][: len(texts)], "event": "ferry"})
    return frame.assign(**columns)


def links(articles):
    return list(align_sentences(articles)[["sentence_a", "sentence_b", "tier"]].itertuples(index=False, name=None))


def test_one_fact_in_the_same_words_is_paired():
    assert (0, 1, "same words") in links(coverage(POST, WIRE))


def test_one_fact_in_other_order_is_a_suggestion_or_better_and_other_facts_are_not_paired():
    found = {(a, b) for a, b, _ in links(coverage(POST, WIRE))}
    assert found == {(0, 1), (1, 2)}


def test_figures_that_the_other_sentence_does_not_have_are_shown():
    first = align_sentences(coverage(POST, WIRE)).iloc[0]
    assert (first["numbers_a"], first["numbers_b"], first["run"]) == ("90", "92", 8)


def test_figures_that_both_sentences_have_are_not_shown():
    row = align_sentences(coverage("Boat 7 lost 90 crates off Tolmen.", "Boat 7 lost 92 crates off Tolmen.")).iloc[0]
    assert (row["numbers_a"], row["numbers_b"]) == ("90", "92")


def test_one_word_in_common_is_no_pair():
    assert links(coverage(
        "The council of Essen met on Monday to vote for warm school lunches.",
        "A ferry with ninety people from Tolmen sank in thick fog before dawn on Monday.",
    )) == []


@pytest.mark.parametrize("columns", [{"outlet": "Post"}, {"event": ["ferry", "fog"]}])
def test_one_outlet_or_two_events_are_not_paired(columns):
    assert align_sentences(coverage(POST, WIRE, **columns)).empty


def test_a_sentence_has_at_most_one_partner_in_another_article():
    found = align_sentences(coverage(POST, WIRE + " " + WIRE, POST))
    for a, b, side in (("article_a", "article_b", "sentence_a"), ("article_a", "article_b", "sentence_b")):
        assert not found.duplicated([a, b, side]).any()


def test_an_identical_text_is_paired_sentence_by_sentence():
    assert [(a, b) for a, b, _ in links(coverage(POST, POST))] == [(0, 0), (1, 1), (2, 2)]


def test_sentence_numbers_are_those_of_segment():
    found = align_sentences(coverage("!\n\n" + POST, POST))
    assert (found["sentence_a"] - found["sentence_b"]).tolist() == [1, 1, 1]


def test_other_events_change_no_pair():
    alone = align_sentences(coverage(POST, WIRE))
    more = pd.concat([coverage(POST, WIRE), coverage(WIRE, POST, event="other")], ignore_index=True)
    pd.testing.assert_frame_equal(align_sentences(more).query("event == 'ferry'"), alone)


@pytest.mark.parametrize("texts", [(), ("",), ("", ""), ("the of", "the of"), ("One", "")])
def test_texts_without_sentences_give_no_pairs(texts):
    assert align_sentences(coverage(*texts)).empty


def test_without_columns_each_text_is_an_outlet_and_all_one_event():
    assert len(align_sentences(pd.DataFrame({"text": [POST, POST]}))) == 3
