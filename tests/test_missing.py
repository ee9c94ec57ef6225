"""What two others carry and one article does not."""
import pandas as pd
import pytest

from analysis.gather.details import is_common
from analysis.gather.missing import COLUMNS, find_missing

FACT = "The ferry Marisol ran aground off Tolmen harbour on Monday morning in thick fog."
HULL = "Divers found a hole of two metres in the hull below the engine room."
POST = f"{FACT} {HULL}"
WIRE = f"{HULL} {FACT}"
CRIER = f"{FACT} Nobody was hurt."


def coverage(*texts, **columns):
    frame = pd.DataFrame({"text": texts, "outlet": ["Post", "Wire", "Crier", "Gull"][: len(texts)], "event": "ferry"})
    return frame.assign(**columns)


def missing(*texts, **columns):
    rows = find_missing(coverage(*texts, **columns))
    return rows[["article", "kind", "item", "carried_by", "sort"]].to_numpy().tolist()


def test_a_fact_that_two_others_carry_is_missing_here():
    assert missing(POST, WIRE, CRIER) == [[2, "claim", HULL, "Post, Wire", "fact not reported"]]


@pytest.mark.parametrize("third", [
    f"{FACT} {HULL}",
    f"{FACT} Below the engine room the hull has a hole, divers found.",
    f"{FACT} The hull is damaged, divers said.",
])  # fmt: skip
def test_a_fact_told_in_other_words_is_not_missing(third):
    assert [row for row in missing(POST, WIRE, third) if row[1] != "number"] == []


def test_what_one_other_outlet_carries_is_not_missed():
    assert missing(POST, CRIER, CRIER) == []
    assert missing(POST, WIRE, CRIER, outlet=["Post", "Post", "Crier"]) == []


def test_a_quotation_left_out_is_told_apart_from_a_fact():
    quote = "“We will raise the old ship before the winter storms come,” the harbour office said."
    rows = missing(f"{FACT} {quote}", f"{quote} {FACT}", CRIER)
    assert [2, "claim", quote, "Post, Wire", "quote not used"] in rows


@pytest.mark.parametrize("third, found", [
    (CRIER, ["fact not reported"]),
    (f"{CRIER} Odo Brask was on board.", ["quote not used"]),
    (f"{CRIER} Odo Brask said that the radar had failed.", []),
    (f"{CRIER} “Brask slept all night,” said Ada Quill.", []),
])  # fmt: skip
def test_a_person_whom_two_others_quote_is_missing_where_he_does_not_speak(third, found):
    first = f"{FACT} Odo Brask said that the fog came without a warning."
    second = f"{FACT} “Nobody could see the buoys,” said Odo Brask."
    rows = missing(first, second, third)
    speakers = [(kind, item, sort) for _, kind, item, _, sort in rows if kind != "claim"]
    assert speakers == [("person quoted", "Odo Brask", sort) for sort in found]


def test_a_person_whom_one_other_quotes_is_not_missed():
    speech = f"{FACT} Odo Brask said that the fog came without a warning."
    assert missing(speech, FACT, CRIER) == []


def test_one_number_of_two_matters_is_not_missed():
    assert missing("The ferry carried 90 passengers.", "Mayor Quill turned 90 at home.", "Nothing new.") == []


@pytest.mark.parametrize("third, found", [
    ("The ferry was full of passengers.", True),
    ("The ferry had 90 passengers.", False),
    ("The ferry had ninety people aboard.", False),
])  # fmt: skip
def test_a_number_is_missing_where_it_stands_neither_in_figures_nor_in_words(third, found):
    rows = missing("The ferry carried 90 passengers.", "Ninety passengers were on the ferry.", third)
    assert ([2, "number", "90", "Post, Wire", "fact not reported"] in rows) == found


@pytest.mark.parametrize("sentence", ["The ferry sank on May 14 at Tolmen.",
                                      "The ferry has 1 deck at Tolmen."])  # fmt: skip
def test_days_and_one_are_not_counted(sentence):
    assert "number" not in {row[1] for row in missing(sentence, sentence, "Nothing new.")}


@pytest.mark.parametrize("day, earlier", [("2031-04-01", True), ("2031-05-09", False), (None, pd.NA)])
def test_an_article_written_before_the_others_is_marked(day, earlier):
    dates = pd.to_datetime(pd.Series(["2031-05-01", "2031-05-02", day]))
    row = find_missing(coverage(POST, WIRE, CRIER, published=dates)).iloc[0]
    assert row["earlier"] is earlier or row["earlier"] == earlier
    assert row["first_carried"] == pd.Timestamp("2031-05-01")


def test_the_nearest_sentence_is_named():
    row = find_missing(coverage(POST, WIRE, f"{FACT} Divers went home.")).iloc[0]
    assert (row["from_article"], row["from_sentence"], row["nearest_sentence"]) == (0, 1, 1)


@pytest.mark.parametrize("texts", [(), ("",), (POST, CRIER), ("", "", ""), (POST, POST, POST)])
def test_nothing_to_compare_misses_nothing(texts):
    rows = find_missing(coverage(*texts))
    assert rows.empty and list(rows.columns) == COLUMNS


@pytest.mark.parametrize("name, common", [("Vermont", True), ("Tolmen", False), ("Ada Vermont", False)])
def test_a_name_that_news_has_on_many_matters_is_known(name, common):
    assert is_common(name) == common


def test_a_long_quotation_told_in_its_own_words_is_not_missing():
    said = "“The office will raise the broken ferry before winter storms close the north channel,” said Ada Quill."
    third = f"{CRIER} They want to raise the ferry before winter closes the channel, Quill wrote."
    assert "quote" not in {row[1] for row in missing(f"{FACT} {said}", f"{said} {FACT}", third)}


def test_of_many_rows_those_of_items_that_most_outlets_carry_are_kept_whole_and_the_others_counted():
    articles = coverage(POST, WIRE, CRIER, "The radar had failed that night, an inspector found.")
    every = find_missing(articles)
    claims = every.loc[every["kind"] == "claim", ["article", "item", "n_carried_by"]].to_numpy().tolist()
    assert claims == [[3, FACT, 3], [2, HULL, 2], [3, HULL, 2]]
    kept = find_missing(articles, most=2)
    assert kept["item"].tolist() == [FACT]  # both rows of the second would not fit
    assert (kept.attrs["left_out"], every.attrs["left_out"]) == (len(every) - 1, 0)
    assert find_missing(articles, most=len(every)).equals(every)
