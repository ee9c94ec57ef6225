"""Sentences and words with their offsets: the only tokeniser. A text is tokenised once, every marker works from it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd

from analysis.read.gaps import GAPS
from analysis.read.letters import Letters
from analysis.read.plain import as_printed, plain
from analysis.read.sentences import ORDINARY, paragraphs, sentences
from analysis.read.vocabulary import Table, Vocabulary, vocabulary

_KEYS = Table(lambda key, _: key, object)


class Document:
    """One text with its words and sentences.

    `words` are keys, `starts` and `ends` their offsets (`at` the starts as an array), `ids` their numbers in
    `vocabulary`; `paragraphs` are (start, end), `sentences` (start, end, paragraph), both without the white space
    around them.
    """

    def __init__(self, text: str, words: Vocabulary, ids: np.ndarray, *, at: np.ndarray, ends: list[int]) -> None:
        self.text, self.vocabulary, self.ids = text, words, ids
        self.at, self.starts, self.ends = at, at.tolist(), ends
        self.words: list[str] = _KEYS.of(words, ids).tolist()
        self.apart: list[int] = []  # the words before which something else than one blank stands
        self.paragraphs: list[tuple[int, int]] = []
        self.sentences: list[tuple[int, int, int]] = []
        self.sentence_starts: list[int] = []

    @cached_property
    def gaps(self) -> list[int]:
        """What stands before each word and after the last one, as signs of read/gaps.py."""
        text, starts, ends = self.text, self.starts, self.ends
        found = [0] * (len(starts) + 1)
        for i in self.apart:
            found[i] = GAPS[text[ends[i - 1] : starts[i]]]
        found[0] = GAPS[text[: starts[0]] if starts else text]
        if starts:
            found[-1] = GAPS[text[ends[-1] :]]
        return found

    @cached_property
    def between(self) -> list[int]:
        """The signs of `gaps`, where the text begins and ends those of a line's end."""
        line = GAPS["\n"]
        return [line, *self.gaps[1:-1], line]

    def sentence_of(self, offset: int) -> int:
        """Number of the sentence that begins last at or before an offset; -1 before the first one."""
        return bisect_right(self.sentence_starts, offset) - 1

    def signs(self, table: Table) -> np.ndarray:
        """What a table says of each word."""
        return table.of(self.vocabulary, self.ids)

    def words_between(self, start: int, end: int) -> range:
        """Indices of the words that begin inside text[start:end]."""
        return range(bisect_right(self.starts, start - 1), bisect_right(self.starts, end - 1))


def documents(texts: list[str]) -> list[Document]:
    """The texts with their words and sentences, tokenised together."""
    letters, words = Letters(texts), vocabulary()
    at, ends = letters.words()
    ids = letters.numbers(at, ends, words)
    stops = letters.stops()
    behind = np.searchsorted(ends, stops)  # the word that may end where the stop stands
    ordinary = letters.ordinary(stops) & (np.append(ends, -1)[behind] == stops)
    ordinary &= np.append(ORDINARY.of(words, ids), False)[behind]
    apart, line_ends = letters.apart(at, ends), letters.line_ends()
    by_word, by_stop, by_line, by_gap = (
        np.searchsorted(places, letters.begins).tolist() for places in (at, stops, line_ends, at[apart])
    )
    found = []
    for k, text in enumerate(texts):
        begin, own = letters.begins[k], slice(by_word[k], by_word[k + 1])
        doc = Document(text, words, ids[own], at=at[own] - begin, ends=(ends[own] - begin).tolist())
        doc.apart = (apart[by_gap[k] : by_gap[k + 1]] - own.start).tolist()
        doc.paragraphs = paragraphs(text, (line_ends[by_line[k] : by_line[k + 1]] - begin).tolist())
        mine = slice(by_stop[k], by_stop[k + 1])
        doc.sentences = sentences(text, doc.paragraphs, (stops[mine] - begin).tolist(), ordinary[mine].tolist())
        doc.sentence_starts = [start for start, _, _ in doc.sentences]
        found.append(doc)
    return found


_TOGETHER, _LETTERS = 32, 400_000  # so many texts are read at once, unless they have more letters
_KEPT, _EACH = 8_000_000, 500  # letters of the documents kept, each counting as so many more
_kept: dict[str, Document] = {}
_size = 0
_lock = Lock()


