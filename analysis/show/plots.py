"""Figures: a frame in, Axes out. Nothing is computed here; each figure carries its text alternative."""
import textwrap
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.ticker import MaxNLocator

from analysis.contrast.measure import Measure
from analysis.contrast.outlets import Comparison
from analysis.contrast.sentence import FEWEST_EVENTS, shower, words_for
from analysis.show.figure import REST, SPOKEN_OF, clean, describe, figure_svg, finish, new_axes, number_of

__all__ = [
    "describe", "figure_svg", "plot_aligned", "plot_coverage", "plot_difference", "plot_drivers", "plot_names",
    "plot_rates", "plot_timeline",
]  # fmt: skip

VOICE_SHADES = {"narrator": SPOKEN_OF, "quoted": REST, "reported": "#CCCCCC"}


def plot_difference(comparison: Comparison, ax: Axes | None = None) -> Axes:
    """Differences between pairs of outlets with 95 % intervals, sorted, against a zero line; n at each label.

    Takes what `compare_outlets` returns. A pair whose difference holds beyond chance is blue, the rest grey, hollow
    where there are too few events or words to tell. Returns the Axes. Not a ranking of outlets: read `.sentence`.
    """
    rows = comparison.table.dropna(subset=["difference"]).sort_values("difference", kind="stable")
    ax = new_axes(ax, 1.4 + 0.55 * len(rows))
    for y, row in enumerate(_each(rows)):
        colour = SPOKEN_OF if row.verdict.startswith("more in") else REST
        ax.plot([row.low, row.high], [y, y], color=colour, linewidth=2, solid_capstyle="butt")
        fill = "white" if row.verdict.startswith("not enough") else colour
        ax.plot(row.difference, y, "o", color=colour, markersize=8, markerfacecolor=fill)
    labels = [f"{clean(r.a)}\nless {clean(r.b)}, {number_of(r.n_events, 'event')}" for r in _each(rows)]
    ax.set_yticks(range(len(rows)), labels)
    ax.set_ylim(-0.6, max(len(rows), 1) - 0.4)
    ax.axvline(0, color="black", linewidth=1)
    unit = _per(comparison.measure)
    ax.set_xlabel(f"difference in {unit}, 95 % interval; right of zero: more in the one named first")
    title = _difference_title(rows, comparison.measure)
    each = "; ".join(_in_short(row) for row in _each(rows[::-1]))
    return finish(ax, title, f"{title}. {each}." if len(rows) > 1 else comparison.sentence, rows[::-1])


def _difference_title(rows: pd.DataFrame, measure: Measure) -> str:
    if len(rows) != 1:
        told = int(rows["verdict"].str.startswith("more in").sum()) if len(rows) else 0
        return f"{told} of {number_of(len(rows), 'pair')} differ in {_per(measure)} beyond chance"
    row = next(_each(rows))
    show = shower(row.mean_a, row.mean_b, row.difference)
    lead = _per(measure)[:1].upper() + _per(measure)[1:]
    values = f"{show(row.mean_a)} in {clean(row.a)}, {show(row.mean_b)} in {clean(row.b)}"
    return f"{lead}: {values} ({number_of(row.n_events, 'event')}; {row.verdict})"


def _in_short(row: Any) -> str:
    show = shower(row.mean_a, row.mean_b, row.difference)
    between = f", {show(row.low)} to {show(row.high)}" if row.n_events >= FEWEST_EVENTS else ""
    return f"{clean(row.a)} less {clean(row.b)} {show(row.difference)}{between} ({number_of(row.n_events, 'event')})"


def plot_drivers(comparison: Comparison, ax: Axes | None = None, *, top: int = 10) -> Axes:
    """The words that drive the first difference of a comparison: the `top` largest contributions, in its unit.

    Takes a comparison made with evidence. Bars right of zero are words used more by the first outlet; uses by either
    stand at the word. Returns the Axes. Raises ValueError where the comparison has no drivers.
    """
    if comparison.drivers is None or not len(comparison.table):
        raise ValueError("This comparison has no drivers: give compare_outlets two outlets and the evidence.")
    pair = next(_each(comparison.table))
    terms = comparison.drivers.merge(comparison.table[["a", "b"]].head(1), on=["a", "b"])
    rows = terms.head(top).sort_values("contribution", kind="stable")
    rest = terms["contribution"].iloc[top:].sum()
    ax = new_axes(ax, 1.5 + 0.28 * len(rows))
    colours = [SPOKEN_OF if value > 0 else REST for value in rows["contribution"]]
    ax.barh(range(len(rows)), rows["contribution"], color=colours, height=0.7)
    ax.set_yticks(range(len(rows)), [f"{clean(r.term)}  ({r.n_a} : {r.n_b})" for r in _each(rows)])
    ax.axvline(0, color="black", linewidth=1)
    a, b = clean(pair.a), clean(pair.b)
    show = shower(0, pair.difference, *rows["contribution"])
    others = f"; {number_of(len(terms) - len(rows), 'other word')} together {show(rest)}" if len(terms) > top else ""
    ax.set_xlabel(f"contribution per 1,000 words{others}; right: {a}, left: {b} (uses in brackets, {a} first)")
    each = ", ".join(f"{clean(r.term)} {show(r.contribution)}" for r in _each(rows[::-1])) or "none"
    title = (
        f"{len(rows)} of {number_of(len(terms), 'word')} that make up the difference of {show(pair.difference)} "
        f"{_per(comparison.measure)}: {a} less {b}, {number_of(pair.n_events, 'event')}"
    )
    return finish(ax, title, f"{title}. Contributions per 1,000 words: {each}{others}.", terms)


