"""Capitalised sequences of one text: where a name may stand, and what the text's small letters say of its words."""
import re
from collections import Counter
from itertools import compress

import numpy as np

from analysis.mark.titles import HEADS, HONORIFICS, WORDS
from analysis.read.gaps import ODD, OPENS, SHORT
from analysis.read.segment import Document
from analysis.read.vocabulary import Table, Vocabulary

_INITIAL = re.compile(r"(?:\w\.)*\w")
_ELIDED = re.compile(r"\b(?:d|dell|dall|l)['’](?=[A-ZÀ-Þ])")  # Teodoro d’Aubry
POINTED = frozenset(HEADS) | HONORIFICS | {"st", "ft", "mt", "brig", "jr", "sr"}
_OF = WORDS["org"] | frozenset(HEADS) | {"chiefs", "ministers", "brotherhood", "knights", "sons", "daughters"}
_JOINS = WORDS["particle"] | {"of", "for", "and"}
_CAPITALS = Table(lambda key, printed: printed[0].isupper(), bool)


def small_words(found: list["Sequences"]) -> Counter[str]:
    """How often each word is printed without a capital in these texts."""
    numbers: dict[Vocabulary, list[np.ndarray]] = {}
    for one in found:
        numbers.setdefault(one.doc.vocabulary, []).append(one.doc.ids[~np.array(one.flags, bool)])
    lower = Counter[str]()
    for words, ids in numbers.items():
        counts = np.bincount(np.concatenate(ids))
        for i in np.flatnonzero(counts).tolist():
            lower[words.key_of[i]] += int(counts[i])
    return lower


class Sequences:
    """The capitalised runs of one text as (first word, word after the last, whether the text opens there)."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        text = doc.text
        self.flags: list[bool] = doc.signs(_CAPITALS).tolist()
        at = text.find("l-")
        while at > 0:
            if text[at - 1] in "ae" and text[at + 2 : at + 3].isupper() and not text[at - 2 : at - 1].isalnum():
                for k in doc.words_between(at - 1, at):
                    self.flags[k] = True
            at = text.find("l-", at + 1)
        for elided in _ELIDED.finditer(text):
            for k in doc.words_between(elided.start(), elided.end()):
                self.flags[k] = True
        self.gaps = doc.between
        self.headings = self._headings()
        self.runs = self._runs()
        inside = [(i + opens, j) for i, j, opens in self.runs if i not in self.headings and not self.shouts(i, j)]
        self.inside = Counter([word for i, j in inside for word in doc.words[i:j]])

    def _headings(self) -> set[int]:
        """Words of lines in title case or capitals, where a capital says nothing."""
        found: set[int] = set()
        doc, at = self.doc, 0
        for line in doc.text.split("\n"):
            if 0 < len(line) < 200 and line[-1] not in ".,;":
                words = doc.words_between(at, at + len(line))
                long = [k for k in words if doc.ends[k] - doc.starts[k] > 3]
                if len(words) > 3 and sum(self.flags[k] for k in long) >= 0.7 * len(long):
                    found.update(words)
            at += len(line) + 1
        return found

    def _runs(self) -> list[tuple[int, int, bool]]:
        words, flags, firm = self.doc.words, self.flags, WORDS["firm-particle"]
        runs, after, n = [], 0, len(flags)
        for i in compress(range(n), flags):
            if i >= after:
                after = i + 1
                if after < n and (flags[after] or words[after] in _JOINS):
                    after = self._end(i)
                opens = self.opens(i)
                while i and words[i - 1] in firm and not flags[i - 1] and not self.gaps[i] & ODD:
                    i -= 1
                runs.append((i, after, opens))
        return runs

    def gap(self, k: int) -> str:
        """What stands between word k and the one before it."""
        doc = self.doc
        return doc.text[doc.ends[k - 1] : doc.starts[k]] if 0 < k < len(doc.words) else "\n"

    def opens(self, k: int) -> bool:
        """Whether word k stands where any word has a capital."""
        gap = self.gaps[k]
        return gap & OPENS > 0 and not (gap & SHORT and self._pointed(self.doc.words[k - 1]))

    def _pointed(self, word: str) -> bool:
        return word in POINTED or _INITIAL.fullmatch(word) is not None

    def _end(self, i: int) -> int:
        words, flags, n, j = self.doc.words, self.flags, len(self.flags), i + 1
        while j < n:
            gap = self.gaps[j]
            if gap & ODD and not (gap & SHORT and flags[j] and self._pointed(words[j - 1])):
                break
            k = j + 1 if flags[j] else self._bridge(i, j)
            if k == j:
                break
            j = k
        return j

    def _bridge(self, i: int, j: int) -> int:
        """Past the small words at j that join two parts of one name, or j."""
        words, flags, n = self.doc.words, self.flags, len(self.flags)
        word, k = words[j], j + 1
        if word in WORDS["particle"]:
            while k < n and words[k] in WORDS["particle"] and not flags[k]:
                k += 1
        elif word in ("of", "for") and words[j - 1] in _OF:
            k += k < n and words[k] == "the"
        elif word != "and" or words[i] not in WORDS["org"] or "of" not in words[i:j] or k == n or words[k] in POINTED:
            return j
        joined = k < n and flags[k] and not any(gap & ODD for gap in self.gaps[j + 1 : k + 1])
        return k + 1 if joined else j

    def shouts(self, i: int, j: int) -> bool:
        """Whether several words stand in capitals throughout, names and others alike."""
        return j - i > 1 and self.doc.text[self.doc.starts[i] : self.doc.ends[j - 1]].isupper()

    def capital(self, k: int) -> bool:
        """Whether word k is printed in capitals throughout, initials and short forms with points aside."""
        start, end = self.doc.starts[k], self.doc.ends[k]
        return end - start > 2 and self.doc.text[start:end].isupper() and "." not in self.doc.words[k]
