"""What a word may be in a clause, as bits."""

from analysis.mark.verbs import DISTINCT, PASTS, WORDS, harms, is_participle
from analysis.read.vocabulary import Table

_NO_ADVERB = frozenset("family ally only-child assembly".split())
_NEVER_ALONE = frozenset("been done gone seen known given grown fallen become".split())
_LINKING = WORDS["adverb"] | WORDS["adjective"] | {"being", "neither", "either"}
_LISTED = [form for forms in harms().values() for form in forms]
_FREE = frozenset(form.words[0] for form in _LISTED if form.words[1:2] in ((), ("*",)))
_OPENING = frozenset(form.words[0] for form in _LISTED)

_CLASSES = (
    *(WORDS[name] for name in ("be", "get", "have", "modal", "determiner", "pronoun", "object", "relative",
                               "preposition", "joint", "conjunction", "time", "filler", "approximate")),
    {"said", "says", "say", "told"},
    frozenset("who what which when where why how whom".split()),
    PASTS,
    DISTINCT,
    DISTINCT - _NEVER_ALONE,
    {"it", "that", "what", "this"},
    {"by"},
    _FREE,
    _OPENING - _FREE,
    frozenset(form.words[1] for form in _LISTED if len(form.words) > 1),
    frozenset[str]().union(*(form.harm.company for form in _LISTED)),
)  # fmt: skip
(BE, GET, HAVE, MODAL, DETERMINER, PRONOUN, OBJECT, RELATIVE, PREPOSITION, JOINT, CONJUNCTION, TIME, FILLER,
 APPROXIMATE, SAYS, ASKING, PAST, NO_PAST, ALONE, SHORT, BY, HARMFUL, OPENS_HARM, IN_HARM, COMPANY,
 PARTICIPLE, ADVERB, LINK, STUNNED, NUMBER, CAPITAL) = (1 << k for k in range(len(_CLASSES) + 6))  # fmt: skip
AUXILIARY = BE | HAVE | MODAL
STOP = AUXILIARY | JOINT | PRONOUN | GET | SAYS  # ends a noun phrase

_CLASSED: dict[str, int] = {}
for _k, _words in enumerate(_CLASSES):
    _CLASSED.update((word, _CLASSED.get(word, 0) | 1 << _k) for word in _words)


def _sign(key: str, printed: str) -> int:
    sign = _CLASSED.get(key, 0)
    adverb = key in WORDS["adverb"] or key.endswith("ly") and key not in _NO_ADVERB
    sign |= PARTICIPLE * is_participle(key) | ADVERB * adverb | LINK * (key in _LINKING or key.endswith("ly"))
    sign |= STUNNED * (key in WORDS["adjective"] and key.endswith("ed"))
    return sign | NUMBER * key[:1].isdigit() | CAPITAL * printed[0].isupper()


SIGNS = Table(_sign)
