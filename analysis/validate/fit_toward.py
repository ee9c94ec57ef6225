"""The fitted model of sentiment toward an actor: small networks from word vectors and marked targets."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from threadpoolctl import threadpool_limits

from analysis.mark.masked import Known
from analysis.mark.standing import PLACES, SIGNS, Standing
from analysis.mark.toward import LABELS, standings
from analysis.mark.toward_model import WEIGHTS, batch, logits, sharpened, softmax
from analysis.validate.datasets import rows
from analysis.validate.small_net import new_net, train
from analysis.validate.toward_features import known_words, word_features
from analysis.validate.vectors import Vectors, word_vectors

TARGETS = "newsmtsc/train.jsonl"
DIMENSIONS = 300  # of the word vectors; 150 cost .006 of macro-F1 out of fold
NETWORKS, WIDTH, HIDDEN = 2, 32, 160
FOLDS = 3
ACCURACY = 0.8  # what the labels that are not `unclear` must reach out of fold


def fit_toward(
    folder: str | Path,
    out: str | Path,
    *,
    vectors: Vectors | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Path:
    """Fit the model of sentiment toward an actor and write toward.npz and toward.json.

    `folder` holds the articles for word vectors (unless `vectors` are given) and newsmtsc/train.jsonl with marked
    targets. Sharpness of the shares and the confidence of a label are chosen on sentences out of fold: the lowest
    confidence at which the labels given reach an accuracy of .8. Networks differ by their seed alone.
    Returns the folder written. The same environment writes the same bytes. `say` receives one line a step.
    Raises FileNotFoundError without marked targets, ImportError without vaderSentiment.
    """
    with threadpool_limits(1):
        path = Path(folder) / TARGETS
        if not path.is_file():
            raise FileNotFoundError(f"{path}: no such file; sentiment toward an actor is fitted on marked targets.")
        vectors = word_vectors(folder, dimensions=DIMENSIONS) if vectors is None else vectors
        words, known, kept = known_words(vectors)
        features = word_features(words, vectors, kept)
        mentions, gold, sentence = read_targets(path, known)
        say(f"{len(mentions):,} marked targets, {len(words):,} words known")
        shares = out_of_fold(features, mentions, gold, sentence)
        sharpness = _sharpness(shares, gold)
        limit = _confidence(sharpened(shares, sharpness), gold)
        right = (shares.argmax(1) == gold).mean()
        say(f"accuracy out of fold {right:.3f}, sharpness {sharpness:.2f}, unclear below {limit:.3f}")
        nets = [_fit_one(features, mentions, gold, seed) for seed in range(NETWORKS)]
        return _write(Path(out), words, known, features, nets, {"sharpness": sharpness, "unclear_below": limit})


def read_targets(path: Path, known: Known) -> tuple[list[Standing], np.ndarray, np.ndarray]:
    """Marked targets as the model sees them, their label (0 negative, 1 neutral, 2 positive), number of their text."""
    found: list[Standing] = []
    gold, sentence = [], []
    for number, row in enumerate(rows(path, "text targets")):
        for target in row["targets"]:
            if target["label"] in LABELS:
                span = (target["start"], target["end"])
                found += standings(row["text"], [span], [None], known)
                gold.append(LABELS.index(target["label"]))
                sentence.append(number)
    return found, np.array(gold), np.array(sentence)


def out_of_fold(
    features: np.ndarray, mentions: list[Standing], gold: np.ndarray, sentence: np.ndarray, *, folds: int = FOLDS
) -> np.ndarray:
    """Shares toward each target by networks that never saw its sentence, targets x 3."""
    numbers, group = np.unique(sentence, return_inverse=True)
    fold = (np.random.default_rng(0).permutation(len(numbers)) % folds)[group]
    shares = np.zeros((len(gold), 3))
    for k in range(folds):
        seen, held = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        for seed in range(NETWORKS):
            net = _fit_one(features, [mentions[i] for i in seen], gold[seen], seed)
            shares[held] += predicted(net, features, [mentions[i] for i in held]) / NETWORKS
    return shares


def predicted(net: dict[str, np.ndarray], features: np.ndarray, mentions: list[Standing]) -> np.ndarray:
    """Shares by one network, mentions x 3."""
    parts = [batch(mentions[low : low + 256]) for low in range(0, len(mentions), 256)]
    return np.concatenate([softmax(logits(net, features[data.ids] @ net["word"], data)) for data in parts])


def _fit_one(features: np.ndarray, mentions: list[Standing], gold: np.ndarray, seed: int) -> dict[str, np.ndarray]:
    net = new_net(features.shape[1], len(PLACES), len(SIGNS), width=WIDTH, hidden=HIDDEN, seed=seed)
    return train(net, features, mentions, np.eye(3)[gold], seed=seed)


def _sharpness(shares: np.ndarray, gold: np.ndarray) -> float:
    """The power that makes the shares agree best with the labels (temperature scaling, Guo et al. 2017)."""
    rows_ = np.arange(len(gold))
    loss = minimize_scalar(
        lambda s: -np.log(sharpened(shares, s)[rows_, gold]).mean(), bounds=(0.2, 5), method="bounded"
    )
    return round(float(loss.x), 3)


def _confidence(shares: np.ndarray, gold: np.ndarray) -> float:
    """The lowest share from which on labels reach ACCURACY together."""
    sure, right = shares.max(1), shares.argmax(1) == gold
    order = np.argsort(-sure, kind="stable")
    so_far = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(so_far >= ACCURACY)
    return round(float(sure[order[enough[-1]]]), 3) if len(enough) else 1.0


def _write(
    out: Path, words: list[str], known: Known, features: np.ndarray, nets: list[dict[str, np.ndarray]], chosen: dict
) -> Path:
    """The word table in whole numbers of one byte, the networks in two."""
    table = np.hstack([features @ net["word"] for net in nets])
    scale = (np.abs(table).max(0) / 127).astype(np.float32)
    out.mkdir(parents=True, exist_ok=True)
    about = {**chosen, "places": list(PLACES), "signs": list(SIGNS)}
    (out / "toward.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    arrays: dict[str, Any] = {name: np.stack([net[name] for net in nets]).astype(np.float16) for name in WEIGHTS}
    arrays |= {"words": np.frombuffer("\n".join(words).encode(), np.uint8), "names": known.names, "uses": known.uses}
    arrays |= {"table": np.round(table / scale).astype(np.int8), "scale": scale}
    np.savez_compressed(out / "toward.npz", **arrays)
    return out
