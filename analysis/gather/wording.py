"""The wording ledger: for one fact, the words that each outlet has and the others have not."""
from collections import defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.gather.alignment import align_sentences, events_of
from analysis.gather.terms import Match, Terms, shipped_concepts
from analysis.mark.loaded import find_candidates
from analysis.read.segment import Document, as_texts, parse

WORTH_READING = 0.05  # probability from which an exclusive word without a counterpart is listed
_SIDES = ["article_a", "sentence_a", "article_b", "sentence_b"]
_EMPTY = ENGLISH_STOP_WORDS | {"said", "says"}
COLUMNS = [
    "event", "fact", "outlet", "article", "sentence", "term", "exclusive", "probability",
    "start", "end", "voice", "opposite", "where",
]  # fmt: skip


def find_wording(articles: pd.DataFrame) -> pd.DataFrame:
    """Words that one outlet has for a fact and the others, reporting the same fact, have not; the loaded first.

    A fact is a set of sentences that align_sentences pairs, one or more an article. Listed are the words and phrases
    of find_loaded(at_least=0.0) that the fact's other outlets do not use in it; and, with fact missing, words of
    probability .05 and more that only this outlet uses in the event, in sentences without a counterpart.
    Headlines are paired with headlines alone, and their facts counted apart.
    exclusive: no other outlet of the event uses the word anywhere in its text. probability: that readers mark the
    word as loaded, 0 to 1, higher means more would. opposite: the words that stand in its place in another outlet's
    sentence, "" where the sentences differ too much.
    Returns one row per event, fact, article and term, within an event by probability (halved in a speaker's words):
    event, fact (counted from 0 in each event), outlet, article, sentence, term, exclusive, probability, start, end
    (offsets of its first use in that fact), voice, opposite, where (text or headline).
    A description of what was written about few events, never a finding about an outlet. Words the pairing misses
    are missing here. Raises ValueError for duplicate index labels or a frame without text.
    """
    parts = [_ledger(articles, "text")]
    if "headline" in articles:
        titles = articles.assign(text=articles["headline"].fillna("").astype(str))
        parts.append(_ledger(titles, "headline"))
    filled = [part for part in parts if len(part)] or parts[:1]  # pandas 2.3 warns of empty frames
    return _ordered(pd.concat(filled, ignore_index=True))


def _ledger(articles: pd.DataFrame, where: str) -> pd.DataFrame:
    texts = as_texts(articles)
    pairs = align_sentences(articles)
    hits = find_candidates(texts)
    hits["weight"] = hits["probability"].fillna(hits["strength"].astype(float) / 5).fillna(0.0)
    places = {label: hits.loc[rows] for label, rows in hits.groupby("article", sort=False).groups.items()}
    rows: list[tuple[object, ...]] = []
    for event, labels, outlets in events_of(articles):
        linked = pairs[pairs["event"] == event]
        fact_of = _facts(linked, labels)
        words = [
            (label, outlet, *word)
            for label, outlet in zip(labels, outlets, strict=True)
            for word in (_placed(places[label], parse(texts[label])) if label in places else [])
        ]
        rows += [(*row[:-1], where, row[-1]) for row in _event(event, words, fact_of, _Opposites(linked, texts))]
    table = pd.DataFrame(rows, columns=[*COLUMNS, "weight"])
    return table if where == "text" else table[table["fact"].notna()]


class _Opposites:
    """What stands in another outlet's sentence where this one has a word."""

    def __init__(self, pairs: pd.DataFrame, texts: pd.Series) -> None:
        self.texts = texts
        self.beside: dict[tuple[object, int], tuple[object, int]] = {}
        self._known: dict[tuple[object, int], _Compared] = {}
        columns = pairs.sort_values("similarity", kind="stable")[_SIDES]
        for a, one, b, other in zip(*(columns[name].tolist() for name in _SIDES), strict=True):
            self.beside[a, one], self.beside[b, other] = (b, other), (a, one)

    def of(self, article: object, sentence: int, start: int, end: int) -> str:
        """The printed words opposite text[start:end], of the most similar sentence."""
        if (article, sentence) not in self.beside:
            return ""
        found = self._compared(article, sentence)
        for first, last, words in found.replaced:
            if first <= start and end <= last:
                return words
        return _same_act(found.own, found.other, start)

    def _compared(self, article: object, sentence: int) -> "_Compared":
        if (article, sentence) not in self._known:
            other, number = self.beside[article, sentence]
            here, there = parse(self.texts[article]), parse(self.texts[other])
            mine, theirs = _range(here, sentence), _range(there, number)
            words = here.words[mine.start : mine.stop], there.words[theirs.start : theirs.stop]
            replaced = []
            for kind, i1, i2, j1, j2 in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
                if kind == "replace" and max(i2 - i1, j2 - j1) <= 3 and not _EMPTY.issuperset(words[1][j1:j2]):
                    opposite = there.text[there.starts[theirs[j1]] : there.ends[theirs[j2 - 1]]]
                    replaced.append((here.starts[mine[i1]], here.ends[mine[i2 - 1]], opposite))
            acts = _acts_in(here, mine), _acts_in(there, theirs)
            self._known[article, sentence] = _Compared(replaced, *acts)
        return self._known[article, sentence]


