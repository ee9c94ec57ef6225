"""Every p that is printed, under labels shuffled within BASIL's events: how often it is .05 or less.

ANALYSIS_RUNS=1000 gives the figures of the card; would_change has a test of its own (test_choices_real.py).
"""
import json
import os
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import score_loaded
from analysis.contrast.outlets import compare_outlets, leave_one_out
from analysis.contrast.resample import false_discovery, smallest_detectable, swap_p
from analysis.contrast.swaps import Cells, Contrast
from analysis.contrast.words import _counted

N_RUNS = int(os.environ.get("ANALYSIS_RUNS", 10))  # of tests that are drawn anew in every run
MANY, N_NULL = 1_000, 10_000
RATE = "narrator_loaded_per_1000"
SIDE = {"Fox News": "right", "HuffPost": "left", "New York Times": "left"}


@pytest.fixture(scope="module")
def basil(data):
    with (data / "basil.jsonl").open(encoding="utf-8") as lines:
        rows = [(a["event"], a["outlet"], "\n\n".join(a["sentences"])) for a in map(json.loads, lines)]
    return pd.DataFrame(rows, columns=["event", "outlet", "text"])


@pytest.fixture(scope="module")
def scores(basil):
    frame = basil[["event", "outlet"]].join(score_loaded(basil["text"]))
    return frame.sort_values(["event", "outlet"], ignore_index=True)


