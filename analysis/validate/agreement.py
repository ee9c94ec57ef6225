"""How far coders agree beyond chance: Krippendorff's alpha with its interval, for any coder's file."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.contrast.resample import tail_of
from analysis.validate.codes import FORM, code_of, once
from analysis.validate.measures import N_DRAWS, Floats

LEVELS = ("nominal", "ordinal", "interval")
MOST_CODES = 120  # different ones; more is text, or a scale too fine to be agreed on
_CELLS = 4_000_000  # numbers held at once while resampling


@dataclass(frozen=True, repr=False)
class Agreement:
    """Alpha over all coders and for each two, what each coder used, and the units on which they differ."""

    value: float
    low: float
    high: float
    level: str
    n_units: int
    coders: tuple[str, ...]
    pairs: pd.DataFrame
    used: pd.DataFrame
    disagreements: pd.DataFrame

    @property
    def sentence(self) -> str:
        """Alpha in one sentence, with its interval and how it is read."""
        who = f"{len(self.coders)} coders ({', '.join(self.coders[:6])}{', ...' * (len(self.coders) > 6)})"
        units = f"{self.n_units} unit{'s' * (self.n_units != 1)} that two or more of them coded"
        if np.isnan(self.value):
            return f"{who} used one code for all {units}: alpha says nothing where nothing varies."
        interval = f", 95 % interval {self.low:.2f} to {self.high:.2f}" if self.low == self.low else ""
        return (
            f"{who} agree at alpha {self.value:.2f} ({self.level}{interval}; {units}); "
            "1 is full agreement, 0 is chance. Codes are usually relied on from .80 and used with care from .67."
        )

    @property
    def card(self) -> pd.DataFrame:
        """The same as rows of the validity card, all coders first and then each two; `plot_card` draws it."""
        every = {"a": "all coders", "alpha": self.value, "low": self.low, "high": self.high, "n_units": self.n_units}
        rows = [every, *self.pairs.to_dict("records")] if len(self.coders) > 2 else self.pairs.to_dict("records")
        return pd.DataFrame(
            {
                "task": "coding", "data": "your sheet", "split": "all units", "measure": f"alpha, {self.level}",
                "value": row["alpha"], "low": row["low"], "high": row["high"], "n": row["n_units"], "peers": {},
                "marker": f"{row['a']} and {row['b']}" if "b" in row else row["a"], "counted": "units",
                "resampled": "units",
            }
            for row in rows
        )  # fmt: skip

    def __repr__(self) -> str:
        return self.sentence


def agreement(codes: pd.DataFrame, *, level: str = "nominal", seed: int = 0) -> Agreement:
    """Krippendorff's alpha over all coders, and for each two of them, with 95 % intervals.

        alpha = 1 - observed disagreement / disagreement expected by chance, from coincidences of codes within units.

    `codes` has the columns unit, coder, code, one row a coding; missing ones are allowed, and units that fewer than
    two coded do not count. `level` is nominal (two codes differ or not), ordinal (ranks) or interval (numbers). The
    interval draws units again and again and computes alpha anew, its tail widened for few units; fixed by `seed`.
    1 is full agreement, 0 what chance would give, below 0 means systematic disagreement. Not to be read under about 20
    units, or where nearly all codes are the same: then one unit moves it far (see `.used`). NaN where nothing varies.
    Agreement is no proof of being right: coders may share a mistake, and the tool was made by people too.
    Sources: Krippendorff 2011, "Computing Krippendorff's alpha-reliability"; interval: Zapf et al. 2016.
    Returns an Agreement; print it. Raises ValueError for a missing column, an unknown level, codes that are no numbers
    where the level needs them, two codes by one coder for one unit, fewer than two coders, or no unit in common.
    """
    if level not in LEVELS:
        raise ValueError(f"level is {level!r}; use {', '.join(LEVELS)}.")
    if missing := [name for name in FORM.split(", ") if name not in codes]:
        raise ValueError(f"The codes have no column {missing[0]!r}; the form is {FORM}, one row a coding.")
    known = once(codes.assign(code=codes["code"].map(code_of), coder=codes["coder"].astype(str)))
    table = known.pivot(index="unit", columns="coder", values="code")
    _comparable(table)
    values = _scale(known["code"], level)
    pairs = [_pair(table[list(two)], values, level, seed) for two in combinations(table.columns, 2)]
    columns = ["a", "b", "alpha", "low", "high", "n_units", "share_same"]
    return Agreement(
        *_alpha_of(table, values, level, seed), level, int((table.count(axis=1) > 1).sum()), tuple(table.columns),
        pd.DataFrame(pairs, columns=columns), table.apply(pd.Series.value_counts).fillna(0).astype(int).T,
        _disagreements(table, known),
    )  # fmt: skip


def _pair(two: pd.DataFrame, values: pd.Series, level: str, seed: int) -> tuple:
    both = two.dropna()
    same = float((both.iloc[:, 0] == both.iloc[:, 1]).mean()) if len(both) else np.nan
    return (*two.columns, *_alpha_of(both, values, level, seed), len(both), same)


def _alpha_of(table: pd.DataFrame, values: pd.Series, level: str, seed: int) -> tuple[float, float, float]:
    """Alpha with its interval from units x coders."""
    place = {code: n for n, code in enumerate(values.index)}
    counts = np.zeros((len(table), len(values)))
    for column in table:
        coded = table[column].notna().to_numpy()
        counts[coded, table[column][coded].map(place).to_numpy(int)] += 1
    counts = counts[counts.sum(axis=1) > 1]
    n = len(counts)
    value = float(_alphas(counts, np.ones((1, n)), values.to_numpy(), level)[0])
    if n < 2 or np.isnan(value):
        return value, np.nan, np.nan
    draws = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=N_DRAWS).astype(float)
    drawn = _alphas(counts, draws, values.to_numpy(), level)
    tail = tail_of(n)
    low, high = np.nanquantile(drawn, [tail, 1 - tail])
    return value, float(low), float(high)


def _alphas(counts: Floats, weights: Floats, values: Floats, level: str) -> Floats:
    """Alpha for each row of weights (one a unit); counts are units x values."""
    n_values = counts.shape[1]
    per_unit = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(n_values)
    per_unit /= np.maximum(counts.sum(axis=1) - 1, 1)[:, None, None]
    found = []
    for part in np.array_split(weights, max(1, -(-len(weights) * n_values**2 // _CELLS))):
        coincidences = np.tensordot(part, per_unit, axes=1)
        margins = coincidences.sum(axis=2)
        distance = _distances(margins, values, level)
        observed = (coincidences * distance).sum(axis=(1, 2))
        expected = (margins[:, :, None] * margins[:, None, :] * distance).sum(axis=(1, 2))
        pairable = margins.sum(axis=1) - 1
        found.append(1 - np.divide(pairable * observed, expected, out=np.full(len(part), np.nan), where=expected > 0))
    return np.concatenate(found)


def _distances(margins: Floats, values: Floats, level: str) -> Floats:
    """Squared difference of each two values: 0 or 1, of ranks among all codes, or of the numbers."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    at = margins.cumsum(axis=1) - margins / 2 if level == "ordinal" else values[None, :]
    return (at[:, :, None] - at[:, None, :]) ** 2


