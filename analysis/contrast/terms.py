"""Words and pairs of words in an outlet's own voice, counted; counts of parts of the articles add up."""
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.contrast.measure import VOICES
from analysis.mark.tiles import tiles
from analysis.read.segment import parse, plain_texts

_GAPS = frozenset((" ", "\u00a0"))
_SECOND = 0xFFFFFFFF
KEYS = ["event", "group", "source"]


@dataclass(frozen=True, eq=False)
class TermCounts:
    """How often each term stands in each cell (`uses`: cells x terms); results for parts of the articles add up (+).

    cells: event, group, source (the outlet, where `group` is another column) and n_words, own words of any kind.
    codes: a number for each term, ascending: that of its first word in `words` (from 1 on), and of its second.
    """

    cells: pd.DataFrame
    uses: sparse.csr_matrix
    codes: np.ndarray
    words: tuple[str, ...]

    def __add__(self, other: "TermCounts") -> "TermCounts":
        ids = {word: k for k, word in enumerate(self.words, 1)}
        moved = np.array([0, *(ids.setdefault(word, len(ids) + 1) for word in other.words)], dtype=np.int64)
        theirs = moved[other.codes >> 32] << 32 | moved[other.codes & _SECOND]
        codes, at = np.unique(np.concatenate([self.codes, theirs]), return_inverse=True)
        columns = np.split(at, [len(self.codes)])
        parts = [
            sparse.csr_matrix((part.uses.data, own[part.uses.indices], part.uses.indptr), (len(part.cells), len(codes)))
            for part, own in zip((self, other), columns, strict=True)
        ]
        cells = pd.concat([self.cells, other.cells], ignore_index=True)
        return _pooled(TermCounts(cells, sparse.vstack(parts, format="csr"), codes, tuple(ids)))

    @property
    def terms(self) -> np.ndarray:
        """The terms, spelled: "word" or "word word"."""
        words = np.array(["", *self.words], dtype=object)
        split = zip(words[self.codes >> 32], words[self.codes & _SECOND], strict=True)
        return np.array([f"{first} {second}".strip() for first, second in split], dtype=object)

    def events_with(self) -> np.ndarray:
        """In how many events each term stands."""
        event = pd.factorize(self.cells["event"])[0]
        shape = (event.max(initial=-1) + 1, len(event))
        each = sparse.csr_matrix((np.ones(len(event)), (event, np.arange(len(event)))), shape)
        return np.bincount((each @ self.uses).indices, minlength=len(self.codes))

    def kept(self, columns: np.ndarray) -> "TermCounts":
        """The same with these terms alone."""
        return replace(self, uses=self.uses[:, columns], codes=self.codes[columns])


def count_terms(articles: pd.DataFrame, by: str = "outlet", *, left_out: pd.DataFrame | None = None) -> TermCounts:
    """Words and pairs of neighbours with a letter in the outlets' own voice, by event and group.

    Own voice is narrator and scare quotes. Pairs do not reach over punctuation, a possessive or a change of voice.
    Words in the spans of `left_out` (article, start, end, as of find_boilerplate) are not counted. Takes texts in
    their plain look (read.segment.plain_texts), an event for each, `by` and, where there is one, outlet.
    """
    texts = plain_texts(articles)
    skip: dict[Any, np.ndarray] = {}
    if left_out is not None:
        skip = {name: own[["start", "end"]].to_numpy() for name, own in left_out.groupby("article")}
    ids: dict[str, int] = {}
    found, uses, n_words = [], [], []
    for article, text in texts.items():
        own, n = _own(text, skip.get(article, np.empty((0, 2), int)), ids)
        codes, times = np.unique(own, return_counts=True)
        found.append(codes)
        uses.append(times.astype(np.int32))
        n_words.append(n)
    ends = np.cumsum([0, *map(len, found)])
    codes, columns = np.unique(np.concatenate([*found, np.empty(0, np.int64)]), return_inverse=True)
    data = np.concatenate([*uses, np.empty(0, np.int32)])
    source = articles["outlet"] if "outlet" in articles else articles[by]
    cells = pd.DataFrame({"event": articles["event"], "group": articles[by], "source": source, "n_words": n_words})
    counts = sparse.csr_matrix((data, columns.astype(np.int32), ends), shape=(len(texts), len(codes)))
    return _pooled(TermCounts(cells, counts, codes, tuple(ids)))


def add_up(parts: list[TermCounts]) -> TermCounts:
    """The counts of all parts together; in pairs, so that the large ones are not copied part by part."""
    while len(parts) > 2:
        parts = [reduce(TermCounts.__add__, parts[at : at + 2]) for at in range(0, len(parts), 2)]
    return reduce(TermCounts.__add__, parts)


def _pooled(counts: TermCounts) -> TermCounts:
    """One row per cell, in an order of their own."""
    names = [counts.cells[key].astype(str) for key in KEYS]
    order = np.lexsort([name.to_numpy(dtype=str) for name in reversed(names)])
    rows = counts.cells.iloc[order]
    cell = rows.groupby(KEYS, sort=False, observed=True).ngroup().to_numpy()
    shape = (cell.max(initial=-1) + 1, len(cell))
    pool = sparse.csr_matrix((np.ones(len(cell), dtype=np.int32), (cell, order)), shape=shape)
    cells = rows.groupby(KEYS, sort=False, observed=True)["n_words"].sum().reset_index()
    return replace(counts, cells=cells, uses=sparse.csr_matrix(pool @ counts.uses))


def _own(text: str, skip: np.ndarray, ids: dict[str, int]) -> tuple[np.ndarray, int]:
    """Codes of the own words outside the spans of `skip` and of neighbouring pairs of them; how many words."""
    doc = parse(text)
    own = np.ones(len(doc.words), dtype=bool)
    spoken = [(tile.start, tile.end) for tile in tiles(text) if tile.voice not in VOICES["narrator"]]
    for start, end in [*spoken, *skip]:
        inside = doc.words_between(start, end)
        own[inside.start : inside.stop] = False
    code = np.array([ids.setdefault(word, len(ids) + 1) for word in doc.words], dtype=np.int64)
    lettered = np.array([word.isalpha() or any(map(str.isalpha, word)) for word in doc.words], dtype=bool)
    bounds = zip(doc.ends, doc.starts[1:], strict=False)
    near = np.array([start - end == 1 and doc.text[end] in _GAPS for end, start in bounds], dtype=bool)
    first = np.flatnonzero(own[:-1] & own[1:] & near & (lettered[:-1] | lettered[1:]))
    return np.concatenate([code[own & lettered] << 32, code[first] << 32 | code[first + 1]]), int(own.sum())
