"""The names ledger: labels of one person, words for one act, in whose voice; the concordance."""

import pandas as pd
import pytest

from analysis.gather.names import concordance, find_labels, find_names
from analysis.gather.terms import Terms
from analysis.read.segment import parse

FULL = "We met Gen. Osk Ardel in May. "


def coverage(a: str, b: str = FULL, **columns) -> pd.DataFrame:
    return pd.DataFrame({"outlet": ["post", "wire"], "text": [a, b], **columns}, index=["a", "b"])


def labels(text: str, referent: str = "Osk Ardel", **columns) -> list[str]:
    uses = find_labels(coverage(text, **columns))
    mine = uses[(uses["article"] == "a") & (uses["referent"] == referent) & (uses["where"] == "text")]
    return mine["label"].tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We met Gen. Osk Ardel.", ["general"]),
        ("We met Lieutenant General Osk Ardel.", ["general"]),
        ("We met Attorney General Osk Ardel.", ["attorney general"]),
        ("We met former Vice President Osk Ardel.", ["vice president"]),
        ("We met rebel commander Osk Ardel.", ["commander"]),
        ("They mourned the island’s top general, Osk Ardel.", ["general"]),
        ("We met Osk Ardel, the feared warlord of the coast.", ["warlord"]),
        ("They say Osk Ardel was a monster.", ["monster"]),
        ("We met Osk Ardel. They buried the terrorist at noon.", ["terrorist"]),
        ("We met Osk Ardel. They wept for the anti-terror icon.", ["anti-terror icon"]),
        ("We met Osk Ardel. " + "It rained. " * 50 + "They wept for the anti-terror icon.", ["anti-terror icon"]),
        ("We met Osk Ardel, a terrorist leader.", ["terrorist leader"]),
        ("They buried Martyr Osk Ardel.", ["martyr"]),
        ("We met Osk Ardel. This terrorist crime shocked them.", []),
        ("We met Osk Ardel. A general left.", []),
        ("We met Osk Ardel and the enemy of all.", []),
    ],
)
def test_a_label_stands_before_behind_or_instead_of_the_name(text, found):
    assert labels(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Osk Ardel was killed at noon.", ["killed"]),
        ("Osk Ardel was martyred by a drone strike.", ["martyred", "strike"]),
        ("They took Osk Ardel out at noon.", ["took out"]),
        ("They say the assassination of Osk Ardel was wrong.", ["assassinated"]),
        ("They mourned Osk Ardel. The killing shocked them.", ["killed"]),
        ("Osk Ardel killed 20 people in May.", []),
        ("Osk Ardel saw the killing of Ben Ruiz.", []),
        ("They fired missiles after they buried Osk Ardel.", []),
        ("A retaliatory strike followed Osk Ardel.", []),
    ],
)
def test_words_for_the_killing_need_the_person_as_their_object(text, found):
    killed = "They killed Osk Ardel at noon."
    uses = find_labels(coverage(f"{killed} {text}", f"{FULL}{killed}"))
    mine = uses[(uses["article"] == "a") & (uses["kind"] == "act") & (uses["start"] > len(killed))]
    assert mine["label"].tolist() == found
    assert set(uses.loc[uses["kind"] == "act", "referent"]) == {"killing of Osk Ardel"}


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("We met Osk Ardel, a terrorist.", "narrator"),
        ("“We met Osk Ardel, a terrorist,” said Ben Ruiz.", "quoted"),
        ("Ben Ruiz said that Osk Ardel was a terrorist.", "reported"),
    ],
)
def test_each_use_has_its_voice(text, voice):
    uses = find_labels(coverage(text))
    assert uses.loc[uses["label"] == "terrorist", "voice"].tolist() == [voice]


def test_the_ledger_counts_by_outlet_with_first_use_and_headline():
    headlines = ["General Ardel dead", "No news"]
    articles = coverage("One two General Osk Ardel. Then General Ardel left.", headline=headlines)
    names = find_names(articles)
    row = names[(names["outlet"] == "post") & (names["label"] == "general")].iloc[0]
    assert (row["n"], row["first_use"], row["in_headline"], row["voice"]) == (2, 2, True, "narrator")
    assert articles["text"]["a"][row["start"] : row["end"]] == "General"
    assert not names.loc[names["outlet"] == "wire", "in_headline"].any()


def test_a_label_of_the_headline_alone_counts_no_use():
    names = find_names(coverage("We met Osk Ardel.", headline=["Warlord Osk Ardel dead", ""]))
    row = names[names["label"] == "warlord"].iloc[0]
    assert row["n"] == 0 and pd.isna(row["first_use"]) and row["in_headline"] and row["where"] == "headline"


