"""The agent of a passive: the noun phrase after its “by”, unless that is a time, an amount, a means or a deed."""

from analysis.mark.clause_signs import ADVERB, BE, DETERMINER, JOINT, PARTICIPLE, RELATIVE, TIME
from analysis.mark.clauses import Clauses, Span
from analysis.mark.verbs import WORDS
from analysis.read.gaps import SIGN

_NO_AGENT, _UNIT = WORDS["by"], WORDS["unit"]
_MONEY = frozenset("$€£")
_ENDS = JOINT | BE | RELATIVE
_FAR = 14  # an agent stands no farther from the participle


def agent_after(c: Clauses, p: int, high: int) -> Span | None:
    """The noun phrase after the “by” that belongs to the participle at word p."""
    words = c.words
    high = min(high, p + _FAR)
    if "by" not in words[p + 1 : high]:
        return None
    for k in range(p + 1, high):
        if words[k] == "by":
            span = _agent_at(c, k + 1, c.sentence(p)[2])
            if span:
                return span
            if k == p + 1:
                continue
            return None
        if c.signs[k] & _ENDS or c.breaks(k):
            return None
        if k + 1 < high and words[k + 1] == "by" and k > p + 1 and c.signs[k] & (PARTICIPLE | ADVERB) == PARTICIPLE:
            return None
    return None


def _agent_at(c: Clauses, k: int, high: int) -> Span | None:
    """The agent that begins at word k, unless it is a time, an amount, a means or a deed."""
    words = c.words
    if k >= high or c.breaks(k) or words[k] in _NO_AGENT or words[k].endswith("ing") and not c.capital(k):
        return None
    span = c.phrase(k, high)
    if span is None:
        return None
    inside = words[slice(*span)]
    amount = words[k][0].isdigit() or c.gaps[k] & SIGN and not _MONEY.isdisjoint(c.gap(k))
    if amount and (len(inside) == 1 or any(w in _UNIT for w in inside[1:3])):
        return None
    head = next((i for i in range(*span) if not c.signs[i] & DETERMINER), span[0])
    timed = (c.signs[head] | c.signs[span[1] - 1]) & TIME or words[head] in _NO_AGENT
    return None if timed and not c.possessive(span[0] + 1) else span
