"""The fitted model on real annotated news: what the shipped tables reach where nothing was fitted."""

import json
import re

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from analysis.mark.context import evidence, load_context, uses
from analysis.mark.quotes import quotations
from analysis.read.segment import parse

SWAPS = [("Trump", "Obama"), ("Democrats", "Republicans"), ("Israel", "Palestine"), ("Iran", "US")]


@pytest.fixture(scope="module")
def context():
    found = load_context()
    if found is None:
        pytest.skip("the fitted tables are not installed; run python -m analysis fit DIR")
    return found


def lines(path):
    with path.open(encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def weights(context, text: str) -> np.ndarray:
    doc = parse(text)
    return evidence(context.probabilities(doc)) / uses(doc)


@pytest.fixture(scope="module")
def basil(data, context):
    """Per sentence of BASIL: weight of all words, of those outside quotations, lexical bias, the narrator's alone."""
    rows = []
    for article in lines(data / "basil.jsonl"):
        sentences, opens = article["sentences"], set(article["paragraph_starts"])
        text, begins = "", []
        for i, sentence in enumerate(sentences):
            text += ("\n\n" if i in opens else " ") if i else ""
            begins.append(len(text))
            text += sentence
        doc, weight = parse(text), weights(context, text)
        outside = np.ones(len(weight), bool)
        for words in (doc.words_between(*span) for span in quotations(doc)):
            outside[words.start : words.stop] = False
        spans = [s for s in article["spans"] if s["bias"] == "lex" and s["sentence"] is not None]
        for i, begin in enumerate(begins):
            words = doc.words_between(begin, begin + len(sentences[i]))
            here, quiet = weight[words.start : words.stop], outside[words.start : words.stop]
            marks = [s for s in spans if s["sentence"] == i]
            rows.append((here.sum(), here[quiet].sum(), bool(marks), any(not s["in_quote"] for s in marks)))
    return np.array(rows)


def test_lexical_bias_of_basil_above_the_floor(basil):
    auc, ap = roc_auc_score(basil[:, 2], basil[:, 0]), average_precision_score(basil[:, 2], basil[:, 0])
    print(f"\nBASIL lexical bias, nothing fitted on it: AUC {auc:.3f}, AP {ap:.3f}, n {len(basil)} sentences")
    assert auc >= 0.76


def test_narrator_bias_of_basil_above_the_floor(basil):
    auc, ap = roc_auc_score(basil[:, 3], basil[:, 1]), average_precision_score(basil[:, 3], basil[:, 1])
    print(f"\nBASIL narrator, quoted words left out: AUC {auc:.3f}, AP {ap:.3f}, n {len(basil)} sentences")
    assert auc >= 0.79


def test_posts_of_another_war_above_the_floor(data, context):
    posts = lines(data / "fignews.jsonl")
    score = np.array([weights(context, p["text"]).sum() for p in posts])
    biased = np.array([sum(n for k, n in p["labels"].items() if k.startswith("Biased")) for p in posts])
    gold = biased > np.array([p["labels"]["Unbiased"] + p["labels"]["Unclear"] for p in posts])
    tenth = np.argsort(np.argsort([len(parse(p["text"]).words) for p in posts], kind="stable")) * 10 // len(posts)
    pairs = [gold[tenth == k].sum() * (~gold[tenth == k]).sum() for k in range(10)]
    inside = np.average([roc_auc_score(gold[tenth == k], score[tenth == k]) for k in range(10)], weights=pairs)
    print(f"\nFIGNEWS within equal lengths: AUC {inside:.3f}, n {len(posts)} posts, {gold.mean():.0%} biased")
    assert inside >= 0.68


def test_swapping_names_changes_almost_nothing(data, context):
    texts = [row["text"] for row in lines(data / "babe.jsonl")]
    named = [(text, pair) for text in texts for pair in SWAPS if re.search(_either(pair), text)][:500]
    moved, flipped, flags = [], 0, 0
    for text, (a, b) in named:
        other = re.sub(_either((a, b)), lambda m, a=a, b=b: b if m[0] == a else a, text)
        one, two = context.probabilities(parse(text)), context.probabilities(parse(other))
        flags += int((one >= context.operating_point).sum())
        flipped += int(((one >= context.operating_point) != (two >= context.operating_point)).sum())
        moved.append(two.mean() - one.mean())
    print(f"\nnames swapped: mean shift {np.mean(moved):+.5f}, {flipped} of {flags} flags flipped, n {len(named)}")
    assert abs(np.mean(moved)) <= 0.01
    assert flipped <= 0.02 * flags


def _either(pair: tuple[str, str]) -> str:
    return rf"\b(?:{pair[0]}|{pair[1]})\b"


def test_martyred_is_far_above_killed(context):
    texts = [f"The two men were {word} on Friday." for word in ("martyred", "killed")]
    martyred, killed = (context.probabilities(parse(text))[4] for text in texts)
    print(f"\nmartyred {martyred:.3f}, killed {killed:.3f}")
    assert martyred > 3 * killed
