"""Sentences as rows of sparse tables: their words, pairs of words, longer runs and letters, weighted by rarity."""
from collections.abc import Callable, Sequence

import numpy as np
from scipy import sparse


class Words:
    """The words of sentences by number, one sentence after another."""

    def __init__(self, sentences: list[list[str]]) -> None:
        index: dict[str, int] = {}
        self.ids = np.array([index.setdefault(word, len(index)) for words in sentences for word in words], np.int64)
        self.length = np.array([len(words) for words in sentences], np.int64)
        self.printed = list(index)
        self._row = np.repeat(np.arange(len(sentences)), self.length)
        ends = np.cumsum(self.length)
        self._left = np.repeat(ends, self.length) - np.arange(len(self.ids))  # words from here to the sentence's end
        self._codes = {1: self.ids}

    def counts(self, keep: Callable[[str], bool] = lambda word: True) -> sparse.csr_matrix:
        """How often each sentence has each word that is kept."""
        kept = np.array([keep(word) for word in self.printed], bool)[self.ids] if self.printed else self.ids > 0
        return self._table(self._row[kept], self.ids[kept], len(self.printed))

    def runs(self, n: int, *, shared: bool = False) -> sparse.csr_matrix:
        """How often each sentence has each run of n words; of those that are shared only whether."""
        place = np.flatnonzero(self._left >= n)
        codes = self._coded(n)[place]
        if not shared:
            return self._table(self._row[place], codes, int(codes.max(initial=-1)) + 1)
        kept = np.bincount(codes)[codes] > 1 if len(codes) else codes > 0
        columns, codes = np.unique(codes[kept], return_inverse=True)
        table = self._table(self._row[place][kept], codes, len(columns))
        table.data[:] = 1
        return table

    def letters(self) -> tuple[sparse.csr_matrix, np.ndarray]:
        """How often each sentence has each three to five letters in a row inside words, with the space around them.

        Letters that stand in the same words are one column; the second array says how many they are.
        """
        if not self.printed:
            return self.counts(), np.ones(1)
        index: dict[str, int] = {}
        grams = [[index.setdefault(g, len(index)) for g in _letters(word)] for word in self.printed]
        columns = np.array([g for row in grams for g in row], np.int64)
        rows = np.repeat(np.arange(len(grams)), [len(row) for row in grams])
        of_word = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(grams), len(index)))
        drawn = np.random.default_rng(0).random((len(grams), 2))  # the same sum means the same words
        _, first, size = np.unique(of_word.T @ drawn, axis=0, return_index=True, return_counts=True)
        return (self.counts() @ of_word[:, first]).tocsr(), size

    def _coded(self, n: int) -> np.ndarray:
        """The number of the run of n words that begins at each place."""
        if n not in self._codes:
            before, last = self._coded(n - 1), self.ids[np.minimum(np.arange(len(self.ids)) + n - 1, len(self.ids) - 1)]
            codes = np.where(self._left >= n, before * (len(self.printed) + 1) + last, -1)
            self._codes[n] = np.unique(codes, return_inverse=True)[1].reshape(-1)
        return self._codes[n]

    def _table(self, rows: np.ndarray, columns: np.ndarray, n_columns: int) -> sparse.csr_matrix:
        ones = np.ones(len(rows), np.float32)
        return sparse.csr_matrix((ones, (rows, columns)), shape=(len(self.length), max(1, n_columns)))


def tfidf(counts: sparse.csr_matrix, size: np.ndarray | None = None) -> sparse.csr_matrix:
    """Counts weighted by rarity, (1 + log n) * (1 + log((1 + sentences) / (1 + with it))), each row of length 1.

    `size` says for how many equal columns each stands. Columns that one row alone has are left out at the end: they
    count in its length and are in no product of two rows.
    """
    n_rows, held = counts.shape[0], np.bincount(counts.indices, minlength=counts.shape[1])
    weight = np.log((1 + n_rows) / (1 + held)) + 1
    if size is not None:
        weight = weight * np.sqrt(size)
    table = counts.astype(np.float64)
    table.data = (1 + np.log(table.data)) * weight[table.indices]
    norm = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    table.data /= np.repeat(norm, np.diff(table.indptr))
    return table[:, np.flatnonzero(held > 1)].astype(np.float32)


def rows_of(items: Sequence[Sequence[str]]) -> tuple[sparse.csr_matrix, dict[str, int]]:
    """A table with a row for each list and a column for each item in any of them, and the column of each item."""
    index: dict[str, int] = {}
    columns = np.array([index.setdefault(item, len(index)) for row in items for item in row], np.int64)
    ends = np.cumsum([0, *map(len, items)])
    ones = np.ones(len(columns), np.float32)
    return sparse.csr_matrix((ones, columns, ends), shape=(len(items), max(1, len(index)))), index


def _letters(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[k : k + n] for n in (3, 4, 5) for k in range(len(padded) - n + 1)]
