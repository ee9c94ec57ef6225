"""An outlet's manual of style: words that say how it writes, whatever the event."""

_TITLES = (
    "mr mrs ms messrs dr prof rev hon sen sens senator senators rep reps representative representatives gov govs gen "
    "lt col sgt capt"
)
_STATES = (
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa "
    "tenn tex va vt wash wis wyo n.y n.j n.h n.m n.c n.d s.c s.d r.i d.c u.s u.k u.n e.u w.va dem dems gop"
)
_DATES = (
    "jan feb aug sept oct nov dec monday tuesday wednesday thursday friday saturday sunday a.m p.m am pm"
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
    "associated report reports writer writers www com http https hide highlights watched anonymity foxnews"
)
_FUNCTION = (
    "a about after all also an and any are as at be because been before being both but by can could did do does for "
    "from had has have he her hers him his how i if in into is it its itself just may me might more most much my no "
    "nor not of off on one only or other our out over own same shall she should so some such than that the their them "
    "then there these they this those though through to too under until up upon us very was we were what when where "
    "which who whom whose why will with within without would you your said says saying say told according added asked"
)
STYLE_WORDS = frozenset(" ".join((_TITLES, _STATES, _DATES, _SPELLINGS, _PAGE)).split())
STYLE_PHRASES = frozenset({"per cent", "united states", "united kingdom", "united nations", "see also", "for instance"})
FUNCTION_WORDS = frozenset(_FUNCTION.split())


def house_style(term: str, names: list[str]) -> str:
    """Why a term says more of a manual of style than of an event: "house style", "function words", or "".

    "house style" where a word of it is a title, an initial, an abbreviated place or date, a spelling that manuals
    differ on or page furniture, or where it is part of one of the `names` (of outlets) but for function words;
    "function words" where nothing else is in it. A closed list: what it does not know is taken for wording.
    """
    words = term.split()
    kept = " ".join(word for word in words if word not in FUNCTION_WORDS and not word.isdigit())
    if not kept:
        return "function words"
    set_phrase = any(f" {kept} " in f" {phrase.lower()} " for phrase in (*names, *STYLE_PHRASES))
    marked = any(word in STYLE_WORDS or len(word) == 1 for word in words if word != "a")
    return "house style" if set_phrase or marked or term in ("republican of", "democrat of") else ""
