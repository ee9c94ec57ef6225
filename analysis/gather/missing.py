"""What two or more other outlets carry of an event and one article does not: facts, people, sources, figures."""
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.gather.alignment import Event, Sentence, event_of, events_of, probability
from analysis.gather.details import Told, alone, deed, has, parties, stem, telling, told, weight
from analysis.gather.facts import Item, Marked, Places, items_of
from analysis.gather.names import find_labels
from analysis.gather.numbers import Figure, figures
from analysis.mark.actors import find_actors
from analysis.mark.acts import find_acts
from analysis.mark.cues import cues
from analysis.mark.voices import find_voices
from analysis.read.segment import as_texts, parse

ABSENT = 0.2  # probability of the nearest sentence from which a claim may be there in other words
ALIKE = 0.2  # similarity of words from which it may be
RARE_NOUN = 3.5  # weight of a word that tells what a fact is about
LONG_RUN = 4  # words in a row of a quotation that show it is used
LEAST = 5.5  # weight of what an article lacks of two sentences
MOST = 0.5  # share of what two sentences have in common that an article lacks
_FIRST = ("claim", "person quoted", "source")  # kinds that are shown whatever other rows show of their sentences
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_HARMS = {"kill": "killed", "die": "killed", "wound": "hurt"}
COLUMNS = [
    "event", "article", "kind", "item", "carried_by", "nearest_sentence", "earlier",
    "sort", "published", "first_carried", "from_article", "from_sentence", "outlet", "similarity", "places",
]  # fmt: skip


class Absence(NamedTuple):
    """An item that article k does not carry, its nearest sentence there, and whether its speaker is named there."""

    item: Item
    k: int
    nearest: int | None
    similarity: float
    named: bool


def find_missing(articles: pd.DataFrame) -> pd.DataFrame:
    """What at least two other outlets carry of an event and an article was not found to carry.

    kind, the surest first: "claim" (a sentence that align_sentences pairs as "same words"), "quote" (three quoted
    words and more that two outlets print alike), "person quoted", "source" (a group or office quoted), "person harmed"
    (a kind of people hurt or killed), "number" (with what it counts), "name" (a person, group or thing named on one
    matter), "description" (what a person is called), "detail" (telling words that two sentences on one matter share),
    "word" (one that all other outlets have, three or more). A later kind is left out where an earlier row of the
    article shows the same sentences. An article has a claim where a sentence comes near it (probability or similarity
    of words .2); a quotation where four words in a row of it, or half of its telling words, stand in a sentence; a
    person where he is quoted, or named beside others' words or a verb of saying; a number where it stands by the same
    words; a name, description, detail or word where one that begins alike, or one of its family (police, officers),
    stands in text or headline. Opinion pieces (column genre) neither carry nor lack anything.
    sort: "quote not used" (a quotation, or a person whom the article names and does not quote) is told apart from
    "fact not reported".
    Returns one row per event, article and item: event, article, kind, item (sentence, name, figure or words),
    carried_by (the outlets), nearest_sentence (of the article, by number; missing where none is like it), earlier (the
    article was published before all that carry the item; missing without dates), sort, published, first_carried,
    from_article and from_sentence (the first place where it stands), outlet (of the article), similarity (of words,
    of its nearest sentence: 0 to 1; higher means that it may be there in other words; under .15 it is surest),
    places (all places: article, sentence).
    Say "not found in the collected text", never "suppressed": the page may have been cut, the item may stand there in
    other words, and what two carry need not matter. Of 40 rows read by one person 34 were right; "detail" and "word"
    are the least sure. Raises ValueError for duplicate labels or a frame without text.
    """
    texts = as_texts(articles)
    news = _news(articles)
    dates = pd.Series(pd.NaT, index=texts.index)
    if "published" in articles:
        dates = pd.to_datetime(articles["published"], errors="coerce")
    found = _Found(articles, texts)
    rows: list[tuple[object, ...]] = []
    for name, labels, outlets in events_of(articles[news]):
        if len(set(outlets)) > 2:
            event = event_of(tuple(texts[label] for label in labels))
            words = told(event, [texts[label] for label in labels], [found.headlines[label] for label in labels])
            marked = found.of(labels, outlets, event)
            when = [dates[label] for label in labels]
            for absence in _absences(event, marked, words, found.persons):
                rows.append(_row(name, labels, outlets, when, event, absence))
    return _table(rows)


