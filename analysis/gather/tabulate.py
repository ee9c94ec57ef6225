"""The case on one page: what each group of outlets calls the same person and act, every cell with its sentences."""
from collections import Counter, defaultdict
from functools import lru_cache
from typing import NamedTuple

import pandas as pd
from scipy.stats import binomtest

from analysis.gather.names import find_labels
from analysis.read.segment import as_texts, parse

COLUMNS = [
    "event", "referent", "kind", "group", "label", "voice", "n", "n_headlines", "n_articles", "of_articles", "share",
    "low", "high", "forms", "places",
]  # fmt: skip
_KINDS = {"name": "person", "description": "person", "alias": "name", "act": "act"}


class Place(NamedTuple):
    """One use: where it stands in a text or headline, and the sentence around it with its own start."""

    article: object
    outlet: object
    where: str
    start: int
    end: int
    sentence_start: int
    sentence: str


def tabulate_names(
    articles: pd.DataFrame, *, by: str = "leaning", concepts: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What each group of articles calls the same person and the same act, by voice, and the sentences it stands in.

    The uses are those of find_names. A group is what the column `by` says of an article; where it says nothing (or
    there is no such column), the outlet is a group of its own.
    Returns one row per event, referent, kind (act, person: labels of a person, name: a group or country as printed),
    group, label (one for a family of words: "strike" for airstrike and drone) and voice (narrator, quoted, reported,
    scare): n (uses in texts), n_headlines (uses in headlines),
    n_articles (articles of the group whose text or headline has it in that voice), of_articles (all of the group in
    the event), share (n_articles / of_articles, 0 to 1; higher means more of them use it), low and high (95 % Wilson
    interval of that share), forms (the words as printed, most used first), places (the uses, each a Place: article,
    outlet, where, start, end, sentence_start, sentence). The act stands first, then referents by uses; labels by uses.
    Counts of a few articles that somebody chose: they describe these, and claim nothing about a leaning. Articles of
    one outlet are alike and copies are counted as often as they were collected (find_copies names them), so the
    interval is too narrow rather than too wide. Leanings are those of the column's maker.
    Raises ValueError as find_names does.
    """
    uses = find_labels(articles, concepts=concepts)
    groups = groups_of(articles, by)
    uses["group"] = uses["article"].map(groups)
    uses["kind"] = uses["kind"].map(_KINDS)
    event = articles["event"].astype(object) if "event" in articles else pd.Series("", index=articles.index)
    sizes = pd.Series(1, index=articles.index).groupby([event.where(event.notna(), ""), groups]).sum().to_dict()
    keys = ["event", "referent", "kind", "group", "family", "voice"]
    places = _places(uses, articles)
    rows: dict[tuple, list[tuple[str, Place]]] = defaultdict(list)
    for *key, form, place in zip(*(uses[key] for key in [*keys, "label"]), places, strict=True):
        rows[tuple(key)].append((form, place))
    table = [(*key, *_cell(found, sizes[key[0], key[3]])) for key, found in rows.items()]
    return _ordered(pd.DataFrame(table, columns=COLUMNS))


def groups_of(articles: pd.DataFrame, by: str) -> pd.Series:
    """The group of each article: the column `by`, else the outlet."""
    outlet = articles["outlet"].astype(object)
    outlet = outlet.where(outlet.notna(), "")
    return outlet if by not in articles else articles[by].astype(object).where(articles[by].notna(), outlet)


@lru_cache(maxsize=10_000)
def share_of(n: int, of: int) -> tuple[float, float, float]:
    """A share with its 95 % Wilson interval."""
    interval = binomtest(n, of).proportion_ci(method="wilson")
    return n / of, float(interval.low), float(interval.high)


def _cell(found: list[tuple[str, Place]], of_articles: int) -> tuple[object, ...]:
    places = tuple(place for _, place in found)
    texts = sum(place.where == "text" for place in places)
    n = len({place.article for place in places})
    forms = ", ".join(form for form, _ in Counter(form for form, _ in found).most_common())
    return texts, len(places) - texts, n, of_articles, *share_of(n, of_articles), forms, places


def _places(uses: pd.DataFrame, articles: pd.DataFrame) -> list[Place]:
    texts = {"text": as_texts(articles)}
    if "headline" in articles:
        texts["headline"] = as_texts(articles["headline"])
    columns = ["article", "outlet", "where", "start", "end"]
    return [
        Place(article, outlet, where, start, end, *sentence_at(texts[where][article], start, whole=where == "headline"))
        for article, outlet, where, start, end in uses[columns].itertuples(index=False, name=None)
    ]


def sentence_at(text: str, at: int, *, whole: bool = False) -> tuple[int, str]:
    """Start and words of the sentence that holds a character; the whole of a headline."""
    if not whole:
        for start, end, _ in parse(text).sentences:
            if start <= at < end:
                return start, text[start:end]
    return 0, text


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """Events in their order, the act first, then referents and labels by uses."""
    if table.empty:
        return table
    event = pd.Series(pd.factorize(table["event"])[0], index=table.index)
    n = table["n"] + table["n_headlines"]
    of_referent = n.groupby([table["event"], table["referent"]]).transform("sum")
    of_label = n.groupby([table["event"], table["referent"], table["label"]]).transform("sum")
    keys = table.assign(_e=event, _a=table["kind"] != "act", _r=-of_referent, _l=-of_label)
    order = keys.sort_values(["_e", "_a", "_r", "referent", "_l", "label", "group", "voice"]).index
    return table.loc[order].reset_index(drop=True)
