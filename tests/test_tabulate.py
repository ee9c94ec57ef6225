"""The case on one page: labels by group and voice, and where each stands."""
import pandas as pd
import pytest

from analysis.gather.tabulate import COLUMNS, tabulate_names

A = "A drone strike killed General Osk Ardel at noon. An airstrike killed Osk Ardel."
B = "Osk Ardel, a terrorist, was killed. “They martyred Osk Ardel,” said Ben Ruiz."
C = "General Osk Ardel was martyred by a drone strike."


def table(**columns):
    frame = pd.DataFrame({"text": [A, B, C], "outlet": ["Post", "Wire", "Crier"], "event": "strike"})
    found = tabulate_names(frame.assign(**columns))
    keys = ["referent", "group", "label", "voice"]
    return found.set_index(keys).sort_index()


def cell(rows, group, label, voice="narrator", referent="killing of Osk Ardel"):
    return rows.loc[(referent, group, label, voice)]


def test_uses_are_counted_by_group_label_and_voice():
    rows = table(leaning=["east", "east", "west"])
    assert cell(rows, "east", "killed")["n"] == 3
    assert cell(rows, "east", "martyred", "quoted")["n"] == cell(rows, "west", "martyred")["n"] == 1
    assert ("killing of Osk Ardel", "west", "killed", "narrator") not in rows.index


def test_a_share_is_of_the_articles_of_the_group():
    row = cell(table(leaning=["east", "east", "west"]), "east", "general", referent="Osk Ardel")
    assert (row["kind"], row["n_articles"], row["of_articles"], row["share"]) == ("person", 1, 2, 0.5)
    assert row["low"] == pytest.approx(0.0945, abs=1e-4) and row["high"] == pytest.approx(0.9055, abs=1e-4)


def test_a_family_of_words_is_one_label_with_its_forms():
    row = cell(table(leaning="all"), "all", "strike")
    assert (row["n"], row["forms"], row["n_articles"]) == (3, "strike, airstrike", 2)


def test_without_a_leaning_the_outlet_is_the_group():
    assert set(table(leaning=["east", None, None]).reset_index()["group"]) == {"east", "Wire", "Crier"}
    assert set(table().reset_index()["group"]) == {"Post", "Wire", "Crier"}


def test_every_cell_opens_to_its_sentences():
    text = {0: A, 1: B, 2: C}
    for row in table().itertuples():
        assert len(row.places) == row.n + row.n_headlines
        for place in row.places:
            assert place.sentence in text[place.article] and place.where == "text"
            assert text[place.article][place.sentence_start :].startswith(place.sentence)
            assert text[place.article][place.start : place.end] in place.sentence


def test_headlines_are_counted_apart_and_shown_whole():
    row = cell(table(headline=["", "", "Osk Ardel martyred. More soon"]), "Crier", "martyred")
    assert (row["n"], row["n_headlines"]) == (1, 1)
    assert [p.sentence for p in row["places"] if p.where == "headline"] == ["Osk Ardel martyred. More soon"]


def test_the_act_stands_first():
    kinds = tabulate_names(pd.DataFrame({"text": [A, B, C], "outlet": ["Post", "Wire", "Crier"]}))["kind"].tolist()
    assert kinds == sorted(kinds, key=lambda kind: kind != "act") and kinds[0] == "act"


def test_nothing_named_is_no_row():
    frame = pd.DataFrame({"text": ["It rained."], "outlet": ["Post"]})
    assert tabulate_names(frame).empty and list(tabulate_names(frame).columns) == COLUMNS
