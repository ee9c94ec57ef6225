"""Whom a loaded word hits: the actor it stands nearest to in grammar, weighed with how much the text is about them."""

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
_CLAUSE = frozenset(",;:—")


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
        self.counts = Counter(m.actor for m in mentions)
        self.most = max(self.counts.values())
        self.places = {m.actor for m in mentions if m.kind in ("place", "country")}
        self.sentences = parse(text).sentences
        self.begins = [s for s, _, _ in self.sentences]
        self.starts = [m.start for m in mentions]

    def target(self, start: int, end: int, speaker: str | None) -> str | None:
        """The likeliest actor, None below `UNSURE`."""
        found = self.candidates(start, end, speaker)
        odds = {actor: exp(sum(WEIGHTS[f] * value for f, value in facts.items())) for actor, facts in found.items()}
        best = max(odds, key=odds.__getitem__)
        return best if odds[best] >= UNSURE * sum(odds.values()) else None

    def candidates(self, start: int, end: int, speaker: str | None) -> dict[str | None, dict[str, float]]:
        """What holds of each actor of this sentence and the one before, and of the most named, to half as often."""
        here = max(bisect_right(self.begins, start) - 1, 0)
        low, high, _ = self.sentences[here]
        near = self._between(low, high)
        actors = {m.actor for m in self._between(self.sentences[max(here - 1, 0)][0], low)} | {m.actor for m in near}
        actors |= {actor for actor, n in self.counts.items() if n * 2 >= self.most}
        found = {}
        for actor in sorted(actors, key=str):
            facts = dict.fromkeys(self._in_sentence(actor, near, start, end), 1.0)
            facts["share"] = log1p(self.counts[actor]) / log1p(self.most)
            facts["place"], facts["speaker"] = float(actor in self.places), float(actor == speaker)
            found[actor] = facts
        return found

    def _between(self, low: int, high: int) -> list[Named]:
        return self.mentions[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def _in_sentence(self, actor: str | None, near: list[Named], start: int, end: int) -> list[str]:
        found = ["subject"] if near and near[0].actor == actor else []
        found += ["in_sentence"] * any(m.actor == actor for m in near)
        left = next((m for m in reversed(near) if m.end <= start), None)
        right = next((m for m in near if m.start >= end), None)
        mine = next((m for m in reversed(near) if m.end <= start and m.actor == actor), None)
        if mine:
            gap = self.text[mine.end : start]
            found += ["nearest_left"] * (mine is left) + ["adjacent"] * (len(gap.split()) <= 3)
            if not _CLAUSE & set(gap):
                found += ["same_clause"] + ["predicate"] * bool(_BE & set(gap.lower().split()))
                found += ["owner"] * (gap[:2] in ("'s", "’s") and len(gap.split()) < 5)
        ahead = next((m for m in near if m.start >= end and m.actor == actor), None)
        if ahead:
            gap = self.text[end : ahead.start]
            plain = not _CLAUSE & set(gap)
            found += ["nearest_right"] * (ahead is right) + ["clause_after"] * plain
            found += ["before_name"] * (plain and len(gap.split()) <= 2 and "." not in gap)
        return found
