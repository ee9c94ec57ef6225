"""A small network over words that stand to a mention, trained with numpy: words of few numbers, one hidden layer."""

import numpy as np

from analysis.mark.standing import Standing
from analysis.mark.toward_model import OFFSETS, Batch, batch, beside, softmax

BATCH, EPOCHS, RATE, DECAY, SMOOTHING = 64, 16, 2e-3, 0.3, 0.05
OUTPUT_DROP, WORD_DROP = 0.5, 0.2


Net = dict[str, np.ndarray]  # weights by name; `word` turns features into a few numbers, the rest reads those


def new_net(n_features: int, n_places: int, n_signs: int, *, width: int, hidden: int, seed: int) -> Net:
    """Random weights, reproducible by seed."""
    draw = np.random.default_rng(seed)

    def drawn(rows: int, columns: int, scale: float = 1.0) -> np.ndarray:
        return (draw.standard_normal((rows, columns)) * scale / np.sqrt(rows)).astype(np.float32)

    near = np.stack([drawn(width, hidden) for _ in OFFSETS])
    weights = {"word": drawn(n_features, width, 2.0), "near": near, "place": drawn(n_places, hidden)}
    weights |= {"bias": np.zeros(hidden, np.float32), "out": drawn(2 * hidden, 3, 0.5), "sign": drawn(n_signs, 3, 0.1)}
    return {**weights, "constant": np.zeros(3, np.float32)}


def train(
    net: Net, features: np.ndarray, mentions: list[Standing], gold: np.ndarray, *, seed: int, epochs: int = EPOCHS
) -> Net:
    """Adam with decoupled weight decay and dropout of words and outputs; `gold` is mentions x 3 shares.

    Cross-entropy with a little smoothing, the rate falling to 0. The same seed gives the same weights.
    """
    draw = np.random.default_rng(seed)
    first = {k: np.zeros_like(v) for k, v in net.items()}
    second = {k: np.zeros_like(v) for k, v in net.items()}
    smooth = (gold * (1 - SMOOTHING) + SMOOTHING / 3).astype(np.float32)
    n_steps = epochs * -(-len(mentions) // BATCH)
    step = 0
    for _ in range(epochs):
        order = draw.permutation(len(mentions))
        for low in range(0, len(order), BATCH):
            chosen = order[low : low + BATCH]
            found = slopes(net, features, batch([mentions[i] for i in chosen]), smooth[chosen], draw)
            step += 1
            rate = RATE * min(1.0, step / 100) * (1 - (step - 1) / n_steps)
            for name, slope in found.items():
                first[name] += 0.1 * (slope - first[name])
                second[name] += 0.001 * (slope * slope - second[name])
                size = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
                decay = 0.0 if name in ("bias", "constant") else DECAY
                net[name] -= (rate * (size + decay * net[name])).astype(np.float32)
    return net


def slopes(
    w: Net,
    features: np.ndarray,
    data: Batch,
    gold: np.ndarray,
    draw: np.random.Generator,
    *,
    output_drop: float = OUTPUT_DROP,
) -> dict[str, np.ndarray]:
    """Slope of the mean cross-entropy of one batch, by weight."""
    n_tokens, n = len(data.ids), len(data.begins)
    mention = np.repeat(np.arange(n), data.sizes)
    kept = (draw.random(n_tokens) >= WORD_DROP).astype(np.float32)
    x = features[data.ids] * kept[:, None]
    word = x @ w["word"]
    around = [beside(word, data.begins, offset) for offset in OFFSETS]
    raw = data.places @ w["place"] + w["bias"] + sum(a @ near for a, near in zip(around, w["near"], strict=True))
    cell = np.maximum(raw, 0)
    root = 1 / np.sqrt(data.sizes)[:, None].astype(np.float32)
    high = np.maximum.reduceat(cell, data.begins)
    pooled = np.concatenate([np.add.reduceat(cell, data.begins) * root, high], 1)
    mask = ((draw.random(pooled.shape) >= output_drop) / (1 - output_drop)).astype(np.float32)
    pooled *= mask
    rest = (softmax(pooled @ w["out"] + data.signs @ w["sign"] + w["constant"]) - gold).astype(np.float32) / n
    down = rest @ w["out"].T * mask
    hidden = cell.shape[1]
    of_sum, of_high = (down[:, :hidden] * root)[mention], down[:, hidden:][mention]
    back = np.where(raw > 0, of_sum + np.where(cell == high[mention], of_high, 0), 0).astype(np.float32)
    back_near = zip(OFFSETS, w["near"], strict=True)
    of_word = sum(beside(back @ near.T, data.begins, -offset) for offset, near in back_near)
    return {
        "word": x.T @ of_word,
        "near": np.stack([a.T @ back for a in around]),
        "place": data.places.T @ back,
        "bias": back.sum(0),
        "out": pooled.T @ rest,
        "sign": data.signs.T @ rest,
        "constant": rest.sum(0),
    }
