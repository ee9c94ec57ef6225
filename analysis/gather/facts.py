"""What the articles of one event tell: claims, people quoted, sources, people harmed, numbers, names and details."""
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from analysis.gather.alignment import links
from analysis.gather.details import is_common, parties, stem, words_of
from analysis.gather.labels import GENERIC
from analysis.gather.marked import Marked, Places, runs_of
from analysis.gather.numbers import Figure
from analysis.gather.vectors import rows_of
from analysis.mark.titles import COUNTRIES

FEWEST_WORDS = 8  # of a sentence that can be a claim
FEWEST_QUOTED = 3  # words of a quotation that two outlets print alike
SURELY, LINKED, WEAKLY = 0.7, 0.5, 0.2  # probability that two sentences are on one matter
# of whom every article names some
_MANY = ("republicans", "democrats", "gop", "democratic party", "republican party", "congress", "senate", "d.c.")
_VAGUE = frozenset("leader official figure head man founder boss".split())
_NAMED = frozenset(("person", "name", "group"))


class Item(NamedTuple):
    """Something that articles of an event carry: where, and the words by which another would show it."""

    kind: str
    item: str
    places: Places
    quoted: bool = False
    keys: frozenset[str] = frozenset()
    figure: Figure | None = None


def items_of(marked: Marked) -> list[Item]:
    """What articles of two outlets carry, the surest kinds first."""
    found = [*claims(marked), *quotes(marked), *speakers(marked), *harms(marked), *numbers(marked), *names(marked)]
    return [item for item in [*found, *descriptions(marked)] if len(marked.carriers(item.places)) > 1]


def claims(marked: Marked) -> Iterator[Item]:
    """Each group of sentences that are paired across outlets as "same words"."""
    parent: dict[int, int] = {}

    def root(key: int) -> int:
        while parent.setdefault(key, key) != key:
            parent[key] = key = parent[parent[key]]
        return key

    event, found = marked.event, links(marked.event)
    is_news, lengths = marked.news[marked.article_of], np.array([len(s.words) for s in event.all])
    long = np.minimum(lengths[found.i], lengths[found.j]) >= FEWEST_WORDS
    kept = found.same & (found.p >= SURELY) & long & is_news[found.i] & is_news[found.j]
    for i, j in zip(found.i[kept].tolist(), found.j[kept].tolist(), strict=True):
        parent[root(j)] = root(i)
    groups: dict[int, list[int]] = defaultdict(list)
    for key in sorted(parent):
        groups[root(key)].append(key)
    for places in groups.values():
        start, end = marked.span(places[0])
        quoted = all(_quoted(marked, at) for at in places)
        yield Item("claim", marked.texts[marked.article_of[places[0]]][start:end], tuple(places), quoted)


def _quoted(marked: Marked, at: int) -> bool:
    """Whether half of a sentence stands in quotation marks."""
    start, end = marked.span(at)
    spans = [(a, b) for a, b, voice, _ in marked.spans[marked.article_of[at]].voices if voice == "quoted"]
    return sum(max(0, min(b, end) - max(a, start)) for a, b in spans) * 2 >= end - start


def quotes(marked: Marked) -> Iterator[Item]:
    """Quotations of three words and more that stand word for word in two outlets."""
    said: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)  # quotation -> article, start
    for k, spans in enumerate(marked.spans):
        for start, end, voice, _ in spans.voices if marked.news[k] else ():
            quoted = tuple(marked.words(k, start, end)) if voice != "reported" else ()
            if len(quoted) >= FEWEST_QUOTED:
                said[quoted].append((k, start))
    holding: dict[tuple[str, ...], set[tuple[str, ...]]] = {words[:FEWEST_QUOTED]: set() for words in said}
    for longer in said:
        for run in runs_of(longer, FEWEST_QUOTED) & holding.keys():
            holding[run].add(longer)
    printed = marked.having(frozenset(holding), FEWEST_QUOTED)
    for words in sorted(said):
        phrase, first = f" {' '.join(words)} ", words[:FEWEST_QUOTED]
        if len({marked.outlets[k] for k in printed[first]}) > 1:
            if len({marked.outlets[k] for k in printed[first] if phrase in marked.spaced[k]}) > 1:
                rows = [(k, "", start) for longer in holding[first] if phrase in f" {' '.join(longer)} "
                        for k, start in said[longer]]  # fmt: skip
                for places in marked.placed(rows).values():
                    yield Item("quote", phrase.strip(), places, True)


