"""The sources table: who is quoted, how much, named or not, in which role, with which verbs."""

import pandas as pd
import pytest

from analysis import find_sources, tabulate_sources
from analysis.mark.roles import role_beside, role_in
from analysis.read.segment import parse

PRESS = pd.DataFrame(
    {
        "event": ["bridge", "bridge", "bridge"],
        "outlet": ["Post", "Post", "Wire"],
        "text": [
            "Mayor Ada Oduya said that the bridge will close. “We waited too long,” Oduya said. “No more.”",
            "Two residents said that the road is unsafe. Ada Oduya claimed that repairs are cheap.",
            "A ministry source said that the mayor lied. The council closed the bridge.",
        ],
    },
    index=["p1", "p2", "w1"],
)


def of_post(column):
    table = tabulate_sources(PRESS).query("outlet == 'Post'").set_index("source")
    return table[column].to_dict()


def test_words_are_counted_by_voice():
    # p1: “We waited too long,” and “No more.” are 6 words; "that the bridge will close" 5, "that repairs are cheap" 4
    assert of_post("quoted_words") == {"Ada Oduya": 6, "residents": 0}
    assert of_post("reported_words") == {"Ada Oduya": 9, "residents": 5}
    assert of_post("share_of_words") == {"Ada Oduya": 15 / 20, "residents": 5 / 20}


def test_a_quotation_that_goes_on_has_the_same_source_and_no_verb_of_its_own():
    assert of_post("n")["Ada Oduya"] == 4 and of_post("verbs")["Ada Oduya"] == "said 2, claimed 1"


def test_a_source_without_a_name_goes_on_as_well():
    frame = PRESS.iloc[:1].assign(text="“We waited too long for this,” a docker said. “Nobody came to see it.”")
    assert find_sources(frame)["source"].tolist() == ["docker"] * 2


def test_verbs_are_counted_by_kind():
    assert of_post("neutral")["Ada Oduya"] == 2 and of_post("doubting")["Ada Oduya"] == 1


def test_sources_without_a_name_keep_the_words_that_stand_for_them():
    spans = find_sources(PRESS)
    assert spans["source"].tolist() == ["Ada Oduya"] * 3 + ["residents", "Ada Oduya", "ministry source"]
    assert spans["named"].tolist() == [True] * 3 + [False, True, False]
    assert spans["printed"].tolist()[3:] == ["Two residents", "Ada Oduya", "A ministry source"]


def test_a_role_read_in_one_article_holds_in_the_event():
    assert find_sources(PRESS)["role"].tolist() == ["government"] * 3 + ["citizen", "government", "government"]


def test_sources_may_be_pooled_by_role_or_by_having_a_name():
    by_role = tabulate_sources(PRESS, by="role").query("outlet == 'Post'").set_index("role")
    assert by_role["n"].to_dict() == {"government": 4, "citizen": 1} and "source" not in by_role
    assert by_role["n_outlets"].to_dict() == {"government": 2, "citizen": 1}
    by_name = tabulate_sources(PRESS, by="named").query("outlet == 'Wire'")
    assert by_name["named"].tolist() == [False] and by_name["share_of_words"].tolist() == [1]


def test_shares_of_an_outlet_in_an_event_sum_to_one():
    for by in ("source", "role", "named"):
        sums = tabulate_sources(PRESS, by=by).groupby(["event", "outlet"])["share_of_words"].sum()
        assert sums.round(12).eq(1).all()


def test_the_place_of_the_first_is_given():
    first = tabulate_sources(PRESS).query("source == 'ministry source'").iloc[0]
    assert PRESS["text"]["w1"][first["start"] : first["end"]].strip() == "that the mayor lied"


