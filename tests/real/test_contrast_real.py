"""Contrasts of human-marked spans in BASIL: the right figures, and no more false alarms than promised."""
import json
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analysis.contrast.outlets import compare_outlets
from analysis.contrast.resample import interval, swap_p
from analysis.read.segment import parse


@pytest.fixture(scope="module")
def gold(data):
    """One row per article: words, and lexical spans in all voices and outside quotations."""
    rows = []
    with (data / "basil.jsonl").open(encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            marked = [s for s in article["spans"] if s["bias"] == "lex" and s["sentence"] is not None]
            n_words = sum(len(parse(sentence).words) for sentence in article["sentences"])
            own = sum(not s["in_quote"] for s in marked)
            rows.append((article["event"], article["outlet"], n_words, len(marked), n_words, own))
    names = ["event", "outlet", "n_words", "n_lexical", "narrator_n_words", "narrator_n_lexical"]
    return pd.DataFrame(rows, columns=names)


@pytest.mark.parametrize("voice", ["", "narrator_"])
def test_gold_contrasts_equal_a_plain_calculation(gold, voice):
    table = compare_outlets(gold, f"{voice}lexical_per_1000").table
    for row, (a, b) in zip(table.itertuples(), combinations(sorted(set(gold["outlet"])), 2), strict=True):
        rate = {(r.event, r.outlet): 1000 * getattr(r, f"{voice}n_lexical") / r.n_words for r in gold.itertuples()}
        differences = [rate[event, a] - rate[event, b] for event in sorted(set(gold["event"]))]
        mean = sum(differences) / len(differences)
        spread = (sum((d - mean) ** 2 for d in differences) / (len(differences) - 1)) ** 0.5
        assert (row.a, row.b, row.n_events) == (a, b, len(differences))
        assert row.difference == pytest.approx(mean, abs=1e-12)
        assert row.smallest_detectable == pytest.approx(2.8 * spread / len(differences) ** 0.5, abs=1e-12)
        assert row.low == pytest.approx(mean - 2 * spread / len(differences) ** 0.5, abs=0.15)
        print(f"\n{voice or 'all voices '}{a} - {b}: {row.difference:.2f} [{row.low:.2f}, {row.high:.2f}], "
              f"p = {row.p:.3f}, q = {row.q:.3f}, n = {row.n_events}, {row.verdict}")  # fmt: skip


@pytest.mark.parametrize("column", ["n_lexical", "narrator_n_lexical"])
def test_swapped_labels_give_five_false_alarms_in_a_hundred(gold, column):
    rate = gold.assign(rate=1000 * gold[column] / gold["n_words"]).pivot(index="event", columns="outlet", values="rate")
    rng = np.random.default_rng(2)
    for a, b in combinations(rate.columns, 2):
        signs = rng.choice([-1.0, 1.0], size=(len(rate), 1_000))
        alarms = (swap_p((rate[a] - rate[b]).to_numpy()[:, None] * signs) <= 0.05).mean()
        print(f"\n{column} {a} - {b}: {alarms:.3f} of 1,000 swaps have p <= .05")
        assert 0.03 <= alarms <= 0.07


@pytest.mark.parametrize("n_events", [6, 12, 40])
@pytest.mark.parametrize("kind", ["normal", "counts"])
def test_intervals_hold_the_truth_in_93_to_97_of_100_simulations(kind, n_events):
    rng = np.random.default_rng(5)
    draw = rng.normal if kind == "normal" else lambda size: rng.poisson(1.5, size) - rng.poisson(0.7, size) - 0.8
    low, high = interval(draw(size=(n_events, 2_000)))
    held = ((low <= 0) & (high >= 0)).mean()
    print(f"\n{kind}, {n_events} events: {held:.3f} of 2,000 intervals hold the truth")
    assert 0.93 <= held <= 0.97 or n_events < 40 and 0.9 <= held
