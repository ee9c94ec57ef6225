"""What a word of saying is and takes, and what a word may be around one, as bits."""

from functools import cache

from analysis.mark.cues import cues
from analysis.read.vocabulary import Table

_PRONOUNS = frozenset("he she they it we i you who that this there his her their its".split())
_SUBJECTS = frozenset("he she they it we i there".split())
_DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your any no such some each every".split()
)
_BE = frozenset("is are was were be been being am isn't wasn't aren't weren't got".split())
_BETWEEN = frozenset(  # between a subject and its verb
    "has have had hasn't hadn't also later then now once often even still just never always since did didn't does "
    "doesn't do don't will would could should may might can not recently repeatedly reportedly previously privately "
    "publicly openly explicitly simply actually already again both all first further only".split()
)
_NO_CUE_AFTER = frozenset("to of for with by in on from at about into over no without".split())
_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier later again recently "
    "january february march april may june july august september october november december morning afternoon "
    "evening night week month year last this".split()
)
_WHERE = frozenset(
    "on in at during after before to through via from as when while by of about with for following".split()
)
_BUT = frozenset("but and or so yet because although though while still however".split())
_JOINTS = frozenset("that how whether why what if".split())
_POINTING = frozenset("that this these those".split())
_NAMING = frozenset(
    "known named nicknamed titled entitled headlined captioned word term phrase slogan slogans "
    "sign signs banner banners name motto nickname label spelled reads reading read meaning means translates lyrics "
    "song film book self-described hashtag chant chants chanted chanting shout shouts shouted headline".split()
)
_TOGETHER = frozenset(("according", "saying", "arguing", "adding", "claiming", "warning"))
_INVERTING = frozenset("said says wrote added asked explained recalled noted warned argued".split())

_CLASSES = (
    _BETWEEN,
    _DETERMINERS | _NO_CUE_AFTER - {"by"},
    {"i", "we"},
    _BE,
    {"and", "but", "or"},
    _DETERMINERS - _POINTING | _NO_CUE_AFTER | _BUT,
    _PRONOUNS,
    _PRONOUNS | _DETERMINERS | _JOINTS,
    {"people", "some", "many", "others"},
    _BUT - {"and", "or"} | {"that", "which"},
    _DETERMINERS | {"one"},
    _BE | _BETWEEN | _PRONOUNS - {"his", "her", "its", "their"},
    _WHERE - {"of", "for", "with"} | _WHEN,
    _WHERE | _BUT | _PRONOUNS,
    _WHERE - {"of", "for"},
    _WHERE | _WHEN,
    _JOINTS,
    _SUBJECTS | _BE | _BETWEEN,
    _PRONOUNS - {"this"},
    _PRONOUNS - {"who"} | {"the", "to"},
    {"that"},
    _DETERMINERS - _POINTING - {"some", "each", "any", "no", "such"} | {"of"},
)
(MAY_STAND, NOUN_COMES, ME, IS, AND, NO_SUBJECT, PRONOUN, OPENS_CLAUSE, SEVERAL, BREAKS, OPENS_NOUN,
 NO_NOUN, PLACED, NO_TITLE, ENDS_SOURCE, TIMED, JOINT, NO_JOINT, SPEAKER, TOLD, THAT, NOUN_AFTER,
 LY, PLURAL, CAPITAL, VERB, SAYS, NAMES) = (1 << k for k in range(len(_CLASSES) + 6))  # fmt: skip


def _sign(key: str, printed: str) -> int:
    sign = sum(1 << k for k, words in enumerate(_CLASSES) if key in words)
    sign |= LY * key.endswith("ly") | PLURAL * key.endswith("s") | CAPITAL * printed[0].isupper()
    if key in cues():
        return sign | SAYS | (VERB | NAMES) * (key not in cues()[key].nouns) | NAMES * (key in _NAMING)
    return sign | SAYS * (key == "according") | NAMES * (key in _NAMING)


SIGNS = Table(_sign)

(ACCORDING, TOGETHER, INVERTS, ING, BASE, FINITE, NOUN, TELL, ONLY_QUOTES, INTRODUCES, CLAUSE, OBJECT) = (
    1 << k for k in range(12)
)


@cache
def forms() -> dict[str, int]:
    """Word of saying -> what it is and takes."""
    found = {"according": ACCORDING | TOGETHER}
    for form, cue in cues().items():
        known = (
            (TOGETHER, form in _TOGETHER),
            (INVERTS, form in _INVERTING),
            (ING, form.endswith("ing")),
            (BASE, form == cue.verb),
            (FINITE, form == cue.verb or form.endswith("s")),
            (NOUN, form in cue.nouns),
            (TELL, cue.verb == "tell"),
            (ONLY_QUOTES, cue.takes == {"quote"}),
            (INTRODUCES, not cue.takes.isdisjoint(("clause", "that"))),
            (CLAUSE, "clause" in cue.takes),
            (OBJECT, "object" in cue.takes),
        )
        found[form] = sum(sign for sign, holds in known if holds)
    return found