def shuffled(frame, rng):
    """The outlets of each event in another order; three articles an event, sorted by event."""
    order = rng.random((len(frame) // 3, 3)).argsort(axis=1) + 3 * np.arange(len(frame) // 3)[:, None]
    return frame.assign(outlet=frame["outlet"].to_numpy()[order.ravel()])


def pooled(frame, groups, rng):
    """Differences between two groups of outlets (events x runs) with outlets shuffled in every run."""
    hits, words = (frame[f"narrator_n_{c}"].to_numpy(float).reshape(-1, 3) for c in ("loaded", "words"))
    differences = []
    for _ in range(MANY):
        order = rng.random(hits.shape).argsort(axis=1)
        h, w = np.take_along_axis(hits, order, axis=1), np.take_along_axis(words, order, axis=1)
        a, b = (1000 * h[:, g].sum(axis=1) / w[:, g].sum(axis=1) for g in groups)
        differences.append(a - b)
    return np.array(differences).T


@pytest.mark.parametrize("kind, groups", [("outlets", ([0], [1])), ("leaning", ([0, 1], [2]))])
def test_the_p_of_a_difference_is_right_for_outlets_and_for_groups_of_them(scores, kind, groups):
    """Leaving an outlet out compares what is left in the same way, as outlets."""
    drawn = pooled(scores, groups, np.random.default_rng(1))
    alarms = (swap_p(drawn) <= 0.05).mean()
    print(f"\ncompare_outlets by {kind}: p <= .05 in {alarms:.3f} of {MANY:,} runs")
    assert 0.03 <= alarms <= 0.07


def test_the_words_more_in_are_said_of_few_shuffled_comparisons(scores):
    rates = (1000 * scores["narrator_n_loaded"] / scores["narrator_n_words"]).to_numpy().reshape(-1, 3)
    order = np.random.default_rng(2).random((MANY, *rates.shape)).argsort(axis=2)
    mixed = np.take_along_axis(np.broadcast_to(rates, order.shape), order, axis=2)
    p = np.array([swap_p((mixed[:, :, a] - mixed[:, :, b]).T) for a, b in ((0, 1), (0, 2), (1, 2))])
    any_q = np.mean([(false_discovery(run) <= 0.05).any() for run in p.T])
    table = compare_outlets(scores.assign(narrator_n_loaded=0), RATE).table
    print(f"\ncompare_outlets, three pairs, {MANY:,} runs: p <= .05 in {(p <= 0.05).mean(axis=1)}, "
          f"any q <= .05 in {any_q:.3f}")  # fmt: skip
    assert any_q <= 0.07 and set(table["verdict"]) == {"could be chance"}


def test_leaving_each_outlet_out_of_shuffled_groups_alarms_no_more_often(scores):
    rng, p = np.random.default_rng(3), []
    for _ in range(N_RUNS):
        mixed = shuffled(scores, rng)
        rows = leave_one_out(mixed.assign(side=mixed["outlet"].map(SIDE)), RATE, by="side")
        p.append(rows.loc[rows["left_out"].ne("Fox News"), "p"].to_numpy(float))
    alarms = (np.array(p) <= 0.05).mean()
    print(f"\nleave_one_out, {N_RUNS:,} runs: p <= .05 in {alarms:.3f}")
    assert alarms <= 0.07 + 2 * np.sqrt(0.05 * 0.95 / N_RUNS)


def test_the_smallest_detectable_difference_is_seen_four_times_in_five(scores):
    rng = np.random.default_rng(4)
    drawn = pooled(scores, ([0], [1]), rng)
    drawn = drawn[rng.integers(len(drawn), size=(40, MANY)), np.arange(MANY)]  # 40 events of each run
    drawn -= drawn.mean(axis=0)
    seen = []
    for column in drawn.T:
        of_it = rng.choice(column, size=40) + smallest_detectable(column)
        seen.append(of_it)
    power = (swap_p(np.array(seen).T) <= 0.05).mean()
    print(f"\nsmallest_detectable: that difference has p <= .05 in {power:.3f} of {MANY:,} draws of 40 events")
    assert 0.75 <= power <= 0.87


def alarms_of(p, p_max, n):
    """Rates at .05: p over terms and runs, p_max and q over runs; terms a run with q <= .05."""
    found = np.array([(false_discovery(column) <= 0.05).sum() for column in p.T])
    return (p <= 0.05).mean(), (p_max <= 0.05).mean(), (found > 0).mean(), found.mean(), n


def of_many(cells, own, n_runs=MANY):
    """Shuffles keep all that the draws of p rest on: they are drawn once for all runs."""
    told = np.flatnonzero(Contrast(cells, own).least_p() <= 0.05)
    p, top, runs_top = [], np.zeros(N_NULL), np.zeros(n_runs)
    for at in range(0, len(told), 100):  # the draws are the same for every hundred terms
        part = replace(cells, rates=cells.rates[:, told[at : at + 100]])
        contrast = Contrast(part, own)
        null = np.abs(np.hstack(list(contrast.drawn_z(N_NULL, seed=0))))
        runs = np.abs(np.hstack(list(contrast.drawn_z(n_runs, seed=9)))) - 1e-9
        top, runs_top = np.maximum(top, null.max(axis=0)), np.maximum(runs_top, runs.max(axis=0))
        null.sort(axis=1)
        as_far = [N_NULL - np.searchsorted(row, run) for row, run in zip(null, runs, strict=True)]
        p += [(1 + far) / (1 + N_NULL) for far in as_far]
    p_max = (1 + N_NULL - np.searchsorted(np.sort(top), runs_top)) / (1 + N_NULL)
    return alarms_of(np.array(p), p_max, len(told))


@pytest.mark.parametrize("by, outlets", [
    ("outlet", ["Fox News", "New York Times"]), ("outlet", ["Fox News", "HuffPost"]), ("outlet", list(SIDE)),
    ("side", list(SIDE)),
])  # fmt: skip
def test_shuffled_outlets_have_no_words_of_their_own(basil, by, outlets):
    rows = basil[basil["outlet"].isin(outlets)]
    counts = _counted(rows.assign(side=rows["outlet"].map(SIDE)), by)
    cells = Cells.of(counts)
    p, p_max, any_q, mean_q, n = of_many(cells, np.isin(cells.group, ["Fox News", "right"]))
    print(f"\ndistinctive_words by {by}, {' / '.join(outlets)}, {n:,} of {len(counts.codes):,} terms have a p, "
          f"{MANY:,} runs: p <= .05 for {p:.4f} of terms; p_max <= .05 in {p_max:.3f}, any q <= .05 in {any_q:.3f} "
          f"of runs, {mean_q:.3f} terms a run")  # fmt: skip
    assert 0.03 <= p <= 0.07 and 0.03 <= p_max <= 0.07 and any_q <= 0.07


def test_shuffled_groups_of_outlets_have_no_words_of_their_own(basil):
    counts = _counted(basil, "outlet")
    rng, found = np.random.default_rng(5), []
    for _ in range(N_RUNS):
        mixed = shuffled(counts.cells.assign(outlet=counts.cells["source"]), rng)["outlet"].map(SIDE)
        cells = Cells.of(replace(counts, cells=counts.cells.assign(group=mixed)))
        found.append(Contrast(cells, cells.group == "left").swapped())
    p = np.array([one for one, _ in found])
    told = ~np.isnan(p)
    top = [np.nanmin(p_max) <= 0.05 for _, p_max in found]
    any_q = [(false_discovery(row) <= 0.05).any() for row in p]
    print(f"\ndistinctive_words by leaning, {N_RUNS:,} runs: p <= .05 for {(p[told] <= 0.05).mean():.4f} of terms; "
          f"p_max <= .05 in {np.mean(top):.3f}, any q <= .05 in {np.mean(any_q):.3f} of runs")  # fmt: skip
    assert (p[told] <= 0.05).mean() <= 0.07 and np.mean(top) <= 0.07 + 2 * np.sqrt(0.05 * 0.95 / N_RUNS)