def speakers(marked: Marked) -> Iterator[Item]:
    """Each named speaker with the sentences in which he is quoted or reported."""
    rows = [(k, who, start) for k, spans in enumerate(marked.spans) for start, _, _, who in spans.voices if who]
    for speaker, places in marked.placed(rows).items():
        if not speaker.lower().endswith(_MANY):
            yield Item("person quoted" if speaker in marked.persons else "source", speaker, places, True)


def harms(marked: Marked) -> Iterator[Item]:
    """Kinds of people who were hurt or killed: "police hurt"."""
    rows = [
        (k, f"{who} {harm}", start)
        for k, spans in enumerate(marked.spans)
        for start, harm, patient, verb in spans.harms
        for who in sorted(_whom(str(patient), verb))
    ]
    for harm, places in marked.placed(rows).items():
        yield Item("person harmed", harm, places)


def _whom(patient: str, verb: str) -> frozenset[str]:
    """The kinds of people that were harmed; of what burned, the thing."""
    head = words_of(patient.split(" of ")[0])[-1:]
    return parties(patient) or frozenset(head if verb == "burn" else ())


def names(marked: Marked) -> Iterator[Item]:
    """Each person, group or thing named in sentences that may be on one matter."""
    known = {actor for spans in marked.spans for _, actor, _ in spans.actors}
    short = {actor: _shortest(actor, known) for actor in known}
    rows = [(k, short[actor], start) for k, spans in enumerate(marked.spans) for start, actor, kind in spans.actors
            if kind in _NAMED]  # fmt: skip
    told = marked.told
    for actor, places in marked.placed(rows).items():
        if actor.lower().endswith(_MANY) or tuple(words_of(actor)) in COUNTRIES or len(marked.carriers(places)) < 2:
            continue
        printed = {key: told.keys[at][key].lower() for at in places for key in told.names[at]}
        keys = frozenset(key for key, word in printed.items() if word in actor.lower())
        first = f" {words_of(actor)[0]} "
        where = np.array([at for at in places if first in marked.spaced[marked.article_of[at]]], int)
        if len(where) > 1:
            linked = marked.probable[where][:, where]
            linked.data = linked.data >= (LINKED if is_common(actor) else WEAKLY)
            kept = where[np.asarray(linked.sum(axis=1)).ravel() > 0]
            if len(kept):
                yield Item("name", actor, tuple(kept.tolist()), keys=keys)


def _shortest(actor: str, known: set[str]) -> str:
    """The shortest name of two words and more that stands whole in a name."""
    words = actor.split(" ")
    inside = {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 2, len(words) + 1)} & known
    return min(inside, key=lambda name: (len(name), name), default=actor)


def descriptions(marked: Marked) -> Iterator[Item]:
    """What two outlets call a person: "Lucía Ferrandel: student"."""
    rows = [(k, f"{person}: {label}", start) for k, spans in enumerate(marked.spans)
            for start, person, label in spans.called if label in GENERIC - _VAGUE]  # fmt: skip
    for item, places in marked.placed(rows).items():
        yield Item("description", item, places, keys=frozenset(map(stem, item.rsplit(": ", 1)[1].split())))


def numbers(marked: Marked) -> Iterator[Item]:
    """Each number in sentences on one matter, with what is counted."""
    found: dict[str, dict[int, Figure]] = defaultdict(dict)
    for at, figures in enumerate(marked.figures):
        for figure in figures if marked.news[marked.article_of[at]] else ():
            found[figure.key].setdefault(at, figure)
    for where in found.values():
        places = np.array(list(where))
        if len(set(marked.outlet_of[places].tolist())) > 1:
            kept = places[_same_number(marked, places, list(where.values()))].tolist()
            if kept:
                near = frozenset().union(*(where[at].near for at in kept))
                yield Item("number", where[kept[0]].shown, tuple(kept), keys=near, figure=where[kept[0]])


def _same_number(marked: Marked, places: np.ndarray, found: list[Figure]) -> np.ndarray:
    """Which of equal numbers count what another counts: by the words near, by their sentences, or by their size."""
    n = len(places)
    p, shared = marked.probable[places][:, places].toarray(), np.zeros((n, n))
    first, near = found[0], rows_of([sorted(figure.near) for figure in found])[0]
    if first.is_year or first.size >= 100 or "." in first.value:
        around = marked.around[places]
        shared = (around @ around.T).toarray()
    if first.is_year:
        same = (shared > 1) & (p >= LINKED)
    else:
        large = first.size >= 100 or "." in first.value
        same = (p >= SURELY) | ((near @ near.T).toarray() > 0) | (large & (shared > 0))
    article = marked.article_of[places]
    return (same & (article[:, None] != article[None, :])).any(axis=1)
