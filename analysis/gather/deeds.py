"""What a text calls the act that all report: the killing, the protest, the accord."""

import re
from bisect import bisect_right
from collections.abc import Set
from typing import NamedTuple

from analysis.gather.labels import Mentions, Use
from analysis.mark.titles import ADJECTIVES
from analysis.mark.verbs import WORDS, harms
from analysis.read.segment import Document

_PEOPLES = "|".join(re.escape(" ".join(words)) for words in sorted(ADJECTIVES)) + r"|u\.?s\.?"
_OTHERS = re.compile(
    r"\s+(?:(?:of|on|against|at|off|by|the|about|nearly|almost|least|more|than|as|many|up|to|another)\s+){0,4}"
    r"(?:\d[\d,]*|hundreds|thousands|dozens|scores|some|many|several|two|three|four|five|ten|millions|innocent|"
    r"people|civilians|women|children|personnel|contractors?|bases?|embass\w+|\w+(?:ians|icans|ers|ors)\b|"
    rf"(?:air|oil|cultural|{'|'.join(sorted(WORDS['role']))}|{_PEOPLES})\b)",
    re.IGNORECASE,
)
_BEFORE_OTHER = re.compile(
    r"(?:retaliatory|imminent|future|planned|potential|possible|further|other|earlier|previous)\s+$"
)
_FOLLOWS = re.compile(r"\s+(?:toll|squad|penalty|threats?|to\s+[A-Z]\w+)\b")
_BREAKS = (
    r"(?:an?|of|in|on|at|by|to|for|from|and|or|that|who|which|is|was|were|did|not|does|could|would|should|may|might|"
    r"must|will|can|said|says|has|had|have|after|before|comes?|came)\b"
)
_DEFINITE = re.compile(rf"\b(?:[Tt]he|[Tt]his|[Tt]hat)(?: (?!{_BREAKS})(?:[a-z-]+|[A-Z]\w+an|US|U\.S\.)){{0,2}} $")
_SAME = re.compile(r"\s+(?:by|in|with) the same\b")
_OBJECT = re.compile(r"\s+(?:and \w+ )?(?:of|on|against|that|which)\b")
_NOMINAL = frozenset(
    " ".join(form.words) for forms in harms().values() for form in forms
    if "nouns" in form.uses and form.harm.kind in ("kill", "attack", "wound", "die")
)  # fmt: skip
_DEATHS = frozenset(
    " ".join(form.words) for forms in harms().values() for form in forms
    if "nouns" in form.uses and form.harm.kind in ("kill", "die")
)  # fmt: skip
_TO_OBJECT = re.compile(
    r"\s(?:off |out )?(?:of |on |against )?(?:(?!(?:by|in|at|for|with|to|from|and|as)\b)[\w.’'-]+,?\s){0,4}"
)
_ASIDE = r"(?:,[^,]{1,90},)?"
_BECAME = re.compile(_ASIDE + r"\s(?:was|were|is|has been|had been|been|being|gets?|got)\s(?:\w+ly\s|also\s|then\s)?")
_DIED = re.compile(_ASIDE + r"\s(?:who\s)?(?:has\s|had\s|is\s|was\s)?")
_BY = re.compile(r"\s(?:by|in|at|on|near|dead|after|during)\b")
_NAME = re.compile(r"\s+[A-Z]")
_BEFORE_OBJECT = re.compile(r"\s(?:of |on |against )?(?:(?:an?|one|another)\s(?:[\w-]+\s){0,3})?")
_PASSIVE = re.compile(
    r",?(?:\s(?:of|aged) \d+|,? \d+)?,?\s(?:who )?(?:(?:was|is|has been|had been|being|gets?|got|has|had) )?(?:then )?"
)
_NOUN_PHRASE = re.compile(r"\s+(?:the|an?|his|her|their|our|its|any|other|more|future|those|these)\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\s+of\s+an?\b")
_DOES = frozenset(("has", "had", "who", "who has", "who had", "also", "allegedly", "personally", "has also"))
_CLAUSE = re.compile(r"\b(?:after|before|since|when|while)\b")


