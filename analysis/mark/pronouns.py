"""He, she and they: the person named last, where only one can be meant."""
from bisect import bisect_right

import numpy as np

from analysis.mark.offices import Mention
from analysis.read.segment import Document
from analysis.read.vocabulary import Table

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_THEY = frozenset("they them their themselves".split())
_PEOPLE = frozenset(("person", "name", "role"))
_PRONOUNS = Table(lambda key, _: key in _GENDER or key in _THEY, bool)


def find_pronouns(
    doc: Document, mentions: list[Mention], actors: list[str | None]
) -> list[tuple[int, int, str | None, str]]:
    """(start, end, actor, "pronoun") of each pronoun; the actor is missing when several could be meant."""
    genders: dict[str, str] = {}
    people: set[str] = set()
    for m, actor in zip(mentions, actors, strict=True):
        if actor and m.kind in _PEOPLE:
            if m.gender:
                genders.setdefault(actor, m.gender)
            if m.kind != "name":
                people.add(actor)
    named = [(m.start, actor) for m, actor in zip(mentions, actors, strict=True) if actor and actor in people]
    rows: list[tuple[int, int, str | None, str]] = []
    for k in np.flatnonzero(doc.signs(_PRONOUNS)).tolist():
        word, at = doc.words[k], doc.starts[k]
        actor = None if word in _THEY else _meant(_GENDER[word], at, doc.sentence_starts, named, genders)
        rows.append((at, doc.ends[k], actor, "pronoun"))
    return rows


def _meant(
    gender: str, at: int, starts: list[int], named: list[tuple[int, str]], genders: dict[str, str]
) -> str | None:
    """The one person of that gender named before in this sentence, else in the sentence before."""
    sentence = bisect_right(starts, at) - 1
    low = starts[max(0, sentence - 1)]
    stop = bisect_right(named, (at, ""))
    near = [(start, who) for start, who in named[max(0, stop - 12) : stop] if start >= low]
    for begin in (starts[sentence], low):
        found = {who for start, who in near if start >= begin and genders.get(who, gender) == gender}
        if found:
            return found.pop() if len(found) == 1 else None
    return None
