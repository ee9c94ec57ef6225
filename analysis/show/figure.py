"""What every figure shares: one width, one colour and greys, literal text, a text alternative, SVG."""
import textwrap
import unicodedata
import warnings
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

SPOKEN_OF, REST = "#0072B2", "#949494"  # far enough apart in grey print; both stand out from white
WIDTH = 7.2  # inches; one width for every figure of a report page
LINE = 48  # letters that fit beside the longest label
_WIDER = {  # fonts with the scripts that matplotlib's own letters lack, in the order of their names
    "Arial Unicode MS", "Hiragino Sans", "Malgun Gothic", "Microsoft YaHei", "Nirmala UI", "Noto Sans Bengali",
    "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans Devanagari", "Noto Sans Thai", "PingFang SC", "Unifont",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Yu Gothic",
}  # fmt: skip
_TABLES: WeakKeyDictionary[Axes, pd.DataFrame] = WeakKeyDictionary()


def describe(ax: Axes) -> str:
    """The text alternative of a figure drawn here: one or two plain sentences with its numbers."""
    return str(ax.get_label())


def figure_svg(ax: Axes) -> str:
    """The figure of `ax` as SVG text, the same bytes for the same figure, and closes it in pyplot.

    Letters stay letters, so that any script is drawn by the reader's own fonts; `describe(ax)` goes along as title.
    """
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    out = StringIO()
    about = {"Date": None, "Creator": None, "Title": describe(ax)}
    with rc_context({"svg.hashsalt": "analysis", "svg.fonttype": "none"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # the reader's fonts draw it
        figure.savefig(out, format="svg", metadata=about)
    plt.close(figure)
    return out.getvalue()


def figure_table(ax: Axes) -> pd.DataFrame:
    """The CSV twin of a figure drawn here: the numbers that are in it, as a frame."""
    return _TABLES.get(ax, pd.DataFrame())


def save_figure(ax: Axes, path: str | Path) -> list[Path]:
    """The figure as NAME.svg with its numbers as NAME.csv and its text alternative as NAME.txt beside it.

    `path` is the name of any of the three; the files written are returned. Raises OSError where they cannot be written.
    """
    name, table, said = Path(path), figure_table(ax), describe(ax)
    texts = {".svg": figure_svg(ax), ".csv": table.to_csv(index=False, lineterminator="\n"), ".txt": said + "\n"}
    for ending, text in texts.items():
        name.with_suffix(ending).write_text(text, encoding="utf-8", newline="")
    return [name.with_suffix(ending) for ending in texts]


def new_axes(ax: Axes | None, height: float) -> Axes:
    """The Axes given, or new ones of the report's width."""
    return ax if ax is not None else plt.subplots(figsize=(WIDTH, height), layout="constrained")[1]


def finish(ax: Axes, title: str, description: str, table: pd.DataFrame) -> Axes:
    """Title, frame, text alternative and CSV twin set; every text literal, so that a $ in a name is a $."""
    _TABLES[ax] = table.reset_index(drop=True)
    ax.set_title(textwrap.fill(title, LINE), loc="left", fontsize="medium")
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(textwrap.fill(ax.get_xlabel(), LINE))
    ax.set_label(clean(description, 2_000))
    for text in ax.findobj(Text):
        assert isinstance(text, Text)
        text.set_parse_math(False)
        text.set_fontfamily(_families())
    return ax


@cache
def _families() -> list[str]:
    """The usual letters, then fonts of this machine for scripts that they lack."""
    return ["DejaVu Sans", *sorted({font.name for font in fontManager.ttflist} & _WIDER)]


def clean(name: Any, longest: int = 28) -> str:
    """A name as it can be drawn: no control or direction signs, no line breaks, cut at `longest` characters."""
    spaced = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in str(name))
    kept = "".join(c for c in spaced if c in "\u200c\u200d" or unicodedata.category(c) not in ("Cf", "Cs", "Cn", "Co"))
    one = " ".join(kept.split())
    short = one if len(one) <= longest else one[: longest - 1] + "…"
    # A mark after a right-to-left name keeps the numbers that follow it in their place.
    return short + "\u200e" if any(unicodedata.bidirectional(c) in ("R", "AL") for c in short) else short


def number_of(n: int, noun: str) -> str:
    """A count with its noun: 1 event, 1,200 events."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
