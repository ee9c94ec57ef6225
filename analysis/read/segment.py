"""Sentences and words with their offsets: the only tokeniser. A text is tokenised once, every marker works from it."""

import re
from bisect import bisect_right
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from analysis.read.gaps import GAPS
from analysis.read.letters import Letters
from analysis.read.plain import as_printed, plain
from analysis.read.vocabulary import Table, vocabulary

_END = re.compile(r"""[.!?…]+['"”’»)\]]*(?=\s)""")
_TITLES = frozenset(
    "mr mrs ms dr prof rev fr sr hon gov sen sens rep reps gen lt col maj capt cmdr cpl sgt adm pres amb atty st "
    "ste mt vs messrs mx supt insp pvt ft cong lieut".split()
)
# These may end a sentence, so they join only to a word that cannot open one.
_SHORT = frozenset(
    "jr jan feb mar apr jun jul aug sept sep oct nov dec no inc ltd co corp llc dept est etc al fig vol ed univ "
    "assn bros ave blvd rd ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo "
    "mont neb nev okla ore pa tenn tex va vt wash wis wyo approx hq ph.d a.m p.m u.s u.k u.n d.c".split()
)
_OPENERS = frozenset(
    "the a an he she it they we i you but and in on at this that these those there his her its their if when "
    "while as after before for with from what who why how however still so yet or not no some many most one mr "
    "mrs ms".split()
)
_INITIALS = re.compile(r"(?:\w\.)*\w")
_LAST_WORD = re.compile(r"\w[\w.'’]*$")
_FIRST_WORD = re.compile(r"[^\s,;:.’']*")
_SPEECH = "said|says|asked|added|replied|continued|told|wrote|cried|shouted|demanded|wondered|tweeted|joked|exclaimed"
_ASIDE = re.compile(rf"(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{_SPEECH})\b")  # “Why?” Mr. Castellan asked: one sentence


class Document:
    """One text with its words and sentences.

    `words` are keys, `starts` and `ends` their offsets (`at` the starts as an array), `ids` their numbers in
    `vocabulary`; `paragraphs` are (start, end), `sentences` (start, end, paragraph), both without the white space
    around them.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        letters = Letters(text)
        self.vocabulary = vocabulary()
        self.at, ends = letters.words()
        self.starts: list[int] = self.at.tolist()
        self.ends: list[int] = ends.tolist()
        numbers = list(map(self.vocabulary.__getitem__, letters.printed()))
        self.words: list[str] = list(map(self.vocabulary.key_of.__getitem__, numbers))
        self.ids = np.array(numbers, np.int32)
        self._apart = letters.apart(self.at, ends)
        self.paragraphs = _paragraphs(text, letters.line_ends())
        self.sentences = _sentences(text, self.paragraphs, letters.stops())
        self.sentence_starts = [start for start, _, _ in self.sentences]

    @cached_property
    def gaps(self) -> list[int]:
        """What stands before each word and after the last one, as signs of read/gaps.py."""
        text, starts, ends = self.text, self.starts, self.ends
        found = [0] * (len(starts) + 1)
        for i in self._apart:
            found[i] = GAPS[text[ends[i - 1] : starts[i]]]
        found[0] = GAPS[text[: starts[0]] if starts else text]
        if starts:
            found[-1] = GAPS[text[ends[-1] :]]
        return found

    @cached_property
    def between(self) -> list[int]:
        """The signs of `gaps`, where the text begins and ends those of a line's end."""
        line = GAPS["\n"]
        return [line, *self.gaps[1:-1], line]

    def sentence_of(self, offset: int) -> int:
        """Number of the sentence that begins last at or before an offset; -1 before the first one."""
        return bisect_right(self.sentence_starts, offset) - 1

    def signs(self, table: Table) -> np.ndarray:
        """What a table says of each word."""
        return table.of(self.vocabulary, self.ids)

    def words_between(self, start: int, end: int) -> range:
        """Indices of the words that begin inside text[start:end]."""
        return range(bisect_right(self.starts, start - 1), bisect_right(self.starts, end - 1))


def _paragraphs(text: str, line_ends: list[int]) -> list[tuple[int, int]]:
    found, start = [], 0
    for stop in [*line_ends, len(text)]:
        line = text[start:stop]
        if bare := line.strip():
            first = start + line.index(bare[0])
            found.append((first, first + len(bare)))
        start = stop + 1
    return found


