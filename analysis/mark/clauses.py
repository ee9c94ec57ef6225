"""The words around a verb: where its clause begins, its subject, its object and its agent. No parser, no tagger."""

from bisect import bisect_right  # noqa: I001 (one name a line would be twenty)

import numpy as np

from analysis.mark.clause_signs import (
    ADVERB, APPROXIMATE, AUXILIARY, CAPITAL, CONJUNCTION, DETERMINER, JOINT, MODAL, NO_PAST, NUMBER, OBJECT,
    PARTICIPLE, PAST, PREPOSITION, PRONOUN, RELATIVE, SIGNS, STOP, STUNNED, TIME,
)  # fmt: skip
from analysis.read.gaps import BREAK, COMMA, OWNER
from analysis.read.segment import Document

Span = tuple[int, int]  # first word and past the last word

_VERBAL = PAST | PARTICIPLE | STUNNED
_NO_NOUN = ADVERB | PREPOSITION | DETERMINER
_CLOSED = PREPOSITION | STOP | CONJUNCTION | TIME
_POSSESSIVE = frozenset("my your his her its their our whose".split())
_NEVER_NOUN = frozenset("the a an my your his its their our no every what".split())
_LONGEST = 14  # words of a noun phrase
_FAR = 60  # nothing further off than so many words is read, so that a text without full stops costs no more


