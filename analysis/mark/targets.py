"""Whom a loaded word hits: the actor it stands nearest to in grammar, weighed with how much the text is about them."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from math import exp, log1p
from operator import itemgetter

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
    known = sorted(filter(itemgetter(2), mentions))
    if not known:
        return [None] * len(spans)
    about = About(text, known)
    return [about.target(*span, speaker) for span, speaker in zip(spans, speakers, strict=True)]


class About:
    """Who a text is about."""

    def __init__(self, text: str, mentions: list[Named]) -> None:
        self.text, self.mentions = text, mentions
        counts = Counter(map(itemgetter(2), mentions))
        most = max(counts.values())
        whole = log1p(most)
        self.shares = {actor: log1p(n) / whole for actor, n in counts.items()}
        many = counts.items() if len(counts) <= _MANY else counts.most_common(_MANY)
        self.often = {actor for actor, n in many if n * 2 >= most}
        self.places = {actor for _, _, actor, kind in mentions if kind in ("place", "country")}
        doc = parse(text)
        self.sentences, self.begins = doc.sentences, doc.sentence_starts
        self.starts = [*map(itemgetter(0), mentions)]
        share, place = WEIGHTS["share"], WEIGHTS["place"]
        self._always = {actor: share * own + place * (actor in self.places) for actor, own in self.shares.items()}
        self._near: dict[tuple[int, int], tuple[list[Named], dict[str | None, float]]] = {}

    def target(self, start: int, end: int, speaker: str | None) -> str | None:
        """The likeliest actor, None below `UNSURE`."""
        near, own = self._around(start)
        sums = own.copy()
        if speaker in sums:
            sums[speaker] += WEIGHTS["speaker"]
        for actor, facts in self._in_sentence(near, start, end).items() if near else ():
            sums[actor] += sum(map(WEIGHTS.__getitem__, facts))
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
        known = self._near.get((here, part))
        if known is None:
            begin = max(self.sentences[max(here - 1, 0)][0], low - _FAR)
            near = self._between(max(low, low + (part - 1) * _FAR), min(high, low + (part + 2) * _FAR))
            others = map(itemgetter(2), self._between(begin, low))
            actors = sorted(self.often.union(map(itemgetter(2), near), others), key=str)
            known = self._near[here, part] = near, {actor: self._always[actor] for actor in actors}
        return known

    def _between(self, low: int, high: int) -> list[Named]:
        return self.mentions[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def _in_sentence(self, near: list[Named], start: int, end: int) -> dict[str | None, list[str]]:
        """What holds of each actor of the sentence by where it stands."""
        found = {m.actor: ["in_sentence"] for m in near}
        left: dict[str | None, int] = {}  # of each actor where the mention next to the word ends
        right: dict[str | None, int] = {}  # and where the next one begins
        nearest = None
        for begin, stop, actor, _ in near:
            if stop <= start:
                left[actor], nearest = stop, actor
            elif begin >= end and actor not in right:
                right[actor] = begin
        if near:
            found[near[0].actor].append("subject")
        for actor, stop in left.items():
            found[actor] += [*["nearest_left"] * (actor == nearest), *self._before(self._gap(stop, start))]
        for k, (actor, begin) in enumerate(right.items()):
            found[actor] += [*["nearest_right"] * (k == 0), *self._after(self._gap(end, begin))]
        return found

    def _gap(self, start: int, end: int) -> str:
        """The words between two places; of a sentence without end a sign that parts clauses."""
        return self.text[start:end] if end - start <= _FAR else "; far from it;"

    @staticmethod
    def _before(gap: str) -> list[str]:
        """What the words between a mention and the loaded word behind it say."""
        if _CLAUSE.search(gap):
            return ["adjacent"] * (len(gap.split(None, 3)) <= 3)
        words = gap.lower().split()
        found = ["adjacent", "same_clause"] if len(words) <= 3 else ["same_clause"]
        if not _BE.isdisjoint(words):
            found.append("predicate")
        if gap[:2] in ("'s", "’s") and len(words) < 5:
            found.append("owner")
        return found

    @staticmethod
    def _after(gap: str) -> list[str]:
        """What the words between the loaded word and a mention behind it say."""
        if _CLAUSE.search(gap):
            return []
        return ["clause_after"] + ["before_name"] * ("." not in gap and len(gap.split()) <= 2)
