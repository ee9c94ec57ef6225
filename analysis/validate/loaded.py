"""Loaded language against the readers who marked it in whole articles and posts; two outlets on one event."""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.mark.context import evidence as evidence_of
from analysis.mark.context import load_context, uses
from analysis.mark.lexicon import load_lexicon
from analysis.mark.loaded import find_loaded
from analysis.mark.tiles import tiles, voice_at
from analysis.read.segment import parse
from analysis.validate import peers
from analysis.validate.datasets import Basil, read_basil, read_fignews
from analysis.validate.measures import auc, average_precision, share, within_auc
from analysis.validate.rows import About, Row, measured

# What a listed term counts for by strength, where no model gives a probability: round figures, fitted on nothing.
BY_STRENGTH = {1: 0.1, 2: 0.3, 3: 0.5}
HAND, FITTED = "hand lexicon", "fitted model"


def evidence(texts: pd.Series, marker: str) -> pd.DataFrame:
    """Candidate words with their weight in a noisy-or, whether a default row stands there, and whether they are quoted.

    weight = -log(1 - p), p the fitted probability of every word over its uses in the text so far, or BY_STRENGTH for
    the listed terms of the loaded categories; a text's score is the sum of weights. `own` is False inside quotations
    only: readers count reported speech with the narrator.
    """
    if marker == HAND:
        return _listed(texts)
    context, lexicon = load_context(), load_lexicon()
    flagged = {article: own for article, own in find_loaded(texts).groupby("article")}
    parts = []
    for article, text in texts.items():
        doc = parse(text)
        found = pd.DataFrame({"start": doc.starts, "end": doc.ends}).assign(article=article)
        found["weight"] = weights(context.probabilities(doc, lexicon)) / uses(doc) if doc.words else []  # type: ignore[union-attr]
        found["own"] = [voice != "quoted" for voice in voice_at(text, doc.starts)]
        flags = np.zeros(len(doc.words), dtype=bool)
        for start, end in flagged[article][["start", "end"]].to_numpy() if article in flagged else ():
            at = doc.words_between(start, end)
            flags[at.start : at.stop] = True
        parts.append(found.assign(flagged=flags))
    return pd.concat(parts, ignore_index=True)


def _listed(texts: pd.Series) -> pd.DataFrame:
    found = find_loaded(texts, lexicon="hand", at_least=0.0)
    flagged = find_loaded(texts, lexicon="hand").set_index(["article", "start", "end"]).index
    profile = {name for name, row in load_lexicon().categories.items() if row["role"] == "profile"}
    found = found[~found["category"].isin(profile)]
    return found.assign(
        weight=weights(found["strength"].astype(int).map(BY_STRENGTH)),
        own=found["voice"] != "quoted",
        flagged=pd.MultiIndex.from_frame(found[["article", "start", "end"]]).isin(flagged),
    )


def weights(p: ArrayLike) -> np.ndarray:
    """Evidence of words of these probabilities; the sum over words is the score of a text."""
    return evidence_of(np.minimum(np.asarray(p, dtype=float), 0.999))


def scores(texts: pd.Series, marker: str) -> pd.DataFrame:
    """One row per text: score (sum of weights, any voice), flagged (whether a default row stands in it), n_words."""
    return summed(evidence(texts, marker), texts)


def summed(found: pd.DataFrame, texts: pd.Series) -> pd.DataFrame:
    """The evidence added up to one row per text."""
    groups = found.groupby("article")
    frame = pd.DataFrame({"score": groups["weight"].sum(), "flagged": groups["flagged"].any()}).reindex(texts.index)
    n_words = [len(parse(text).words) for text in texts]
    return frame.assign(score=frame["score"].fillna(0.0), flagged=frame["flagged"].eq(True), n_words=n_words)


def fitted_is_here() -> bool:
    """Whether the fitted tables are installed, so that a word has a probability."""
    return load_context() is not None


