"""Whom the listed words fall on: hits of each category in sentences that name one side alone."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.mark.lexicon import load_lexicon
from analysis.read.segment import parse
from analysis.validate.datasets import read_babe, read_basil, read_fignews
from analysis.validate.measures import estimate
from analysis.validate.tilt import PARTIES

FEWEST = 10  # hits of both sides together, below which a ratio says nothing
TWICE = 2.0  # from here on a category needs a counterpart to each term that hits
WAR = {
    "Palestinians": re.compile(r"\b(?:Palestin\w+|Gazans?|Hamas|PLO|Abbas|Haniyeh|Sinwar)\b"),
    "Israelis": re.compile(r"\b(?:Israel\w*|IDF|Netanyahu|Gallant|Tel Aviv|Knesset)\b"),
}
SIDES = {"BABE": PARTIES, "BASIL": PARTIES, "FIGNEWS": WAR}


def balance(path: Path, name: str) -> pd.DataFrame:
    """How often the terms of each loaded category stand in sentences that name one side alone, in one data set.

        ratio = (hits of the second side / its sentences) / (hits of the first / its sentences)
    in the order of SIDES[name]; both sides' sentences count, those with no hit among them, so that the side written
    about more often does not look the more blamed. A ratio far from 1 is what these texts print as much as what the
    list holds: a list tilts by itself only where a term that fits one side alone lacks its counterpart.
    Returns one row per category with enough hits: data, category, first, second (the sides), first_hits, second_hits,
    first_sentences, second_sentences, ratio, low, high (95 %, articles, posts or events drawn), sided (share of the
    hits by terms that fit one side), bare (terms hitting the side hit more often that have neither counterpart nor
    plainer wording).
    """
    sides = SIDES[name]
    found = _sentences(path, name)
    named = [found["text"].str.contains(pattern).to_numpy() for pattern in sides.values()]
    alone = np.array([named[0] & ~named[1], named[1] & ~named[0]])
    kept = found[alone.any(0)].assign(second=alone[1][alone.any(0)])
    hits = pd.DataFrame(
        [(i, term.category, term.term) for i, text in kept["text"].items()
         for _, _, term in load_lexicon().match(parse(text)) if term.role == "loaded"],
        columns=["sentence", "category", "term"],
    )  # fmt: skip
    first, second = sides
    rows = [_row(own, kept) for _, own in hits.groupby("category") if len(own) >= FEWEST]
    return pd.DataFrame(rows).assign(data=name, first=first, second=second)


def _row(hits: pd.DataFrame, kept: pd.DataFrame) -> dict:
    """One category: its hits by side, their ratio, and the terms behind it."""
    n = hits.groupby("sentence").size().reindex(kept.index, fill_value=0).to_numpy()
    second = kept["second"].to_numpy()
    ratio, low, high = estimate(_ratio, kept["unit"], n, second)
    side = second[kept.index.get_indexer(hits["sentence"])]
    more = hits[side == (ratio > 1)]["term"]
    notes = _notes()
    return {
        "category": hits["category"].iloc[0],
        "first_hits": int((~side).sum()), "second_hits": int(side.sum()),
        "first_sentences": int((~second).sum()), "second_sentences": int(second.sum()),
        "ratio": ratio, "low": low, "high": high,
        "sided": float(hits["term"].map(lambda t: bool(notes[t]["side"])).mean()),
        "bare": sorted({t for t in more if not _answered(notes[t])}),
    }  # fmt: skip


def _ratio(n: np.ndarray, second: np.ndarray, weight: np.ndarray) -> float:
    per = [(weight * here) @ n / max((weight * here).sum(), 1) for here in (~second, second)]
    return float(per[1] / per[0]) if per[0] else float("nan")


def _answered(note: Mapping[str, str]) -> bool:
    """Whether a term has its counterpart: the other side's term, or for one that fits both sides a plainer wording."""
    return bool(note["counterpart"]) if note["side"] else bool(note["counterpart"] or note["plain"])


def _sentences(path: Path, name: str) -> pd.DataFrame:
    """Text and unit (what is drawn for the interval) of each sentence of a data set."""
    if name == "BABE":
        data = read_babe(path)
        return pd.DataFrame({"text": data["text"], "unit": data["article"]}).reset_index(drop=True)
    if name == "BASIL":
        basil = read_basil(path)
        text, event = basil.articles["text"], basil.articles["event"]
        rows = [(text[s.article][s.start : s.end], event[s.article]) for s in basil.sentences.itertuples()]
        return pd.DataFrame(rows, columns=["text", "unit"])
    rows = []
    for post, text in read_fignews(path)["text"].items():
        cuts = [*parse(text).sentence_starts, len(text)]
        rows += [(text[a:b], str(post)) for a, b in zip(cuts, cuts[1:], strict=False)]
    return pd.DataFrame(rows, columns=["text", "unit"])


@cache
def _notes() -> dict[str, dict[str, str]]:
    """Term -> its row in the tables."""
    found = {}
    for table in sorted(Path(str(files("analysis") / "data/lexicon")).glob("*.csv")):
        with table.open(encoding="utf-8-sig", newline="") as lines:
            found.update({row["term"]: row for row in csv.DictReader(lines) if "term" in row})
    return found
