"""Nouns that no table lists, where the grammar makes them a person's: "Ardel, the vet who ...", "Dithering Hedda"."""
from bisect import bisect_left

from analysis.gather.labels import Mentions, Use
from analysis.mark.titles import ADJECTIVES, GIVEN, PLAIN, adjectives
from analysis.mark.titles import WORDS as NAMES
from analysis.mark.verbs import WORDS
from analysis.read.segment import Document

_ARTICLES = frozenset(("a", "an", "the"))
_NO_HEAD = WORDS["time"] | WORDS["preposition"] | WORDS["be"] | WORDS["have"] | WORDS["modal"] | WORDS["relative"]
_NO_HEAD |= WORDS["joint"] | WORDS["conjunction"] | WORDS["determiner"] | WORDS["pronoun"] | WORDS["object"]
_NO_HEAD |= frozenset("day days hour hours moment time times morning evening".split())
_LONGEST = 6  # words of a description


def appositions(doc: Document, named: Mentions, taken: list[Use]) -> list[Use]:
    """Descriptions before or behind a name, between commas, that are not labels of the tables already."""
    begins, found = sorted(use.start for use in taken), []
    for start, end, actor, kind in named:
        if kind == "person" or kind == "name" and " " in actor:
            spans = [_behind(doc, end), _before(doc, start, end), _epithet(doc, start, end)]
            found += [Use(a, b, actor, doc.text[a:b].casefold(), "name") for a, b in filter(None, spans)]
    return [use for use in found if bisect_left(begins, use.start) == bisect_left(begins, use.end)]


def _behind(doc: Document, end: int) -> tuple[int, int] | None:
    """The noun in ", the former vet who": "who" shows that it is a person."""
    k = bisect_left(doc.starts, end)
    if doc.text[end : end + 2] != ", " or doc.words[k : k + 1] and doc.words[k] not in _ARTICLES:
        return None
    for j in range(k + 2, min(k + _LONGEST, len(doc.words))):
        if doc.text[doc.ends[j - 1] : doc.starts[j]] != " ":
            return None
        if doc.words[j - 1] in _NO_HEAD:
            return None
        if doc.words[j] == "who":
            return doc.starts[j - 1], doc.ends[j - 1]
    return None


def _before(doc: Document, start: int, end: int) -> tuple[int, int] | None:
    """The description in "The lone voice of reason, Judge Ardel, said" that opens a sentence."""
    k = bisect_left(doc.starts, start)
    opening = doc.sentences[doc.sentence_of(start)][0]
    i = bisect_left(doc.starts, opening)
    closed = doc.text[end : end + 2] == ", " and doc.text[start - 2 : start] == ", "
    if not closed or not 2 < k - i <= _LONGEST + 1 or doc.words[i] != "the" or opening != doc.starts[i]:
        return None
    words = doc.words[i + 1 : k]
    plain = all(doc.text[at].islower() for at in doc.starts[i + 1 : k])
    gaps = all(doc.text[doc.ends[m - 1] : doc.starts[m]] == " " for m in range(i + 1, k))
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    if not plain or not gaps or head in _NO_HEAD or any(word in _NO_HEAD - {"of"} for word in words):
        return None
    return doc.starts[i + 1], doc.ends[k - 1]


def _epithet(doc: Document, start: int, end: int) -> tuple[int, int] | None:
    """Where only "Ada" was taken for a name of "Dithering Ada"."""
    k = bisect_left(doc.starts, start)
    one = k > 0 and doc.words_between(start, end).stop == k + 1 and doc.text[doc.ends[k - 1] : start] == " "
    return (doc.starts[k - 1], end) if one and is_epithet(doc, k - 1) else None


def is_epithet(doc: Document, k: int) -> bool:
    """Whether word k is an adjective with a capital before a name, small letters before and no capital behind it."""
    word, at = doc.words[k], doc.starts[k]
    if word not in adjectives() or word in GIVEN.keys() | NAMES["adjective"] | PLAIN or (word,) in ADJECTIVES or not k:
        return False
    inside = doc.sentence_of(doc.starts[k - 1]) == doc.sentence_of(at) and doc.text[doc.starts[k - 1]].islower()
    behind = doc.text[doc.ends[k + 1] : doc.ends[k + 1] + 2]
    tight = doc.text[doc.ends[k - 1] : at].strip() in ("", "“", '"', "‘")
    return inside and tight and doc.text[at].isupper() and not behind[1:].isupper()


def epithets(docs: dict[object, Document], named: dict[object, Mentions]) -> dict[str, str]:
    """Names that are an adjective and one person's first or last name: "Dithering Hedda" -> "Hedda Stenmark"."""
    kinds: dict[str, set[str]] = {}
    called: set[str] = set()
    for key, rows in named.items():
        for start, _, actor, kind in rows:
            kinds.setdefault(actor, set()).add(kind)
            if kind == "name" and actor.count(" ") == 1 and is_epithet(docs[key], bisect_left(docs[key].starts, start)):
                called.add(actor)
    people = [actor for actor in kinds if " " in actor and kinds[actor] & {"person", "pronoun"}]
    found: dict[str, str] = {}
    for actor in called:
        name = actor.split()[1]
        owners = [who for who in people if who != actor and name in (who.split()[0], who.split()[-1])]
        found |= {actor: owners[0]} if len(owners) == 1 and "person" not in kinds[actor] else {}
    return found
