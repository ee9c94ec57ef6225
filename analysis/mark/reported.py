"""Reported speech: the clause that somebody said, believed or demanded, without quotation marks."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from analysis.mark.cues import Cue, cues
from analysis.read.segment import Document

_PRONOUNS = frozenset("he she they it we i you who that this there his her their its".split())
_WRITER = frozenset(("i", "we"))
_SUBJECTS = frozenset("he she they it we i there".split())
_DETERMINERS = frozenset(
    "a an the this that these those his her their its our my your any no such some each every".split()
)
_BE = frozenset("is are was were be been being am isn't wasn't aren't weren't got".split())
_BETWEEN = frozenset(  # between a subject and its verb
    "has have had hasn't hadn't also later then now once often even still just never always since did didn't does "
    "doesn't do don't will would could should may might can not recently repeatedly reportedly previously privately "
    "publicly openly explicitly simply actually already again both all first further only".split()
)
_NO_CUE_AFTER = frozenset("to of for with by in on from at about into over no without".split())
_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier later again recently "
    "january february march april may june july august september october november december morning afternoon "
    "evening night week month year last this".split()
)
_WHERE = frozenset(
    "on in at during after before to through via from as when while by of about with for following".split()
)
_BUT = frozenset("but and or so yet because although though while still however".split())
_PARTS = frozenset(',;:—–()“”"')
_ENDS = _PARTS | {"."}
_BREAKS = _BUT - {"and", "or"} | {"that", "which"}
_JOINTS = frozenset("that how whether why what if".split())
_QUOTE_MARKS = '"“”„»«‘’'
_NOUN_BEFORE = _DETERMINERS - {"that", "this", "these", "those", "some", "each", "any", "no", "such"} | {"of"}
_TOGETHER = frozenset(("according", "saying", "arguing", "adding", "claiming", "warning"))
_CLOSED = frozenset(("”", '"', "’"))
_CLOSERS = _CLOSED | frozenset((",", "?", "!", "—", "–"))
_INVERTING = frozenset("said says wrote added asked explained recalled noted warned argued".split())


LONGEST = 3000  # letters: a longer sentence is a list or has lost its stops, and nobody speaks in it


@dataclass(frozen=True)
class Report:
    """One content clause with the words that introduce it; source and cue are spans or None."""

    start: int
    end: int
    cue: tuple[int, int] | None
    source: tuple[int, int] | None


def reports(doc: Document, said: list[int]) -> list[Report]:
    """Content clauses introduced by these words outside quotation marks, in order; they may overlap."""
    table, words, begins = cues(), doc.words, doc.sentence_starts
    found: list[Report] = []
    for i in said:
        word = words[i]
        if i and words[i - 1] in _NOUN_BEFORE and word not in _TOGETHER:
            continue  # the report, a claim, of state: nouns
        start, end, _ = doc.sentences[bisect_right(begins, doc.starts[i]) - 1]
        if end - start > LONGEST:
            continue
        around = _Clause(doc, i, start, end)
        found += around.according() if word == "according" else around.reports(table[word])
    return found


def attribution(doc: Document, i: int, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
    """Cue and source of the verb at word i in text[start:end], or None where it is no verb of saying."""
    clause = _Clause(doc, i, start, end)
    span = (doc.starts[i], doc.ends[i])
    if doc.words[i] == "according":
        found = clause.according()
        return (found[0].cue or span, found[0].source) if found else None
    subject = clause.subject(cues()[doc.words[i]])
    if subject is None:
        return None
    if clause.inverted:
        return span, (doc.starts[i + 1], clause.source_end(i + 1))
    return span, subject if subject[1] else clause.before_comma()


class _Clause:
    """The surroundings of one cue word: sentence text[start:end], words first to last, the cue at `i`."""

    def __init__(self, doc: Document, i: int, start: int, end: int) -> None:
        self.doc, self.i, self.start, self.end = doc, i, start, end
        inside = doc.words_between(start, end)
        self.first, self.last = inside.start, inside.stop  # last is one past

    def word(self, i: int) -> str:
        return self.doc.words[i] if self.first <= i < self.last else ""

    def gap(self, i: int) -> str:
        """The text between word i-1 and word i."""
        low = self.doc.ends[i - 1] if i > self.first else self.start
        high = self.doc.starts[i] if i < self.last else self.end
        return self.doc.text[low:high]

    def capital(self, i: int) -> bool:
        return self.first <= i < self.last and self.doc.text[self.doc.starts[i]].isupper()

    def according(self) -> list[Report]:
        if self.word(self.i + 1) != "to":
            return []
        cue = (self.doc.starts[self.i], self.doc.ends[self.i + 1])
        comma = next((j for j in range(self.i + 2, self.last) if "," in self.gap(j)), None)
        if self.i == self.first and comma:
            source = (self.doc.starts[self.i + 2], self.doc.ends[comma - 1])
            return self._report(self.doc.starts[comma], self._stop(), cue, source)
        stop = self.doc.ends[comma - 1] if comma else self._stop()
        if self.i + 2 >= self.last or self.i == self.first:
            return []
        return self._report(self.start, self.doc.ends[self.i - 1], cue, (self.doc.starts[self.i + 2], stop))

    def reports(self, cue: Cue) -> list[Report]:
        """The clauses this cue introduces, before and after it."""
        i, span = self.i, (self.doc.starts[self.i], self.doc.ends[self.i])
        subject = self.subject(cue)
        if subject is None or cue.takes == {"quote"}:
            return []
        after = None if self.inverted else self._after(cue, passive=self.word(self.i - 1) in _BE)
        before = self._before(subject) if cue.takes & {"clause", "that"} else None
        found = []
        source = subject if subject[1] else self.before_comma()
        if before and after is None:
            inverted = (self.doc.starts[i + 1], self.source_end(i + 1)) if self.inverted else source
            found += self._report(*before, span, inverted)
        elif before and "," in self.gap(i + 1):  # “The road is shut, he said, and will stay so.”
            found += self._report(*before, span, source)
            found += self._report(self.doc.starts[i + 1], self._stop(), span, source)
        elif after is not None:
            found += self._report(after, self._stop(), span, source)
        return found

    def subject(self, cue: Cue) -> tuple[int, int] | None:
        """Span of who speaks; (0, 0) where it is not named; None where the word is no verb of saying here."""
        i, form = self.i, self.word(self.i)
        j = i - 1
        while (
            j >= self.first and (self.word(j) in _BETWEEN or self.word(j).endswith("ly")) and "," not in self.gap(j + 1)
        ):
            j -= 1
        before = self.word(j)
        if form.endswith("ing"):
            return None if before in _DETERMINERS or before in _NO_CUE_AFTER - {"by"} else (0, 0)
        if j < self.first:
            return None
        if before in _WRITER:
            return None  # “I think that ...” outside quotation marks is the narrator's own
        if before in _BE:
            return None if form == cue.verb or form.endswith("s") else (0, 0)
        if "," in self.gap(i) or self.inverted:
            return (0, 0)
        if before in ("and", "but", "or"):  # “... thanked voters and said that”: the subject stands further back
            return (0, 0) if form not in cue.nouns and self._joint(i + 1) is not None else None
        if before in _DETERMINERS - {"that", "this", "these", "those"} or before in _NO_CUE_AFTER or before in _BUT:
            return None
        if form in cue.nouns and not self._verbal(plural=form != cue.verb):
            return None
        return self.doc.starts[self._source_first(j)], self.doc.ends[j]

    def _verbal(self, plural: bool) -> bool:
        """Whether a form that may be a noun (claim, claims) is a verb here: its subject has the other number."""
        before = self.word(self.i - 1)
        if before in _PRONOUNS:
            return True
        named = self.capital(self.i - 1) and self.i - 1 > self.first
        several = before.endswith("s") and not named or before in ("people", "some", "many", "others")
        clause = self.word(self.i + 1) in _PRONOUNS | _DETERMINERS | _JOINTS or self.capital(self.i + 1)
        return several != plural and clause

    def _source_first(self, j: int) -> int:
        """First word of the noun phrase that ends in word j."""
        first = j
        while first > self.first and j - first < 12 and _PARTS.isdisjoint(self.gap(first)):
            if self.word(first - 1) in _BREAKS:
                break
            first -= 1
        return first

    @cached_property
    def inverted(self) -> bool:
        """“..., said Mayor Oduya”: a mark before the cue, a noun phrase and then a mark or nothing after it."""
        before = self.gap(self.i).strip()[-1:]
        if before not in (_CLOSERS if self.word(self.i) in _INVERTING else _CLOSED):
            return False
        if not (self.capital(self.i + 1) or self.word(self.i + 1) in _DETERMINERS | {"one"} or self._titled()):
            return False
        for j in range(self.i + 1, min(self.i + 12, self.last + 1)):
            if j > self.i + 1 and (j >= self.last or not _ENDS.isdisjoint(self.gap(j))):
                return True
            if self.word(j) in _BE | _BETWEEN | (_PRONOUNS - {"his", "her", "its", "their"}):
                return False
            if self.word(j) in _WHERE - {"of", "for", "with"} or self.word(j) in _WHEN:
                return j > self.i + 1
        return False

    def _titled(self) -> bool:
        """Whether a name follows the cue behind one to three words in small letters: “said energy minister Oduya”."""
        for j in range(self.i + 1, min(self.i + 5, self.last)):
            if self.capital(j) or self.gap(j) != " " or self.word(j) in _WHERE | _BUT | _PRONOUNS:
                return self.capital(j) and self.gap(j) == " "
        return False

    def source_end(self, j: int) -> int:
        while j + 1 < self.last and self.gap(j + 1) == " " and self.word(j + 1) not in _WHERE - {"of", "for"}:
            j += 1
        return self.doc.ends[j]

    def before_comma(self) -> tuple[int, int] | None:
        """The subject before an apposition: “Ada Oduya, the mayor, said”."""
        if self.gap(self.i).strip()[-1:] in _CLOSED:
            return None
        commas = [j for j in range(self.first + 1, self.i + 1) if "," in self.gap(j)]
        if len(commas) < 2 or commas[-1] != self.i or not _CLOSED.isdisjoint(self.gap(commas[-2])):
            return None
        j = commas[-2] - 1
        return self.doc.starts[self._source_first(j)], self.doc.ends[j]

    def _before(self, subject: tuple[int, int]) -> tuple[int, int] | None:
        """The clause before the source where the cue closes it: “The road is shut, officials said.”"""
        if self.inverted:
            return (self.start, self.doc.ends[self.i - 1])
        if not subject[1]:
            return None
        first = self.doc.words_between(subject[0], subject[1]).start
        quoting = not frozenset(_QUOTE_MARKS).isdisjoint(self.gap(self.i + 1))  # “On the road, she said, “all is well””
        if "," not in self.gap(first) or first - self.first < 3 or quoting or not self._closes():
            return None
        return (self.start, self.doc.ends[first - 1])

    def _closes(self) -> bool:
        """Nothing but a time or a place follows the cue in its clause."""
        i = self.i + 1
        if i >= self.last or self.gap(i).strip()[:1] in (",", ".", ";", "—", "–"):
            return True
        if any(self.word(j) == "that" for j in range(i, min(i + 8, self.last))):
            return False
        return self.word(i) in _WHEN or self.word(i) in _WHERE or self.word(self.i) == "told"

    def _after(self, cue: Cue, passive: bool) -> int | None:
        """Offset at which the clause after the cue begins."""
        i = self.i + 1
        if i >= self.last:
            return None
        if ":" in self.gap(i):
            return self.doc.starts[i]
        if (joint := self._joint(i)) is not None:
            return joint
        if self.gap(i).strip() or self._quotes_before():
            return None
        if cue.verb == "tell":
            return next((self.doc.starts[k] for k in range(i + 1, min(i + 6, self.last)) if self._opens(k)), None)
        if "clause" not in cue.takes:
            return self.doc.starts[i] if "object" in cue.takes else None
        if self.word(i) in _WHERE or self.word(i) in _WHEN:  # “said on Tuesday he would go”
            k = next((k for k in range(i + 1, min(i + 8, self.last)) if self.word(k) in _PRONOUNS - {"this"}), None)
            return self.doc.starts[k] if k else None
        return None if passive else self.doc.starts[i]

    def _joint(self, i: int) -> int | None:
        """Offset of the “that” or “whether” which opens the clause, with no subject and verb before it."""
        for j in range(i, min(i + 10, self.last)):
            word = self.word(j)
            if word in _JOINTS:
                return self.doc.starts[j]
            if j > i and self.gap(j) != " " or word in _SUBJECTS or word in _BE or word in _BETWEEN:
                return None
        return None

    def _quotes_before(self) -> bool:
        """Whether the cue only names who spoke the quotation before it."""
        near = range(max(self.first + 1, self.i - 5), self.i + 1)
        return any(self.gap(j).strip().rstrip(",.")[-1:] in ("”", '"', "»", "’") for j in near)

    def _opens(self, k: int) -> bool:
        return self.word(k) in _PRONOUNS - {"who"} | {"the", "to"} and self.gap(k) == " " or self.word(k) == "that"

    def _stop(self) -> int:
        """End of the clause: before “, and urged ...”, else with the sentence, without its full stop."""
        table, ahead = cues(), self.doc.words[self.i + 3 : self.last - 1]
        for j in range(self.i + 3, self.last - 1) if "and" in ahead else ():
            verb = table.get(self.word(j + 1)) if self.word(j) == "and" and "," in self.gap(j) else None
            if verb and self.word(j + 1) not in verb.nouns:
                return self.doc.ends[j - 1]
        return self.doc.ends[self.last - 1] if self.last > self.first else self.end

    def _report(self, start: int, end: int, cue: tuple[int, int], source: tuple[int, int] | None) -> list[Report]:
        return [Report(start, end, cue, source)] if end > start else []
