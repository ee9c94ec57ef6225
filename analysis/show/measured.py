"""Everything the report says, computed once: tables by the name of the CSV they become."""
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
from tqdm import tqdm

from analysis.contrast.choices import Choices, would_change
from analysis.contrast.outlets import Comparison, compare_outlets
from analysis.contrast.sentence import FEWEST_EVENTS, FEWEST_WORDS
from analysis.gather.alignment import align_sentences
from analysis.gather.copies import find_copies
from analysis.gather.fact_table import tabulate_facts
from analysis.gather.harms import find_harms
from analysis.gather.missing import find_missing
from analysis.gather.names import find_names
from analysis.gather.sources import find_sources
from analysis.gather.tabulate import Place, tabulate_names
from analysis.gather.wording import find_wording
from analysis.mark.actors import find_actors
from analysis.mark.acts import find_acts
from analysis.mark.frames import find_frames, score_frames
from analysis.mark.loaded import find_loaded, score_loaded
from analysis.mark.sentiment import find_sentiment, score_sentiment
from analysis.mark.toward import score_toward
from analysis.mark.voices import score_voices
from analysis.show.excerpts import Excerpts, beginning
from analysis.show.tables import (
    is_foreign,
    is_opinion,
    outlet_table,
    scored_table,
    with_reasons,
    with_sentences,
    with_words,
)
from analysis.show.written import csv_text

MEASURE = "narrator_loaded_per_1000"
GROUP = "leaning"  # a column of the reader's own by which names are also set side by side
_REMARK = ["file", "row", "reason", "mend"]
MOST_MISSING = 50_000  # rows an event of the table of what is missing
_PLACES = 5  # of one item that stand in that table
_TOWARD = 2  # persons an event whose treatment is scored


@dataclass(frozen=True, eq=False)
class Measured:
    """The articles of a report, what was found in them and how their outlets differ.

    `articles` are all that were chosen; `counted` are those the tables rest on: English, and news where any is (else
    all). `frames` holds the tables, `comparison` the differences in loaded words, `choices` whether one of them would
    change, `share` whether it leaves the house.
    """

    articles: pd.DataFrame
    counted: pd.DataFrame
    share: bool = False
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    comparison: Comparison | None = None
    choices: Choices | None = None

    @cached_property
    def shown(self) -> Excerpts:
        """Sentences of the articles, as they may be shown."""
        return Excerpts(self.articles["text"], self.articles["outlet"], share=self.share)

    @cached_property
    def titles(self) -> pd.Series:
        """The headlines there are."""
        return self.counted["headline"].dropna() if "headline" in self.counted else pd.Series(dtype=object)

    @cached_property
    def shown_titles(self) -> Excerpts:
        """Headlines, as they may be shown."""
        return Excerpts(self.titles, self.articles["outlet"], share=self.share, whole=True)

    @property
    def outlets(self) -> list[Any]:
        """The outlets counted, in the order of the alphabet."""
        return sorted(self.counted["outlet"].unique(), key=str)

    @property
    def events(self) -> list[Any]:
        """The events counted, in the order they came."""
        return list(self.counted["event"].unique())

    def csv(self, name: str) -> str:
        """One table as CSV; shared, no cell has more than 25 words of a text."""
        frame = self.frames[name]
        if "places" in frame:
            frame = frame.assign(places=frame["places"].map(_placed))
        return csv_text(frame.map(beginning) if self.share else frame)

    def of_counted(self, name: str) -> pd.DataFrame:
        """The rows of a table that belong to counted articles."""
        rows = self.frames[name]
        return rows[rows["article"].isin(self.counted.index)]


def _placed(places: tuple[Any, ...]) -> str:
    """Places as a cell: article, where, start and end; of what is missing, article and number of the sentence."""
    if not places or isinstance(places[0], Place):
        return "; ".join(f"{place.article} {place.where} {place.start}-{place.end}" for place in places)
    more = [f"{len(places) - _PLACES} more"] if len(places) > _PLACES else []
    return "; ".join([*(f"{article} {sentence}" for article, sentence in places[:_PLACES]), *more])


def measure(articles: pd.DataFrame, *, outlets: list[str] | None = None, share: bool = False) -> Measured:
    """Find and count everything in the articles of a report; progress is shown on a terminal."""
    english = articles[~is_foreign(articles)]
    if english.empty:
        raise ValueError(f"None of the {len(articles)} articles is in English; the word lists do not apply to others.")
    news = english[~is_opinion(english)]
    found = Measured(articles, news if len(news) else english, share)
    steps = [_loaded, _names, _sentiment, _acts, _voices, _frames, _pairs, _missing, _toward]
    for step in tqdm(steps, desc="reading the wording", leave=False, disable=None):
        found.frames.update(step(found, english))
    for name in ("voices", "frames"):
        found.frames[name] = with_reasons(found.frames[name], found.frames["articles"])
    comparison = None
    if found.counted["outlet"].nunique() > 1:
        evidence = found.of_counted("loaded") if found.counted["event"].nunique() > 1 else None
        comparison = compare_outlets(found.frames["scored"].loc[found.counted.index], MEASURE, evidence=evidence)
    choices = _choices(found.counted, comparison, outlets)
    frames = _remarks(articles) | _differences(found, comparison)
    if choices is not None:
        frames["choices"] = choices.table
    return Measured(articles, found.counted, share, frames, comparison, choices)


