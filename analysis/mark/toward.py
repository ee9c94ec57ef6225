"""Sentiment toward an actor: how the wording of a sentence treats one who is mentioned in it, names masked."""

from bisect import bisect_left, bisect_right
from collections import defaultdict

import numpy as np
import pandas as pd

from analysis.mark.lexicon import load_lexicon
from analysis.mark.masked import Known, masked, tokens
from analysis.mark.standing import Standing, standing
from analysis.mark.tiles import voice_at
from analysis.mark.toward_model import load_toward
from analysis.read.collector import resting
from analysis.read.segment import Document, as_texts, parse

LABELS = ("negative", "neutral", "positive")
UNCLEAR = "unclear"
_NEEDED = ("article", "start", "end")
_EVEN = (0.3, 0.4, 0.3)  # shares without evidence, where there is no fitted model
_LISTED_LIMIT = 0.5  # below this share the label by listed words is unclear
_LISTED = 0.5  # log odds of one step of strength of a listed word in the mention's clause


@resting()
def score_toward(texts: pd.Series | pd.DataFrame | list[str], mentions: pd.DataFrame) -> pd.DataFrame:
    """How the sentence around each mention treats the one mentioned, as readers would say.

    A small network over the words of the sentence: which word, on which side, how far, in the same clause or voice,
    and its role by word order. Every name is masked, the actor's and all others, so another name changes nothing.
    The label is the largest share, or `unclear` where that share is below the confidence chosen in fitting.
    Without data/fitted a rule counts listed praise and blame in the mention's clause; most labels are then unclear.

    `mentions` is a frame as of find_actors: article (index label of `texts`), start, end, and actor where known.
    Returns one row per mention, index of `mentions` kept: negative, neutral, positive (sum 1, higher means more
    readers would choose it), label, voice (narrator, quoted, reported, scare: whose words they are).
    Not for one sentence alone: of the labels it gives one in five to ten differs from the readers'. It reads one
    sentence, no irony, no world knowledge; "neutral" often means that the wording says nothing.
    Raises ValueError for a single string, a missing column, or a mention that lies in none of the texts.
    Source: fitted on NewsMTSC (Hamborg and Donnay 2021), see data/SOURCES.md.
    """
    series = as_texts(texts)
    if missing := [c for c in _NEEDED if c not in mentions]:
        raise ValueError(f"The frame of mentions has no column {missing[0]!r}; it has {', '.join(map(str, mentions))}.")
    shares, voices = np.full((len(mentions), 3), np.nan), np.full(len(mentions), "", object)
    model = load_toward()
    starts, ends = mentions["start"].tolist(), mentions["end"].tolist()
    actors = mentions["actor"].tolist() if "actor" in mentions else [None] * len(mentions)
    for article, rows in _by_article(mentions, series).items():
        text = series.loc[article]
        spans = [_span(article, text, starts[k], ends[k]) for k in rows]
        voices[rows] = voice_at(text, [start for start, _ in spans])
        if model is None:
            shares[rows] = from_list(text, spans)
        else:
            shares[rows] = model.probabilities(standings(text, spans, [actors[k] for k in rows], model.known))
    frame = pd.DataFrame(shares, columns=list(LABELS), index=mentions.index)
    frame["label"] = labels(shares, _LISTED_LIMIT if model is None else model.unclear_below)
    frame["voice"] = voices
    return frame


def labels(shares: np.ndarray, limit: float) -> np.ndarray:
    """The label of the largest share in each row, `unclear` where it is below `limit`."""
    if not len(shares):
        return np.zeros(0, object)
    return np.where(shares.max(1) < limit, UNCLEAR, np.array(LABELS, object)[shares.argmax(1)])


def _by_article(mentions: pd.DataFrame, series: pd.Series) -> dict[object, list[int]]:
    """Row numbers of the mentions of each article."""
    found: dict[object, list[int]] = defaultdict(list)
    for k, article in enumerate(mentions["article"].tolist()):
        found[article].append(k)
    if strange := [a for a in found if a not in series.index]:
        raise ValueError(
            f"A mention is of article {strange[0]!r}, which is not among the texts; give both of one call."
        )
    return found


def _span(article: object, text: str, start: int, end: int) -> tuple[int, int]:
    if not 0 <= start < end <= len(text):
        raise ValueError(
            f"A mention of article {article!r} is at {start} to {end}; the text has {len(text)} characters."
        )
    doc = parse(text)
    last = bisect_left(doc.starts, end) - 1
    if last < 0 or doc.ends[last] <= start:
        raise ValueError(f"A mention of article {article!r} at {start} to {end} holds no word.")
    return int(start), int(end)


def standings(text: str, spans: list[tuple[int, int]], actors: list[object], known: Known) -> list[Standing]:
    """What the model sees of each mention of one text: the sentence in which the mention ends, names masked."""
    doc = parse(text)
    begins = [start for start, _, _ in doc.sentences]
    # The last word of a mention decides: a name may have a full stop in it, and line breaks end sentences.
    last = [doc.starts[bisect_left(doc.starts, end) - 1] for _, end in spans]
    numbers = [max(bisect_right(begins, at) - 1, 0) for at in last]
    cut = {n: tokens(doc, *_words(doc, n), known) for n in sorted(set(numbers))}
    same: dict[object, list[tuple[int, int]]] = defaultdict(list)
    for span, actor in sorted(zip(spans, actors, strict=True), key=lambda pair: pair[0]):
        if isinstance(actor, str):
            same[actor].append(span)
    found = []
    for span, actor, n in zip(spans, actors, numbers, strict=True):
        found.append(standing(*masked(cut[n], *span, same[actor] if isinstance(actor, str) else [])))
    return found


def _words(doc: Document, sentence: int) -> tuple[int, int]:
    words = doc.words_between(*doc.sentences[sentence][:2])
    return words.start, words.stop


def from_list(text: str, spans: list[tuple[int, int]]) -> np.ndarray:
    """Shares by listed praise and blame in the sentence of each mention."""
    doc = parse(text)
    hits = [(doc.starts[first], t.direction * t.strength) for first, _, t in load_lexicon().match(doc)]
    rows = []
    for start, _ in spans:
        low, high = next(((s, e) for s, e, _ in doc.sentences if s <= start < e), (start, start))
        total = sum(value for at, value in hits if low <= at < high)
        odds = np.log(_EVEN) + np.array([-total, 0, total]) * _LISTED
        rows.append(np.exp(odds) / np.exp(odds).sum())
    return np.array(rows)
