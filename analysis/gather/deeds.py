"""What a text calls the act that all report: the killing, the protest, the accord."""
import re
from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from analysis.gather.labels import Mentions, Use
from analysis.gather.terms import Match
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
_BEFORE_OTHER = re.compile(r"(?:retaliatory|imminent|future|planned|potential|possible|further|other|earlier|previous)\s+$")
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
_NAME = re.compile(r"\s+[A-Z]")
_BEFORE_OBJECT = re.compile(r"\s(?:of |on |against )?(?:(?:an?|one|another)\s(?:[\w-]+\s){0,3})?")
_PASSIVE = re.compile(
    r",?(?:\s(?:of|aged) \d+|,? \d+)?,?\s(?:who )?(?:(?:was|is|has been|had been|being|gets?|got|has|had) )?(?:then )?"
)
_NOUN_PHRASE = re.compile(r"\s+(?:the|an?|his|her|their|our|its|any|other|more|future|those|these)\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\s+of\s+an?\b")
_DOES = frozenset(("has", "had", "who", "who has", "who had", "also", "allegedly", "personally", "has also"))
_CLAUSE = re.compile(r"\b(?:after|before|since|when|while)\b")
_PEOPLE = 8  # so many people of an event are looked at as those killed
_LEAD = 1200  # characters that open a text and say what it is about


class Deed(NamedTuple):
    """One word for the act that an event is about."""

    start: int
    end: int
    label: str
    weak: bool  # a word that does not show the act by itself


def _spans(doc: Document, matches: list[Match], weak: frozenset[str]) -> list[Deed]:
    return [Deed(doc.starts[m.i], doc.ends[m.j - 1], m.label, f"{m.concept} {m.label}" in weak) for m in matches]


class Sentence(NamedTuple):
    """One sentence with the words for a deed and the mentions in it."""

    start: int
    end: int
    deeds: list[Deed]
    named: list[tuple[int, int, str]]


def _sentences(doc: Document, deeds: list[Deed], named: Mentions) -> list[Sentence]:
    sentences = [Sentence(start, end, [], []) for start, end, _ in doc.sentences]
    starts = [start for start, _, _ in doc.sentences]
    for deed in deeds:
        sentences[bisect_right(starts, deed.start) - 1].deeds.append(deed)
    for start, end, actor, _ in named:
        sentences[bisect_right(starts, start) - 1].named.append((start, end, actor))
    return sentences


