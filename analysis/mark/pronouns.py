"""He, she and they: the person named last, where only one can be meant."""
from bisect import bisect_left, bisect_right

import numpy as np

from analysis.mark.register import Article
from analysis.read.vocabulary import Table

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_THEY = frozenset("they them their themselves".split())
_PEOPLE = frozenset(("person", "role"))
_NEAR = 12  # so many mentions are looked back on
_PRONOUNS = Table(lambda key, _: key in _GENDER or key in _THEY, bool)


def find_pronouns(article: Article) -> list[tuple[int, int, str | None, str]]:
    """(start, end, actor, "pronoun") of each pronoun; the actor is missing when several could be meant."""
    doc, genders, people = article.doc, dict[str, str](), set[str]()
    for m, actor in zip(article.forms, article.named, strict=True):
        if actor and m.kind in _PEOPLE:
            people.add(actor)
            if m.gender:
                genders.setdefault(actor, m.gender)
    named = [(m.start, who) for m, who in zip(article.mentions, article.actors, strict=True) if who in people]
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
