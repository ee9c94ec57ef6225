"""Passives of every verb: be or get with a participle, participles alone, and the agent after “by”."""

from functools import cached_property  # noqa: I001 (one name a line would be thirty)
from typing import NamedTuple

import numpy as np

from analysis.mark.agents import agent_after
from analysis.mark.clause_signs import (
    ADVERB, ALONE, ASKING, AUXILIARY, BE, BY, CAPITAL, COMPANY, CONJUNCTION, DETERMINER, FILLER, GET, HARMFUL, HAVE,
    IN_HARM, JOINT, LINK, NO_PAST, OPENS_HARM, PARTICIPLE, PREPOSITION, PRONOUN, RELATIVE, SHORT, STUNNED, TIME,
)  # fmt: skip
from analysis.mark.clauses import Clauses, Span
from analysis.mark.lexicon import excluded
from analysis.mark.verbs import WORDS, Form, Harm, harms, lemma
from analysis.read.gaps import BREAK, COMMA, LONE, OWNER

_BEFORE_VERB = DETERMINER | PREPOSITION | RELATIVE | JOINT | CONJUNCTION | PRONOUN
_READ = BE | GET | BY | ALONE | SHORT | HARMFUL | OPENS_HARM  # from words with these something is read
_INTRANSITIVE = WORDS["intransitive"]
_SHORT = 30  # words of a headline or a single sentence


class Act(NamedTuple):
    """Something done, by the indices of its words; agent, patient and doer are spans of words."""

    first: int
    past: int
    verb: str
    form: str
    agent: Span | None = None
    patient: Span | None = None
    doer: Span | None = None
    harm: Harm | None = None


