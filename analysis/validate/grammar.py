"""Passives, frames and sentiment against those who marked them; each joins the card when its marker is there."""

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.mark.sentiment import score_sentiment
from analysis.read.segment import parse
from analysis.validate import peers
from analysis.validate.datasets import rows
from analysis.validate.measures import f1, macro_f1, share
from analysis.validate.rows import About, Row, measured

SIGNS = {"negative": 0, "neutral": 1, "positive": 2}
HALF = "every second sentence; the others were in view when the rules were written"
PASSIVE = ("passive_agent", "passive_agentless")


def sentiment(path: Path) -> list[Row]:
    """The sign of TextBlob's polarity of a sentence against the sentiment toward its target, NewsMTSC."""
    cases = [(n, s["text"], t["label"]) for n, s in enumerate(rows(path)) for t in s["targets"] if t["label"] in SIGNS]
    units, texts, labels = zip(*cases, strict=True)
    gold = np.array([SIGNS[label] for label in labels])
    ours = np.sign(score_sentiment(list(texts))["polarity"].fillna(0)).to_numpy().astype(int) + 1
    others = {}
    if peers.vader() is not None:
        compound = np.array([peers.compound(text) for text in texts])
        others["VADER"] = (gold, 1 + (compound >= 0.05).astype(int) - (compound <= -0.05).astype(int))
    about = About("sentiment", _name(path), "TextBlob polarity", "targets", "sentences")
    return [measured(about, "macro-F1 toward the target", macro_f1, units, gold, ours, peers=others)]


def _name(path: Path) -> str:
    return f"NewsMTSC dev {path.stem.removeprefix('dev_')}"


def passives(path: Path) -> list[Row]:
    """F1 of passive verbs, and how many by-agents are found and right, UD English; marked rest is left out."""
    sentences = rows(path)[1::2]
    acts = _marker("acts").find_acts(pd.Series([s["text"] for s in sentences]))
    found = {k: own for k, own in acts[acts["form"].isin(PASSIVE)].groupby("article")}
    counts, agents = [], []
    for number, sentence in enumerate(sentences):
        own = found.get(number, acts.iloc[:0])
        text, wanted = sentence["text"], [p["verb"].lower() for p in sentence["passives"]]
        verbs = [parse(text[a.start : a.end]).words for a in own.itertuples()]
        right = sum(any(v in words for words in verbs) for v in wanted)
        free = {v.lower() for v in sentence["unscored"]} - set(wanted)
        said = sum(not free & set(words) or any(v in words for v in wanted) for words in verbs)
        counts.append((number, right, said, len(wanted)))
        with_agent = [p["verb"].lower() for p in sentence["passives"] if p["agent"]]
        by = [words for words, form in zip(verbs, own["form"], strict=True) if form == PASSIVE[0]]
        agents.append((sum(any(v in words for words in by) for v in with_agent), len(by), len(with_agent)))
    units, *columns = zip(*counts, strict=True)
    hit, given, true = (np.array(column) for column in zip(*agents, strict=True))
    about = About("passives", "UD English EWT dev", "acts", "passive verbs", "sentences", HALF)
    return [
        measured(about, "verb F1", f1, units, *columns, n=int(sum(columns[2]))),
        measured(about, "by-agents found", share, units, hit, true, n=int(true.sum())),
        measured(about, "by-agents right", share, units, hit, given, n=int(given.sum())),
    ]


def frames(path: Path) -> list[Row]:
    """Macro-F1 of the frame with most cues over the frames of FrAC; a sentence without a cue is `other`."""
    cases = [case for case in rows(path)[1::2] if case["frame"] != "other"]
    marker = _marker("frames")
    scores = marker.score_frames(pd.Series([case["text"] for case in cases]))
    scores = scores[[name for name in scores if str(scores[name].dtype).startswith("float")]]
    names = sorted({case["frame"] for case in cases})
    said = scores.idxmax(axis=1).where(scores.max(axis=1) > 0)
    gold = np.array([names.index(case["frame"]) for case in cases])
    ours = np.array([names.index(name) if name in names else len(names) for name in said])
    about = About("frames", "FrAC", "frames", "sentences", "sentences", HALF)
    return [measured(about, "macro-F1", macro_f1, np.arange(len(cases)), gold, ours)]


def _marker(name: str) -> Any:
    return import_module(f"analysis.mark.{name}")
