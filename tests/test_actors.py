"""Who is mentioned: sequences with capitals, titles, countries, role nouns, and what is one actor's."""

from collections import Counter

import pandas as pd
import pytest

from analysis.mark.actors import find_actors
from analysis.mark.aliases import distance, groups, people, skeleton, variant
from analysis.mark.mentions import mentions_of
from analysis.mark.titles import role_of
from analysis.read.segment import parse


def pairs(*texts: str, **options) -> list[tuple[str, str]]:
    frame = find_actors(list(texts), **options)
    return list(zip(frame["mention"], frame["actor"], strict=True))


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("On Monday the envoy met Osk Ardel in May.", ["Osk Ardel"]),
        ("Protesters cheered as Gen. Osk Ardel spoke.", ["Gen. Osk Ardel"]),
        ("Yesterday Mayor Ada van der Molen left with Pell de Brun.", ["Mayor Ada van der Molen", "Pell de Brun"]),
        ("They praised J. R. Tamm and Yusuf bin Harun.", ["J. R. Tamm", "Yusuf bin Harun"]),
        ("It fell. New Lisk Attorney General Osk Ardel left.", ["Attorney General Osk Ardel"]),
        ("They met Teodoro d’Aubry and Luca dell'Acqua.", ["Teodoro d’Aubry", "Luca dell'Acqua"]),
        ("It was Qadir al-Samawi, said Sean O’Dell-Rhys.", ["Qadir al-Samawi", "Sean O’Dell-Rhys"]),
        ("He wrote to the Ministry of Tides and Harbours.", ["Ministry of Tides and Harbours"]),
        ("The Quay Guard commander Osk Ardel and the Salt Party met.", ["Quay Guard", "Osk Ardel", "Salt Party"]),
        ("They drove along Kestrel Street to the Amber Hills.", []),
        ("We may go in May or on May 3.", []),
        ("They carried WE WANT OSK ARDEL signs.", ["OSK ARDEL"]),
        ("Он видел, как Мирон Задунай говорил.", ["Он", "Мирон Задунай"]),
        ("", []),
        ("nobody is named here", []),
    ],
)
def test_a_mention_is_a_capitalised_name_with_its_title(text, mentions):
    assert find_actors([text])["mention"].tolist() == mentions


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Iran said so.", [("Iran", "Iran")]),
        ("It was built in Tehran.", []),
        ("They said Tehran refused.", [("Tehran", "Iran")]),
        ("They said Iranian officials refused.", [("Iranian officials", "Iran")]),
        ("They said the Iranian carpet was red.", []),
        ("They said the Iranians refused.", [("Iranians", "Iran")]),
        ("It left the U.S. today.", [("U.S.", "United States")]),
        ("They blamed Tehran-Baghdad ties.", [("Tehran", "Iran"), ("Baghdad", "Iraq")]),
        ("They met U.S. President Ada Oduya.", [("President Ada Oduya", "Ada Oduya")]),
    ],
)
def test_capitals_and_peoples_stand_for_their_country_but_not_as_places(text, mentions):
    assert [(m, a) for m, a in pairs(text) if a != "Nobody"] == mentions


@pytest.mark.parametrize(
    ("texts", "actor"),
    [
        (["We met Osk Ardel. Then Ardel left."], "Osk Ardel"),
        (["We met Osk Ardel.", "They say Mr. Ardel left."], "Osk Ardel"),
        (["We met Osk Ardel; we saw Osk Ardel.", "They met Osk J. Ardel."], "Osk Ardel"),
        (["We met Qasim Suleymandi.", "They met Qassem Soleimandi."], "Qassem Soleimandi"),
        (["We met Kel Jong-un. Then Kel left."], "Kel Jong-un"),
        (["We met Kel Jong-un and Kel Jong-un.", "We met Kel Jong Un."], "Kel Jong-un"),
        (["We met Mike Tarrow.", "They met Michael Tarrow.", "We met Michael Tarrow."], "Michael Tarrow"),
        (["We met José Peñafor.", "They met Jose Penafor and José Peñafor."], "José Peñafor"),
    ],
)
def test_surnames_and_spellings_go_to_the_fullest_name(texts, actor):
    assert {a for _, a in pairs(*texts)} == {actor}


