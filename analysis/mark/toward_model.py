"""The fitted model of sentiment toward an actor: a table of words and small networks over it, applied with numpy."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.mark.masked import Known
from analysis.mark.standing import PLACES, SIGNS, Standing

WEIGHTS = ("near", "place", "bias", "out", "sign", "constant")
_AT_ONCE = 256  # mentions read together; bounds the memory
OFFSETS = (-2, -1, 0, 1, 2)  # the words read together


class Batch(NamedTuple):
    """Mentions laid end to end: ids and places of all tokens, where each mention begins, its signs."""

    ids: np.ndarray
    places: np.ndarray
    begins: np.ndarray
    signs: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        """Tokens of each mention."""
        return np.diff([*self.begins, len(self.ids)])


def batch(mentions: list[Standing]) -> Batch:
    """Mentions as one batch; each has a token at least, its own."""
    ids, places, signs = zip(*mentions, strict=True)
    begins = np.cumsum([0, *map(len, ids[:-1])])
    return Batch(np.concatenate(ids), np.concatenate(places), begins, np.stack(signs))


def beside(rows: np.ndarray, begins: np.ndarray, offset: int) -> np.ndarray:
    """The row `offset` further on in the same mention, 0 beyond its ends."""
    if not offset:
        return rows
    found = np.zeros_like(rows)
    mention = np.zeros(len(rows), np.int32)
    mention[begins[1:]] = 1
    mention = mention.cumsum()
    here, there = (slice(-offset, None), slice(None, offset)) if offset < 0 else (slice(-offset), slice(offset, None))
    found[here] = rows[there] * (mention[here] == mention[there])[:, None]
    return found


def softmax(logits: np.ndarray) -> np.ndarray:
    """Shares that sum to 1 in each row."""
    up = np.exp(logits - logits.max(1, keepdims=True))
    return up / up.sum(1, keepdims=True)


def logits(w: dict[str, np.ndarray], word: np.ndarray, data: Batch) -> np.ndarray:
    """Logits of one network for words of few numbers: a layer over words, two neighbours a side and places, pooled."""
    raw = data.places @ w["place"] + w["bias"]
    for k, offset in enumerate(OFFSETS):
        raw += beside(word @ w["near"][k], data.begins, offset)
    cell = np.maximum(raw, 0)
    total = np.add.reduceat(cell, data.begins) / np.sqrt(data.sizes)[:, None]
    pooled = np.concatenate([total, np.maximum.reduceat(cell, data.begins)], 1)
    return pooled @ w["out"] + data.signs @ w["sign"] + w["constant"]


class TowardModel(NamedTuple):
    """Words, their numbers (words x networks x width), the networks, the confidence below which it abstains."""

    known: Known
    table: np.ndarray
    networks: list[dict[str, np.ndarray]]
    sharpness: float
    unclear_below: float

    def probabilities(self, mentions: list[Standing]) -> np.ndarray:
        """Negative, neutral and positive toward each mention, mentions x 3, each row sums to 1.

        Mean of the networks' shares, raised to `sharpness` (fitted out of fold) and made to sum to 1; higher means
        that more readers would choose that label.
        """
        parts = [self._shares(batch(mentions[low : low + _AT_ONCE])) for low in range(0, len(mentions), _AT_ONCE)]
        return sharpened(np.concatenate(parts), self.sharpness)

    def _shares(self, data: Batch) -> np.ndarray:
        word = self.table[data.ids]
        return np.mean([softmax(logits(w, word[:, k], data)) for k, w in enumerate(self.networks)], axis=0)


def sharpened(shares: np.ndarray, sharpness: float) -> np.ndarray:
    """Shares raised to a power, summing to 1 again."""
    return softmax(sharpness * np.log(np.maximum(shares, 1e-9)))


def load_toward(folder: str | Path | None = None) -> TowardModel | None:
    """The fitted model of a folder, by default the shipped one; None where there is none.

    Reads toward.npz and toward.json as written by `fit_toward`.
    Raises ValueError when a file of the folder is damaged or of another version.
    """
    return _load(Path(str(files("analysis") / "data/fitted")) if folder is None else Path(folder))


@cache
def _load(folder: Path) -> TowardModel | None:
    if not (folder / "toward.npz").is_file() or not (folder / "toward.json").is_file():
        return None
    try:
        about = json.loads((folder / "toward.json").read_text(encoding="utf-8"))
        if about["places"] != list(PLACES) or about["signs"] != list(SIGNS):
            raise ValueError("they are of another version")
        with np.load(folder / "toward.npz", allow_pickle=False) as arrays:
            words = arrays["words"].tobytes().decode("utf-8").split("\n")
            table = arrays["table"].astype(np.float32) * arrays["scale"]
            weights = {name: arrays[name].astype(np.float32) for name in WEIGHTS}
            known = Known({w: i for i, w in enumerate(words) if w.strip()}, arrays["names"], arrays["uses"])
    except (ValueError, KeyError, OSError) as error:
        raise ValueError(f"{folder}: the fitted tables cannot be read ({error}); run fit or delete them.") from None
    n = len(weights["bias"])
    networks = [{name: weights[name][k] for name in WEIGHTS} for k in range(n)]
    return TowardModel(known, table.reshape(len(words), n, -1), networks, about["sharpness"], about["unclear_below"])
