"""The report: one page that a person opens, and the same numbers as tables beside it."""
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.show.measured import measure
from analysis.show.page import page
from analysis.show.provenance import provenance
from analysis.show.written import write_set


def write_report(
    articles: pd.DataFrame,
    out: str | Path,
    *,
    event: str | None = None,
    outlets: list[str] | None = None,
    share: bool = False,
    given: dict | None = None,
) -> Path:
    """One self-contained page on how outlets worded the same events, and its numbers as CSV beside it.

    Frame of `read_articles` in, files in the folder `out`: report.html (no script, no outside request), one CSV for
    each table of the page, and manifest.json with the SHA-256 of each, written last. Each file appears whole or not at
    all; the same articles give the same bytes. Text cells that a spreadsheet would run as a formula begin with an
    apostrophe. `event` keeps that event alone, or names the one event of articles that have none; `outlets` are shown
    side by side, else the outlet of the first finding. `share` leaves out every run of more than 25 words of an
    article, in the page and in the tables. missing.csv holds at most 50,000 rows an event, of what most outlets carry;
    the page says how many are left out. `given` is what the command line was given (paths, columns), kept
    for `verify`.
    Rates rest on at least 200 words and tests on at least 6 events, else the page says so: one event is described only.
    Opinion and what is not in English is counted apart or not at all.
    Returns the path of the page. Raises ValueError where no article has text or an event, OSError where `out` cannot
    be written.
    """
    settings = {"event": event, "outlets": outlets, "share": share, **(given or {})}
    return write_set(Path(out), report_texts(of_event(articles, event), settings)) / "report.html"


def report_texts(chosen: pd.DataFrame, settings: dict[str, Any]) -> dict[str, str]:
    """The files of a report by name, from articles that have an event and the settings of `write_report`."""
    measured = measure(chosen, outlets=settings["outlets"], share=settings["share"])
    texts = {f"{name}.csv": measured.csv(name) for name in sorted(measured.frames)}
    return texts | {"report.html": page(measured, settings["outlets"], provenance(chosen, settings))}


def of_event(articles: pd.DataFrame, event: str | None) -> pd.DataFrame:
    """The articles that have text, an outlet and an event, or the one event named.

    Raises ValueError where there is none.
    """
    known = articles["event"].notna() if "event" in articles else pd.Series(False, index=articles.index)
    if event is None:
        chosen = articles[known]
    elif known.any():
        chosen = articles[known & (articles["event"] == event)]
    else:
        chosen = articles.assign(event=event)
    chosen = chosen[chosen["text"].notna() & chosen["outlet"].notna()]
    if chosen.empty:
        named = "an event" if event is None else f"the event {event!r}"
        raise ValueError(
            f"None of the {len(articles)} articles has text, an outlet and {named}: name one event for all of them "
            '(--event "bridge closure"), or add a column event to the table or to articles.csv.'
        )
    return chosen
