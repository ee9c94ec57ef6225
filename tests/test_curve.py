"""The figure of every reasonable choice."""
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from analysis.contrast.choices import would_change
from analysis.show.curve import plot_choices
from analysis.show.figure import figure_svg

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def choices(n=7):
    lines = {
        "Vale": "The shameful regime closed bridge {k} on Monday.",
        "Harbour": "The council will mend bridge number {k} next year.",
    }
    rows = [(f"e{k}", outlet, line.format(k=k)) for k in range(n) for outlet, line in lines.items()]
    return would_change(pd.DataFrame(rows, columns=["event", "outlet", "text"]))


def test_each_choice_stands_in_the_curve_once_and_sorted():
    found = choices()
    ax = plot_choices(found)
    drawn = np.concatenate([line.get_ydata() for line in ax.lines if line.get_marker() == "."])
    assert sorted(drawn) == sorted(found.table.loc[found.table["told"], "difference"])
    strip = next(other for other in ax.figure.axes if other is not ax)
    names = [label.get_text() for label in strip.get_yticklabels()]
    assert "left out: one event (100\u00a0%)" in names and not any(name.startswith("genre") for name in names)


def test_the_strip_stands_under_the_choices_made_so_and_the_file_is_small():
    found = choices()
    ax = plot_choices(found)
    strip = next(other for other in ax.figure.axes if other is not ax)
    rows = found.table[found.table["told"]].sort_values("difference", kind="stable", ignore_index=True)
    names = [label.get_text() for label in strip.get_yticklabels()]
    y = next(k for k, name in enumerate(names) if name.startswith("count: rate"))
    x = next(line.get_xdata() for line in strip.lines if set(line.get_ydata()) == {y} and len(line.get_xdata()) > 2)
    under = {k for begin, end in zip(x[0::3], x[1::3], strict=True) for k in np.arange(begin + 0.5, end)}
    assert under == set(np.flatnonzero(rows["count"].eq("rate")))
    assert len(figure_svg(ax)) < 300 * len(rows) + 60_000


def test_choices_of_too_few_events_are_an_empty_curve_that_says_so():
    assert plot_choices(choices(n=2)).get_title(loc="left") == "Harbour less Vale cannot be told"