class Deed(NamedTuple):
    """One word for the act that an event is about."""

    start: int
    end: int
    label: str
    weak: bool  # a word that does not show the act by itself


class Sentence(NamedTuple):
    """One sentence with the words for a deed and the mentions in it."""

    start: int
    end: int
    deeds: list[Deed]
    named: list[tuple[int, int, str]]


def sentences_of(doc: Document, deeds: list[Deed], named: Mentions) -> list[Sentence]:
    sentences = [Sentence(start, end, [], []) for start, end, _ in doc.sentences]
    starts = [start for start, _, _ in doc.sentences]
    for deed in deeds:
        sentences[bisect_right(starts, deed.start) - 1].deeds.append(deed)
    for start, end, actor, _ in named:
        sentences[bisect_right(starts, start) - 1].named.append((start, end, actor))
    return sentences


def done_to(text: str, sentences: list[Sentence], person: str, known: Set[str] = frozenset()) -> list[Deed]:
    """The words for what was done to one person: in a sentence that names him, with no other object, or definite.

    "The killing" alone points back to the deed where the person is named in the sentence before, or the deed was; a
    weak word ("the attack") where the deed was, or where the text has called it so (`known`: or another part of it).
    """
    found: list[Deed] = []
    before = told = False
    means = _means(text, sentences, person)
    for sentence in sentences:
        sentence = sentence._replace(deeds=[d for d in sentence.deeds if not _by_other_means(text, d, means)])
        spots = [(a, b) for a, b, actor in sentence.named if actor == person]
        if sentence.deeds and spots:
            others = [(a, b) for a, b, actor in sentence.named if actor != person]
            found += _of_sentence(text, sentence.deeds, spots, others, sentence.end)
        elif sentence.deeds and (before or found or known):
            sure = known | {deed.label for deed in found} | {d.label for d in sentence.deeds if not d.weak or told}
            found += [d for d in sentence.deeds if d.label in sure and _points_back(text, d, sentence.end)]
        told = bool(found) and found[-1].start >= sentence.start
        before = bool(spots) or told
    return found


def _is_noun(text: str, deed: Deed) -> bool:
    return text[deed.start : deed.end].lower() in _NOMINAL


def _means(text: str, sentences: list[Sentence], person: str) -> frozenset[str]:
    """The words of all sentences with a sure word for a deed that name the person: among them how it was done."""
    told = [s for s in sentences if any(a == person for *_, a in s.named) and any(not d.weak for d in s.deeds)]
    return frozenset(word for s in told for word in re.findall(r"\w+", text[s.start : s.end].lower()))


def _by_other_means(text: str, deed: Deed, means: frozenset[str]) -> bool:
    """Whether an instrument stands before a weak noun that no sentence on the deed has ("the missile attack")."""
    before = text[max(0, deed.start - 20) : deed.start].lower().split()[-1:]
    other = any(word in WORDS["instrument"] and word not in means for word in before)
    return other and deed.weak and _is_noun(text, deed)


def _points_back(text: str, deed: Deed, stop: int) -> bool:
    """Whether a noun for the deed points back with "the" and has no object of its own; "martyred by the same bomb"."""
    start, end = deed[:2]
    if _SAME.match(text, end, stop):
        return True
    definite = _is_noun(text, deed) and _DEFINITE.search(text[max(0, start - 40) : start])
    return bool(definite) and not _OTHERS.match(text, end, stop) and not _OBJECT.match(text, end, stop)


def _of_sentence(
    text: str, deeds: list[Deed], spots: list[tuple[int, int]], others: list[tuple[int, int]], stop: int
) -> list[Deed]:
    spans = spots + others
    free = [deed for deed in deeds if not any(a <= deed.start < b for a, b in spans)]
    kept = {deed for deed in free if _hits(text, deed, spots, others, stop, 90 if deed.weak else 400)}
    strong = [deed for deed in kept if not deed.weak]
    for deed in free:
        if deed not in kept and any(abs(deed.start - s.end) < 40 for s in strong):
            kept |= {deed} if _hits(text, deed, spots, others, stop, 400) else set()
    return sorted(kept)