class Clauses:
    """One document, read by the indices of its words."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.text, self.words, self.starts, self.ends = doc, doc.text, doc.words, doc.starts, doc.ends
        self.marks = doc.signs(SIGNS)
        self.signs: list[int] = [*self.marks.tolist(), 0, 0]
        self.gaps = [*doc.between, BREAK]
        self._firsts = [*np.searchsorted(doc.at, doc.sentence_starts).tolist(), len(self.words)]

    def sentence(self, i: int) -> tuple[int, int, int]:
        """Number of the sentence of word i, its first word and past its last word, no further off than _FAR."""
        number = bisect_right(self._firsts, i) - 1
        low, high = self._firsts[number], self._firsts[number + 1]
        return number, low if low > i - _FAR else i - _FAR, high if high < i + _FAR else i + _FAR

    def printed(self, span: Span | None) -> str | None:
        """The words of a span as they stand in the text."""
        return self.text[self.starts[span[0]] : self.ends[span[1] - 1]] if span else None

    def gap(self, i: int) -> str:
        """What stands between word i - 1 and word i."""
        if not 0 < i < len(self.words):
            return "\n"
        return self.text[self.ends[i - 1] : self.starts[i]]

    def breaks(self, i: int) -> bool:
        """Whether a comma or stronger stands before word i."""
        return self.gaps[i] & BREAK > 0

    def possessive(self, i: int) -> bool:
        """Whether word i - 1 carries a possessive 's, or word i - 1 is a possessive pronoun."""
        return i > 0 and (self.gaps[i] & OWNER > 0 or self.words[i - 1] in _POSSESSIVE)

    def capital(self, i: int) -> bool:
        """Whether word i is printed with a capital."""
        return self.signs[i] & CAPITAL > 0

    def objective(self, i: int) -> bool:
        """Whether word i is a pronoun in the object's case, and not the United States."""
        us = self.words[i] == "us" and self.text[self.starts[i] + 1] == "S"
        return self.signs[i] & OBJECT > 0 and not us

    def adverb(self, i: int) -> bool:
        """Whether word i may stand between an auxiliary and its participle."""
        return self.signs[i] & ADVERB > 0

    def group_start(self, i: int, low: int) -> int:
        """First word of the verb group that ends with word i: auxiliaries and the adverbs between them."""
        signs, first, k = self.signs, i, i - 1
        while k >= low and signs[k] & (AUXILIARY | ADVERB) and not self.gaps[k + 1] & BREAK:
            if signs[k] & AUXILIARY:
                first = k
            k -= 1
        return first

    def _verbal(self, k: int) -> bool:
        """Whether word k looks like a verb that ends a noun phrase on its left or right."""
        sign, before = self.signs[k], self.signs[k - 1] if k else 0
        if sign & PAST:
            return not self.possessive(k) and not before & DETERMINER
        if sign & PARTICIPLE:
            return not (before & (DETERMINER | PREPOSITION) or sign & CAPITAL or self.possessive(k))
        if not sign & STUNNED or k + 1 == len(self.words) or self.gaps[k + 1] & BREAK:
            return False
        return self.signs[k + 1] & (CAPITAL | DETERMINER) > 0

    def subject(self, i: int, low: int) -> Span | None:
        """The noun phrase before the verb group that begins with word i."""
        end = i
        while end > low and self.adverb(end - 1) and not self.breaks(end):
            end -= 1
        if end <= low:
            return None
        if self.breaks(end):
            end = self._before_aside(end, low)
            if end <= low:
                return None
        if self.signs[end - 1] & RELATIVE:
            end -= 1
            if end > low and self.signs[end - 1] & PREPOSITION:
                return None  # in which
            for k in range(end - 1, max(low, end - 8), -1):
                if self.words[k - 1].endswith("ing") and not self.signs[k - 1] & PREPOSITION:
                    low = k  # supporting people who
                    break
            return self._phrase_before(end, low)
        return self._phrase_before(end, low)

    def described(self, i: int, low: int) -> Span | None:
        """The noun phrase that the participle at word i belongs to, also over a comma: “two nuns, killed by ...”."""
        comma = i > low and self.gaps[i] & COMMA
        return self._phrase_before(i, low) if comma else self.subject(i, low)

    def nearest(self, end: int, low: int) -> Span | None:
        """The shortest noun phrase that ends before word `end`: no further back than its last preposition or verb."""
        first, last = end, max(low, end - 6)
        while first > last and (first == end or not self.breaks(first)):
            sign = self.signs[first - 1]
            if sign & (PREPOSITION | STOP | CONJUNCTION) or self._verbal(first - 1):
                break
            first -= 1
            if sign & DETERMINER:
                break
        alone = end - first == 1 and self.words[first].endswith("ing")
        return self._trim(first, end) if first < end and not alone else None

    def _before_aside(self, end: int, low: int) -> int:
        """Where the words before an aside in commas end: “Ruiz, the mayor, was ...”."""
        if not self.gaps[end] & COMMA:
            return low
        for k in range(end - 1, max(low, end - 2 * _LONGEST), -1):
            if self.gaps[k] & COMMA:
                return low if self._closes(k) else k
        return low

    def _closes(self, k: int) -> bool:
        """Whether a clause begins with word k."""
        return self.signs[k] & (JOINT | CONJUNCTION) > 0 and not (self.signs[k] & RELATIVE)

    def _phrase_before(self, end: int, low: int) -> Span | None:
        """The noun phrase that ends before word `end`, without the phrases attached to it."""
        words, signs, gaps, first = self.words, self.signs, self.gaps, end
        if first > low and (signs[first - 1] & PRONOUN or words[first - 1] == "there"):
            return None if words[first - 1] == "there" else (first - 1, first)
        last = max(low, end - _LONGEST)
        while first > last and (first == end or not gaps[first] & BREAK):
            sign = signs[first - 1]
            if sign & STOP or sign & _VERBAL and self._verbal(first - 1):
                break
            first -= 1
        if first > low and first < end and not self.breaks(first) and self._verbal(first - 1):
            # a man was shot dead and two boys were hurt: the subject begins after "and"
            first = max([k + 1 for k in range(first, end - 1) if signs[k] & CONJUNCTION], default=first)
        if first > low and signs[first - 1] & MODAL:
            first += 1  # to launch strikes that killed
        headed = self._headed(first, end)
        if headed is None:
            return None
        first = headed
        if signs[first] & PREPOSITION and first > low and self._verbal(first - 1):
            return self._phrase_before(first - 1, low)  # the men killed in the raid were ...
        return self._trim(first, end)

    def _headed(self, first: int, end: int) -> int | None:
        """Where the phrase begins once conjunctions, adverbs and “on Monday” are taken off."""
        signs = self.signs
        while first < end and signs[first] & (CONJUNCTION | ADVERB):
            first += 1
        if first < end and signs[first] & PREPOSITION:
            for k in range(first + 2, end):
                timed = signs[k - 1] & TIME or self.words[k - 1].isdigit()
                if timed and not signs[k] & (PREPOSITION | TIME):
                    return k
                if signs[k] & DETERMINER and not signs[k - 1] & (PREPOSITION | DETERMINER):
                    return k
        return first if first < end else None

    def _trim(self, first: int, end: int) -> Span | None:
        """The phrase without what a preposition other than “of” attaches to it."""
        words, signs = self.words, self.signs
        if signs[first] & PREPOSITION:
            return None
        stop = end
        for k in range(first + 1, end):
            if signs[k] & TIME or signs[k] & PREPOSITION and not (
                words[k] in ("of", "for") or words[first] in ("at", "up", "about")
            ):
                stop = k
                break
        return (first, stop) if self._nominal(first, stop) else None

    def _nominal(self, first: int, stop: int) -> bool:
        """Whether the words hold a noun, or one pronoun such as “two” or “others”."""
        if stop - first == 1 and self.signs[first] & DETERMINER:
            return self.words[first] not in _NEVER_NOUN
        for sign in self.signs[first:stop]:
            if not sign & _NO_NOUN:
                return True
        return False

    def opens_phrase(self, i: int, high: int) -> bool:
        """Whether word i begins an object: a determiner, a pronoun, a name, a number or a plain noun."""
        if i >= high or self.gaps[i] & BREAK:
            return False
        word, sign = self.words[i], self.signs[i]
        if sign & APPROXIMATE and i + 1 < high:
            ahead, after = self.words[i + 1], self.signs[i + 1]
            listed = after & NUMBER or ahead in ("least", "most", "half", "a")
            return bool(listed or word != "at" and after & DETERMINER)
        if sign & (DETERMINER | NUMBER) or self.objective(i) or word == "you":
            return True
        return not sign & (_CLOSED | ADVERB)

    def phrase(self, i: int, high: int) -> Span | None:
        """The noun phrase that begins with word i."""
        words, signs, gaps = self.words, self.signs, self.gaps
        while i < high and signs[i] & (ADVERB | DETERMINER) == ADVERB and not gaps[i] & BREAK:
            i += 1
        if i >= high or gaps[i] & BREAK and i:
            return None
        if words[i] in ("you", "it") or words[i] != "her" and self.objective(i):
            return i, i + 1
        k, last = i, min(high, i + _LONGEST)
        while k < last and (k == i or not gaps[k] & BREAK) and self._continues(k, i, high):
            k += 1
        while k > i and signs[k - 1] & (PREPOSITION | CONJUNCTION):
            k -= 1
        if k == i + 1 and words[i] == "her":
            return i, k
        return (i, k) if k > i and self._nominal(i, k) else None

    def _continues(self, k: int, i: int, high: int) -> bool:
        """Whether word k still belongs to the noun phrase that begins with word i."""
        word, sign = self.words[k], self.signs[k]
        if sign & STOP or sign & OBJECT and word != "her" and self.objective(k):
            return False
        if k == i:
            return not sign & (PREPOSITION | CONJUNCTION) or self.opens_phrase(k, high)
        if sign & TIME and not self.possessive(k + 1):
            return False
        if sign & CONJUNCTION:
            return word == "and" and k + 1 < high and self._joins(k + 1, high)
        if sign & PREPOSITION:
            return word == "of"
        if sign & NO_PAST or sign & (ADVERB | DETERMINER) == ADVERB:
            return False
        return not (sign & _VERBAL and self._verbal(k))

    def _joins(self, k: int, high: int) -> bool:
        """Whether a second noun phrase begins after “and”."""
        return not self._verbal(k) and not self.words[k].endswith("ing") and self.opens_phrase(k, high)
