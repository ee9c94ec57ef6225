"""The card on the annotated data that is there: every figure printed, the peers below, the floors held."""

import json

import pytest

from analysis.show.card import plot_card
from analysis.validate.card import card_json
from analysis.validate.datasets import FILES
from analysis.validate.evaluate import TASKS, evaluate
from analysis.validate.loaded import HAND

# task, data, measure -> the least (or, for an error, the most) that was promised; the interval must reach it.
LEAST = {
    ("sentences", "BASIL", "boundary F1"): 0.95,
    ("quotation", "BASIL", "recall"): 0.98,
    ("speaker", "BASIL", "right name"): 0.80,
    ("attributed content", "PolNeAR", "word F1"): 0.74,
    ("actor mentions", "NewsWCL50", "recall by overlap"): 0.90,
    ("actor mentions", "NewsWCL50", "B-cubed F, named"): 0.90,
    ("loaded sentences", "BABE", "AUC"): 0.70,
    ("loaded sentences", "BASIL", "AUC"): 0.65,
    ("loaded posts", "FIGNEWS", "AUC within equal lengths"): 0.65,
    ("passives", "UD English EWT dev", "verb F1"): 0.90,
    ("frames", "FrAC", "macro-F1"): 0.40,
    ("target of loaded words", "BASIL", "right name"): 0.65,
}
MOST = {("quotation", "BASIL", "false-positive rate"): 0.04, ("speaker", "BASIL", "wrong name"): 0.08}


@pytest.fixture(scope="module")
def part(data, tmp_path_factory):
    """The annotated data without the articles that word vectors are built from, which takes minutes."""
    folder = tmp_path_factory.mktemp("annotated")
    for path in data.iterdir():
        if path.name in {file.split("/")[0] for file in FILES.values()}:
            (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture(scope="module")
def card(part):
    return evaluate(part)


def test_every_figure_has_an_interval_around_it_and_says_what_was_drawn(card):
    for row in card.itertuples():
        others = ", ".join(f"{name} {value:.3f}" for name, value in row.peers.items())
        told = f"{row.value:.3f} [{row.low:.3f}, {row.high:.3f}], n {row.n:,} {row.counted}, {row.resampled} drawn"
        print(f"\n{row.task} | {row.data} | {row.marker} | {row.measure}: {told}; {row.split} | {others}", row.limit)
    measured = card[~card["marker"].str.contains("readers")]
    assert (measured["low"] <= measured["value"]).all() and (measured["value"] <= measured["high"]).all()
    assert (measured["n"] > 0).all() and measured["split"].str.len().gt(10).all()
    assert not card.duplicated(["task", "data", "split", "measure", "marker"]).any()


@pytest.mark.parametrize("task, data_set, measure", [*LEAST, *MOST])
def test_the_interval_reaches_what_was_promised(card, task, data_set, measure):
    rows = card.query("task == @task and data == @data_set and measure == @measure")
    ours = rows[~rows["marker"].str.contains("readers")]
    if not len(ours):
        pytest.skip(f"{task} on {data_set}: no marker or no data yet")
    for row in ours.itertuples():
        key = (task, data_set, measure)
        assert row.high >= LEAST[key] if key in LEAST else row.low <= MOST[key], row


def test_ours_is_above_every_other_tool_on_the_same_cases(card):
    tasks = ["sentences", "attributed content", "actor mentions", "loaded words", "loaded posts"]
    ahead = card[card["task"].isin(tasks)]
    assert len(ahead) > 5
    for row in ahead.itertuples():
        assert all(row.value > value for value in row.peers.values()), row


def test_no_swap_of_names_passes_its_limit(card):
    limited = card.query("limit != '' and measure.str.contains('swap')")
    assert len(limited) == 5 * card.query("task == 'loaded posts'")["marker"].nunique()
    assert limited["met"].all(), limited


def test_every_data_set_of_the_table_is_on_the_card(card):
    assert {name for name, _, _ in TASKS} <= set(card["data"])
    assert HAND in set(card["marker"])


def test_the_card_is_json_with_its_provenance_and_a_figure(card, part):
    told = json.loads(card_json(card, part))
    assert len(told["rows"]) == len(card) and set(told["provenance"]) == {"versions", "data", "seed"}
    assert all(len(digest) == 64 for digest in told["provenance"]["data"].values())
    assert len(plot_card(card).get_yticks()) == (card["task"] != "tilt").sum()
