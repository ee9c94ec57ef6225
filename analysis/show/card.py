"""The validity card as a figure and as files."""

from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from analysis.show.figure import REST, SPOKEN_OF, clean, figure_svg, finish, new_axes, number_of
from analysis.validate.card import card_json
from analysis.validate.evaluate import evaluate


def plot_card(card: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Agreement with people, one line a figure: our value with its 95 % interval, the peers' as grey marks.

    Takes what `evaluate` returns; the rows of `tilt` are left out (they have limits, not agreement). A hollow mark
    is readers against readers. Returns the Axes. Lines of different measures are not to be compared with each other.
    """
    rows = card[card["task"] != "tilt"].iloc[::-1].reset_index(drop=True)
    ax = new_axes(ax, 1.4 + 0.34 * len(rows))
    for y, row in rows.iterrows():
        for value in row["peers"].values():
            ax.plot(value, y, "|", color=REST, markersize=11, markeredgewidth=2)
        people = "readers" in row["marker"]
        ax.plot([row["low"], row["high"]], [y, y], color=SPOKEN_OF, linewidth=2, solid_capstyle="butt")
        ax.plot(row["value"], y, "o", color=SPOKEN_OF, markersize=7, markerfacecolor="white" if people else SPOKEN_OF)
    labels = [f"{clean(r['task'], 40)} ({clean(r['data'])}, {clean(r['marker'], 40)})\n"
              f"{clean(r['measure'], 60)}{_sense(r['measure'])}, n {r['n']:,}" for _, r in rows.iterrows()]  # fmt: skip
    ax.set_yticks(range(len(rows)), labels, fontsize="x-small")
    ax.set_ylim(-0.6, max(len(rows), 1) - 0.4)
    ax.set_xlim(-0.02, 1.02)
    ax.set_xlabel("value, 95 % interval; grey strokes: other tools on the same cases; hollow: readers against readers")
    told = [f"{r['task']}, {r['data']}, {r['measure']} {r['value']:.2f}" for _, r in rows.iloc[::-1].iterrows()]
    title = f"Agreement with people: {number_of(len(rows), 'figure')}"
    return finish(ax, title, "; ".join(told) + ".", rows.iloc[::-1])


def _sense(measure: str) -> str:
    return " (lower is better)" if measure.startswith(("false-positive", "wrong")) else ""


def card_csv(card: pd.DataFrame) -> str:
    """The card as CSV text, peers written as "name value; name value"."""
    peers = card["peers"].map(lambda own: "; ".join(f"{name} {value:.4f}" for name, value in own.items()))
    return card.assign(peers=peers).to_csv(index=False, float_format="%.4f", lineterminator="\n")


def write_card(*folders: str | Path, out: str | Path) -> pd.DataFrame:
    """Measure, write card.csv, card.json and card.svg into `out`, and return the card.

    Each file appears whole or not at all. Raises what `evaluate` raises, OSError where `out` cannot be written.
    """
    card, folder = evaluate(*folders), Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    figure = figure_svg(plot_card(card))
    texts = {"card.csv": card_csv(card), "card.json": card_json(card, *folders), "card.svg": figure}
    for name, text in texts.items():
        part = folder / f"{name}.part"
        part.write_text(text, encoding="utf-8")
        part.replace(folder / name)
    return card