def done_to(text: str, sentences: list[Sentence], person: str) -> list[Deed]:
    """The words for what was done to one person: in a sentence that names him, with no other object, or definite.

    "The killing" alone points back to the deed where the person is named in the sentence before, or the deed was.
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
        elif sentence.deeds and (before or found):
            known = {deed.label for deed in found} | {d.label for d in sentence.deeds if not d.weak or told}
            found += [d for d in sentence.deeds if d.label in known and _points_back(text, d, sentence.end)]
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
    before = text[max(0, deed.start - 20) : deed.start].lower().split()[-1:] if _is_noun(text, deed) and deed.weak else []
    return any(word in WORDS["instrument"] and word not in means for word in before)


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


def struck(doc: Document, matches: list[Match], someone: list[Use]) -> list[Use]:
    """Those of some descriptions ("a student") to whom a word for killing is done, sure or weak, right beside them."""
    deeds = [(doc.starts[m.i], doc.ends[m.j - 1]) for m in matches if m.concept == "killing"]
    return [use for use in someone if any(_strikes(doc.text, deed, use.start, use.end) for deed in deeds)]


def _strikes(text: str, deed: tuple[int, int], a: int, b: int) -> bool:
    """Whether the words for a deed stand right before a description as its verb, or behind it in the passive."""
    start, end = deed
    if end <= a:
        return bool(_BEFORE_OBJECT.fullmatch(text, end, a))
    passive = b <= start and _PASSIVE.fullmatch(text, b, start)
    return bool(passive) and not any(r.match(text, end) for r in (_NOUN_PHRASE, _OTHERS, _NAME))


def killed(
    docs: dict[object, Document], matches: dict[object, list[Match]], named: dict[object, Mentions],
    article: dict[object, object], weak: frozenset[str],
) -> list[str]:  # fmt: skip
    """Those of the people named most in an event whom most articles name as killed, or half as many as the first."""
    people = Counter(actor for rows in named.values() for actor in {r[2] for r in rows if r[3] in ("person", "name")})
    deeds = {k: _spans(doc, [m for m in matches[k] if m.concept == "killing"], weak) for k, doc in docs.items()}
    cut = {k: _sentences(doc, deeds[k], named[k]) for k, doc in docs.items()}
    told = {
        who: len({article[k] for k, doc in docs.items() if done_to(doc.text, cut[k], who)})
        for who, _ in people.most_common(_PEOPLE)
    }
    return sorted((who for who, n in told.items() if n and 2 * n >= max(told.values())), key=lambda who: -told[who])


def main_deeds(
    docs: dict[object, Document], matches: dict[object, list[Match]], named: dict[object, Mentions],
    article: dict[object, object], weak: frozenset[str],
) -> dict[str, dict[object, list[Deed]]]:  # fmt: skip
    """The acts that most articles of an event open with, the commonest first: the referent's name -> key -> words.

    `article` says whose text or headline each is; `weak` are words ("ruling decision") that show no act by themselves.
    A word that two acts have in common (a strike) is the commoner one's.
    """
    people = Counter(actor for rows in named.values() for actor in {r[2] for r in rows if r[3] in ("person", "name")})
    found: list[tuple[str, dict[object, list[Deed]]]] = []
    for concept in sorted({m.concept for found in matches.values() for m in found} - {"person"}):
        spans = {k: _spans(doc, [m for m in matches[k] if m.concept == concept], weak) for k, doc in docs.items()}
        victims = [who for who, _ in people.most_common(_PEOPLE)] if concept == "killing" else []
        cut = {k: _sentences(doc, spans[k], named[k]) for k, doc in docs.items()} if victims else {}
        of_concept = []
        for person in victims or [""]:
            uses = {k: done_to(doc.text, cut[k], person) if person else spans[k] for k, doc in docs.items()}
            of_concept.append((f"{concept} of {person}" if person else concept, uses))
        found.append(max(of_concept, key=lambda act: _leads(act[1], article)))
    return _chosen(found, article)


def _chosen(
    found: list[tuple[str, dict[object, list[Deed]]]], article: dict[object, object]
) -> dict[str, dict[object, list[Deed]]]:
    """The acts that most articles open with; words of acts chosen before do not count, nor weak ones alone."""
    acts: dict[str, dict[object, list[Deed]]] = {}
    taken: set[tuple[object, int]] = set()
    n_articles = len(set(article.values()))
    while found:
        free = [
            (title, {k: [d for d in deeds if (k, d.start) not in taken] for k, deeds in uses.items()})
            for title, uses in found
        ]
        ranked = [(*_leads(uses, article), title, uses) for title, uses in free]
        fitting = [act for act in ranked if 2 * act[0] > n_articles and 3 * act[1] > n_articles]
        if not fitting:
            break
        *_, title, uses = max(fitting, key=lambda act: (act[2], act[:2]))
        acts[title] = uses
        taken |= {(k, deed.start) for k, deeds in uses.items() for deed in deeds}
        found = [act for act in free if act[0] != title]
    return acts


def _leads(uses: dict[object, list[Deed]], article: dict[object, object]) -> tuple[int, int, int]:
    """How many articles open with words for an act, how many with sure ones, and how many words there are."""
    opening = {k: [deed for deed in deeds if deed.start < _LEAD] for k, deeds in uses.items()}
    leads = {article[k] for k, deeds in opening.items() if deeds}
    sure = {article[k] for k, deeds in opening.items() if any(not d.weak for d in deeds)}
    return len(leads), len(sure), sum(map(len, uses.values()))
