"""Whom a loaded word hits: a handful of sentences a reader decides at once."""

import numpy as np
import pytest

from analysis import find_loaded
from analysis.mark.actors import Named
from analysis.mark.targets import WEIGHTS, About
from analysis.validate.whom import Case, fit_weights, means

ABOUT = "Mayor Ada Oduya met Ben Ruiz on Monday. "


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Ada Oduya was reckless. Ben Ruiz slept.", "Ada Oduya"),
        ("Ben Ruiz saw the shameful plan of Ada Oduya. Oduya smiled. Oduya left.", "Ada Oduya"),
        ("Ada Oduya spoke. Ben Ruiz slept. Ruiz’s reckless plan failed.", "Ben Ruiz"),
        ("The plan was reckless.", None),
    ],
)
def test_the_actor_of_a_loaded_word(text, actor):
    found = find_loaded([text], lexicon="hand")
    assert len(found) == 1
    assert found["actor"].iloc[0] == actor if actor else found["actor"].isna().all()


def test_a_speaker_is_seldom_the_target_of_their_own_words():
    found = find_loaded(
        [ABOUT + "“The plan is reckless,” Ada Oduya said of Ben Ruiz. Ruiz laughed. Ruiz left."], lexicon="hand"
    )
    assert found["actor"].tolist() == ["Ben Ruiz"]


@pytest.mark.parametrize(("n", "same_clause"), [(9, True), (900, False)])
def test_in_a_sentence_without_end_what_stands_far_off_says_nothing(n, same_clause):
    text = f"Oduya was {'very ' * n}reckless."
    about = About(text, [Named(0, 5, "Ada Oduya", "person")])
    facts = about.candidates(text.index("reckless"), len(text) - 1, None)["Ada Oduya"]
    assert ("same_clause" in facts, "predicate" in facts) == (same_clause, same_clause)


def test_in_a_sentence_without_end_only_the_names_near_a_word_may_be_meant():
    text = "Ada Oduya was a brutal thug and " * 2000
    at = range(0, len(text), len(text) // 2000)
    about = About(text, [Named(k, k + 9, f"actor {i}", "person") for i, k in enumerate(at)])
    middle = about.candidates(at[1000] + 16, at[1000] + 22, None)
    assert "nearest_left" in middle["actor 1000"]
    assert len(middle) < 300


@pytest.mark.parametrize(
    ("target", "name", "same"),
    [
        ("Ada_Oduya", "Ada Oduya", True),
        ("Ada_Oduya", "Ben Oduyas", False),
        ("Ostra_officials", "Ostra", True),
        ("Republican_lawmakers", "Senate GOP", True),
        ("Republican_lawmakers", "Democrats", False),
        ("Ada_Oduya", None, False),
    ],
)
def test_a_marked_target_is_met_by_its_last_name_or_its_party_or_place(target, name, same):
    assert means(target, name) is same


def test_weights_grow_for_what_holds_of_the_marked_target():
    facts = np.zeros((2, len(WEIGHTS)))
    facts[0, 0] = 1  # the first fact holds of the marked one alone, in every case
    cases = [Case(str(n), facts, np.array([True, False]), True) for n in range(50)]
    weights = fit_weights(cases)
    assert weights[0] > 2 and not weights[1:].any()
    assert (fit_weights([c._replace(right=~c.right) for c in cases])[0] + weights[0]).round(4) == 0
