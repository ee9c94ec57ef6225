"""He, she and they: the person named last, where only one can be meant."""
from collections.abc import Sequence
from typing import Any

from analysis.read.segment import Document

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}


def find_pronouns(doc: Document, found: Sequence[tuple[Any, str | None]]) -> list[tuple[int, int, str | None, str]]:
    """(start, end, actor, "pronoun") of each pronoun; the actor is missing when several could be meant."""
    genders: dict[str, str] = {}
    for mention, actor in found:
        if actor and mention.gender:
            genders.setdefault(actor, mention.gender)
    people = {actor for mention, actor in found if actor and mention.kind in ("person", "role")}
    rows: list[tuple[int, int, str | None, str]] = []
    sentences = doc.sentences
    for word, start, end in zip(doc.words, doc.starts, doc.ends, strict=True):
        gender = _GENDER.get(word)
        if gender or word in ("they", "them", "their"):
            k = next(n for n, (_, stop, _) in enumerate(sentences) if start < stop)
            actor = _meant(gender, start, sentences[max(0, k - 1) : k + 1], found, genders, people) if gender else None
            rows.append((start, end, actor, "pronoun"))
    return rows


def _meant(gender: str, at: int, sentences: Any, found: Any, genders: dict[str, str], people: set[str]) -> str | None:
    for start, stop, _ in reversed(sentences):
        named = {
            actor
            for mention, actor in found
            if actor in people and start <= mention.start < min(stop, at) and genders.get(actor, gender) == gender
        }
        if named:
            return named.pop() if len(named) == 1 else None
    return None
