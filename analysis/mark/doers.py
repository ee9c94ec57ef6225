"""The doer of a harm who is named neither as subject nor after “by”: “killed in a US strike”."""

from analysis.mark.clauses import Clauses, Span
from analysis.mark.passives import Act
from analysis.mark.titles import ADJECTIVES, COUNTRIES
from analysis.mark.verbs import WORDS

_ROLE, _INSTRUMENT = WORDS["role"], WORDS["instrument"]
_ENDINGS = ("ian", "ish", "ese")  # of the words that say whose: Halvanian, British
_LINKS = frozenset("in during after when as following from while by amid under with".split())


def whose(c: Clauses, k: int, past: int) -> Span | None:
    """The doer among the words before an instrument: “a US drone strike”, “police bullets”, “its drone”."""
    owner = next((j for j in range(k + 1, past + 1) if c.possessive(j)), None)
    if owner is not None:
        return k, owner
    for j in range(k, past):
        if c.words[j] in _ROLE or _people(c, j):
            end = j + 1
            while end < past and (c.words[end] in _ROLE or _people(c, end)):
                end += 1
            return j, end
    return None


def _actor(c: Clauses, span: Span) -> Span | None:
    """The span itself, or whose instrument it names; None for “two missiles”."""
    return whose(c, span[0], span[1] - 1) if c.words[span[1] - 1] in _INSTRUMENT else span


def _people(c: Clauses, j: int) -> bool:
    """Whether word j is a country or the adjective of a people."""
    word = c.words[j]
    if not c.capital(j):
        return False
    known = (word,) in ADJECTIVES or (word,) in COUNTRIES or word in ("u.s", "us", "uk", "nato", "u.n", "un")
    return known or len(word) > 5 and word.endswith(_ENDINGS)


def doers(c: Clauses, acts: list[Act]) -> list[Act]:
    """The acts with the doer that stands outside subject and “by”, where the sentence names one."""
    named = []
    for number, act in enumerate(acts):
        if act.harm is None or act.doer:
            named.append(act)
            continue
        if act.agent:
            actor = _actor(c, act.agent)
            named.append(act if actor == act.agent else act._replace(doer=actor))
            continue
        named.append(act._replace(doer=_elsewhere(c, act, acts[number + 1 : number + 6])))
    return named


def _elsewhere(c: Clauses, act: Act, following: list[Act]) -> Span | None:
    """The doer named by a phrase or by a later harm of the sentence: “died after police opened fire”."""
    _, _, high = c.sentence(act.past - 1)
    for k in range(act.past, high - 4) if "hands" in c.words[act.past : high] else ():
        if c.words[k] == "at" and c.words[k + 1 : k + 4] == ["the", "hands", "of"]:
            return c.phrase(k + 4, high)
    later = next((a for a in following if a.first >= act.past and a.past <= high and _explains(c, act, a)), None)
    if later:
        span = later.agent or later.doer
        return _actor(c, span) if span else None
    for k in range(act.past, min(high - 1, act.past + 12)):
        if c.words[k] in ("by", "with", "in", "from", "after"):
            span = c.phrase(k + 1, high)
            if span and c.words[span[1] - 1] in _INSTRUMENT:
                return _actor(c, span)
    return None


def _explains(c: Clauses, act: Act, later: Act) -> bool:
    """Whether a later harm of the sentence tells how the act came about."""
    if later.form not in ("active", "nominal") or later.harm is None or later.harm.use == "clash":
        return False
    start = min(later.first, later.agent[0]) if later.agent and later.form == "active" else later.first
    return not _LINKS.isdisjoint(c.words[max(act.past, start - 4) : start])
