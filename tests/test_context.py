"""The model of words in context, on tables whose sums a reader does in the head."""

import json

import numpy as np
import pytest

from analysis.mark.context import TABLES, Context, load_context, uses
from analysis.mark.lexicon import Lexicon, Term, load_lexicon
from analysis.mark.word_ids import NAME, NONE, UNSEEN, Known, around, see
from analysis.read.segment import parse

VOCABULARY = {"the": 2, "harsh": 3, "plan": 4, "us": 5, "i": 6, "pressing": 7}
NAMES = np.array([False, True, False, False, False, False, True, False])
NO_TERMS = Lexicon((), {})


def model(**given) -> Context:
    rows = np.zeros((8, len(TABLES)))
    rows[3, 0] = 2  # harsh, for itself
    rows[3, 1] = 1  # harsh as the left neighbour of another word
    rows[4, 5] = 4  # plan among the other words of the sentence
    rows[NONE, 1] = 8  # nothing to the left
    values = {
        "vocabulary": VOCABULARY, "logits": rows, "names": NAMES, "category": np.array([0, 0, 0, 1, 0, 0, 0, 0]),
        "by_affix": {"-sh": np.array([3.0, 0, 0, 0, 0, 0])}, "intercept": 0.0, "by_case": np.array([0.5, 0.25]),
        "by_category": {"evaluation": 5.0}, "by_strength": {"loaded_3": 7.0}, "categories": ("praise", "evaluation"),
        "operating_point": 0.5, "unlisted_point": 0.6,
    }  # fmt: skip
    return Context(**{**values, **given})


def logits(text: str, lexicon: Lexicon = NO_TERMS, **given) -> list[float]:
    p = model(**given).probabilities(parse(text), lexicon)
    return np.log(p / (1 - p)).round(6).tolist()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("the harsh plan", [8 + 4 / 2, 2 + 4 / 2, 1]),  # plan is one of two others
        ("the plan\n\nharsh", [8 + 4, 0, 8 + 2]),  # company ends with the sentence
        ("brash", [8 + 3]),  # unseen: its ending alone
        ("pressing harsh-brash", [8, (2 + 3) / 2]),  # unseen with a hyphen: the mean of its parts
        ("the Harsh plan", [8 + 2, 2 + 0.5 + 2, 1]),  # a capital that makes no name
        ("the HARSH plan", [8 + 2, 2 + 0.5 + 0.25 + 2, 1]),
        ("", []),
    ],
)
def test_a_logit_is_the_sum_of_table_rows(text, expected):
    assert logits(text) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("name", ["Oduya", "Brash", "US", "pro-Osten", "Brash-Oduya", "#brash", "@harsh"])
def test_every_name_is_the_same_word(name):
    assert logits(f"the {name} plan") == logits("the Vantry plan")


@pytest.mark.parametrize("word, kind", [("us", 5), ("I", 6), ("the", 2), ("brash", UNSEEN), ("Brash", NAME)])
def test_a_capital_makes_a_name_of_unseen_words_only(word, kind):
    assert see([parse(f"the {word}")], Known(VOCABULARY, NAMES)).ids[1] == kind


def test_neighbours_end_with_the_sentence():
    assert around(np.array([5, 6, 7]), np.array([1, 1, 2])).tolist() == [
        [NONE, 6, NONE, NONE], [5, NONE, NONE, NONE], [NONE, NONE, NONE, NONE],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", []),
        ("Harsh is the plan.", [1, 1, 1, 1]),
        ("The plan. A plan, plans and planned, the end", [1, 1, 1, 2, 3, 1, 4, 2, 1]),  # endings are cut off
        ("Plan “plan” PLAN", [1, 2, 3]),  # whoever says it
    ],
)
def test_uses_of_a_word_so_far(text, expected):
    assert uses(parse(text)).tolist() == expected


def test_a_listed_term_adds_its_category_and_strength():
    term = Term("harsh", "evaluation", "loaded", -1, 3, (("harsh",),), (), False, "")
    lexicon = Lexicon((term,), {"evaluation": {"role": "loaded"}})
    assert logits("plan the harsh", lexicon)[2] - logits("plan the harsh")[2] == pytest.approx(5 + 7, abs=1e-4)


def test_an_edited_row_changes_the_probability_at_once(tmp_path):
    (tmp_path / "categories.csv").write_text("category,role\nevaluation,loaded\n")
    before, after = [], []
    for strength, found in ((1, before), (3, after)):
        (tmp_path / "evaluation.csv").write_text(f"term,direction,strength\nplan,-1,{strength}\n")
        found += logits("the harsh plan", load_lexicon(tmp_path))
    assert after[2] - before[2] == pytest.approx(7)


def test_an_unseen_word_takes_the_category_of_its_last_known_part():
    assert model().categories_of(parse("the harsh harsh-plan plan-harsh brash")) == [
        "praise", "evaluation", "praise", "evaluation", "evaluation",
    ]  # fmt: skip


def test_no_word_weighs_infinitely():
    assert np.isfinite(np.log1p(-model(intercept=1e6).probabilities(parse("the plan"), NO_TERMS))).all()


def test_without_tables_there_is_no_model(tmp_path):
    assert load_context(tmp_path / "nothing") is None


def test_a_damaged_table_is_one_sentence(tmp_path):
    (tmp_path / "weights.json").write_text(json.dumps({"intercept": 0}))
    (tmp_path / "words.npz").write_bytes(b"no archive")
    with pytest.raises(ValueError, match="run fit or delete them"):
        load_context(tmp_path)
