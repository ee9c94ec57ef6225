"""Reported speech: the clause that somebody said, believed or demanded, without quotation marks."""

import re  # noqa: I001 (one name a line would be fifty)
from bisect import bisect_left, bisect_right

import numpy as np

from analysis.mark.around import (
    ACCORDING, AND, BASE, BREAKS, CAPITAL, CLAUSE, ENDS_SOURCE, FINITE, ING, INTRODUCES, INVERTS, IS, JOINT, LY,
    MAY_STAND, ME, NO_JOINT, NO_NOUN, NO_SUBJECT, NO_TITLE, NOUN, NOUN_AFTER, NOUN_COMES, OBJECT, ONLY_QUOTES,
    OPENS_CLAUSE, OPENS_NOUN, PLACED, PLURAL, PRONOUN, SEVERAL, SPEAKER, TELL, THAT, TIMED, TOGETHER, TOLD, VERB,
    forms,
)  # fmt: skip
from analysis.read.gaps import (
    CLOSED, CLOSER, CLOSING, COLON, COMMA, GAPS, MARKED, ODD, PART, POINT, QUOTED, SIGN, STOPPED,
)  # fmt: skip
from analysis.read.segment import Document

_LINKING = frozenset("meanwhile however instead still then later earlier separately today yesterday moreover".split())
_SEAT = re.compile(r"[dri]-[a-z][a-z.]*")  # party and state of a member of Congress
_UNNAMED = (0, 0)
LONGEST = 3000  # letters: a longer sentence is a list or has lost its stops, and nobody speaks in it
Span = tuple[int, int]
Report = tuple[int, int, Span | None, Span | None]  # start and end of the clause; the words of saying; who says it


class Speech:
    """Who says what in one document, by its words of saying outside quotation marks."""

    def __init__(self, doc: Document, signs: list[int], said: list[int]) -> None:
        self.doc, self.signs, self.said = doc, signs, said
        self.clauses: dict[int, Clause] = {}  # the sentences with such words, by number
        firsts = [*np.searchsorted(doc.at, doc.sentence_starts).tolist(), len(doc.words)]
        past = 0
        for i in said:
            if i >= past:
                number = bisect_right(firsts, i) - 1
                past = firsts[number + 1]
                clause = Clause(doc, signs, doc.sentences[number][:2], range(firsts[number], past))
                self.clauses[number] = clause
            clause.said.append(i)

    def part(self, start: int, end: int) -> "Clause":
        """The words of text[start:end], which lies in one sentence."""
        words = self.doc.words_between(start, end)
        clause = Clause(self.doc, self.signs, (start, end), words)
        clause.said = self.said[bisect_left(self.said, words.start) : bisect_left(self.said, words.stop)]
        return clause

    def reports(self) -> list[Report]:
        """Content clauses introduced by these words, in order; they may overlap."""
        words, signs, form, found = self.doc.words, self.signs, forms(), []
        for clause in self.clauses.values():
            if clause.end - clause.start > LONGEST:
                continue
            for i in clause.said:
                if i and signs[i - 1] & NOUN_AFTER and not form[words[i]] & TOGETHER:
                    continue  # the report, a claim, of state: nouns
                found += clause.reports(i)
        return found