def test_speech_without_a_found_source_stands_in_a_row_of_its_own():
    frame = PRESS.iloc[:1].assign(text="“The bridge will stay shut until the end of the year.” Nothing moved.")
    row = tabulate_sources(frame).iloc[0]
    assert pd.isna(row["source"]) and pd.isna(row["named"]) and row["quoted_words"] == 11


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Meanwhile, Mayor Ada Oduya left the hall, saying that it was wrong.", "Ada Oduya"),
        ("Meanwhile, the former mayor left, saying that it was wrong.", None),
        ("On Monday the Stone administration said it would leave.", "Stone administration"),
        ("Officials said it fell.", "officials"),
        ("The vote came hours after the Tarrow league said it fell.", "Tarrow league"),
        ("The bridge was shut and the road was closed to save it, an aide on Tuesday said.", "aide"),
        ("House of Elders members said it fell.", "House of Elders members"),
        ("Senator Ada Oduya (R-Ky.) said it fell.", "Ada Oduya"),
        ("A coalition statement released said it fell.", "coalition statement"),
        ("Some villagers often said it fell.", "villagers"),
        ("When the ministry said it fell, he left.", "ministry"),
        ("Depending on what the harbour said it fell, he left.", None),
    ],
)
def test_a_source_is_no_linking_word_and_keeps_its_capital(text, source):
    found = find_sources(pd.DataFrame({"outlet": ["A"], "text": [text]}))
    assert found["source"].tolist() == [source]


def test_a_country_speaks_as_its_government_whoever_stands_beside_it():
    text = "The police of France came. France, a soldier, saw it. “It fell,” France said."
    found = find_sources(pd.DataFrame({"outlet": ["A"], "text": [text]}))
    assert found["source"].tolist() == ["France"] and found["role"].tolist() == ["government"]


def test_words_beside_an_acronym_give_it_no_role():
    text = "It is for residents (ABC). “It fell,” said ABC."
    found = find_sources(pd.DataFrame({"outlet": ["A"], "text": [text]}))
    assert found["source"].tolist() == ["ABC"] and found["role"].isna().all()


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("Two residents", "citizen"),
        ("A spokesman for the mayor", "government"),
        ("A spokesman", "spokesperson"),
        ("sources close to the general staff", "security"),
        ("sources", "source"),
        ("the army doctor", "expert"),
        ("the ruling", "document"),
        ("the attorney general", "justice"),
        ("a general", "security"),
        ("an expert of the ministry", "expert"),
        ("the chairman of the bank", "business"),
        ("Chairman of the House Harbour Committee", "politics"),
        ("House Intelligence Committee chairman", "politics"),
        ("a White House aide", "government"),
        ("the committee", "civil society"),
        ("a passer-by", None),
        ("", None),
    ],
)
def test_the_head_noun_gives_the_role_and_a_spokesman_has_that_of_whom_he_speaks_for(phrase, role):
    assert role_in(phrase) == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The mayor, Ada Oduya, left.", "government"),
        ("Ada Oduya, a farmer, left.", "citizen"),
        ("Ada Oduya, 41, a farmer, left.", "citizen"),
        ("Mayor Ada Oduya left.", "government"),
        ("Senate Foreign Harbours Committee Chairman Ada Oduya left.", "politics"),
        ("Ada Oduya, in a letter to the army, complained.", None),
        ("The army saw Ada Oduya.", None),
        ("Ada Oduya left.", None),
    ],
)
def test_the_role_stands_right_before_a_name_or_behind_it_after_a_comma(text, role):
    at = text.index("Ada")
    assert role_beside(parse(text), at, at + len("Ada Oduya")) == role


def test_no_speech_gives_no_rows():
    frame = PRESS.assign(text="Nothing moved.")
    assert find_sources(frame).empty and tabulate_sources(frame).empty


def test_another_way_of_pooling_is_an_error():
    with pytest.raises(ValueError, match="cannot be pooled by 'party'"):
        tabulate_sources(PRESS, by="party")


def test_a_frame_without_outlets_is_an_error():
    with pytest.raises(ValueError, match="no column 'outlet'"):
        find_sources(PRESS.drop(columns="outlet"))
