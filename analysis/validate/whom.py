"""Whom a loaded word hits, against the targets that readers of BASIL marked; the weights fitted on other events."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from analysis.mark.speakers import named_actors, speakers
from analysis.mark.targets import UNSURE, WEIGHTS, About
from analysis.mark.tiles import tiles
from analysis.read.segment import parse
from analysis.validate.datasets import read_basil
from analysis.validate.measures import share
from analysis.validate.rows import About as AboutRow
from analysis.validate.rows import Row, measured
from analysis.validate.speech import last_name

_FOLDS, _PENALTY, _SEED = 5, 1.0, 0
_BODIES = frozenset(
    "democrats republicans lawmakers officials party house campaign now administration members candidates".split()
)
_PARTIES = {"gop": "republican", "democratic": "democrat", "democrats": "democrat", "republicans": "republican"}


class Case(NamedTuple):
    """One marked word: candidates x facts, which of them are the marked target, and whether the baseline is right."""

    event: str
    facts: np.ndarray
    right: np.ndarray
    main: bool


def names_of(target: str) -> str:
    """The word that tells a marked target: a last name; for a body of people its party or place."""
    words = [_PARTIES.get(w, w) for w in target.replace("_", " ").lower().split()]
    if target.lower().split("_")[-1] in _BODIES:
        return next((w for w in words if w not in _BODIES), words[0])
    return last_name(target)


def means(target: str, name: str | None) -> bool:
    """Whether a name given means the marked target."""
    words = parse((name or "").replace("_", " ").lower()).words
    return names_of(target) in {_PARTIES.get(w, w) for w in words}


def cases(path: Path) -> list[Case]:
    """Spans of lexical bias with a marked target, BASIL."""
    data = read_basil(path)
    gold = data.spans[(data.spans["bias"] == "lex") & (data.spans["target"] != "")]
    named, found = named_actors(data.articles["text"]), []
    for article, own in gold.groupby("article", sort=False):
        text, actors = data.articles["text"][article], named.get(article, ())
        known = sorted(m for m in actors if m.actor)
        main, about = data.articles["main_entity"][article], About(text, known) if known else None
        cut, said = tiles(text), speakers(text, actors)
        at = np.searchsorted([t.start for t in cut], own["start"], side="right") - 1
        for span, k in zip(own.itertuples(), at, strict=True):
            candidates = about.candidates(int(span.start), int(span.end), said[k]) if about else {}
            facts = np.array([[f.get(name, 0.0) for name in WEIGHTS] for f in candidates.values()])
            right = np.array([means(span.target, actor) for actor in candidates], dtype=bool)
            found.append(Case(span.event, facts.reshape(-1, len(WEIGHTS)), right, means(span.target, main)))
    return found


def fit_weights(found: list[Case]) -> np.ndarray:
    """Weights of a conditional logistic model (ridge penalty 1), in the order of `WEIGHTS`."""
    told = [case for case in found if case.right.any() and not case.right.all()]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = _PENALTY / 2 * w @ w, _PENALTY * w
        for _, facts, right, _ in told:
            odds = np.exp(facts @ w - (facts @ w).max())
            value -= np.log(odds[right].sum() / odds.sum())
            slope = slope + facts.T @ (odds / odds.sum() - np.where(right, odds, 0) / odds[right].sum())
        return float(value), slope

    return minimize(loss, np.zeros(len(WEIGHTS)), jac=True, method="L-BFGS-B").x


def targets(path: Path) -> list[Row]:
    """Share of marked words whose target is named rightly, wrongly; BASIL, weights from other events."""
    found = cases(path)
    events = np.array([case.event for case in found])
    names = np.unique(events)
    fold = dict(zip(np.random.default_rng(_SEED).permutation(names), np.arange(len(names)) % _FOLDS, strict=True))
    of_case = np.array([fold[event] for event in events])
    right, given = np.zeros(len(found), dtype=bool), np.zeros(len(found), dtype=bool)
    for k in range(_FOLDS):
        weights = fit_weights([case for case, n in zip(found, of_case, strict=True) if n != k])
        for i in np.flatnonzero(of_case == k):
            right[i], given[i] = _judged(found[i], weights)
    ones, plain = np.ones(len(found)), np.array([case.main for case in found])
    split = f"{_FOLDS} folds by event: weights fitted on other events; what they weigh was chosen with this set in view"
    about = AboutRow("target of loaded words", "BASIL", "targets", "spans with a target", "events", split)
    return [
        measured(about, "right name", share, events, right, ones, peers={"first main entity": (plain, ones)}),
        measured(about, "wrong name", share, events, given & ~right, ones),
    ]


def _judged(case: Case, weights: np.ndarray) -> tuple[bool, bool]:
    if not len(case.right):
        return False, False
    odds = np.exp(case.facts @ weights)
    best = int(odds.argmax())
    given = bool(odds[best] >= UNSURE * odds.sum())
    return given and bool(case.right[best]), given


if __name__ == "__main__":  # python -m analysis.validate.whom basil.jsonl: the weights of mark/targets.py anew
    import sys

    for name, weight in zip(WEIGHTS, fit_weights(cases(Path(sys.argv[1]))).round(1), strict=True):
        sys.stdout.write(f"{name} {weight}\n")
