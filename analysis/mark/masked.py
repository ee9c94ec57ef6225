"""The words of a sentence as sentiment toward an actor is read from them: every name is one and the same word."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.mark.tiles import voice_at
from analysis.read.segment import Document

UNSEEN, NAME, SELF = 0, 1, 2  # ids that are no word: not in the vocabulary, any name, the actor's own
OTHER, PRESENT, PAST, PARTICIPLE, GERUND, NOUN, ADJECTIVE, ADVERB = range(8)  # commonest use of a word
_FAR = 60  # words further from the mention are not read
_LONG = 5  # a headline in capitals has no word of so many letters without one
_JOINTS = (" ", ". ")  # “Mr. Oduya”, “Ada M. Oduya”


class Known(NamedTuple):
    """The words a model knows: id of each, and by id whether its capital makes a name and what it is mostly used as."""

    ids: dict[str, int]
    names: np.ndarray
    uses: np.ndarray


class Token(NamedTuple):
    """One word, or a whole name; `gap` is what is printed before it."""

    word: str
    id: int
    use: int
    gap: str
    quoted: bool
    capital: bool
    start: int
    end: int


def tokens(doc: Document, low: int, high: int, known: Known) -> list[Token]:
    """The words low to high of a text, names masked."""
    text, starts, ends = doc.text, doc.starts, doc.ends
    voices = voice_at(text, starts[low:high]) if high > low else []
    capitals = [text[starts[i]].isupper() for i in range(low, high)]
    headline = all(c or ends[i] - starts[i] < _LONG for i, c in zip(range(low, high), capitals, strict=True))
    found = []
    for i, voice, capital in zip(range(low, high), voices, capitals, strict=True):
        word = doc.words[i]
        number = known.ids.get(word, UNSEEN)
        gap = text[ends[i - 1] : starts[i]] if i > low else "\n"
        if capital and word != "i" and word[:2] != "i'":
            inside = not headline and (gap == " " or _titled(doc, i, high, known.uses[number]))
            if inside or number == UNSEEN or known.names[number] or text[starts[i] : ends[i]] == "US":
                number = NAME
        found.append(Token(word, number, int(known.uses[number]), gap, voice == "quoted", capital, starts[i], ends[i]))
    return found


def _titled(doc: Document, i: int, high: int, use: int) -> bool:
    """Whether a noun begins a name: “Mayor Oduya”."""
    if use != NOUN or i + 1 == high:
        return False
    return doc.text[doc.starts[i + 1]].isupper() and doc.text[doc.ends[i] : doc.starts[i + 1]] == " "


def masked(
    sentence: list[Token], start: int, end: int, same: Sequence[tuple[int, int]] = ()
) -> tuple[list[Token], int]:
    """The sentence with every name as one token, and where the mention text[start:end] stands in it.

    Words of the mention and of `same`, the spans of the same actor in order, have the id SELF. Words further off than
    60 are left out.
    """
    first = bisect_right(sentence, start, key=lambda t: t.end)
    near = sentence[max(first - 2 * _FAR, 0) : first + 2 * _FAR]
    spans = same[max(bisect_left(same, (near[0].start,)) - 1, 0) : bisect_left(same, (near[-1].end,))]
    own = [t.word for t in near if start < t.end and t.start < end and t.capital][-1:]
    line: list[Token] = []
    at = -1
    for t in near:
        here = start < t.end and t.start < end
        mine = here or any(s < t.end and t.start < e for s, e in spans)
        number = SELF if mine or t.id == NAME and t.word in own else t.id
        named = number in (NAME, SELF)
        joined = bool(line) and named and line[-1].id in (NAME, SELF) and t.gap in _JOINTS
        if here and at >= 0 or joined and not here and (at == len(line) - 1 or number == line[-1].id):
            continue
        if joined and not here and number == SELF:
            line[-1] = line[-1]._replace(id=SELF)  # “Ada” of “Ada Oduya”
            continue
        if here:
            if joined:
                line.pop()  # the beginning of the name, or its title
            at = len(line)
        line.append(t._replace(id=number, use=OTHER) if named else t)
    low = max(at - _FAR, 0)
    return line[low : at + _FAR], at - low
