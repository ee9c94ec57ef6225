"""Telling words that sentences of two outlets have in common, and which articles have them nowhere."""
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from scipy import sparse

from analysis.gather.details import alone, deed, telling, weight
from analysis.gather.facts import SURELY, WEAKLY, Item
from analysis.gather.marked import Marked

RARE_NOUN = 3.5  # weight of a word that tells what a fact is about
LEAST = 5.5  # weight of what an article lacks of two sentences
MOST = 0.5  # share of what two sentences have in common that an article lacks
FEW = 2.2  # weight of a word that three outlets have: not in more than one article in nine
_AT_ONCE = 2_000  # pairs


def details(marked: Marked) -> Iterator[tuple[Item, np.ndarray]]:
    """What two sentences on one matter share, or have next to them, with the articles that lack it.

    Words tell enough where they are most of what the sentences share, or a fact by themselves.
    """
    i, j, p = marked.pairs
    kept = p >= WEAKLY
    i, j, sure = i[kept], j[kept], p[kept] >= SURELY
    kinds = _Kinds(marked)
    for start in range(0, len(i), 10 * _AT_ONCE):
        rows = slice(start, start + 10 * _AT_ONCE)
        inside, near = kinds.common(i[rows], j[rows])
        worth = np.flatnonzero(kinds.worth(inside, near, sure[rows]))
        for few in np.split(worth, range(_AT_ONCE, len(worth), _AT_ONCE)):
            at = few + start
            lacked, much = kinds.lacked(inside[few], near[few], sure[at])
            for a, outlet in enumerate(marked.outlet_codes):
                lacked[:, a] &= (marked.outlet_of[i[at]] != outlet) & (marked.outlet_of[j[at]] != outlet)
            lacked[:, ~marked.judged] = False
            for row in np.flatnonzero(lacked.any(axis=1)).tolist():
                both = _row(inside, few[row]), _row(near, few[row])
                pair = _Pair(marked, int(i[at[row]]), int(j[at[row]]), *both)
                yield from pair.lacked(np.flatnonzero(lacked[row]), much[row])