class _Found:
    """What the markers find in all articles, by article."""

    def __init__(self, articles: pd.DataFrame, texts: pd.Series) -> None:
        spoken, actors, acts = find_voices(texts), find_actors(articles), find_acts(texts)
        spoken = spoken[spoken["voice"].isin(["quoted", "reported"])]
        acts = acts.assign(harm=acts["kind"].map(_HARMS))
        self.texts, self.persons = texts, _persons(actors)
        uses = find_labels(articles) if "outlet" in articles else pd.DataFrame(columns=["article", "kind", "where"])
        uses = uses[uses["kind"].isin(["name", "description"]) & (uses["where"] == "text")]
        acts = acts[acts["harm"].notna() & acts["patient"].notna()]
        self.tables = [spoken, actors[actors["actor"].notna()], acts, uses]
        self.parts = [{label: part for label, part in rows.groupby("article", sort=False)} for rows in self.tables]
        blank = pd.Series("", index=texts.index)
        self.headlines = articles["headline"].fillna("").astype(str) if "headline" in articles else blank

    def of(self, labels: list, outlets: list, event: Event) -> Marked:
        voices, actors, acts, uses = (
            [part.get(label, rows.iloc[:0]) for label in labels]
            for rows, part in zip(self.tables, self.parts, strict=True)
        )
        counted = [figures([sentence.words for sentence in article]) for article in event.articles]
        return Marked([self.texts[label] for label in labels], outlets, voices, actors, acts, uses, counted)


def _news(articles: pd.DataFrame) -> pd.Series:
    """Articles that are no opinion pieces, where the genre is known."""
    if "genre" not in articles:
        return pd.Series(True, index=articles.index)
    return ~articles["genre"].astype(str).str.casefold().isin(["opinion", "editorial", "column", "comment"])


def _persons(actors: pd.DataFrame) -> set:
    """Actors that are people: so called in a text, or of two words and never a group or country; no capitals alone."""
    kinds = actors.groupby("actor")["kind"].agg(set)
    return {
        actor for actor, found in kinds.items()
        if not actor.isupper() and not found & {"group", "country"} and ("person" in found or " " in actor)
    }  # fmt: skip


def _absences(event: Event, marked: Marked, words: list[Told], persons: set) -> Iterator[Absence]:
    """Each item with each article that lacks it; a detail only where no other row shows its sentences."""
    shown: dict[int, list[set[tuple[int, int]]]] = {k: [] for k in range(len(words))}
    for item in items_of(event, marked, words, persons):
        carrying = {marked.outlets[k] for k, _ in item.places}
        for k in range(len(words)):
            if marked.outlets[k] in carrying or not words[k].all:
                continue
            kept = _lacking(item, k, event, marked, words)
            if kept and (kept.kind in _FIRST or not any(row.issuperset(kept.places) for row in shown[k])):
                shown[k].append(set(kept.places))
                named = item.kind in ("person quoted", "source") and _named(item, marked.texts[k])
                nearest, _, similarity = _nearest(event, kept.places, k)
                yield Absence(kept, k, nearest, similarity, named)


def _lacking(item: Item, k: int, event: Event, marked: Marked, words: list[Told]) -> Item | None:
    """The item, or what article k lacks of it; None where it has it."""
    text, voices = marked.texts[k], marked.voices[k]
    if item.kind == "claim":
        _, p, alike = _nearest(event, item.places, k)
        return item if p < ABSENT and alike < ALIKE else None
    if item.kind == "person quoted":
        return None if _named(item, text) and _heard(item, text, voices) else item
    if item.kind == "source":
        return None if _named(item, text) else item
    if item.kind == "quote":
        return None if _repeated(item.item, event.articles[k]) else item
    if item.kind == "person harmed":
        thing = "" if parties(item.item) else stem(item.item.split()[0])
        return None if thing and has(words[k], thing) else item
    if item.kind in ("description", "word"):
        return None if any(has(words[k], key) for key in item.keys) else item
    if item.kind == "number":
        return None if _counted(item, marked.figures[k]) else item
    if item.kind == "name":
        known = item.item in set(marked.actors[k]["actor"]) or any(has(words[k], key) for key in item.keys)
        return None if known or not item.keys else item
    return _detail(item, k, words)


