"""The facts of an event by share of articles: which group of outlets mentions what, with the sentences behind it."""
from collections import defaultdict

import numpy as np
import pandas as pd

from analysis.gather.absent import Carried
from analysis.gather.alignment import links
from analysis.gather.facts import SURELY, Item, items_of
from analysis.gather.marked import Marked, marked_events
from analysis.gather.tabulate import Place, groups_of, share_of

KINDS = ("claim", "quote", "person quoted", "source", "person harmed", "number", "name")
COLUMNS = [
    "event", "fact", "kind", "item", "group", "n_articles", "of_articles", "share", "low", "high", "n_all", "of_all",
    "places",
]  # fmt: skip


def tabulate_facts(articles: pd.DataFrame, *, by: str = "leaning") -> pd.DataFrame:
    """Each fact that two outlets carry, by the share of each group's articles that mention it, with the sentences.

    Facts are those of find_missing: claims, quotations, people quoted, sources, people harmed, numbers and names. An
    article mentions a claim where align_sentences pairs a sentence with the claim's most typical one as "same words",
    a quotation where four words in a row of it stand, a person quoted, source or harm where it is found there, a number
    with what it counts, a name in any form. Between mentioned and missing lies what is told in other words: it counts
    as neither, so that shares are low rather than high. Opinion pieces (column genre) are left out. A group is what
    the column `by` says of an article; where it says nothing (or there is none), the outlet.
    Returns one row per event, fact and group, those without the fact too: event, fact (number in its event, from 0,
    the most mentioned first), kind, item (sentence, name or figure), group, n_articles (of the group that mention it),
    of_articles (all of the group), share (0 to 1; higher means more of them do), low and high (95 % Wilson interval),
    n_all and of_all (the same in the whole event), places (a Place per sentence: article, outlet, where, start, end,
    sentence_start, sentence).
    Counts of a few articles that somebody chose, and no claim about a group: articles of one outlet are alike, short
    ones mention less, and a fact told in quite other words is not found. An event of one outlet has no rows.
    Raises ValueError for duplicate labels or a frame without text or outlet.
    """
    if "outlet" not in articles:
        raise ValueError(f"The frame has no column 'outlet'; it has {', '.join(map(str, articles.columns))}.")
    groups = groups_of(articles, by)
    rows: list[tuple[object, ...]] = []
    for marked in marked_events(articles, fewest=2):
        rows += _event(marked, [groups[label] for label in marked.labels])
    return pd.DataFrame(rows, columns=COLUMNS)


def _event(marked: Marked, group_of: list) -> list[tuple[object, ...]]:
    carried = Carried(marked)
    linked = _linked(marked)
    facts = [item for item in items_of(marked) if item.kind in KINDS and not _common(item, marked)]
    found = [_central(item, marked, linked) for item in facts]
    mentions = [carried.surely(item) & marked.news for item in found]
    found, mentions = _whole(found, mentions)
    names = sorted({group_of[k] for k in np.flatnonzero(marked.news)}, key=str)
    members = {name: np.array([g == name for g in group_of]) & marked.news for name in names}
    order = sorted(range(len(found)), key=lambda n: (-int(mentions[n].sum()), n))
    rows: list[tuple[object, ...]] = []
    for fact, n in enumerate(order):
        item, has = found[n], mentions[n]
        of_all = int(has.sum()), int(marked.news.sum())
        for name, member in members.items():
            mine, of = int((has & member).sum()), int(member.sum())
            places = tuple(p for k in np.flatnonzero(has & member).tolist() for p in _places(item, k, marked, carried))
            rows.append((marked.name, fact, item.kind, item.item, name, mine, of, *share_of(mine, of), *of_all, places))
    return rows


def _central(item: Item, marked: Marked, linked: dict[int, set[int]]) -> Item:
    """A claim with the sentences paired with its most typical one: a chain of pairs may end far from its beginning."""
    if item.kind != "claim":
        return item
    typical = max(item.places, key=lambda at: (len(linked[at]), -at))
    start, end = marked.span(typical)
    places = tuple(sorted({typical, *linked[typical]}))
    return item._replace(item=marked.texts[marked.article_of[typical]][start:end], places=places)


def _linked(marked: Marked) -> dict[int, set[int]]:
    """Of each sentence of news those that are paired with it as "same words"."""
    found: dict[int, set[int]] = defaultdict(set)
    pairs, is_news = links(marked.event), marked.news[marked.article_of]
    kept = pairs.same & (pairs.p >= SURELY) & is_news[pairs.i] & is_news[pairs.j]
    for i, j in zip(pairs.i[kept].tolist(), pairs.j[kept].tolist(), strict=True):
        found[i].add(j)
        found[j].add(i)
    return found


def _common(item: Item, marked: Marked) -> bool:
    """Whether a name is a common word: one that stands in small letters too ("administration")."""
    return item.kind == "name" and item.item.lower() in marked.small


def _whole(found: list[Item], mentions: list[np.ndarray]) -> tuple[list[Item], list[np.ndarray]]:
    """Without quotations that are part of a longer one which the same articles print."""
    said: dict[bytes, list[str]] = {}
    for item, has in zip(found, mentions, strict=True):
        if item.kind == "quote":
            said.setdefault(has.tobytes(), []).append(f" {item.item} ")
    kept = [
        n for n, item in enumerate(found)
        if item.kind != "quote"
        or not any(f" {item.item} " in w != f" {item.item} " for w in said[mentions[n].tobytes()])
    ]  # fmt: skip
    return [found[n] for n in kept], [mentions[n] for n in kept]


def _places(item: Item, k: int, marked: Marked, carried: Carried) -> list[Place]:
    """The sentences of article k with the item; its headline where only that has it."""
    own = [at for at in item.places if marked.article_of[at] == k] or carried.sentences(item, k)
    label, outlet, text = marked.labels[k], marked.outlets[k], marked.texts[k]
    spans = [marked.span(at) for at in own]
    if not spans:
        return [Place(label, outlet, "headline", 0, len(marked.headlines[k]), 0, marked.headlines[k])]
    return [Place(label, outlet, "text", start, end, start, text[start:end]) for start, end in spans]
