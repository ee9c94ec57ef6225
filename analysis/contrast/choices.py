"""Would the answer change? One contrast under every reasonable choice, beside the same under shuffled labels."""
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.contrast.curve import Means, label_signs, means, without_one_event, without_one_outlet
from analysis.contrast.grid import DIMENSIONS, Grid, grid
from analysis.contrast.rows import own_texts, placed_rows
from analysis.contrast.sentence import FEWEST_EVENTS, SURE, probability, shower

N_SHUFFLES = 1_000
MOST, HALF = 0.75, 0.5  # share of choices that must agree in sign, and leave out zero, where an answer holds
NOTHING, EVENT, OUTLET = "nothing", "one event", "one outlet"
MEASURES = {"narrator_loaded_per_1000": "narrator", "quoted_loaded_per_1000": "quoted", "loaded_per_1000": "all"}
_WHOSE = {"narrator": " in their own voice", "quoted": " in what they quote", "all": ""}
COLUMNS = ["choice", "difference", "low", "high", *DIMENSIONS, "left_out", "n_events", "without", "stated", "told"]


@dataclass(frozen=True, eq=False)
class Choices:
    """What `would_change` found of `a` less `b`; `.table` has a row per choice, `stated` marks the choice asked about.

    share_agreeing: of the choices that can be told (column `told`: six events, any loaded word), those whose difference
    has the sign of the stated one; share_excluding_zero: those whose interval also lies on that side of zero.
    shuffled_agreeing, shuffled_excluding_zero: the same on average when labels are shuffled within events. p: how often
    shuffles reach the share_excluding_zero seen here. `.notes` says what was left out.
    """

    measure: str
    a: Any
    b: Any
    table: pd.DataFrame
    share_agreeing: float
    share_excluding_zero: float
    shuffled_agreeing: float
    shuffled_excluding_zero: float
    p: float
    notes: tuple[str, ...] = ()
    chosen_after_looking: bool = False

    @property
    def stated(self) -> pd.Series:
        """The row of the choice asked about."""
        return self.table[self.table["stated"]].iloc[0]

    @property
    def holds(self) -> bool:
        """Whether the answer stays: the stated interval and half of all leave out zero, 3 in 4 agree, p <= .05."""
        row = self.stated
        sure = bool(row["told"]) and (row["low"] > 0 or row["high"] < 0)
        return bool(sure and self.leans and self.share_excluding_zero >= HALF)

    @property
    def leans(self) -> bool:
        """Whether three choices in four agree in sign and shuffles rarely reach as many beyond zero (p <= .05)."""
        return bool(self.share_agreeing >= MOST and self.p <= SURE)

    @property
    def by_choice(self) -> pd.DataFrame:
        """The shares level by level: dimension, level, n_choices, share_agreeing, share_excluding_zero."""
        told, side = self.table[self.table["told"]], np.sign(self.stated["difference"])
        sure = (told[["low", "high"]] * side).gt(0).all(axis=1)
        told = told.assign(agree=np.sign(told["difference"]).eq(side), sure=sure)
        parts = [
            told.groupby(name, sort=False).agg(
                n_choices=("agree", "size"), share_agreeing=("agree", "mean"), share_excluding_zero=("sure", "mean")
            ).rename_axis("level").reset_index().assign(dimension=name)
            for name in [*DIMENSIONS, "left_out"]
        ]  # fmt: skip
        return pd.concat(parts, ignore_index=True)[
            ["dimension", "level", "n_choices", "share_agreeing", "share_excluding_zero"]
        ]

    @property
    def sentence(self) -> str:
        """The answer in plain sentences."""
        row, n = self.stated, int(self.table["told"].sum())
        whose = _WHOSE[MEASURES[self.measure]]
        lead = f"The difference in loaded words{whose} between {self.a} and {self.b}"
        said = [_too_few(row, self.a, self.b)] if not row["told"] else [
            f"{lead} ({_numbers(row)}) {self.verdict} under other choices: of {n} choices "
            f"{_percent(self.share_agreeing)} agree in sign and {_percent(self.share_excluding_zero)} leave out zero; "
            f"with labels shuffled within events {_percent(self.shuffled_agreeing)} and "
            f"{_percent(self.shuffled_excluding_zero)} do on average (p = {probability(self.p)}).",
            self._least(),
        ]  # fmt: skip
        if self.chosen_after_looking:
            said.append("It was chosen after looking at the results, so it is exploratory: test it on other events.")
        return " ".join([*filter(None, said), *self.notes])

    @property
    def verdict(self) -> str:
        """What may be said of the contrast, in a few words."""
        if not self.stated["told"]:
            return "cannot be told"
        return "holds" if self.holds else "keeps its sign but is seldom sure" if self.leans else "does not hold"

    def _least(self) -> str:
        rows = self.by_choice
        row = rows.loc[rows["share_agreeing"].idxmin()]
        if row["share_agreeing"] == 1:
            return "" if self.share_agreeing < 1 else "No choice turns the sign."
        share, dimension = _percent(row["share_agreeing"]), row["dimension"].replace("_", " ")
        return f"Agreement is least for {dimension} {row['level']} ({share} of {row['n_choices']})."


