"""Findings in sentences: said where the results hold them, and not otherwise."""
import pandas as pd
import pytest

from analysis.contrast.outlets import compare_outlets
from analysis.show.findings import difference_findings, label_findings


def ledger(*uses: tuple) -> pd.DataFrame:
    """Rows of a names ledger from (outlet, label, voice, n), all of one person."""
    rows = [("fire", "Ada Oduya", outlet, label, voice, n, False, "name") for outlet, label, voice, n in uses]
    columns = ["event", "referent", "outlet", "label", "voice", "n", "in_headline", "kind"]
    return pd.DataFrame(rows, columns=columns)


MAYOR = [(outlet, "mayor", "narrator", 2) for outlet in ("Kelm", "Post", "Wire")]
ALONE = "Of Ada Oduya, Herald alone says “thug” (once) in its own voice"
THUG = f"{ALONE}, and never “mayor”, which all 3 other outlets say."


@pytest.mark.parametrize("uses, sentences", [
    ([*MAYOR, ("Herald", "thug", "narrator", 1)], [THUG]),
    ([*MAYOR, ("Herald", "thug", "narrator", 1), ("Herald", "mayor", "narrator", 1)], []),
    ([*MAYOR, ("Herald", "thug", "narrator", 2), ("Herald", "mayor", "narrator", 1)],
     [f"{ALONE.replace('once', 'twice')}."]),
    ([*MAYOR, ("Herald", "thug", "quoted", 9)], []),
    ([*MAYOR, ("Herald", "thug", "narrator", 2), ("Kelm", "thug", "narrator", 1)], []),
    ([*MAYOR, ("Herald", "councillor", "narrator", 2)], []),
    ([*MAYOR, ("Herald", "councillor", "narrator", 3)],
     [THUG.replace("thug", "councillor").replace("once", "3 times")]),
    ([("Kelm", "mayor", "narrator", 2), ("Herald", "thug", "narrator", 2)], []),
    ([], []),
])  # fmt: skip
def test_a_label_is_a_finding_where_one_outlet_alone_uses_it(uses, sentences):
    assert [finding.said for finding in label_findings(ledger(*uses))] == sentences


def test_a_headline_counts_as_a_use():
    rows = ledger(*MAYOR, ("Herald", "thug", "narrator", 0)).assign(in_headline=[False, False, False, True])
    assert label_findings(rows) == [(1, THUG, "fire", "Herald", False, "Ada Oduya")]


def test_words_for_the_act_come_before_words_for_persons():
    person = ledger(*MAYOR, ("Herald", "thug", "narrator", 5))
    act = ledger(*MAYOR, ("Herald", "slaughtered", "narrator", 2)).assign(kind="act", referent="killing of Ada Oduya")
    told = [finding.said.split(",")[0] for finding in label_findings(pd.concat([person, act]))]
    assert told == ["Of the killing of Ada Oduya", "Of Ada Oduya"]


def test_names_of_countries_are_no_finding():
    assert label_findings(ledger(*MAYOR, ("Herald", "thug", "narrator", 1)).assign(kind="alias")) == []


def scores(*loaded_in_a: int) -> pd.DataFrame:
    """Reports of 1,000 words: A with so many loaded words in each event, B with none."""
    rows = [(f"e{i}", outlet, 1000, n if outlet == "A" else 0) for i, n in enumerate(loaded_in_a) for outlet in "AB"]
    return pd.DataFrame(rows, columns=["event", "outlet", "narrator_n_words", "narrator_n_loaded"]).assign(
        narrator_loaded_per_1000=lambda s: s["narrator_n_loaded"]
    )


@pytest.mark.parametrize("loaded_in_a, said", [
    ((5,), "Not enough events to tell: 1 event in common"),
    ((5, 5, 5, 5, 5), "Not enough events to tell: 5 events in common"),
    ((5, 6, 5, 6, 5, 6, 5), "5.4 times per 1,000 words in A's own voice and 0.0 in B's"),
    ((5, 0, 0, 0, 0, 0, 0), "Over these 7 events no two outlets differ"),
])  # fmt: skip
def test_a_difference_is_said_only_where_it_holds_over_events(loaded_in_a, said):
    sentences = difference_findings(compare_outlets(scores(*loaded_in_a), "narrator_loaded_per_1000"))
    assert len(sentences) == 1 and said in sentences[0]


def test_one_outlet_gives_no_finding():
    assert difference_findings(None) == []


def test_findings_on_one_person_stand_together_the_most_used_first():
    other = ledger(*MAYOR, ("Herald", "thug", "narrator", 3)).assign(referent="Ben Ruiz")
    one = ledger(*MAYOR, ("Herald", "thug", "narrator", 4), ("Gull", "hero", "narrator", 2))
    told = [(finding.referent, finding.uses) for finding in label_findings(pd.concat([other, one]))]
    assert told == [("Ada Oduya", 4), ("Ada Oduya", 2), ("Ben Ruiz", 3)]
