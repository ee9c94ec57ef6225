"""Who is mentioned in texts, and which mentions are of one and the same actor."""
from collections import Counter

import pandas as pd

from analysis.mark.mentions import Finder
from analysis.mark.pronouns import find_pronouns
from analysis.mark.register import Article, Register
from analysis.mark.sequences import Sequences
from analysis.read.plain import as_printed
from analysis.read.segment import parse, plain_texts


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
    labels, starts, ends, mentions, actors, kinds = [], [], [], [], [], []
    for label, article in zip(series.index, _resolved(series, events), strict=True):
        text = article.doc.text
        pairs = zip(article.mentions, article.actors, strict=True)
        rows: list[tuple[int, int, str | None, str]] = [(m.start, m.end, who, m.kind) for m, who in pairs if who]
        if pronouns:
            rows = sorted(rows + find_pronouns(article.doc, article.mentions, article.actors), key=lambda row: row[:2])
        labels += [label] * len(rows)
        starts += [row[0] for row in rows]
        ends += [row[1] for row in rows]
        actors += [row[2] for row in rows]
        kinds += [row[3] for row in rows]
        mentions += [text[row[0] : row[1]] for row in rows]
    columns = {"article": labels, "start": starts, "end": ends, "mention": mentions, "actor": actors, "kind": kinds}
    return pd.DataFrame(columns).astype({"start": int, "end": int})


def _resolved(texts: pd.Series, events: list[object]) -> list[Article]:
    """The texts' mentions with their actors; what a capital says of a word is learnt from all texts together."""
    lower: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    sequences = [Sequences(parse(text)) for text in texts]
    for found in sequences:
        lower.update(found.lower)
        inside.update(found.inside)
    pairs = zip(sequences, events, strict=True)
    articles = [Article(found.doc, _event(event), Finder(found, lower, inside).mentions()) for found, event in pairs]
    Register(articles).settle()
    return articles


def _event(event: object) -> object:
    return None if event is None or event is pd.NA or event != event else event
