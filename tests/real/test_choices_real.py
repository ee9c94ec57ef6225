"""Every reasonable choice on BASIL: seldom said to hold under shuffled labels."""
import json
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analysis.contrast.choices import MEASURES, Choices, every_choice, reach, shares
from analysis.contrast.grid import grid

N_RUNS = 1_000
MEASURE = "narrator_loaded_per_1000"


@pytest.fixture(scope="module")
def basil(data):
    with (data / "basil.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return pd.DataFrame({
        "event": [r["event"] for r in rows], "outlet": [r["outlet"] for r in rows],
        "headline": [r["headline"] for r in rows], "text": ["\n\n".join(r["sentences"]) for r in rows],
    })  # fmt: skip


@pytest.mark.parametrize("pair", list(combinations(["Fox News", "HuffPost", "New York Times"], 2)))
def test_shuffled_labels_are_said_to_hold_in_at_most_five_of_a_hundred(basil, pair):
    """The first thousand draws are the shuffles that each run is set against, the next thousand are the runs."""
    table, sums = every_choice(grid(basil, *pair, "outlet"), {}, MEASURES[MEASURE], 2 * N_RUNS)
    agreeing, excluding = shares(sums, table)
    far = reach(sums, table, excluding)
    null, runs = np.sort(far[1 : N_RUNS + 1]), slice(N_RUNS + 1, None)
    p = (1 + N_RUNS - np.searchsorted(null, far[runs] - 1e-12)) / (1 + N_RUNS)
    found = [
        Choices(MEASURE, *pair, _told(table, sums, row), agreeing[row], excluding[row], np.nan, np.nan, p[k])
        for k, row in enumerate(range(2 * N_RUNS + 1)[runs])
    ]
    held, leant = np.mean([run.holds for run in found]), np.mean([run.leans for run in found])
    print(f"\n{pair[0]} - {pair[1]}: of {N_RUNS:,} runs with shuffled labels {held:.3f} hold, {leant:.3f} keep their "
          f"sign, {np.mean(p <= 0.05):.3f} have p <= .05")  # fmt: skip
    assert held <= 0.05 and leant <= 0.07 and 0.03 <= np.mean(p <= 0.05) <= 0.07


def _told(table, sums, row):
    mean, half = sums.mean[row], sums.half[row]
    return table.assign(difference=mean, low=mean - half, high=mean + half)
