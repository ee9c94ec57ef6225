"""The role in which a source speaks: by nouns beside a name or in the words that stand for one."""

import csv
from functools import cache
from importlib.resources import files
from itertools import pairwise

from analysis.mark.titles import COMPOUND
from analysis.read.segment import Document, parse

_ENDS = frozenset("of for from at in to with by on about against near who that which whose and close".split())
_VAGUE = ("spokesperson", "source")  # of whom, the other words may say
_SEATS = frozenset("chairman chairwoman chair chairs head leader leaders member members".split())  # of what, the same
_PARLIAMENT = frozenset("house senate congress parliament parliamentary congressional assembly".split())
_COMMITTEE = frozenset("committee committees subcommittee subcommittees panel".split())
_APPOSED = 7  # words behind a name in which its role may stand
_OPENS = frozenset("a an the who whose his her its their one another".split())
_BEFORE = (" ", ", ", " (", " — ", " – ")


@cache
def _words() -> dict[str, str]:
    """Noun -> role, two nouns joined by a low line; the table is analysis/data/voices/roles.csv."""
    table = (files("analysis") / "data/voices/roles.csv").read_text(encoding="utf-8").splitlines()
    return {word: row["role"] for row in csv.DictReader(table) for word in row["words"].split()}


def role_in(phrase: str) -> str | None:
    """The role of a source by its own words: by its head noun, the last before a preposition, else by any other.

    “A spokesman for the mayor” and “ministry sources” have the role of the mayor and of the ministry.
    """
    words, table = parse(phrase).words, _words()
    if not _COMMITTEE.isdisjoint(words) and not _PARLIAMENT.isdisjoint(words):
        return "politics"  # of the House Intelligence Committee
    for k, pair in enumerate(pairwise(words)):
        if "_".join(pair) in table:
            words = [*words[:k], "_".join(pair), "", *words[k + 2 :]]
    stop = next((k for k, word in enumerate(words) if k and word in _ENDS), len(words))
    ordered = [*reversed(words[:stop]), *words[stop:]]
    if any(pair[0] in COMPOUND and pair[1] == "general" for pair in pairwise(words)):
        ordered.remove("general")  # the attorney general is no soldier
    firm = [word for word in ordered if word not in _SEATS] + [word for word in ordered if word in _SEATS]
    roles = [table[word] for word in firm if word in table]
    return next((role for role in roles if role not in _VAGUE), roles[0] if roles else None)


def role_beside(doc: Document, start: int, end: int) -> str | None:
    """The role that the words beside a name give: within it, right before it, or behind it after a comma."""
    text, inside = doc.text, doc.words_between(start, end)
    if found := role_in(text[start:end]):
        return found
    first, past = inside.start, inside.stop
    if first and doc.words[first - 1] in _words() and text[doc.ends[first - 1] : start] in _BEFORE:
        low = first - 1
        while low and first - low < 6 and text[doc.ends[low - 1] : doc.starts[low]] in (" ", "'s ", "’s "):
            low -= 1
        return role_in(text[doc.starts[low] : doc.ends[first - 1]])
    if past < len(doc.words) and text[end : doc.starts[past]] in (", ", " (", " — ", " – "):
        if doc.words[past].isdigit() and past + 1 < len(doc.words):
            past += 1  # “Oduya, 41, a farmer”
        if not (doc.words[past] in _OPENS or doc.words[past] in _words()):
            return None
        stop = past
        while stop < min(len(doc.words), past + _APPOSED) and (stop == past or not _breaks(doc, stop)):
            stop += 1
        return role_in(text[doc.starts[past] : doc.ends[stop - 1]])
    return None


def _breaks(doc: Document, i: int) -> bool:
    return not set(",;:.()—–\n").isdisjoint(doc.text[doc.ends[i - 1] : doc.starts[i]])
