"""What the articles of one event tell: claims, people quoted, sources, people harmed, numbers, names and details."""
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.gather.alignment import Event, Sentence, links, probability
from analysis.gather.details import Told, parties, stem, telling, weight
from analysis.gather.labels import GENERIC
from analysis.gather.numbers import Figure
from analysis.read.segment import parse

FEWEST_WORDS = 8  # of a sentence that can be a claim
FEWEST_QUOTED = 3  # words of a quotation that two outlets print alike
SURELY, LINKED, WEAKLY, DIMLY = 0.7, 0.5, 0.2, 0.15  # probability that two sentences are on one matter
# of whom every article names some
_MANY = ("republicans", "democrats", "gop", "democratic party", "republican party", "congress", "senate", "d.c.")
_VAGUE = frozenset("leader official figure head man founder boss".split())
_NAMED = frozenset(("person", "name", "group"))
SURE, UNSURE = "detail", "detail perhaps"  # kinds of two sentences, by their probability
FEW = 2.2  # weight of a word that three outlets have: not in more than one article in nine
Places = tuple[tuple[int, int], ...]  # (article, position of the sentence in it)


class Item(NamedTuple):
    """Something that articles of an event carry: where, and the words by which another would show it."""

    kind: str
    item: str
    places: Places
    quoted: bool = False
    keys: frozenset[str] = frozenset()
    figure: Figure | None = None
    beside: tuple[tuple[str, tuple[int, int]], ...] = ()  # words that stand next to the sentences, and where


class Marked(NamedTuple):
    """What the markers found in the articles of one event, an entry per article."""

    texts: list[str]
    outlets: list
    voices: list[pd.DataFrame]
    actors: list[pd.DataFrame]
    acts: list[pd.DataFrame]
    labels: list[pd.DataFrame]
    figures: list[list[list[Figure]]]  # of each sentence


def items_of(event: Event, marked: Marked, words: list[Told], persons: set) -> list[Item]:
    """Everything that articles of two outlets carry, the surest kinds first."""
    found = [*claims(event, marked), *quotes(event, marked), *speakers(event, marked, persons)]
    found += [*harms(event, marked), *numbers(event, marked, words), *names(event, marked, words)]
    found += [*descriptions(event, marked), *details(event, marked, words), *common(event, marked, words)]
    return [item for item in found if len({marked.outlets[k] for k, _ in item.places}) > 1]


