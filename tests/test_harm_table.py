"""The same harm by outlet: the share whose doer is named, headline and first sentence apart."""

import pandas as pd
import pytest

from analysis import find_harms, tabulate_harms

PRESS = pd.DataFrame(
    {
        "event": "raid",
        "outlet": ["Post", "Wire", "Star"],
        "headline": ["Guards kill Osk Ardel", "General dead in raid", "Osk Ardel killed"],
        "text": [
            "Halvanian guards killed Gen. Osk Ardel on Monday. Two drivers died. “They murdered him,” said Ada Oduya.",
            "Gen. Osk Ardel was killed on Monday. He died in hospital. The general was killed by Halvanian guards.",
            "The market was closed. A missile killed Gen. Osk Ardel.",
        ],
    },
    index=["p", "w", "s"],
)


def cell(outlet, where, column):
    table = tabulate_harms(PRESS).query("harm == 'death' and outlet == @outlet and where == @where")
    return table[column].tolist()


def test_headline_first_sentence_and_rest_stand_apart():
    assert [cell("Post", where, "n") for where in ("headline", "first sentence", "rest")] == [[1], [1], [1]]
    assert [cell("Star", where, "n") for where in ("headline", "first sentence", "rest")] == [[1], [], [1]]


def test_the_share_named_is_of_the_harms_told_there():
    assert cell("Post", "first sentence", "named_share") == [1] and cell("Wire", "first sentence", "named_share") == [0]
    assert cell("Wire", "rest", "named_share") == [1 / 2] and cell("Wire", "rest", "n_named") == [1]


def test_killed_and_died_are_the_same_harm():
    assert cell("Wire", "rest", "verbs") == ["die 1, kill 1"]
    assert cell("Wire", "rest", "intransitive") == cell("Wire", "rest", "passive_agent") == [1]


def test_quoted_words_are_the_speakers():
    assert cell("Post", "rest", "verbs") == ["die 1"]
    assert "murder" in find_harms(PRESS)["verb"].tolist()


def test_the_harm_that_most_outlets_open_with_stands_first():
    frame = PRESS.assign(
        text=[
            text + " Rebels burned a barn, a mill, a farm and a shed. They burned two boats. They burned a barge."
            for text in PRESS["text"]
        ]
    )
    assert tabulate_harms(frame)["harm"].iloc[0] == "death"


def test_a_missile_is_no_doer():
    assert cell("Star", "rest", "named_share") == [0] and cell("Star", "rest", "doers") == [""]


def test_doer_and_victim_are_linked_to_actors_across_headline_and_text():
    found = find_harms(PRESS).query("verb == 'kill'")
    assert found["patient_actor"].eq("Osk Ardel").all() and len(found) == 6
    told = found.query("article == 'w'")
    assert told["agent_actor"].tolist()[-1:] == ["Halvanian"]


def test_a_pronoun_is_traced_to_its_actor():
    assert find_harms(PRESS).query("article == 'w' and verb == 'die'")["patient_actor"].tolist() == ["Osk Ardel"]


def test_harms_to_one_actor_may_be_kept():
    table = tabulate_harms(PRESS, patient="Osk Ardel").query("outlet == 'Post'")
    assert table["where"].tolist() == ["headline", "first sentence"]


def test_the_place_of_the_first_is_given():
    row = tabulate_harms(PRESS).query("outlet == 'Star' and where == 'headline'").iloc[0]
    assert PRESS["headline"]["s"][row["start"] : row["end"]] == "killed"


def test_without_headlines_texts_alone_are_read():
    assert set(tabulate_harms(PRESS.drop(columns="headline"))["where"]) == {"first sentence", "rest"}


def test_no_harm_gives_no_rows():
    frame = PRESS.assign(text="Nothing moved.", headline="")
    assert find_harms(frame).empty and tabulate_harms(frame).empty


def test_a_frame_without_outlets_is_an_error():
    with pytest.raises(ValueError, match="no column 'outlet'"):
        find_harms(PRESS.drop(columns="outlet"))
