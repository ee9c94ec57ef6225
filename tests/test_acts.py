"""The form of each act: one harm in forty wordings, passives of every verb, and what is no passive."""

from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.mark.acts import find_acts, score_acts
from analysis.read.articles import read_articles

# one harm, several doers: text, verb, form, agent, patient, doer
PAIRS = [
    ("Police shot the miner.", "shoot", "active", "Police", "the miner", None),
    ("The miner was shot by police.", "shoot", "passive_agent", "police", "The miner", None),
    ("The miner was shot.", "shoot", "passive_agentless", None, "The miner", None),
    ("The miner got shot on Monday.", "shoot", "passive_agentless", None, "The miner", None),
    ("The miner shot by police was 31.", "shoot", "reduced_agent", "police", "The miner", None),
    ("A miner shot in the square was 31.", "shoot", "reduced_agentless", None, "A miner", None),
    ("The shooting of the miner by police stunned Orvel.", "shoot", "nominal", "police", "the miner", None),
    ("The shooting of the miner stunned Orvel.", "shoot", "nominal", None, "the miner", None),
    ("The miner died after police opened fire.", "die", "intransitive", None, "The miner", "police"),
    ("The miner died on Monday.", "die", "intransitive", None, "The miner", None),
    ("Rebels killed two nuns in Orvel.", "kill", "active", "Rebels", "two nuns", None),
    ("Two nuns were killed by rebels in Orvel.", "kill", "passive_agent", "rebels", "Two nuns", None),
    ("Two nuns were killed in Orvel.", "kill", "passive_agentless", None, "Two nuns", None),
    ("Two nuns killed in Orvel", "kill", "reduced_agentless", None, "Two nuns", None),
    ("Two nuns, killed by rebels, lay in Orvel.", "kill", "reduced_agent", "rebels", "Two nuns", None),
    ("The killing of two nuns went unnoticed.", "kill", "nominal", None, "two nuns", None),
    ("Two nuns lost their lives in Orvel.", "lose life", "intransitive", None, "Two nuns", None),
    (
        "Ada Oduya was assassinated by agents of Varn.",
        "assassinate",
        "passive_agent",
        "agents of Varn",
        "Ada Oduya",
        None,
    ),
    ("Ada Oduya, the mayor, was assassinated.", "assassinate", "passive_agentless", None, "Ada Oduya", None),
    ("The assassination of Ada Oduya split Varn.", "assassinate", "nominal", None, "Ada Oduya", None),
    ("Varn’s assassination of Ada Oduya split the league.", "assassinate", "nominal", "Varn", "Ada Oduya", None),
    ("An Irish missile killed the general.", "kill", "active", "An Irish missile", "the general", "Irish"),
    ("The general was killed in an Irish drone strike.", "kill", "passive_agentless", None, "The general", "Irish"),
    ("The general was killed in a drone strike.", "kill", "passive_agentless", None, "The general", None),
    ("The general was martyred by a missile.", "martyr", "passive_agent", "a missile", "The general", None),
    ("Soldiers had deliberately rammed the boat.", "ram", "active", "Soldiers", "the boat", None),
    ("The boat had been rammed.", "ram", "passive_agentless", None, "The boat", None),
    ("Nine people drowned off Lisk.", "drown", "intransitive", None, "Nine people", None),
    ("Settlers attacked the village.", "attack", "active", "Settlers", "the village", None),
    ("The village was attacked by settlers.", "attack", "passive_agent", "settlers", "The village", None),
    ("The attack on the village lasted an hour.", "attack", "nominal", None, "the village", None),
    ("The attack by settlers lasted an hour.", "attack", "nominal", "settlers", None, None),
    ("The settlers’ attack lasted an hour.", "attack", "nominal", "The settlers", None, None),
    ("The village came under attack.", "come under attack", "intransitive", None, "The village", None),
    ("Guards gunned down a student.", "gun down", "active", "Guards", "a student", None),
    ("A student was gunned down by guards.", "gun down", "passive_agent", "guards", "A student", None),
    ("A student was gunned down.", "gun down", "passive_agentless", None, "A student", None),
    ("A student bled to death.", "bleed to death", "intransitive", None, "A student", None),
    ("The student who was beaten by guards lived.", "beat", "passive_agent", "guards", "The student", None),
    ("They murdered commuters.", "murder", "active", "They", "commuters", None),
]


def acts(text):
    return find_acts([text]).astype(object).where(lambda f: f.notna(), None)


@pytest.mark.parametrize(("text", "verb", "form", "agent", "patient", "doer"), PAIRS)
def test_one_harm_in_forty_wordings(text, verb, form, agent, patient, doer):
    found = acts(text).iloc[0]
    assert tuple(found[["verb", "form", "agent", "patient", "doer"]]) == (verb, form, agent, patient, doer)