def _sentences(text: str, paragraphs: list[tuple[int, int]], stops: list[int]) -> list[tuple[int, int, int]]:
    found, k = [], 0
    for paragraph, (start, stop) in enumerate(paragraphs):
        while k < len(stops) and stops[k] < stop:
            end = _END.match(text, stops[k], stop)
            if end and _closes(text, end, stop):
                found.append((start, end.end(), paragraph))
                start = end.end()
                while text[start].isspace():
                    start += 1
            k += 1
        found.append((start, stop, paragraph))
    return found


def _is_plain(text: str, end: re.Match[str]) -> bool:
    """The common case: a full stop after a word in small letters that is no abbreviation, before a capital."""
    at = end.start()
    word = text[text.rfind(" ", max(0, at - 24), at) + 1 : at]
    return (
        end[0] == "."
        and len(word) > 2
        and word.isalpha()
        and word.islower()
        and word not in _TITLES
        and word not in _SHORT
        and text[at + 2 : at + 3].isupper()
    )


def _closes(text: str, end: re.Match[str], stop: int) -> bool:
    """Whether this full stop closes a sentence."""
    if _is_plain(text, end):
        return True
    following = text[end.end() : min(end.end() + 60, stop)].lstrip()
    opener = following.lstrip("\"'“‘«([¿¡ ")
    if not opener or opener[0].islower() or opener[0] in "–—-":
        return False
    stops = end[0].rstrip("\"'”’»)]")
    if stops != ".":
        elided = stops[0] in ".…" and text[end.start() - 1].isspace()
        return not elided and not (stops != end[0] and _ASIDE.match(opener))
    if stops != end[0]:
        return True
    word = _LAST_WORD.search(text[max(0, end.start() - 24) : end.start()])
    last = word[0].lower() if word else ""
    if last in _TITLES:
        return False
    if last in _SHORT or _INITIALS.fullmatch(last):
        return opener != following or _FIRST_WORD.match(opener)[0].lower() in _OPENERS  # type: ignore[index]
    return True


@lru_cache(maxsize=1024)
def parse(text: str) -> Document:
    """The text's one tokenisation, shared by all markers."""
    return Document(text)


def as_texts(texts: pd.Series | pd.DataFrame | list[str]) -> pd.Series:
    """The texts as a Series of str with a unique index; a frame gives its `text` column, a missing text is "".

    Raises ValueError for a single string, a frame without `text`, or an index label that stands twice.
    """
    if isinstance(texts, str):
        raise ValueError("Iterable over raw text documents expected, string object received: wrap it in a list.")
    if isinstance(texts, pd.DataFrame):
        if "text" not in texts:
            raise ValueError(f"The frame has no column 'text'; it has {', '.join(map(str, texts.columns))}.")
        texts = texts["text"]
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype=object)
    if not series.index.is_unique:
        twice = series.index[series.index.duplicated()][0]
        raise ValueError(f"The index label {twice!r} stands twice: every text needs a label of its own.")
    whole = isinstance(series.dtype, pd.StringDtype) and not series.hasnans
    if not whole and not series.map(lambda t: isinstance(t, str)).all():
        series = series.map(lambda t: "" if t is None or t is pd.NA or t != t else str(t))
    return series


def plain_texts(texts: pd.Series | pd.DataFrame | list[str]) -> pd.Series:
    """The texts in their plain look, which markers read; see read/plain.py. Raises ValueError as as_texts does."""
    series = as_texts(texts)
    return series if all(plain(text) is text for text in series) else series.map(plain)


@as_printed
def segment(texts: pd.Series | pd.DataFrame | list[str]) -> pd.DataFrame:
    """Sentences of each text, by full stops, an abbreviation list and paragraphs (every line break ends one).

    Returns one row per sentence: article (index label of `texts`), sentence and paragraph (counted from 0 in each
    text), start and end (character offsets; `text[start:end]` is the sentence without white space around it).
    Not for texts without punctuation, where a paragraph is one sentence, nor for scripts with other full stops.
    Raises ValueError for a single string or an index label that stands twice.
    """
    rows = [
        (article, number, paragraph, start, end)
        for article, text in plain_texts(texts).items()
        for number, (start, end, paragraph) in enumerate(parse(text).sentences)
    ]
    return pd.DataFrame(rows, columns=["article", "sentence", "paragraph", "start", "end"])
