"""How alike the sentences of one event are across outlets: every pair that shares rare words, measured once."""
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.gather.vectors import Words, rows_of, tfidf
from analysis.read.segment import parse

# Logistic regression (C = 3) on 94 sentence pairs of five BASIL events that one reader labelled: one specific fact
# or quotation in common against none, sampling weights cut at 20. tests/real/test_alignment_real.py fits it again.
FEATURES = ("words", "pairs", "letters", "run", "length", "names")
WEIGHTS = np.array([1.392, 1.814, 5.773, 0.783, 0.036, 2.740])
INTERCEPT = -3.486
CANDIDATE = 0.05  # similarity of words below which a pair is not looked at
DIMLY = 0.15  # probability below which a pair is not kept, only each sentence's best in an article
LONGEST = 200  # words of a sentence that are compared
_RUNS = 8  # words in a row that are counted by tables; longer runs one by one


class Sentence(NamedTuple):
    """One sentence: its number in the article, its words, and the names and numbers in it."""

    number: int
    words: list[str]
    names: frozenset[str]
    numbers: frozenset[str]


class Alike(NamedTuple):
    """Pairs of sentences of two outlets, i before j, and what comes nearest to each sentence in each article.

    p: probability that both report one fact, from DIMLY on; words: similarity of their words; run: words in a row that
    both have. best (sentence x article) is the highest p, best_at the position of that sentence in the article (-1
    where none is a candidate), near the highest similarity of words.
    """

    i: np.ndarray
    j: np.ndarray
    p: np.ndarray
    words: np.ndarray
    run: np.ndarray
    best: np.ndarray
    best_at: np.ndarray
    near: np.ndarray


