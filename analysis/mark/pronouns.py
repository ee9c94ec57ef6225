"""He, she and they: the person named last, where only one can be meant."""
from bisect import bisect_left, bisect_right

import numpy as np

from analysis.mark.offices import Mention
from analysis.read.segment import Document
from analysis.read.vocabulary import Table

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_THEY = frozenset("they them their themselves".split())
_PEOPLE = frozenset(("person", "name", "role"))
_NEAR = 12  # so many mentions are looked back on
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
    places, begins = [start for start, _ in named], doc.sentence_starts
    rows: list[tuple[int, int, str | None, str]] = []
    for k in np.flatnonzero(doc.signs(_PRONOUNS)).tolist():
        gender, at, actor = _GENDER.get(doc.words[k]), doc.starts[k], None
        stop = bisect_left(places, at)
        if gender and stop:
            sentence = bisect_right(begins, at) - 1
            for begin in (begins[sentence], begins[max(0, sentence - 1)]):  # this sentence, else with the one before
                near = named[max(bisect_left(places, begin), stop - _NEAR) : stop]
                found = {who for _, who in near if genders.get(who, gender) == gender}
                if found:
                    actor = found.pop() if len(found) == 1 else None
                    break
        rows.append((at, doc.ends[k], actor, "pronoun"))
    return rows
