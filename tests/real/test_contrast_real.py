"""Contrasts of human-marked spans in BASIL: the right figures, and no more false alarms than promised."""
import json
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analysis.contrast.outlets import compare_outlets
from analysis.contrast.resample import false_discovery, interval, swap_p
from analysis.contrast.swaps import N_CLOSER, Cells, Contrast
from analysis.contrast.terms import own_terms
from analysis.contrast.words import _events_with
from analysis.gather.copies import find_boilerplate
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


@pytest.fixture(scope="module")
def basil_cells(data):
    """Term rates of each outlet in each BASIL event."""
    with (data / "basil.jsonl").open(encoding="utf-8") as lines:
        rows = [(a["event"], a["outlet"], "\n\n".join(a["sentences"])) for a in map(json.loads, lines)]
    frame = pd.DataFrame(rows, columns=["event", "outlet", "text"])
    counts, n_words, terms = own_terms(frame["text"], find_boilerplate(frame))
    kept = _events_with(counts, pd.factorize(frame["event"])[0]) >= 5
    return Cells.pooled(counts[:, kept], n_words, *(frame[c].to_numpy() for c in ("event", "outlet"))).shared()


@pytest.mark.parametrize("n_groups", [2, 3])
def test_swapped_labels_find_no_words(basil_cells, n_groups):
    cells, n_runs = basil_cells, 1_000
    if n_groups == 2:
        two = cells.group != "HuffPost"
        cells = Cells(cells.rates[two], cells.uses[two], cells.event[two], cells.group[two]).shared()
    p, top, runs_top = [], np.zeros(N_CLOSER), np.zeros(n_runs)
    for at in range(0, cells.rates.shape[1], 100):  # the draws are the same for every hundred terms
        part = replace(cells, rates=cells.rates[:, at : at + 100])
        contrast = Contrast(part, part.group == "Fox News")
        null = np.abs(np.hstack(list(contrast.drawn_z(N_CLOSER, seed=0))))
        runs = np.abs(np.hstack(list(contrast.drawn_z(n_runs, seed=9)))) - 1e-9
        top, runs_top = np.maximum(top, null.max(axis=0)), np.maximum(runs_top, runs.max(axis=0))
        null.sort(axis=1)
        as_far = [N_CLOSER - np.searchsorted(row, run) for row, run in zip(null, runs, strict=True)]
        p += [(1 + far) / (1 + N_CLOSER) for far in as_far]
    p, p_max = np.array(p), (1 + N_CLOSER - np.searchsorted(np.sort(top), runs_top)) / (1 + N_CLOSER)
    often = (np.asarray((cells.rates > 0).sum(axis=0)).ravel()) >= 20
    found = [(false_discovery(column) <= 0.05).sum() for column in p.T]
    print(f"\n{n_groups} outlets, {len(p):,} terms, {n_runs:,} runs: p <= .05 for {(p <= 0.05).mean():.3f} of terms, "
          f"{(p[often] <= 0.05).mean():.3f} of the {often.sum()} in 20 cells or more; p_max <= .05 in "
          f"{(p_max <= 0.05).mean():.3f} of runs; any q <= .05 in {np.mean(np.array(found) > 0):.3f}, "
          f"{np.mean(found):.3f} terms a run")  # fmt: skip
    assert 0.03 <= (p[often] <= 0.05).mean() <= 0.07
    assert 0.03 <= (p_max <= 0.05).mean() <= 0.07
    assert np.mean(np.array(found) > 0) <= 0.07
