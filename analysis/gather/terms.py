"""Tables of concept words, found in the words of a text: `*` ends a word, `..` leaves room for up to three."""
import csv
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.read.segment import Document, parse

_CONCEPTS = Path(__file__).parents[1] / "data" / "actors" / "concepts.csv"
_GAP = ".."


class Match(NamedTuple):
    """Words i to j - 1 of a text stand for a label of a concept."""

    i: int
    j: int
    concept: str
    label: str


@lru_cache(maxsize=1)
def shipped_concepts() -> pd.DataFrame:
    """The concepts that come with the package: concept, label, pattern, valence."""
    with _CONCEPTS.open(encoding="utf-8", newline="") as file:
        return pd.DataFrame(list(csv.DictReader(file)))


def checked_concepts(concepts: pd.DataFrame | None) -> pd.DataFrame:
    """The shipped concepts with the reader's own behind them.

    Raises ValueError for a missing column and for a row without words.
    """
    if concepts is None:
        return shipped_concepts()
    for column in ("concept", "label", "pattern"):
        if column not in concepts:
            raise ValueError(f"The concept table has no column {column!r}: it needs concept, label and pattern.")
    for row in concepts.itertuples():
        choices = str(row.pattern).split("|")
        if not all(_keys(choice) and _keys(choice)[0] not in ("*", _GAP) for choice in choices):
            raise ValueError(
                f"Row {row.Index} of the concept table has the pattern {row.pattern!r}: write words, with * at a "
                "word's end, .. for up to three words between, | for or."
            )
    return pd.concat([shipped_concepts(), concepts.astype(str)], ignore_index=True)


def _keys(choice: str) -> list[str]:
    keys: list[str] = []
    for word in choice.split():
        if word == _GAP:
            keys.append(_GAP)
        else:
            found = parse(word.rstrip("*")).words
            keys += [*found[:-1], found[-1] + "*" * word.endswith("*")] if found else []
    return keys


class Terms:
    """Finds the words of concepts; what a word may begin is looked up once per word, not once per text."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        self.exact: dict[str, list[tuple[list[str], str, str]]] = defaultdict(list)
        self.stems: dict[str, list[tuple[str, list[str], str, str]]] = defaultdict(list)  # by their first letter
        for concept, label, pattern in rows:
            for choice in pattern.split("|"):
                first, *rest = _keys(choice)
                if first.endswith("*"):
                    self.stems[first[0]].append((first[:-1], rest, concept, label))
                else:
                    self.exact[first].append((rest, concept, label))
        self.begins: dict[str, list[tuple[list[str], str, str]]] = {}

    def _begun(self, word: str) -> list[tuple[list[str], str, str]]:
        begun = self.stems.get(word[:1], ())
        stems = [(rest, concept, label) for stem, rest, concept, label in begun if word.startswith(stem)]
        return sorted(self.exact.get(word, []) + stems, key=lambda entry: -len(entry[0]))

    def matches(self, doc: Document) -> list[Match]:
        """Every match of every concept; those of one concept do not overlap, the first and longest stand."""
        found, begins = [], self.begins
        until: dict[str, int] = {}
        for i, word in enumerate(doc.words):
            entries = begins.get(word)
            if entries is None:
                entries = begins[word] = self._begun(word)
            if entries:
                for rest, concept, label in entries:
                    j = _follow(doc.words, i + 1, rest) if until.get(concept, 0) <= i else 0
                    if j:
                        found.append(Match(i, j, concept, label))
                        until[concept] = j
        return found


def _follow(words: list[str], i: int, rest: list[str]) -> int:
    """The end of the words `rest` from word i on, 0 if they do not stand there."""
    for k, key in enumerate(rest):
        if key == _GAP:
            return next((j for m in range(4) if (j := _follow(words, i + m, rest[k + 1 :]))), 0)
        if i >= len(words) or not (words[i].startswith(key[:-1]) if key.endswith("*") else words[i] == key):
            return 0
        i += 1
    return i
