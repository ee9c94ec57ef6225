"""A text cut into stretches of one voice: the narrator's, quoted, reported or scare-quoted."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from analysis.mark.around import NAMES, SAYS, SIGNS
from analysis.mark.cues import cues
from analysis.mark.quotes import quotations
from analysis.mark.reported import LONGEST, Clause, Report, Span, Speech
from analysis.read.segment import Document, parse

VOICES = ("narrator", "quoted", "reported", "scare")
_FAR = 600  # letters within which the words around a quotation are read
_SHORT = 4  # a scare quote has at most so many words
_CUES = 20  # so many words near a quotation are tried for its cue
_FIRST = frozenset("i i'm i've we my our me us you your".split())
_POST = re.compile(r"^([^\n]{4,1200}?)(?:—|–|--|-)\s?([^\n(]{2,60}) ?\(@\w{1,30}\)[^\n]{0,40}$", re.M)
_AND = re.compile(r"(,|;|—|–)\s*(?:but|and|while|although|though|yet|whereas)?\s*$")


class Tile(NamedTuple):
    """A stretch of one voice; cue and source are spans in the same text, or None."""

    start: int
    end: int
    voice: str
    cue: tuple[int, int] | None = None
    source: tuple[int, int] | None = None


_Stretch = tuple[int, int, str, Span | None, Span | None]  # the same, as long as it is not yet fitted in


@lru_cache(maxsize=1024)
def tiles(text: str) -> list[Tile]:
    """The text cut into stretches of one voice, without a gap."""
    doc = parse(text)
    quotes = quotations(doc)
    if posts := _posts(doc, quotes):
        quotes = sorted(quotes + posts)
    outside = _Outside(doc, quotes)
    marked = [_quote(doc, q, outside) for q in quotes] + _signed(doc)
    ends = [*accumulate((end for _, end in quotes), max)]
    for report in _apart(doc, outside.speech.reports()):
        marked += _around(report, quotes, bisect_right(ends, report[0]))
    return [*map(Tile._make, _fill(doc.text, sorted(marked)))]


class _Outside:
    """The words outside quotation marks, by index: those that may say who speaks, verbs and nouns that name."""

    def __init__(self, doc: Document, quotes: list[Span]) -> None:
        signs = doc.signs(SIGNS)
        self._at, self._quotes = doc.at, np.array(quotes, int).reshape(-1, 2)
        found = np.flatnonzero(signs & (SAYS | NAMES))
        found = found[self._free(found)]
        self._naming: list[int] = found[signs[found] & NAMES != 0].tolist()
        self.speech = Speech(doc, signs.tolist(), found[signs[found] & SAYS != 0].tolist())

    def _free(self, words: np.ndarray | slice) -> np.ndarray:
        """Which of these words stand outside."""
        at, (begins, ends) = self._at[words], self._quotes.T
        return at >= np.append(0, ends)[np.searchsorted(begins, at, "right")]

    @cached_property
    def _all(self) -> np.ndarray:
        return self._free(slice(None))

    def names(self, words: range) -> bool:
        """Whether one of the words stands outside and names."""
        return bisect_left(self._naming, words.start) < bisect_left(self._naming, words.stop)

    def count(self, words: range) -> int:
        """How many of the words stand outside."""
        return int(np.count_nonzero(self._all[words.start : words.stop]))


def voice_at(text: str, offsets: list[int]) -> list[str]:
    """The voice at each offset."""
    cut = tiles(text)
    starts = [t.start for t in cut]
    return [cut[bisect_right(starts, at) - 1].voice for at in offsets]


def _posts(doc: Document, quotes: list[Span]) -> list[Span]:
    """Paragraphs without marks after “She wrote:”, as long as they speak in the first or second person."""
    found: list[Span] = []
    if not any(doc.text[end - 1] == ":" for _, end in doc.paragraphs):
        return found
    running = False
    for (_, end), (first, stop) in pairwise(doc.paragraphs):
        announced = doc.text[end - 1] == ":"
        if not (announced or running):
            continue
        start = doc.sentences[doc.sentence_of(end - 1)][0]
        free = not any(s < stop and e > first and doc.text[s] not in "‘'" for s, e in quotes)
        personal = any(doc.words[i] in _FIRST for i in doc.words_between(first, stop))
        said = announced and any(doc.words[i] in cues() for i in doc.words_between(start, end))
        running = free and (said or personal)
        if running:
            found.append((first, stop))
    return found


def _signed(doc: Document) -> list[_Stretch]:
    """Embedded posts: a paragraph that ends with a dash, an account and a date; the account speaks."""
    if "(@" not in doc.text:
        return []
    return [
        (m.start(), m.start(2), "quoted", None, m.span(2))
        for m in _POST.finditer(doc.text)
        if m.start(2) > m.start()
    ]


def _quote(doc: Document, quote: Span, outside: _Outside) -> _Stretch:
    if near := _attribution(doc, quote, outside.speech):
        return *quote, "quoted", *near
    return *quote, "scare" if _is_scare(doc, *quote, outside) else "quoted", None, None


def _attribution(doc: Document, quote: Span, speech: Speech) -> tuple[Span, Span | None] | None:
    """Cue and source of a quotation from the words around it, the nearest cue first."""
    start, end = quote
    for clause in _clauses_at(doc, start, end, speech):
        hits = clause.said
        if len(hits) > 1:
            first, past = bisect_left(doc.starts, start), bisect_left(doc.starts, end)
            hits = hits[max(bisect_left(hits, first) - _CUES, 0) : bisect_left(hits, past) + _CUES]
            hits.sort(key=lambda i: min(abs(doc.starts[i] - end), abs(start - doc.ends[i])))
        for i in hits[:_CUES]:
            if found := clause.attribution(i):
                return found
    return None


def _clauses_at(doc: Document, start: int, end: int, speech: Speech) -> Iterator[Clause]:
    """The sentences in which a quotation ends and begins, the one with its end first, and one that announces it."""
    sentences, far = doc.sentences, (start - _FAR, end + _FAR)
    first = max(doc.sentence_of(start), 0)
    low, high, _ = sentences[first]
    if high - low > LONGEST:
        return
    chosen = [first] if end <= high else [doc.sentence_of(end - 1), first]
    if first > 0 and doc.text[sentences[first - 1][1] - 1] == ":":
        chosen.append(first - 1)  # “She wrote:” and a new line
    for number in chosen:
        clause = speech.clauses.get(number)
        if clause and clause.end > far[0]:
            cut = clause.start < far[0] or clause.end > far[1]
            yield speech.part(max(clause.start, far[0]), min(clause.end, far[1])) if cut else clause


def _is_scare(doc: Document, start: int, end: int, outside: _Outside) -> bool:
    """A short fragment inside a clause without a verb of speech or naming."""
    words = doc.words_between(start, end)
    if not 0 < len(words) <= _SHORT or doc.text[end - 2] in "?!" or (doc.text[end - 2] in ".," and len(words) > 2):
        return False
    sentence, stop, _ = doc.sentences[max(bisect_right(doc.sentence_starts, end - 1) - 1, 0)]
    first, last = max(sentence, start - _FAR), min(stop, end + _FAR)
    if start == first and doc.text[end - 2] == ",":
        return False
    around = doc.words_between(first, last)
    title = len(words) > 1 and all(doc.text[doc.starts[i]].isupper() for i in words)
    return not title and not outside.names(around) and outside.count(around) > 1


def _apart(doc: Document, found: list[Report]) -> list[Report]:
    """Reports in order, each cut where the next begins a clause of its own (“..., but residents said ...”)."""
    kept: list[Report] = []
    for report in sorted(found, key=lambda r: (r[0], -r[1])):
        start, _, cue, source = report
        begin = min(start, (source or cue or report)[0])
        if kept and begin < kept[-1][1]:
            joint = _AND.search(doc.text, max(0, begin - 14), begin)
            outer = kept[-1]
            new = source or (joint and joint[0].strip(" ,;—–"))  # “..., and urged the league to act”
            if not joint or not new or joint.start() <= outer[0]:
                continue
            kept[-1] = (outer[0], joint.start(), *outer[2:])
        kept.append(report)
    return kept


def _around(report: Report, quotes: list[Span], first: int) -> list[_Stretch]:
    """The report without the quotations in it; those before the first end before it."""
    at, stop, cue, source = report
    found: list[_Stretch] = []
    for k in range(first, len(quotes)):
        start, end = quotes[k]
        if start >= stop:
            break
        if start > at:
            found.append((at, start, "reported", cue, source))
        at = max(at, end)
    if at < stop:
        found.append((at, stop, "reported", cue, source))
    return found


def _fill(text: str, marked: list[_Stretch]) -> list[_Stretch]:
    """Narrator between the marked stretches; white space goes to the stretch before it."""
    at, stop = 0, len(text)
    found: list[_Stretch] = []
    for start, end, voice, cue, source in marked:
        if start < at:
            start = at
        if end <= start or text[start].isspace() and text[start:end].isspace():
            continue
        while end < stop and text[end].isspace():
            end += 1
        if start > at:
            found.append((at, start, "narrator", None, None))
        found.append((start, end, voice, cue, source))
        at = end
    if at < stop:
        found.append((at, stop, "narrator", None, None))
    return found
