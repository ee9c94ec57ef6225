"""Sentiment toward an actor: names change nothing, words stand where a reader sees them stand, doubt is said."""

import numpy as np
import pandas as pd
import pytest

from analysis.mark.masked import NAME, SELF, Known, masked, tokens
from analysis.mark.standing import PLACES, SIGNS, standing
from analysis.mark.toward import LABELS, from_list, score_toward
from analysis.mark.toward_model import Batch, batch, beside, load_toward, sharpened
from analysis.read.segment import parse

WORDS = "the liar said that he blamed traders was a who lied praised and support for by her critics not mayor".split()
USES = {
    "liar": 5,
    "said": 2,
    "blamed": 2,
    "traders": 5,
    "lied": 2,
    "praised": 2,
    "support": 5,
    "critics": 5,
    "mayor": 5,
}
KNOWN = Known(
    {w: i for i, w in enumerate(WORDS, 3)},
    np.zeros(len(WORDS) + 3, bool),
    np.array([0] * 3 + [USES.get(w, 0) for w in WORDS]),
)


def line_of(text, mention, same=()):
    doc = parse(text)
    start = text.index(mention)
    return masked(tokens(doc, 0, len(doc.words), KNOWN), start, start + len(mention), same)


def shown(line):
    return " ".join({NAME: "NAME", SELF: "SELF"}.get(t.id, t.word) for t in line)


def words_in(text, mention, place):
    line, at = line_of(text, mention)
    weights = standing(line, at).places[:, PLACES.index(place)]
    return [t.word for t, weight in zip(line, weights, strict=True) if weight]


@pytest.mark.parametrize(
    ("text", "mention", "line"),
    [
        ("Oduya blamed traders", "Oduya", "SELF blamed traders"),
        ("Mayor Ada Oduya blamed Ben Ruiz", "Oduya", "SELF blamed NAME"),
        ("Mr. Ruiz was blamed by Mr. Osk Ardel", "Ruiz", "SELF was blamed by NAME"),
        ("the mayor said that Ruiz blamed Ruiz and Oduya", "Ruiz", "the mayor said that SELF blamed SELF and NAME"),
        ("traders praised him and her", "traders", "SELF praised him and her"),
        ("The Mayor Praised Traders by the City", "Traders", "the mayor praised SELF by the NAME"),
        ("he blamed Ada Oduya and Oduya lied", "Ada Oduya", "he blamed SELF and SELF lied"),
    ],
)
def test_a_name_is_one_token_and_the_actors_own_is_told_apart(text, mention, line):
    assert shown(line_of(text, mention)[0]) == line


def test_another_mention_of_the_actor_is_the_actors_own():
    line, at = line_of("the mayor said that Ruiz lied", "Ruiz", same=[(0, 9)])
    assert shown(line) == "SELF said that SELF lied" and at == 3


@pytest.mark.parametrize(
    ("text", "mention", "place", "words"),
    [
        ("Oduya lied", "Oduya", "does", ["lied"]),
        ("Oduya blamed traders", "Oduya", "object", ["traders"]),
        ("Oduya was blamed", "Oduya", "done_to", ["blamed"]),
        ("traders blamed Oduya", "Oduya", "done_to", ["blamed"]),
        ("traders were praised by Oduya", "Oduya", "does", ["praised"]),
        ("Oduya was a liar", "Oduya", "is", ["a", "liar"]),
        ("Oduya’s critics lied", "Oduya", "has", ["critics", "lied"]),
        ("Oduya, a liar, lied", "Oduya", "called", ["a", "liar"]),
        ("Oduya, a liar, lied", "Oduya", "does", ["lied"]),
        ("the liar Oduya lied", "Oduya", "called", ["the", "liar"]),
        ("support for Oduya", "Oduya", "head", ["support", "for"]),
        ("Oduya was not praised", "Oduya", "negated", ["praised"]),
        ("Ruiz lied and critics praised Oduya", "Oduya", "own", ["critics", "praised", "oduya"]),
        ("Oduya lied", "Oduya", "right_1", ["lied"]),
        ("he lied that Oduya lied", "Oduya", "left_4", ["he", "lied"]),
        ("he lied that Oduya lied", "Oduya", "clause_left", ["he", "lied"]),
        ("he said “Oduya lied”", "Oduya", "own_voice", ["oduya", "lied"]),
        ("he said “Oduya lied”", "Oduya", "other_voice", ["he", "said"]),
    ],
)
def test_words_stand_where_a_reader_sees_them(text, mention, place, words):
    assert words_in(text, mention, place) == words


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [
        ("Oduya said that he lied", "speaker", 1),
        ("Oduya lied", "speaker", 0),
        ("Oduya’s critics", "possessor", 1),
        ("traders blamed Oduya", "patient", 1),
        ("praised by Oduya", "agent", 1),
        ("Oduya was praised", "passive", 1),
        ("“Oduya lied”, he said", "quoted", 1),
        ("support for Oduya", "last", 1),
    ],
)
def test_signs_of_the_mention(text, sign, value):
    assert standing(*line_of(text, "Oduya")).signs[SIGNS.index(sign)] == value


@pytest.mark.parametrize(("offset", "rows"), [(-1, [0, 1, 0]), (1, [2, 0, 0]), (0, [1, 2, 3]), (2, [0, 0, 0])])
def test_rows_beside_end_with_the_mention(offset, rows):
    assert beside(np.array([[1.0], [2], [3]]), np.array([0, 2]), offset).ravel().tolist() == rows


def test_a_batch_lays_mentions_end_to_end():
    mentions = [standing(*line_of(text, "Oduya")) for text in ("Oduya lied", "the liar Oduya lied")]
    data = batch(mentions)
    assert isinstance(data, Batch) and data.begins.tolist() == [0, 2] and data.sizes.tolist() == [2, 4]


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


def test_a_label_is_the_largest_share_or_unclear():
    found = score_toward(TEXTS, MENTIONS)
    assert all(row.label in ("unclear", max(LABELS, key=lambda name: row[name])) for _, row in found.iterrows())


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
