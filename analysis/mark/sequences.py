"""Capitalised sequences of one text: where a name may stand, and what the text's small letters say of its words."""
import re
from collections.abc import Mapping

import numpy as np

from analysis.mark.titles import (
    COUNTRIES,
    COUNTRY_FIRSTS,
    HEADS,
    HONORIFICS,
    NOUNS,
    PLAIN,
    TITLE_WORDS,
    WORDS,
    common_words,
)
from analysis.read.gaps import ODD, OPENS, SHORT
from analysis.read.segment import Document
from analysis.read.vocabulary import Table, Vocabulary

_INITIAL = re.compile(r"(?:\w\.)*\w")
_SMALL_BEGINNING = re.compile(r"(?:d|dell|dall|l)['’][A-ZÀ-Þ]|[ae]l-.")  # d’Aubry, al-Ardel
POINTED = frozenset(HEADS) | HONORIFICS | {"st", "ft", "mt", "brig", "jr", "sr"}
EDGE = PLAIN | {"of", "for", "and", "the"}
_OF = WORDS["org"] | frozenset(HEADS) | {"chiefs", "ministers", "brotherhood", "knights", "sons", "daughters"}
_JOINS = WORDS["particle"] | {"of", "for", "and"}
_TABLES = TITLE_WORDS | EDGE | frozenset[str]().union(
    *(WORDS[name] for name in ("org", "place", "thing", "calendar", "adjective", "never"))
)  # fmt: skip
_NOBODY = WORDS["never"] | EDGE | WORDS["calendar"] - {"may"} | (
    (WORDS["place"] | WORDS["adjective"] | WORDS["thing"]) - WORDS["org"] - TITLE_WORDS
)  # fmt: skip
_NO_PART = WORDS["calendar"] | WORDS["never"]
_BESIDE = COUNTRY_FIRSTS | WORDS["start"] | {"a", "an"}

(CAPITAL, LONG, LISTED, MIXED, NOBODY, JOINS, BEFORE_POINT, TITLED, BREAKS, SHOUTED, TITLE, NOUN, COUNTRY, ACRONYM,
 POINT, FIRM) = (1 << k for k in range(16))  # fmt: skip  # the frequent first: small numbers are no new objects


def _sign(key: str, printed: str) -> int:
    """What a word may be to a name, as bits.

    CAPITAL: printed with one. SHOUTED: without a small letter; ACRONYM: in capitals throughout, initials aside.
    POINT: holds one; BEFORE_POINT: a title or an initial. JOINS: may stand between two parts of a name; FIRM: or before
    it. TITLE: goes before a name; TITLED: may stand in a title. NOUN: of a role. COUNTRY: the whole name of one.
    NOBODY: alone it is no name. BREAKS: no part of a name. LONG: of four letters or more.
    LISTED: stands in a table, so that it may be no name; MIXED: it, or what stands with it, has to be looked at.
    """
    sign = CAPITAL * (printed[0].isupper() or _small_beginning(printed))
    sign |= SHOUTED * f"A{printed}".isupper() | POINT * ("." in key) | LONG * (len(printed) > 3)
    sign |= ACRONYM * (len(printed) > 2 and printed.isupper() and "." not in key)
    sign |= BEFORE_POINT * (key in POINTED or _INITIAL.fullmatch(key) is not None)
    sign |= JOINS * (key in _JOINS) | FIRM * (key in WORDS["firm-particle"]) | NOUN * (key in NOUNS)
    sign |= TITLE * (key in HEADS or key in HONORIFICS) | TITLED * (key in TITLE_WORDS)
    number = key[:1].isdigit()
    listed = key in _TABLES or "-" in key or number
    sign |= BREAKS * (key in _NO_PART or number or key[1:2] == "-" and key[0] in "dri") | LISTED * listed
    sign |= COUNTRY * ((key,) in COUNTRIES) | NOBODY * (key in _NOBODY and "-" not in key)
    return sign | MIXED * (listed or key in _BESIDE or sign & ACRONYM > 0)


def _small_beginning(printed: str) -> bool:
    """Whether a capital follows a small beginning: d’Aubry, al-Ardel."""
    begins = _SMALL_BEGINNING.match(printed)
    return begins is not None and printed[begins.end() - 1].isupper()


SIGNS = Table(_sign)


def small_words(found: list["Sequences"]) -> dict[str, int]:
    """How often each word is printed without a capital in these texts."""
    numbers: dict[Vocabulary, list[np.ndarray]] = {}
    for one in found:
        numbers.setdefault(one.doc.vocabulary, []).append(one.doc.ids)
    lower: dict[str, int] = {}
    for words, ids in numbers.items():
        counts = np.bincount(np.concatenate(ids))
        met = np.flatnonzero(counts)
        met = met[SIGNS.of(words, met) & CAPITAL == 0]
        for number, n in zip(met.tolist(), counts[met].tolist(), strict=True):
            word = words.key_of[number]
            lower[word] = lower.get(word, 0) + n
    return lower


