"""What two or more other outlets carry of an event and one article does not: facts, people, sources, figures."""
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.gather.absent import Carried
from analysis.gather.facts import Item, items_of
from analysis.gather.marked import Marked, Places, marked_events
from analysis.gather.shared import common, details
from analysis.read.segment import as_texts

_FIRST = ("claim", "person quoted", "source")  # kinds that are shown whatever other rows show of their sentences
COLUMNS = [
    "event", "article", "kind", "item", "carried_by", "nearest_sentence", "earlier",
    "sort", "published", "first_carried", "from_article", "from_sentence", "outlet", "similarity", "places",
    "n_carried_by",
]  # fmt: skip


class Absence(NamedTuple):
    """An item, and for each article whether it lacks the item and whether the item's speaker is named there."""

    item: Item
    lacking: np.ndarray
    named: np.ndarray | None = None


def find_missing(articles: pd.DataFrame, *, most: int | None = None) -> pd.DataFrame:
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
    places (all places: article, sentence), n_carried_by (how many outlets carry it). Hundreds of articles of one event
    give a million rows: `most` keeps of each event the items that most outlets carry, whole, with at most so many rows;
    .attrs["left_out"] counts the others.
    Say "not found in the collected text", never "suppressed": the page may have been cut, the item may stand there in
    other words, and what two carry need not matter. Of 40 rows read by one person 34 were right; "detail" and "word"
    are the least sure. Raises ValueError for duplicate labels or a frame without text.
    """
    texts = as_texts(articles)
    dates = pd.Series(pd.NaT, index=texts.index)
    if "published" in articles:
        dates = pd.to_datetime(articles["published"], errors="coerce")
    tables, left_out = [], 0
    for marked in marked_events(articles):
        when = pd.Series([dates[label] for label in marked.labels], dtype="datetime64[ns]")
        absences, n_others = _most_carried(list(_absences(marked)), marked, most)
        tables.append(_table(marked, when, absences))
        left_out += n_others
    if len(tables) != 1:
        tables = [pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=COLUMNS)]
    tables[0].attrs["left_out"] = left_out
    return tables[0]


def _most_carried(absences: list[Absence], marked: Marked, most: int | None) -> tuple[list[Absence], int]:
    """The items that most outlets carry, in their old order, with so many rows; and how many rows are left out."""
    n_rows = np.array([absence.lacking.sum() for absence in absences], int)
    if most is None or n_rows.sum() <= most:
        return absences, 0
    carried = np.array([len(marked.carriers(absence.item.places)) for absence in absences])
    order = np.argsort(-carried, kind="stable")
    kept = np.sort(order[np.cumsum(n_rows[order]) <= most])
    return [absences[n] for n in kept.tolist()], int(n_rows.sum() - n_rows[kept].sum())


def _absences(marked: Marked) -> Iterator[Absence]:
    """Each item that some article lacks; a detail only where no other row of the article shows its sentences."""
    shown = _Shown()
    for absence in _lacking(marked):
        places = absence.item.places
        if absence.item.kind not in _FIRST:
            absence = absence._replace(lacking=shown.beyond(places, absence.lacking))
        if absence.lacking.any():
            shown.add(places, absence.lacking)
            yield absence


class _Shown:
    """The sentences of the rows so far, and which articles have each row."""

    def __init__(self) -> None:
        self._of_sentence: dict[int, set[int]] = defaultdict(set)
        self._rows: list[np.ndarray] = []

    def add(self, places: Places, lacking: np.ndarray) -> None:
        for at in places:
            self._of_sentence[at].add(len(self._rows))
        self._rows.append(lacking)

    def beyond(self, places: Places, lacking: np.ndarray) -> np.ndarray:
        """The articles that have no row yet with all these sentences."""
        rows = set.intersection(*(self._of_sentence.get(at, set()) for at in places))
        return lacking & ~np.logical_or.reduce([self._rows[row] for row in rows]) if rows else lacking


def _lacking(marked: Marked) -> Iterator[Absence]:
    """Each item with the articles of news, of outlets that do not carry it, that have it in no form."""
    carried = Carried(marked)
    for item in items_of(marked):
        yield _without(item, marked, carried)
    yield from (Absence(item, lacking) for item, lacking in details(marked))
    for item in common(marked):
        yield _without(item, marked, carried)


def _without(item: Item, marked: Marked, carried: Carried) -> Absence:
    codes = marked.outlet_codes
    lacking = marked.judged & ~np.isin(codes, codes[marked.article_of[list(item.places)]]) & ~carried.by(item)
    return Absence(item, lacking, carried.named(item) if item.kind in ("person quoted", "source") else None)


def _table(marked: Marked, when: pd.Series, absences: list[Absence]) -> pd.DataFrame:
    """One row an item and article, by whole columns; rows share their texts, which a column of type str would copy."""
    row, k = _rows(absences)
    labels, outlets = _objects(marked.labels), _objects(marked.outlets)
    first, places = _places(marked, [a.item.places for a in absences])
    carriers = [marked.carriers(a.item.places) for a in absences]
    nearest, similarity = _nearest(marked, absences)
    own, carried = when.to_numpy("datetime64[ns]"), _first_carried(marked, when, absences)[row]
    known = ~(np.isnat(own[k]) | np.isnat(carried))
    columns = {
        "event": _objects([marked.name])[np.zeros_like(row)], "article": labels[k],
        "kind": _objects([a.item.kind for a in absences])[row], "item": _objects([a.item.item for a in absences])[row],
        "carried_by": _objects([", ".join(sorted(map(str, of_it))) for of_it in carriers])[row],
        "nearest_sentence": nearest, "earlier": pd.array(own[k] < carried, "boolean"), "sort": _sorts(absences),
        "published": own[k], "first_carried": carried, "from_article": labels[marked.article_of[first]][row],
        "from_sentence": np.array([marked.event.all[at].number for at in first], int)[row],
        "outlet": outlets[k], "similarity": similarity, "places": places[row],
        "n_carried_by": np.array([len(of_it) for of_it in carriers], int)[row],
    }  # fmt: skip
    columns["earlier"][~known] = pd.NA
    kept = {name: pd.Series(of_it, dtype=of_it.dtype, copy=False) for name, of_it in columns.items()}
    return pd.DataFrame(kept, copy=False)


def _rows(absences: list[Absence]) -> tuple[np.ndarray, np.ndarray]:
    """Number of the item and of the article of each row."""
    lacking = [np.flatnonzero(absence.lacking) for absence in absences]
    row = np.repeat(np.arange(len(lacking)), [len(k) for k in lacking])
    return row, np.concatenate([*lacking, np.zeros(0, int)]).astype(int)


def _objects(items: list) -> np.ndarray:
    found = np.empty(len(items), object)
    found[:] = items
    return found


def _places(marked: Marked, places: list[Places]) -> tuple[np.ndarray, np.ndarray]:
    """The first sentence of each item, and all of them as article and sentence."""
    named = [(marked.labels[k], s.number) for k, s in zip(marked.article_of, marked.event.all, strict=True)]
    shown = np.empty(len(places), object)
    for row, where in enumerate(places):
        shown[row] = tuple(named[at] for at in where)
    return np.array([where[0] for where in places], int), shown


def _first_carried(marked: Marked, when: pd.Series, absences: list[Absence]) -> np.ndarray:
    """The earliest date of the articles that carry each item."""
    days = when.to_numpy("datetime64[ns]").astype(np.int64)
    never = np.iinfo(np.int64).max
    dated = np.where(when.isna(), never, days)
    first = [dated[marked.article_of[list(a.item.places)]].min() for a in absences]
    found = np.array(first, np.int64)
    return np.where(found == never, np.iinfo(np.int64).min, found).view("datetime64[ns]")  # the least is no date


def _nearest(marked: Marked, absences: list[Absence]) -> tuple[pd.arrays.IntegerArray, np.ndarray]:
    """Row by row the number of the article's sentence that comes nearest (missing where none is like it), how near."""
    alike, numbers, similar = marked.event.alike, [], []
    for absence in absences:
        k, where = np.flatnonzero(absence.lacking), np.array(absence.item.places)
        top = alike.best[np.ix_(where, k)].argmax(axis=0)
        at = alike.best_at[where[top], k]
        numbers.append(np.where(at < 0, -1, at + marked.event.bounds[k]))
        similar.append(alike.near[np.ix_(where, k)].max(axis=0))
    at = np.concatenate([*numbers, np.zeros(0, int)]).astype(int)
    number = np.array([s.number for s in marked.event.all] or [0])[at]
    nearest = pd.arrays.IntegerArray(number.astype(np.int64), at < 0)
    return nearest, np.concatenate([*similar, np.zeros(0)]).astype(float)


def _sorts(absences: list[Absence]) -> np.ndarray:
    """Row by row whether a quotation is not used or a fact not reported."""
    unused = [np.zeros(0, bool)]
    for item, lacking, named in absences:
        k = np.flatnonzero(lacking)
        said = item.quoted and item.kind in ("claim", "quote")
        unused.append(np.full(len(k), said) if named is None else named[k])
    return np.array(["fact not reported", "quote not used"], object)[np.concatenate(unused).astype(int)]