class Event:
    """The sentences of all articles of one event, one after another; `bounds` says where each article begins."""

    def __init__(self, texts: tuple[str, ...], outlets: tuple[int, ...]) -> None:
        self.articles = [sentences(text) for text in texts]
        self.bounds = np.cumsum([0, *map(len, self.articles)])
        self.all = [s for article in self.articles for s in article]
        self.article_of = np.repeat(np.arange(len(texts)), np.diff(self.bounds))
        self._outlet_of = np.array(outlets, int)[self.article_of] if texts else np.zeros(0, int)

    @cached_property
    def _tables(self) -> "_Tables":
        return _Tables(self.all)

    def features(self, a: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The candidate pairs of article a and later ones of other outlets: i, j and their features."""
        tables, first, past = self._tables, self.bounds[a], self.bounds[a + 1]
        cosines = tables.words.products(slice(first, past)).tocoo()
        i, j = cosines.row + first, cosines.col
        kept = (cosines.data > CANDIDATE) & (j >= past) & (self._outlet_of[j] != self._outlet_of[first : first + 1])
        i, j = i[kept].astype(np.int64), j[kept].astype(np.int64)
        return i, j, np.column_stack([cosines.data[kept], *tables.compared(i, j, slice(first, past))])

    @cached_property
    def alike(self) -> Alike:
        """All pairs, measured article by article."""
        shape = len(self.all), len(self.articles)
        best, near = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        best_at = np.full(shape, -1, np.int16)
        kept = []
        for a in range(len(self.articles)):
            i, j, features = self.features(a)
            if not len(i):
                continue
            p, words = probability(features), features[:, 0]
            turned = np.argsort(j, kind="stable")
            for one, other, order in ((i, j, slice(None)), (j, i, turned)):
                x, k, value, at = _best(one[order], self.article_of[other[order]], p[order])
                best[x, k], best_at[x, k] = value, other[order][at] - self.bounds[k]
                near[x, k] = _best(one[order], self.article_of[other[order]], words[order])[2]
            rows = np.flatnonzero(p >= DIMLY)
            run = np.rint(np.expm1(features[rows, FEATURES.index("run")])).astype(np.int16)
            measured = (column[rows].astype(np.float32) for column in (p, words))
            kept.append((i[rows].astype(np.int32), j[rows].astype(np.int32), *measured, run))
        self.__dict__.pop("_tables", None)  # measured: the vectors are not needed again
        i, j, p, words, run = (
            [np.concatenate(column) for column in zip(*kept, strict=True)] if kept else [np.zeros(0, int)] * 5
        )
        return Alike(i, j, p, words, run, best, best_at, near)


@lru_cache(maxsize=64)
def event_of(texts: tuple[str, ...], outlets: tuple[int, ...]) -> Event:
    """The event of these texts; kept, because pairs, wording and what is missing are asked for one after another."""
    return Event(texts, outlets)


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text that have words."""
    doc, found = parse(text), []
    for number, (start, end, _) in enumerate(doc.sentences):
        span = doc.words_between(start, end)[:LONGEST]
        if not span:
            continue
        words = doc.words[span.start : span.stop]
        capitals = [w for k, w in zip(span[1:], words[1:], strict=True) if doc.text[doc.starts[k]].isupper()]
        numbers = [w.replace(",", "") for w in words if not w.isalpha() and any(map(str.isdigit, w))]
        found.append(Sentence(number, words, frozenset(capitals) - ENGLISH_STOP_WORDS, frozenset(numbers)))
    return found


def probability(features: np.ndarray) -> np.ndarray:
    """How surely each pair reports one fact."""
    return 1 / (1 + np.exp(-(features @ WEIGHTS + INTERCEPT)))


def _best(x: np.ndarray, k: np.ndarray, value: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Of each run of equal (x, k) the highest value and where it stands first: x, k, value, place."""
    begins = np.flatnonzero(np.r_[True, (x[1:] != x[:-1]) | (k[1:] != k[:-1])])
    highest = np.maximum.reduceat(value, begins)
    lengths = np.diff(np.r_[begins, len(x)])
    is_best = np.flatnonzero(value == np.repeat(highest, lengths))
    first = is_best[np.searchsorted(is_best, begins)]
    return x[begins], k[begins], highest, first


class _Tables:
    """What the sentences of an event are compared by, as sparse tables with a row a sentence."""

    def __init__(self, all_sentences: list[Sentence]) -> None:
        self.sentences = all_sentences
        words = Words([s.words for s in all_sentences])
        self.words = _Table(tfidf(words.counts(keep=lambda word: word not in ENGLISH_STOP_WORDS)))
        self.letters = tfidf(*words.letters())
        self.pairs = _Table(tfidf(words.runs(2)))
        names = rows_of([list(s.names | s.numbers) for s in all_sentences])[0]
        self.names, self.n_names, self.length = _Table(names), np.diff(names.indptr), words.length
        self._runs: Callable[[int], _Table] = lru_cache(lambda n: _Table(words.runs(n, shared=True)))

    def compared(self, i: np.ndarray, j: np.ndarray, rows: slice) -> list[np.ndarray]:
        """The features of pairs, i in `rows` and ascending: pairs of words, letters, run, length, names."""
        pairs = self.pairs.of(i, j, rows)
        either, both = self.n_names[i] + self.n_names[j], self.names.of(i, j, rows)
        shared = np.divide(2 * both, either, out=np.zeros(len(i)), where=either > 0)
        length = np.minimum(self.length[i], self.length[j]) / np.maximum(self.length[i], self.length[j])
        return [pairs, _dots(self.letters, i, j), np.log1p(self._run(i, j, rows, pairs > 0)), length, shared]

    def _run(self, i: np.ndarray, j: np.ndarray, rows: slice, paired: np.ndarray) -> np.ndarray:
        """The longest run of words that both sentences of a pair have; all pairs have a word in common."""
        run, alive = np.ones(len(i)), np.flatnonzero(paired)
        for n in range(2, _RUNS + 1):
            if n > 2:
                alive = alive[self._runs(n).of(i[alive], j[alive], rows) > 0]
            run[alive] = n
        for k in alive.tolist():
            one, other = self.sentences[i[k]].words, self.sentences[j[k]].words
            run[k] = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
        return run


class _Table:
    """A sparse table with its other side, for the products of its rows."""

    def __init__(self, table: sparse.csr_matrix) -> None:
        self._table, self._across = table, table.T.tocsr()

    def products(self, rows: slice) -> sparse.csr_matrix:
        """The products of some rows with all."""
        found = self._table[rows] @ self._across
        found.sort_indices()
        return found

    def of(self, i: np.ndarray, j: np.ndarray, rows: slice) -> np.ndarray:
        """The products of rows i and j, all i in `rows`."""
        return np.asarray(self.products(rows)[i - rows.start, j]).ravel() if len(i) else np.zeros(0)


def _dots(table: sparse.csr_matrix, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """The same for tables whose rows have much in common: i ascending, one row at a time."""
    found, row = np.zeros(len(i)), np.zeros(table.shape[1], table.dtype)
    begins = np.flatnonzero(np.diff(i, prepend=-1, append=-1)).tolist()
    for start, stop in pairwise(begins):
        own = slice(table.indptr[i[start]], table.indptr[i[start] + 1])
        row[table.indices[own]] = table.data[own]
        found[start:stop] = table[j[start:stop]] @ row
        row[table.indices[own]] = 0
    return found