class _Act(NamedTuple):
    """A word for an act: where it begins, the act, its label, the words as printed."""

    start: int
    concept: str
    label: str
    printed: str


class _Compared(NamedTuple):
    """Two sentences: stretches of the one with the words of the other in their place; the acts that each names."""

    replaced: list[tuple[int, int, str]]
    own: list[_Act]
    other: list[_Act]


def _same_act(own: list[_Act], other: list[_Act], start: int) -> str:
    """The other sentence's word for the act that a word names (martyred: kills), "" where both have the same words."""
    named, labels = {act.concept for act in own if act.start == start}, {act.label for act in own}
    return next((act.printed for act in other if act.concept in named and act.label not in labels), "")


def _acts_in(doc: Document, words: range) -> list[_Act]:
    return [
        _Act(doc.starts[m.i], m.concept, m.label, doc.text[doc.starts[m.i] : doc.ends[m.j - 1]])
        for m in _named_acts(doc) if m.i in words
    ]  # fmt: skip


@lru_cache(maxsize=1024)
def _named_acts(doc: Document) -> list[Match]:
    return _acts().matches(doc)


@lru_cache(maxsize=1)
def _acts() -> Terms:
    table = shipped_concepts()
    rows = table.loc[table["concept"] != "person", ["concept", "label", "pattern"]]
    return Terms(list(rows.itertuples(index=False, name=None)))


def _range(doc: Document, sentence: int) -> range:
    start, end, _ = doc.sentences[sentence]
    return doc.words_between(start, end)


def _facts(pairs: pd.DataFrame, labels: list) -> dict[tuple[object, int], int]:
    """Number of the fact of each paired sentence, in the order of articles and sentences."""
    parent: dict[tuple[object, int], tuple[object, int]] = {}

    def root(key: tuple[object, int]) -> tuple[object, int]:
        while parent.setdefault(key, key) != key:
            parent[key] = key = parent[parent[key]]
        return key

    for a, one, b, other in zip(*(pairs[name].tolist() for name in _SIDES), strict=True):
        parent[root((b, other))] = root((a, one))
    place = {label: k for k, label in enumerate(labels)}
    numbers: dict[tuple[object, int], int] = {}
    ordered = sorted(parent, key=lambda key: (place[key[0]], key[1]))
    return {key: numbers.setdefault(root(key), len(numbers)) for key in ordered}


def _placed(hits: pd.DataFrame, doc: Document) -> list[tuple]:
    """Sentence, term, probability, start, end, voice and weight of each candidate word of one article."""
    begins = np.array([start for start, _, _ in doc.sentences])
    sentence = np.searchsorted(begins, hits["start"].to_numpy(), "right") - 1
    columns = [hits[name].tolist() for name in ("term", "probability", "start", "end", "voice", "weight")]
    return list(zip(sentence.tolist(), *columns, strict=True))


def _event(event: object, words: list[tuple], fact_of: dict, opposites: _Opposites) -> list[tuple[object, ...]]:
    users: dict[str, set[object]] = defaultdict(set)
    in_fact: dict[tuple[int, str], set[object]] = defaultdict(set)
    for article, outlet, sentence, term, *_ in words:
        users[term].add(outlet)
        if (article, sentence) in fact_of:
            in_fact[fact_of[article, sentence], term].add(outlet)
    rows: list[tuple[object, ...]] = []
    seen = set()
    for article, outlet, sentence, term, p, start, end, voice, weight in words:
        fact = fact_of.get((article, sentence))
        exclusive = len(users[term]) == 1
        listed = exclusive and weight >= WORTH_READING if fact is None else len(in_fact[fact, term]) == 1
        if listed and (fact, article, term) not in seen:
            seen.add((fact, article, term))
            opposite = opposites.of(article, sentence, start, end)
            where = (article, sentence, term, exclusive, p, start, end, voice, opposite, weight)
            rows.append((event, fact, outlet, *where))
    return rows


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """Events in their order; in each the most loaded words first, the outlet's own before the speaker's."""
    table["fact"] = table["fact"].astype("Int64")
    table["exclusive"] = table["exclusive"].astype(bool)
    own = np.where(table["voice"].isin(["narrator", "scare"]), 1.0, 0.5)
    order = np.lexsort((-table["weight"].to_numpy(float) * own, pd.factorize(table["event"])[0]))
    return table.iloc[order].drop(columns="weight").reset_index(drop=True)
