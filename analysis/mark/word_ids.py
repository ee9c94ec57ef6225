"""What the context model sees of a text: word ids with names masked, capitals, and where sentences end."""

import re
from typing import NamedTuple

import numpy as np

from analysis.read.segment import Document
from analysis.read.vocabulary import Table

NONE, NAME, UNSEEN = 0, 1, -1  # ids that are no word: beyond the sentence, any name, not in the vocabulary
N_CASES = 2  # columns of `cases`: a capital that makes no name, all in capitals
_PLAIN = str.maketrans("’‘‐‑", "''--")
_ADDRESS = re.compile(r"[@#]\w+|(?:https?://|www\.)\S+")  # handles, hashtags and links name, they do not describe
OFFSETS = (-1, 1, -2, 2)
_CAPITAL, _SHOUTED, _US, _ME = 1, 2, 4, 8


class Known:
    """The words a model knows: their rows by key, and whether a word's capitals are those of a name."""

    def __init__(self, vocabulary: dict[str, int], names: np.ndarray) -> None:
        self.vocabulary, self.names, self.ids = vocabulary, names, Table(self._row)

    def _row(self, key: str, printed: str) -> int:
        return self.vocabulary.get(key, UNSEEN)


class Seen(NamedTuple):
    """One text as the model sees it, an entry per word."""

    ids: np.ndarray
    sentence: np.ndarray
    cases: np.ndarray


def _case(key: str, printed: str) -> int:
    """What the capitals of a word may say."""
    plain = printed.translate(_PLAIN)
    shouted = len(key) > 1 and plain.isupper()
    me = key == "i" or key[:2] == "i'"
    return (plain != key) * _CAPITAL | shouted * _SHOUTED | (plain == "US") * _US | me * _ME


_CASES = Table(_case)


def see(doc: Document, known: Known) -> Seen:
    """Word ids with every name masked."""
    ids, case, text = doc.signs(known.ids), doc.signs(_CASES), doc.text
    sentence = np.searchsorted(doc.sentence_starts, doc.at, "right")
    capital = case & _CAPITAL != 0
    name = capital & (case & _ME == 0) & ((ids == UNSEEN) | known.names[ids] | (case & _US != 0))
    ids[name] = NAME
    cases = np.zeros((len(ids), N_CASES), bool)
    if len(ids) > 1:
        inside = np.append(False, sentence[1:] == sentence[:-1])
        cases[:, 0], cases[:, 1] = capital & ~name & inside, capital & ~name & (case & _SHOUTED != 0)
    for address in _ADDRESS.finditer(text) if "@" in text or "#" in text or "/" in text or "www." in text else ():
        words = doc.words_between(*address.span())
        ids[words.start : words.stop] = NAME
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