class Commons(dict[str, bool]):
    """Capitalised word -> whether it is a common one, by what all texts of the call say; filled as words are met."""

    def __init__(self, lower: Mapping[str, int], inside: Mapping[str, int]) -> None:
        super().__init__()
        self.lower, self.inside = lower, inside

    def __missing__(self, word: str) -> bool:
        inside, lower = self.inside.get(word, 0), self.lower.get(word, 0)
        self[word] = lower > inside if inside else word in common_words() or word in NOUNS or lower > 0
        return self[word]

    def ordinary(self, word: str) -> bool:
        """Whether a name's last word is a common one printed with a capital ("the Castellan Memos")."""
        inside, lower = self.inside.get(word, 0), self.lower.get(word, 0)
        return lower > inside and (word.endswith("s") or lower > 3 * inside + 2)


class Sequences:
    """The capitalised runs of one text as (first word, word after the last, whether the text opens there)."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.gaps = doc, doc.between
        signs = doc.signs(SIGNS)
        self.signs: list[int] = [*signs.tolist(), 0]  # of the words and of what is behind the last
        self.small_nouns: list[int] = np.flatnonzero(signs & (NOUN | CAPITAL) == NOUN).tolist()  # of roles
        self.headings = self._headings()
        self.with_of: set[int] = set()  # where runs with "of" begin
        self.inside: list[str] = []  # words where a capital says something: inside sentences, in no heading
        self.runs = self._runs(np.flatnonzero(signs & CAPITAL != 0).tolist())

    def _headings(self) -> set[int]:
        """Words of lines in title case or capitals, where a capital says nothing."""
        found: set[int] = set()
        doc, at = self.doc, 0
        for line in doc.text.split("\n"):
            if line and line[-1] not in ".,;" and len(line) < 200:
                words = doc.words_between(at, at + len(line))
                if len(words) > 3:
                    long = [sign & CAPITAL for sign in self.signs[words.start : words.stop] if sign & LONG]
                    if len(long) - long.count(0) >= 0.7 * len(long):
                        found.update(words)
            at += len(line) + 1
        return found

    def _runs(self, capitals: list[int]) -> list[tuple[int, int, bool]]:
        words, signs, gaps, headings = self.doc.words, self.signs, self.gaps, self.headings
        runs, after = [], 0
        for i in capitals:
            if i >= after:
                after = i + 1
                while signs[after] & CAPITAL and not gaps[after] & ODD:
                    after += 1
                if signs[after] & (CAPITAL | JOINS):
                    after = self._end(i, after)
                opens = gaps[i] & OPENS > 0 and (not gaps[i] & SHORT or self.opens(i))
                while i and signs[i - 1] & (FIRM | CAPITAL) == FIRM and not gaps[i] & ODD:
                    i -= 1
                runs.append((i, after, opens))
                if i + opens < after and i not in headings and not (signs[i] & SHOUTED and self.shouts(i, after)):
                    self.inside += words[i + opens : after]
        return runs

    def gap(self, k: int) -> str:
        """What stands between word k and the one before it."""
        doc = self.doc
        return doc.text[doc.ends[k - 1] : doc.starts[k]] if 0 < k < len(doc.words) else "\n"

    def opens(self, k: int) -> bool:
        """Whether word k stands where any word has a capital."""
        gap = self.gaps[k]
        return gap & OPENS > 0 and not (gap & SHORT and self.signs[k - 1] & BEFORE_POINT)

    def _end(self, i: int, j: int) -> int:
        """Where the run that begins at i ends, at j or behind it."""
        signs, gaps = self.signs, self.gaps
        while signs[j] & (CAPITAL | JOINS):
            if gaps[j] & ODD and not (gaps[j] & SHORT and signs[j] & CAPITAL and signs[j - 1] & BEFORE_POINT):
                break
            k = j + 1 if signs[j] & CAPITAL else self._bridge(i, j)
            if k == j:
                break
            j = k
        return j

    def _bridge(self, i: int, j: int) -> int:
        """Past the small words at j that join two parts of one name, or j."""
        words, signs, n = self.doc.words, self.signs, len(self.doc.words)
        word, k = words[j], j + 1
        if word in WORDS["particle"]:
            while k < n and words[k] in WORDS["particle"] and not signs[k] & CAPITAL:
                k += 1
        elif word in ("of", "for") and words[j - 1] in _OF:
            k += k < n and words[k] == "the"
        elif word != "and" or words[i] not in WORDS["org"] or k == n or words[k] in POINTED or not self._of(i, j):
            return j
        joined = signs[k] & CAPITAL and not any([gap & ODD for gap in self.gaps[j + 1 : k + 1]])
        return k + 1 if joined else j

    def _of(self, i: int, j: int) -> bool:
        """Whether "of" stands in the run that begins at i and goes on to j at least."""
        if i not in self.with_of and "of" in self.doc.words[i:j]:
            self.with_of.add(i)
        return i in self.with_of

    def shouts(self, i: int, j: int) -> bool:
        """Whether several words stand in capitals throughout, names and others alike."""
        return j - i > 1 and self.signs[i] & SHOUTED > 0 and all(sign & SHOUTED for sign in self.signs[i:j])