def _repeated(quote: str, sentences: list[Sentence]) -> bool:
    """Whether four words in a row of a quotation, or half of its telling words, stand in a sentence of an article."""
    said = quote.split()
    length = min(LONG_RUN, len(said))
    runs = {tuple(said[i : i + length]) for i in range(len(said) - length + 1)}
    content = {stem(word) for word in said if word not in ENGLISH_STOP_WORDS}
    for sentence in sentences:
        words = sentence.words
        if not runs.isdisjoint(zip(*(words[i:] for i in range(length)), strict=False)):
            return True
        if len(content) > 1 and len(content & set(map(stem, words))) > MOST * len(content):
            return True
    return False


def _detail(item: Item, k: int, words: list[Told]) -> Item | None:
    """Of the words that two sentences share those that article k has not, as printed; None where they tell little.

    They tell enough where they are most of what the sentences share, or a fact by themselves.
    """
    lacking = {key for key in item.keys - words[k].all if not has(words[k], key)}
    if not lacking:
        return None
    beside = tuple(place for key, place in item.beside if key in lacking)
    share = sum(map(weight, lacking)) / sum(map(weight, item.keys))
    inside = lacking - {key for key, _ in item.beside}
    rare = any(map(telling, lacking)) and sum(map(weight, inside)) >= LEAST
    much = len(inside) > 1 and rare and share > MOST and item.kind == "detail"
    if not much:
        facts = set(filter(alone, item.keys)) if len(item.keys) > 1 else set()
        things = {key for key in inside if weight(key) > RARE_NOUN and any(map(deed, item.keys))}
        lacking &= facts | things
    if not lacking:
        return None
    places = tuple(sorted({*item.places, *beside}))
    printed = dict.fromkeys(word for a, at in places for key, word in words[a].keys[at].items() if key in lacking)
    return item._replace(kind="detail", item=", ".join(printed), keys=frozenset(lacking), places=places)


def _counted(item: Item, sentences: list[list[Figure]]) -> bool:
    """Whether an article has a number, for the same thing or with one of the words near it."""
    assert item.figure
    for found in sentences:
        for figure in found:
            places = len(item.figure.value.partition(".")[2])
            if figure.value == item.figure.value or places and round(figure.size, places) == item.figure.size:
                same = figure[1:3] == item.figure[1:3] != ("", "")
                if same or figure.size >= 100 or places or item.keys & figure.near:
                    return True
    return False


def _nearest(event: Event, places: Places, k: int) -> tuple[int | None, float, float]:
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
        words = doc.words[within.start : within.stop]
        spoken = ((voices["start"] < end) & (voices["end"] > start)).any()
        if last in words and (spoken or not cues().keys().isdisjoint(words)):
            return True
    return False


def _row(
    name: object, labels: list, outlets: list, when: list, event: Event, absence: Absence
) -> tuple[object, ...]:
    item, k = absence.item, absence.k
    article, at = item.places[0]
    carriers = sorted({c for c, _ in item.places})
    first = min((when[c] for c in carriers if not pd.isna(when[c])), default=pd.NaT)
    earlier = pd.NA if pd.isna(first) or pd.isna(when[k]) else bool(when[k] < first)
    unused = item.quoted if item.kind in ("claim", "quote") else absence.named
    return (
        name, labels[k], item.kind, item.item, ", ".join(sorted({str(outlets[c]) for c in carriers})),
        pd.NA if absence.nearest is None else event.articles[k][absence.nearest].number, earlier,
        "quote not used" if unused else "fact not reported", when[k], first,
        labels[article], event.articles[article][at].number, outlets[k], absence.similarity,
        tuple((labels[c], event.articles[c][i].number) for c, i in item.places),
    )  # fmt: skip


def _table(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"nearest_sentence": "Int64", "earlier": "boolean"})