def plot_rates(rates: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Rate per 1,000 words by outlet and voice, as grouped bars; n of articles at each outlet.

    Takes one row per outlet and voice: outlet, voice, per_1000, n_articles. Returns the
    Axes. A quoted word is the speaker's, which is why only the narrator is blue.
    """
    table = rates.pivot(index="outlet", columns="voice", values="per_1000")
    voices = [v for v in VOICE_SHADES if v in table]
    table = table.sort_values(voices[0], kind="stable")
    n = rates.groupby("outlet")["n_articles"].max()
    ax = new_axes(ax, 1.4 + 0.24 * len(voices) * len(table) + 0.15 * len(table))
    for i, voice in enumerate(voices):
        at = np.arange(len(table)) + (len(voices) / 2 - i - 0.5) * 0.8 / len(voices)
        bars = ax.barh(at, table[voice].fillna(0), height=0.8 / len(voices), color=VOICE_SHADES[voice])
        told = ["no words" if np.isnan(rate) else f"{rate:.1f}" for rate in table[voice]]
        ax.bar_label(bars, [f"{rate} {voice}" for rate in told], padding=3, fontsize="small")
    ax.margins(x=0.2)
    ax.set_yticks(range(len(table)), [f"{clean(o)}\n{number_of(n[o], 'report')}" for o in table.index])
    ax.set_xlabel("loaded words per 1,000 words of that voice")
    each = "; ".join(
        f"{clean(o)}: " + ", ".join(f"{v} {table[v][o]:.1f}" for v in voices) for o in table.index[::-1]
    )
    whose = "own voice" if voices[0] == "narrator" else f"{voices[0]} words"
    top = f"Loaded words in {whose}: {table[voices[0]].min():.1f} to {table[voices[0]].max():.1f} per 1,000"
    return finish(ax, f"{top} ({number_of(int(n.sum()), 'report')})", f"Loaded words per 1,000 words: {each}.", rates)


def plot_names(names: pd.DataFrame, ax: Axes | None = None, *, top: int = 20) -> Axes:
    """Which outlet uses which label for one referent: a matrix of counts, darker for more; the count stands in it.

    Takes rows of `find_names` for one referent: referent, outlet, label, n (rows of several voices are added up, and a
    headline that has the label counts as one use where in_headline is there). Shows the `top` most used labels. Returns
    the Axes. An empty square says the label was not found, not that it could not have been used.
    """
    uses = names.assign(n=names["n"] + names["in_headline"].astype(int)) if "in_headline" in names else names
    table = uses.pivot_table(index="label", columns="outlet", values="n", aggfunc="sum", fill_value=0)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index[:top]]
    referent = ", ".join(map(clean, names["referent"].unique()))
    told = "; ".join(
        f"{clean(o)}: " + ", ".join(f"{clean(w)} {k}" for w, k in table[o].items() if k) for o in table.columns
    )
    n = number_of(int(table.to_numpy().sum()), "mention")
    title = f"What {number_of(table.shape[1], 'outlet')} call {referent} ({n})"
    return finish(_matrix(table, ax), title, f"{title}. {told}.", table.reset_index())


def plot_coverage(articles: pd.DataFrame, ax: Axes | None = None, *, top: int = 40) -> Axes:
    """Which outlet has how many reports of which event, as a matrix; an empty square is a missing cell.

    Takes an articles frame (event, outlet); draws the `top` events that most outlets report, in their order, and counts
    all in title, text and table. Returns the Axes.
    """
    table = pd.crosstab(articles["event"], articles["outlet"]).reindex(articles["event"].dropna().unique())
    full = int((table > 0).all(axis=1).sum())
    title = f"{full} of {number_of(len(table), 'event')} are covered by all {number_of(table.shape[1], 'outlet')}"
    gaps = [f"{clean(o)} {int((table[o] == 0).sum())}" for o in table.columns]
    said = f"{title}. Events missing by outlet: {', '.join(gaps)}."
    reach = (table > 0).sum(axis=1).to_numpy()
    shown = table.iloc[np.sort(np.argsort(-reach, kind="stable")[:top])]
    if len(shown) < len(table):
        title += f"; the {top} events of most outlets"
    return finish(_matrix(shown, ax), title, said, table.reset_index())


def plot_timeline(articles: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """When each outlet published: one stroke an article, outlets below each other, the undated counted at the side.

    Takes an articles frame (outlet, published). Returns the Axes. It shows what was collected, not all that appeared.
    """
    dates = pd.to_datetime(articles["published"], errors="coerce")
    outlets = sorted(articles["outlet"].dropna().unique(), key=str, reverse=True)
    ax = new_axes(ax, 1.4 + 0.32 * len(outlets))
    names, undated = [], {}
    for y, outlet in enumerate(outlets):
        own = dates[articles["outlet"].eq(outlet)]
        known, undated[outlet] = own.dropna(), int(own.isna().sum())
        ax.vlines(known, y - 0.3, y + 0.3, color=SPOKEN_OF, linewidth=1.2, alpha=0.7)
        names.append(f"{clean(outlet)}\n{len(known)} dated, {undated[outlet]} undated")
    ax.set_yticks(range(len(outlets)), names, fontsize="small")
    ax.set_ylim(-0.6, max(len(outlets), 1) - 0.4)
    if dates.notna().any():
        locator = AutoDateLocator(minticks=2, maxticks=6)
        ax.xaxis.set_major_locator(locator)
        ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    days = f"{dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}" if dates.notna().any() else "no date"
    n = number_of(len(articles), "article")
    title = f"{n} by {number_of(len(outlets), 'outlet')}, {days}; {int(dates.isna().sum())} undated"
    each = "; ".join(f"{clean(o)} {int(articles['outlet'].eq(o).sum())}, {undated[o]} undated" for o in outlets[::-1])
    ax.set_xlabel("published")
    return finish(ax, title, f"{title}. {each}.", articles.assign(published=dates)[["outlet", "published"]])


def plot_aligned(pairs: pd.DataFrame, ax: Axes | None = None, *, names: dict[Any, Any] | None = None) -> Axes:
    """Which sentences of two articles state the same fact: sentences in order on either side, a line for each pair.

    Takes rows of `align_sentences`; of several articles the two with most pairs are drawn. `names` says what to call an
    article (its outlet, say). Blue: the same words; broken grey: probably the same. Returns the Axes.
    A sentence without a line is not missing from the other article for certain: see find_missing.
    """
    sizes = pairs.groupby(["article_a", "article_b"], sort=False).size()
    a, b = sizes.idxmax() if len(pairs) else ("", "")
    rows = pairs[pairs["article_a"].eq(a) & pairs["article_b"].eq(b)]
    last = rows[["sentence_a", "sentence_b"]].to_numpy().max(initial=0)
    ax = new_axes(ax, 1.6 + 0.1 * min(last, 60))
    for row in _each(rows):
        same = row.tier == "same words"
        colour, line = (SPOKEN_OF, "o-") if same else (REST, "o--")
        ax.plot([0, 1], [row.sentence_a + 1, row.sentence_b + 1], line, color=colour, markersize=4, linewidth=1.6)
    ax.set_ylim(last + 1.6, 0.4)
    ax.set_xlim(-0.05, 1.05)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    left, right = (clean((names or {}).get(article, article)) for article in (a, b))
    ax.set_xticks([0, 1], [left, right])
    ax.set_xlabel("sentences in order, first above; full line: same words, broken: probably the same")
    same = int(rows["tier"].eq("same words").sum())
    title = f"{number_of(len(rows), 'pair')} of sentences in {left} and {right}, {same} in the same words"
    each = ", ".join(f"{row.sentence_a + 1} and {row.sentence_b + 1}" for row in _each(rows)) or "none"
    return finish(ax, title, f"{title}. Sentences: {each}.", rows)


def _matrix(table: pd.DataFrame, ax: Axes | None) -> Axes:
    """Counts as shaded squares with the number in them; zero stays empty."""
    values = table.to_numpy(float)
    ax = new_axes(ax, 1.4 + 0.3 * len(table))
    shades = np.where(values > 0, np.log1p(values), np.nan)
    ax.pcolormesh(shades, cmap="Blues", vmin=0, vmax=2.2 * np.log1p(values.max()), edgecolors="white", linewidth=2)
    for (y, x), value in np.ndenumerate(values):
        if value:
            ax.text(x + 0.5, y + 0.5, f"{value:.0f}", ha="center", va="center", fontsize="small")
    ax.set_yticks(np.arange(len(table)) + 0.5, [clean(label) for label in table.index])
    columns = [textwrap.fill(clean(label), 12) for label in table.columns]
    ax.set_xticks(np.arange(table.shape[1]) + 0.5, columns, fontsize="small")
    ax.invert_yaxis()
    ax.tick_params(length=0)
    return ax


def _each(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples(index=False)


def _per(measure: Measure) -> str:
    whose = {"": "", "narrator": " in the outlet's own voice", "quoted": " in quotations"}
    if not measure.count:
        return words_for(measure)
    return f"{words_for(measure)} per 1,000{whose.get(measure.voice, f' in {measure.voice}')}"
