"""One row of the validity card, and how it is made from cases."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analysis.validate.measures import N_DRAWS, estimate

WHOLE = "all cases; no weight fitted, but rules and lists were written with this set in view"


class Row(NamedTuple):
    """One figure of the card: `counted` says what n counts, `resampled` what was drawn, `limit` what it may reach."""

    task: str
    data: str
    split: str
    measure: str
    value: float
    low: float
    high: float
    n: int
    peers: dict[str, float]
    marker: str
    counted: str
    resampled: str
    limit: str = ""
    met: bool | None = None


class About(NamedTuple):
    """What a row is about: the same for several measures of one task."""

    task: str
    data: str
    marker: str
    counted: str
    resampled: str
    split: str = WHOLE


def measured(
    about: About,
    name: str,
    measure: Callable[..., float],
    units: ArrayLike,
    *columns: ArrayLike,
    peers: Mapping[str, tuple[ArrayLike, ...]] | None = None,
    n: int | None = None,
    n_draws: int = N_DRAWS,
) -> Row:
    """A row with its interval; each peer gives its own columns for the same measure on the same cases."""
    task, data, marker, counted, resampled, split = about
    value, low, high = estimate(measure, units, *columns, n_draws=n_draws)
    ones = np.ones(len(np.asarray(units)))
    others = {peer: round(float(measure(*map(np.asarray, own), ones)), 4) for peer, own in (peers or {}).items()}
    cases = len(ones) if n is None else n
    return Row(task, data, split, name, value, low, high, cases, others, marker, counted, resampled)


def limited(row: Row, at_most: float) -> Row:
    """The row with a limit on its absolute value, met or not."""
    return row._replace(limit=f"at most {at_most:g}", met=bool(abs(row.value) <= at_most))


def columns() -> list[str]:
    """The columns of the card, those of the contract first."""
    return list(Row._fields)

