"""What is said of all articles together, from parts: their events, the terms of each outlet. On any engine."""

import io
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
import pyarrow.parquet as parquet

from analysis.contrast.terms import TermCounts, add_up, count_terms
from analysis.engines import Engine, on_this_machine
from analysis.gather.events import group_events
from analysis.gather.openings import openings
from analysis.read.parts import Parts


def group_parts(
    articles: Parts, *, engine: Engine | None = None, window_days: int = 3, threshold: float | None = None
) -> pd.Series:
    """group_events of articles in parts: of each part only headlines, dates and the first 200 words are kept.

    Returns the Series of group_events on all articles, by id, in the order of the parts. Raises as group_events does.
    """
    slim = pd.concat(_over(articles, engine, openings_of))
    return group_events(slim, window_days=window_days, threshold=threshold)


def count_parts(articles: Parts, events: pd.Series, *, by: str = "outlet", engine: Engine | None = None) -> TermCounts:
    """count_terms of articles in parts, each under its event of `events` (by id): the counts of all parts added up.

    The same counts as from all articles at once. Wire copies and boilerplate, which only all texts together show, are
    counted too; articles without an event, an outlet or `by` are not.
    """
    counts = _over(articles, engine, terms_of, events.to_dict(), by)
    return add_up([part for part in counts if len(part.cells)] or counts[:1])


def openings_of(part: bytes) -> pd.DataFrame:
    """Openings of one part, a parquet file."""
    return openings(_frame(part))


def terms_of(part: bytes, events: dict[str, str], by: str) -> TermCounts:
    """Terms of one part, a parquet file."""
    frame = _frame(part)
    return count_terms(frame.assign(event=frame.index.map(events)).dropna(subset=["event", by, "outlet"]), by)


def _over(articles: Parts, engine: Engine | None, function: Callable[..., Any], *more: Any) -> list[Any]:
    """What the function says of each part, in the order of the parts."""
    jobs: Iterable[tuple] = ((k, file.read_bytes(), *more) for k, file in enumerate(articles.files))
    found = dict((engine or on_this_machine())(function, jobs))
    return [found[k] for k in sorted(found)]


def _frame(part: bytes) -> pd.DataFrame:
    frame = parquet.read_table(io.BytesIO(part), page_checksum_verification=True).to_pandas()
    return frame.set_index("id").rename_axis(None)