def would_change(
    articles: pd.DataFrame,
    measure: str = "narrator_loaded_per_1000",
    *,
    outlets: Sequence[Any] | None = None,
    by: str = "outlet",
    n_shuffles: int = N_SHUFFLES,
    chosen_after_looking: bool = False,
) -> Choices:
    """One contrast of loaded words between two outlets under every reasonable choice, and under shuffled labels.

    The stated choice is what score_loaded and compare_outlets do with `measure` (narrator_loaded_per_1000,
    quoted_loaded_per_1000 or loaded_per_1000). The others cross: lexicon (tables and model, either alone, each category
    dropped) x voice (narrator, quoted, all) x count (words counted once: rate; or each by the probability that readers
    mark it) x place (body, headline) x genre (news, not news, all) x left out (nothing, the event that speaks most for
    the difference, and where `by` is another column the outlet that does). All are differences a - b per 1,000 words,
    plain means over events; higher means more in `a`. low, high: Student's 95 % interval over events (compare_outlets
    draws events instead, and differs by little). Shuffles swap the two labels within events, in all choices alike:
    all patterns, or n_shuffles of them. `.holds` is said by chance in at most 5 of 100 contrasts.
    A contrast picked after looking at results is exploratory: say so with chosen_after_looking.
    Not a proof that either wording is right, and blind to what all choices share: the articles and the marker.
    Source: Steegen and others 2016 (multiverse); Simonsohn, Simmons and Nelson 2020 (specification curve).
    Raises ValueError for another measure, a missing column, other than two outlets, or outlets without any event.
    """
    if measure not in MEASURES:
        raise ValueError(f"There are no choices to compare for {measure!r}: use {', '.join(MEASURES)}.")
    rows, notes = placed_rows(articles, by, "event", outlets)
    pair = list(outlets) if outlets is not None else sorted(rows[by].unique(), key=str)
    if len(pair) != 2:
        names = ", ".join(map(str, pair))
        raise ValueError(f"would_change compares two of {by}; there are {len(pair)} ({names}): name two in outlets.")
    rows = own_texts(rows, "event", notes)
    a, b = pair
    found = grid(rows, a, b, by)
    names = rows.loc[rows["event"].isin(found.events), "outlet"].unique() if by != "outlet" and "outlet" in rows else []
    each = {name: grid(rows, a, b, by, leaving=name) for name in sorted(names, key=str) if len(names) > 2}
    table, sums = every_choice(found, each, MEASURES[measure], n_shuffles)
    agreeing, excluding = shares(sums, table)
    far = reach(sums, table, excluding)
    p = np.nan if np.isnan(far[0]) else float((far >= far[0] - 1e-12).mean())
    return Choices(
        measure, a, b, table, agreeing[0], excluding[0], agreeing[1:].mean(), excluding[1:].mean(), p,
        tuple(notes), chosen_after_looking,
    )  # fmt: skip


def every_choice(found: Grid, each: dict[Any, Grid], voice: str, n_shuffles: int) -> tuple[pd.DataFrame, Means]:
    """Every choice with its difference, and all of them under each shuffle. `each`: the grids without an outlet."""
    signs = label_signs(len(found.events), n_shuffles)
    left, which = without_one_event(found.values, signs)
    parts = [means(found.values, signs), left]
    events = found.events or [None]  # without a shared event there is none to leave out
    tables = [_labels(found, NOTHING, ""), _labels(found, EVENT, [events[k] for k in which])]
    if each:
        left, which = without_one_outlet(found.values, [rest.values for rest in each.values()], signs)
        parts.append(left)
        tables.append(_labels(found, OUTLET, [list(each)[k] for k in which]))
    table = pd.concat(tables, ignore_index=True)
    mean, half, n = (np.hstack([getattr(part, name) for part in parts]) for name in ("mean", "half", "n"))
    table["difference"], table["n_events"] = mean[0], n[0].astype(int)
    table["low"], table["high"] = mean[0] - half[0], mean[0] + half[0]
    at = found.usual(voice)
    table["stated"] = np.arange(len(table)) == at
    table["told"] = (n[0] >= FEWEST_EVENTS) & (np.abs(mean).max(axis=0, initial=0) > 1e-12)
    return table[COLUMNS], Means(mean, half, n)


def _labels(found: Grid, left_out: str, without: Any) -> pd.DataFrame:
    table = found.choices.assign(left_out=left_out, without=without)
    said = table[["voice", "lexicon", "count", "place", "genre"]].agg(", ".join, axis=1)
    return table.assign(choice=said if left_out == NOTHING else said + f", without {left_out}")


def shares(found: Means, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """For each shuffle, of the choices that can be told: the share with the stated sign, and the share sure of it."""
    told, stated = table["told"].to_numpy(), table["stated"].to_numpy()
    if not (told & stated).any():
        return np.full(2, np.nan), np.full(2, np.nan)
    same = (np.sign(found.mean) * np.sign(found.mean[:, stated]) > 0)[:, told]
    return same.mean(axis=1), (same & found.excludes_zero()[:, told]).mean(axis=1)


def reach(found: Means, table: pd.DataFrame, excluding: np.ndarray) -> np.ndarray:
    """How far each shuffle goes: by the choices it makes sure of; of as many, the one with larger differences."""
    told, stated = table["told"].to_numpy(), table["stated"].to_numpy()
    if np.isnan(excluding[0]):
        return excluding
    sizes = found.mean[:, told] * np.sign(found.mean[:, stated])
    spread = np.sqrt((sizes**2).mean(axis=0))
    return excluding + 1e-4 * (sizes / spread).mean(axis=1)


def _too_few(row: pd.Series, a: Any, b: Any) -> str:
    n = int(row["n_events"])
    if n >= FEWEST_EVENTS:
        return f"Neither {a} nor {b} has a loaded word in these {n} events: there is no difference to ask about."
    events = "1 event" if n == 1 else f"{n or 'no'} events"
    return f"Not enough events to tell: {a} and {b} have {events} in common, and at least {FEWEST_EVENTS} are needed."


def _numbers(row: pd.Series) -> str:
    show = shower(row["difference"], row["low"], row["high"])
    numbers = f"{show(row['difference'])} per 1,000 words, 95 % interval {show(row['low'])} to {show(row['high'])}"
    return f"{numbers}, {row['n_events']} events"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
