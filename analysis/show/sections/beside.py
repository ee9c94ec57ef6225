"""Side by side: two articles on one event, and the same fact in the words of each outlet."""
from typing import Any

import pandas as pd

from analysis.contrast.sentence import FEWEST_WORDS
from analysis.show.excerpts import Span
from analysis.show.findings import Finding
from analysis.show.highlight import Highlight, side_by_side
from analysis.show.marked import OWN
from analysis.show.measured import Measured

_SAME = "same words"
_FACTS, _EVENTS, _OUTLETS = 4, 6, 4
_SURE = 0.75  # similarity from which a sentence of a third outlet is set beside a pair in the same words


def section(m: Measured, labels: list[Finding], outlets: list[str] | None) -> dict[str, Any]:
    """Two articles in full (not where the page is shared), and facts that outlets word differently."""
    pair, why = (None, "Whole articles are left out of this shared page.") if m.share else _pair(m, outlets, labels)
    facts = _facts(m)
    return {"pair": pair, "why": why, "facts": facts, "n_pairs": len(m.frames["pairs"])}


def _pair(m: Measured, outlets: list[str] | None, labels: list[Finding]) -> tuple[Highlight | None, str]:
    """Two articles of one event beside each other, and why these."""
    articles, loaded = m.counted, m.frames["loaded"]
    event = labels[0].event if labels else articles.groupby("event")["outlet"].nunique().idxmax()
    if outlets is not None:
        return side_by_side(articles, event=event, outlets=outlets, loaded=loaded), "These outlets were asked for."
    scores = m.of_counted("articles").set_index("article")
    long = scores[(scores["event"] == event) & (scores["n_words"] >= FEWEST_WORDS)]
    long = long.assign(rate=long["narrator_n_loaded"] / long["narrator_n_words"].clip(lower=1))  # to choose by
    plain = long.sort_values(["rate", "n_words"], ascending=[True, False], kind="stable")
    told = plain[plain["outlet"] == labels[0].outlet] if labels else plain
    others = plain[~plain["outlet"].isin(told["outlet"][-1:])]
    if told.empty or others.empty:
        return None, f"No two outlets have an article of at least {FEWEST_WORDS} words on one event."
    first = (
        "An article of the outlet of the first finding"
        if labels
        else "The article with most loaded words per 1,000 in its own voice"
    )
    why = f"{first}, beside the article of another outlet on the same event with fewest loaded words in its own voice."
    return side_by_side(articles.loc[[told.index[-1], others.index[0]]], event=event, loaded=loaded), why


def _facts(m: Measured) -> list[dict]:
    """Per event the facts in which one outlet's own voice has a loaded word that the others' sentences have not."""
    wording, pairs = m.frames["wording"], m.frames["pairs"]
    if "where" in wording:
        wording = wording[wording["where"] == "text"]
    counted = pd.MultiIndex.from_frame(m.frames["loaded"][["article", "start"]])
    own = wording[wording["fact"].notna() & wording["voice"].isin(OWN)]
    own = own[pd.MultiIndex.from_frame(own[["article", "start"]]).isin(counted)]
    shown = []
    for event, rows in own.groupby("event", sort=False):
        of_event = pairs[(pairs["event"] == event) & (pairs["similarity"] >= _SURE)]
        best = rows.drop_duplicates("fact").itertuples()
        facts = [fact for row in best if (fact := _fact(row, rows, of_event, m))]
        if facts:
            shown.append({"event": event, "facts": facts[: _FACTS if len(m.events) > 1 else 2 * _FACTS]})
    return shown[:_EVENTS]


def _fact(row: Any, rows: pd.DataFrame, pairs: pd.DataFrame, m: Measured) -> dict | None:
    """The sentence of a row and those paired with it, one an outlet, nearest first; its loaded words marked."""
    forth = pairs[(pairs["article_a"] == row.article) & (pairs["sentence_a"] == row.sentence)]
    back = pairs[(pairs["article_b"] == row.article) & (pairs["sentence_b"] == row.sentence)]
    beside = [(p.similarity, p.tier, p.article_b, p.sentence_b, p.numbers_a, p.numbers_b) for p in forth.itertuples()]
    beside += [(p.similarity, p.tier, p.article_a, p.sentence_a, p.numbers_b, p.numbers_a) for p in back.itertuples()]
    seen: set[Any] = {row.outlet}
    held = [_worded(row.article, row.sentence, rows, m)]
    for _, tier, article, sentence, mine, theirs in sorted(beside, key=lambda p: (-p[0], str(p[2]))):
        outlet = m.articles.loc[article, "outlet"]
        if outlet not in seen and len(held) < _OUTLETS:
            seen.add(outlet)
            numbers = f"numbers differ: {_list(mine)} there, {_list(theirs)} here" if mine and theirs else ""
            held.append(_worded(article, sentence, rows, m) | {"tier": tier, "numbers": numbers})
    return {"sentences": held} if any(side["tier"] == _SAME for side in held) else None


def _worded(article: Any, sentence: int, rows: pd.DataFrame, m: Measured) -> dict:
    inside = rows[(rows["article"] == article) & (rows["sentence"] == sentence)]
    spans = [Span(row.start, row.end, _opposite(row), "other", row.voice) for row in inside.itertuples()]
    return m.shown.numbered(article, int(sentence), spans) | {"tier": "", "numbers": ""}


def _opposite(row: Any) -> str:
    return f"elsewhere “{row.opposite}”" if row.opposite else "only here"


def _list(numbers: Any) -> str:
    return ", ".join(map(str, numbers)) if isinstance(numbers, list | tuple | set) else str(numbers)