def test_people_of_one_outlet_alone_are_left_out():
    assert find_names(coverage("We met General Osk Ardel.", "Nothing happened.")).empty


def test_events_are_kept_apart():
    articles = coverage("We met General Osk Ardel.", "We met Commander Osk Ardel.", event=["x", "y"])
    assert find_names(articles).empty
    assert set(find_names(articles.assign(event="x"))["label"]) == {"general", "commander"}


def test_spellings_of_a_name_are_aliases_and_ledger_has_one_referent():
    other = "We met Gen. Qassem Soleimandi and Qassem Soleimandi."
    names = find_names(coverage("We met Gen. Qasim Suleymandi.", other))
    assert set(names["referent"]) == {"Qassem Soleimandi"}
    assert names.loc[names["kind"] == "alias", "label"].tolist() == ["Gen. Qasim Suleymandi"]


def test_own_concepts_stand_beside_the_shipped_ones():
    own = pd.DataFrame({"concept": ["person"], "label": ["tidemaster"], "pattern": ["tide master*"], "valence": [1]})
    articles = coverage("We met Osk Ardel, a tide master.")
    assert "tidemaster" in set(find_names(articles, concepts=own)["label"])
    assert "tidemaster" not in set(find_names(articles)["label"])


@pytest.mark.parametrize(
    ("own", "message"),
    [
        (pd.DataFrame({"concept": ["x"], "label": ["y"]}), "no column 'pattern'"),
        (pd.DataFrame({"concept": ["x"], "label": ["y"], "pattern": ["a|*"]}), "Row 0 of the concept table"),
        (pd.DataFrame({"concept": ["x"], "label": ["y"], "pattern": [""]}), "Row 0 of the concept table"),
    ],
)
def test_a_concept_table_without_words_is_refused_with_its_row(own, message):
    with pytest.raises(ValueError, match=message):
        find_names(coverage(FULL), concepts=own)


def test_a_frame_without_outlets_is_refused():
    with pytest.raises(ValueError, match="no column 'outlet'"):
        find_names(pd.DataFrame({"text": [FULL]}))


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("kill", "They kill; killing, skill.", ["kill"]),
        ("kill*", "They kill; killing, skill.", ["kill", "killing"]),
        ("took .. out", "took it out, took all of it out, took a b c d out", ["took it out", "took all of it out"]),
        ("red flag", "A Red flag and a red, flag", ["Red flag", "red, flag"]),
    ],
)
def test_a_pattern_is_words_with_wildcards(pattern, text, found):
    doc = parse(text)
    matches = Terms([("c", "l", pattern)]).matches(doc)
    assert [text[doc.starts[m.i] : doc.ends[m.j - 1]] for m in matches] == found


def test_a_concordance_shows_the_term_between_its_neighbours_with_the_voice():
    table = concordance(coverage("They left. “We were killed,” said Ben Ruiz."), "kill*")
    row = table.iloc[0]
    assert len(table) == 1 and (row["voice"], row["term"], row["outlet"]) == ("quoted", "killed", "post")
    assert row["left"].endswith("We were ") and row["right"].startswith(",”")


@pytest.mark.parametrize("term", ["", "  ", "*", ".. out"])
def test_a_concordance_of_no_word_is_refused(term):
    with pytest.raises(ValueError, match="needs a word"):
        concordance(coverage(FULL), term)


def acts(*texts):
    frame = pd.DataFrame({"text": texts, "outlet": [f"Outlet {k}" for k in range(len(texts))]})
    rows = find_names(frame)
    return {(r.referent, r.label) for r in rows[rows["kind"] == "act"].itertuples()}


def test_an_event_may_be_about_two_acts():
    found = acts("The ferry with migrants sank.", "The ferry capsized; migrants drowned.", "Migrants died as it sank.")
    assert {("sinking", "sank"), ("sinking", "capsized"), ("migration", "migrants")} <= found


def test_words_that_may_mean_anything_show_no_act_alone():
    assert acts("The incident was a crime.", "An incident, a tragedy.", "The tragedy of the crime.") == set()


@pytest.mark.parametrize(("said", "counts"), [("The historic vote came.", True), ("The vote came.", False)])
def test_a_word_inside_a_name_is_no_word_for_an_act(said, counts):
    place = "They voted late in the evening at the Tarrow Historic Site near the river."
    found = acts(place, said, "A vote was held; it passed.")
    assert ("ballot", "vote") in found and (("ballot", "historic") in found) == counts


def test_a_body_that_votes_has_voted_and_decided():
    assert acts("The board voted 7-4.", "The decision was close; the board voted.", "They approved it in a vote.") >= {
        ("ballot", "decision"), ("ballot", "vote"),
    }  # fmt: skip