def _choices(articles: pd.DataFrame, comparison: Comparison | None, outlets: list[str] | None) -> Choices | None:
    """Would the answer change for the two outlets asked for, else for the pair that differs most; None with too few."""
    table = comparison.table if comparison is not None else pd.DataFrame(columns=["n_events", "difference", "a", "b"])
    if outlets is not None and len(outlets) == 2:
        table = table[table["a"].isin(outlets) & table["b"].isin(outlets)]
    enough = table[(table["n_events"] >= FEWEST_EVENTS) & table["difference"].notna()]
    if len(enough):
        enough = enough[enough[["n_words_a", "n_words_b"]].min(axis=1) >= FEWEST_WORDS]
    if not len(enough):
        return None
    row = enough.loc[enough["difference"].abs().idxmax()]
    asked = outlets is not None and len(outlets) == 2
    return would_change(articles, MEASURE, outlets=[row["a"], row["b"]], chosen_after_looking=not asked)


def _remarks(articles: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {name: pd.DataFrame(articles.attrs.get(name, {}), columns=_REMARK) for name in ("skipped", "noted")}


def _differences(found: Measured, comparison: Comparison | None) -> dict[str, pd.DataFrame]:
    frames = {name: frame for name, frame in found.frames.items() if name != "scored"}
    if comparison is not None:
        frames["differences"] = comparison.table
        if comparison.drivers is not None:
            frames["drivers"] = comparison.drivers
    return frames


def _loaded(found: Measured, english: pd.DataFrame) -> dict[str, pd.DataFrame]:
    sentiment = score_sentiment(english)[["polarity", "subjectivity", "n_assessed"]]
    scores = score_loaded(english).join(sentiment)
    scored = found.articles.join(scores)
    opinion = english[is_opinion(english)].index.difference(found.counted.index)
    return {
        "scored": scored,
        "articles": scored_table(found.articles, scores.reindex(found.articles.index)),
        "outlets": outlet_table(scored.loc[found.counted.index]),
        "opinion": outlet_table(scored.loc[opinion]),
        "loaded": with_sentences(find_loaded(english), found.shown, english),
        "headlines": with_sentences(find_loaded(found.titles), found.shown_titles, english),
        "copies": find_copies(found.counted),
    }


def _names(found: Measured, english: pd.DataFrame) -> dict[str, pd.DataFrame]:
    names = {"names": find_names(found.counted)}
    if GROUP in found.counted and found.counted[GROUP].nunique() > 1:
        names["groups"] = tabulate_names(found.counted, by=GROUP)
    return names


def _sentiment(found: Measured, english: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {"sentiment": find_sentiment(found.counted).join(english[["outlet", "event"]], on="article")}


def _acts(found: Measured, english: pd.DataFrame) -> dict[str, pd.DataFrame]:
    harms = find_harms(found.counted)
    above = harms["where"] == "headline"
    texts, titles = (rows.drop(columns=["outlet", "event"]) for rows in (harms[~above], harms[above]))
    held = [(texts, found.shown), (titles, found.shown_titles)]
    parts = [with_sentences(rows, shown, english, name="sentence_text") for rows, shown in held if len(rows)]
    acts = with_sentences(find_acts(found.counted), found.shown, english, name="sentence_text")
    return {"acts": acts, "harms": pd.concat(parts) if parts else harms}


def _voices(found: Measured, english: pd.DataFrame) -> dict[str, pd.DataFrame]:
    scores = score_voices(found.counted).join(english[["outlet", "event"]])
    sources = with_words(find_sources(found.counted), english["text"])
    return {"sources": sources, "voices": scores.rename_axis("article").reset_index()}


def _frames(found: Measured, english: pd.DataFrame) -> dict[str, pd.DataFrame]:
    scores = score_frames(found.counted).join(english[["outlet", "event"]]).rename_axis("article").reset_index()
    cues = with_sentences(find_frames(found.counted), found.shown, english, name="sentence_text")
    return {"frames": scores, "cues": cues}


def _pairs(found: Measured, english: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {"pairs": align_sentences(found.counted), "wording": find_wording(found.counted)}


def _missing(found: Measured, english: pd.DataFrame) -> dict[str, pd.DataFrame]:
    grouped = GROUP in found.counted and found.counted[GROUP].nunique() > 1
    by = GROUP if grouped else "outlet"
    missing = find_missing(found.counted, most=MOST_MISSING)
    return {"missing": missing, "facts": tabulate_facts(found.counted, by=by)}


def _toward(found: Measured, english: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """How the wording treats the one or two persons of each event whom most outlets mention."""
    mentions = find_actors(found.counted).join(english[["outlet", "event"]], on="article")
    mentions = mentions[mentions["actor"].notna() & mentions["kind"].isin(["name", "person"])]
    counts = mentions.groupby(["event", "actor"]).agg(outlets=("outlet", "nunique"), n=("outlet", "size")).reset_index()
    counts = counts[counts["outlets"] > 1].sort_values(
        ["outlets", "n", "actor"], ascending=[False, False, True], kind="stable"
    )
    top = counts.groupby("event", sort=False).head(_TOWARD)[["event", "actor"]]
    chosen = mentions.reset_index().merge(top, on=["event", "actor"]).set_index("index").sort_index()
    scores = score_toward(found.counted, chosen)
    rows = chosen.drop(columns=["outlet", "event"]).join(scores)
    return {"toward": with_sentences(rows, found.shown, english, name="sentence_text")}
