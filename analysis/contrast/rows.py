"""Which rows of a table enter a comparison, and what is left out of it."""
from collections.abc import Sequence
from typing import Any

import pandas as pd


def rows_to_compare(
    scores: pd.DataFrame, by: str, within: str, outlets: Sequence[Any] | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """The rows that have an event and one of the outlets and are news, and in plain sentences what was left out.

    Where genre is known, what is not news is left out, unless nothing else is there or `by` is genre.
    Raises ValueError for an unknown column or outlet, a single name, and where no row has both columns.
    """
    for column in (by, within):
        if column not in scores:
            raise ValueError(f"There is no column {column!r}; there are {', '.join(map(str, scores.columns))}.")
    if isinstance(outlets, str):
        raise ValueError(f"outlets={outlets!r} is one name: give a list of two or more.")
    placed = scores[scores[by].notna() & scores[within].notna()]
    if not len(placed):
        raise ValueError(f"No row has both {by} and {within}: nothing can be compared within {within}s.")
    for name in outlets if outlets is not None else []:
        if name not in set(placed[by]):
            there = ", ".join(sorted(map(str, placed[by].unique())))
            raise ValueError(f"No row has {by} {name!r}; there are {there}.")
    notes = []
    if len(placed) < len(scores):
        notes.append(f"{_reports(len(scores) - len(placed))} without {by} or {within} left out.")
    rows = placed if outlets is None else placed[placed[by].isin(list(outlets))]
    return _news(rows, by, notes), notes


def _news(rows: pd.DataFrame, by: str, notes: list[str]) -> pd.DataFrame:
    """News, and what may be news; opinion is compared where there is nothing else."""
    if by == "genre" or "genre" not in rows:
        return rows
    kept = rows[rows["genre"].isna() | rows["genre"].astype(str).str.lower().isin(["news", ""])]
    if not len(kept):
        notes.append(f"None of the {_reports(len(rows))} is marked as news; all were compared.")
        return rows
    if len(kept) < len(rows):
        notes.append(f"{_reports(len(rows) - len(kept))} not marked as news left out.")
    return kept


def _reports(n: int) -> str:
    return "1 report" if n == 1 else f"{n} reports"
