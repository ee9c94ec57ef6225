"""Cues of frames, their sentences and shares; a codebook of one's own; wrong codebooks."""

import math

import pandas as pd
import pytest

from analysis.mark.frames import CODEBOOKS, _codebook, find_frames, score_frames

OWN = (
    "frame,term,forms,exclude,weight\nwater,flood,flood*|high water/tid*,~ of calls,\nwater,wet,,,0.5\nanger,flood,,,\n"
)


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "frame", "term"),
    [
        ("The budget rose.", "economic", "budget"),
        ("The supreme court sat.", "legality, constitutionality and jurisprudence", "supreme court"),
        ("Nurses marched.", "health and safety", "nurse"),
        ("It was immoral.", "morality", "immoral"),
        ("Soldiers left.", "security and defense", "soldier"),
        ("A survey found nothing.", "public opinion", "survey"),
    ],
)
def test_a_cue_of_the_policy_codebook(text, frame, term):
    found = find_frames([text])
    assert (frame, term) in set(zip(found["frame"], found["term"], strict=True))


@pytest.mark.parametrize("text", ["He had a heart attack.", "They lay by the west bank.", "The sky was blue."])
def test_an_exclusion_leaves_the_sentence_without_the_frame(text):
    assert not set(find_frames([text])["frame"]) & {"security and defense", "economic"}


def test_forms_stars_alternatives_and_weights_of_a_codebook_of_ones_own(own):
    found = find_frames(["Flooding came. High tide was wet. A flood of calls."], codebook=own)
    assert found[["sentence", "frame", "term", "weight"]].to_numpy().tolist() == [
        [0, "water", "flood", 1.0],
        [1, "water", "flood", 1.0],
        [1, "water", "wet", 0.5],
        [2, "anger", "flood", 1.0],
    ]


def test_a_share_is_sentences_whose_cues_weigh_one(own):
    scores = score_frames(["Floods came. It was wet. It was wet, so wet. Nothing.", ""], codebook=own)
    assert scores["n_sentences"].tolist() == [4, 0]
    assert scores["share_water"].tolist()[0] == 2 / 4 and math.isnan(scores["share_water"].tolist()[1])
    assert scores["share_anger"].tolist()[0] == 0


def test_offsets_hold_and_the_index_is_kept():
    texts = pd.Series({"x": "No cue.\n\nThe budget and the army."})
    found = find_frames(texts)
    assert [texts["x"][s:e] for s, e in zip(found["start"], found["end"], strict=True)] == ["budget", "army"]
    assert found["sentence"].tolist() == [1, 1] and score_frames(texts).index.tolist() == ["x"]


def test_an_edited_codebook_counts_at_once(own):
    assert len(find_frames(["Rain."], codebook=own)) == 0
    own.write_text(OWN + "water,rain,,,\n", encoding="utf-8")
    assert len(find_frames(["Rain."], codebook=own)) == 1


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("frame,term,weight\na,b,heavy\n", r"row 2 \(b\): weight is 'heavy'"),
        ("frame,term\n,b\n", "row 2 .*the frame is empty"),
        ("frame,term,exclude\na,b,c d\n", "row 2 .*needs `~` once"),
        ("frame;term\na;b\n", "no column 'frame'"),
        ("", "no column 'frame'"),
    ],
)
def test_a_wrong_row_is_named(tmp_path, table, message):
    path = tmp_path / "wrong.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        find_frames(["b"], codebook=path)


def test_a_missing_codebook_is_named():
    with pytest.raises(FileNotFoundError, match="no such codebook; use policy, generic"):
        find_frames(["b"], codebook="polcy")


def test_a_cue_inside_a_longer_one_of_its_frame_is_no_hit_of_its_own(tmp_path):
    path = tmp_path / "own.csv"
    rows = ("frame,term,exclude", "money,trade deal,", "money,deal,", "law,deal,", "law,court,~ yard",
            "money,trade pact,", "money,pact,")  # fmt: skip
    path.write_text("\n".join(rows), encoding="utf-8")
    found = find_frames(["A trade deal. The deal. A court yard, a court. A trade pact, a pact."], codebook=path)
    printed = [("money", "trade deal"), ("law", "deal"), ("money", "deal"), ("law", "deal"), ("law", "court"),
               ("money", "trade pact"), ("money", "pact")]  # fmt: skip
    assert list(zip(found["frame"], found["term"], strict=True)) == printed
    assert found["start"].tolist() == [2, 8, 18, 18, 40, 49, 63] and found["sentence"].tolist() == [0, 0, 1, 1, 2, 3, 3]


@pytest.mark.parametrize(("name", "n_frames"), [("policy", 14), ("generic", 5)])
def test_every_shipped_cue_is_found_by_each_of_its_forms(name, n_frames):
    book = _codebook(name)
    assert len(book.frames) == n_frames and name in CODEBOOKS
    for cue in book.cues:
        for form in cue.forms:
            found = find_frames([" ".join(form).replace("*", "")], codebook=name)
            assert cue.frame in set(found["frame"]), (cue.frame, form)
