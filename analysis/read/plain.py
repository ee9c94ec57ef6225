"""One text in several looks is one text: invisible signs, odd blanks, wide letters, words broken at line ends.

Markers read the plain look; what they find is given back as places in the text as it came.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from typing import Any

import numpy as np
import pandas as pd

from analysis.read.collector import resting

_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINES = "\u2028\u2029\x85"
_WIDE = "\uff01-\uff5e"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_BROKEN = {"â€œ": "“", "â€\x9d": "”", "â€™": "’", "â€˜": "‘", "â€“": "–", "â€”": "—", "â€¦": "…", "Â\u00a0": " ",
           "â€\ufffd": "”", "â€": "”"}  # fmt: skip
_ODD = re.compile(
    rf"\r\n?|[{_LINES}]|[{_BLANKS}]|[{_WIDE}]|[{_INVISIBLE}]+|{'|'.join(map(re.escape, _BROKEN))}"
    rf"|(?<=[a-z])[{_INVISIBLE}]*[-‐][ \t]?\r?\n(?=[a-z])"
)
_MAYBE = re.compile(rf"[{_LINES}{_BLANKS}{_WIDE}{_INVISIBLE}âÂ]")  # how each begins that is no line's end
_LINE_ENDS = ("\r", *(f"{hyphen}{blank}\n" for hyphen in "-‐" for blank in ("", " ", "\t")))
_ASCII = bytes(range(128))
_LAST, _FIRST = re.compile(r"[A-Za-z]{1,40}$"), re.compile(r"[a-z]{1,40}")


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """The text in its plain look; itself where it has no other."""
    if not _MAYBE.search(_beyond_ascii(text)) and not any(end in text for end in _LINE_ENDS):
        return text  # the common case, seen at a glance
    shown = _ODD.sub(_shown, text)
    return text if shown == text else shown


def _beyond_ascii(text: str) -> str:
    """The letters and signs of a text that are not ASCII."""
    if text.isascii():
        return ""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def _shown(odd: re.Match[str]) -> str:
    """What stands for an odd sign; a hyphen at a line end goes, unless the text has the word with its hyphen too."""
    sign = odd[0]
    if sign[0] in "\r\u2028\u2029\x85":
        return "\n"
    if sign[-1] == "\n":
        left = _LAST.search(odd.string, max(0, odd.start() - 40), odd.start())
        right = _FIRST.match(odd.string, odd.end())
        word = f"{left[0] if left else ''}-{right[0] if right else ''}"
        return "-" if word in odd.string else ""
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    return _BROKEN.get(sign, "" if sign[0] in _HIDDEN else " ")


_HIDDEN = frozenset(chr(code) for code in range(0x2070) if re.match(f"[{_INVISIBLE}]", chr(code))) | {"\ufeff"}


@lru_cache(maxsize=64)
def _places(text: str) -> tuple[np.ndarray, np.ndarray] | None:
    """Where each character of the plain look begins and ends in the text; None where nothing was moved."""
    begins, ends, at = [], [], 0
    for odd in _ODD.finditer(text):
        begins.append(np.arange(at, odd.start()))
        ends.append(np.arange(at + 1, odd.start() + 1))
        at = odd.end()
        if _shown(odd):
            begins.append(np.array([odd.start()]))
            ends.append(np.array([odd.end()]))
    rest = np.arange(at, len(text))
    begin = np.concatenate([*begins, rest])
    return None if len(begin) == len(text) else (begin, np.concatenate([*ends, rest + 1]))


def as_printed(find: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """A finder of spans in the plain look becomes one of spans in the texts as they came."""

    @wraps(find)
    @resting()
    def found(texts: Any, **options: Any) -> pd.DataFrame:
        frame = find(texts, **options)
        column = texts["text"] if isinstance(texts, pd.DataFrame) else texts
        said = column if isinstance(column, pd.Series) else pd.Series(list(column), dtype=object)
        moved = {label: text for label, text in said.items() if isinstance(text, str) and plain(text) != text}
        if not moved:
            return frame
        columns = {name: frame[name].array.copy() for name in ("start", "end")}
        tiled = "voice" in frame and "cue" in frame and "speaker" in frame
        printed: dict[int, str] = {}
        for label, rows in _rows_of(frame, moved):
            text, places = moved[label], _places(moved[label])
            start, end = columns["start"][rows].to_numpy(int), columns["end"][rows].to_numpy(int)
            if places is not None:
                start, end = _moved(start, end, places, len(text) if tiled else None)
                columns["start"][rows], columns["end"][rows] = start, end
            spans = zip(rows.tolist(), start.tolist(), end.tolist(), strict=True)
            printed.update((row, text[begin:past]) for row, begin, past in spans)
        for name, values in columns.items():
            frame[name] = pd.Series(values, index=frame.index)
        if printed and "mention" in frame:
            mentions = frame["mention"].array.copy()
            mentions[list(printed)] = list(printed.values())
            frame["mention"] = pd.Series(mentions, index=frame.index)
        return frame

    return found


def _rows_of(frame: pd.DataFrame, moved: dict[Any, str]) -> Iterator[tuple[Any, np.ndarray]]:
    """Each moved text's label with the numbers of its rows that have a place."""
    known = frame["start"].notna() & frame["end"].notna() & frame["article"].isin(moved)
    rows = np.flatnonzero(known.to_numpy(bool))
    numbers, labels = pd.factorize(frame["article"].iloc[rows])
    rows, numbers = rows[numbers >= 0], numbers[numbers >= 0]
    order = np.argsort(numbers, kind="stable")
    cuts = np.searchsorted(numbers[order], np.arange(1, len(labels)))
    yield from zip(labels, np.split(rows[order], cuts) if len(labels) else (), strict=True)


def _moved(
    start: np.ndarray, end: np.ndarray, places: tuple[np.ndarray, np.ndarray], length: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Places in the text as it came; those of tiles leave no gap up to its `length`."""
    begins, ends = places
    if length is None:
        return begins[start], ends[end - 1]
    bounds = np.append(begins, length)
    bounds[0] = 0
    return bounds[start], bounds[end]
