"""Frames by a codebook: a table of cues, counted by sentence."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from importlib.resources import files
from operator import or_
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.mark.lexicon import Pattern, by_document, by_neighbour, excluded, expand, pattern_of
from analysis.read.collector import resting
from analysis.read.plain import as_printed
from analysis.read.segment import Document, parse, plain_texts, together
from analysis.read.vocabulary import Table

CODEBOOKS = ("policy", "generic")
_ENOUGH = 1.0  # a sentence carries a frame when the weights of its cues reach this
_KEPT = 300_000  # words remembered with their cues
_ALONE, _OPENS, _SECOND = 1, 2, 4  # what a word may be: a cue by itself, the first word of a longer one, the second
_PLAIN = 3  # above these bits, of a word that is one cue and nothing else whatever stands near it: its number from 1


@dataclass(frozen=True)
class Cue:
    """One row of a codebook; a form is a tuple of words, of which any may end in `*`."""

    frame: str
    term: str
    weight: float
    forms: tuple[tuple[str, ...], ...]
    exclude: tuple[Pattern, ...]

    @cached_property
    def near(self) -> dict[str, list[Pattern]]:
        """Its exclusions by the word that stands next to it in them."""
        return by_neighbour(self.exclude)


Entry = tuple[int, tuple[str, ...], str, int]  # number of words, the words, frame, number of the cue


class Codebook(dict[str, tuple[Entry, ...]]):
    """Word -> the forms that may begin with it, the longest first; filled as words are met."""

    def __init__(self, cues: list[Cue]) -> None:
        super().__init__()
        self.cues, self.frames = cues, list(dict.fromkeys(cue.frame for cue in cues))
        self._near = [cue.near for cue in cues]
        self._first: dict[str, list[Entry]] = {}
        for number, cue in enumerate(cues):
            for form in cue.forms:
                self._first.setdefault(form[0], []).append((len(form), form, cue.frame, number))
        self._slot_signs: dict[str, int] = {}
        for form in (form for cue in cues for form in cue.forms):
            for slot, sign in zip(form[:2], (_ALONE if len(form) == 1 else _OPENS, _SECOND), strict=False):
                self._slot_signs[slot] = self._slot_signs.get(slot, 0) | sign
        stems = [slot[:-1] for slot in self._slot_signs if slot.endswith("*")]
        self._lengths = sorted(set(map(len, stems)))
        self._shortest = min(self._lengths, default=0)
        self._beginnings = {stem[: self._shortest] for stem in stems}
        self._signs = Table(self._sign)

    def __missing__(self, word: str) -> tuple[Entry, ...]:
        found = [entry for slot in self._slots(word) for entry in self._first.get(slot, ())]
        if len(self) > _KEPT:
            self.clear()
        self[word] = tuple(sorted(found, key=lambda entry: -entry[0]))
        return self[word]

    def _sign(self, key: str, _: str) -> int:
        sign = reduce(or_, [self._slot_signs.get(slot, 0) for slot in self._slots(key)])
        if sign & _ALONE and len(self[key]) == 1 and not self._near[number := self[key][0][3]]:
            return sign ^ _ALONE | number + 1 << _PLAIN
        return sign

    def _slots(self, word: str) -> list[str]:
        """The word itself and each of its beginnings, marked as one."""
        if word[: self._shortest] not in self._beginnings:
            return [word]
        return [word, *[word[:k] + "*" for k in self._lengths if k <= len(word)]]

    def together(self, docs: list[Document]) -> Iterator[np.ndarray]:
        """For each text first word, last word, number of the cue of every hit: the longest form wins, one a frame."""
        signs = np.concatenate([doc.signs(self._signs) for doc in docs])
        longer = (signs & _OPENS > 0) & (np.append(signs[1:], 0) & _SECOND > 0)
        tried, plain = np.flatnonzero((signs & _ALONE > 0) | longer), signs >> _PLAIN
        begins, found = np.cumsum([0, *(len(doc.words) for doc in docs)]), list[tuple[int, int, int]]()
        for doc, places, begin in zip(docs, by_document(docs, tried), begins.tolist(), strict=False):
            found += self._hits(doc.words, places, plain, begin)
        alone = np.flatnonzero(plain)
        hits = np.concatenate([np.array(found, int).reshape(-1, 3), np.stack([alone, alone, plain[alone] - 1], axis=1)])
        hits = hits[np.argsort(hits[:, 0], kind="stable")]
        for own, begin in zip(np.split(hits, np.searchsorted(hits[:, 0], begins[1:-1])), begins, strict=False):
            yield own - (begin, begin, 0)

    def _hits(
        self, words: list[str], places: list[int], plain: np.ndarray, begin: int
    ) -> Iterator[tuple[int, int, int]]:
        """The hits that begin at these places; the `plain` ones of the same frame inside them go."""
        past, near = dict.fromkeys(self.frames, 0), self._near
        for i in places:
            for size, form, frame, number in self[words[i]]:
                if i < past[frame] or size > 1 and not _reads(form, words, i):
                    continue
                if not near[number] or not excluded(words, i, i + size, near[number]):
                    past[frame] = i + size
                    yield begin + i, begin + i + size - 1, number
                    for k in range(begin + i + 1, begin + i + size):
                        if plain[k] and self.cues[plain[k] - 1].frame == frame:
                            plain[k] = 0


def _reads(form: tuple[str, ...], words: list[str], i: int) -> bool:
    """Whether the words from the one at i are those of a form, of which the first is known to fit."""
    for slot in form[1:]:
        i += 1
        if i == len(words) or words[i] != slot and not (slot[-1:] == "*" and words[i].startswith(slot[:-1])):
            return False
    return True


@as_printed
def find_frames(texts: pd.Series | pd.DataFrame | list[str], *, codebook: str | Path = "policy") -> pd.DataFrame:
    """Cues of frames: words that speak of money, law, health, conflict and so on.

    `codebook` is "policy" (fourteen dimensions after Boydstun and Card), "generic" (five frames after Semetko and
    Valkenburg) or the path of a CSV of your own with the columns frame and term; optional are forms (`|` between
    forms, `/` between alternatives for one word, `*` at the end of a word for any ending), exclude (patterns: `~` the
    cue, `*` any word), weight (1 by default; a cue under 1 needs company in its sentence) and note.
    Returns one row per cue: article (index label), sentence (from 0), start and end (offsets), frame, term, weight.
    A word may be a cue of several frames. A cue is a word and no interpretation: whether the frame is accepted,
    rejected or quoted is not read.
    Raises ValueError for a single string or a wrong row, FileNotFoundError for a codebook that is not there.
    """
    book, series = _codebook(codebook), plain_texts(texts)
    n_hits, found = list[int](), [np.zeros((0, 4), int)]
    for docs in together(series):
        for doc, hits in zip(docs, book.together(docs), strict=True):
            first, last, cue = hits.T
            start, end = doc.at[first], np.array([doc.ends[i] for i in last.tolist()], int)
            found.append(np.stack([np.searchsorted(doc.sentence_starts, start, "right") - 1, start, end, cue], axis=1))
            n_hits.append(len(hits))
    sentence, start, end, cue = np.concatenate(found).T
    articles = series.index.repeat(n_hits)
    known = len(cue) and articles.dtype == np.int64
    columns = {"article": articles if known else articles.tolist(), "sentence": sentence, "start": start, "end": end}
    for name in ("frame", "term", "weight"):
        columns[name] = pd.Series([getattr(c, name) for c in book.cues]).array.take(cue) if len(cue) else []
    return pd.DataFrame(columns)


@resting()
def score_frames(texts: pd.Series | pd.DataFrame | list[str], *, codebook: str | Path = "policy") -> pd.DataFrame:
    """Share of the sentences of each text that carry each frame.

        share = sentences whose cues of the frame weigh 1 or more together / n_sentences

    Returns one row per text, index kept: n_sentences, then share_<frame> for each frame of the codebook, from 0 to 1,
    NaN where there is no sentence. Higher means that more of the text speaks in these terms. A sentence may carry
    several frames, so the shares do not sum to 1, and no frame is named the dominant one.
    Not for ranking frames against each other: some have many more cues. Compare one frame between outlets within
    an event. Not for texts under about 200 words.
    Raises ValueError for a single string or a wrong row, FileNotFoundError for a codebook that is not there.
    """
    series, frames = plain_texts(texts), _codebook(codebook).frames
    found = find_frames(series, codebook=codebook)
    weights = found.groupby(["article", "sentence", "frame"])["weight"].sum()
    carried = weights[weights >= _ENOUGH].reset_index().groupby(["article", "frame"]).size()
    scores = pd.DataFrame({"n_sentences": [len(parse(text).sentences) for text in series]}, index=series.index)
    n_sentences = scores["n_sentences"].replace(0, np.nan)
    for frame in frames:
        here = frame in carried.index.get_level_values("frame")
        counts = carried.xs(frame, level="frame") if here else pd.Series(dtype=float)
        column = "share_" + re.sub(r"\W+", "_", frame).strip("_")
        scores[column] = counts.reindex(series.index).fillna(0).astype(float) / n_sentences
    return scores


def _codebook(codebook: str | Path) -> Codebook:
    path = Path(str(files("analysis") / f"data/codebooks/{codebook}.csv")) if codebook in CODEBOOKS else Path(codebook)
    if not path.is_file():
        raise FileNotFoundError(f"{codebook}: no such codebook; use {', '.join(CODEBOOKS)} or the path of a CSV table.")
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Codebook:
    with path.open(encoding="utf-8-sig", newline="") as table:
        rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(table)]
    missing = [column for column in ("frame", "term") if not rows or column not in rows[0]]
    if missing:
        raise ValueError(f"{path}: no column {missing[0]!r}; a codebook needs frame and term, one cue a row.")
    cues = []
    for number, row in enumerate(rows, 2):
        try:
            cues.append(_cue(row))
        except ValueError as error:
            raise ValueError(f"{path}, row {number} ({row['term']}): {error}") from None
    return Codebook(cues)


def _cue(row: dict[str, str]) -> Cue:
    for column in ("frame", "term"):
        if not row[column]:
            raise ValueError(f"the {column} is empty; write it or delete the row.")
    try:
        weight = float(row.get("weight") or 1)
    except ValueError:
        weight = -1.0
    if not 0 < weight < 100:
        raise ValueError(f"weight is {row['weight']!r}; use a number above 0, or leave it empty for 1.")
    forms = tuple(
        tuple(word.removesuffix("'s") for word in words)  # a possessive 's is no word
        for form in (row.get("forms") or row["term"]).split("|")
        for words in expand(form)
    )
    exclude = tuple(pattern_of(pattern) for pattern in row.get("exclude", "").split("|") if pattern.strip())
    return Cue(row["frame"], row["term"], weight, forms, exclude)
