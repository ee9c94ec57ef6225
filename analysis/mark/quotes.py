"""Quotation marks become quotations: curly, straight, single, over several paragraphs, with one mark missing."""

import re
from bisect import bisect_left, bisect_right

from analysis.read.segment import Document

_DOUBLE = '"“”„‟«»＂'
_SINGLE = ("‘", "'")
_DIRECTED = {"“": True, "„": True, "«": True, "``": True, "”": False, "»": False}  # the others look both ways
_OPENS_AFTER = frozenset(" \t\xa0([{—–-/:,\"“‘'…*>")  # what may stand before an opening mark
_BEFORE = "".join(map(re.escape, sorted(_OPENS_AFTER))) + "\n\r\u2028\u2029\x85"
# Double marks, and single ones that may open: an apostrophe inside a word is far more common and is passed over.
# All signs stand in one set first, which is what makes the search fast.
_MARKS = re.compile(rf"[{_DOUBLE}'`‘](?:(?<=[{_DOUBLE}])|(?<=')'|(?<=`)`|(?<=[‘'])(?<![^{_BEFORE}].))")
_CARRIED = 4  # a quotation may run on over so many paragraphs without a mark
_REACH = 1000  # letters between single marks
_NO_QUOTE = re.compile(r"['’](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n['’])")  # '90s, 'em, 'til


def quotations(doc: Document) -> list[tuple[int, int]]:
    """(start, end) of every quotation, its marks included, in order and apart. A quotation ends with its paragraph."""
    text, marks, k = doc.text, [m.span() for m in _MARKS.finditer(doc.text)], 0
    if not marks:
        return []
    found: list[tuple[int, int]] = []
    left_open = False  # the last paragraph with marks ended inside a quotation
    between: list[tuple[int, int]] = []  # paragraphs without double marks since then
    singles = _Singles(text)
    for start, stop in doc.paragraphs:
        first = k
        if k < len(marks) and marks[k][0] < stop:
            k = bisect_left(marks, (stop, 0), k)
        if not left_open and first == k:
            continue
        own = marks[first:k]
        if left_open and len(between) < _CARRIED and all(text[at:past] in _SINGLE for at, past in own):
            between.append((start, stop))
            continue
        spans, still_open = _in_paragraph(doc, start, stop, own, singles, left_open)
        if left_open and spans and spans[0][0] == start and text[start] not in _DOUBLE:
            found += between  # a closing mark here: the paragraphs between belong to the quotation
        found += spans
        left_open, between = still_open, []
    return found


def _in_paragraph(
    doc: Document, start: int, stop: int, marks: list[tuple[int, int]], singles: "_Singles", carried: bool
) -> tuple[list[tuple[int, int]], bool]:
    text, opened, done = doc.text, -1, start  # where a quotation is open, and up to where all is read
    behind = text.count('"', start, stop)  # straight marks that still follow
    spans: list[tuple[int, int]] = []
    for at, past in marks:
        sign = text[at:past]
        straight, looks = sign == '"', _DIRECTED.get(sign)
        behind -= straight
        if at < done:
            continue
        before = text[at - 1] if at > start else " "
        if looks is None and sign in _SINGLE:
            if opened < 0 and (end := singles.end(at, before, text[past] if past < stop else " ", stop)):
                spans.append((at, end))
                done = end
            continue
        opening = before in _OPENS_AFTER and past < stop and not text[past].isspace() if looks is None else looks
        if opened < 0 and opening:
            opened = at
        elif opened < 0 and not (straight and before.isdigit()):  # a closing mark without its opening one
            spans.append((start if carried and not spans else _sentence_start(doc, at, spans), past))
            done = past
        elif opened >= 0 and opening and before in " \xa0" and sign not in "„‟" and (not straight or behind % 2):
            # The earlier quotation was never closed. A straight mark with its space on the wrong side closes
            # where those behind it come in pairs.
            spans.append((opened, _sentence_end(doc, opened, at)))
            opened = at
        elif opened >= 0 and (not opening or before not in " \xa0" or straight and not behind % 2):
            spans.append((opened, past))
            opened, done = -1, past
    if opened >= 0:
        spans.append((opened, stop))
    return spans, opened >= 0


class _Singles:
    """The single marks of one text, read paragraph by paragraph."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._closers: dict[tuple[str, int], tuple[list[int], list[int]]] = {}

    def end(self, at: int, before: str, after: str, stop: int) -> int:
        """End of a quotation in single marks that opens here, or 0: an apostrophe is far more common.

        The paragraph ends at `stop`.
        """
        sign = self.text[at]
        if sign == "’" or before not in _OPENS_AFTER or not after.isalnum() or _NO_QUOTE.match(self.text, at):
            return 0
        if (sign, stop) not in self._closers:
            self._closers[sign, stop] = self._read("’" if sign == "‘" else sign, at, stop)
        may, sure = self._closers[sign, stop]
        k, far = bisect_right(sure, at), at + _REACH
        if k < len(sure) and sure[k] < far:
            return sure[k] + 1
        last = bisect_left(may, far) - 1
        return may[last] + 1 if last >= 0 and may[last] > at else 0

    def _read(self, closer: str, here: int, stop: int) -> tuple[list[int], list[int]]:
        """Where marks may close from here on, and where they do so surely: the others may be a possessive."""
        text, may, sure = self.text, [], []
        while (here := text.find(closer, here + 1, stop)) >= 0:
            following = text[here + 1] if here + 1 < stop else " "
            if not (text[here - 1].isspace() or following.isalnum()):
                may.append(here)
                if not (text[here - 1] in "sS" and following.isspace() and text[here + 2 : here + 3].islower()):
                    sure.append(here)
        return may, sure


def _sentence_start(doc: Document, at: int, spans: list[tuple[int, int]]) -> int:
    k = bisect_right(doc.sentence_starts, at) - 1
    return max(doc.sentences[k][0] if k >= 0 else at, spans[-1][1] if spans else 0)


def _sentence_end(doc: Document, opened: int, at: int) -> int:
    k = bisect_right(doc.sentence_starts, opened) - 1
    end = doc.sentences[k][1] if k >= 0 and doc.sentences[k][1] > opened else at
    return min(end, at - (len(doc.text[opened:at]) - len(doc.text[opened:at].rstrip())))
