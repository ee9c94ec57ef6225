"""Which articles of an event have an item in some form: in other words, in a headline, by a family of words."""
from functools import cached_property

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.gather.details import parties, stem, words_of
from analysis.gather.facts import Item
from analysis.gather.marked import Marked, runs_of
from analysis.gather.numbers import Figure
from analysis.gather.vectors import rows_of
from analysis.mark.cues import cues
from analysis.read.segment import parse

NEAR = 0.2  # probability, or similarity of words, of the nearest sentence from which a claim may be there
LONG_RUN = 4  # words in a row of a quotation that show it is used
MOST, LONG_MOST = 0.5, 0.35  # share of a quotation's telling words that show it is told; of eight and more
_SUFFIXES = frozenset("jr sr ii iii iv".split())


class Carried:
    """Answers for one event which articles have an item."""

    def __init__(self, marked: Marked) -> None:
        self.marked = marked

    def by(self, item: Item) -> np.ndarray:
        """True for each article that has the item, also where other words say it."""
        if item.kind == "claim":
            alike, places = self.marked.event.alike, list(item.places)
            return (alike.best[places].max(axis=0) >= NEAR) | (alike.near[places].max(axis=0) >= NEAR)
        if item.kind in ("person quoted", "source"):
            last = last_name(item.item)
            within = self._heard if item.kind == "person quoted" else self._words
            return np.array([last in words for words in within], bool)
        if item.kind == "quote":
            return self._quoted(item.item.split())
        if item.kind == "number":
            return np.array([self._counted(item, found) for found in self._figures], bool)
        if item.kind == "person harmed":
            thing = "" if parties(item.item) else stem(item.item.split()[0])
            return self._any({thing} if thing else set())
        found = self._any(item.keys)
        if item.kind == "name":
            known = np.array([item.item in actors for actors in self._actors], bool)
            return found | known if item.keys else ~known | known
        return found

    def surely(self, item: Item) -> np.ndarray:
        """True for each article that has the item itself; not where vaguer words may mean it."""
        found = np.zeros(len(self.marked.texts), bool)
        if item.kind == "quote":
            found = self._in_a_row(item.item.split())
        elif item.kind == "number":
            found = self.by(item)
        elif item.kind == "name":
            found = np.array([item.item in actors for actors in self._actors], bool)
        found[self.marked.article_of[list(item.places)]] = True
        return found

    def sentences(self, item: Item, k: int) -> list[int]:
        """The sentence of an article that has the item in another form, by its place in the event."""
        marked = self.marked
        first, past = marked.event.bounds[k : k + 2].tolist()
        if item.kind == "number":
            value = item.figure.value if item.figure else ""
            return [at for at in range(first, past) if any(f.value == value for f in marked.figures[at])][:1]
        said = item.kind in ("person quoted", "source")
        wanted = {stem(last_name(item.item))} if said else set(map(stem, words_of(item.item))) | set(item.keys)
        words = [{*map(stem, marked.event.all[at].words), *marked.told.keys[at]} for at in range(first, past)]
        shared = [len(wanted & found) for found in words]
        return [first + int(np.argmax(shared))] if any(shared) else []

    def named(self, item: Item) -> np.ndarray:
        """True for each article that has the last word of a speaker's name."""
        return np.array([last_name(item.item) in words for words in self._words], bool)

    def _any(self, keys: frozenset[str] | set[str]) -> np.ndarray:
        found = np.zeros(len(self.marked.texts), bool)
        for key in keys:
            found |= self.marked.told.present(key)
        return found

    @cached_property
    def _words(self) -> list[set[str]]:
        return [set(parse(text).words) for text in self.marked.texts]

    @cached_property
    def _actors(self) -> list[set[str]]:
        return [{actor for _, actor, _ in spans.actors} for spans in self.marked.spans]

    @cached_property
    def _heard(self) -> list[set[str]]:
        """The words of sentences with others' words or a verb of saying in them: whom they name may be the speaker."""
        found: list[set[str]] = []
        for text, spans in zip(self.marked.texts, self.marked.spans, strict=True):
            doc, said = parse(text), sorted((start, end) for start, end, *_ in spans.voices)
            heard: set[str] = set()
            for start, end, _ in doc.sentences:
                within = doc.words_between(start, end)
                words = doc.words[within.start : within.stop]
                if any(a < end and b > start for a, b in said) or not cues().keys().isdisjoint(words):
                    heard |= set(words)
            found.append(heard)
        return found

    def _quoted(self, said: list[str]) -> np.ndarray:
        """Whether four words in a row of a quotation, or half of its telling words, stand in a sentence."""
        found = self._in_a_row(said)
        content = {stem(word) for word in said if word not in ENGLISH_STOP_WORDS}
        if len(content) > 1:
            most = MOST if len(content) < 8 else LONG_MOST
            table, columns = self._stems
            shared = table[:, [columns[word] for word in content if word in columns]].sum(axis=1)
            found[self.marked.article_of[np.flatnonzero(np.asarray(shared).ravel() > most * len(content))]] = True
        return found

    def _in_a_row(self, said: list[str]) -> np.ndarray:
        n = min(LONG_RUN, len(said))
        runs = runs_of(said, n)
        return np.array([not runs.isdisjoint(mine) for mine in self._runs(n)], bool)

    def _runs(self, n: int) -> list[set[tuple[str, ...]]]:
        if n not in self._of_length:
            self._of_length[n] = [
                set().union(*(runs_of(s.words, n) for s in article)) for article in self.marked.event.articles
            ]
        return self._of_length[n]

    @cached_property
    def _of_length(self) -> dict[int, list[set[tuple[str, ...]]]]:
        return {}

    @cached_property
    def _stems(self):  # type: ignore[no-untyped-def]
        table, columns = rows_of([list(dict.fromkeys(map(stem, s.words))) for s in self.marked.event.all])
        return table.tocsc(), columns

    @cached_property
    def _figures(self) -> list[list[Figure]]:
        found: list[list[Figure]] = [[] for _ in self.marked.texts]
        for at, figures in enumerate(self.marked.figures):
            found[self.marked.article_of[at]] += figures
        return found

    @staticmethod
    def _counted(item: Item, found: list[Figure]) -> bool:
        """Whether an article has a number, for the same thing or with one of the words near it."""
        assert item.figure
        places = len(item.figure.value.partition(".")[2])
        for figure in found:
            if figure.value == item.figure.value or places and round(figure.size, places) == item.figure.size:
                same = figure[1:3] == item.figure[1:3] != ("", "")
                if same or figure.size >= 100 or places or item.keys & figure.near:
                    return True
        return False


def last_name(name: str) -> str:
    """The last word of a name, without Jr. and the like."""
    words = [word for word in words_of(name) if word not in _SUFFIXES]
    return words[-1] if words else ""
