"""The people of one event: which actors are persons, of which gender, where each is named and who speaks."""
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Set
from functools import cached_property

from analysis.gather.labels import Mentions
from analysis.mark.actors import Named
from analysis.mark.aliases import plain
from analysis.mark.speakers import speakers
from analysis.mark.tiles import tiles
from analysis.mark.titles import GENDERS, GIVEN
from analysis.read.segment import Document

PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}


class Scene:
    """One text with the people named in it: start, end, actor, kind; no pronoun of the other gender."""

    def __init__(self, doc: Document, named: Mentions, people: Set[str], genders: dict[str, str]) -> None:
        self.doc, self.people = doc, people
        self.named = sorted(m for m in named if m[2] in people and (m[3] != "pronoun" or self._agrees(m, genders)))

    def _agrees(self, m: tuple[int, int, str, str], genders: dict[str, str]) -> bool:
        sex = PRONOUNS.get(self.doc.text[m[0] : m[1]].casefold(), "")
        return genders.get(m[2], sex) == sex

    @cached_property
    def _speakers(self) -> list[str | None]:
        return speakers(self.doc.text, tuple(Named(*m) for m in self.named))

    @cached_property
    def _tiles(self) -> list[int]:
        return [tile.start for tile in tiles(self.doc.text)]

    def speaker(self, at: int) -> str | None:
        """Who speaks there; nobody for the narrator."""
        return self._speakers[bisect_right(self._tiles, at) - 1]

    def quoted(self, at: int) -> bool:
        """Whether it stands in a quotation."""
        return tiles(self.doc.text)[bisect_right(self._tiles, at) - 1].voice == "quoted"


class People:
    """The persons of one event: `all` of them, `genders`, the `scenes` and what is `named` in each, pronouns aside."""

    def __init__(self, docs: dict[object, Document], named: dict[object, Mentions]) -> None:
        self.genders = _genders(docs, named)
        titled = {m[2] for rows in named.values() for m in rows if m[3] == "person"}
        full = {who for who in self.genders if " " in who or plain(who.casefold()) in GIVEN}
        self.all = frozenset(titled | full)
        self.scenes = {k: Scene(doc, named[k], self.all, self.genders) for k, doc in docs.items()}
        self.named = {k: [m for m in rows if m[3] != "pronoun"] for k, rows in named.items()}

    def ranked(self) -> list[tuple[str, int]]:
        """The persons with the number of their mentions, those named most first."""
        return Counter(m[2] for scene in self.scenes.values() for m in scene.named).most_common()


def _genders(docs: dict[object, Document], named: dict[object, Mentions]) -> dict[str, str]:
    """Actor -> m or f, by titles, given names and pronouns of the event; not where they disagree evenly."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for key, rows in named.items():
        for start, end, actor, kind in rows:
            words = [docs[key].words[k] for k in docs[key].words_between(start, end)]
            if kind == "pronoun":
                votes[actor][PRONOUNS.get(words[0] if words else "", "")] += 1
            elif kind in ("person", "name", "role"):
                for word in words:
                    votes[actor][GENDERS.get(word, "")] += 3
                votes[actor][GIVEN.get(plain(actor.split()[0].casefold()), "")] += 3
    found = {}
    for actor, count in votes.items():
        if count["m"] != count["f"]:
            found[actor] = max("mf", key=count.__getitem__)
    return found