def test_two_people_of_one_surname_stay_apart():
    found = pairs("We met Osk Ardel and Mira Ardel. Then Mr. Ardel and Mrs. Ardel spoke. They saw Mr. Osk Ardel.")
    assert [a for _, a in found] == ["Osk Ardel", "Mira Ardel", "Osk Ardel", "Mira Ardel", "Osk Ardel"]


def test_father_and_son_are_two_people_where_the_text_tells_them_apart():
    found = pairs("We met Osk Ardel. They met Osk Ardel Jr. and left. Then Ardel Jr. denied it. Then Ardel agreed.")
    assert [a for _, a in found] == ["Osk Ardel", "Osk Ardel Jr", "Osk Ardel Jr", "Osk Ardel"]
    often = ("We met Osk Ardel.", "They met Osk Ardel again.", "It was Osk Ardel Jr. who left.")
    assert {a for _, a in pairs(*often)} == {"Osk Ardel"}
    assert {a for _, a in pairs("We met Osk Ardel Jr. and left. Then Ardel left.", "We met Osk Ardel.")} == {
        "Osk Ardel Jr"
    }


@pytest.mark.parametrize(
    "longer", ["They read the Ardel Examiner.", "They left Greater Ardel.", "It was Pell Jr. Ardel."]
)
def test_a_name_is_no_surname_of_a_thing(longer):
    assert pairs("They say Ardel refused.", longer)[0] == ("Ardel", "Ardel")


def test_a_surname_goes_to_the_person_of_its_own_event():
    texts = ["We met Osk Ardel.", "We met Mira Ardel.", "Then Ardel left.", "Then Ardel left."]
    frame = pd.DataFrame({"event": ["a", "b", "a", "b"], "text": texts})
    assert find_actors(frame)["actor"].tolist() == ["Osk Ardel", "Mira Ardel", "Osk Ardel", "Mira Ardel"]


def test_surnames_close_in_spelling_with_other_first_names_stay_apart():
    assert {a for _, a in pairs("We met Karl Hansen.", "We met Mary Hanson.")} == {"Karl Hansen", "Mary Hanson"}


@pytest.mark.parametrize(
    ("text", "mention", "actor"),
    [
        ("We met General Osk Ardel. Crowds mourned the slain general.", "the slain general", "Osk Ardel"),
        ("We met Osk Ardel, the commander of a corps. It mourned the commander.", "the commander", "Osk Ardel"),
        ("We met Ostra’s prime minister, Ada Oduya. The prime minister left.", "The prime minister", "Ada Oduya"),
        ("President Ada Oduya met Vice President Osk Tamm. The vice president left.", "The vice president", "Osk Tamm"),
        ("French King Ben Ruiz met Polish King Osk Ardel. The French king left.", "The French king", "Ben Ruiz"),
    ],
)
def test_a_role_noun_means_the_person_so_titled(text, mention, actor):
    assert (mention, actor) in pairs(text)


@pytest.mark.parametrize(
    "text",
    [
        "The general left.",
        "We met Gen. Osk Ardel. A general spoke.",
        "We met Gen. Osk Ardel. The general public left.",
        "We met Vice President Osk Ardel. The president left.",
    ],
)
def test_a_role_noun_without_holder_or_article_is_nobody(text):
    assert find_actors([text])["kind"].tolist().count("role") == 0


def test_an_acronym_is_its_long_name_once_it_stood_in_brackets():
    found = pairs("They met the Royal Tide Council (RTC).", "They say the RTC left.")
    assert {a for _, a in found} == {"Royal Tide Council"}


