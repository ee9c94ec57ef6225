"""Sentiment toward an actor: another name changes nothing, a doubtful label is unclear, wrong calls are told."""

import numpy as np
import pandas as pd
import pytest

from analysis.mark.standing import PLACES, SIGNS, Standing
from analysis.mark.toward import LABELS, from_list, labels, score_toward
from analysis.mark.toward_model import batch, beside, load_toward, sharpened


@pytest.mark.parametrize(("offset", "rows"), [(-1, [0, 1, 0]), (1, [2, 0, 0]), (0, [1, 2, 3]), (2, [0, 0, 0])])
def test_rows_beside_end_with_the_mention(offset, rows):
    assert beside(np.array([[1.0], [2], [3]]), np.array([0, 2]), offset).ravel().tolist() == rows


def test_a_batch_lays_mentions_end_to_end():
    signs = np.zeros(len(SIGNS))
    data = batch([Standing(np.arange(size), np.zeros((size, len(PLACES))), signs) for size in (2, 4)])
    assert data.begins.tolist() == [0, 2] and data.sizes.tolist() == [2, 4]


def test_sharpness_keeps_the_order_and_the_sum():
    assert np.allclose(sharpened(np.array([[0.6, 0.2, 0.2]]), 2), [[9 / 11, 1 / 11, 1 / 11]])


TEXTS = pd.Series(
    {"a": "Ada Oduya disgraced the city. The corrupt Ben Ruiz lied.", "b": "“Oduya is honest,” Ruiz said."}
)
MENTIONS = pd.DataFrame(
    [("a", 0, 9, "Oduya"), ("b", 1, 6, "Oduya"), ("a", 42, 50, "Ruiz")],
    columns=["article", "start", "end", "actor"],
    index=[7, 5, 3],
)


def test_one_row_a_mention_in_the_order_given():
    found = score_toward(TEXTS, MENTIONS)
    assert found.index.tolist() == [7, 5, 3]
    assert list(found)[:5] == ["negative", "neutral", "positive", "label", "voice"]
    assert np.allclose(found[list(LABELS)].sum(axis=1), 1)
    assert found["voice"].tolist() == ["narrator", "quoted", "narrator"]


def test_no_mentions_no_rows():
    assert score_toward(TEXTS, MENTIONS.iloc[:0]).shape == (0, 5)


def test_another_name_changes_nothing():
    here = score_toward(TEXTS, MENTIONS)
    text = TEXTS["a"].replace("Ada Oduya", "Ximo de Vry").replace("Ben Ruiz", "Osk Ardel")
    spans = [(0, len("Ximo de Vry")), (text.index("Osk"), text.index(" lied"))]
    there = score_toward([text], pd.DataFrame([(0, *span) for span in spans], columns=["article", "start", "end"]))
    assert there[list(LABELS)].to_numpy().tolist() == here.loc[[7, 3], list(LABELS)].to_numpy().tolist()


def test_a_row_does_not_depend_on_the_other_rows():
    together = score_toward(TEXTS, MENTIONS)
    for k in range(3):
        alone = score_toward(TEXTS, MENTIONS.iloc[[k]])
        assert np.allclose(alone[list(LABELS)], together[list(LABELS)].iloc[[k]], atol=1e-6)


def test_a_label_is_the_largest_share_or_unclear_below_the_confidence():
    shares = np.array([[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.1, 0.3, 0.6], [0.3, 0.4, 0.3]])
    assert labels(shares, 0.6).tolist() == ["negative", "neutral", "positive", "unclear"]


@pytest.mark.parametrize(
    ("texts", "rows", "message"),
    [
        ("Oduya lied", [(0, 0, 5)], "list"),
        (["Oduya lied"], [(3, 0, 5)], "article 3"),
        (["Oduya lied"], [(0, 4, 40)], "has 10 characters"),
        (["Oduya lied ..."], [(0, 11, 13)], "holds no word"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(texts, rows, message):
    with pytest.raises(ValueError, match=message):
        score_toward(texts, pd.DataFrame(rows, columns=["article", "start", "end"]))


def test_mentions_without_a_column_are_told():
    with pytest.raises(ValueError, match="no column 'end'"):
        score_toward(["Oduya lied"], pd.DataFrame({"article": [0], "start": [0]}))


def test_without_a_model_listed_words_decide():
    text = "The corrupt Oduya lied. Ruiz went home."
    negative, _, positive = from_list(text, [(12, 17)])[0]
    assert negative > positive
    assert from_list(text, [(24, 28)])[0].tolist() == pytest.approx([0.3, 0.4, 0.3])


def test_an_empty_folder_is_no_model_and_a_damaged_one_is_told(tmp_path):
    assert load_toward(tmp_path / "none") is None
    (tmp_path / "toward.npz").write_bytes(b"no tables")
    (tmp_path / "toward.json").write_text('{"places": [], "signs": []}')
    with pytest.raises(ValueError, match="run fit or delete them"):
        load_toward(tmp_path)
