"""The same fact in two outlets: sentences of one event paired across articles by their words alone."""
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from analysis.read.segment import as_texts, parse

# Logistic regression (C = 3) on 94 sentence pairs of five BASIL events that one reader labelled: one specific fact
# or quotation in common against none, sampling weights cut at 20. tests/real/test_alignment_real.py fits it again.
FEATURES = ("words", "pairs", "letters", "run", "length", "names")
WEIGHTS = np.array([1.392, 1.814, 5.773, 0.783, 0.036, 2.740])
INTERCEPT = -3.486
SAME_WORDS, PROBABLY = 0.85, 0.5
LONG_RUN = 5  # words in a row that both sentences have
CANDIDATE = 0.05  # similarity of words below which a pair is not looked at
LONGEST = 200  # words of a sentence that are compared
COLUMNS = [
    "article_a", "sentence_a", "article_b", "sentence_b", "similarity", "tier",
    "numbers_a", "numbers_b", "run", "event",
]  # fmt: skip


class Sentence(NamedTuple):
    """One sentence: its number in the article, its words, and the names and numbers in it."""

    number: int
    words: list[str]
    names: frozenset[str]
    numbers: frozenset[str]


class Event:
    """The sentences of all articles of one event, and how alike any two articles' sentences are."""

    def __init__(self, texts: list[str]) -> None:
        self.articles = [sentences(text) for text in texts]
        self.bounds = np.cumsum([0, *map(len, self.articles)])
        self.all = [s for article in self.articles for s in article]
        self._features: dict[tuple[int, int], tuple[np.ndarray, np.ndarray, np.ndarray]] = {}

    @cached_property
    def _vectors(self) -> list[sparse.csr_matrix]:
        content = [[w for w in s.words if w not in ENGLISH_STOP_WORDS] for s in self.all]
        pairs = [[" ".join(pair) for pair in zip(s.words, s.words[1:], strict=False)] for s in self.all]
        letters = [_letters(s.words) for s in self.all]
        return [_tfidf(terms) for terms in (content, pairs, letters)]

    def features(self, a: int, b: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows and columns of the candidate pairs of articles a and b, and their features (pairs x FEATURES)."""
        if (b, a) in self._features:
            j, i, features = self._features[b, a]
            return i, j, features
        if (a, b) not in self._features:
            self._features[a, b] = self._measured(a, b)
        return self._features[a, b]

    def _measured(self, a: int, b: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        cosines = []
        for vectors in self._vectors:
            one, other = (vectors[self.bounds[k] : self.bounds[k + 1]] for k in (a, b))
            cosines.append((one @ other.T).toarray())
        i, j = np.nonzero(cosines[0] > CANDIDATE)
        mine, theirs = self.articles[a], self.articles[b]
        rest = [_compared(mine[x], theirs[y]) for x, y in zip(i.tolist(), j.tolist(), strict=True)]
        columns = [cosine[i, j] for cosine in cosines]
        return i, j, np.column_stack([*columns, np.array(rest).reshape(len(i), 3)])


@lru_cache(maxsize=64)
def event_of(texts: tuple[str, ...]) -> Event:
    """The event of these texts; kept, because pairs, wording and what is missing are asked for one after another."""
    return Event(list(texts))


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
    for event, labels, outlets in events_of(articles):
        found = event_of(tuple(texts[label] for label in labels))
        for a, b in combinations(range(len(labels)), 2):
            if outlets[a] != outlets[b]:
                for i, j, p, tier, run in links(found, a, b):
                    one, other = found.articles[a][i], found.articles[b][j]
                    figures = _differing(one, other)
                    rows.append((labels[a], one.number, labels[b], other.number, p, tier, *figures, run, event))
    return pd.DataFrame(rows, columns=COLUMNS)


def events_of(articles: pd.DataFrame) -> Iterator[tuple[object, list, list]]:
    """Each event with the labels and the outlets of its articles; no event is one event, no outlet is one's own."""
    labels = pd.Series(articles.index, index=articles.index, dtype=object)
    outlet = articles["outlet"].astype(object) if "outlet" in articles else labels
    outlet = outlet.where(outlet.notna(), labels)
    event = articles["event"].astype(object) if "event" in articles else pd.Series("", index=articles.index)
    for name, part in outlet.groupby(event.where(event.notna(), ""), sort=False):
        yield name, part.index.tolist(), part.tolist()


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text that have words."""
    doc, found = parse(text), []
    for number, (start, end, _) in enumerate(doc.sentences):
        span = doc.words_between(start, end)[:LONGEST]
        words = doc.words[span.start : span.stop]
        printed = [doc.text[doc.starts[k] : doc.ends[k]] for k in span]
        names = frozenset(w for w, shown in zip(words[1:], printed[1:], strict=True) if shown[:1].isupper())
        numbers = frozenset(w.replace(",", "") for w in words if any(map(str.isdigit, w)))
        if words:
            found.append(Sentence(number, words, names - ENGLISH_STOP_WORDS, numbers))
    return found


def probability(features: np.ndarray) -> np.ndarray:
    """How surely each pair reports one fact."""
    return 1 / (1 + np.exp(-(features @ WEIGHTS + INTERCEPT)))


def _letters(words: list[str]) -> list[str]:
    """Three to five letters in a row inside words, with the space around them."""
    padded = [f" {word} " for word in words]
    return [w[k : k + n] for w in padded for n in (3, 4, 5) for k in range(len(w) - n + 1)]


def _tfidf(terms: list[list[str]]) -> sparse.csr_matrix:
    if not any(terms):
        return sparse.csr_matrix((len(terms), 1))
    return TfidfVectorizer(analyzer=list, sublinear_tf=True).fit_transform(terms)


def _compared(one: Sentence, other: Sentence) -> tuple[float, float, float]:
    """Log of the longest run, ratio of lengths, share of names and numbers in common."""
    match = SequenceMatcher(None, one.words, other.words, autojunk=False).find_longest_match()
    shorter, longer = sorted((len(one.words), len(other.words)))
    mine, theirs = one.names | one.numbers, other.names | other.numbers
    shared = 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine or theirs else 0.0
    return float(np.log1p(match.size)), shorter / longer, shared


def links(event: Event, a: int, b: int) -> Iterator[tuple[int, int, float, str, int]]:
    """Positions of the sentences of articles a and b that are each other's best: both, similarity, tier, run."""
    i, j, features = event.features(a, b)
    p = probability(features)
    run = np.rint(np.expm1(features[:, FEATURES.index("run")])).astype(int)
    order = np.lexsort((j, i, -p))
    best_i, best_j = np.unique(i[order], return_index=True), np.unique(j[order], return_index=True)
    mutual = np.intersect1d(order[best_i[1]], order[best_j[1]])
    for k in mutual[np.argsort(i[mutual])]:
        same = run[k] >= LONG_RUN or p[k] >= SAME_WORDS
        if same or p[k] >= PROBABLY:
            yield int(i[k]), int(j[k]), float(p[k]), "same words" if same else "probably same", int(run[k])


def _differing(one: Sentence, other: Sentence) -> tuple[str, str]:
    return tuple(", ".join(sorted(x.numbers - y.numbers)) for x, y in ((one, other), (other, one)))  # type: ignore[return-value]
