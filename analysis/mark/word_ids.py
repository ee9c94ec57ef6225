"""What the context model sees of a text: word ids with names masked, capitals, and where sentences end."""

import re
from typing import NamedTuple

import numpy as np

from analysis.mark.lexicon import by_document
from analysis.read.segment import Document
from analysis.read.vocabulary import Table

NONE, NAME, UNSEEN = 0, 1, -1  # ids that are no word: beyond the sentence, any name, not in the vocabulary
N_CASES = 2  # columns of `cases`: a capital that makes no name, all in capitals
_PLAIN = str.maketrans("’‘‐‑", "''--")
# Handles, hashtags and links name, they do not describe.
_HANDLE, _LINK = re.compile(r"[@#]\w+"), re.compile(r"(?:https?://|www\.)\S+")
OFFSETS = (-1, 1, -2, 2)
_CAPITAL, _SHOUTED, _US, _ME, _LINKED = 1, 2, 4, 8, 16


class Known:
    """The words a model knows: their rows by key, and whether a word's capitals are those of a name."""

    def __init__(self, vocabulary: dict[str, int], names: np.ndarray) -> None:
        self.vocabulary, self.names, self.ids = vocabulary, names, Table(self._row)

    def _row(self, key: str, printed: str) -> int:
        return self.vocabulary.get(key, UNSEEN)


class Seen(NamedTuple):
    """Texts as the model sees them, an entry per word."""

    ids: np.ndarray
    sentence: np.ndarray
    cases: np.ndarray


def _case(key: str, printed: str) -> int:
    """What the capitals of a word may say."""
    plain = printed if printed.isascii() else printed.translate(_PLAIN)
    shouted = len(key) > 1 and plain.isupper()
    me = key == "i" or key[:2] == "i'"
    linked = "http" in key or "www" in key
    return linked * _LINKED | (plain != key) * _CAPITAL | shouted * _SHOUTED | (plain == "US") * _US | me * _ME


_CASES = Table(_case)


def see(docs: list[Document], known: Known) -> Seen:
    """Word ids of these texts on end, with every name masked; sentences are numbered through all of them."""
    ids, case = (np.concatenate([doc.signs(table) for doc in docs]) for table in (known.ids, _CASES))
    begins = np.cumsum([0, *(len(doc.sentences) + 1 for doc in docs)])
    inside = [np.searchsorted(doc.sentence_starts, doc.at, "right") for doc in docs]
    sentence = np.concatenate([own + begin for own, begin in zip(inside, begins.tolist(), strict=False)])
    capital = case & _CAPITAL != 0
    name = capital & (case & _ME == 0) & ((ids == UNSEEN) | known.names[ids] | (case & _US != 0))
    ids[name] = NAME
    capital &= ~name
    shouted = capital & (case & _SHOUTED != 0)
    capital[:1] = False
    capital[1:] &= sentence[1:] == sentence[:-1]
    first = 0
    for doc, linked in zip(docs, by_document(docs, np.flatnonzero(case & _LINKED)), strict=True):
        for words in _addresses(doc, linked != []):
            ids[first + words.start : first + words.stop] = NAME
        first += len(doc.words)
    return Seen(ids, sentence, np.stack([capital, shouted], axis=1))


def _addresses(doc: Document, linked: bool) -> list[range]:
    """The words of handles, hashtags and, where there may be some, links."""
    text, found = doc.text, list[re.Match[str]]()
    for sign in "@#":
        at = text.find(sign)
        while at >= 0:
            if handle := _HANDLE.match(text, at):
                found.append(handle)
            at = text.find(sign, at + 1)
    if linked:
        found += _LINK.finditer(text)
    return [doc.words_between(*address.span()) for address in found]


def shifted(values: np.ndarray, sentence: np.ndarray, offset: int, blank: float) -> np.ndarray:
    """The value of the word `offset` places away in the same sentence, `blank` beyond its ends."""
    found = np.full(len(values), blank, values.dtype)
    here, there = slice(max(offset, 0), min(offset, 0) or None), slice(max(-offset, 0), min(-offset, 0) or None)
    found[there] = np.where(sentence[there] == sentence[here], values[here], blank)
    return found


def around(ids: np.ndarray, sentence: np.ndarray) -> np.ndarray:
    """Ids of the words one and two to the left and right within the sentence: four columns, NONE beyond its ends."""
    return np.stack([shifted(ids, sentence, offset, NONE) for offset in OFFSETS], axis=1)