def lengths(n_words: Sequence[int] | pd.Series, parts: int = 10) -> np.ndarray:
    """Each text's tenth by length, as a whole number; texts of one length share a tenth."""
    ranks = pd.Series(list(n_words)).rank(method="min")
    return (parts * (ranks - 1) // max(len(ranks), 1)).astype(int).to_numpy()


def others_mean(value: np.ndarray, group: np.ndarray, left_out: np.ndarray) -> np.ndarray:
    """The mean of each case's group without the cases of its unit (its article, its event); else the mean of all."""
    frame = pd.DataFrame({"value": value, "group": group, "unit": left_out})
    total, own = frame.groupby("group")["value"], frame.groupby(["group", "unit"])["value"]
    n = total.transform("size") - own.transform("size")
    rest = (total.transform("sum") - own.transform("sum")) / n.where(n > 0)
    return rest.fillna(frame["value"].mean()).to_numpy()


def basil_frame(data: Basil, marker: str) -> pd.DataFrame:
    """One row per sentence: its text, scores (all voices; narrator), and whether a lexical span stands in it."""
    frame = data.sentences.copy()
    whole = {article: (text, _unquoted(text)) for article, text in data.articles["text"].items()}
    frame["text"] = [whole[s.article][0][s.start : s.end] for s in frame.itertuples()]
    frame["narrator_text"] = [whole[s.article][1][s.start : s.end] for s in frame.itertuples()]
    found = evidence(data.articles["text"], marker)
    lexical = data.spans[data.spans["bias"] == "lex"]
    frame["score"] = _into(frame, found, found["weight"])
    frame["narrator_score"] = _into(frame, found, found["weight"] * found["own"])
    frame["gold"] = _into(frame, lexical, pd.Series(1, index=lexical.index)) > 0
    frame["narrator_gold"] = _into(frame, lexical, (~lexical["in_quote"].astype(bool)).astype(int)) > 0
    return frame


def _unquoted(text: str) -> str:
    """The text with its quotations blanked, every offset kept."""
    parts = [" " * (t.end - t.start) if t.voice == "quoted" else text[t.start : t.end] for t in tiles(text)]
    return "".join(parts)


def _into(sentences: pd.DataFrame, spans: pd.DataFrame, value: pd.Series) -> np.ndarray:
    """The sum of a value over the spans that begin in each sentence."""
    total = np.zeros(len(sentences))
    at = {article: own for article, own in sentences.groupby("article").indices.items()}
    for article, start, add in zip(spans["article"], spans["start"], value, strict=True):
        own = at[article]
        total[own[np.searchsorted(sentences["start"].to_numpy()[own], start, side="right") - 1]] += add
    return total


def basil_sentences(path: Path, marker: str = HAND) -> list[Row]:
    """Sentences with lexical bias, BASIL: all voices, and the narrator's words against the narrator's spans."""
    frame = basil_frame(read_basil(path), marker)
    about = About("loaded sentences", "BASIL", marker, "sentences", "events")
    rows = []
    for what, lead in (("", ""), (", narrator, quotations left out", "narrator_")):
        gold, texts = frame[f"{lead}gold"], frame[f"{lead}text"]
        tools = {**peers.tone(texts), "length": texts.str.split().str.len()}
        others: dict[str, tuple] = {k: (gold, v) for k, v in tools.items()}
        rows += [
            measured(about, name + what, measure, frame["event"], gold, frame[f"{lead}score"], peers=others)
            for name, measure in (("AUC", auc), ("average precision", average_precision))
        ]
        tenth = lengths(tools["length"])
        others = {k: (gold, v, tenth) for k, v in tools.items()}
        own = frame[f"{lead}score"]
        name = f"AUC within equal lengths{what}"
        rows.append(measured(about, name, within_auc, frame["event"], gold, own, tenth, peers=others))
    return rows


def basil_pairs(path: Path, marker: str = HAND) -> list[Row]:
    """Which of two outlets worded one event more loadedly in its own voice, BASIL: share of pairs ordered right."""
    frame = basil_frame(read_basil(path), marker)
    tools = peers.tone(frame["narrator_text"])
    for name, values in tools.items():
        frame[name] = values
    frame["n_words"] = [len(parse(text).words) for text in frame["text"]]
    groups = frame.groupby(["event", "article", "outlet"], sort=False)
    articles = groups[["narrator_gold", *tools]].mean().reset_index()
    articles["ours"] = (groups["narrator_score"].sum() / groups["n_words"].sum()).to_numpy()
    events, outlets = (pd.factorize(articles[name])[0] for name in ("event", "outlet"))
    articles["outlet's other events"] = others_mean(articles["narrator_gold"].to_numpy(), outlets, events)
    wanted = ["ours", *tools, "outlet's other events"]
    pairs = [
        (event, *(_order(a[name] - b[name], a["narrator_gold"] - b["narrator_gold"]) for name in wanted))
        for event, own in articles.groupby("event", sort=False)
        for (_, a), (_, b) in combinations(own.iterrows(), 2)
        if a["narrator_gold"] != b["narrator_gold"]
    ]
    units, ours, *others = zip(*pairs, strict=True)
    row = measured(
        About("two outlets, one event", "BASIL", marker, "pairs of articles", "events"),
        "pairs in the right order, narrator", share, units, ours, np.ones(len(ours)),
        peers={k: (v, np.ones(len(v))) for k, v in zip(wanted[1:], others, strict=True)},
    )  # fmt: skip
    return [row]


def _order(ours: float, gold: float) -> float:
    return 0.5 if ours == 0 else float((ours > 0) == (gold > 0))


def fignews(path: Path, marker: str = HAND) -> list[Row]:
    """Posts on the Gaza war that most annotators call biased, FIGNEWS: AUC over pairs of one tenth by length."""
    data = read_fignews(path)
    own, tenth = scores(data["text"], marker), lengths([len(parse(text).words) for text in data["text"]])
    tools = {**peers.tone(data["text"]), "length": own["n_words"]}
    row = measured(
        About("loaded posts", "FIGNEWS", marker, "posts", "posts"),
        "AUC within equal lengths", within_auc, data.index, data["biased"], own["score"], tenth,
        peers={k: (data["biased"], v, tenth) for k, v in tools.items()},
    )  # fmt: skip
    return [row]
