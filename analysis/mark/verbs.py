"""Verbs and their participles, and the table of harms: analysis/data/acts."""

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from analysis.mark.lemmas import regular_lemma
from analysis.mark.lexicon import Pattern, by_neighbour, expand, pattern_of

_FOLDER = files("analysis") / "data/acts"


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_FOLDER / name).read_text(encoding="utf-8").splitlines()))


WORDS = {row["class"]: frozenset(row["words"].split()) for row in _rows("words.csv")}
_IRREGULAR = _rows("irregular.csv")
PASTS = frozenset(row["past"] for row in _IRREGULAR)
IRREGULAR = {row["participle"]: row["verb"] for row in _IRREGULAR}
# Participles that cannot be the past tense: "taken", not "held".
DISTINCT = frozenset(IRREGULAR) - PASTS - {row["verb"] for row in _IRREGULAR} - WORDS["adjective"]
NO_VERB = WORDS["adjective"] | WORDS["notparticiple"]


class Harm(NamedTuple):
    """One row of harm.csv; `exclude` are patterns of words around a hit, `company` words of which one must be near."""

    verb: str
    kind: str  # kill, wound, attack, destroy, seize, expel, die
    use: str  # transitive, both, intransitive, clash, fire, nominal
    exclude: tuple[Pattern, ...]
    near: dict[str, list[Pattern]]  # the same by the word next to the hit
    company: frozenset[str]
    short: bool  # needs no company in a headline


class Form(NamedTuple):
    """The words of one form of a harm, and what it may be: finite, participle, gerund, nouns."""

    words: tuple[str, ...]
    harm: Harm
    uses: frozenset[str]


@cache
def harms() -> dict[str, list[Form]]:
    """First word -> forms of the harms in analysis/data/acts/harm.csv, the longest first."""
    table: dict[str, list[Form]] = {}
    for row in _rows("harm.csv"):
        exclude = tuple(pattern_of(p) for p in row["exclude"].split("|") if p)
        company, short = frozenset(filter(None, row["company"].split("|"))), row["short"] == "any"
        harm = Harm(row["verb"], row["kind"], row["use"], exclude, by_neighbour(exclude), company, short)
        uses: dict[tuple[str, ...], set[str]] = {}
        for use in ("finite", "participle", "gerund", "nouns"):
            for form in row[use].split("|"):
                for words in expand(form):
                    uses.setdefault(words, set()).add(use)
        for words, found in uses.items():
            table.setdefault(words[0], []).append(Form(words, harm, frozenset(found)))
    for forms in table.values():
        forms.sort(key=lambda form: -len(form.words))
    return table


_PREFIXES = ("over", "under", "out", "mis", "re", "un")
_STEM = re.compile(r"^(?:over|under|out|mis|re|un)-?")


@lru_cache(maxsize=100_000)
def is_participle(word: str) -> bool:
    """Whether a word can be a passive participle: -ed or irregular, and not an adjective of the stop list."""
    if word in NO_VERB or word.startswith(("un", "non-")) and word not in WORDS["un"]:
        return False
    tail = word.rpartition("-")[2]
    if tail != word and not word.startswith(("re-", "co-", "over-", "under-", "pre-", "de-", "tear-")):
        return False
    if tail in IRREGULAR or len(tail) > 3 and tail.endswith("ed"):
        return True
    return word.startswith(_PREFIXES) and _STEM.sub("", word) in IRREGULAR  # overheard, misread, rebuilt


def lemma(participle: str) -> str:
    """The verb of a participle, by table or by the rules of spelling."""
    if participle not in IRREGULAR and not participle.endswith("ed") and (prefix := _STEM.match(participle)):
        return prefix[0] + IRREGULAR.get(participle[prefix.end() :], participle[prefix.end() :])
    return IRREGULAR.get(participle) or regular_lemma(participle)
