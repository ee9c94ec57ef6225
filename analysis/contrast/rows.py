"""Which rows of a table enter a comparison, and what is left out of it."""
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.gather.copies import collapse_copies


def rows_to_compare(
    scores: pd.DataFrame, by: str, within: str, outlets: Sequence[Any] | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """The rows that have an event and one of the outlets, are news and no copies, and what was left out, in sentences.

    Where genre is known, what is not news is left out, unless nothing else is there or `by` is genre. Where the texts
    are there, one that stands in another report of the same event counts once (collapse_copies).
    Raises ValueError for an unknown column or outlet, a single name, and where no row has both columns.
    """
    rows, notes = placed_rows(scores, by, within, outlets)
    return own_texts(_news(rows, by, notes), within, notes), notes


def placed_rows(
    scores: pd.DataFrame, by: str, within: str, outlets: Sequence[Any] | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """The rows of any genre that have an event and one of the outlets; raises as rows_to_compare does."""
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
    return rows, notes


def own_texts(rows: pd.DataFrame, within: str, notes: list[str]) -> pd.DataFrame:
    """The rows without texts that stand in an earlier report of the same event; which, is added to the notes."""
    if "text" not in rows or not rows.index.is_unique:
        return rows
    kept = collapse_copies(rows, within=within)
    copies = pd.DataFrame(kept.attrs.pop("copies"))
    if len(copies):
        told = [f"{c.outlet} after {c.of_outlet}" for c in copies.itertuples()] if "outlet" in copies else []
        pairs = f" ({', '.join(dict.fromkeys(told))})" if told else ""
        notes.append(f"{_reports(len(copies))} with the text of another on the same event left out{pairs}.")
    return kept


def is_news(rows: pd.DataFrame) -> pd.Series:
    """News, and what may be news."""
    return rows["genre"].isna() | rows["genre"].astype(str).str.lower().isin(["news", ""])


def _news(rows: pd.DataFrame, by: str, notes: list[str]) -> pd.DataFrame:
    """News, and what may be news; opinion is compared where there is nothing else."""
    if by == "genre" or "genre" not in rows:
        return rows
    kept = rows[is_news(rows)]
    if not len(kept):
        notes.append(f"None of the {_reports(len(rows))} is marked as news; all were compared.")
        return rows
    if len(kept) < len(rows):
        notes.append(f"{_reports(len(rows) - len(kept))} not marked as news left out.")
    return kept


def _reports(n: int) -> str:
    return "1 report" if n == 1 else f"{n} reports"
