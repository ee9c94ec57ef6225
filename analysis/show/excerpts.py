"""Pieces of the articles as they are shown: the sentence around what was found, or a short part of it for sharing."""
import re
from bisect import bisect_right
from typing import Any, NamedTuple

import pandas as pd

from analysis.read.segment import parse

SHARED = 25  # words; no longer run of an article stands in what is shared
_KEPT = 20  # words of a piece, so that what stands beside it by chance does not make the run longer
_AROUND = 300  # characters shown on either side of what is marked in a very long sentence
_SPREAD = 1200  # characters of it within which its marks are shown
_LETTERS = 12 * SHARED  # for scripts that part no words
_WORD = re.compile(r"\w+|(?<!\S)[^\w\s]+(?!\S)")


class Span(NamedTuple):
    """A stretch of a text to be marked, what is said of it, its hue and whose words they are."""

    start: int
    end: int
    label: str
    group: str = "other"
    voice: str = "narrator"


class Excerpts:
    """Sentences of articles, or whole headlines (`whole`), cut to 20 words each where the page is to be shared."""

    def __init__(self, texts: pd.Series, outlets: pd.Series, *, share: bool = False, whole: bool = False) -> None:
        self.texts = dict(zip(texts.index, map(str, texts), strict=True))  # a column of type str copies at each look
        self._outlets, self._share, self._whole = outlets, share, whole
        self._starts: dict[Any, list[int]] = {}

    def sentence(self, article: Any, at: int) -> tuple[int, int]:
        """Start and end of the sentence of `article` that holds the character at `at`."""
        text = self.texts[article]
        if self._whole:
            return 0, len(text)
        sentences = parse(text).sentences
        if article not in self._starts:
            self._starts[article] = [start for start, _, _ in sentences]
        place = bisect_right(self._starts[article], at) - 1
        return sentences[place][:2] if place >= 0 else (0, len(text))

    def around(self, article: Any, start: int, end: int) -> tuple[int, int]:
        """Start and end of what is shown around a stretch: its sentence, cut where it is very long or shared."""
        text = self.texts[article]
        low, high = self.sentence(article, start)
        low, high = max(low, start - _AROUND), max(end, min(high, end + _AROUND))
        return shortened(text, low, high, start, end) if self._share else (low, high)

    def show(self, article: Any, spans: list[Span], *, at: int | None = None) -> dict:
        """One sentence in pieces, the spans in it marked, with its outlet and whether something was cut off.

        Without spans, the sentence that holds the character `at`.
        """
        text, spans = self.texts[article], sorted(spans)
        first = spans[0].start if spans else at or 0
        near = [span.end for span in spans[: 1 if self._share else None] if span.end <= first + _SPREAD]
        last = near[-1] if near else spans[0].end if spans else first
        low, high = self.around(article, first, last)
        pieces: list[dict[str, Any]] = []
        at = low
        for span in spans:
            if at <= span.start < span.end <= high:
                mark = {"group": span.group, "voice": span.voice, "category": span.label}
                if span.start > at:
                    pieces.append({"text": text[at : span.start], "mark": None})
                pieces.append({"text": text[span.start : span.end], "mark": mark})
                at = span.end
        if high > at:
            pieces.append({"text": text[at:high], "mark": None})
        start, end = self.sentence(article, first)
        return {"outlet": self._outlets.loc[article], "pieces": pieces, "cut": low > start, "cut_after": high < end}

    def numbered(self, article: Any, number: int, spans: list[Span] | None = None) -> dict:
        """The sentence of this number, with marks or without."""
        start, _, _ = parse(self.texts[article]).sentences[number]
        return self.show(article, spans or [], at=start)


def shortened(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """The part of text[low:high] around text[start:end] that has at most 20 words."""
    words = [(low + m.start(), low + m.end()) for m in _WORD.finditer(text[low:high])]
    held = [i for i, (a, b) in enumerate(words) if a < end and b > start] or [0]
    first = max(0, min(held[0] - max(0, _KEPT - len(held)) // 2, len(words) - _KEPT))
    kept = words[first : first + _KEPT]
    a = kept[0][0] if first else low
    b = kept[-1][1] if first + _KEPT < len(words) else high
    a = max(a, min(start, b - _LETTERS))
    return a, min(b, a + _LETTERS)


def beginning(text: Any) -> Any:
    """At most the first 20 words of a text, with an ellipsis where it was cut; what is no text stays as it is."""
    if not isinstance(text, str):
        return text
    low, high = shortened(text, 0, len(text), 0, 0)
    return text if (low, high) == (0, len(text)) else f"{text[low:high]} …"
