"""Figures: frame in, Axes out, names drawn as they are written."""
import xml.etree.ElementTree as ET

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from analysis.contrast.choices import would_change
from analysis.contrast.outlets import compare_outlets
from analysis.show.curve import plot_choices
from analysis.show.figure import clean, figure_table, save_figure
from analysis.show.plots import (
    describe,
    figure_svg,
    plot_aligned,
    plot_coverage,
    plot_difference,
    plot_drivers,
    plot_names,
    plot_rates,
    plot_timeline,
)

matplotlib.use("Agg")
HOSTILE = ["$x^$", "<b>&amp;", "صحيفة", "新聞\u202e\x07", "A_{" + "long " * 30]


def scores(outlets, n=7):
    rows = [(f"e{i}", outlet, k * i % 5 + k) for i in range(n) for k, outlet in enumerate(outlets)]
    return pd.DataFrame(rows, columns=["event", "outlet", "n_loaded"]).assign(n_words=1_000, genre="news")


def comparison(outlets=("Vale", "Harbour"), n=7):
    frame = scores(outlets, n)
    hits = [(i, f"{'$y$' if k % 2 else 'riot'}") for i, count in frame["n_loaded"].items() for k in range(count)]
    evidence = pd.DataFrame(hits, columns=["article", "term"])
    return compare_outlets(frame, "loaded_per_1000", outlets=outlets, evidence=evidence)


def rates(outlets=("Vale", "Harbour")):
    return pd.DataFrame(
        [(o, v, 2.5 * i + 1, 12) for i, o in enumerate(outlets) for v in ("narrator", "quoted", "reported")],
        columns=["outlet", "voice", "per_1000", "n_articles"],
    )


def names(outlets=("Vale", "Harbour")):
    rows = [("Aldo Brenn", o, label, i + 1) for i, o in enumerate(outlets) for label in ("general", "chief")]
    return pd.DataFrame(rows, columns=["referent", "outlet", "label", "n"])


def choices(outlets=("Vale", "Harbour"), n=7):
    lines = ("The shameful regime closed bridge {k} on Monday.", "The council will mend bridge number {k} next year.")
    rows = [(f"e{k}", o, lines[i].format(k=k)) for k in range(n) for i, o in enumerate(outlets[:2])]
    return would_change(pd.DataFrame(rows, columns=["event", "outlet", "text"]))


def aligned(outlets):
    rows = [(outlets[0], i, outlets[1], 2 * i, "same words" if i else "probably same") for i in range(3)]
    columns = ["article_a", "sentence_a", "article_b", "sentence_b", "tier"]
    return pd.DataFrame(rows, columns=columns)


FIGURES = {
    "aligned": lambda outlets, ax=None: plot_aligned(aligned(outlets), ax),
    "timeline": lambda outlets, ax=None: plot_timeline(
        scores(outlets).assign(published=[*pd.date_range("2031-01-01", periods=7 * len(outlets) - 1), None]), ax
    ),
    "choices": lambda outlets, ax=None: plot_choices(choices(outlets), ax),
    "difference": lambda outlets, ax=None: plot_difference(comparison(outlets), ax),
    "drivers": lambda outlets, ax=None: plot_drivers(comparison(outlets), ax),
    "rates": lambda outlets, ax=None: plot_rates(rates(outlets), ax),
    "names": lambda outlets, ax=None: plot_names(names(outlets), ax),
    "coverage": lambda outlets, ax=None: plot_coverage(scores(outlets), ax),
}
every_figure = pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def letters(svg):
    """What stands in the text elements of an SVG."""
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return " ".join(text for element in texts for text in element.itertext())


@every_figure
def test_a_figure_is_drawn_on_the_axes_given_and_changes_no_setting(draw):
    plt.close("all")  # what other tests left open
    before = dict(matplotlib.rcParams)
    _, ax = plt.subplots()
    assert draw(["Vale", "Harbour"], ax) is ax and plt.get_fignums() == [1]
    assert dict(matplotlib.rcParams) == before


@every_figure
def test_the_same_figure_is_the_same_svg_with_its_words_as_letters(draw):
    one, two = (figure_svg(draw(["Vale", "Harbour"])) for _ in range(2))
    assert one == two and plt.get_fignums() == []
    written = letters(one)
    assert "Vale" in written and "Harbour" in written and "<dc:date>" not in one


@every_figure
def test_hostile_names_are_drawn_as_they_are_written(draw):
    written = " ".join(letters(figure_svg(draw(names))) for names in (HOSTILE[:2], HOSTILE[2:]))
    assert all(name in written for name in ["$x^$", "<b>&amp;", "صحيفة", "新聞"])
    assert "\u202e" not in written and "long " * 10 not in written.replace("\n", " ")


@every_figure
def test_every_figure_has_a_text_alternative_with_its_numbers(draw):
    said = describe(draw(["Vale", "Harbour"]))
    assert "Vale" in said and "Harbour" in said and any(map(str.isdigit, said)) and said.endswith(".")


