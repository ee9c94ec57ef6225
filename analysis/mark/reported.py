"""Reported speech: the clause that somebody said, believed or demanded, without quotation marks."""

import re  # noqa: I001 (one name a line would be thirty)
from bisect import bisect_left
from typing import NamedTuple

from analysis.mark.around import (
    AND, BREAKS, CAPITAL, ENDS_SOURCE, IS, JOINT, LY, MAY_STAND, ME, NO_JOINT, NO_NOUN, NO_SUBJECT, NO_TITLE,
    NOUN_AFTER, NOUN_COMES, OPENS_CLAUSE, OPENS_NOUN, PLACED, PLURAL, PRONOUN, SEVERAL, SIGNS, SPEAKER, THAT, TIMED,
    TOLD, VERB,
)  # fmt: skip
from analysis.mark.cues import Cue, cues
from analysis.read.gaps import (
    CLOSED, CLOSER, CLOSING, COLON, COMMA, GAPS, MARKED, ODD, PART, POINT, QUOTED, SIGN, STOPPED,
)  # fmt: skip
from analysis.read.segment import Document

_TOGETHER = frozenset(("according", "saying", "arguing", "adding", "claiming", "warning"))
_LINKING = frozenset("meanwhile however instead still then later earlier separately today yesterday moreover".split())
_INVERTING = frozenset("said says wrote added asked explained recalled noted warned argued".split())

_SEAT = re.compile(r"[dri]-[a-z][a-z.]*")  # party and state of a member of Congress
LONGEST = 3000  # letters: a longer sentence is a list or has lost its stops, and nobody speaks in it
Span = tuple[int, int]


class Report(NamedTuple):
    """One content clause with the words that introduce it; source and cue are spans or None."""

    start: int
    end: int
    cue: Span | None
    source: Span | None


