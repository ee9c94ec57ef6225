"""The specification curve: every reasonable choice of one contrast, sorted, and below it what each choice was."""
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.contrast.choices import Choices
from analysis.show.figure import REST, SPOKEN_OF, clean, finish, new_axes, number_of

_ROW = 0.17  # inches of a row of the strip
_BAR = 8  # points of a stroke in it
_TOP = 2.6  # inches of the curve


def plot_choices(choices: Choices, ax: Axes | None = None) -> Axes:
    """Every choice of `would_change` as one difference with its 95 % interval, sorted; below, a strip of what it was.

    Blue: the interval lies on the stated side of zero; grey: it does not. The ring is the choice that was stated. In
    the strip a stroke stands under the choices made so; in brackets the share of them that agrees in sign. Choices that
    cannot be told (under six events, or no loaded word) are not drawn. Returns the Axes of the curve.
    Not a vote: choices that resemble each other agree with each other.
    """
    rows = choices.table[choices.table["told"]].sort_values("difference", kind="stable", ignore_index=True)
    levels = _levels(choices)
    ax = new_axes(ax, _TOP + 1.0 + _ROW * len(levels))
    _draw(ax, rows, np.sign(choices.stated["difference"]))
    _strip(_below(ax, len(levels)), rows, levels)
    a, b = clean(choices.a), clean(choices.b)
    title = f"{a} less {b} {choices.verdict}"
    if choices.stated["told"]:
        title += (
            f": of {number_of(len(rows), 'choice')} {_percent(choices.share_agreeing)} agree in sign and "
            f"{_percent(choices.share_excluding_zero)} leave out zero (shuffled labels: "
            f"{_percent(choices.shuffled_agreeing)}, {_percent(choices.shuffled_excluding_zero)}; "
            f"{number_of(choices.stated['n_events'], 'event')})"
        )
    return finish(ax, title, choices.sentence, choices.table)


def _draw(ax: Axes, rows: pd.DataFrame, side: float) -> None:
    at = np.arange(len(rows))
    sure = (rows[["low", "high"]] * side).gt(0).all(axis=1).to_numpy()
    for kind, colour in ((~sure, "#C4C4C4"), (sure, "#8DBBDB")):
        bounds = rows.loc[kind, ["low", "high"]].assign(gap=np.nan).to_numpy().ravel()  # one path is a small file
        ax.plot(np.repeat(at[kind], 3), bounds, color=colour, linewidth=_width(rows), solid_capstyle="butt")
    for kind, colour in ((~sure, REST), (sure, SPOKEN_OF)):
        ax.plot(at[kind], rows["difference"][kind], ".", color=colour, markersize=3)
    own = rows["stated"].to_numpy()
    ax.plot(at[own], rows["difference"][own], "o", color="black", markersize=9, markerfacecolor="none")
    ax.axhline(0, color="black", linewidth=1)
    ax.set_xlim(-1, max(len(rows), 1))
    ax.set_xticks([])
    ax.set_xlabel("choices, sorted; difference per 1,000 words with 95 % interval; ring: the stated choice")


def _levels(choices: Choices) -> pd.DataFrame:
    """The levels that differ, with the share of their choices that agrees in sign."""
    rows = choices.by_choice
    return rows[rows.groupby("dimension")["level"].transform("size") > 1].reset_index(drop=True)


def _below(ax: Axes, n_rows: int) -> Axes:
    """Axes for the strip, in the lower part of the place that `ax` had in its figure."""
    place = ax.get_subplotspec()
    if place is None:
        return ax.inset_axes((0.0, -1.0, 1.0, 0.95), sharex=ax)
    parts = place.subgridspec(2, 1, height_ratios=[_TOP, max(_ROW * n_rows, 0.01)])
    ax.set_subplotspec(parts[0])
    return ax.get_figure().add_subplot(parts[1], sharex=ax)  # type: ignore[union-attr]


def _strip(strip: Axes, rows: pd.DataFrame, levels: pd.DataFrame) -> None:
    for y, level in enumerate(levels.itertuples(index=False)):
        edges = np.flatnonzero(np.diff(rows[level.dimension].eq(level.level).to_numpy(int), prepend=0, append=0)) - 0.5
        runs = np.column_stack([edges.reshape(-1, 2), np.full(len(edges) // 2, np.nan)]).ravel()
        strip.plot(runs, np.full(len(runs), y), color=REST, linewidth=_BAR, solid_capstyle="butt")
    names = [
        f"{row.dimension.replace('_', ' ')}: {row.level.replace('_', ' ')} ({_percent(row.share_agreeing)})"
        for row in levels.itertuples(index=False)
    ]
    strip.set_yticks(range(len(levels)), names, fontsize="x-small")
    strip.set_ylim(len(levels) - 0.4, -0.6)
    strip.tick_params(length=0, labelbottom=False)
    strip.spines[["top", "right", "left", "bottom"]].set_visible(False)
    starts = levels["dimension"].ne(levels["dimension"].shift())
    for y in np.flatnonzero(starts)[1:]:
        strip.axhline(y - 0.5, color="#C4C4C4", linewidth=0.8)


def _width(rows: pd.DataFrame) -> float:
    """Of a stroke, in points, so that neighbours do not touch."""
    return min(2.0, max(0.4, 150 / max(len(rows), 1)))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"