def test_a_group_is_known_by_the_end_of_its_name():
    found = pairs("They met the Royal Quay Guards. They fear the Quay Guard.")
    assert [actor for _, actor in found] == ["Royal Quay Guards", "Royal Quay Guards"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("We met Mr. Osk Ardel. Then he left.", "Osk Ardel"),
        ("We met Mr. Osk Ardel. Then she left.", None),
        ("We met Mr. Osk Ardel and Mr. Ben Ruiz. Then he left.", None),
        ("We met Mr. Osk Ardel and Mrs. Ada Oduya. Then she left.", "Ada Oduya"),
        ("We met Mr. Osk Ardel. It rained. It poured. Then he left.", None),
    ],
)
def test_a_pronoun_means_the_one_person_close_before_or_nobody(text, actor):
    frame = find_actors([text], pronouns=True)
    found = frame.loc[frame["kind"] == "pronoun", "actor"].tolist()
    assert len(found) == 1 and (found[0] == actor if actor else pd.isna(found[0]))


def test_a_title_case_headline_gives_names_and_no_common_words():
    texts = ["They met Osk Ardel after the harbour fire.", "Angry Workers Blame Osk Ardel After Harbour Fire"]
    assert [m for m, _ in pairs(*texts)] == ["Osk Ardel", "Osk Ardel"]


def test_offsets_give_the_mention_and_labels_of_the_index_are_kept():
    texts = pd.Series({"x": "“Gen. Osk\u00a0Ardel” left", "y": "We saw U.N. staff and Ada Oduya."})
    frame = find_actors(texts)
    assert [texts[r.article][r.start : r.end] for r in frame.itertuples()] == frame["mention"].tolist()
    assert set(frame["article"]) == {"x", "y"}


def test_one_text_alone_gives_the_same_places():
    text = "We met Gen. Osk Ardel. Then Ardel left."
    assert [(m.start, m.end) for m in mentions_of(parse(text))] == [(7, 21), (28, 33)]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("gen", "general"),
        ("lieutenant general", "general"),
        ("vice president", "vice president"),
        ("attorney general", "attorney general"),
        ("former secretary of state", "secretary of state"),
        ("mr", ""),
    ],
)
def test_a_title_names_an_office(words, role):
    assert role_of(words.split()) == role


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("soleimandi", "suleymandi", True),
        ("al-samawi", "samawi", True),
        ("harden", "hardens", False),
        ("tamm", "timm", False),
        ("morton", "martin", False),
    ],
)
def test_spellings_of_one_name_share_consonants_and_differ_in_few_letters(a, b, same):
    assert variant(a, b) is same
    assert skeleton("qadir") == skeleton("kadhir") and distance("abc", "abd") == 1


@pytest.mark.parametrize(("often", "seldom"), [("tamm", "ardel-tamm"), ("ardel-tamm", "tamm")])
def test_a_name_that_two_people_may_have_is_the_ones_named_more(often, seldom):
    person = people(Counter({("osk", often): 3, ("osk", seldom): 2, ("osk", "ardel", "tamm"): 1}))
    assert person["osk", "ardel", "tamm"] == person["osk", often] != person["osk", seldom]


def test_a_person_printed_in_many_ways_none_of_them_usual_is_one_actor():
    texts = [f"We met K{a}r{b} Ardel." for a in "aeiou" for b in "aeiou"]
    assert {actor for _, actor in pairs(*texts)} == {"Kuru Ardel"}


def test_a_row_of_countries_may_be_endless():
    assert [actor for _, actor in pairs("They met " + "Iran Iraq " * 1000)] == ["Iran", "Iraq"] * 1000


def test_a_short_group_name_that_ends_two_longer_ones_is_neither():
    names = {("tide", "council"), ("royal", "tide", "council"), ("free", "tide", "council")}
    assert groups(names) == {}
