"""What a word may be around a word of saying, as bits."""

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
 LY, PLURAL, CAPITAL, VERB) = (1 << k for k in range(len(_CLASSES) + 4))  # fmt: skip


def _sign(key: str, printed: str) -> int:
    sign = sum(1 << k for k, words in enumerate(_CLASSES) if key in words)
    sign |= LY * key.endswith("ly") | PLURAL * key.endswith("s") | CAPITAL * printed[0].isupper()
    return sign | VERB * (key in cues() and key not in cues()[key].nouns)


SIGNS = Table(_sign)
