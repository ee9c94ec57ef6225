"""Whom a loaded word hits: the actor it stands nearest to in grammar, weighed with how much the text is about them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from math import exp, log1p

from analysis.mark.actors import Named
from analysis.read.segment import parse

# Weights of a conditional logistic model of the annotated targets of lexical bias in BASIL, rounded (data/SOURCES.md).
_WEIGHTS = {
    "share": 4.4,  # log mentions of the actor, over the most mentioned one's
    "most": 0.5,  # the most mentioned actor of the text
    "place": -1.2,
    "speaker": -1.0,  # who speaks the word seldom means themselves
    "sentence_before": 0.4,
    "subject_before": -0.5,  # the first actor of the sentence before
    "in_sentence": 0.2,
    "subject": 0.4,  # the first actor of the sentence
    "nearest_left": 0.9,
    "adjacent": 0.5,  # at most three words to the left
    "same_clause": 0.6,
    "predicate": 0.5,  # “Oduya was reckless”
    "owner": 0.5,  # “Oduya’s reckless plan”
    "nearest_right": 0.3,
    "clause_after": 0.3,
    "before_name": 0.2,  # “the reckless Oduya”
}
UNSURE = 0.5  # below this share of the odds the target is missing
_BE = frozenset("is are was were be been being seems seemed looks became become remains".split())
_CLAUSE = frozenset(",;:—")


def targets(
    text: str, spans: Sequence[tuple[int, int]], mentions: Sequence[Named], speakers: Sequence[str | None]
) -> list[str | None]:
    """The actor each span hits, or None. `mentions` are those of find_actors with pronouns; one speaker a span."""
    known = sorted(m for m in mentions if m.actor)
    if not known:
        return [None] * len(spans)
    about = _About(text, known)
    return [about.target(*span, speaker) for span, speaker in zip(spans, speakers, strict=True)]


class _About:
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
        here = max(bisect_right(self.begins, start) - 1, 0)
        low, high, _ = self.sentences[here]
        before = self.sentences[here - 1][0] if here else low
        near = self._between(low, high)
        earlier = self._between(before, low)
        actors = {m.actor for m in earlier + near}
        actors |= {actor for actor, n in self.counts.items() if n == self.most}
        odds = {}
        for actor in sorted(actors, key=str):
            found = self._of_text(actor, earlier) + self._of_sentence(actor, near, start, end)
            score = sum(_WEIGHTS[f] for f in found) + _WEIGHTS["share"] * log1p(self.counts[actor]) / log1p(self.most)
            odds[actor] = exp(score + (_WEIGHTS["speaker"] if actor == speaker else 0))
        best = max(odds, key=odds.__getitem__)
        return best if odds[best] >= UNSURE * sum(odds.values()) else None

    def _between(self, low: int, high: int) -> list[Named]:
        return self.mentions[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def _of_text(self, actor: str | None, earlier: list[Named]) -> list[str]:
        facts = {
            "most": self.counts[actor] == self.most,
            "place": actor in self.places,
            "sentence_before": any(m.actor == actor for m in earlier),
            "subject_before": bool(earlier) and earlier[0].actor == actor,
        }
        return [fact for fact, holds in facts.items() if holds]

    def _of_sentence(self, actor: str | None, near: list[Named], start: int, end: int) -> list[str]:
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