class Speech:
    """Who says what in one document, by its words of saying."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.signs = doc, doc.signs(SIGNS).tolist()
        self._clauses: dict[Span, _Clause] = {}

    def _clause(self, start: int, end: int) -> "_Clause":
        clause = self._clauses.get((start, end))
        if clause is None:
            clause = self._clauses[start, end] = _Clause(self.doc, self.signs, start, end)
        return clause

    def reports(self, said: list[int]) -> list[Report]:
        """Content clauses introduced by these words outside quotation marks, in order; they may overlap."""
        words, found = self.doc.words, []
        for i in said:
            if i and self.signs[i - 1] & NOUN_AFTER and words[i] not in _TOGETHER:
                continue  # the report, a claim, of state: nouns
            start, end, _ = self.doc.sentences[self.doc.sentence_of(self.doc.starts[i])]
            if end - start <= LONGEST:
                found += self._clause(start, end).reports(i)
        return found

    def attribution(self, i: int, start: int, end: int) -> tuple[Span, Span | None] | None:
        """Cue and source of the verb at word i in text[start:end], or None where it is no verb of saying."""
        return self._clause(start, end).attribution(i)


class _Clause:
    """The words of text[start:end], which lies in one sentence, numbered from 0; beyond them there is nothing."""

    def __init__(self, doc: Document, signs: list[int], start: int, end: int) -> None:
        inside = doc.words_between(start, end)
        first, past = inside.start, inside.stop
        self.doc, self.first, self.last, self.start, self.end = doc, first, past - first, start, end  # last is one past
        self.signs = [*signs[first:past], 0]  # the 0 also stands before the first word
        low, high = (doc.starts[first], doc.ends[past - 1]) if past > first else (end, end)
        self.gaps = [GAPS[doc.text[start:low]], *doc.gaps[first + 1 : past], GAPS[doc.text[high:end]]]

    def _begin(self, i: int) -> int:
        return self.doc.starts[self.first + i]

    def _end(self, i: int) -> int:
        return self.doc.ends[self.first + i]

    def _word(self, i: int) -> str:
        return self.doc.words[self.first + i]

    def attribution(self, word: int) -> tuple[Span, Span | None] | None:
        """Cue and source of the verb that is word `word` of the document."""
        i = word - self.first
        span = (self._begin(i), self._end(i))
        if self._word(i) == "according":
            found = self._according(i)
            return (found[0].cue or span, found[0].source) if found else None
        inverted = self._inverted(i)
        subject = self._subject(i, cues()[self._word(i)], inverted)
        if subject is None:
            return None
        if inverted:
            return span, (self._begin(i + 1), self._source_end(i + 1))
        return span, subject if subject[1] else self._before_comma(i)

    def reports(self, word: int) -> list[Report]:
        """The clauses that word `word` of the document introduces, before and after it."""
        i = word - self.first
        if self._word(i) == "according":
            return self._according(i)
        cue, inverted = cues()[self._word(i)], self._inverted(i)
        subject = self._subject(i, cue, inverted)
        if subject is None or cue.takes == {"quote"}:
            return []
        span, after = (self._begin(i), self._end(i)), None if inverted else self._after(i, cue)
        before = self._before(i, subject, inverted) if cue.takes & {"clause", "that"} else None
        source = subject if subject[1] else self._before_comma(i)
        if before and after is None:
            source = (self._begin(i + 1), self._source_end(i + 1)) if inverted else source
            return self._report(*before, span, source)
        if before and self.gaps[i + 1] & COMMA:  # “The road is shut, he said, and will stay so.”
            second = self._report(self._begin(i + 1), self._stop(i), span, source)
            return self._report(*before, span, source) + second
        return [] if after is None else self._report(after, self._stop(i), span, source)

    def _according(self, i: int) -> list[Report]:
        if i + 1 >= self.last or self._word(i + 1) != "to":
            return []
        cue = (self._begin(i), self._end(i + 1))
        comma = next((j for j in range(i + 2, self.last) if self.gaps[j] & COMMA), None)
        if i == 0 and comma:
            return self._report(self._begin(comma), self._stop(i), cue, (self._begin(2), self._end(comma - 1)))
        if i + 2 >= self.last or i == 0:
            return []
        stop = self._end(comma - 1) if comma else self._stop(i)
        return self._report(self.start, self._end(i - 1), cue, (self._begin(i + 2), stop))

    def _subject(self, i: int, cue: Cue, inverted: bool) -> Span | None:
        """Span of who speaks; (0, 0) where it is not named; None where the word is no verb of saying here."""
        signs, gaps, form, j = self.signs, self.gaps, self._word(i), i - 1
        while j >= 0 and signs[j] & (MAY_STAND | LY) and not gaps[j + 1] & COMMA:
            j -= 1
        before = signs[j]
        if form.endswith("ing"):
            return None if before & NOUN_COMES else (0, 0)
        if j < 0 or before & ME:
            return None  # “I think that ...” outside quotation marks is the narrator's own
        if before & IS:
            return None if form == cue.verb or form.endswith("s") else (0, 0)
        if inverted or gaps[i] & COMMA:
            return (0, 0)
        if before & AND:  # “... thanked voters and said that”: the subject stands further back
            return (0, 0) if form not in cue.nouns and self._joint(i + 1) is not None else None
        if before & NO_SUBJECT or form in cue.nouns and not self._verbal(i, plural=form != cue.verb):
            return None
        j -= j > 0 and _SEAT.fullmatch(self._word(j)) is not None  # Ada Oduya (R-Ky.) said
        return self._begin(self._source_first(j)), self._end(j)

    def _verbal(self, i: int, plural: bool) -> bool:
        """Whether a form that may be a noun (claim, claims) is a verb here: its subject has the other number."""
        before = self.signs[i - 1]
        if before & PRONOUN:
            return True
        named = before & CAPITAL and i > 1
        several = bool(before & PLURAL and not named or before & SEVERAL)
        return several != plural and self.signs[i + 1] & (OPENS_CLAUSE | CAPITAL) > 0

    def _source_first(self, j: int) -> int:
        """First word of the noun phrase that ends in word j."""
        first, low = j, max(0, j - 12)
        while first > low and not self.gaps[first] & PART and not self.signs[first - 1] & BREAKS:
            first -= 1
        return first

    def _inverted(self, i: int) -> bool:
        """“..., said Mayor Oduya”: a mark before the cue, a noun phrase and then a mark or nothing after it."""
        signs, gaps = self.signs, self.gaps
        if not gaps[i] & (CLOSER if self._word(i) in _INVERTING else CLOSED):
            return False
        if not (signs[i + 1] & (CAPITAL | OPENS_NOUN) or self._titled(i)):
            return False
        for j in range(i + 1, min(i + 12, self.last + 1)):
            if j > i + 1 and (j >= self.last or gaps[j] & (PART | POINT)):
                return True
            if signs[j] & NO_NOUN:
                return False
            if signs[j] & PLACED:
                return j > i + 1
        return False

    def _titled(self, i: int) -> bool:
        """Whether a name follows the cue behind one to three words in small letters: “said energy minister Oduya”."""
        for j in range(i + 1, min(i + 5, self.last)):
            if self.gaps[j] & ODD or self.signs[j] & (CAPITAL | NO_TITLE):
                return self.signs[j] & CAPITAL > 0 and not self.gaps[j] & ODD
        return False

    def _source_end(self, j: int) -> int:
        while j + 1 < self.last and not self.gaps[j + 1] & ODD and not self.signs[j + 1] & ENDS_SOURCE:
            j += 1
        return self._end(j)

    def _before_comma(self, i: int) -> Span | None:
        """The subject before an apposition: “Ada Oduya, the mayor, said”."""
        if self.gaps[i] & CLOSED or not i or not self.gaps[i] & COMMA:
            return None
        j = i - 1
        while j and not self.gaps[j] & COMMA:
            j -= 1
        if not j or self.gaps[j] & CLOSING or self._word(j - 1) in _LINKING:
            return None
        return self._begin(self._source_first(j - 1)), self._end(j - 1)

    def _before(self, i: int, subject: Span, inverted: bool) -> Span | None:
        """The clause before the source where the cue closes it: “The road is shut, officials said.”"""
        if inverted:
            return (self.start, self._end(i - 1))
        if not subject[1]:
            return None
        first = bisect_left(self.doc.starts, subject[0]) - self.first
        quoting = self.gaps[i + 1] & MARKED  # “On the road, she said, “all is well””
        if not self.gaps[first] & COMMA or first < 3 or quoting or not self._closes(i):
            return None
        return (self.start, self._end(first - 1))

    def _closes(self, i: int) -> bool:
        """Nothing but a time or a place follows the cue in its clause."""
        if i + 1 >= self.last or self.gaps[i + 1] & STOPPED:
            return True
        if any(sign & THAT for sign in self.signs[i + 1 : i + 9]):
            return False
        return self.signs[i + 1] & TIMED > 0 or self._word(i) == "told"

    def _after(self, i: int, cue: Cue) -> int | None:
        """Offset at which the clause after the cue at word i begins."""
        k, signs, gap = i + 1, self.signs, self.gaps[i + 1]
        if k >= self.last:
            return None
        if gap & COLON:
            return self._begin(k)
        if (joint := self._joint(k)) is not None:
            return joint
        if gap & SIGN or self._quotes_before(i):
            return None
        if cue.verb == "tell":
            return next((self._begin(j) for j in range(k + 1, min(k + 6, self.last)) if self._opens(j)), None)
        if "clause" not in cue.takes:
            return self._begin(k) if "object" in cue.takes else None
        if signs[k] & TIMED:  # “said on Tuesday he would go”
            return next((self._begin(j) for j in range(k + 1, min(k + 8, self.last)) if signs[j] & SPEAKER), None)
        return None if signs[i - 1] & IS else self._begin(k)

    def _joint(self, i: int) -> int | None:
        """Offset of the “that” or “whether” which opens the clause, with no subject and verb before it."""
        for j in range(i, min(i + 10, self.last)):
            if self.signs[j] & JOINT:
                return self._begin(j)
            if self.signs[j] & NO_JOINT or j > i and self.gaps[j] & ODD:
                return None
        return None

    def _quotes_before(self, i: int) -> bool:
        """Whether the cue only names who spoke the quotation before it."""
        return any(gap & QUOTED for gap in self.gaps[max(1, i - 5) : i + 1])

    def _opens(self, k: int) -> bool:
        return self.signs[k] & TOLD > 0 and not self.gaps[k] & ODD or self.signs[k] & THAT > 0

    def _stop(self, i: int) -> int:
        """End of the clause: before “, and urged ...”, else with the sentence, without its full stop."""
        gaps, signs = self.gaps, self.signs
        for j in range(i + 3, self.last - 1):
            if gaps[j] & COMMA and signs[j + 1] & VERB and self._word(j) == "and":
                return self._end(j - 1)
        return self._end(self.last - 1) if self.last else self.end

    def _report(self, start: int, end: int, cue: Span, source: Span | None) -> list[Report]:
        return [Report(start, end, cue, source)] if end > start else []
