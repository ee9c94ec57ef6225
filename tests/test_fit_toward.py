"""The network of sentiment toward an actor: its slopes are right, it learns, the same seed gives the same bytes."""

import json

import numpy as np
import pytest

from analysis.mark.standing import PLACES, SIGNS, Standing
from analysis.mark.toward_model import batch, load_toward, logits, softmax
from analysis.validate.fit_toward import _confidence, _sharpness, fit_toward, predicted
from analysis.validate.small_net import new_net, slopes, train
from analysis.validate.vectors import Vectors

FEATURES = np.eye(4, dtype=np.float32)


def mention(*ids):
    return Standing(np.array(ids), np.zeros((len(ids), len(PLACES)), np.float32), np.zeros(len(SIGNS), np.float32))


def net(seed=0):
    return new_net(4, len(PLACES), len(SIGNS), width=3, hidden=5, seed=seed)


class EverythingKept:
    """Draws that drop nothing."""

    def random(self, shape):
        return np.ones(shape)


@pytest.mark.parametrize("name", ["word", "near", "place", "bias", "out", "sign", "constant"])
def test_slopes_are_those_of_the_loss(name):
    weights = {k: v.astype(np.float64) for k, v in net().items()}
    places = np.random.default_rng(1).random((5, len(PLACES)))
    mentions = [
        Standing(np.array([1, 2, 3]), places[:3], np.ones(len(SIGNS))),
        Standing(np.array([2, 1]), places[3:], np.zeros(len(SIGNS))),
    ]
    data, gold = batch(mentions), np.eye(3)[[0, 2]]

    def loss():
        shares = softmax(logits(weights, FEATURES[data.ids] @ weights["word"], data))
        return -np.log((shares * gold).sum(1)).mean()

    slope = slopes(weights, FEATURES, data, gold, EverythingKept(), output_drop=0.0)[name]
    at = np.unravel_index(np.abs(slope).argmax(), slope.shape)
    step = np.zeros_like(weights[name])
    step[at] = 1e-4
    here = weights[name]
    weights[name] = here + step
    up = loss()
    weights[name] = here - step
    down = loss()
    assert slope[at] == pytest.approx((up - down) / 2e-4, rel=0.01)


def test_it_learns_which_word_is_which():
    mentions, gold = [mention(1, 2), mention(2, 3)] * 64, np.array([0, 2] * 64)
    learnt = train(net(), FEATURES, mentions, np.eye(3)[gold], seed=0, epochs=300)
    assert (predicted(learnt, FEATURES, mentions).argmax(1) == gold).all()


def test_confidence_is_the_lowest_that_reaches_the_accuracy():
    shares = np.array([[0.9, 0.1, 0], [0.8, 0.2, 0], [0.7, 0.3, 0], [0.6, 0.4, 0], [0.5, 0.5, 0]])
    assert _confidence(shares, np.array([0, 0, 0, 0, 1])) == 0.5  # four of five
    assert _confidence(shares, np.array([0, 0, 0, 1, 1])) == 0.7
    assert _confidence(shares, np.array([1, 1, 1, 1, 1])) == 1.0


def test_shares_that_are_too_sure_are_flattened():
    shares = np.array([[0.98, 0.01, 0.01]] * 4)
    assert _sharpness(shares, np.array([0, 0, 0, 1])) < 1


WORDS = "the liar lied praised blamed said mayor of city honest".split()
LINES = [("Oduya lied again.", "negative"), ("Oduya said so.", "neutral"), ("All praised Oduya.", "positive")]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "newsmtsc").mkdir()
    rows = [
        {"text": text, "targets": [{"start": text.index("Oduya"), "end": text.index("Oduya") + 5, "label": label}]}
        for text, label in LINES * 4
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "newsmtsc/train.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_the_same_seed_writes_the_same_bytes_and_they_load(folder):
    n = len(WORDS)
    vectors = Vectors(
        words=WORDS, matrix=np.eye(n, 6, dtype=np.float32), count=np.ones(n), small=np.ones(n), capital=np.zeros(n)
    )
    first, second = (fit_toward(folder, folder / name, vectors=vectors) for name in ("a", "b"))
    for name in ("toward.npz", "toward.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    model = load_toward(first)
    assert model.known.ids["liar"] == 4
    assert model.probabilities([mention(3, 4), mention(5)]).sum(1) == pytest.approx([1, 1])


def test_a_folder_without_marked_targets_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="fitted on marked targets"):
        fit_toward(tmp_path, tmp_path)
