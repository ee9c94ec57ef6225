"""Offices in one text: the role before or behind a name, and role nouns that stand for a person."""
from typing import NamedTuple

from analysis.mark.sequences import CAPITAL, NOUN, Sequences
from analysis.mark.titles import COUNTRIES, COUNTRY_LASTS, GENDERS, PLAIN, QUALIFIERS, WORDS, role_of
from analysis.read.gaps import COMMA, ODD

_POSSESSED = (" ", "'s ", "’s ", ". ", "' ", "’ ")
_ENDS_APPOSITION = frozenset("who which that and or but said says as to".split())
_OF_OTHERS = frozenset("public election elections manager staff of".split())
_DESCRIBING = PLAIN | QUALIFIERS | WORDS["adjective"]


class Mention(NamedTuple):
    """A place where somebody is named; `name` is empty for a role noun, `at` is where the name without title begins."""

    start: int
    end: int
    at: int
    name: tuple[str, ...]
    kind: str
    role: str = ""
    gender: str = ""
    country: str = ""


class Form(NamedTuple):
    """What mentions of one text may have in common; those that have it all mean the same."""

    name: tuple[str, ...]
    kind: str
    role: str
    gender: str
    country: str
    printed: str


class Offices:
    """Reads the roles around names."""

    def __init__(self, sequences: Sequences) -> None:
        self.sequences, self.doc = sequences, sequences.doc
        self.signs, self.gaps, self.gap = sequences.signs, sequences.gaps, sequences.gap

    def country_before(self, i: int) -> tuple[int, str]:
        """How many words right before word i name a country, and which."""
        words = self.doc.words
        if i and words[i - 1] in COUNTRY_LASTS and self.signs[i - 1] & CAPITAL and self.gap(i) in _POSSESSED:
            for size in (3, 2, 1):
                place = COUNTRIES.get(tuple(words[i - size : i])) if i >= size else None
                if place:
                    return size, place.country
        return 0, ""

    def country_of(self, i: int) -> str:
        """The country named before word i, description aside ("Ostra's top ..."), or ""."""
        words, low = self.doc.words, max(0, i - 6)
        while i > low and words[i - 1] in _DESCRIBING and not self.gaps[i] & ODD:
            i -= 1
        return self.country_before(i)[1]

    def around(self, i: int, j: int) -> tuple[str, str, str]:
        """The role that stands before or behind the name in words i to j - 1, with its gender and country."""
        words = self.doc.words
        if i and self.signs[i - 1] & NOUN:
            gap = self.gap(i)
            if gap == " " or (gap == ", " and not self.signs[i - 1] & CAPITAL):
                k = self.qualified(i - 1)
                return role_of(words[k:i]), GENDERS.get(words[i - 1], ""), self.country_of(k)
        if self.gaps[j] & COMMA and self.gap(j) == ", ":
            return self._apposed(j)
        return "", "", ""

    def qualified(self, k: int) -> int:
        """The first word of the role whose noun is word k ("vice president")."""
        while k and self.doc.words[k - 1] in QUALIFIERS and not self.gaps[k] & ODD:
            k -= 1
        return k

    def _apposed(self, j: int) -> tuple[str, str, str]:
        words, n = self.doc.words, len(self.doc.words)
        for k in range(j, min(j + 7, n)):
            if words[k] in _ENDS_APPOSITION or (k > j and self.gaps[k] & ODD and self.gap(k) not in ("'s ", "’s ")):
                break
            if self.signs[k] & NOUN:
                if k + 1 < n and self.signs[k + 1] & CAPITAL and self.gap(k + 1) in (" ", ". "):
                    break
                return role_of(words[j : k + 1]), GENDERS.get(words[k], ""), self.country_of(k)
        return "", "", ""

    def role_nouns(self) -> list[Mention]:
        """Role nouns in small letters that point back to somebody ("the general")."""
        words, signs, found = self.doc.words, self.signs, []
        for k in self.sequences.small_nouns:
            named = k + 1 < len(words) and signs[k + 1] & CAPITAL and self.gap(k + 1) in (" ", ". ", ", ")
            if not named:
                found += self.role(self.qualified(k), k + 1)
        return found

    def role(self, i: int, j: int) -> list[Mention]:
        """The role in words i to j - 1 if it points back: "the" or a country before it, only description between."""
        words, doc = self.doc.words, self.doc
        if j < len(words) and words[j] in _OF_OTHERS:
            return []
        k, country = i, ""
        while k and i - k < 5 and words[k - 1] != "the":
            size, name = self.country_before(k)
            country = country or name
            if self.gaps[k] & ODD or not (size or self.signs[k - 1] & CAPITAL or self._describes(words[k - 1])):
                break
            k -= size or 1
        role = role_of(words[i:j])
        definite = k > 0 and words[k - 1] == "the" and not self.gaps[k] & ODD
        if not role or not (definite or country):
            return []
        start = doc.starts[k - 1 if definite else i]
        return [Mention(start, doc.ends[j - 1], doc.starts[i], (), "role", role, "", country)]

    def _describes(self, word: str) -> bool:
        return word in _DESCRIBING or word.endswith(("ed", "ous", "-old"))
