"""The card as files, as a figure, and as the line beside a number."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.show.card import card_csv, plot_card, write_card
from analysis.show.figure import describe
from analysis.validate import card as cards
from analysis.validate.card import LINES, card_json, card_line
from analysis.validate.rows import Row, columns

ROWS = [
    Row("loaded words", "BABE", "split", "word F1", 0.5, 0.4, 0.6, 1200, {"VADER": 0.1, "coin": 0.2},
        "hand lexicon", "words", "articles"),
    Row("loaded words", "BABE", "split", "word F1", 0.47, np.nan, np.nan, 90, {},
        "crowd readers against experts", "sentences", "articles"),
    Row("tilt", "BABE", "split", "gap", 0.06, 0.0, 0.1, 90, {}, "hand lexicon", "sentences", "articles",
        "at most 0.05", False),
]  # fmt: skip
CARD = pd.DataFrame(ROWS, columns=columns())


def test_the_line_names_readers_interval_cases_best_peer_and_ceiling(tmp_path):
    (tmp_path / "mine.csv").write_text("text,label\nA plan.,1\n", encoding="utf-8")
    told = json.loads(card_json(CARD, tmp_path / "mine.csv"))
    assert cards.line(told, "loaded words") == (
        "Agrees with expert readers at 0.50 (word F1, BABE, 95 % interval 0.40 to 0.60, 1,200 words; coin 0.20); "
        "two panels of readers agree at 0.47."
    )
    assert cards.line({"rows": told["rows"][1:2]}, "loaded words") == ""
    assert list(told["provenance"]["data"]) == ["mine.csv"] and told["rows"][1]["low"] is None


def test_the_line_says_where_the_rules_were_written_with_the_same_texts_in_view():
    row = ROWS[0]._replace(split="all cases; rules were written with this set in view")._asdict()
    assert cards.line({"rows": [row]}, "loaded words").endswith("in view; on others it may agree less.")
    assert "in view" not in cards.line({"rows": [ROWS[0]._asdict()]}, "loaded words")


def test_the_fitted_models_line_comes_before_the_hand_lexicons():
    rows = [row._asdict() for row in (ROWS[0], ROWS[0]._replace(marker="fitted model", value=0.55))]
    assert "at 0.55 (word F1" in cards.line({"rows": rows}, "loaded words")


@pytest.mark.parametrize("task", LINES)
def test_the_shipped_card_has_a_line_for_each_task_or_none(task):
    assert card_line(task) == "" or card_line(task).startswith("Agrees with ")


def test_a_task_that_is_none_is_named():
    with pytest.raises(ValueError, match="No card line for 'bias'; there is one for loaded words, "):
        card_line("bias")


def test_the_shipped_card_says_where_it_comes_from():
    told = cards.shipped()
    assert told["provenance"]["seed"] == 0 and len(told["provenance"]["data"]) >= 7
    assert {"loaded words", "quotation", "tilt"} <= {row["task"] for row in told["rows"]}


def test_the_figure_shows_agreement_and_leaves_the_tilt_to_the_table():
    ax = plot_card(CARD)
    assert [label.get_text().split("\n")[0] for label in ax.get_yticklabels()] == [
        "loaded words (BABE, crowd readers against experts)", "loaded words (BABE, hand lexicon)",
    ]  # fmt: skip
    assert sorted(line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 1) == [0.1, 0.2, 0.47, 0.5]
    assert describe(ax) == "loaded words, BABE, word F1 0.50; loaded words, BABE, word F1 0.47."


def test_peers_are_told_in_the_csv():
    assert "VADER 0.1000; coin 0.2000" in card_csv(CARD)


def test_a_card_is_written_whole(tmp_path):
    lines = "".join(f"The {'shameful' if n % 2 else 'town'} council met on day {n}.,{n % 2}\n" for n in range(8))
    (tmp_path / "mine.csv").write_text("text,label\n" + lines, encoding="utf-8")
    card = write_card(tmp_path / "mine.csv", out=tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["card.csv", "card.json", "card.svg"]
    assert len(pd.read_csv(tmp_path / "out/card.csv")) == len(card)
    assert json.loads((tmp_path / "out/card.json").read_text(encoding="utf-8"))["rows"][0]["value"] == 1


def flagged(outlet: str, value: float, low: float, high: float, marker: str = "hand lexicon") -> dict:
    row = ROWS[0]._replace(task="tilt", measure=cards.PRECISION + outlet, value=value, low=low, high=high)
    return row._replace(marker=marker)._asdict()


THREE = {
    "rows": [flagged("Reuters", 0.4, 0.3, 0.5), flagged("Fox News", 0.5, 0.4, 0.6), flagged("Post", 0.7, 0.6, 0.8)]
}


@pytest.mark.parametrize(
    "outlets, told",
    [
        (["Reuters", "The Post"],
         "Of the words flagged, expert readers marked 40 % in Reuters, 70 % in The Post (BABE). "
         "How often a flag is right differs between them: a part of a difference may be the scorer's own."),
        (["reuters", "Fox Online News"],
         "marked 40 % in reuters, 50 % in Fox Online News (BABE). How often a flag is right "
         "may differ between them"),
        (["Reuters", "Herald"], "marked 40 % in Reuters and 70 % in Post (BABE, lowest and highest of 3 outlets). "
         "How often a flag is right in the outlets compared here is not known"),
        (["Herald", "Wire"], "is not known"),
    ],
)  # fmt: skip
def test_the_line_beside_a_difference_tells_how_often_a_flag_is_right(outlets, told):
    assert told in cards.precision_told(THREE, outlets)


def test_the_fitted_models_precision_is_told_where_it_is_there():
    both = {"rows": [*THREE["rows"], flagged("Reuters", 0.6, 0.5, 0.7, "fitted model"), flagged("Post", 0.6, 0.5, 0.7)]}
    both["rows"][-1]["marker"] = "fitted model"
    assert "60 % in Reuters, 60 % in Post" in cards.precision_told(both, ["Reuters", "Post"])
    assert cards.precision_told({"rows": []}, ["Reuters", "Post"]) == ""