@every_figure
def test_every_figure_is_saved_with_its_numbers_and_its_words(draw, tmp_path):
    ax = draw(["Vale", "Harbour"])
    table, said = figure_table(ax), describe(ax)
    names = [path.name for path in save_figure(ax, tmp_path / "figure.svg")]
    assert names == ["figure.svg", "figure.csv", "figure.txt"]
    assert len(pd.read_csv(tmp_path / "figure.csv")) == len(table) > 0
    assert (tmp_path / "figure.txt").read_text(encoding="utf-8") == said + "\n"


def test_the_words_of_a_shift_and_the_rest_add_up_to_the_difference():
    found = comparison()
    ax = plot_drivers(found, top=1)
    assert len(ax.patches) == 1 and "1 other word together" in ax.get_xlabel().replace("\n", " ")
    assert figure_table(ax)["contribution"].sum() == pytest.approx(found.difference)


def test_the_undated_are_told_apart_on_the_timeline():
    frame = scores(["Vale", "Harbour"], 2).assign(published=["2031-01-01", None, None, None])
    ax = plot_timeline(frame)
    assert [t.get_text() for t in ax.get_yticklabels()] == ["Vale\n1 dated, 1 undated", "Harbour\n0 dated, 2 undated"]


def test_a_label_that_only_a_headline_has_is_one_use():
    table = names().assign(n=0, in_headline=[True, False, False, False])
    assert figure_table(plot_names(table)).loc[0, ["Harbour", "Vale"]].tolist() == [0, 1]


def test_differences_are_sorted_with_intervals_and_n_at_the_label():
    found = comparison(["Vale", "Harbour", "Coast"])
    ax = plot_difference(found)
    drawn = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert drawn == sorted(found.table["difference"])
    spans = [tuple(line.get_xdata()) for line in ax.lines if line.get_linewidth() == 2]
    assert set(spans) == set(zip(found.table["low"], found.table["high"], strict=True))
    assert all(label.get_text().endswith("7 events") for label in ax.get_yticklabels())
    assert [0, 0] in [list(line.get_xdata()) for line in ax.lines]


def test_only_a_difference_beyond_chance_is_blue():
    ax = plot_difference(comparison(["Vale", "Harbour", "Coast"]))
    told = comparison(["Vale", "Harbour", "Coast"]).table.sort_values("difference")["verdict"].str.startswith("more in")
    colours = [line.get_color() for line in ax.lines if line.get_marker() == "o"]
    assert colours == ["#0072B2" if t else "#949494" for t in told] and len(set(colours)) == 2


def test_too_few_events_are_hollow_and_said_in_the_title():
    ax = plot_difference(comparison(n=3))
    assert [line.get_markerfacecolor() for line in ax.lines if line.get_marker() == "o"] == ["white"]
    assert "not enough events to tell" in ax.get_title(loc="left").replace("\n", " ")


def test_a_comparison_of_one_outlet_is_an_empty_figure_that_says_why():
    one = compare_outlets(scores(["Vale"]), "loaded_per_1000")
    assert describe(plot_difference(one)).startswith("A comparison needs two")


def test_bars_of_words_are_their_contributions():
    found = comparison()
    ax = plot_drivers(found)
    assert sorted(bar.get_width() for bar in ax.patches) == pytest.approx(sorted(found.drivers["contribution"]))
    with pytest.raises(ValueError, match="has no drivers"):
        plot_drivers(compare_outlets(scores(["Vale", "Coast"]), "loaded_per_1000"))


def test_a_voice_without_words_is_said_to_have_none():
    frame = rates().assign(per_1000=[np.nan, 2, 3, 4, 5, 6])
    assert "no words narrator" in [text.get_text() for text in plot_rates(frame).texts]


def test_an_empty_square_is_a_missing_cell():
    ax = plot_coverage(scores(["Vale", "Harbour"])[:-1])
    assert len(ax.texts) == 13 and ax.get_title(loc="left").startswith("6 of 7 events are covered by all 2 outlets")


def test_of_many_events_those_of_most_outlets_are_drawn_in_their_order():
    frame = scores(["Vale", "Harbour"])
    first = frame["event"].iloc[0]
    ax = plot_coverage(frame[frame["event"].ne(first) | frame["outlet"].eq("Vale")], top=6)
    assert first not in [label.get_text() for label in ax.get_yticklabels()] and len(ax.get_yticklabels()) == 6
    assert " ".join(ax.get_title(loc="left").split()).endswith("the 6 events of most outlets")


@pytest.mark.parametrize("name, drawn", [
    (" a\n b ", "a b"), ("x" * 40, "x" * 27 + "…"), ("a\u202eb\ud800", "ab"), ("قناة", "قناة\u200e"), (7, "7"),
])  # fmt: skip
def test_a_name_is_cleaned_of_what_cannot_be_drawn(name, drawn):
    assert clean(name) == drawn
