"""Tables of terms: loading, checking, matching. A lexicon is a folder with one CSV a category."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise, product
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

Said = tuple[str, str, int | None, int | None, str | None]  # term, category, direction, strength, plain
Phrase = tuple[tuple[str, ...], "Term"]  # of one word or more, and its term


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
    def said(self) -> Said:
        """What a table of hits says of it."""
        return self.term, self.category, self.direction, self.strength, self.plain

    @cached_property
    def kind(self) -> tuple[str, str, int]:
        """What the fitted model knows of a listed term."""
        return self.category, self.role, self.strength

    @cached_property
    def near(self) -> dict[str, list[Pattern]]:
        """Its exclusions by the word that stands next to it in them."""
        return by_neighbour(self.exclude)


@dataclass(frozen=True)
class Lexicon:
    """The terms of one folder; `categories` maps each category to its row of categories.csv."""

    terms: tuple[Term, ...]
    categories: dict[str, dict[str, str]]

    @cached_property
    def by_first_word(self) -> dict[str, dict[str, list[Phrase]]]:
        """First word of a form -> second word -> phrases, the longest first, then the terms of the first word alone.

        Those stand also under "", for any second word.
        """
        table: dict[str, dict[str, list[Phrase]]] = {}
        for term in self.terms:
            for form in term.forms:
                table.setdefault(form[0], {"": []}).setdefault("".join(form[1:2]), []).append((form, term))
        for forms in table.values():
            for second, entries in forms.items():
                entries.sort(key=lambda entry: -len(entry[0]))
                if second:
                    entries += forms[""]
        return table

    @cached_property
    def _openings(self) -> tuple[Table, Table, np.ndarray]:
        """First words, later words, and the phrases a pair of them opens: 1 if of two words, plus 2 if longer.

        A first word is 1 for a term alone, plus 2 x its row; a later one 1 for a third word, plus 2 x its column.
        """
        table = self.by_first_word
        rows = {word: i for i, word in enumerate((w for w in table if len(table[w]) > 1), 1)}
        phrases = [(form, rows[form[0]]) for term in self.terms for form in term.forms if len(form) > 1]
        columns = {word: i for i, word in enumerate(dict.fromkeys(form[1] for form, _ in phrases), 1)}
        pairs = np.zeros((len(rows) + 1, len(columns) + 1), np.int8)
        later = {word: 2 * column for word, column in columns.items()}
        for form, row in phrases:
            pairs[row, columns[form[1]]] |= 1 if len(form) == 2 else 2
            later.update((word, later.get(word, 0) | 1) for word in form[2:3])
        return Table({w: 2 * rows.get(w, 0) + (forms[""] != []) for w, forms in table.items()}), Table(later), pairs

    def match(self, doc: Document) -> list[tuple[int, int, Term]]:
        """(first word, past the last word, term) of every hit: the longest form wins, one hit a word."""
        return self.together([doc])[0]

    def together(self, docs: list[Document]) -> list[list[tuple[int, int, Term]]]:
        """The hits in each text: where one may begin is seen in one step for all of them."""
        firsts, later, pairs = self._openings
        first, behind = (np.concatenate([doc.signs(table) for doc in docs]) for table in (firsts, later))
        at, behind = np.flatnonzero(first), np.append(behind, [0, 0])
        first, pair = first[at], pairs[first[at] >> 1, behind[at + 1] >> 1]
        at = at[first & 1 | pair & 1 + 2 * (behind[at + 2] & 1) > 0]
        return [self._hits(doc, places) for doc, places in zip(docs, by_document(docs, at), strict=True)]

    def _hits(self, doc: Document, places: list[int]) -> list[tuple[int, int, Term]]:
        table, words, past, last = self.by_first_word, doc.words, 0, len(doc.words) - 1
        found: list[tuple[int, int, Term]] = []
        for i in places:
            if i < past:
                continue
            forms = table[words[i]]
            for form, term in forms.get(words[i + 1] if i < last else "") or forms[""]:
                end = i + len(form)
                if (end == i + 1 or tuple(words[i:end]) == form) and _counts(doc, i, end, term):
                    found.append((i, end, term))
                    past = end
                    break
        return found


def by_document(docs: list[Document], places: np.ndarray) -> list[list[int]]:
    """Places among the words of these texts on end, in order, as those of each text."""
    begins = np.cumsum([0, *(len(doc.words) for doc in docs)])
    cuts = np.searchsorted(places, begins).tolist()
    return [(places[low:high] - begin).tolist() for (low, high), begin in zip(pairwise(cuts), begins, strict=False)]


def _counts(doc: Document, first: int, past: int, term: Term) -> bool:
    """Whether no exclusion of a term fits here, and it is no part of a name."""
    if term.exclude and excluded(doc.words, first, past, term.near):
        return False
    return term.any_case or not doc.text[doc.starts[first]].isupper() or not in_name(doc, first)


def by_neighbour(patterns: Iterable[Pattern]) -> dict[str, list[Pattern]]:
    """Exclusions by the word that stands next to the hit in them; `*` where any word may stand there."""
    table: dict[str, list[Pattern]] = {}
    for before, after in patterns:
        for word in (before[-1:] or after[:1] or ({"*"},))[0]:
            table.setdefault(word, []).append((before, after))
    return table


def excluded(words: list[str], first: int, past: int, near: dict[str, list[Pattern]]) -> bool:
    """Whether the words around a hit fit one of its exclusions."""
    for word in ("*", words[first - 1] if first else "*", words[past] if past < len(words) else "*"):
        for pattern in near.get(word, ()):
            if fits(words, first, past, pattern):
                return True
    return False


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
