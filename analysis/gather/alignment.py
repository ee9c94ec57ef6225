"""The same fact in two outlets: sentences of one event paired across articles by their words alone."""
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.gather.likeness import Event, Sentence, event_of
from analysis.read.segment import as_texts

SAME_WORDS, PROBABLY = 0.85, 0.5
LONG_RUN = 5  # words in a row that both sentences have
COLUMNS = [
    "article_a", "sentence_a", "article_b", "sentence_b", "similarity", "tier",
    "numbers_a", "numbers_b", "run", "event",
]  # fmt: skip


class Links(NamedTuple):
    """Pairs of sentences that are each other's best in two articles, by their place in the event."""

    i: np.ndarray
    j: np.ndarray
    p: np.ndarray
    same: np.ndarray  # "same words", else "probably same"
    run: np.ndarray


def align_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Pairs of sentences, in articles of two outlets on one event, that report the same fact.

    similarity: probability, from a logistic model over shared words, pairs of words, letters, the longest run of
    words in common, lengths, names and numbers; 0 to 1, higher means more surely one fact. A pair is kept where each
    sentence is the other's best in the two articles. tier: "same words" (five words in a row in common, or .85
    and more: an established pair) or "probably same" (.5 to .85: a suggestion to be read).
    Returns one row per pair: article_a, sentence_a, article_b, sentence_b (sentence numbers of segment), similarity,
    tier, numbers_a, numbers_b (figures that the other sentence does not have, "" where none), run (words in a row
    that both have), event. Without a column `event` all articles are one event; without `outlet` each is its own.
    Not for texts of a sentence or two, where every word is rare. Paraphrase without common words is missed; a fact
    told in two sentences is paired with one.
    Raises ValueError for duplicate index labels or a frame without text.
    Source: weights fitted on sentence pairs labelled by one reader; see analysis/data/SOURCES.md.
    """
    texts = as_texts(articles)
    rows: list[tuple[object, ...]] = []
    for name, labels, outlets in events_of(articles):
        event = coverage(texts, labels, outlets)
        place = [(labels[k], sentence) for k, article in enumerate(event.articles) for sentence in article]
        for i, j, p, same, run in zip(*(column.tolist() for column in links(event)), strict=True):
            (a, one), (b, other) = place[i], place[j]
            tier = "same words" if same else "probably same"
            rows.append((a, one.number, b, other.number, p, tier, *_differing(one, other), run, name))
    return pd.DataFrame(rows, columns=COLUMNS)


def events_of(articles: pd.DataFrame) -> Iterator[tuple[object, list, list]]:
    """Each event with the labels and the outlets of its articles; no event is one event, no outlet is one's own."""
    labels = pd.Series(articles.index, index=articles.index, dtype=object)
    outlet = articles["outlet"].astype(object) if "outlet" in articles else labels
    outlet = outlet.where(outlet.notna(), labels)
    event = articles["event"].astype(object) if "event" in articles else pd.Series("", index=articles.index)
    for name, part in outlet.groupby(event.where(event.notna(), ""), sort=False):
        yield name, part.index.tolist(), part.tolist()


def coverage(texts: pd.Series, labels: list, outlets: list) -> Event:
    """The articles of one event, measured once."""
    return event_of(tuple(texts[label] for label in labels), tuple(pd.factorize(np.array(outlets, object))[0].tolist()))


def links(event: Event) -> Links:
    """The sentences that are each other's best, in the order of their articles and of the first sentence."""
    pairs = event.alike
    a, b = event.article_of[pairs.i], event.article_of[pairs.j]
    mutual = (pairs.best_at[pairs.i, b] == pairs.j - event.bounds[b]) & (
        pairs.best_at[pairs.j, a] == pairs.i - event.bounds[a]
    )
    same = (pairs.run >= LONG_RUN) | (pairs.p >= SAME_WORDS)
    kept = np.flatnonzero(mutual & (same | (pairs.p >= PROBABLY)))
    kept = kept[np.lexsort((pairs.i[kept], b[kept], a[kept]))]
    return Links(pairs.i[kept], pairs.j[kept], pairs.p[kept].astype(float), same[kept], pairs.run[kept])


def _differing(one: Sentence, other: Sentence) -> tuple[str, str]:
    return ", ".join(sorted(one.numbers - other.numbers)), ", ".join(sorted(other.numbers - one.numbers))
