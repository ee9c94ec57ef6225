"""Where paragraphs and sentences begin and end: full stops, abbreviations, line breaks."""

import re

from analysis.read.vocabulary import Table

_END = re.compile(r"""[.!?…]+['"”’»)\]]*(?=\s)""")
_TITLES = frozenset(
    "mr mrs ms dr prof rev fr sr hon gov sen sens rep reps gen lt col maj capt cmdr cpl sgt adm pres amb atty st "
    "ste mt vs messrs mx supt insp pvt ft cong lieut".split()
)
# These may end a sentence, so they join only to a word that cannot open one.
_SHORT = frozenset(
    "jr jan feb mar apr jun jul aug sept sep oct nov dec no inc ltd co corp llc dept est etc al fig vol ed univ "
    "assn bros ave blvd rd ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo "
    "mont neb nev okla ore pa tenn tex va vt wash wis wyo approx hq ph.d a.m p.m u.s u.k u.n d.c".split()
)
_OPENERS = frozenset(
    "the a an he she it they we i you but and in on at this that these those there his her its their if when "
    "while as after before for with from what who why how however still so yet or not no some many most one mr "
    "mrs ms".split()
)
_INITIALS = re.compile(r"(?:\w\.)*\w")
_LAST_WORD = re.compile(r"\w[\w.'’]*$")
_FIRST_WORD = re.compile(r"[^\s,;:.’']*")
_SPEECH = "said|says|asked|added|replied|continued|told|wrote|cried|shouted|demanded|wondered|tweeted|joked|exclaimed"
_ASIDE = re.compile(rf"(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{_SPEECH})\b")  # “Why?” Mr. Castellan asked: one sentence


# Words behind which a full stop ends a sentence where a capital follows: small letters and no abbreviation.
ORDINARY = Table(
    lambda _, word: len(word) > 2 and word.isalpha() and word.islower() and word not in _TITLES and word not in _SHORT,
    bool,
)


def paragraphs(text: str, line_ends: list[int]) -> list[tuple[int, int]]:
    """(start, end) of every line that holds something, without the white space around it."""
    found, start = [], 0
    for stop in [*line_ends, len(text)]:
        line = text[start:stop]
        if bare := line.strip():
            first = start + line.index(bare[0])
            found.append((first, first + len(bare)))
        start = stop + 1
    return found


def sentences(
    text: str, paragraphs: list[tuple[int, int]], stops: list[int], ordinary: list[bool]
) -> list[tuple[int, int, int]]:
    """(start, end, paragraph) of every sentence.

    `stops` are the places of the signs that may end one, `ordinary` says which are a full stop right behind an
    ordinary word and before white space.
    """
    found, k = [], 0
    for paragraph, (start, stop) in enumerate(paragraphs):
        while k < len(stops) and stops[k] < stop:
            at = stops[k]
            if ordinary[k] and at + 1 < stop and text[at + 2].isupper():
                found.append((start, at + 1, paragraph))
                start = at + 2
            elif (end := _END.match(text, at, stop)) and _closes(text, end, stop):
                found.append((start, end.end(), paragraph))
                start = end.end()
                while text[start].isspace():
                    start += 1
            k += 1
        found.append((start, stop, paragraph))
    return found


def _closes(text: str, end: re.Match[str], stop: int) -> bool:
    """Whether this full stop closes a sentence."""
    following = text[end.end() : min(end.end() + 60, stop)].lstrip()
    opener = following.lstrip("\"'“‘«([¿¡ ")
    if not opener or opener[0].islower() or opener[0] in "–—-":
        return False
    stops = end[0].rstrip("\"'”’»)]")
    if stops != ".":
        elided = stops[0] in ".…" and text[end.start() - 1].isspace()
        return not elided and not (stops != end[0] and _ASIDE.match(opener))
    if stops != end[0]:
        return True
    word = _LAST_WORD.search(text[max(0, end.start() - 24) : end.start()])
    last = word[0].lower() if word else ""
    if last in _TITLES:
        return False
    if last in _SHORT or _INITIALS.fullmatch(last):
        return opener != following or _FIRST_WORD.match(opener)[0].lower() in _OPENERS  # type: ignore[index]
    return True
