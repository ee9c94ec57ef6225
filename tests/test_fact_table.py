"""Facts by share of articles, with the sentences behind each count."""
import pandas as pd
import pytest

from analysis.gather.fact_table import COLUMNS, tabulate_facts

FACT = "The ferry Marisol ran aground off Tolmen harbour on Monday morning in thick fog."
HULL = "Divers found a hole of two metres in the hull below the engine room."
TEXTS = [f"{FACT} {HULL}", f"{HULL} {FACT}", f"{FACT} Nobody was hurt.", "The hull has a hole."]
NEWS = "east east west west".split()


def coverage(**columns):
    frame = pd.DataFrame({"text": TEXTS, "outlet": ["Post", "Wire", "Crier", "Gull"], "event": "ferry"})
    return frame.assign(leaning=NEWS).assign(**columns)


def counts(item, **columns):
    rows = tabulate_facts(coverage(**columns))
    rows = rows[(rows["item"] == item) & (rows["kind"] == "claim")]
    return {r.group: (r.n_articles, r.of_articles, r.n_all, r.of_all) for r in rows.itertuples()}


def test_a_fact_is_counted_in_every_group():
    assert counts(FACT) == {"east": (2, 2, 3, 4), "west": (1, 2, 3, 4)}


def test_vaguer_words_for_a_fact_do_not_count():
    assert counts(HULL) == {"east": (2, 2, 2, 4), "west": (0, 2, 2, 4)}


def test_a_name_counts_with_the_sentence_that_has_it():
    texts = ["Ada Quill won in Tolmen.", "Ada Quill won again.", "The fog lifted. Ms. Quill went home.", "No."]
    rows = tabulate_facts(coverage(text=texts))
    row = rows[(rows["kind"] == "name") & (rows["item"] == "Ada Quill") & (rows["group"] == "west")].iloc[0]
    assert [(p.article, p.outlet, p.sentence) for p in row["places"]] == [(2, "Crier", "Ms. Quill went home.")]


def test_every_count_has_its_sentences_and_no_more():
    frame = coverage()
    for row in tabulate_facts(frame).itertuples():
        assert len({place.article for place in row.places}) == row.n_articles
        assert row.share == row.n_articles / row.of_articles and row.low <= row.share <= row.high
        assert all(frame["text"][p.article][p.start : p.end] == p.sentence for p in row.places if p.where == "text")


def test_the_most_mentioned_fact_stands_first():
    rows = tabulate_facts(coverage())
    assert rows["n_all"].is_monotonic_decreasing
    assert rows["fact"].drop_duplicates().tolist() == list(range(rows["fact"].nunique()))


def test_opinion_is_no_news():
    assert counts(FACT, genre=["news", "news", "opinion", "news"]) == {"east": (2, 2, 2, 3), "west": (0, 1, 2, 3)}


def test_without_a_column_the_outlet_is_the_group():
    found = tabulate_facts(coverage(), by="outlet")
    assert set(found["group"]) == {"Post", "Wire", "Crier", "Gull"}


@pytest.mark.parametrize("texts", [["", ""], [FACT, "Nothing new."]])
def test_nothing_shared_has_no_rows(texts):
    rows = tabulate_facts(pd.DataFrame({"text": texts, "outlet": ["Post", "Wire"]}))
    assert rows.empty and list(rows.columns) == COLUMNS
