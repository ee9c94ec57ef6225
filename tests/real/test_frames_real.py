"""The frame with most cue evidence against FrAC's annotators. Cues were written with the even rows in view only."""

import json

import numpy as np
import pytest

from analysis.mark.frames import find_frames

NINE = {
    "economic": ["economic", "capacity and resources"],
    "morality": ["morality"],
    "fairness and equality": ["fairness and equality"],
    "legality and crime": ["legality, constitutionality and jurisprudence", "crime and punishment"],
    "politics and policy": [
        "political", "policy prescription and evaluation", "external regulation and reputation",
    ],
    "security and defense": ["security and defense"],
    "health and safety": ["health and safety", "quality of life"],
    "cultural identity": ["cultural identity"],
    "public opinion": ["public opinion"],
}  # fmt: skip
FRAME = {ours: theirs for theirs, several in NINE.items() for ours in several}


def _macro_f1(gold, chosen):
    scores = []
    for frame in NINE:
        right = sum(g == c == frame for g, c in zip(gold, chosen, strict=True))
        scores.append(2 * right / max(1, gold.count(frame) + chosen.count(frame)))
    return float(np.mean(scores))


@pytest.mark.parametrize(("half", "floor"), [("even", 0.60), ("odd", 0.60)])
def test_frames_of_frac(data, half, floor):
    with (data / "frac.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][half == "odd" :: 2]
    found = find_frames([row["text"] for row in rows])
    evidence = found.groupby(["article", found["frame"].map(FRAME)])["weight"].sum().unstack(fill_value=0.0)
    best = evidence.idxmax(axis=1)
    gold, chosen = [row["frame"] for row in rows], [best.get(k, "other") for k in range(len(rows))]
    rng = np.random.default_rng(0)
    draws = [rng.integers(0, len(rows), len(rows)) for _ in range(300)]
    resampled = [_macro_f1([gold[i] for i in draw], [chosen[i] for i in draw]) for draw in draws]
    value, (low, high) = _macro_f1(gold, chosen), np.percentile(resampled, [2.5, 97.5])
    print(
        f"\nFrAC, {half} rows (n = {len(rows)}, {gold.count('other')} of them 'other'): macro-F1 over nine frames "
        f"{value:.3f} [{low:.3f}, {high:.3f}]; no cue in {chosen.count('other')}"
    )
    assert value >= floor
