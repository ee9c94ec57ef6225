"""Whom a loaded word hits: the actor it stands nearest to in grammar, weighed with how much the text is about them."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from math import exp, log1p

from analysis.mark.actors import Named
from analysis.read.segment import parse

# Weights of a conditional logistic model of the annotated targets of lexical bias in BASIL, rounded (data/SOURCES.md).
WEIGHTS = {
    "share": 4.0,  # log mentions of the actor, over the most mentioned one's
    "place": -1.7,
    "speaker": -1.2,  # who speaks the word seldom means themselves
    "in_sentence": -0.3,
    "subject": 0.5,  # the first actor of the sentence
    "nearest_left": 0.9,
    "adjacent": 0.5,  # at most three words to the left
    "same_clause": 0.5,
    "predicate": 0.4,  # “Oduya was reckless”
    "owner": 0.6,  # “Oduya’s reckless plan”
    "nearest_right": 0.2,
    "clause_after": 0.3,
    "before_name": 0.4,  # “the reckless Oduya”
}
UNSURE = 0.35  # below this share of the odds the target is missing
_BE = frozenset("is are was were be been being seems seemed looks became become remains".split())
_CLAUSE = re.compile("[,;:—]")
_MANY = 50  # so many of the actors who are named most may be meant anywhere
_FAR = 2000  # characters from which nothing is said of the words between


def targets(
    text: str, spans: Sequence[tuple[int, int]], mentions: Sequence[Named], speakers: Sequence[str | None]
) -> list[str | None]:
    """The actor each span hits, or None. `mentions` are those of find_actors with pronouns; one speaker a span."""
    known = sorted(m for m in mentions if m.actor)
    if not known:
        return [None] * len(spans)
    about = About(text, known)
    return [about.target(*span, speaker) for span, speaker in zip(spans, speakers, strict=True)]


class About:
    """Who a text is about."""

    def __init__(self, text: str, mentions: list[Named]) -> None:
        self.text, self.mentions = text, mentions
        counts = Counter([m.actor for m in mentions])
        most = max(counts.values())
        whole = log1p(most)
        self.shares = {actor: log1p(n) / whole for actor, n in counts.items()}
        self.often = {actor for actor, n in counts.most_common(_MANY) if n * 2 >= most}
        self.places = {m.actor for m in mentions if m.kind in ("place", "country")}
        doc = parse(text)
        self.sentences, self.begins = doc.sentences, doc.sentence_starts
        self.starts = [m.start for m in mentions]
        self._near: dict[tuple[int, int], tuple[list[Named], dict[str | None, float]]] = {}

    def target(self, start: int, end: int, speaker: str | None) -> str | None:
        """The likeliest actor, None below `UNSURE`."""
        near, own = self._around(start)
        sums = own.copy()
        if speaker in sums:
            sums[speaker] += WEIGHTS["speaker"]
        for actor, facts in self._in_sentence(near, start, end).items():
            sums[actor] += sum([WEIGHTS[fact] for fact in facts])
        best = max(sums, key=sums.__getitem__)
        return best if exp(sums[best]) >= UNSURE * sum(map(exp, sums.values())) else None

    def candidates(self, start: int, end: int, speaker: str | None) -> dict[str | None, dict[str, float]]:
        """What holds of each actor that may be meant; `target` weighs it."""
        near, actors = self._around(start)
        inside, found = self._in_sentence(near, start, end), {}
        for actor in actors:
            facts = found[actor] = dict.fromkeys(inside.get(actor, ()), 1.0)
            facts["share"], facts["place"] = self.shares[actor], float(actor in self.places)
            facts["speaker"] = float(actor == speaker)
        return found

    def _around(self, start: int) -> tuple[list[Named], dict[str | None, float]]:
        """The mentions of this sentence; the actors of it, of the one before, and the most named, to half as often.

        Each actor with the part of its sum that does not hang on the word.
        """
        here = max(bisect_right(self.begins, start) - 1, 0)
        low, high, _ = self.sentences[here]
        part = (start - low) // _FAR  # of a sentence without end
        if (here, part) not in self._near:
            begin = max(self.sentences[max(here - 1, 0)][0], low - _FAR)
            near = self._between(max(low, low + (part - 1) * _FAR), min(high, low + (part + 2) * _FAR))
            actors = sorted(self.often.union([m.actor for m in self._between(begin, low) + near]), key=str)
            share, place = WEIGHTS["share"], WEIGHTS["place"]
            self._near[here, part] = near, {a: share * self.shares[a] + place * (a in self.places) for a in actors}
        return self._near[here, part]

    def _between(self, low: int, high: int) -> list[Named]:
        return self.mentions[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def _in_sentence(self, near: list[Named], start: int, end: int) -> dict[str | None, list[str]]:
        """What holds of each actor of the sentence by where it stands."""
        found = {m.actor: ["in_sentence"] for m in near}
        left: dict[str | None, Named] = {}  # of each actor the mention next to the word
        right: dict[str | None, Named] = {}
        nearest = None
        for m in near:
            if m.end <= start:
                left[m.actor] = nearest = m
            elif m.start >= end:
                right.setdefault(m.actor, m)
        if near:
            found[near[0].actor].append("subject")
        for actor, m in left.items():
            found[actor] += ["nearest_left"] * (m is nearest) + self._before(self._gap(m.end, start))
        for k, (actor, m) in enumerate(right.items()):
            found[actor] += ["nearest_right"] * (k == 0) + self._after(self._gap(end, m.start))
        return found

    def _gap(self, start: int, end: int) -> str:
        """The words between two places; of a sentence without end a sign that parts clauses."""
        return self.text[start:end] if end - start <= _FAR else "; far from it;"

    @staticmethod
    def _before(gap: str) -> list[str]:
        """What the words between a mention and the loaded word behind it say."""
        words = gap.split()
        found = ["adjacent"] * (len(words) <= 3)
        if not _CLAUSE.search(gap):
            found += ["same_clause"] + ["predicate"] * (not _BE.isdisjoint(gap.lower().split()))
            found += ["owner"] * (gap[:2] in ("'s", "’s") and len(words) < 5)
        return found

    @staticmethod
    def _after(gap: str) -> list[str]:
        """What the words between the loaded word and a mention behind it say."""
        if _CLAUSE.search(gap):
            return []
        return ["clause_after"] + ["before_name"] * ("." not in gap and len(gap.split()) <= 2)
