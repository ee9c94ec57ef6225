"""A text cut into stretches of one voice: the narrator's, quoted, reported or scare-quoted."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

import numpy as np

from analysis.mark.cues import SAID, cues
from analysis.mark.quotes import quotations
from analysis.mark.reported import LONGEST, Report, Speech
from analysis.read.segment import Document, parse
from analysis.read.vocabulary import Table

VOICES = ("narrator", "quoted", "reported", "scare")
_FAR = 600  # letters within which the words around a quotation are read
_SHORT = 4  # a scare quote has at most so many words
_NAMING = frozenset(
    "known named nicknamed titled entitled headlined captioned word term phrase slogan slogans "
    "sign signs banner banners name motto nickname label spelled reads reading read meaning means translates lyrics "
    "song film book self-described hashtag chant chants chanted chanting shout shouts shouted headline".split()
)
_NAMES = Table(lambda key, _: key in _NAMING or key in cues() and key not in cues()[key].nouns, bool)
_CUES = 20  # so many words near a quotation are tried for its cue
_FIRST = frozenset("i i'm i've we my our us me you your".split())
_COLON = re.compile(r":\s*?[\n\r\u2028\u2029\x85]")
_POST = re.compile(r"^([^\n]{4,1200}?)(?:—|–|--|-)\s?([^\n(]{2,60}) ?\(@\w{1,30}\)[^\n]{0,40}$", re.M)
_AND = re.compile(r"(,|;|—|–)\s*(?:but|and|while|although|though|yet|whereas)?\s*$")


class Tile(NamedTuple):
    """A stretch of one voice; cue and source are spans in the same text, or None."""

    start: int
    end: int
    voice: str
    cue: tuple[int, int] | None = None
    source: tuple[int, int] | None = None


@lru_cache(maxsize=1024)
def tiles(text: str) -> list[Tile]:
    """The text cut into stretches of one voice, without a gap."""
    doc = parse(text)
    quotes = [*quotations(doc)]
    quotes = sorted(quotes + _posts(doc, quotes))
    outside = _Outside(doc, quotes)
    marked = [_quote(doc, q, outside) for q in quotes] + _signed(doc)
    ends = [*accumulate((end for _, end in quotes), max)]
    for report in _apart(doc, outside.speech.reports(outside.said)):
        marked += _around(report, quotes[bisect_right(ends, report.start) :])
    return _fill(doc, sorted(marked))


class _Outside:
    """The words outside quotation marks, by index: those that may say who speaks, verbs and nouns that name."""

    def __init__(self, doc: Document, quotes: list[tuple[int, int]]) -> None:
        free = np.ones(len(doc.words), bool)
        if quotes:
            before = np.searchsorted([s for s, _ in quotes], doc.at, "right") - 1
            free = (before < 0) | (doc.at >= np.array([e for _, e in quotes])[before])
        self.said: list[int] = np.flatnonzero(doc.signs(SAID) & free).tolist()
        self.naming: list[int] = np.flatnonzero(doc.signs(_NAMES) & free).tolist() if quotes else []
        self._before = np.append(0, np.cumsum(free))
        self.speech = Speech(doc)

    def count(self, words: range) -> int:
        """How many of the words stand outside."""
        return int(self._before[words.stop] - self._before[words.start])


def _among(sorted_words: list[int], words: range) -> list[int]:
    return sorted_words[bisect_left(sorted_words, words.start) : bisect_left(sorted_words, words.stop)]


def voice_at(text: str, offsets: list[int]) -> list[str]:
    """The voice at each offset."""
    cut = tiles(text)
    starts = [t.start for t in cut]
    return [cut[bisect_right(starts, at) - 1].voice for at in offsets]


def _posts(doc: Document, quotes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Paragraphs without marks after “She wrote:”, as long as they speak in the first or second person."""
    found: list[tuple[int, int]] = []
    if ":\n" not in doc.text and not _COLON.search(doc.text):
        return found
    blocks = [list(block) for _, block in groupby(doc.sentences, key=lambda s: s[2])]
    running = False
    for before, block in zip(blocks, blocks[1:], strict=False):
        (start, end, _), first, stop = before[-1], block[0][0], block[-1][1]
        announced = doc.text[end - 1] == ":"
        if not (announced or running):
            continue
        free = not any(s < stop and e > first and doc.text[s] not in "‘'" for s, e in quotes)
        personal = any(doc.words[i] in _FIRST for i in doc.words_between(first, stop))
        said = announced and any(doc.words[i] in cues() for i in doc.words_between(start, end))
        running = free and (said or personal)
        if running:
            found.append((first, stop))
    return found


