"""An outlet's manual of style: words that say how it writes, whatever the event."""
import re

_TITLES = (
    "mr mrs ms messrs dr prof rev hon sen sens senator senators rep reps representative representatives gov govs gen "
    "lt col sgt capt president presidents secretary secretaries chairman chairwoman chairperson spokesman spokeswoman "
    "spokesperson"
)
_STATES = (
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa "
    "tenn tex va vt wash wis wyo dc w.va dem dems gop"
)
_DATES = (
    "jan feb aug sept oct nov dec january february april june july august september october november december "
    "yesterday today tonight tomorrow monday tuesday wednesday thursday friday saturday "
    "sunday a.m p.m am pm"
)
_SPELLINGS = (
    "percent percentage pct labour labor defence defense centre center programme program organisation organization "
    "neighbour neighbor colour color honour honor favour favor behaviour behavior towards toward whilst while amongst "
    "among afterwards afterward e-mail email ok okay grey gray judgement judgment adviser advisor"
)
_PAGE = (
    "click subscribe newsletter advertisement advertisements copyright reprint permission getty images image photo "
    "photos video watch gallery slideshow caption read related story stories here below above via twitter tweet "
    "tweeted facebook instagram update updated contributed reporting editor editors reuters afp ap "
    "associated report reports writer writers www com http https hide highlights watched anonymity pullquote sponsor "
    "sponsored contributor contributors livestream pinterest affiliate newspaper newspapers"
)
_MEDIA = (
    "abc cbs nbc msnbc cnn pbs npr bbc foxnews breitbart buzzfeed politico newsweek newsmax usatoday nyt wsj wapo upi"
)
_FUNCTION = (
    "a about after all also an and any are as at be because been before being both but by can could did do does for "
    "from had has have he her hers him his how i if in into is it its itself just may me might more most much my no "
    "nor not of off on one only or other our out over own same shall she should so some such than that the their them "
    "then there these they this those though through to too under until up upon us very was we were what when where "
    "which who whom whose why will with within without would you your said says saying say told according added asked"
)
STYLE_WORDS = frozenset(" ".join((_TITLES, _STATES, _DATES, _SPELLINGS, _PAGE, _MEDIA)).split())
STYLE_PHRASES = frozenset({
    "per cent", "united states", "united kingdom", "united nations", "see also", "for instance", "not authorized",
    "authorized to", "on condition", "condition of",
})  # fmt: skip
_INITIALS = re.compile(r"(?:\w\.)+\w\.?|us-\w+")
FUNCTION_WORDS = frozenset(_FUNCTION.split())


def house_style(term: str, names: list[str]) -> str:
    """Why a term says more of a manual of style than of an event: "house style", "function words", or "".

    "house style" where a word of it is a title, an initial, a date, an abbreviated place, a news organisation, a
    spelling that manuals differ on or page furniture, or where it is part of one of the `names` (of outlets) but for
    function words; "function words" where nothing else is in it. A closed list: what it does not know is taken for
    wording.
    """
    words = term.split()
    kept = " ".join(word for word in words if word not in FUNCTION_WORDS and not word.isdigit())
    if not kept:
        return "function words"
    set_phrase = any(f" {kept} " in f" {phrase.lower()} " for phrase in (*names, *STYLE_PHRASES))
    marked = any(word in STYLE_WORDS or len(word) == 1 or _INITIALS.fullmatch(word) for word in words if word != "a")
    marked |= words[0] == "us" and words[-1] not in FUNCTION_WORDS and len(words) > 1  # a country, not a pronoun
    return "house style" if set_phrase or marked or term in ("republican of", "democrat of") else ""
