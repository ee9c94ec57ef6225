"""The report: one page that a person opens, and the same numbers as tables beside it."""
import hashlib
from bisect import bisect_right
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.contrast.outlets import Comparison, compare_outlets
from analysis.contrast.sentence import FEWEST_WORDS
from analysis.gather.names import find_names
from analysis.mark.loaded import find_loaded, score_loaded
from analysis.mark.sentiment import find_sentiment, score_sentiment
from analysis.read.segment import parse
from analysis.show.page import page
from analysis.show.written import csv_text, write_whole

MEASURE = "narrator_loaded_per_1000"
_REMARK = ["file", "row", "reason", "mend"]
_VOICES = ("narrator", "quoted", "reported")


def write_report(
    articles: pd.DataFrame, out: str | Path, *, event: str | None = None, outlets: list[str] | None = None
) -> Path:
    """One self-contained page on how outlets worded the same events, and its numbers as CSV beside it.

    Frame of `read_articles` in, files in the folder `out`: report.html (no script, no outside request) and
    articles.csv, outlets.csv, loaded.csv, headlines.csv, names.csv, sentiment.csv, differences.csv, drivers.csv,
    skipped.csv, noted.csv. Each appears whole or not at all; the same articles give the same bytes. Text cells that a
    spreadsheet would run as a formula begin with an apostrophe. `event` keeps that event alone, or names the one event
    of articles that have none; `outlets` are shown side by side, else the outlet of the first finding.
    Rates rest on at least 200 words and tests on at least 6 events, else the page says so: one event is described only.
    Returns the path of the page. Raises ValueError where no article has text or an event, OSError where `out` cannot
    be written.
    """
    chosen = _of_event(articles, event)
    frames, comparison = _frames(chosen)
    html = page(chosen, frames, comparison, outlets)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        write_whole(folder / f"{name}.csv", csv_text(frame))
    return write_whole(folder / "report.html", html)


def _of_event(articles: pd.DataFrame, event: str | None) -> pd.DataFrame:
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


def _frames(articles: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], Comparison | None]:
    """The tables that become CSV, by file name, and the comparison they came from."""
    loaded = find_loaded(articles)
    sentiment = score_sentiment(articles)[["polarity", "subjectivity", "n_assessed"]]
    scored = articles.join(score_loaded(articles)).join(sentiment)
    comparison = None
    if articles["outlet"].nunique() > 1:
        several = articles["event"].nunique() > 1
        comparison = compare_outlets(scored, MEASURE, evidence=loaded if several else None)
    titles = articles["headline"].dropna() if "headline" in articles else pd.Series(dtype=object)
    remarks = {name: pd.DataFrame(articles.attrs.get(name, {}), columns=_REMARK) for name in ("skipped", "noted")}
    digest = articles["text"].map(lambda text: hashlib.sha256(str(text).encode("utf-8", "replace")).hexdigest())
    frames = {
        "articles": scored.drop(columns="text").assign(text_sha256=digest).rename_axis("article").reset_index(),
        "outlets": _by_outlet(scored, comparison),
        "loaded": _with_sentences(loaded, articles["text"], articles),
        "headlines": _with_sentences(find_loaded(titles), titles, articles, whole=True),
        "names": find_names(articles),
        "sentiment": find_sentiment(articles).join(articles[["outlet", "event"]], on="article"),
    } | remarks
    if comparison is not None:
        frames["differences"] = comparison.table
        if comparison.drivers is not None:
            frames["drivers"] = comparison.drivers
    return frames, comparison


def _by_outlet(scored: pd.DataFrame, comparison: Comparison | None) -> pd.DataFrame:
    """One row per outlet: counts over all its articles, rates per 1,000 words of each voice, sentiment means."""
    counts = [f"{lead}n_{kind}" for lead in ("", *(f"{v}_" for v in _VOICES)) for kind in ("words", "loaded")]
    groups = scored.groupby("outlet")
    table = groups[[*counts, "n_assessed"]].sum()
    table.insert(0, "n_articles", groups.size())
    table.insert(1, "n_events", groups["event"].nunique())
    for voice in _VOICES:
        words = table[f"{voice}_n_words"]
        table[f"{voice}_loaded_per_1000"] = (1000 * table[f"{voice}_n_loaded"] / words).where(words >= FEWEST_WORDS)
    table["polarity"], table["subjectivity"] = groups["polarity"].mean(), groups["subjectivity"].mean()
    table["n_with_sentiment"] = groups["polarity"].count()
    table["share_assessed"] = table["n_assessed"] / table["n_words"]
    return table.reset_index()


def _with_sentences(
    found: pd.DataFrame, texts: pd.Series, articles: pd.DataFrame, *, whole: bool = False
) -> pd.DataFrame:
    """Each found word with its outlet, its event and the sentence (or the whole text) it stands in."""
    cuts: dict[Any, list[tuple[int, int]]] = {}
    held = []
    for article, at in zip(found["article"], found["start"], strict=True):
        text = str(texts.loc[article])
        if article not in cuts:
            cuts[article] = [] if whole else [(start, end) for start, end, _ in parse(text).sentences]
        place = bisect_right(cuts[article], (at, len(text))) - 1
        start, end = cuts[article][place] if place >= 0 else (0, len(text))
        held.append((start, text[start:end]))
    rows = found.join(articles[["outlet", "event"]], on="article")
    return rows.assign(sentence_start=[start for start, _ in held], sentence=[words for _, words in held])
