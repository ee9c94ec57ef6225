"""Passives of every verb: be or get with a participle, participles alone, and the agent after “by”."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from analysis.mark.agents import agent_after
from analysis.mark.clauses import AUXILIARY, BE, DETERMINER, GET, HAVE, JOINT, PREPOSITION, RELATIVE, Clauses, Span
from analysis.mark.lexicon import fits
from analysis.mark.verbs import (
    ALONE,
    ASSIST,
    DISTINCT,
    HARMFUL,
    LINK,
    PARTICIPLE,
    PLACE,
    SHORT,
    SIGNS,
    WORDS,
    Form,
    Harm,
    harms,
    is_participle,
    lemma,
)  # fmt: skip
from analysis.read.vocabulary import Table

_BEFORE_VERB = DETERMINER | PREPOSITION | RELATIVE | JOINT | WORDS["conjunction"] | WORDS["pronoun"]
_ENOUGH = Table(lambda key, _: SIGNS[key] > PARTICIPLE + LINK + PLACE, bool)  # from these words something is read
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
        words, signs = clauses.words, clauses.signs
        alone: list[int] = []
        for i in np.flatnonzero(clauses.doc.signs(_ENOUGH)).tolist():
            if signs[i] & HARMFUL:
                self.harmful.append(i)
            if signs[i] & ALONE or words[i] == "by" and i and signs[i - 1] & (PARTICIPLE | LINK | PLACE):
                alone.append(i)
            elif signs[i] & ASSIST:
                self._assisted(i)
            elif signs[i] & SHORT and clauses.doc.text[clauses.ends[i] + 1 : clauses.ends[i] + 3] == "s ":
                self._with_s(i)
        for i in alone:
            self._reduced(i)

    def _assisted(self, i: int) -> None:
        """The passive of the be or get at word i."""
        if self.c.words[i] in GET:
            self._with_get(i)
            return
        ahead = self.c.signs[i + 1]
        aside = ahead & PLACE and i + 2 < len(self.c.words) and self.c.words[i + 2] in _FILLER
        if ahead & (PARTICIPLE | LINK) or aside or self._may_ask(i):
            self._with_be(i)

    def harmless(self, form: Form, i: int, past: int) -> bool:
        """Whether the words around a listed harm give it another sense, or its company is missing."""
        harm, words = form.harm, self.c.words
        near = harm.beside and (i and words[i - 1] in harm.beside or past < len(words) and words[past] in harm.beside)
        if near and any(fits(words, i, past, pattern) for pattern in harm.exclude):
            return True
        if not harm.company or harm.short and len(words) < _SHORT:
            return False
        return harm.company.difference(form.words).isdisjoint(self._company)

    @cached_property
    def _company(self) -> frozenset[str]:
        return frozenset(self.c.words)

    def _may_ask(self, i: int) -> bool:
        """Whether a question or an inverted sentence may begin with the auxiliary at word i."""
        if i == 0 or self.c.capital(i):
            return True
        return self.c.words[i - 1] in _ASKING or self.c.adverb(i - 1) or bool(self.c.signs[i - 1] & PARTICIPLE)

    def _with_be(self, i: int) -> None:
        _, low, high = self.c.sentence(i)
        for p in self._participles(i, low, high):
            self._coordinated(p, i, low, high)

    def _participles(self, i: int, low: int, high: int) -> Iterator[int]:
        """The participle that goes with the auxiliary at word i, also behind the subject of a question."""
        c, words = self.c, self.c.words
        j = self._past_adverbs(i + 1, high)
        if j < high and self._passive(j, i, high):
            yield j
        elif i == low + 1 and self.c.signs[low] & PARTICIPLE and not c.breaks(i) and c.opens_phrase(i + 1, high):
            self._add(low, low, "passive", c.phrase(i + 1, high), high)  # enclosed is a copy
        elif i == low or not c.breaks(i) and words[i - 1] != "there" and (words[i - 1] in _ASKING or self._led(i, low)):
            yield from self._inverted(i, high)

    def _led(self, i: int, low: int) -> bool:
        """Whether only adverbs stand before the auxiliary: “Only then was the door opened”."""
        return i - low < 4 and all(self.c.adverb(k) for k in range(low, i))

    def _inverted(self, i: int, high: int) -> Iterator[int]:
        """The participle behind the subject of a question: “Was the old bridge closed?”."""
        c, words = self.c, self.c.words
        for k in range(i + 2, min(high, i + 9)):
            if c.breaks(k) or words[k] in JOINT or words[k] in AUXILIARY:
                return
            if self._passive(k, i, high) and words[k - 1] not in _ARTICLE and not c.possessive(k):
                ends = k + 2 >= high  # “Who was it written by?”
                if ends or words[k + 1] != "by" or c.adverb(k - 1) or words[k] not in _NAMED:
                    yield k
                return

    def _past_adverbs(self, j: int, high: int) -> int:
        """The first word after an auxiliary that is no adverb, not “in fact” and no “, however,”."""
        c, words, last, free = self.c, self.c.words, min(high, j + 6), -1
        if j < last and not c.signs[j] & (LINK | PLACE) and not c.breaks(j) and words[j] not in _AND:
            return j  # the common case
        while j < last:
            if c.breaks(j) and j != free:
                if not (j + 1 < last and c.adverb(j) and "," in c.gap(j) and "," in c.gap(j + 1)):
                    return high
                j = free = j + 1
                continue
            joins = words[j] in ("and", "but", "or") and c.adverb(j - 1) and j + 1 < last and c.adverb(j + 1)
            if words[j] in ("being", "neither", "either") or c.adverb(j) or joins:
                j += 1
            elif words[j] in PREPOSITION and j + 1 < last and words[j + 1] in _FILLER:
                j += 2
            else:
                break
        return j

    def _passive(self, p: int, i: int, high: int) -> bool:
        """Whether word p after the auxiliary at i is a passive participle, not an adjective before its noun."""
        c, word = self.c, self.c.words[p]
        if c.capital(p) and not c.capital(i) and not (p + 1 < high and c.capital(p + 1)):
            return False  # a name: “is the town of Safed”, but not a headline in capitals
        ahead = c.words[p + 1] if p + 1 < high and not c.breaks(p + 1) else ""
        if not is_participle(word) and not (ahead == "by" and word in WORDS["adjective"] and word.endswith("ed")):
            return False
        if (word, ahead) in _ADJECTIVAL or word == "used" and ahead == "to" and c.words[p + 2 : p + 3] in _ACCUSTOMED:
            return False
        if i and c.words[i - 1] == "there" and c.opens_phrase(p + 1, high) and not _determined(c, p + 1):
            return False
        return True

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
        c, words = self.c, self.c.words
        _, low, high = c.sentence(i)
        p = i + 1
        while p < high and c.adverb(p) and not c.breaks(p):
            p += 1
        if p >= high or c.breaks(p) or not is_participle(words[p]) or words[p] in _NO_GET:
            return
        plain = p + 1 < high and words[p + 1].isalpha() and not _determined(c, p + 1) and not self._objectless(p, high)
        if plain and not c.capital(p + 1):
            return  # got mixed reviews
        self._coordinated(p, i, low, high)

    def _coordinated(self, p: int, i: int, low: int, high: int) -> None:
        """Add the passive at word p and those joined to it: “was arrested and charged”."""
        c, words = self.c, self.c.words
        first = c.group_start(i, low)
        patient = c.subject(first, low) if p <= i + 6 else None
        if p > i + 1 and not c.adverb(i + 1) and words[i + 1] != "being":
            patient = c.phrase(i + 1, p)  # was he killed?
        self._add(p, first, "passive", patient, high)
        k, to = p + 1, False
        while k < high and k < p + 10 and words[k] not in _NEXT_CLAUSE:
            to |= words[k] == "to"  # “was forced to leave and never seen”: no past tense may be meant
            if words[k] in _AND or c.breaks(k) and c.gap(k).strip() == ",":
                q = k + (words[k] in _AND)
                while q < high and c.adverb(q):
                    q += 1
                distinct = not to or q < high and words[q] in DISTINCT
                if q < high and distinct and is_participle(words[q]) and self._joined(q, high):
                    self._add(q, q, "passive", patient, high)
                    p = k = q
                elif words[k] in _AND:
                    return
            k += 1

    def _joined(self, q: int, high: int) -> bool:
        """Whether a participle after “and” is passive as well: nothing follows that could be its object."""
        c = self.c
        if c.words[q] in _INTRANSITIVE or c.words[q] in ("said", "had", "added", "agreed", "decided"):
            return False
        return c.words[q] in DISTINCT or q + 1 >= high or c.words[q + 1] == "by" or not c.opens_phrase(q + 1, high)

    def _reduced(self, i: int) -> None:
        """A participle without be or get: “killed by ...”, “taken from ...”."""
        c, words = self.c, self.c.words
        _, low, high = c.sentence(i)
        p = i - 1 if words[i] == "by" else i
        while p > low and words[i] == "by" and c.adverb(p) and words[p] not in ("down", "out", "up"):
            p -= 1
        if p > low and words[p] in _PARTICLES and is_participle(words[p - 1]):
            p -= 1
        if p < low or p in self.found or c.breaks(p + 1) or not is_participle(words[p]) or words[p] in _INTRANSITIVE:
            return
        if self._helped(p, low):
            return
        if words[i] != "by" and not self._stands_alone(p, low, high):
            return
        if words[i] == "by" and agent_after(c, p, high) is None:
            return
        self._add(p, p, "reduced", c.described(p, low), high)

    def _helped(self, p: int, low: int) -> bool:
        """Whether have, be or a modal stands before the participle."""
        c, k = self.c, p - 1
        while k >= low and not c.breaks(k + 1) and c.adverb(k):
            k -= 1
        return k >= low and not c.breaks(k + 1) and (c.words[k] in AUXILIARY or c.words[k] in GET)

    def _stands_alone(self, p: int, low: int, high: int) -> bool:
        """Whether a participle that cannot be a past tense follows its noun and has no object."""
        c, words = self.c, self.c.words
        if p == low or c.breaks(p) or any(w in HAVE or w in BE for w in words[max(low, p - 3) : p]):
            return False
        if words[p - 1] in _BEFORE_VERB or c.adverb(p - 1) or c.possessive(p):
            return False
        return p + 1 >= high or c.breaks(p + 1) or words[p + 1] in PREPOSITION

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


def _determined(c: Clauses, k: int) -> bool:
    return c.words[k] in DETERMINER


_ACCUSTOMED = [[w] for w in ("it", "this", "that", "the", "being", "seeing", "having", "getting", "working")]
_ARTICLE = frozenset("the a an no".split())
_AND = frozenset("and or but nor".split())
_NEXT_CLAUSE = JOINT | AUXILIARY - {"to"}
_NAMED = frozenset("named called written made directed".split())
_ADJECTIVAL = frozenset({("committed", "to"), ("hit", "and"), ("supposed", "to")})
_ASKING = frozenset("who what which when where why how whom".split())
_PARTICLES = frozenset("up down out off away over dead".split())
_FILLER = WORDS["filler"] | WORDS["time"]
_NO_GET = frozenset("used got had started married lost going".split())
