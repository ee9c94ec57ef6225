"""What the markers find in the articles of each event, sentence by sentence."""
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.gather.alignment import coverage, events_of
from analysis.gather.details import Told
from analysis.gather.likeness import Event
from analysis.gather.names import find_labels
from analysis.gather.numbers import Figure, figures
from analysis.mark.actors import find_actors
from analysis.mark.acts import find_acts
from analysis.mark.voices import find_voices
from analysis.read.segment import as_texts, parse

_HARMS = {"kill": "killed", "die": "killed", "wound": "hurt"}
_OPINION = ("opinion", "editorial", "column", "comment")
Places = tuple[int, ...]  # sentences by their place in the event


class Spans(NamedTuple):
    """What stands in one article: voices (start, end, voice, speaker), actors (start, actor, kind), harms (start, harm,
    patient, verb) and what people are called (start, person, label).
    """

    voices: list[tuple]
    actors: list[tuple]
    harms: list[tuple]
    called: list[tuple]


class Marked:
    """One event: its articles and sentences, their telling words, and what the markers found.

    `news`: which articles are none of opinion; `outlet_of` and `article_of` go by sentence.
    """

    def __init__(self, name: object, labels: list, outlets: list, found: "_Found") -> None:
        self.name, self.labels, self.outlets = name, labels, outlets
        self.texts = [found.texts[label] for label in labels]
        self.news = np.array([found.news[label] for label in labels], bool)
        self.event: Event = coverage(found.texts, labels, outlets)
        self.headlines = [found.headlines[label] for label in labels]
        self.told = Told(self.event, self.texts, self.headlines)
        self.spans = [Spans(*(rows.get(label, []) for rows in found.rows)) for label in labels]
        self.persons = found.persons
        self.article_of = self.event.article_of
        self.outlet_codes = pd.factorize(np.array(outlets, object))[0]
        self.outlet_of = self.outlet_codes[self.article_of]
        self.judged = self.news & ~np.isin(np.arange(len(labels)), list(self.told.empty))  # articles that may lack
        numbers = [s.number for s in self.event.all]
        self._place = [
            dict(zip(numbers[a:b], range(a, b), strict=True)) for a, b in pairwise(self.event.bounds.tolist())
        ]

    @cached_property
    def figures(self) -> list[list[Figure]]:
        """The numbers of each sentence."""
        return [found for article in self.event.articles for found in figures([s.words for s in article])]

    @cached_property
    def pairs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Sentences of news in two outlets that may be on one matter: i, j and the probability."""
        alike, is_news = self.event.alike, self.news[self.article_of]
        kept = is_news[alike.i] & is_news[alike.j]
        return alike.i[kept], alike.j[kept], alike.p[kept]

    @cached_property
    def probable(self) -> sparse.csr_matrix:
        """The same as a table, sentence by sentence, both ways."""
        i, j, p = self.pairs
        n = len(self.article_of)
        one_way = sparse.csr_matrix((p.astype(np.float32), (i, j)), shape=(n, n))
        return (one_way + one_way.T).tocsr()

    @cached_property
    def spaced(self) -> list[str]:
        """The words of each article with a space around each."""
        return [" ".join(["", *parse(text).words, ""]) for text in self.texts]

    @cached_property
    def small(self) -> set[str]:
        """The words that stand in small letters in some article."""
        return {word for text in self.texts for word in set(text.split()) if word.islower()}

    @cached_property
    def around(self) -> sparse.csr_matrix:
        """The telling words of each sentence and of the two on either side, as a table."""
        return self.near(self.told.table)

    def near(self, table: sparse.csr_matrix, *, alone: bool = False) -> sparse.csr_matrix:
        """Of a table with a row a sentence, each row with those of the two sentences on either side; or those alone."""
        n, article = len(self.article_of), self.article_of
        ways = [(np.arange(max(0, -step), n - max(0, step)), step) for step in (-2, -1, 1, 2) if n > abs(step)]
        pairs = [(i[same], i[same] + step) for i, step in ways for same in [article[i] == article[i + step]]]
        pairs += [] if alone else [(np.arange(n), np.arange(n))]
        i, j = (np.concatenate(side) for side in zip(*pairs, strict=True)) if pairs else (np.zeros(0, int),) * 2
        found = (sparse.csr_matrix((np.ones(len(i), np.float32), (i, j)), shape=(n, n)) @ table).tocsr()
        found.data[:] = 1
        return found

    def having(self, runs: frozenset, n: int) -> dict[tuple[str, ...], list[int]]:
        """The articles of news that have each run of n words."""
        found: dict[tuple[str, ...], list[int]] = {run: [] for run in runs}
        for k in np.flatnonzero(self.news).tolist():
            for run in runs_of(parse(self.texts[k]).words, n) & runs:
                found[run].append(k)
        return found

    def placed(self, rows: Iterable[tuple[int, str, int]]) -> dict[str, Places]:
        """Article, item and offset as item -> its sentences; news alone."""
        places: dict[str, set[int]] = defaultdict(set)
        for k, item, start in rows:
            if self.news[k] and (at := self._place[k].get(self.number(k, start))) is not None:
                places[item].add(at)
        return {item: tuple(sorted(where)) for item, where in places.items()}

    def number(self, k: int, start: int) -> int:
        """The number of the sentence of article k that holds a character."""
        return bisect_right(parse(self.texts[k]).sentence_starts, start) - 1

    def words(self, k: int, start: int, end: int) -> list[str]:
        """The words of article k between two characters."""
        doc = parse(self.texts[k])
        found = doc.words_between(start, end)
        return doc.words[found.start : found.stop]

    def span(self, at: int) -> tuple[int, int]:
        """Where a sentence stands in its article."""
        return parse(self.texts[self.article_of[at]]).sentences[self.event.all[at].number][:2]

    def carriers(self, places: Places) -> set:
        """The outlets whose articles have these sentences."""
        return {self.outlets[k] for k in self.article_of[list(places)].tolist()}


class _Found:
    """What the markers find in all articles, by article."""

    def __init__(self, articles: pd.DataFrame) -> None:
        self.texts, self.news = as_texts(articles), is_news(articles)
        spoken, actors, acts = find_voices(self.texts), find_actors(articles), find_acts(self.texts)
        spoken = spoken[spoken["voice"].isin(["quoted", "reported"])]
        spoken = spoken.assign(speaker=spoken["speaker"].astype(object).where(spoken["speaker"].notna(), None))
        actors = actors[actors["actor"].notna()]
        acts = acts.assign(harm=acts["kind"].map(_HARMS))
        acts = acts[acts["harm"].notna() & acts["patient"].notna()]
        uses = find_labels(articles) if "outlet" in articles else pd.DataFrame(columns=["article", "kind", "where"])
        uses = uses[uses["kind"].isin(["name", "description"]) & (uses["where"] == "text")]
        self.persons = _persons(actors)
        self.rows = [
            _by_article(spoken, "start", "end", "voice", "speaker"), _by_article(actors, "start", "actor", "kind"),
            _by_article(acts, "start", "harm", "patient", "verb"),
            _by_article(uses, "start", "referent", "family") if len(uses) else {},
        ]  # fmt: skip
        blank = pd.Series("", index=self.texts.index)
        self.headlines = articles["headline"].fillna("").astype(str) if "headline" in articles else blank


def runs_of(words: Sequence[str], n: int) -> set[tuple[str, ...]]:
    """All runs of n words."""
    return set(zip(*(words[i:] for i in range(n)), strict=False))


def _by_article(rows: pd.DataFrame, *columns: str) -> dict[object, list[tuple]]:
    found: dict[object, list[tuple]] = defaultdict(list)
    for article, *row in zip(*(rows[name].tolist() for name in ("article", *columns)), strict=True):
        found[article].append(tuple(row))
    return found


def marked_events(articles: pd.DataFrame, *, fewest: int = 3) -> Iterator[Marked]:
    """Each event that so many outlets report in news, with what was found in it."""
    found = _Found(articles)
    for name, labels, outlets in events_of(articles):
        if len({outlet for label, outlet in zip(labels, outlets, strict=True) if found.news[label]}) >= fewest:
            yield Marked(name, labels, outlets, found)


def is_news(articles: pd.DataFrame) -> pd.Series:
    """Articles that are no opinion pieces, where the genre is known."""
    if "genre" not in articles:
        return pd.Series(True, index=articles.index)
    return ~articles["genre"].astype(str).str.casefold().isin(_OPINION)


def _persons(actors: pd.DataFrame) -> set[str]:
    """Actors that are people: so called in a text, or of two words and never a group or country; no capitals alone."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for actor, kind in zip(actors["actor"], actors["kind"], strict=True):
        kinds[actor].add(kind)
    return {
        actor for actor, found in kinds.items()
        if not actor.isupper() and not found & {"group", "country"} and ("person" in found or " " in actor)
    }  # fmt: skip