def _signed(doc: Document) -> list[Tile]:
    """Embedded posts: a paragraph that ends with a dash, an account and a date; the account speaks."""
    if "(@" not in doc.text:
        return []
    return [
        Tile(m.start(), m.start(2), "quoted", None, m.span(2))
        for m in _POST.finditer(doc.text)
        if m.start(2) > m.start()
    ]


def _quote(doc: Document, quote: tuple[int, int], outside: _Outside) -> Tile:
    start, end = quote
    near = _attribution(doc, quote, outside) if outside.said else None
    if near:
        return Tile(start, end, "quoted", *near)
    return Tile(start, end, "scare" if _is_scare(doc, start, end, outside) else "quoted")


def _sentences_at(doc: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences in which a quotation ends and begins, the one with its end first, and one that announces it."""
    begins = doc.sentence_starts
    first, last = bisect_right(begins, start) - 1, bisect_right(begins, max(start, end - 1)) - 1
    chosen = [max(last, 0), max(first, 0)]
    if first > 0 and doc.text[doc.sentences[first - 1][1] - 1] == ":":
        chosen.append(first - 1)  # “She wrote:” and a new line
    near = [doc.sentences[k][:2] for k in dict.fromkeys(chosen)]
    return [(max(s, start - _FAR), min(e, end + _FAR)) for s, e in near if e > start - _FAR]


def _attribution(doc: Document, quote: tuple[int, int], outside: _Outside):
    """Cue and source of a quotation from the words around it, the nearest cue first."""
    first, last, _ = doc.sentences[max(bisect_right(doc.sentence_starts, quote[0]) - 1, 0)]
    if last - first > LONGEST:
        return None
    for start, end in _sentences_at(doc, *quote):
        hits = _among(outside.said, doc.words_between(start, end))
        hits.sort(key=lambda i: min(abs(doc.starts[i] - quote[1]), abs(quote[0] - doc.ends[i])))
        for i in hits[:_CUES]:
            if found := outside.speech.attribution(i, start, end):
                return found
    return None


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
    if outside.count(around) < 2 or _among(outside.naming, around):
        return False
    title = len(words) > 1 and all(doc.text[doc.starts[i]].isupper() for i in words)
    return not title


def _apart(doc: Document, found: list[Report]) -> list[Report]:
    """Reports in order, each cut where the next begins a clause of its own (“..., but residents said ...”)."""
    kept: list[Report] = []
    for report in sorted(found, key=lambda r: (r.start, -r.end)):
        begin = min(x for x in (report.start, (report.source or report.cue or (report.start, 0))[0]))
        if kept and begin < kept[-1].end:
            joint = _AND.search(doc.text, max(0, begin - 14), begin)
            outer = kept[-1]
            new = report.source or (joint and joint[0].strip(" ,;—–"))  # “..., and urged the league to act”
            if not joint or not new or joint.start() <= outer.start:
                continue
            kept[-1] = Report(outer.start, joint.start(), outer.cue, outer.source)
        kept.append(report)
    return kept


def _around(report: Report, quotes: list[tuple[int, int]]) -> list[Tile]:
    """The report without the quotations in it."""
    found, at = [], report.start
    for start, end in quotes:
        if start >= report.end:
            break
        if end <= at:
            continue
        if start > at:
            found.append(Tile(at, start, "reported", report.cue, report.source))
        at = end
    if at < report.end:
        found.append(Tile(at, report.end, "reported", report.cue, report.source))
    return found


def _fill(doc: Document, marked: list[Tile]) -> list[Tile]:
    """Narrator between the marked stretches; white space goes to the stretch before it."""
    text, at = doc.text, 0
    found: list[Tile] = []
    for tile in marked:
        start, end = tile[:2]
        if start < at:
            start = at
        if end <= start or text[start:end].isspace():
            continue
        while end < len(text) and text[end].isspace():
            end += 1
        if start > at:
            if text[at:start].isspace() and found:
                found[-1] = found[-1]._replace(end=start)
            else:
                found.append(Tile(at, start, "narrator"))
        found.append(tile if tile[:2] == (start, end) else Tile(start, end, *tile[2:]))
        at = end
    if at < len(text):
        found.append(Tile(at, len(text), "narrator"))
    return found
