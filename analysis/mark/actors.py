"""Who is mentioned in texts, and which mentions are of one and the same actor."""
from collections import Counter
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.mark.mentions import Finder
from analysis.mark.pronouns import find_pronouns
from analysis.mark.register import Article, Register
from analysis.mark.sequences import Commons, Sequences, small_words
from analysis.read.plain import as_printed
from analysis.read.segment import ahead, parse, plain_texts

_KEPT = 1024  # the mentions of the last calls with so many texts or fewer are kept for the next marker


class Named(NamedTuple):
    """One mention of an actor; the actor is missing for a pronoun that several people may mean."""

    start: int
    end: int
    actor: str | None
    kind: str


@as_printed
def find_actors(texts: pd.Series | pd.DataFrame | list[str], *, pronouns: bool = False) -> pd.DataFrame:
    """Mentions of people, groups and countries, and the actor each one means.

    A mention is a capitalised sequence with its title ("Gen. Osk Ardel"), a country, its people, or its capital where
    it stands for the government, or "the" with an office that a person of the article holds ("the general").
    Surnames, spellings from other alphabets, nicknames, acronyms and offices are traced to the fullest name, looked
    for in the article, then in its event (column `event` of a frame), then in the call. Days, months and places are
    no actors. With `pronouns`, he, she and they are rows too.

    Returns one row per mention, in order: article (index label of `texts`), start and end (character offsets),
    mention (`text[start:end]`), actor (the fullest name printed in the call, the most frequent among the fullest;
    missing for a pronoun that several people may mean), kind (person, name for a person or thing without a title,
    group, country, role, pronoun).
    Not for texts without capitals. Two people of one surname in one article may be mixed up where only the surname
    is printed, and an office ("the president") is the holder's whom the article titles most.
    Raises ValueError for a single string or an index label that stands twice.
    """
    series = plain_texts(texts)
    known = isinstance(texts, pd.DataFrame) and "event" in texts
    events = texts["event"].tolist() if known else [None] * len(series)  # type: ignore[call-overload]
    labels: list[object] = []
    printed: list[str] = []
    rows: list[Named] = []
    for (label, text), found in zip(series.items(), mentions_in(series, events), strict=True):
        own = found if pronouns else [m for m in found if m.kind != "pronoun"]
        labels += [label] * len(own)
        printed += [text[m.start : m.end] for m in own]
        rows += own
    starts, ends, actors, kinds = zip(*rows, strict=True) if rows else ([], [], [], [])
    at = {"start": np.array(starts, int), "end": np.array(ends, int)}
    return pd.DataFrame({"article": labels, **at, "mention": printed, "actor": actors, "kind": kinds})


def mentions_in(texts: pd.Series, events: list[object] | None = None) -> list[list[Named]]:
    """The mentions in each text, pronouns among them, in order; they are found once for all markers of a call."""
    call = tuple(texts), tuple(map(_event, events or [None] * len(texts)))
    return _kept(*call) if len(texts) <= _KEPT else _mentions(*call)


def _mentions(texts: tuple[str, ...], events: tuple[object, ...]) -> list[list[Named]]:
    """What a capital says of a word is learnt from all texts together."""
    sequences = [Sequences(parse(text)) for text in ahead(texts)]
    inside = Counter(chain.from_iterable(found.inside for found in sequences))
    commons, pairs = Commons(small_words(sequences), inside), zip(sequences, events, strict=True)
    articles = [Article(found.doc, event, Finder(found, commons).mentions()) for found, event in pairs]
    Register(articles).settle()
    return [_named(article) for article in articles]


_kept = lru_cache(maxsize=4)(_mentions)


def _named(article: Article) -> list[Named]:
    rows: list[tuple[int, int, str | None, str]] = []
    pairs = zip(article.mentions, article.actors, strict=True)
    rows += [(start, end, who, kind) for (start, end, _, _, kind, _, _, _), who in pairs if who]
    rows += find_pronouns(article)
    rows.sort(key=itemgetter(0, 1))
    return [tuple.__new__(Named, row) for row in rows]  # half the time of Named(*row)


def _event(event: object) -> object:
    return None if event is None or event is pd.NA or event != event else event