@pytest.mark.parametrize(
    ("text", "group", "verb"),
    [
        ("The road has been closed by the council.", "has been closed", "close"),
        ("The vote was, however, postponed.", "was, however, postponed", "postpone"),
        ("They could not be stopped.", "could not be stopped", "stop"),
        ("It’s called Lisk.", "It’s called", "call"),
        ("Why was the old bridge sold?", "was the old bridge sold", "sell"),
        ("The book was in fact written by Ruiz.", "was in fact written", "write"),
        ("The plan, drafted by Ruiz, failed.", "drafted", "draft"),
        ("Money taken from the fund is missing.", "taken", "take"),
        ("He was overheard by staff.", "was overheard", "overhear"),
        ("He was quickly and quietly removed.", "was quickly and quietly removed", "remove"),
        ("He was, however, never charged.", "was, however, never charged", "charge"),
        ("Only then was the door opened.", "was the door opened", "open"),
        ("Who was it written by?", "was it written", "write"),
        ("He was neither paid.", "was neither paid", "pay"),
    ],
)
def test_any_verb_may_be_passive(text, group, verb):
    found = acts(text).iloc[0]
    assert (text[found["start"] : found["end"]], found["verb"]) == (group, verb)


@pytest.mark.parametrize(
    "text",
    [
        "She was interested in chess.",
        "The aisles are crowded.",
        "He’s finished the report.",
        "It is today the town of Wanted in Lisk.",
        "There is no money left.",
        "The outcome is output.",
        "The price rose by 3 percent.",
        "Support for the mayor hit 50 percent.",
        "Dockers began a strike over pay.",
        "He suffered a heart attack.",
        "She was tired and hungry.",
        "",
    ],
)
def test_adjectives_and_harmless_senses_are_no_acts(text):
    assert acts(text).empty


def test_participles_joined_by_and_are_acts_of_their_own():
    found = acts("Two men were arrested, beaten and charged by guards.")
    assert found["verb"].tolist() == ["arrest", "beat", "charge"]
    assert found["patient"].tolist() == ["Two men"] * 3


def test_a_participle_joined_over_another_verb_is_passive_where_it_can_be_no_past_tense():
    assert acts("They were forced to leave and never seen again.")["verb"].tolist() == ["force", "see"]
    assert acts("They were forced to leave and appealed.")["verb"].tolist() == ["force"]


@pytest.mark.parametrize("text", ["It was built by Monday.", "It was built by hand.", "It was cut by 3 percent."])
def test_a_time_a_means_and_an_amount_are_no_agents(text):
    assert acts(text)["form"].tolist() == ["passive_agentless"]


@pytest.mark.parametrize(
    ("participle", "verb"),
    [("freed", "free"), ("tied", "tie"), ("denied", "deny"), ("voted", "vote"), ("visited", "visit")]
    + [("stopped", "stop"), ("added", "add"), ("created", "create"), ("treated", "treat"), ("taken", "take")],
)
def test_the_verb_of_a_participle(participle, verb):
    assert acts(f"It was {participle}.")["verb"].tolist() == [verb]


def test_the_voice_is_that_of_the_stretch():
    assert acts("“They killed my son,” said Ruiz.")["voice"].tolist() == ["quoted"]


def test_one_of_three_harms_names_its_doer():
    scores = score_acts(["Rebels killed a nun. A priest was killed. A monk drowned.", "Nothing moved."])
    assert scores["n_acts"].tolist() == scores["n_harms"].tolist() == [3, 0]
    assert scores["named_share"].tolist()[0] == scores["share_active"].tolist()[0] == 1 / 3
    assert scores["agentless_share"].tolist()[0] == 1 and scores.loc[1].isna()["named_share"]


def test_offsets_hold_and_the_index_is_kept():
    texts = pd.Series({"x": "Two nuns were killed.\n\nTheir convent was burned by rebels."})
    found = find_acts(texts)
    assert found["article"].tolist() == ["x", "x"] and found["sentence"].tolist() == [0, 1]
    assert [texts["x"][s:e] for s, e in zip(found["start"], found["end"], strict=True)] == ["were killed", "was burned"]


def test_planted_acts_of_the_sample_are_found_in_their_form():
    sample = Path(analysis.__file__).parent / "data" / "sample"
    articles = read_articles(sample)
    found = {where: find_acts(articles[where]) for where in ("headline", "text")}
    planted = pd.read_csv(sample / "planted.csv").query("kind == 'act'")
    n_found = n_formed = 0
    for row in planted.itertuples():
        rows = found[row.where]
        rows = rows[(rows["article"] == row.file[:-4]) & (rows["start"] < row.end) & (rows["end"] > row.start)]
        n_found, n_formed = n_found + (len(rows) > 0), n_formed + (rows["form"] == row.form).any()
    assert (len(planted), n_found, n_formed) == (94, 91, 90)


@pytest.mark.parametrize("word", ["was killed by ", "the ", "very ", "was ", "killed and ", "of the men ", ", "])
def test_a_long_text_without_full_stops_comes_to_an_end(word):
    assert find_acts([word * 16_000])["article"].eq(0).all()


def test_one_string_is_no_collection():
    with pytest.raises(ValueError, match="string object received"):
        find_acts("Two nuns were killed.")
