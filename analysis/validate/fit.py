"""The fitted model of loaded words: word vectors and tables of logits from articles and marked sentences."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from analysis.mark.lexicon import Lexicon, load_lexicon
from analysis.mark.word_ids import N_CASES
from analysis.validate.logistic import Fitted, fit_logistic
from analysis.validate.marked import Marked, Tokens, read_marked, sign_names, tokens
from analysis.validate.measures import best_f1, sure_point
from analysis.validate.vectors import word_vectors
from analysis.validate.word_categories import word_categories
from analysis.validate.word_features import WordTable, word_table

PENALTY = 10.0
FOLDS = 5
MARKED = "babe.jsonl"


def fit(folder: str | Path, out: str | Path, *, say: Callable[[str], None] = lambda _: None) -> Path:
    """Fit the model of loaded words and write its tables: words.npz and weights.json.

    `folder` holds the articles for word vectors (allsides.jsonl.gz or any that read_articles takes) and babe.jsonl
    with marked words. Probabilities are calibrated, and the operating points chosen, on words out of fold: the best F1
    of all words, and for words that are not listed the point from which on readers mark at least half.
    Returns the folder written. The same environment writes the same bytes. `say` receives one line a step.
    Raises FileNotFoundError without marked sentences, ValueError without articles.
    """
    with threadpool_limits(1):
        lexicon, (sentences, table) = load_lexicon(), _material(str(folder))
        data = tokens(sentences, table.index, table.names, lexicon)
        say(f"{len(sentences):,} sentences, {int(data.gold.sum()):,} marked words, {table.n_shipped:,} words known")
        held_out = _held_out(data, table, _folds([s.article for s in sentences]))
        slope, shift = _calibration(data, held_out)
        point, unlisted = _operating_points(data, expit(slope * held_out + shift))
        category, right = word_categories(table, lexicon)
        say(f"operating points {point:.3f}, {unlisted:.3f}; category of a held-out listed word right in {right:.0%}")
        model = _train(data, table, np.arange(len(data.gold)))
        return _write(Path(out), model, table, lexicon, category, (slope, shift, point, unlisted))


def out_of_fold(folder: str | Path, *, by: str = "article") -> pd.DataFrame:
    """Probabilities of the marked words by models that never saw their article (or, by="outlet", their outlet).

    Returns one row per word: id (of the sentence), start, end, gold (True where marked), quoted, role (of the listed
    term it belongs to: loaded, profile or ""), probability (0 to 1, higher means more readers would mark it;
    calibrated out of fold). Words of an article share a fold.
    Not free of all knowledge of the set: penalty and features were chosen on it.
    Raises ValueError for another `by`, FileNotFoundError without babe.jsonl.
    """
    if by not in ("article", "outlet"):
        raise ValueError(f"by is {by!r}; use 'article' or 'outlet'.")
    with threadpool_limits(1):
        sentences, table = _material(str(folder))
        data = tokens(sentences, table.index, table.names, load_lexicon())
        groups = [getattr(s, by) for s in sentences]
        z = _held_out(data, table, _folds(groups) if by == "article" else np.unique(groups, return_inverse=True)[1])
        slope, shift = _calibration(data, z)
    return pd.DataFrame(
        {
            "id": np.repeat([s.id for s in sentences], [len(s.gold) for s in sentences]),
            "start": np.concatenate([s.doc.starts for s in sentences]).astype(int),
            "end": np.concatenate([s.doc.ends for s in sentences]).astype(int),
            "gold": data.gold > 0,
            "quoted": np.concatenate([s.quoted for s in sentences]),
            "role": data.role,
            "probability": expit(slope * z + shift),
        }
    )


@lru_cache(maxsize=1)
def _material(folder: str) -> tuple[list[Marked], WordTable]:
    sentences = read_marked(Path(folder) / MARKED)
    return sentences, word_table(word_vectors(folder), [w for s in sentences for w in s.doc.words], load_lexicon())


def _folds(groups: list[str]) -> np.ndarray:
    """A fold for each sentence; sentences of one group share it."""
    names, group = np.unique(groups, return_inverse=True)
    return (np.random.default_rng(0).permutation(len(names)) % FOLDS)[group]


def _held_out(data: Tokens, table: WordTable, fold: np.ndarray) -> np.ndarray:
    """Logit of every word by the model of the other folds."""
    z, of_token = np.zeros(len(data.gold)), fold[data.unit]
    for number in np.unique(fold):
        here = of_token == number
        z[here] = _logits(_train(data, table, np.flatnonzero(~here)), data, table)[here]
    return z


def _train(data: Tokens, table: WordTable, rows: np.ndarray) -> Fitted:
    places = [p[rows] for p in data.places(len(table.words))]
    return fit_logistic(
        table.positions(), places, data.signs[rows], data.gold[rows], weight=data.weight[rows], penalty=PENALTY
    )


def _logits(model: Fitted, data: Tokens, table: WordTable) -> np.ndarray:
    z = model.intercept + data.signs @ model.signs
    for place, features, weights in zip(data.places(len(table.words)), table.positions(), model.positions, strict=True):
        z += place @ (features @ weights)
    return z


def _calibration(data: Tokens, z: np.ndarray) -> tuple[float, float]:
    """Slope and shift that make the logits of narrator words agree with the share marked (Platt 1999)."""
    rows = data.weight > 0
    model = LogisticRegression(C=np.inf).fit(z[rows, None], data.gold[rows])
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _operating_points(data: Tokens, p: np.ndarray) -> tuple[float, float]:
    """Of narrator words: the probability with the best F1, and from which on half of the unlisted ones are marked."""
    rows = data.weight > 0
    alone = rows & (data.role == "")
    return best_f1(data.gold[rows], p[rows]), min(sure_point(data.gold[alone], p[alone]), 1.0)


def _write(
    out: Path,
    model: Fitted,
    table: WordTable,
    lexicon: Lexicon,
    category: np.ndarray,
    final: tuple[float, float, float, float],
) -> Path:
    """Tables with the calibration folded in."""
    slope, shift, point, unlisted = final
    logits = np.stack([f[: table.n_shipped] @ w for f, w in zip(table.positions(), model.positions, strict=True)], 1)
    n_forms, n_keys = table.forms.shape[1], len(table.affixes)
    by_affix = np.zeros((n_keys, len(model.positions)))
    by_affix[:, 0] = model.positions[0][:n_keys]
    for k in (1, 2):
        by_affix[:n_forms, k] = model.positions[k][:n_forms]
    by_affix *= table.affix_scales[:, None]
    out.mkdir(parents=True, exist_ok=True)
    signs = dict(zip(sign_names(lexicon), (slope * model.signs[N_CASES:]).round(4).tolist(), strict=True))
    names = list(lexicon.categories)
    weights = {
        "intercept": round(slope * model.intercept + shift, 4),
        "operating_point": round(point, 4),
        "unlisted_point": round(unlisted, 4),
        "case": (slope * model.signs[:N_CASES]).round(4).tolist(),
        "category": {c: signs[c] for c in names},
        "strength": {k: v for k, v in signs.items() if k not in names},
        "categories": names,
    }
    (out / "weights.json").write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    np.savez_compressed(
        out / "words.npz",
        words=_packed(table.words[: table.n_shipped]),
        affixes=_packed(table.affixes),
        logits=(slope * logits).astype(np.float16),
        affix_logits=(slope * by_affix).astype(np.float16),
        names=table.names,
        category=category,
    )
    return out


def _packed(words: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode(), np.uint8)
