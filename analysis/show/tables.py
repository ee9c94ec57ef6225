"""The report's tables: what becomes CSV beside the page."""
import hashlib

import pandas as pd

from analysis.contrast.sentence import FEWEST_WORDS
from analysis.show.excerpts import Excerpts

VOICES = ("narrator", "quoted", "reported")


def is_opinion(articles: pd.DataFrame) -> pd.Series:
    """Whether a genre is stated and it is not news."""
    if "genre" not in articles:
        return pd.Series(False, index=articles.index)
    return articles["genre"].notna() & ~articles["genre"].astype(str).str.strip().str.lower().isin(["news", ""])


def is_foreign(articles: pd.DataFrame) -> pd.Series:
    """Whether a language is known and it is not English."""
    if "language" not in articles:
        return pd.Series(False, index=articles.index)
    known = articles["language"].fillna("").astype(str).str.lower()
    return ~known.str.startswith("en") & ~known.isin(["", "und"])


def scored_table(articles: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """The articles with their counts and rates; no rate on fewer than 200 words, and why one has none at all."""
    table = articles.drop(columns="text").join(scores)
    for rate in [column for column in scores if column.endswith("loaded_per_1000")]:
        words = table[rate.replace("loaded_per_1000", "n_words")]
        table[rate] = table[rate].where(words >= FEWEST_WORDS)
    for value in ("polarity", "subjectivity"):
        table[value] = table[value].where(table["n_words"] >= FEWEST_WORDS)
    foreign, short = is_foreign(articles), table["n_words"] < FEWEST_WORDS
    why = short.map({True: f"under {FEWEST_WORDS} words", False: ""}).mask(foreign, "not in English")
    table.insert(list(table).index("n_words"), "not_scored", why)
    table.loc[foreign, list(scores)] = float("nan")
    digest = articles["text"].map(lambda text: hashlib.sha256(str(text).encode("utf-8", "replace")).hexdigest())
    return table.assign(text_sha256=digest).rename_axis("article").reset_index()


def with_reasons(rows: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Figures by article with the reason, of `scored_table`, why some are not to be used as rates."""
    reasons = rows["article"].map(table.set_index("article")["not_scored"])
    return rows.assign(not_scored=reasons)[["article", "not_scored", *rows.columns.drop("article")]]


def outlet_table(scored: pd.DataFrame) -> pd.DataFrame:
    """One row per outlet: counts over its articles, rates per 1,000 words of each voice, sentiment means.

    `scored` is an articles frame with the columns of score_loaded and score_sentiment. Rates are left out under 200
    words; the means are those of articles of at least 200 words.
    """
    counts = [f"{lead}n_{kind}" for lead in ("", *(f"{v}_" for v in VOICES)) for kind in ("words", "loaded")]
    groups = scored.groupby("outlet")
    table = groups[[*counts, "n_assessed"]].sum()
    table.insert(0, "n_articles", groups.size())
    table.insert(1, "n_events", groups["event"].nunique())
    for voice in VOICES:
        words = table[f"{voice}_n_words"]
        table[f"{voice}_loaded_per_1000"] = (1000 * table[f"{voice}_n_loaded"] / words).where(words >= FEWEST_WORDS)
    long = scored[scored["n_words"] >= FEWEST_WORDS].groupby("outlet")
    table["polarity"], table["subjectivity"] = long["polarity"].mean(), long["subjectivity"].mean()
    table["n_with_sentiment"] = long["polarity"].count().reindex(table.index, fill_value=0)
    table["share_assessed"] = table["n_assessed"] / table["n_words"]
    return table.reset_index()


def with_sentences(
    found: pd.DataFrame, shown: Excerpts, articles: pd.DataFrame, *, name: str = "sentence"
) -> pd.DataFrame:
    """Each found span with its outlet, its event and the sentence (or what is shown of it) it stands in."""
    texts, held = shown.texts, []
    for article, start, end in zip(found["article"], found["start"], found["end"], strict=True):
        low, high = shown.around(article, start, end)
        held.append((low, texts[article][low:high]))
    rows = found.join(articles[["outlet", "event"]], on="article")
    return rows.assign(**{f"{name}_start": [low for low, _ in held], name: [words for _, words in held]})


def with_words(found: pd.DataFrame, texts: pd.Series) -> pd.DataFrame:
    """Each span with the words that stand in it."""
    places = zip(found["article"], found["start"], found["end"], strict=True)
    said = dict(zip(texts.index, map(str, texts), strict=True))
    return found.assign(words=[said[article][start:end] for article, start, end in places])