def parse(text: str) -> Document:
    """The text's one tokenisation, shared by all markers."""
    return _kept.get(text) or _parsed([text])[0]


def together(texts: Iterable[str]) -> Iterator[list[Document]]:
    """The documents of these texts in order, some at once: read together they take half the time."""
    group: list[str] = []
    letters = 0
    for text in texts:
        if group and (len(group) == _TOGETHER or letters + len(text) > _LETTERS):
            yield _parsed(group)
            group, letters = [], 0
        group.append(text)
        letters += len(text)
    if group:
        yield _parsed(group)


def ahead(texts: Iterable[str]) -> Iterator[str]:
    """The texts in order, each read with those behind it before it is given."""
    return (doc.text for docs in together(texts) for doc in docs)


def _parsed(texts: list[str]) -> list[Document]:
    global _size
    found = {text: doc for text in texts if (doc := _kept.get(text))}
    if new := [text for text in dict.fromkeys(texts) if text not in found]:
        found.update(zip(new, documents(new), strict=True))
        with _lock:
            for text in new:
                if text not in _kept:
                    _kept[text] = found[text]
                    _size += len(text) + _EACH
            while _size > _KEPT and len(_kept) > len(new):
                oldest = next(iter(_kept))
                del _kept[oldest]
                _size -= len(oldest) + _EACH
    return [found[text] for text in texts]


def forget() -> None:
    """Drop every document that is kept."""
    global _size
    with _lock:
        _kept.clear()
        _size = 0


def as_texts(texts: pd.Series | pd.DataFrame | list[str]) -> pd.Series:
    """The texts as a Series of str with a unique index; a frame gives its `text` column, a missing text is "".

    Raises ValueError for a single string, a frame without `text`, or an index label that stands twice.
    """
    if isinstance(texts, str):
        raise ValueError("Iterable over raw text documents expected, string object received: wrap it in a list.")
    if isinstance(texts, pd.DataFrame):
        if "text" not in texts:
            raise ValueError(f"The frame has no column 'text'; it has {', '.join(map(str, texts.columns))}.")
        texts = texts["text"]
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype=object)
    if not series.index.is_unique:
        twice = series.index[series.index.duplicated()][0]
        raise ValueError(f"The index label {twice!r} stands twice: every text needs a label of its own.")
    whole = isinstance(series.dtype, pd.StringDtype) and not series.hasnans
    if not whole and not series.map(lambda t: isinstance(t, str)).all():
        series = _mapped(series, lambda t: "" if t is None or t is pd.NA or t != t else str(t))
    return series


def _mapped(series: pd.Series, function: Callable[[Any], str]) -> pd.Series:
    """As map does, but half characters (lone surrogates) pass: no other type than object is tried."""
    return pd.Series(list(map(function, series)), index=series.index, name=series.name, dtype=object)


def plain_texts(texts: pd.Series | pd.DataFrame | list[str]) -> pd.Series:
    """The texts in their plain look, which markers read; see read/plain.py. Raises ValueError as as_texts does."""
    series = as_texts(texts)
    return series if all(plain(text) is text for text in series) else _mapped(series, plain)


@as_printed
def segment(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """Sentences of each text, by full stops, an abbreviation list and paragraphs (every line break ends one).

    Returns one row per sentence: article (index label of `texts`), sentence and paragraph (counted from 0 in each
    text), start and end (character offsets; `text[start:end]` is the sentence without white space around it).
    Not for texts without punctuation, where a paragraph is one sentence, nor for scripts with other full stops.
    Raises ValueError for a single string or an index label that stands twice.
    """
    series = plain_texts(texts)
    articles: list[object] = []
    numbers: list[int] = []
    found: list[tuple[int, int, int]] = []
    for article, text in zip(series.index, ahead(series), strict=True):
        own = parse(text).sentences
        articles += [article] * len(own)
        numbers += range(len(own))
        found += own
    start, end, paragraph = np.array(found, int).reshape(-1, 3).T
    columns = {"article": articles or np.array([], object), "sentence": np.array(numbers, int), "paragraph": paragraph}
    return pd.DataFrame({**columns, "start": start, "end": end})
