"""Words by number: what a marker knows of a word is read once, and gathered for a whole text in one step."""

import unicodedata
from collections.abc import Callable, Mapping
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

_FULL = 200_000  # words of one vocabulary; then a new one begins, so that memory stays flat
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PLAIN = str.maketrans("’‘‐‑", "''--")


def word_key(word: str) -> str:
    """The form under which a word is looked up: lower case, composed, straight apostrophe, nothing invisible."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.translate(_INVISIBLE)).lower().translate(_PLAIN)


class Vocabulary(dict[str, int]):
    """Word as printed -> its number, given when it is first met; `printed` and `key_of` list the words by number."""

    def __init__(self) -> None:
        super().__init__()
        self.printed: list[str] = []
        self.key_of: list[str] = []
        self._lock = Lock()

    __eq__, __hash__ = object.__eq__, object.__hash__  # type: ignore[assignment]

    def __missing__(self, word: str) -> int:
        with self._lock:
            if word not in self:
                self.printed.append(word)
                self.key_of.append(word_key(word))
                self[word] = len(self)
            return self[word]


_current = Vocabulary()


def vocabulary() -> Vocabulary:
    """The vocabulary in which new texts are numbered."""
    global _current
    if len(_current) > _FULL:
        _current = Vocabulary()
    return _current


class Table:
    """A number, or another `dtype`, for each word, found once: what `read` says of its key and its printed form.

    `read` may also be a dict of keys.
    """

    def __init__(self, read: Callable[[str, str], object] | Mapping[str, int], dtype: type = np.int32) -> None:
        self._read, self._dtype, self._lock = read, dtype, Lock()
        self._tables: WeakKeyDictionary[Vocabulary, tuple[int, np.ndarray]] = WeakKeyDictionary()

    def of(self, words: Vocabulary, ids: np.ndarray) -> np.ndarray:
        """One number for each of the words with these numbers."""
        known, values = self._tables.get(words, (0, ids))
        return (values if known == len(words) else self._grown(words)).take(ids)

    def __reduce__(self) -> tuple[type, tuple[object, type]]:
        return Table, (self._read, self._dtype)

    def _grown(self, words: Vocabulary) -> np.ndarray:
        with self._lock:
            known, values = self._tables.get(words, (0, np.zeros(1024, self._dtype)))
            past = len(words)
            if past > len(values):
                values = np.concatenate([values, np.zeros(past, self._dtype)])
            for i in range(known, past):
                key = words.key_of[i]
                values[i] = self._read(key, words.printed[i]) if callable(self._read) else self._read.get(key, 0)
            self._tables[words] = (past, values)
            return values
