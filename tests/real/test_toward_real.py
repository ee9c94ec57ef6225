"""Sentiment toward an actor against readers' labels (NewsMTSC dev), and with one name put for another."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.mark.actors import find_actors
from analysis.mark.toward import LABELS, score_toward
from analysis.mark.toward_model import load_toward
from analysis.read.segment import parse
from analysis.validate.measures import macro_f1

pytestmark = pytest.mark.skipif(load_toward() is None, reason="no fitted tables")
NAMES = ("Oduya", "Ximo Ardel", "Barack Obama", "Donald Trump", "Hillary Clinton")


def marked(path):
    sentences = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [(n, t["start"], t["end"], t["label"]) for n, s in enumerate(sentences) for t in s["targets"]]
    return [s["text"] for s in sentences], pd.DataFrame(rows, columns=["article", "start", "end", "gold"])


@pytest.mark.parametrize(("part", "f1", "surest"), [("dev_rw", 0.69, 0.82), ("dev_mt", 0.64, 0.76)])
def test_labels_agree_with_readers(data, part, f1, surest):
    texts, mentions = marked(data / f"newsmtsc/{part}.jsonl")
    found = score_toward(texts, mentions)
    gold = mentions["gold"].map(LABELS.index).to_numpy()
    shares = found[list(LABELS)].to_numpy()
    right, sure = shares.argmax(1) == gold, shares.max(1)
    given = (found["label"] != "unclear").to_numpy()
    value, top = macro_f1(gold, shares.argmax(1)), right[sure >= np.quantile(sure, 0.4)].mean()
    print(
        f"\n{part}, {len(gold)} targets: macro-F1 {value:.3f}, accuracy {right.mean():.3f}, surest 60 % {top:.3f}, "
        f"labelled {given.mean():.3f} with accuracy {right[given].mean():.3f}, "
        f"negative for positive or back {(abs(shares.argmax(1) - gold) == 2).mean():.3f}"
    )
    assert value >= f1 and top >= surest


def swappable(text, start, end):
    """Whether the mention is a plain name and none of NAMES is named elsewhere in the sentence: that would be them."""
    mention = text[start:end]
    plain = mention[0].isupper() and mention.isascii() and mention.replace(" ", "").isalpha() and len(mention) > 4
    return plain and not {w for name in NAMES for w in name.split()} & set(parse_words(text.replace(mention, "")))


def parse_words(text):
    doc = parse(text)
    return [text[s:e] for s, e in zip(doc.starts, doc.ends, strict=True)]


def test_another_name_changes_no_label(data):
    texts, mentions = marked(data / "newsmtsc/train.jsonl")
    named = mentions[[swappable(texts[a], s, e) for a, s, e, _ in mentions.to_numpy()]]
    chosen = named.drop_duplicates("article").sample(500, random_state=0).sort_values("article")
    swapped = []
    for name in NAMES:
        new, places = [], []
        for article, start, end, _ in chosen.to_numpy():
            old = texts[article]
            before = old[:start].replace(old[start:end], name)
            new.append(before + name + old[end:].replace(old[start:end], name))
            places.append((len(before), len(before) + len(name)))
        frame = pd.DataFrame([(n, *p) for n, p in enumerate(places)], columns=["article", "start", "end"])
        swapped.append(score_toward(new, frame))
    changed = sum(len({found["label"].iloc[n] for found in swapped}) > 1 for n in range(len(chosen)))
    scores = np.stack([(found["positive"] - found["negative"]).to_numpy() for found in swapped])
    print(
        f"\n{changed} of {len(chosen)} labels change over {len(NAMES)} names; "
        f"{(np.ptp(scores, axis=0) > 1e-6).sum()} scores change at all, mean {scores.mean(1).min():.4f} to "
        f"{scores.mean(1).max():.4f}"
    )
    assert changed == 0


def test_every_mention_of_an_article_gets_a_row(data):
    case = [json.loads(line) for line in (data / "soleimani-case.jsonl").read_text(encoding="utf-8").splitlines()][:5]
    texts = [article["text"] for article in case]
    mentions = find_actors(texts, pronouns=True)
    found = score_toward(texts, mentions)
    counts = found["label"].value_counts(normalize=True).round(2).to_dict()
    print(f"\n{len(found)} mentions in {len(texts)} reports: {counts}")
    assert found.index.equals(mentions.index) and not found.isna().any().any()
