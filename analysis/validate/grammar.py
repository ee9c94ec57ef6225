"""Passives, frames and sentiment against those who marked them; each joins the card when its marker is there."""

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.mark.acts import find_acts
from analysis.mark.frames import find_frames
from analysis.mark.sentiment import score_sentiment
from analysis.mark.toward import score_toward
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
    sentences = rows(path, "text targets")
    cases = [(n, s["text"], t["label"]) for n, s in enumerate(sentences) for t in s["targets"] if t["label"] in SIGNS]
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
    sentences = rows(path, "text passives unscored")[1::2]
    acts = find_acts(pd.Series([s["text"] for s in sentences]))
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


# FrAC's nine frames and those of the shipped codebook that each takes in.
_NINE = {
    "economic": ("economic", "capacity and resources"),
    "morality": ("morality",),
    "fairness and equality": ("fairness and equality",),
    "legality and crime": ("legality, constitutionality and jurisprudence", "crime and punishment"),
    "politics and policy": (
        "political", "policy prescription and evaluation", "external regulation and reputation",
    ),
    "security and defense": ("security and defense",),
    "health and safety": ("health and safety", "quality of life"),
    "cultural identity": ("cultural identity",),
    "public opinion": ("public opinion",),
}  # fmt: skip


def frames(path: Path) -> list[Row]:
    """Macro-F1 over the nine frames of FrAC, each sentence given the frame with most cue evidence, else `other`."""
    cases, names = rows(path, "text frame")[1::2], list(_NINE)
    found = find_frames([case["text"] for case in cases])
    nine = {ours: theirs for theirs, several in _NINE.items() for ours in several}
    evidence = found.groupby(["article", found["frame"].map(nine)])["weight"].sum().unstack(fill_value=0.0)
    best = evidence.idxmax(axis=1).reindex(range(len(cases)))
    gold, ours = (
        [names.index(name) if name in names else len(names) for name in own]
        for own in ([case["frame"] for case in cases], best)
    )
    about = About("frames", "FrAC", "frames", "sentences", "sentences", HALF)
    return [measured(about, "macro-F1", partial(macro_f1, of=len(names)), np.arange(len(cases)), gold, ours)]


def toward(path: Path) -> list[Row]:
    """The label given toward a marked target, NewsMTSC: macro-F1, and accuracy on the surest six in ten."""
    sentences = rows(path, "text targets")
    places = [(n, t) for n, s in enumerate(sentences) for t in s["targets"] if t["label"] in SIGNS]
    mentions = pd.DataFrame(
        [(n, t["start"], t["end"], t["mention"], t["mention"]) for n, t in places],
        columns=["article", "start", "end", "mention", "actor"],
    )
    scores = score_toward([s["text"] for s in sentences], mentions)[list(SIGNS)].to_numpy()
    units, gold = mentions["article"], np.array([SIGNS[t["label"]] for _, t in places])
    ours, sure = scores.argmax(axis=1), scores.max(axis=1)
    surest = sure >= np.quantile(sure, 0.4)
    split = "fitted on the train part"
    about = About("sentiment toward an actor", _name(path), "toward", "targets", "sentences", split)
    tone = sentiment(path)[0]
    first = measured(about, "macro-F1", macro_f1, units, gold, ours)
    return [
        first._replace(peers={"TextBlob": round(tone.value, 4), **tone.peers}),
        measured(about, "accuracy, surest 60 %", share, units[surest], (ours == gold)[surest], np.ones(surest.sum())),
    ]
