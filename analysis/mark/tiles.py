"""A text cut into stretches of one voice: the narrator's, quoted, reported or scare-quoted."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache, partial
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from analysis.mark.around import NAMES, SAYS, SIGNS
from analysis.mark.cues import cues
from analysis.mark.quotes import quotations
from analysis.mark.reported import LONGEST, Report, Span, Speech
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


_tile = partial(tuple.__new__, Tile)  # Tile(*stretch) in a third of the time
_Stretch = tuple[int, int, str, Span | None, Span | None]  # the same, as long as it is not yet fitted in


@lru_cache(maxsize=1024)
def tiles(text: str) -> list[Tile]:
    """The text cut into stretches of one voice, without a gap."""
    doc = parse(text)
    quotes = quotations(doc)
    if posts := _posts(doc, quotes):
        quotes = sorted(quotes + posts)
    near = _Surroundings(doc, quotes)
    marked = _quoted(doc, quotes, near) + _signed(doc)
    ends = [*accumulate((end for _, end in quotes), max)]
    for report in _apart(doc, near.speech.reports()):
        marked += _around(report, quotes, bisect_right(ends, report[0]))
    return [*map(_tile, _fill(doc.text, sorted(marked)))]


class _Surroundings:
    """What stands around the quotations: the words outside that may say who speaks or that name, the sentences."""

    def __init__(self, doc: Document, quotes: list[Span]) -> None:
        self._signs, spans = doc.signs(SIGNS), np.array(quotes, int).reshape(-1, 2)
        self._words = np.searchsorted(doc.at, spans)  # the first word in each quotation and the first behind it
        self.n_words: list[int] = (self._words[:, 1] - self._words[:, 0]).tolist()
        sentences = np.searchsorted(doc.sentence_starts, spans - (0, 1), "right") - 1
        self.first, self.last = sentences.T.tolist()  # the sentences in which each one begins and ends
        said = np.flatnonzero(self._signs & SAYS)
        self.speech = Speech(doc, self._signs.tolist(), said[self._outside(said)].tolist())

    def _outside(self, words: np.ndarray) -> np.ndarray:
        """Which of these words stand outside."""
        before = np.searchsorted(self._words[:, 0], words, "right")
        return words >= np.append(0, self._words[:, 1])[before]

    @cached_property
    def _free(self) -> np.ndarray:
        return self._outside(np.arange(len(self._signs)))

    def count(self, words: range) -> int:
        """How many of the words stand outside."""
        return int(np.count_nonzero(self._free[words.start : words.stop]))

    def names(self, words: range) -> bool:
        """Whether one of the words stands outside and names."""
        found = self._signs[words.start : words.stop] & NAMES != 0
        return bool((found & self._free[words.start : words.stop]).any())


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


def _quoted(doc: Document, quotes: list[Span], near: _Surroundings) -> list[_Stretch]:
    """The quotations with their cue and source where the words around them say it; scare quotes among them."""
    marked: list[_Stretch] = []
    clauses = near.speech.clauses
    for (start, end), first, last, n_words in zip(quotes, near.first, near.last, near.n_words, strict=True):
        found = None
        if last in clauses or first in clauses or first - 1 in clauses:
            found = _attribution(doc, start, end, (first, last), near.speech)
        if found:
            marked.append((start, end, "quoted", *found))
        elif 0 < n_words <= _SHORT and _is_scare(doc, start, end, last, n_words, near):
            marked.append((start, end, "scare", None, None))
        else:
            marked.append((start, end, "quoted", None, None))
    return marked


def _attribution(
    doc: Document, start: int, end: int, sentences: Span, speech: Speech
) -> tuple[Span, Span | None] | None:
    """Cue and source of a quotation from the words around it, the nearest cue first.

    They stand in the sentences in which it begins and ends, the latter first, or in one that announces it.
    """
    first, last = sentences
    low, high, _ = doc.sentences[first]
    if high - low > LONGEST:
        return None
    chosen = [last] if first == last else [last, first]
    if first and doc.text[doc.sentences[first - 1][1] - 1] == ":":
        chosen.append(first - 1)  # “She wrote:” and a new line
    for number in chosen:
        clause = speech.clauses.get(number)
        if not clause or clause.end <= start - _FAR:
            continue
        if clause.start < start - _FAR or clause.end > end + _FAR:
            clause = speech.part(max(clause.start, start - _FAR), min(clause.end, end + _FAR))
        for i in _nearest(doc, clause.said, start, end):
            if found := clause.attribution(i):
                return found
    return None


def _nearest(doc: Document, said: list[int], start: int, end: int) -> list[int]:
    """The words of saying nearest to a quotation, the nearest first."""
    if len(said) > 2 * _CUES:
        first, past = bisect_left(doc.starts, start), bisect_left(doc.starts, end)
        said = said[max(bisect_left(said, first) - _CUES, 0) : bisect_left(said, past) + _CUES]
    if len(said) > 1:
        said = sorted(said, key=lambda i: min(abs(doc.starts[i] - end), abs(start - doc.ends[i])))
    return said[:_CUES]


def _is_scare(doc: Document, start: int, end: int, last: int, n_words: int, near: _Surroundings) -> bool:
    """Whether a few words are a fragment inside a clause without a verb of speech or naming."""
    before, (sentence, stop, _) = doc.text[end - 2], doc.sentences[last]
    if before in "?!" or before in ".," and n_words > 2 or before == "," and start == sentence:
        return False
    around = doc.words_between(max(sentence, start - _FAR), min(stop, end + _FAR))
    if len(around) < 2 or near.count(around) < 2 or near.names(around):
        return False
    return n_words == 1 or not all(doc.text[doc.starts[i]].isupper() for i in doc.words_between(start, end))


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