class Clause:
    """The words of text[start:end], which lies in one sentence; beyond them there is nothing."""

    def __init__(self, doc: Document, signs: list[int], span: Span, words: range) -> None:
        self.doc, self.signs, self.start, self.end = doc, signs, *span
        self.words, self.starts, self.ends, self.gaps = doc.words, doc.starts, doc.ends, doc.gaps
        self.first, self.past = words.start, words.stop
        self.said: list[int] = []  # its words of saying

    def _gap(self, i: int) -> int:
        """The signs before word i, or behind the last one."""
        if self.first < i < self.past:
            return self.gaps[i]
        low = self.ends[i - 1] if i > self.first else self.start
        return GAPS[self.doc.text[low : self.starts[i] if i < self.past else self.end]]

    def attribution(self, i: int) -> tuple[Span, Span | None] | None:
        """Cue and source of the verb at word i, or None where it is no verb of saying."""
        form, cue = forms()[self.words[i]], (self.starts[i], self.ends[i])
        if form & ACCORDING:
            found = self._according(i)
            return (found[0][2] or cue, found[0][3]) if found else None
        inverted = self._inverted(i, form)
        subject = self._subject(i, form, inverted)
        return None if subject is None else (cue, self._source(i, subject, inverted))

    def reports(self, i: int) -> list[Report]:
        """The clauses that word i introduces, before and after it."""
        form = forms()[self.words[i]]
        if form & ACCORDING:
            return self._according(i)
        if form & ONLY_QUOTES:
            return []
        inverted = self._inverted(i, form)
        subject = self._subject(i, form, inverted)
        if subject is None:
            return []
        after = None if inverted else self._after(i, form)
        before = self._before(i, subject, inverted) if form & INTRODUCES else None
        if after is None and before is None:
            return []
        cue, source = (self.starts[i], self.ends[i]), self._source(i, subject, inverted)
        if after is None:
            return self._report(before, cue, source)
        if before and self.gaps[i + 1] & COMMA:  # “The road is shut, he said, and will stay so.”
            second = self._report((self.starts[i + 1], self._stop(i)), cue, source)
            return self._report(before, cue, source) + second
        return self._report((after, self._stop(i)), cue, source)

    def _report(self, clause: Span | None, cue: Span, source: Span | None) -> list[Report]:
        return [(*clause, cue, source)] if clause and clause[1] > clause[0] else []

    def _according(self, i: int) -> list[Report]:
        starts, ends = self.starts, self.ends
        if i + 1 >= self.past or self.words[i + 1] != "to":
            return []
        cue = (starts[i], ends[i + 1])
        comma = next((j for j in range(i + 2, self.past) if self.gaps[j] & COMMA), None)
        if i == self.first and comma:
            return self._report((starts[comma], self._stop(i)), cue, (starts[i + 2], ends[comma - 1]))
        if i + 2 >= self.past or i == self.first:
            return []
        stop = ends[comma - 1] if comma else self._stop(i)
        return self._report((self.start, ends[i - 1]), cue, (starts[i + 2], stop))

    def _subject(self, i: int, form: int, inverted: bool) -> Span | None:
        """The words (first, past) of who speaks; _UNNAMED; None where the word is no verb of saying here."""
        signs, gaps, first, j = self.signs, self.gaps, self.first, i - 1
        while j >= first and signs[j] & (MAY_STAND | LY) and not gaps[j + 1] & COMMA:
            j -= 1
        before = signs[j] if j >= first else 0
        if form & ING:
            return None if before & NOUN_COMES else _UNNAMED
        if j < first or before & ME:
            return None  # “I think that ...” outside quotation marks is the narrator's own
        if before & IS:
            return None if form & FINITE else _UNNAMED
        if inverted or gaps[i] & COMMA:
            return _UNNAMED
        if before & AND:  # “... thanked voters and said that”: the subject stands further back
            return None if form & NOUN or self._joint(i + 1) is None else _UNNAMED
        if before & NO_SUBJECT or form & NOUN and not self._verbal(i, plural=not form & BASE):
            return None
        if "-" in self.words[j] and j > first and _SEAT.fullmatch(self.words[j]):  # Ada Oduya (R-Ky.) said
            j -= 1
        return self._source_first(j), j + 1

    def _verbal(self, i: int, plural: bool) -> bool:
        """Whether a form that may be a noun (claim, claims) is a verb here: its subject has the other number."""
        before = self.signs[i - 1]
        if before & PRONOUN:
            return True
        named = before & CAPITAL and i - 1 > self.first
        several = bool(before & PLURAL and not named or before & SEVERAL)
        return several != plural and i + 1 < self.past and self.signs[i + 1] & (OPENS_CLAUSE | CAPITAL) > 0

    def _source_first(self, j: int) -> int:
        """First word of the noun phrase that ends in word j."""
        gaps, signs, low = self.gaps, self.signs, max(self.first, j - 12)
        while j > low and not gaps[j] & PART and not signs[j - 1] & BREAKS:
            j -= 1
        return j

    def _inverted(self, i: int, form: int) -> bool:
        """“..., said Mayor Oduya”: a mark before the cue, a noun phrase and then a mark or nothing after it."""
        signs, gaps, past = self.signs, self.gaps, self.past
        before = gaps[i] if i > self.first else self._gap(i)
        if not before & (CLOSER if form & INVERTS else CLOSED) or i + 1 >= past:
            return False
        if not (signs[i + 1] & (CAPITAL | OPENS_NOUN) or self._titled(i)):
            return False
        for j in range(i + 1, min(i + 12, past + 1)):
            if j > i + 1 and (j >= past or gaps[j] & (PART | POINT)):
                return True
            if signs[j] & NO_NOUN:
                return False
            if signs[j] & PLACED:
                return j > i + 1
        return False

    def _titled(self, i: int) -> bool:
        """Whether a name follows the cue behind one to three words in small letters: “said energy minister Oduya”."""
        for j in range(i + 1, min(i + 5, self.past)):
            if self.gaps[j] & ODD or self.signs[j] & (CAPITAL | NO_TITLE):
                return self.signs[j] & CAPITAL > 0 and not self.gaps[j] & ODD
        return False

    def _source(self, i: int, subject: Span, inverted: bool) -> Span | None:
        """Who speaks, as a span of the text."""
        if inverted:
            return self.starts[i + 1], self.ends[self._source_last(i + 1)]
        first, past = subject
        return (self.starts[first], self.ends[past - 1]) if past else self._before_comma(i)

    def _source_last(self, j: int) -> int:
        while j + 1 < self.past and not self.gaps[j + 1] & ODD and not self.signs[j + 1] & ENDS_SOURCE:
            j += 1
        return j

    def _before_comma(self, i: int) -> Span | None:
        """The subject before an apposition: “Ada Oduya, the mayor, said”."""
        gaps, first = self.gaps, self.first
        if i == first or gaps[i] & CLOSED or not gaps[i] & COMMA:
            return None
        j = i - 1
        while j > first and not gaps[j] & COMMA:
            j -= 1
        if j == first or gaps[j] & CLOSING or self.words[j - 1] in _LINKING:
            return None
        return self.starts[self._source_first(j - 1)], self.ends[j - 1]

    def _before(self, i: int, subject: Span, inverted: bool) -> Span | None:
        """The clause before the source where the cue closes it: “The road is shut, officials said.”"""
        if inverted:
            return self.start, self.ends[i - 1]
        first, past = subject
        if not past or first - self.first < 3 or not self.gaps[first] & COMMA:
            return None
        if self._gap(i + 1) & MARKED or not self._closes(i):  # “On the road, she said, “all is well””
            return None
        return self.start, self.ends[first - 1]

    def _closes(self, i: int) -> bool:
        """Nothing but a time or a place follows the cue in its clause."""
        if i + 1 >= self.past or self.gaps[i + 1] & STOPPED:
            return True
        if any(sign & THAT for sign in self.signs[i + 1 : min(i + 9, self.past)]):
            return False
        return self.signs[i + 1] & TIMED > 0 or self.words[i] == "told"

    def _after(self, i: int, form: int) -> int | None:
        """Offset at which the clause after the cue at word i begins."""
        k, past, signs, starts = i + 1, self.past, self.signs, self.starts
        if k >= past:
            return None
        gap = self.gaps[k]
        if gap & COLON:
            return starts[k]
        if (joint := self._joint(k)) is not None:
            return joint
        if gap & SIGN or not form & (TELL | CLAUSE | OBJECT) or self._quotes_before(i):
            return None
        if form & TELL:
            return next((starts[j] for j in range(k + 1, min(k + 6, past)) if self._opens(j)), None)
        if not form & CLAUSE:
            return starts[k]
        if signs[k] & TIMED:  # “said on Tuesday he would go”
            return next((starts[j] for j in range(k + 1, min(k + 8, past)) if signs[j] & SPEAKER), None)
        return None if i > self.first and signs[i - 1] & IS else starts[k]

    def _joint(self, i: int) -> int | None:
        """Offset of the “that” or “whether” which opens the clause, with no subject and verb before it."""
        signs, gaps = self.signs, self.gaps
        for j in range(i, min(i + 10, self.past)):
            if signs[j] & (JOINT | NO_JOINT) or gaps[j] & ODD and j > i:
                return self.starts[j] if signs[j] & JOINT else None
        return None

    def _quotes_before(self, i: int) -> bool:
        """Whether the cue only names who spoke the quotation before it."""
        gaps = self.gaps
        for j in range(max(self.first + 1, i - 5), i + 1):
            if gaps[j] & QUOTED:
                return True
        return False

    def _opens(self, k: int) -> bool:
        return self.signs[k] & TOLD > 0 and not self.gaps[k] & ODD or self.signs[k] & THAT > 0

    def _stop(self, i: int) -> int:
        """End of the clause: before “, and urged ...”, else with the sentence, without its full stop."""
        gaps, signs = self.gaps, self.signs
        for j in range(i + 3, self.past - 1):
            if gaps[j] & COMMA and signs[j + 1] & VERB and self.words[j] == "and":
                return self.ends[j - 1]
        return self.ends[self.past - 1]
