"""Blind coding: sentences without their source for people to code, the key apart, and the tool as one more coder."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.mark.lexicon import Lexicon
from analysis.mark.loaded import find_loaded
from analysis.mark.tiles import voice_at
from analysis.read.segment import as_texts, parse
from analysis.validate.blind import Masks

QUESTION = (
    "Does the sentence hold a loaded word in the writer's own voice: a word of praise, blame or alarm where a plainer "
    "one would say the same? Write 1 for yes, 0 for no. Words inside quotation marks are the speaker's, not counted."
)
WORDS = (5, 60)  # shorter ones say too little, longer ones are no sentences
_LETTERS = "bcdfghjkmnpqrstvwxyz"  # no vowel, so that no unit is a word or a number to a spreadsheet
_OWN = ("narrator", "scare")


def coding_sheet(articles: pd.DataFrame, n: int = 30, seed: int = 0) -> pd.DataFrame:
    """Sentences for people to code without knowing whose they are.

    `n` sentences of 5 to 60 words are drawn at random, as many from each outlet as from the next; those that stand
    wholly inside a quotation are left out, and one that is printed twice counts once. Outlet names, bylines, addresses
    and self-references ("this newspaper") become [outlet], [name] and [address], and the order is shuffled. Fewer rows
    where the articles have fewer sentences. The same articles and seed give the same sheet.

    Returns one row per sentence: unit (seven letters made from the masked sentence), coder and code (empty, to be
    filled in), sentence. A filled sheet is a file for `read_codes`; more coders are more files, or more rows.
    Not proof against a coder who knows the coverage by heart: a story may give its outlet away. Codes of one sentence
    alone also miss what only the paragraph shows.
    Raises ValueError for n under 1, a frame without text, or articles without such a sentence.
    """
    drawn = _drawn(articles, n, seed)
    return pd.DataFrame({"unit": drawn["unit"], "coder": "", "code": "", "sentence": drawn["sentence"]})


def coding_key(articles: pd.DataFrame, n: int = 30, seed: int = 0) -> pd.DataFrame:
    """Where the sentences of `coding_sheet` with the same arguments come from; keep it from the coders.

    Returns one row per unit, in the order of the sheet: unit, article (index label), start, end (offsets in its text),
    outlet, event. `codes.merge(key, on="unit")` gives codes by outlet. Raises what `coding_sheet` raises.
    """
    return _drawn(articles, n, seed)[["unit", "article", "start", "end", "outlet", "event"]]


def tool_codes(
    articles: pd.DataFrame, key: pd.DataFrame, *, lexicon: Lexicon | str | Path | None = None
) -> pd.DataFrame:
    """What this package says of the sentences of a key: 1 where a default row of find_loaded is in the outlet's voice.

    Returns the form of all codes: unit, coder ("tool"), code, and words (what was found). The tool reads the whole
    article, so it knows a quotation that began a sentence before. Raises ValueError for an article not in the frame.
    """
    if missing := sorted(set(key["article"]) - set(articles.index), key=str):
        raise ValueError(f"The key names the article {missing[0]!r}, not in the frame; read the same articles.")
    found = find_loaded(articles.loc[key["article"].unique()], lexicon=lexicon)
    found = found[found["voice"].isin(_OWN)]
    by_article = {article: rows for article, rows in found.groupby("article")}
    words = []
    for row in key.itertuples():
        hits = by_article.get(row.article, found.iloc[:0])
        words.append("; ".join(hits["term"][hits["start"].between(row.start, row.end, inclusive="left")]))
    codes = ["1" if told else "0" for told in words]
    return pd.DataFrame({"unit": key["unit"].to_numpy(), "coder": "tool", "code": codes, "words": words})


def _drawn(articles: pd.DataFrame, n: int, seed: int) -> pd.DataFrame:
    """The sentences in the order of the sheet, with their masked text, unit and source."""
    if n < 1:
        raise ValueError(f"n is {n!r}; draw at least one sentence.")
    sentences, masks, random = _sentences(articles), Masks(articles), np.random.default_rng(seed)
    sentences = sentences.iloc[random.permutation(len(sentences))]
    turn = sentences.groupby("outlet", dropna=False).cumcount()  # first of each outlet, second of each, ...
    drawn: dict[str, tuple] = {}
    for row in sentences.assign(turn=turn).sort_values("turn", kind="stable").itertuples():
        masked = " ".join(masks.mask(row.text).split())
        drawn.setdefault(_unit(masked), (row.article, row.start, row.end, row.outlet, row.event, masked))
        if len(drawn) == n:
            break
    table = pd.DataFrame(drawn.values(), columns=["article", "start", "end", "outlet", "event", "sentence"])
    table.insert(0, "unit", list(drawn))
    return table.iloc[random.permutation(len(table))].reset_index(drop=True)


def _sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Every different sentence of a fitting length once, in an order that does not depend on that of the articles."""
    texts = as_texts(articles)
    rows = []
    for (article, text), outlet, event in zip(
        texts.items(), _column(articles, "outlet"), _column(articles, "event"), strict=True
    ):
        doc = parse(text)
        for start, end, _ in doc.sentences:
            first, past = np.searchsorted(doc.starts, (start, end))
            fits = WORDS[0] <= past - first <= WORDS[1]
            if fits and set(voice_at(text, doc.starts[first:past])) != {"quoted"}:
                rows.append((article, start, end, outlet, event, text[start:end], " ".join(doc.words[first:past])))
    if not rows:
        raise ValueError(f"No sentence of {WORDS[0]} to {WORDS[1]} words was found; give articles with running text.")
    found = pd.DataFrame(rows, columns=["article", "start", "end", "outlet", "event", "text", "words"])
    found = found.assign(of=found["outlet"].astype(str), at=found["article"].astype(str))
    return found.sort_values(["text", "of", "at", "start"], kind="stable").drop_duplicates("words")


def _column(articles: pd.DataFrame, name: str) -> list:
    return articles[name].tolist() if name in articles else [None] * len(articles)


def _unit(sentence: str) -> str:
    number = int.from_bytes(sha256(sentence.encode("utf-8", "replace")).digest()[:8], "big")
    return "".join(_LETTERS[number // 20**place % 20] for place in range(7))
