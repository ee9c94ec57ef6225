"""The report: one page that a person opens, and the same numbers as tables beside it."""
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.gather.events import group_events
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
    apostrophe. `event` keeps that event alone, or names the one event of articles that have none; where no article has
    one and none is named, they are grouped by `group_events`, and those stay that two outlets or more cover. `outlets`
    are shown side by side, else the outlet of the first finding. `share` leaves out every run of more than 25 words of
    an article, in the page and in the tables. missing.csv holds at most 50,000 rows an event, of what most outlets
    carry; the page says how many are left out. `given` is what the command line was given (paths, columns), kept for
    `verify`.
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
    """The articles that have text, an outlet and an event, or the one event named; without any event, see `_grouped`.

    Raises ValueError where there is none.
    """
    told = articles[articles["text"].notna() & articles["outlet"].notna()]
    known = told["event"].notna() if "event" in told else pd.Series(False, index=told.index)
    if event is None:
        chosen = told[known] if known.any() else _grouped(told)
    else:
        chosen = told[known & (told["event"] == event)] if known.any() else told.assign(event=event)
    if chosen.empty:
        said = f"none of the event {event!r} has text and an outlet" if event else "none has text and an outlet"
        if event is None and len(told):
            said = "none says which event it is about, and no two outlets were found to cover the same one"
        raise ValueError(
            f"Of {len(articles)} articles {said}: name one event for all of them "
            '(--event "bridge closure"), or add a column event to the table or to articles.csv.'
        )
    return chosen


def _grouped(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles that say nothing of an event, under the events that group_events finds two or more outlets cover."""
    if articles.empty:
        return articles
    events = group_events(articles)
    several = articles["outlet"].groupby(events).transform("nunique") > 1
    chosen = articles.assign(event=events)[several]
    n = chosen["event"].nunique()
    chosen.attrs["grouped"] = (
        f"No article says which event it is about: {len(chosen)} of {len(articles)} were put together by headline, "
        f"opening and date into {n} event{'s' * (n != 1)} that two or more outlets cover. The others stand alone "
        "and are left out; to compare all, name one event (--event), or each article’s in a column event."
    )
    return chosen
