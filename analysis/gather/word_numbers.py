"""Words as numbers, for many texts at once: the letters of a word make its number, without a string for each word."""
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

import numpy as np
from scipy import sparse

TOGETHER = 500  # texts
_ODD = np.uint64(0x9E3779B97F4A7C15)


class WordCounts:
    """Counts of the words of two letters and more, in small letters; a number stands for each word met so far."""

    def __init__(self) -> None:
        self.column: dict[int, int] = {}

    def of(self, texts: Iterable[str]) -> sparse.csr_matrix:
        """Texts x words met so far, these texts' included."""
        columns, uses, ends = [np.empty(0, np.int32)], [np.empty(0, np.float32)], [np.zeros(1, int)]
        for part in _parts(texts):
            words, text = _words(part)
            number, place = np.unique(words, return_inverse=True)
            column = np.array([self.column.setdefault(n, len(self.column)) for n in number.tolist()], np.int64)
            cells, times = np.unique(text * np.int64(1 << 40) + column[place], return_counts=True)
            columns.append((cells & (1 << 40) - 1).astype(np.int32))
            uses.append(times.astype(np.float32))
            ends.append(ends[-1][-1] + np.searchsorted(cells >> 40, np.arange(len(part)), "right"))
        entries = (np.concatenate(uses), np.concatenate(columns), np.concatenate(ends))
        return sparse.csr_matrix(entries, shape=(len(entries[2]) - 1, len(self.column)))

    def without(self, words: Iterable[str]) -> np.ndarray:
        """The columns of all words but these."""
        gone = {self.column.get(number) for number in _words(list(words))[0].tolist()}
        return np.array([k for k in range(len(self.column)) if k not in gone], dtype=int)


def _parts(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while part := list(islice(rest, TOGETHER)):
        yield part


def _words(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """The number of each word, and the text that it stands in."""
    small = [text.lower() for text in texts]
    codes = np.frombuffer("\n".join(["", *small, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
    edges = np.flatnonzero(np.diff(_is_letter()[codes].view(np.int8))) + 1
    start, end = edges[::2], edges[1::2]
    long = end - start > 1
    start, end = start[long], end[long]
    # A word is the sum of its letters, each mixed and times a power that grows by its place in the word.
    mixed = (codes + np.uint64(1)) * _ODD
    mixed ^= mixed >> np.uint64(31)
    power, back = _powers(len(codes))
    sums = np.cumsum(mixed * power[: len(codes)])
    number = (sums[end - 1] - sums[start - 1]) * back[start]
    begins = np.cumsum([1, *(len(text) + 1 for text in small)])
    return number, np.searchsorted(begins, start, "right") - 1


def _powers(n: int) -> tuple[np.ndarray, np.ndarray]:
    """_ODD ** k and its inverse, modulo 2 ** 64, for at least k < n."""
    return _powers_to(1 << max(n - 1, 1).bit_length())


@cache
def _powers_to(n: int) -> tuple[np.ndarray, np.ndarray]:
    inverse = np.uint64(pow(int(_ODD), -1, 1 << 64))
    return tuple(np.cumprod(np.r_[np.uint64(1), np.full(n - 1, x, np.uint64)]) for x in (_ODD, inverse))  # type: ignore[return-value]


@cache
def _is_letter() -> np.ndarray:
    """Which code points stand in words."""
    every = np.arange(0x110000, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    found = np.zeros(len(every), dtype=bool)
    for run in re.finditer(r"\w+", every):
        found[run.start() : run.end()] = True
    return found
