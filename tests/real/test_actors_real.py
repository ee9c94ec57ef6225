"""Actors and names against human labels. Figures are printed, with the rule of thumb beside them."""

import csv
import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import binomtest

from analysis.gather.names import find_labels, find_names
from analysis.mark.actors import find_actors
from analysis.read.articles import read_articles

_NO_SPACE = frozenset(", . ; : ? ! ) % ’ ” - / 's ’s n't n’t 're 've 'll 'd 'm ...".split())
_NO_SPACE_AFTER = frozenset("( $ “ ‘ - / # @".split()) | {"", "\n"}
_LABELS = {
    "kill": "killed",
    "assassinat": "assassinated",
    "strike/airstrike/drone": "strike",
    "death/die": "death",
    "take out": "took out",
    "operation/action": "operation",
}


def joined(sentences: list[list[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """Tokens as running text, and the offsets of each token."""
    text, offsets = "", []
    for tokens in sentences:
        spans, before, inside = [], "", False
        for token in tokens:
            if token in ("\\n", "\n"):
                text = text.rstrip(" ") + "\n\n"
                spans.append((len(text), len(text)))
                before = "\n"
                continue
            tight = token in _NO_SPACE or before in _NO_SPACE_AFTER or (inside and '"' in (token, before))
            if text and not tight and not text.endswith("\n"):
                text += " "
            inside ^= token == '"'
            spans.append((len(text), len(text) + len(token)))
            text, before = text + token, token
        offsets.append(spans)
        text += "" if text.endswith("\n") else " "
    return text, offsets


@pytest.fixture(scope="module")
def wcl(request) -> tuple[pd.DataFrame, list[tuple]]:
    """NewsWCL50 as an articles frame, and its mentions: article, event, start, end, concept, words."""
    folder: Path = request.getfixturevalue("data")
    rows, gold = [], set()
    for line in (folder / "newswcl50.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text, offsets = joined(article["sentences"])
        rows.append({"id": article["article"], "event": article["event"], "text": text})
        for m in article["mentions"]:
            spans = offsets[m["sentence"]][m["start"] : m["end"]]
            if spans:
                span = (spans[0][0], spans[-1][1])
                gold.add((article["article"], article["event"], *span, m["concept"], text[slice(*span)]))
    return pd.DataFrame(rows).set_index("id"), sorted(gold)


def b_cubed(pairs: list[tuple]) -> tuple[float, float, float]:
    """Precision, recall and F of (event, gold, found) triples."""
    gold, found, both = Counter(), Counter(), Counter(pairs)
    for event, a, b in pairs:
        gold[event, a] += 1
        found[event, b] += 1
    p = sum(both[t] / found[t[0], t[2]] for t in pairs) / len(pairs)
    r = sum(both[t] / gold[t[0], t[1]] for t in pairs) / len(pairs)
    return p, r, 2 * p * r / (p + r)


def interval(pairs: list[tuple], n: int = 300) -> tuple[float, float]:
    """95 % interval of B-cubed F, events resampled."""
    by_event, rng = defaultdict(list), random.Random(0)
    for pair in pairs:
        by_event[pair[0]].append(pair)
    values = []
    for _ in range(n):
        drawn = rng.choices(sorted(by_event), k=len(by_event))
        values.append(b_cubed([(k, a, b) for k, event in enumerate(drawn) for _, a, b in by_event[event]])[2])
    return sorted(values)[round(0.025 * n)], sorted(values)[round(0.975 * n) - 1]


def test_actors_are_found_and_held_together(wcl):
    articles, gold = wcl
    found = defaultdict(list)
    for row in find_actors(articles).itertuples():
        found[row.article].append((row.start, row.end, row.actor))
    ours, every, last_word, hits = [], [], [], 0
    gold = [g for g in gold if g[4].endswith("_ACTOR")]
    for article, event, start, end, concept, words in gold:
        near = [(min(end, e) - max(start, s), s - e, actor) for s, e, actor in found[article] if s < end and e > start]
        hits += bool(near)
        actor = max(near)[2] if near else (article, start)
        every.append((event, concept, actor))
        if any(word[0].isupper() and word.lower() not in ("the", "a", "his", "mr") for word in words.split()):
            ours.append((event, concept, actor))
            last_word.append((event, concept, re.findall(r"[\w-]+", words)[-1].lower()))
    recall, (p, r, f), (low, high) = hits / len(gold), b_cubed(ours), interval(ours)
    print(f"\nNewsWCL50 actors: recall by overlap {recall:.3f} (n={len(gold)}; 5 unseen events are not here)")
    print(f"named, B-cubed P {p:.3f} R {r:.3f} F {f:.3f} [{low:.3f}, {high:.3f}] (n={len(ours)}, 7 events)")
    print(f"last word of the mention: F {b_cubed(last_word)[2]:.3f}; all mentions, ours: F {b_cubed(every)[2]:.3f}")
    assert recall >= 0.90 and f >= 0.90


@pytest.fixture(scope="module")
def case(request) -> pd.DataFrame:
    folder: Path = request.getfixturevalue("data")
    articles = read_articles(folder / "soleimani-case.jsonl", folder / "fars")
    return articles.assign(event="killing of Qasem Soleimani")


@pytest.fixture(scope="module")
def uses(case) -> pd.DataFrame:
    return find_labels(case)


def nearest(text: str, start: int, slot: str) -> bool:
    """The rule of thumb: the name within 90 characters of an act, 45 of a man's label."""
    reach = 90 if slot == "act" else 45
    return bool(re.search(r"S[ou]leimani", text[max(0, start - reach) : start + reach]))


def test_labels_have_the_right_referent_and_voice(case, uses, data):
    with (data / "labels" / "soleimani_terms.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["start"]]
    keys = {key: next(label for label in case.index if str(label).endswith(key)) for key in {r["id"] for r in rows}}
    right = voiced = thumb = 0
    for row in rows:
        article, start, end = keys[row["id"]], int(row["start"]), int(row["end"])
        here = uses[(uses["article"] == article) & (uses["where"] == "text")]
        here = here[(here["start"] < end) & (here["end"] > start)]
        label = _LABELS.get(row["label"], row["label"])
        mine = here[here["referent"].str.contains("Soleimani") & here["label"].str.contains(label)]
        right += (len(mine) > 0) == (row["referent_ok"] == "1")
        thumb += nearest(case.loc[article, "text"], start, row["slot"]) == (row["referent_ok"] == "1")
        said = row["voice"] if row["voice_ok"] == "1" else "quoted"
        voices = {"quoted" if v == "quoted" else "narrator" for v in mine["voice"]}
        voiced += not len(mine) or said in voices
    n = len(rows)
    low, high = binomtest(voiced, n).proportion_ci(method="wilson")
    print(f"\nreal case, n={n}: referent {right / n:.3f} (by distance {thumb / n:.3f})")
    print(f"voice {voiced / n:.3f} [{low:.3f}, {high:.3f}]; an embedded post and a transcript count as quoted here")
    assert right / n >= 0.95 and high >= 0.97


def test_fars_says_martyred_and_no_other_narrator_does(case):
    names = find_names(case)
    act = names[(names["kind"] == "act") & names["referent"].str.contains("Soleimani")]
    fars = act["outlet"].str.contains("fars", case=False)
    own = act["voice"].isin(["narrator", "scare"])
    table = act[act["label"].isin(["killed", "assassinated", "martyred", "took out", "eliminated", "strike"])]
    print("\n" + table.pivot_table(index="label", columns="voice", values="n", aggfunc="sum", fill_value=0).to_string())
    assert "killed" not in set(act.loc[fars, "label"])
    assert "martyred" in set(act.loc[fars & own, "label"])
    assert "martyred" not in set(act.loc[~fars & own, "label"])
    man = names[names["referent"].str.contains("Soleimani") & names["kind"].isin(["name", "description"])]
    others = ~man["outlet"].str.contains("fars", case=False)
    assert "martyr" not in set(man.loc[others & (man["voice"] == "narrator"), "label"])
