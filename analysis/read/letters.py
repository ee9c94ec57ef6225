"""What each character is to the tokeniser, by code point: words, lines and stops of whole texts at once."""

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
import pyarrow as pa

from analysis.read.vocabulary import Vocabulary

LETTER, MARK, DIGIT, HYPHEN, APOSTROPHE, POINT, COMMA, ES, STOP, AFTER_STOP, LINE, SPACE = (1 << k for k in range(12))
# Signs that stand inside words and are no letters to Python: soft hyphens, combining marks, zero-width signs.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f"
    "\u200b-\u200d\u2060\ufeff"
)
_CLASSES = {
    LETTER: r"\w", MARK: f"[{_MARKS}]", DIGIT: r"\d", HYPHEN: "[-‐‑]", APOSTROPHE: "['’]", POINT: "[.]", COMMA: ",",
    ES: "[sS]", STOP: "[.!?…]", AFTER_STOP: r"""[\s'"”’»)\].!?…]""", LINE: "[\n\r\u2028\u2029\x85]",
    SPACE: r"\s",
}  # fmt: skip
_BLANK = np.uint32(ord(" "))
_EDGE = 2  # empty signs at both ends, so that every character has two neighbours
_BETWEEN = "\0" * _EDGE  # and between two texts; these characters have no sign


@cache
def _table() -> np.ndarray:
    """Code point -> its signs."""
    every = np.arange(0x110000, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    table = np.zeros(len(every), np.uint16)
    for sign, characters in _CLASSES.items():
        for run in re.finditer(f"{characters}+", every):
            table[run.start() : run.end()] |= sign
    return table


class Letters:
    """The signs of the characters of texts that are laid end to end."""

    def __init__(self, texts: list[str]) -> None:
        self.begins = np.cumsum([0, *(len(text) + len(_BETWEEN) for text in texts)])
        codes = np.frombuffer(_BETWEEN.join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        self._signs = np.zeros(len(codes) + 2 * _EDGE, np.uint16)
        self._signs[_EDGE : len(codes) + _EDGE] = _table()[codes]
        self._codes, self._inside = codes, np.zeros(0, bool)

    def words(self) -> tuple[np.ndarray, np.ndarray]:
        """Where words begin and end. A possessive 's belongs to no word.

        Hyphens and apostrophes join letters, points join initials (U.S.), points and commas join digits (1,200.5).
        """
        signs = self._signs
        inside = signs & (LETTER | MARK) != 0
        at = np.flatnonzero(signs & (HYPHEN | APOSTROPHE | POINT | COMMA))
        at = at[inside[at - 1] & _is(signs[at + 1], LETTER)]
        ends = ~_is(signs[at + 2], LETTER)
        owned = _is(signs[at], APOSTROPHE) & _is(signs[at + 1], ES) & ends
        inside[_apart(at[owned]) + 1] = False
        single = _is(signs[at - 1], LETTER) & ~_is(signs[at - 2], LETTER) & ends
        number = _is(signs[at - 1] & signs[at + 1], DIGIT)
        joins = _is(signs[at], HYPHEN) | _is(signs[at], APOSTROPHE) & ~owned
        joins |= _is(signs[at], POINT) & (single | number) | _is(signs[at], COMMA) & number
        inside[at[joins & inside[at - 1]]] = True
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1 - _EDGE
        self._inside = inside[_EDGE:-_EDGE]
        return edges[::2], edges[1::2]

    def numbers(self, starts: np.ndarray, ends: np.ndarray, vocabulary: Vocabulary) -> np.ndarray:
        """The words' numbers in a vocabulary: every word is looked up once, however often the texts print it."""
        letters = self._codes[self._inside]
        printed = letters.tobytes().decode("utf-32-le", "surrogatepass").encode("utf-8", "surrogatepass")
        wide = np.flatnonzero(letters > 0x7F)  # letters of two bytes or more
        more = np.cumsum([0, *(1 + (letters[wide] > 0x7FF) + (letters[wide] > 0xFFFF)).tolist()])
        past = np.cumsum(ends - starts)
        offsets = np.append(0, past + more[np.searchsorted(wide, past)]).astype(np.int32)
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(printed)]
        coded = pa.Array.from_buffers(pa.utf8(), len(starts), buffers).dictionary_encode()
        known = np.array([*map(vocabulary.__getitem__, _strings(coded.dictionary))], np.int32)
        return known[coded.indices.to_numpy()]

    def apart(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """The words, the first one aside, before which something else than one blank stands."""
        before = ends[:-1]
        return np.flatnonzero((starts[1:] - before != 1) | (self._codes[before] != _BLANK)) + 1

    def stops(self) -> np.ndarray:
        """Where full stops, exclamation and question marks stand that may end a sentence; the first of a row."""
        at = np.flatnonzero(self._signs & STOP)
        near = self._signs[at - 1] & STOP | ~self._signs[at + 1] & AFTER_STOP
        return at[near == 0] - _EDGE

    def ordinary(self, stops: np.ndarray) -> np.ndarray:
        """Which of these are a full stop with white space behind it."""
        return _is(self._signs[stops + _EDGE], POINT) & _is(self._signs[stops + _EDGE + 1], SPACE)

    def line_ends(self) -> np.ndarray:
        """Where the characters stand that end a line."""
        return np.flatnonzero(self._signs & LINE) - _EDGE


def _strings(words: pa.Array) -> Iterable[str]:
    try:
        return words.to_numpy(zero_copy_only=False)
    except UnicodeDecodeError:  # half characters (lone surrogates)
        return [word.as_buffer().to_pybytes().decode("utf-8", "surrogatepass") for word in words]


def _is(signs: np.ndarray, sign: int) -> np.ndarray:
    return signs & sign != 0


def _apart(owned: np.ndarray) -> np.ndarray:
    """The possessives without one that follows at once on another ('s's)."""
    kept: list[int] = []
    for at in owned.tolist():
        if not kept or at - kept[-1] > 2:
            kept.append(at)
    return np.array(kept, np.int64)