def claims(event: Event, marked: Marked) -> Iterator[Item]:
    """Each group of sentences that are paired across outlets as "same words"."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(key: tuple[int, int]) -> tuple[int, int]:
        while parent.setdefault(key, key) != key:
            parent[key] = key = parent[parent[key]]
        return key

    for a, b in _across(marked.outlets):
        for i, j, p, tier, _ in links(event, a, b):
            shorter = min(len(event.articles[a][i].words), len(event.articles[b][j].words))
            if tier == "same words" and p >= SURELY and shorter >= FEWEST_WORDS:
                parent[root((b, j))] = root((a, i))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for key in sorted(parent):
        groups[root(key)].append(key)
    for places in groups.values():
        spans = [_span(marked.texts[k], event.articles[k][at]) for k, at in places]
        quoted = all(_quoted(*span, marked.voices[k]) for (k, _), span in zip(places, spans, strict=True))
        start, end = spans[0]
        yield Item("claim", marked.texts[places[0][0]][start:end], tuple(places), quoted)


def quotes(event: Event, marked: Marked) -> Iterator[Item]:
    """Quotations of three words and more that stand word for word in two outlets."""
    rows: list[list[tuple[str, int]]] = []
    for text, spans in zip(marked.texts, marked.voices, strict=True):
        own = spans[spans["voice"] != "reported"]
        rows.append([(" ".join(parse(text[a:b]).words), a) for a, b in zip(own["start"], own["end"], strict=True)])
    fragments = {words for found in rows for words, _ in found if len(words.split()) >= FEWEST_QUOTED}
    whole = [" ".join(["", *parse(text).words, ""]) for text in marked.texts]
    for words in sorted(fragments):
        carriers = {marked.outlets[k] for k, text in enumerate(whole) if f" {words} " in text}
        if len(carriers) > 1:
            held = [[(words, a) for found, a in said if f" {words} " in f" {found} "] for said in rows]
            for places in _placed(event, marked.texts, held).values():
                yield Item("quote", words, places, True)


def speakers(event: Event, marked: Marked, persons: set) -> Iterator[Item]:
    """Each named speaker with the sentences in which he is quoted or reported."""
    said = [spans[spans["speaker"].notna()] for spans in marked.voices]
    rows = [list(zip(spans["speaker"], spans["start"], strict=True)) for spans in said]
    for speaker, places in _placed(event, marked.texts, rows).items():
        if not speaker.lower().endswith(_MANY):
            yield Item("person quoted" if speaker in persons else "source", speaker, places, True)


def harms(event: Event, marked: Marked) -> Iterator[Item]:
    """Kinds of people who were hurt or killed: "police hurt"."""
    rows = [
        [(f"{who} {a.harm}", a.start) for a in acts.itertuples() for who in sorted(_whom(str(a.patient), a.verb))]
        for acts in marked.acts
    ]
    for harm, places in _placed(event, marked.texts, rows).items():
        yield Item("person harmed", harm, places)


def _whom(patient: str, verb: str) -> set[str]:
    """The kinds of people that were harmed; of what burned, the thing."""
    head = parse(patient.split(" of ")[0]).words[-1:]
    return parties(patient) or ({head[0]} if verb == "burn" and head else set())


def names(event: Event, marked: Marked, words: list[Told]) -> Iterator[Item]:
    """Each person, group or thing named in sentences that may be on one matter."""
    known = {actor for rows in marked.actors for actor in rows["actor"]}
    short = {actor: min((a for a in known if f" {a} " in f" {actor} " and " " in a), key=len, default=actor)
             for actor in known}  # fmt: skip
    rows = [
        [(short[row.actor], row.start) for row in actors.itertuples() if row.kind in _NAMED] for actors in marked.actors
    ]
    for actor, places in _placed(event, marked.texts, rows).items():
        if actor.lower().endswith(_MANY):
            continue
        printed = {key: words[k].keys[at][key].lower() for k, at in places for key in words[k].names[at]}
        keys = {key for key, word in printed.items() if word in actor.lower()}
        places = tuple(place for place in places if f" {parse(actor).words[0]} " in words[place[0]].words)
        kept = {place for pair in _pairs(event, marked.outlets, places) if pair[-1] >= WEAKLY for place in pair[:2]}
        if kept:
            yield Item("name", actor, tuple(sorted(kept)), keys=frozenset(keys))


def descriptions(event: Event, marked: Marked) -> Iterator[Item]:
    """What two outlets call a person: "Lucía Ferrandel: student"."""
    rows = [
        [(f"{use.referent}: {use.family}", use.start) for use in uses.itertuples() if use.family in GENERIC - _VAGUE]
        for uses in marked.labels
    ]
    for item, places in _placed(event, marked.texts, rows).items():
        yield Item("description", item, places, keys=frozenset(map(stem, item.rsplit(": ", 1)[1].split())))


def numbers(event: Event, marked: Marked, words: list[Told]) -> Iterator[Item]:
    """Each number in sentences on one matter, with what is counted."""
    places: dict[str, dict[tuple[int, int], Figure]] = defaultdict(dict)
    for k, sentences in enumerate(marked.figures):
        for at, found in enumerate(sentences):
            for figure in found:
                places[figure.key].setdefault((k, at), figure)
    for where in places.values():
        kept = set()
        for one, other, p in _pairs(event, list(range(len(words))), tuple(where)):
            shared = len(_near(words, one) & _near(words, other))
            if _same_number(where[one], where[other], shared, p):
                kept |= {one, other}
        if kept:
            figure = where[min(kept)]
            keys = frozenset().union(*(where[place].near for place in kept))
            yield Item("number", figure.shown, tuple(sorted(kept)), keys=keys, figure=figure)


def _same_number(one: Figure, other: Figure, n_shared: int, p: float) -> bool:
    """Whether two equal numbers count one thing: by the words near them, by their sentences, or by their size."""
    if one.is_year:
        return n_shared > 1 and p >= LINKED
    large = one.size >= 100 or "." in one.value
    return p >= SURELY or bool(one.near & other.near) or large and n_shared > 0


def details(event: Event, marked: Marked, words: list[Told]) -> Iterator[Item]:
    """Words that two sentences on one matter have in common, or that stand next to them."""
    for a, b in _across(marked.outlets):
        i, j, features = event.features(a, b)
        for x, y, p in zip(i.tolist(), j.tolist(), probability(features).tolist(), strict=True):
            if p >= WEAKLY:
                mine, theirs = words[a].keys[x], words[b].keys[y]
                shared = {key for key in mine if key in theirs}
                near = [(key, place) for key, place in _beside(words, a, x) if key in theirs and telling(key)]
                near += [(key, place) for key, place in _beside(words, b, y) if key in mine and telling(key)]
                near = [(key, place) for key, place in near if key not in shared]
                keys = frozenset(shared | {key for key, _ in near})
                if keys:
                    yield Item(SURE if p >= SURELY else UNSURE, "", ((a, x), (b, y)), keys=keys, beside=tuple(near))


def common(event: Event, marked: Marked, words: list[Told]) -> Iterator[Item]:
    """A word that all outlets but one have, three or more, in sentences that may be on one matter."""
    places: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for a, b in _across(marked.outlets):
        i, j, features = event.features(a, b)
        for k in np.flatnonzero(probability(features) >= DIMLY).tolist():
            x, y = (a, int(i[k])), (b, int(j[k]))
            for key in sorted(words[a].keys[x[1]].keys() & words[b].keys[y[1]].keys()):
                places[key] |= {x, y}
    fewest = max(3, len(set(marked.outlets)) - 1)
    for key, where in places.items():
        if len({marked.outlets[k] for k, _ in where}) >= fewest and weight(key) >= FEW:
            a, at = min(where)
            yield Item("word", words[a].keys[at][key], tuple(sorted(where)), keys=frozenset({key}))


def _near(words: list[Told], place: tuple[int, int]) -> set[str]:
    """The telling words of a sentence and of those beside it."""
    return {*words[place[0]].keys[place[1]], *(key for key, _ in _beside(words, *place))}


def _beside(words: list[Told], k: int, at: int) -> list[tuple[str, tuple[int, int]]]:
    """The telling words of the sentences before and after, with their place."""
    keys = words[k].keys
    return [(key, (k, i)) for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(keys) for key in keys[i]]


def _across(outlets: list) -> Iterator[tuple[int, int]]:
    return ((a, b) for a, b in combinations(range(len(outlets)), 2) if outlets[a] != outlets[b])


def _pairs(event: Event, outlets: list, places: Places) -> Iterator[tuple[tuple[int, int], tuple[int, int], float]]:
    """Two places in different outlets and the probability that they report one fact."""
    for one, other in combinations(places, 2):
        if outlets[one[0]] != outlets[other[0]]:
            i, j, features = event.features(one[0], other[0])
            here = np.flatnonzero((i == one[1]) & (j == other[1]))
            yield one, other, float(probability(features[here])[0]) if len(here) else 0.0


def _placed(event: Event, texts: list[str], rows: list[list[tuple[str, int]]]) -> dict[str, Places]:
    """Item and offset, article by article, as item -> places."""
    places: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for k, found in enumerate(rows):
        position = {sentence.number: at for at, sentence in enumerate(event.articles[k])}
        begins = [start for start, _, _ in parse(texts[k]).sentences]
        for item, start in found:
            number = int(np.searchsorted(begins, start, "right")) - 1
            if number in position:
                places[item].add((k, position[number]))
    return {item: tuple(sorted(where)) for item, where in places.items()}


def _span(text: str, sentence: Sentence) -> tuple[int, int]:
    start, end, _ = parse(text).sentences[sentence.number]
    return start, end


def _quoted(start: int, end: int, voices: pd.DataFrame) -> bool:
    """Whether half of the sentence stands in quotation marks."""
    spans = voices[(voices["voice"] == "quoted") & (voices["start"] < end) & (voices["end"] > start)]
    covered = np.minimum(spans["end"], end) - np.maximum(spans["start"], start)
    return bool(covered.sum() * 2 >= end - start)
