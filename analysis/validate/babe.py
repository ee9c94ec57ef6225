"""Loaded language against the experts who marked words and sentences of BABE."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.read.segment import parse
from analysis.validate import peers
from analysis.validate.card import PRECISION
from analysis.validate.datasets import read_babe
from analysis.validate.folds import BY_OUTLET, babe_evidence, cuts, split_of
from analysis.validate.loaded import FITTED, HAND, others_mean, summed
from analysis.validate.measures import auc, average_precision, carried_cut, f1, macro_f1, share, within_auc
from analysis.validate.rows import WHOLE, About, Row, measured

OWN = ", quotations left out"  # a quoted word is the speaker's: it counts for nothing
FEWEST = 20  # an outlet with fewer flagged words gets no row


def words(path: Path, marker: str = HAND) -> list[Row]:
    """Words that experts marked, BABE: F1 of the flagged ones, average precision of the score of every word."""
    data, found = read_babe(path), babe_evidence(path, marker)
    gold = np.concatenate([np.array(flags, dtype=bool) for flags in data["marked"]])
    units = np.repeat(data["article"].to_numpy(), [len(flags) for flags in data["marked"]])
    printed = [word for text in data["text"] for word in parse(text).words]
    tools = {k: np.array([of[w] for w in printed]) for k, of in peers.word_scores(printed).items()}
    about = About("loaded words", "BABE", marker, "words", "articles", split_of(marker, WHOLE))
    others = {k: (gold & (v > 0), v > 0, gold) for k, v in tools.items()}
    ranked = {k: (gold, v) for k, v in tools.items()}
    rows = []
    for what, own in (("", found), (OWN, found[found["own"]])):
        weight, flag = _by_word(data["text"], own, "weight"), _by_word(data["text"], own, "flagged") > 0
        rows += [
            measured(about, f"word F1{what}", f1, units, gold & flag, flag, gold, peers=others),
            measured(about, f"average precision{what}", average_precision, units, gold, weight, peers=ranked,
                     n_draws=300),
        ]  # fmt: skip
    return rows


def precision_by_outlet(path: Path, marker: str = HAND) -> list[Row]:
    """Share of the words flagged in an outlet's own voice that experts marked, BABE: where a flag is worth less."""
    data, found = read_babe(path), babe_evidence(path, marker)
    flag = _by_word(data["text"], found[found["own"]], "flagged") > 0
    gold = np.concatenate([np.array(flags, dtype=bool) for flags in data["marked"]])[flag]
    sizes = [len(flags) for flags in data["marked"]]
    outlet, units = (np.repeat(data[name].to_numpy(), sizes)[flag] for name in ("outlet", "article"))
    about = About("tilt", "BABE", marker, "flagged words", "articles", split_of(marker, WHOLE))
    return [
        measured(about, f"{PRECISION}{name}", share, units[here], gold[here], np.ones(here.sum()))
        for name, here in ((name, outlet == name) for name in sorted(set(outlet)))
        if here.sum() >= FEWEST
    ]


def _by_word(texts: pd.Series, found: pd.DataFrame, column: str) -> np.ndarray:
    """The highest value of a column at each word of all texts, one after the other; 0 where nothing was found."""
    spans = {article: own for article, own in found.groupby("article")}
    parts = []
    for article, text in texts.items():
        doc, own = parse(text), spans.get(article)
        values = np.zeros(len(doc.words))
        for start, end, value in [] if own is None else own[["start", "end", column]].to_numpy():
            at = doc.words_between(start, end)
            values[at.start : at.stop] = np.maximum(values[at.start : at.stop], float(value))
        parts.append(values)
    return np.concatenate(parts) if parts else np.zeros(0)


def sentences(path: Path, marker: str = HAND) -> list[Row]:
    """Sentences that experts call biased, BABE: AUC, AUC over pairs from one outlet, macro-F1 of flags and of cuts."""
    data, found = read_babe(path), babe_evidence(path, marker)
    gold, outlet = data["biased"].to_numpy(dtype=bool), pd.factorize(data["outlet"])[0]
    tools = peers.tone(data["text"])
    units = data["article"].to_numpy()
    prior = others_mean(gold.astype(float), outlet, pd.factorize(units)[0])
    about = About("loaded sentences", "BABE", marker, "sentences", "articles", split_of(marker, WHOLE))
    whole = {k: (gold, v) for k, v in {**tools, "outlet's name alone": prior}.items()}
    inside = {k: (gold, v, outlet) for k, v in tools.items()}
    rows = []
    for what, words in (("", found), (OWN, found[found["own"]])):
        own = summed(words, data["text"])
        score = own["score"].to_numpy()
        rows += [
            measured(about, f"AUC{what}", auc, units, gold, score, peers=whole),
            measured(about, f"AUC inside outlets{what}", within_auc, units, gold, score, outlet, peers=inside),
            measured(about, f"macro-F1{what}", macro_f1, units, gold, own["flagged"]),
        ]
    return [*rows, *_unseen_outlet(path, marker, data)]


def _unseen_outlet(path: Path, marker: str, data: pd.DataFrame) -> list[Row]:
    """The same for outlets from which nothing was learnt, not even the cut; quotations left out."""
    found = babe_evidence(path, marker, "outlet")
    score = summed(found[found["own"]], data["text"])["score"].to_numpy()
    gold, outlet = data["biased"].to_numpy(dtype=bool), pd.factorize(data["outlet"])[0]
    cut = cuts(gold, score, data["outlet"].to_numpy(), whole=True, choose=carried_cut)
    about = About("loaded sentences", "BABE", marker, "sentences", "articles", BY_OUTLET)
    rows = [measured(about, "macro-F1, outlet not seen", macro_f1, data["article"], gold, score >= cut)]
    if marker == FITTED:
        name = "AUC inside outlets, outlet not seen"
        rows.append(measured(about, name, within_auc, data["article"], gold, score, outlet))
    return rows