class _Kinds:
    """What the telling words of an event are worth, column by column."""

    def __init__(self, marked: Marked) -> None:
        keys = marked.told.in_order or [""]
        self.weight = np.array([weight(key) for key in keys], np.float32)
        self.telling, self.alone, self.deed = (
            np.array([tells(key) for key in keys], np.float32) for tells in (telling, alone, deed)
        )
        self.noun = (self.weight > RARE_NOUN).astype(np.float32)
        self.table, self.lacking = marked.told.table, marked.told.lacking
        self.beside = marked.near(self.table.multiply(self.telling).tocsr(), alone=True)

    def common(self, i: np.ndarray, j: np.ndarray) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """The words that two sentences share, and those that stand in one and telling beside the other."""
        mine, theirs = self.table[i], self.table[j]
        inside = mine.multiply(theirs).tocsr()
        near = (self.beside[i].multiply(theirs) + self.beside[j].multiply(mine)).tocsr()
        near.data[:] = 1
        near = (near - near.multiply(inside)).tocsr()
        near.eliminate_zeros()
        return inside, near

    def worth(self, inside: sparse.csr_matrix, near: sparse.csr_matrix, sure: np.ndarray) -> np.ndarray:
        """Which pairs tell enough for an article that has none of their words."""
        n = np.diff(inside.indptr) + np.diff(near.indptr)
        much = sure & (np.diff(inside.indptr) > 1) & (inside @ self.weight >= LEAST)
        facts = (n > 1) & ((inside @ self.alone) + (near @ self.alone) > 0)
        things = (inside @ self.noun > 0) & ((inside @ self.deed) + (near @ self.deed) > 0)
        return much | facts | things

    def lacked(
        self, inside: sparse.csr_matrix, near: sparse.csr_matrix, sure: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Pair x article: whether the article lacks enough, and whether that is most of what the pair shares."""
        whole, gone = (inside + near).tocsr(), self.lacking
        rare = _times(inside, self.weight) @ gone
        most = _times(whole, self.weight) @ gone > MOST * (whole @ self.weight)[:, None]
        much = sure[:, None] & (inside @ gone > 1) & (_times(whole, self.telling) @ gone > 0) & (rare >= LEAST) & most
        facts = (np.diff(whole.indptr) > 1)[:, None] & (_times(whole, self.alone) @ gone > 0)
        things = (whole @ self.deed > 0)[:, None] & (_times(inside, self.noun) @ gone > 0)
        return much | facts | things, much


def _row(table: sparse.csr_matrix, row: int) -> np.ndarray:
    return table.indices[table.indptr[row] : table.indptr[row + 1]]


def _times(table: sparse.csr_matrix, columns: np.ndarray) -> sparse.csr_matrix:
    """A table with its columns weighted."""
    return sparse.csr_matrix((table.data * columns[table.indices], table.indices, table.indptr), shape=table.shape)


class _Pair:
    """Two sentences, the words they share (inside) and those beside them."""

    def __init__(self, marked: Marked, i: int, j: int, inside: np.ndarray, near: np.ndarray) -> None:
        self.marked, self.i, self.j = marked, i, j
        keys = marked.told.in_order
        self.inside, self.near = {keys[c] for c in inside.tolist()}, {keys[c] for c in near.tolist()}

    def lacked(self, articles: np.ndarray, much: np.ndarray) -> Iterator[tuple[Item, np.ndarray]]:
        """What articles lack of them, as printed; together those that lack the same."""
        told, whole = self.marked.told, sorted(self.inside | self.near)
        gone = ~np.array([told.present(key) for key in whole])[:, articles]
        codes = much[articles] + 2 * (2 ** np.arange(len(whole), dtype=object) @ gone)  # of any length
        together: dict[int, list[int]] = defaultdict(list)
        for article, code in zip(articles.tolist(), codes.tolist(), strict=True):
            together[code].append(article)
        for code, those in together.items():
            lacking = np.zeros(len(much), bool)
            lacking[those] = True
            yield self._item(frozenset(key for n, key in enumerate(whole, 1) if code >> n & 1), bool(code & 1)), lacking

    def _item(self, lacking: frozenset[str], much: bool) -> Item:
        whole = self.inside | self.near
        if not much:
            facts = set(filter(alone, whole)) if len(whole) > 1 else set()
            deeds = any(map(deed, whole))
            lacking &= facts | {key for key in lacking & self.inside if deeds and weight(key) > RARE_NOUN}
        places = {self.i, self.j, *self._beside(lacking & self.near)}
        keys = self.marked.told.keys
        printed = dict.fromkeys(word for at in sorted(places) for key, word in keys[at].items() if key in lacking)
        return Item("detail", ", ".join(printed), tuple(sorted(places)), keys=lacking)

    def _beside(self, keys: frozenset[str]) -> set[int]:
        """Where words stand beside the one sentence that are in the other."""
        told, article = self.marked.told, self.marked.article_of
        found = set()
        for one, other in ((self.i, self.j), (self.j, self.i)):
            for at in (one - 2, one - 1, one + 1, one + 2):
                if 0 <= at < len(article) and article[at] == article[one]:
                    found |= {at for key in keys & told.keys[other].keys() if key in told.keys[at] and telling(key)}
        return found


def common(marked: Marked) -> Iterator[Item]:
    """A word that all outlets but one have, three or more, in sentences that may be on one matter."""
    told, news = marked.told, marked.news[marked.article_of]
    outlets = {marked.outlets[k] for k in np.flatnonzero(marked.news).tolist()}
    fewest = max(3, len(outlets) - 1)
    n_outlets = np.zeros(told.table.shape[1])
    for code in set(marked.outlet_codes[marked.news].tolist()):
        n_outlets += np.asarray(told.table[news & (marked.outlet_of == code)].sum(axis=0)).ravel() > 0
    heavy = np.array([weight(key) >= FEW for key in told.in_order] or [False])
    columns = np.flatnonzero((n_outlets >= fewest) & heavy)
    if not len(columns):
        return
    i, j, _ = marked.pairs
    few = told.table[:, columns]
    pair, column = few[i].multiply(few[j]).nonzero()
    places: dict[int, set[int]] = defaultdict(set)
    for row, c in zip(pair.tolist(), column.tolist(), strict=True):
        places[c] |= {int(i[row]), int(j[row])}
    for c, where in places.items():
        key = told.in_order[columns[c]]
        if len(marked.carriers(tuple(where))) >= fewest:
            yield Item("word", told.keys[min(where)][key], tuple(sorted(where)), keys=frozenset({key}))
