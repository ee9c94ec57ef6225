"""Tables of terms: loading, checking, matching. A lexicon is a folder with one CSV a category."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import product
from pathlib import Path

import numpy as np

from analysis.read.segment import Document
from analysis.read.vocabulary import Table, word_key

COLUMNS = (
    "term",
    "direction",
    "strength",
    "forms",
    "exclude",
    "case",
    "plain",
    "side",
    "counterpart",
    "evidence",
    "note",
)
ROLES = ("loaded", "profile")
Pattern = tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]  # slots before and after a term


@dataclass(frozen=True)
class Term:
    """One row: a lemma with its category, direction (-1 blame, 1 praise, 0 alarm) and strength (1 mild to 3 strong)."""

    term: str
    category: str
    role: str
    direction: int
    strength: int
    forms: tuple[tuple[str, ...], ...]
    exclude: tuple[Pattern, ...]
    any_case: bool
    plain: str

    @cached_property
    def beside(self) -> frozenset[str]:
        """The words next to a hit in the exclusions, `*` among them where any word may stand there."""
        return frozenset[str]().union(*((before[-1:] or after[:1] or ({"*"},))[0] for before, after in self.exclude))


@dataclass(frozen=True)
class Lexicon:
    """The terms of one folder; `categories` maps each category to its row of categories.csv."""

    terms: tuple[Term, ...]
    categories: dict[str, dict[str, str]]

    @cached_property
    def by_first_word(self) -> dict[str, tuple[dict[str, list[tuple[tuple[str, ...], Term]]], list[Term]]]:
        """First word of a form -> (second word -> phrases, the longest first; the terms of that word alone)."""
        table: dict[str, tuple[dict[str, list[tuple[tuple[str, ...], Term]]], list[Term]]] = {}
        for term in self.terms:
            for form in term.forms:
                phrases, alone = table.setdefault(form[0], ({}, []))
                if len(form) > 1:
                    phrases.setdefault(form[1], []).append((form, term))
                else:
                    alone.append(term)
        for phrases, _ in table.values():
            for entries in phrases.values():
                entries.sort(key=lambda entry: -len(entry[0]))
        return table

    @cached_property
    def _openings(self) -> tuple[Table, Table, np.ndarray]:
        """First words (1 for a term alone, plus 2 x the row of `pairs`), second words, which pairs open a phrase."""
        table = self.by_first_word
        rows = {word: i for i, word in enumerate((w for w in table if table[w][0]), 1)}
        columns = {word: i for i, word in enumerate(dict.fromkeys(w for first in rows for w in table[first][0]), 1)}
        pairs = np.zeros((len(rows) + 1, len(columns) + 1), bool)
        for first, row in rows.items():
            pairs[row, [columns[word] for word in table[first][0]]] = True
        firsts = {word: 2 * rows.get(word, 0) + bool(alone) for word, (_, alone) in table.items()}
        return Table(firsts), Table(columns), pairs

    def match(self, doc: Document) -> list[tuple[int, int, Term]]:
        """(first word, past the last word, term) of every hit: the longest form wins, one hit a word."""
        firsts, seconds, pairs = self._openings
        first, second = doc.signs(firsts), np.append(doc.signs(seconds)[1:], 0)
        opens = (first & 1 > 0) | pairs[first // 2, second]
        table, words, past = self.by_first_word, doc.words, 0
        found: list[tuple[int, int, Term]] = []
        for i in np.flatnonzero(opens).tolist():
            if i >= past and (hit := self._at(doc, i, *table[words[i]])):
                found.append(hit)
                past = hit[1]
        return found

    def _at(self, doc: Document, i: int, phrases: dict, alone: list[Term]) -> tuple[int, int, Term] | None:
        words = doc.words
        for form, term in phrases.get(words[i + 1], ()) if phrases and i + 1 < len(words) else ():
            past = i + len(form)
            if tuple(words[i:past]) == form and self._counts(doc, i, past, term):
                return i, past, term
        return next(((i, i + 1, term) for term in alone if self._counts(doc, i, i + 1, term)), None)

    @staticmethod
    def _counts(doc: Document, first: int, past: int, term: Term) -> bool:
        words, beside = doc.words, term.beside
        near = beside and (
            "*" in beside or first and words[first - 1] in beside or past < len(words) and words[past] in beside
        )
        for pattern in term.exclude if near else ():
            if fits(words, first, past, pattern):
                return False
        return term.any_case or not in_name(doc, first)


def fits(words: list[str], first: int, past: int, pattern: Pattern) -> bool:
    """Whether the words around a hit fit an exclusion; `*` stands for any word."""
    before, after = pattern
    low, high = first - len(before), past + len(after)
    if low < 0 or high > len(words):
        return False
    for slot, word in zip(before, words[low:first], strict=True):
        if word not in slot and "*" not in slot:
            return False
    for slot, word in zip(after, words[past:high], strict=True):
        if word not in slot and "*" not in slot:
            return False
    return True


def in_name(doc: Document, first: int) -> bool:
    """Whether a hit is capitalised inside a sentence that is not all capitalised, and so part of a name."""
    text, start, end = doc.text, doc.starts[first], doc.ends[first]
    if not text[start].isupper() or (text[start:end].isupper() and end - start > 3):
        return False
    gap = text[doc.ends[first - 1] : start] if first else "."
    return not gap.strip() and "\n" not in gap and not _title_case(doc, first)


def _title_case(doc: Document, i: int) -> bool:
    """Whether most long words around word i are capitalised, as in a headline."""
    around = [k for k in range(max(0, i - 8), min(len(doc.starts), i + 9)) if doc.ends[k] - doc.starts[k] > 3]
    return len(around) > 2 and sum(doc.text[doc.starts[k]].isupper() for k in around) > 0.7 * len(around)


def load_lexicon(folder: str | Path | None = None) -> Lexicon:
    """Read a lexicon: the shipped one, or a folder of your own with `categories.csv` and one CSV a category.

    Columns of a category: term, direction (-1, 0, 1), strength (1, 2, 3), forms (`|` between forms, `/` between
    alternatives for one word), exclude (patterns: `~` the term, `*` any word, `a/b` either word), case (`any`: counts
    inside names too), plain, side, counterpart, evidence, note. Only term, direction, strength are needed.
    Raises FileNotFoundError for a missing folder, ValueError naming file, row and value for a row that is wrong.
    """
    if folder is None:
        return _shipped()
    if not Path(folder).is_dir():
        raise FileNotFoundError(
            f"{folder}: no such folder; a lexicon is a folder with categories.csv and one CSV a category."
        )
    return _read(Path(folder))


@cache
def _shipped() -> Lexicon:
    return _read(Path(str(files("analysis") / "data/lexicon")))


def _read(folder: Path) -> Lexicon:
    categories = {row["category"]: row for row in _rows(folder / "categories.csv", ("category", "role"))}
    for name, row in categories.items():
        if row["role"] not in ROLES:
            raise ValueError(
                f"{folder / 'categories.csv'}: category {name} has role {row['role']!r}; use loaded or profile."
            )
    terms = []
    for name, category in categories.items():
        path = folder / f"{name}.csv"
        for number, row in enumerate(_rows(path, ("term", "direction", "strength")), 2):
            try:
                terms.append(_term(row, name, category["role"]))
            except ValueError as error:
                raise ValueError(f"{path}, row {number} ({row['term']}): {error}") from None
    return Lexicon(tuple(terms), categories)


def _rows(path: Path, needed: Iterable[str]) -> list[dict[str, str]]:
    if not path.is_file():
        raise ValueError(f"{path}: missing; every category in categories.csv needs a table of its own.")
    with path.open(encoding="utf-8-sig", newline="") as table:
        rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(table)]
    for column in needed:
        if rows and column not in rows[0]:
            raise ValueError(f"{path}: no column {column!r}; it has {', '.join(rows[0])}.")
    return rows


def _term(row: dict[str, str], category: str, role: str) -> Term:
    for column, allowed in (("direction", ("-1", "0", "1")), ("strength", ("1", "2", "3"))):
        if row[column] not in allowed:
            raise ValueError(f"{column} is {row[column]!r}; use {', '.join(allowed)}.")
    if not row["term"]:
        raise ValueError("the term is empty; write it or delete the row.")
    forms = tuple(f for form in (row.get("forms") or row["term"]).split("|") for f in expand(form))
    exclude = tuple(pattern_of(p) for p in row.get("exclude", "").split("|") if p.strip())
    any_case = row.get("case", "") == "any"
    return Term(
        row["term"],
        category,
        role,
        int(row["direction"]),
        int(row["strength"]),
        forms,
        exclude,
        any_case,
        row.get("plain", ""),
    )


def expand(form: str) -> list[tuple[str, ...]]:
    """`wave/flood of migrants` -> both phrases as tuples of word keys."""
    slots = [[word_key(w) for w in slot.split("/") if w] for slot in form.split()]
    return [tuple(choice) for choice in product(*slots)] if slots and all(slots) else []


def pattern_of(text: str) -> Pattern:
    """`the/a ~ of` as the slots before and after the term."""
    slots = text.split()
    if slots.count("~") != 1:
        raise ValueError(f"the exclusion {text.strip()!r} needs `~` once, for the term itself.")
    words = [frozenset(word_key(w) for w in slot.split("/")) for slot in slots]
    at = slots.index("~")
    return tuple(words[:at]), tuple(words[at + 1 :])