class Passives:
    """The passives of one document, by the index of the participle."""

    def __init__(self, clauses: Clauses) -> None:
        self.c = clauses
        self.found: dict[int, Act] = {}
        self.harmful: list[int] = []  # words with which a listed harm may begin
        signs, gaps = clauses.signs, clauses.gaps
        alone: list[int] = []
        for i in np.flatnonzero(clauses.marks & _READ).tolist():
            sign, ahead, before = signs[i], signs[i + 1], signs[i - 1] if i else ASKING
            if sign & HARMFUL or sign & OPENS_HARM and ahead & IN_HARM:
                self.harmful.append(i)
            if sign & ALONE or sign & BY and i and before & (PARTICIPLE | LINK | PREPOSITION):
                alone.append(i)
            elif sign & GET:
                self._with_get(i)
            elif sign & (BE | BY):
                aside = ahead & PREPOSITION and signs[i + 2] & (FILLER | TIME)
                asks = sign & CAPITAL or before & (ASKING | ADVERB | PARTICIPLE)
                if ahead & (PARTICIPLE | LINK) or aside or asks:
                    self._with_be(i)
            elif sign & SHORT and gaps[i + 1] & OWNER:
                self._with_s(i)
        for i in alone:
            self._reduced(i)

    def harmless(self, form: Form, i: int, past: int) -> bool:
        """Whether the words around a listed harm give it another sense, or its company is missing."""
        harm, words = form.harm, self.c.words
        if harm.near and excluded(words, i, past, harm.near):
            return True
        if not harm.company or harm.short and len(words) < _SHORT:
            return False
        return harm.company.difference(form.words).isdisjoint(self._company)

    @cached_property
    def _company(self) -> set[str]:
        return {self.c.words[i] for i in np.flatnonzero(self.c.marks & COMPANY).tolist()}

    def _with_be(self, i: int) -> None:
        _, low, high = self.c.sentence(i)
        p = self._participle(i, low, high)
        if p is not None:
            self._coordinated(p, i, low, high)

    def _participle(self, i: int, low: int, high: int) -> int | None:
        """The participle that goes with the auxiliary at word i, also behind the subject of a question."""
        c, signs = self.c, self.c.signs
        j = self._past_adverbs(i + 1, high)
        if j < high and self._passive(j, i, high):
            return j
        if i == low + 1 and signs[low] & PARTICIPLE and not c.breaks(i) and c.opens_phrase(i + 1, high):
            self._add(low, low, "passive", c.phrase(i + 1, high), high)  # enclosed is a copy
            return None
        if i > low and (c.breaks(i) or c.words[i - 1] == "there" or not (signs[i - 1] & ASKING or self._led(i, low))):
            return None
        return self._inverted(i, high)

    def _led(self, i: int, low: int) -> bool:
        """Whether only adverbs stand before the auxiliary: “Only then was the door opened”."""
        return i - low < 4 and all(sign & ADVERB for sign in self.c.signs[low:i])

    def _inverted(self, i: int, high: int) -> int | None:
        """The participle behind the subject of a question: “Was the old bridge closed?”."""
        c, words, signs = self.c, self.c.words, self.c.signs
        for k in range(i + 2, min(high, i + 9)):
            if c.breaks(k) or signs[k] & (JOINT | AUXILIARY):
                return None
            if self._passive(k, i, high) and words[k - 1] not in _ARTICLE and not c.possessive(k):
                ends = k + 2 >= high  # “Who was it written by?”
                named = not ends and words[k + 1] == "by" and not c.adverb(k - 1) and words[k] in _NAMED
                return None if named else k
        return None

    def _past_adverbs(self, j: int, high: int) -> int:
        """The first word after an auxiliary that is no adverb, not “in fact” and no “, however,”."""
        c, words, signs, last, free = self.c, self.c.words, self.c.signs, min(high, j + 6), -1
        if j < last and not signs[j] & (LINK | PREPOSITION | CONJUNCTION) and not c.gaps[j] & BREAK:
            return j  # the common case
        while j < last:
            if c.gaps[j] & BREAK and j != free:
                if not (j + 1 < last and signs[j] & ADVERB and c.gaps[j] & c.gaps[j + 1] & COMMA):
                    return high
                j = free = j + 1
                continue
            joins = words[j] in ("and", "but", "or") and c.adverb(j - 1) and j + 1 < last and c.adverb(j + 1)
            if words[j] in ("being", "neither", "either") or signs[j] & ADVERB or joins:
                j += 1
            elif signs[j] & PREPOSITION and j + 1 < last and signs[j + 1] & (FILLER | TIME):
                j += 2
            else:
                break
        return j

    def _passive(self, p: int, i: int, high: int) -> bool:
        """Whether word p after the auxiliary at i is a passive participle, not an adjective before its noun."""
        c, sign = self.c, self.c.signs[p]
        if not sign & (PARTICIPLE | STUNNED):
            return False
        word, ahead = c.words[p], c.words[p + 1] if p + 1 < high and not c.breaks(p + 1) else ""
        if not sign & PARTICIPLE and ahead != "by":
            return False
        if sign & CAPITAL and not c.capital(i) and not (p + 1 < high and c.capital(p + 1)):
            return False  # a name: “is the town of Safed”, but not a headline in capitals
        if (word, ahead) in _ADJECTIVAL or word == "used" and ahead == "to" and c.words[p + 2 : p + 3] in _ACCUSTOMED:
            return False
        there = i > 0 and c.words[i - 1] == "there"
        return not (there and c.opens_phrase(p + 1, high) and not c.signs[p + 1] & DETERMINER)

    def _with_s(self, i: int) -> None:
        """“It's called”, where nothing follows that could be the object of “it has called”."""
        c, (_, _, high) = self.c, self.c.sentence(i)
        j = self._past_adverbs(i + 1, high)
        if c.gap(i + 1)[1:2] == "s" and j < high and self._passive(j, i, high) and self._objectless(j, high):
            self._add(j, i, "passive", (i, i + 1), high)

    def _objectless(self, p: int, high: int) -> bool:
        """Whether no object follows the participle at word p, or its verb takes two."""
        return self.c.words[p] in WORDS["ditransitive"] or not self.c.opens_phrase(p + 1, high)

    def _with_get(self, i: int) -> None:
        c, words, signs = self.c, self.c.words, self.c.signs
        _, low, high = c.sentence(i)
        p = i + 1
        while p < high and signs[p] & ADVERB and not c.breaks(p):
            p += 1
        if p >= high or c.breaks(p) or not signs[p] & PARTICIPLE or words[p] in _NO_GET:
            return
        noun = p + 1 < high and words[p + 1].isalpha() and not signs[p + 1] & (DETERMINER | CAPITAL)
        if noun and not self._objectless(p, high):
            return  # got mixed reviews
        self._coordinated(p, i, low, high)

    def _coordinated(self, p: int, i: int, low: int, high: int) -> None:
        """Add the passive at word p and those joined to it: “was arrested and charged”."""
        c, words, signs, gaps = self.c, self.c.words, self.c.signs, self.c.gaps
        first = c.group_start(i, low)
        patient = c.subject(first, low) if p <= i + 6 else None
        if p > i + 1 and not signs[i + 1] & ADVERB and words[i + 1] != "being":
            patient = c.phrase(i + 1, p)  # was he killed?
        self._add(p, first, "passive", patient, high)
        k, to = p + 1, False
        while k < high and k < p + 10:
            sign = signs[k]
            if sign & (JOINT | AUXILIARY):
                if words[k] != "to":
                    return
                to = True  # “was forced to leave and never seen”: no past tense may be meant
            joins = sign & CONJUNCTION
            if joins or gaps[k] & LONE:
                q = k + 1 if joins else k
                while q < high and signs[q] & ADVERB:
                    q += 1
                if q < high and signs[q] & PARTICIPLE and (not to or signs[q] & NO_PAST) and self._joined(q, high):
                    self._add(q, q, "passive", patient, high)
                    p = k = q
                elif joins:
                    return
            k += 1

    def _joined(self, q: int, high: int) -> bool:
        """Whether a participle after “and” is passive as well: nothing follows that could be its object."""
        c = self.c
        if c.words[q] in _INTRANSITIVE or c.words[q] in ("said", "had", "added", "agreed", "decided"):
            return False
        return c.signs[q] & NO_PAST > 0 or q + 1 >= high or c.words[q + 1] == "by" or not c.opens_phrase(q + 1, high)

    def _reduced(self, i: int) -> None:
        """A participle without be or get: “killed by ...”, “taken from ...”."""
        c, words, signs = self.c, self.c.words, self.c.signs
        _, low, high = c.sentence(i)
        by = words[i] == "by"
        p = i - 1 if by else i
        while p > low and by and signs[p] & ADVERB and words[p] not in ("down", "out", "up"):
            p -= 1
        if p > low and words[p] in _PARTICLES and signs[p - 1] & PARTICIPLE:
            p -= 1
        if p < low or p in self.found or c.breaks(p + 1) or not signs[p] & PARTICIPLE or words[p] in _INTRANSITIVE:
            return
        if self._helped(p, low):
            return
        if agent_after(c, p, high) is None if by else not self._stands_alone(p, low, high):
            return
        self._add(p, p, "reduced", c.described(p, low), high)

    def _helped(self, p: int, low: int) -> bool:
        """Whether have, be or a modal stands before the participle."""
        c, k = self.c, p - 1
        while k >= low and not c.breaks(k + 1) and c.adverb(k):
            k -= 1
        return k >= low and not c.breaks(k + 1) and c.signs[k] & (AUXILIARY | GET) > 0

    def _stands_alone(self, p: int, low: int, high: int) -> bool:
        """Whether a participle that cannot be a past tense follows its noun and has no object."""
        c, signs = self.c, self.c.signs
        if p == low or c.breaks(p) or any(sign & (HAVE | BE) for sign in signs[max(low, p - 3) : p]):
            return False
        if signs[p - 1] & (_BEFORE_VERB | ADVERB) or c.possessive(p):
            return False
        return p + 1 >= high or c.breaks(p + 1) or signs[p + 1] & PREPOSITION > 0

    def _add(self, p: int, first: int, kind: str, patient: Span | None, high: int) -> None:
        if p in self.found:
            return
        agent = agent_after(self.c, p, high)
        past, harm = p + 1, None
        verb = lemma(self.c.words[p])
        for form in harms().get(self.c.words[p], ()):
            end = p + len(form.words)
            if "participle" in form.uses and tuple(self.c.words[p:end]) == form.words:
                past, verb, harm = end, form.harm.verb, None if self.harmless(form, p, end) else form.harm
                break
        form_name = f"{kind}_{'agent' if agent else 'agentless'}"
        self.found[p] = Act(first, past, verb, form_name, agent, patient, None, harm)


_ACCUSTOMED = [[w] for w in ("it", "this", "that", "the", "being", "seeing", "having", "getting", "working")]
_ARTICLE = frozenset("the a an no".split())
_NAMED = frozenset("named called written made directed".split())
_ADJECTIVAL = frozenset({("committed", "to"), ("hit", "and"), ("supposed", "to")})
_PARTICLES = frozenset("up down out off away over dead".split())
_NO_GET = frozenset("used got had started married lost going".split())
