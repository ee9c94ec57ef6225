"""What two or more other outlets carry of an event and one article does not: facts, people quoted, sources, figures."""
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.gather.alignment import Event, Sentence, events_of, links, probability
from analysis.mark.actors import find_actors
from analysis.mark.voices import find_voices
from analysis.read.segment import as_texts, parse

ABSENT = 0.2  # probability of the nearest sentence from which a fact may be there in other words
ALIKE = 0.2  # similarity of words from which it may be
FEWEST_WORDS = 8  # of a sentence that can be a fact
_MONTHS = frozenset("january february march april may june july august september october november december jan feb mar "
                    "apr jun jul aug sept sep oct nov dec".split())  # fmt: skip
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SPELT = {**dict(zip(_TEENS, range(10, 20), strict=True)), **dict(zip(_TENS, range(20, 100, 10), strict=True))}
_UNITS = frozenset("percent million billion trillion".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_SPEAKERS = ("person quoted", "source")
COLUMNS = [
    "event", "article", "kind", "item", "carried_by", "nearest_sentence", "earlier",
    "sort", "published", "first_carried", "from_article", "from_sentence", "outlet",
]  # fmt: skip


class Item(NamedTuple):
    """Something an event's articles may carry: where it stands, and how it would be seen in another article."""

    kind: str
    item: str
    places: tuple[tuple[int, int], ...]  # (article, position of the sentence in it)
    quoted: bool


def find_missing(articles: pd.DataFrame) -> pd.DataFrame:
    """What at least two other outlets carry of an event and an article was not found to carry.

    kind: "claim" (a sentence that align_sentences pairs as "same words"), "person quoted", "source" (a group or
    office quoted), "number" (from 10 on, no years and days). A claim is missing where no sentence of the article comes
    near it (probability under .2 and similarity of words under .2); a person where he is not quoted and no sentence
    with his last name has others' words in it; a source where its last word does not occur; a number, carried in
    sentences that share two more words, where it stands neither in figures nor in words.
    sort: "quote not used" (the claim stands in quotation marks, or the article names the person and does not quote
    him) is told apart from "fact not reported".
    Returns one row per event, article and item: event, article, kind, item (the carrying sentence, name or figure as
    printed), carried_by (the outlets), nearest_sentence (of the article, by number; missing where none is like it),
    earlier (the article was published before all that carry the item; missing without dates), sort, published,
    first_carried, from_article and from_sentence (one place where it stands), outlet (of the article).
    Say "not found in the collected text", never "suppressed": the page may have been cut, the item may stand there in
    other words, and what two carry need not matter. Raises ValueError for duplicate labels or a frame without text.
    """
    texts = as_texts(articles)
    dates = pd.Series(pd.NaT, index=texts.index)
    if "published" in articles:
        dates = pd.to_datetime(articles["published"], errors="coerce")
    spoken = find_voices(texts)
    spoken = spoken[spoken["voice"].isin(["quoted", "reported"])]
    actors = find_actors(texts)
    persons = _persons(actors)
    said = {label: part for label, part in spoken.groupby("article", sort=False)}
    rows: list[tuple[object, ...]] = []
    for name, labels, outlets in events_of(articles):
        if len(set(outlets)) < 3:
            continue
        event = Event([texts[label] for label in labels])
        voices = [said.get(label, spoken.iloc[:0]) for label in labels]
        claims = _claims(event, outlets, voices, [texts[label] for label in labels])
        items = [*claims, *_speakers(event, voices, persons, texts), *_numbers(event)]
        when = [dates[label] for label in labels]
        for item, k, carriers, nearest in _absent(event, items, outlets):
            named = item.kind in _SPEAKERS and _named(item, texts[labels[k]])
            if not (named and (item.kind == "source" or _heard(item, texts[labels[k]], voices[k]))):
                rows.append(_row(name, labels, outlets, when, event, item, k, carriers, nearest, named))
    return _table(rows)


def _persons(actors: pd.DataFrame) -> set[str]:
    """Actors that are people: so called in a text, or of two words and never a group or country; no capitals alone."""
    kinds = actors.groupby("actor")["kind"].agg(set)
    return {
        actor for actor, found in kinds.items()
        if not actor.isupper() and not found & {"group", "country"} and ("person" in found or " " in actor)
    }  # fmt: skip


def _absent(
    event: Event, items: list[Item], outlets: list
) -> Iterator[tuple[Item, int, list[int], int | None]]:
    """Item, the article that lacks it, the articles that carry it, the position of the nearest sentence there."""
    figures = [{f.split()[0] for s in article for f in _figures(s.words)} for article in event.articles]
    for item in items:
        carriers = sorted({k for k, _ in item.places})
        carrying = {outlets[k] for k in carriers}
        if len(carrying) < 2:
            continue
        for k in range(len(outlets)):
            if outlets[k] not in carrying:
                nearest, p, alike = _nearest(event, item.places, k)
                there = p >= ABSENT or alike >= ALIKE if item.kind == "claim" else item.item.split()[0] in figures[k]
                if not there:
                    yield item, k, carriers, nearest


def _nearest(event: Event, places: tuple[tuple[int, int], ...], k: int) -> tuple[int | None, float, float]:
    """Position of the sentence of article k that comes nearest to an item, its probability and similarity of words."""
    best: tuple[int | None, float, float] = (None, 0.0, 0.0)
    for article, at in places:
        i, j, features = event.features(article, k)
        here = np.flatnonzero(i == at)
        if len(here):
            p = probability(features[here])
            top = int(np.argmax(p))
            alike = max(best[2], float(features[here, 0].max()))
            best = (int(j[here[top]]), float(p[top]), alike) if p[top] > best[1] else (*best[:2], alike)
    return best


def _claims(event: Event, outlets: list, voices: list[pd.DataFrame], texts: list[str]) -> Iterator[Item]:
    """Each group of sentences that are paired across outlets."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(key: tuple[int, int]) -> tuple[int, int]:
        while parent.setdefault(key, key) != key:
            parent[key] = key = parent[parent[key]]
        return key

    for a, b in combinations(range(len(outlets)), 2):
        if outlets[a] != outlets[b]:
            for i, j, _, tier, _ in links(event, a, b):
                shorter = min(len(event.articles[a][i].words), len(event.articles[b][j].words))
                if tier == "same words" and shorter >= FEWEST_WORDS:
                    parent[root((b, j))] = root((a, i))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for key in sorted(parent):
        groups[root(key)].append(key)
    for places in groups.values():
        article, at = places[0]
        printed = _printed(texts[article], event.articles[article][at])
        quoted = all(_quoted(texts[a], event.articles[a][s], voices[a]) for a, s in places)
        yield Item("claim", printed, tuple(places), quoted)


def _quoted(text: str, sentence: Sentence, voices: pd.DataFrame) -> bool:
    """Whether half of the sentence stands in quotation marks."""
    start, end, _ = parse(text).sentences[sentence.number]
    spans = voices[(voices["voice"] == "quoted") & (voices["start"] < end) & (voices["end"] > start)]
    covered = np.minimum(spans["end"], end) - np.maximum(spans["start"], start)
    return bool(covered.sum() * 2 >= end - start)


def _printed(text: str, sentence: Sentence) -> str:
    start, end, _ = parse(text).sentences[sentence.number]
    return text[start:end]


def _speakers(event: Event, voices: list[pd.DataFrame], persons: set[Any], texts: pd.Series) -> Iterator[Item]:
    """Each named speaker with the sentences in which he is quoted or reported."""
    places: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for k, spans in enumerate(voices):
        position = {sentence.number: at for at, sentence in enumerate(event.articles[k])}
        for row in spans[spans["speaker"].notna()].itertuples():
            begins = [start for start, _, _ in parse(texts[row.article]).sentences]
            number = int(np.searchsorted(begins, row.start, "right")) - 1
            if number in position:
                places[row.speaker].add((k, position[number]))
    for speaker, where in places.items():
        kind = "person quoted" if speaker in persons else "source"
        yield Item(kind, speaker, tuple(sorted(where)), True)


def _named(item: Item, text: str) -> bool:
    """Whether the last word of a speaker's name stands in a text."""
    return _last(item.item) in parse(text).words


def _last(name: str) -> str:
    words = [word for word in parse(name).words if word not in _SUFFIXES]
    return words[-1] if words else ""


def _heard(item: Item, text: str, voices: pd.DataFrame) -> bool:
    """Whether a sentence with the speaker's last name has others' words in it: he may be their speaker."""
    last = _last(item.item)
    doc = parse(text)
    for start, end, _ in doc.sentences:
        within = doc.words_between(start, end)
        if last in doc.words[within.start : within.stop] and ((voices["start"] < end) & (voices["end"] > start)).any():
            return True
    return False


def _numbers(event: Event) -> Iterator[Item]:
    """Each number from 10 on that is no year and no day of a month, with its unit."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for k, article in enumerate(event.articles):
        for at, sentence in enumerate(article):
            for number in dict.fromkeys(_figures(sentence.words)):
                places[number].append((k, at))
    for number, where in places.items():
        alike = _same_matter(event, where)
        if alike:
            yield Item("number", number, alike, False)


def _same_matter(event: Event, places: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Of the places of a number those that share two telling words with one in another article."""
    content = [event.articles[k][at] for k, at in places]
    words = [frozenset(s.words) - s.numbers - ENGLISH_STOP_WORDS - _SPELT.keys() for s in content]
    kept = set()
    for x, y in combinations(range(len(places)), 2):
        if places[x][0] != places[y][0] and len(words[x] & words[y]) > 1:
            kept |= {x, y}
    return tuple(places[x] for x in sorted(kept))


def _figures(words: list[str]) -> Iterator[str]:
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        value = str(_SPELT.get(word, word.replace(",", "")))
        day = before in _MONTHS or after in _MONTHS
        if value.replace(".", "", 1).isdecimal() and value.isascii() and float(value) >= 10 and not day:
            if not (1500 <= float(value) <= 2100 and "," not in word):
                yield f"{value} {after}" if after in _UNITS else value


def _row(
    name: object, labels: list, outlets: list, when: list, event: Event,
    item: Item, k: int, carriers: list[int], nearest: int | None, named: bool,
) -> tuple[object, ...]:  # fmt: skip
    article, at = item.places[0]
    first = min((when[c] for c in carriers if not pd.isna(when[c])), default=pd.NaT)
    earlier = pd.NA if pd.isna(first) or pd.isna(when[k]) else bool(when[k] < first)
    unused = item.quoted if item.kind == "claim" else named
    carried = ", ".join(sorted({str(outlets[c]) for c in carriers}))
    return (
        name, labels[k], item.kind, item.item, carried,
        pd.NA if nearest is None else event.articles[k][nearest].number, earlier,
        "quote not used" if unused else "fact not reported", when[k], first,
        labels[article], event.articles[article][at].number, outlets[k],
    )  # fmt: skip


def _table(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=COLUMNS)
    types = {"nearest_sentence": "Int64", "earlier": "boolean"}
    return table.astype(types)