def _hits(
    text: str, deed: Deed, spots: list[tuple[int, int]], others: list[tuple[int, int]], stop: int, reach: int
) -> bool:
    """Whether a deed's word stands with the person as its object, and with nobody else."""
    start, end = deed[:2]
    if any(start <= a < end or text[b:start] in ("'s ", "’s ", "' ", "’ ") for a, b in spots):
        return True
    if _is_noun(text, deed) and any(text[b:start] == " " for _, b in spots):
        return True
    before = text[max(0, start - 14) : start].lower()
    agent = any(text[b:start].strip() in _DOES for _, b in spots if b <= start) and not text[start:end].endswith("ing")
    if _BEFORE_OTHER.search(before) or agent:
        return False
    near = min((a - end for a, _ in spots if a >= end), default=999)
    other = min((a - end for a, _ in others if a >= end), default=999)
    if near <= 30 and near <= other + 12 and not _CLAUSE.search(text, end, end + near):
        return True
    if _OTHERS.match(text, end, stop) or _NOUN_PHRASE.match(text, end, stop) or _FOLLOWS.match(text, end, stop):
        return False
    if deed.weak and _OF_ANOTHER.match(text, end, stop):
        return False
    if other <= 12 and text[end : end + other].strip() in ("", "of", "on", "against", "the", "on the", "of the"):
        return False
    behind = min((start - b for _, b in spots if b <= start), default=999)
    return min(near, behind) <= reach


def sides(text: str, sentences: list[Sentence], person: str) -> tuple[int, int]:
    """How often a person suffers a deed by the grammar alone, as its object or subject, and how often he does it."""
    suffered = done = 0
    for sentence in sentences:
        spots = [(a, b) for a, b, actor in sentence.named if actor == person]
        for deed in sentence.deeds if spots else ():
            suffered += any(_suffers(text, deed, a, b) for a, b in spots)
            done += any(_does(text, deed, b) for _, b in spots)
    return suffered, done


def _suffers(text: str, deed: Deed, a: int, b: int) -> bool:
    start, end = deed[:2]
    noun = text[start:end].lower()
    if a >= end:
        near = a - end < 40 and bool(_TO_OBJECT.fullmatch(text, end, a))
        return near and (noun not in _NOMINAL or bool(_OBJECT.match(text, end, a)) or text[end:a] == " ")
    if noun in _DEATHS and text[b:start] in ("'s ", "’s ", "' ", "’ ", " "):
        return True
    gap = text[b:start] if b <= start else "."
    return bool(_BECAME.fullmatch(gap) or deed.label == "death" and _DIED.fullmatch(gap))


def _does(text: str, deed: Deed, b: int) -> bool:
    start, end = deed[:2]
    by = text[b:start].strip() in _DOES or text[b:start] == " " and not _BY.match(text, end)
    return start >= b and by and any(r.match(text, end) for r in (_NOUN_PHRASE, _OTHERS, _NAME))


def struck(doc: Document, deeds: list[Deed], someone: list[Use]) -> list[Use]:
    """Those of some descriptions of nobody named ("a student") to whom a word for a deed is done, right beside them."""
    return [use for use in someone if use.kind == "a" and any(_strikes(doc.text, d, use.start, use.end) for d in deeds)]


def _strikes(text: str, deed: Deed, a: int, b: int) -> bool:
    """Whether the words for a deed stand right before a description as its verb, or behind it in the passive."""
    start, end = deed[:2]
    if end <= a:
        return bool(_BEFORE_OBJECT.fullmatch(text, end, a))
    passive = b <= start and _PASSIVE.fullmatch(text, b, start)
    return bool(passive) and not any(r.match(text, end) for r in (_NOUN_PHRASE, _OTHERS, _NAME))
