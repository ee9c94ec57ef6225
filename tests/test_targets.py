"""Whom a loaded word hits: a handful of sentences a reader decides at once."""

import pytest

from analysis import find_loaded

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
