"""What the context model sees of a text: word ids with names masked, capitals, and where sentences end."""

import re
from itertools import repeat
from operator import ne
from typing import NamedTuple

import numpy as np

from analysis.read.segment import Document

NONE, NAME, UNSEEN = 0, 1, -1  # ids that are no word: beyond the sentence, any name, not in the vocabulary
N_CASES = 2  # columns of `cases`: a capital that makes no name, all in capitals
_PLAIN = str.maketrans("’‘‐‑", "''--")
_ADDRESS = re.compile(r"[@#]\w+|(?:https?://|www\.)\S+")  # handles, hashtags and links name, they do not describe
OFFSETS = (-1, 1, -2, 2)


class Seen(NamedTuple):
    """One text as the model sees it, an entry per word."""

    ids: np.ndarray
    sentence: np.ndarray
    cases: np.ndarray


def see(doc: Document, vocabulary: dict[str, int], names: np.ndarray) -> Seen:
    """Word ids with every name masked; `names[id]` says that the word's capitals are those of a name."""
    size, words = len(doc.words), doc.words
    get = vocabulary.get
    ids = np.fromiter(map(get, words, repeat(UNSEEN)), np.int32, size)
    text, printed = doc.text, doc.printed
    if not text.isascii():
        printed = [w if w.isascii() else w.translate(_PLAIN) for w in printed]
    capital = np.fromiter(map(ne, printed, words), bool, size)
    sentence = np.searchsorted(doc.sentence_starts, np.asarray(doc.starts, np.int64), "right")
    cases = np.zeros((size, N_CASES), bool)
    for i in np.flatnonzero(capital).tolist():
        word = words[i]
        if (ids[i] == UNSEEN or names[ids[i]] or printed[i] == "US") and word != "i" and word[:2] != "i'":
            ids[i] = NAME
        elif size > 1:
            cases[i] = (i > 0 and sentence[i] == sentence[i - 1], len(word) > 1 and printed[i].isupper())
    for address in _ADDRESS.finditer(text) if "@" in text or "#" in text or "/" in text or "www." in text else ():
        for i in doc.words_between(*address.span()):
            ids[i] = NAME
    return Seen(ids, sentence, cases)


def shifted(values: np.ndarray, sentence: np.ndarray, offset: int, blank: float) -> np.ndarray:
    """The value of the word `offset` places away in the same sentence, `blank` beyond its ends."""
    found = np.full(len(values), blank, values.dtype)
    here, there = slice(max(offset, 0), min(offset, 0) or None), slice(max(-offset, 0), min(-offset, 0) or None)
    found[there] = np.where(sentence[there] == sentence[here], values[here], blank)
    return found


def around(ids: np.ndarray, sentence: np.ndarray) -> np.ndarray:
    """Ids of the words one and two to the left and right within the sentence: four columns, NONE beyond its ends."""
    return np.stack([shifted(ids, sentence, offset, NONE) for offset in OFFSETS], axis=1)
