"""Whom the listed words fall on, on sentences whose hits a reader counts."""

import json

import pytest

from analysis.validate import balance as balances
from analysis.validate.balance import balance

LINES = [  # 1 shameful in 2 sentences that name Democrats alone, 3 in 3 that name Republicans alone
    "The Democrats passed a shameful bill.", "The Democrats met on Monday.",
    "The Republicans passed a shameful bill.", "A shameful vote, the Republicans said.",
    "The shameful Republicans left.",
    "A shameful day for Democrats and Republicans.", "A shameful bill passed.",
]  # fmt: skip


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setattr(balances, "FEWEST", 4)
    rows = [
        {"id": i, "article": str(i), "outlet": "A", "text": t, "biased": 1, "opinion": "", "biased_words": []}
        for i, t in enumerate(LINES)
    ]
    (tmp_path / "babe.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path / "babe.jsonl"


def test_the_ratio_is_of_hits_per_sentence_that_names_one_side_alone(path):
    row = balance(path, "BABE").set_index("category").loc["moral_blame"]
    assert (row["first_hits"], row["second_hits"]) == (1, 3)
    assert (row["first_sentences"], row["second_sentences"]) == (2, 3)
    assert row["ratio"] == pytest.approx((3 / 3) / (1 / 2))
    assert (row["first"], row["second"]) == ("Democrats", "Republicans")
    assert row["sided"] == 0 and row["bare"] == []


def test_a_term_of_one_side_is_bare_without_its_counterpart():
    note = {"side": "one side of the other", "counterpart": "", "plain": "group"}
    assert not balances._answered(note) and balances._answered({**note, "counterpart": "goon"})
    assert balances._answered({**note, "side": ""})  # fits both sides: a plainer wording is enough
    assert not balances._answered({**note, "side": "", "plain": ""})