def _scale(codes: pd.Series, level: str) -> pd.Series:
    """The different codes in order, as numbers where the level needs them."""
    known = pd.Index(sorted(codes.dropna().unique()))
    if len(known) > MOST_CODES:
        raise ValueError(f"The codes have {len(known)} different values, at most {MOST_CODES} are allowed; round them.")
    if level == "nominal":
        return pd.Series(np.arange(len(known), dtype=float), index=known)
    numbers = pd.Series(pd.to_numeric(known, errors="coerce"), index=known, dtype=float)
    if numbers.isna().any():
        raise ValueError(f"The code {numbers[numbers.isna()].index[0]!r} is no number; level {level!r} needs numbers.")
    return numbers.sort_values()


def _comparable(table: pd.DataFrame) -> None:
    if table.shape[1] < 2:
        raise ValueError(f"All codes are by one coder, {', '.join(table)}; agreement needs two: give another file.")
    if not (table.count(axis=1) > 1).any():
        units = [str(table[coder].first_valid_index()) for coder in table.columns[:2]]
        raise ValueError(f"No unit was coded twice ({' and '.join(units)}, for example); code the same sheet.")
    used = {coder: sorted(table[coder].dropna().unique()) for coder in table}
    for a, b in combinations(used, 2):
        if len(table[[a, b]].dropna()) > 4 and not set(used[a]) & set(used[b]) and len(used[a]) + len(used[b]) > 2:
            told = f"{a} wrote {', '.join(used[a][:4])} and {b} wrote {', '.join(used[b][:4])}"
            raise ValueError(f"Two coders have no code in common: {told}; write the same codes for the same thing.")


def _disagreements(table: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    rows = table[table.nunique(axis=1) > 1]
    if "sentence" in known:
        told = known[known["sentence"].notna() & known["sentence"].ne("")].drop_duplicates("unit")
        rows = rows.assign(sentence=told.set_index("unit")["sentence"])
    return rows.rename_axis(columns=None).reset_index()
