"""Whose words are these: the narrator's, quoted, reported or scare-quoted; who speaks, and with which verb."""

import numpy as np
import pandas as pd

from analysis.mark.cues import cues
from analysis.mark.speakers import named_actors, speakers
from analysis.mark.tiles import VOICES, tiles
from analysis.read.collector import resting
from analysis.read.plain import as_printed
from analysis.read.segment import parse, plain_texts

COLUMNS = ("article", "start", "end", "voice", "speaker", "cue", "source")
KINDS = ("neutral", "doubting", "endorsing", "committing")  # of cue verbs


@as_printed
def find_voices(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """Whose words: spans that tile each text, by quotation marks, verbs of speech and “according to”.

    Returns one row per span: article (index label of `texts`), start and end (offsets; quotation marks belong to
    the quotation, white space to the span before it), voice (`narrator`, `quoted`, `reported`: a content clause
    without marks, `scare`: a short fragment in marks that nobody is said to have said), speaker (the actor's name
    as in find_actors, missing when unsure), cue (the verb as printed), source (the words that name the speaker, as
    printed).
    Not for texts that have lost their quotation marks. Reported speech misses clauses without a verb of speech.
    Raises ValueError for a single string or an index label that stands twice.
    """
    series = plain_texts(texts)
    named = named_actors(series)
    rows: dict[str, list] = {name: [] for name in COLUMNS}
    for article, text in series.items():
        if cut := tiles(text):
            starts, ends, voices, cued, sources = zip(*cut, strict=True)
            rows["article"] += [article] * len(cut)
            rows["start"] += starts
            rows["end"] += ends
            rows["voice"] += voices
            rows["speaker"] += speakers(text, named.get(article, ()))
            rows["cue"] += [text[span[0] : span[1]] if span else None for span in cued]
            rows["source"] += [text[span[0] : span[1]] if span else None for span in sources]
    if not rows["article"]:
        return pd.DataFrame(columns=COLUMNS)
    return pd.DataFrame({**rows, "start": np.array(rows["start"], int), "end": np.array(rows["end"], int)})


@resting()
def score_voices(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """How much of each text is whose, how many are named as speaking, and with which kind of verb.

    Returns one row per text, index kept: n_words; share_narrator, share_quoted, share_reported, share_scare (of
    words, 0 to 1, sum 1); n_speakers (actors who are quoted or reported); n_spoken (quoted and reported spans),
    share_unnamed (of them, those without a known speaker); share_neutral, share_doubting, share_endorsing,
    share_committing (of the spans with a cue verb: said, claimed, revealed, vowed). NaN where nothing is shared.
    Higher share_quoted means more of the text is others' exact words. A speaker counts as unnamed where none was
    found, which is also the finder's failure: see the card.
    Raises ValueError for a single string or an index label that stands twice.
    """
    series = plain_texts(texts)
    found = find_voices(series)
    found["n"] = 0
    for article, own in found.groupby("article", sort=False):
        starts = parse(series.at[article]).starts
        found.loc[own.index, "n"] = np.searchsorted(starts, own["end"]) - np.searchsorted(starts, own["start"])
    words = found.pivot_table(index="article", columns="voice", values="n", aggfunc="sum").reindex(series.index)
    scores = pd.DataFrame({"n_words": [len(parse(text).words) for text in series]}, index=series.index)
    for voice in VOICES:
        counts = words[voice].fillna(0) if voice in words else 0
        scores[f"share_{voice}"] = counts / scores["n_words"].replace(0, np.nan)
    spoken = found[found["voice"].isin(["quoted", "reported"])]
    groups = spoken.groupby("article")
    scores["n_speakers"] = groups["speaker"].nunique().reindex(series.index, fill_value=0)
    scores["n_spoken"] = groups.size().reindex(series.index, fill_value=0)
    scores["share_unnamed"] = groups["speaker"].apply(lambda s: s.isna().mean()).reindex(series.index)
    kind = spoken["cue"].dropna().str.lower().map(lambda cue: cues()[cue].kind if cue in cues() else "neutral")
    for name in KINDS:
        scores[f"share_{name}"] = (kind == name).groupby(spoken["article"]).mean().reindex(series.index)
    return scores
