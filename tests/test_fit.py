"""Fitting: vectors, marked words and the logistic regression, on tiny input and against scikit-learn."""

import json

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from analysis.mark.context import load_context
from analysis.mark.lexicon import load_lexicon
from analysis.read.segment import parse
from analysis.validate import fit as fitting
from analysis.validate.fit import fit, out_of_fold
from analysis.validate.logistic import fit_logistic
from analysis.validate.marked import read_marked, tokens
from analysis.validate.vectors import _company, word_vectors

LINES = [
    {"id": i, "article": str(i), "outlet": outlet, "text": text, "biased": bool(marks), "biased_words": marks}
    for i, (outlet, text, marks) in enumerate(
        [
            ("Herald", "The harsh plan failed.", ["Harsh"]),
            ("Wire", "The plan passed “a harsh test”.", []),
            ("Wire", "The plan is out.", []),
        ]
    )
]


@pytest.fixture
def folder(tmp_path):
    """Thirty tiny articles with two words of like company (harsh, cruel), and six marked sentences of ten articles."""
    for i in range(30):
        word = ("harsh", "cruel", "green")[i % 3]
        rest = "door was painted in the garden" if word == "green" else "plan hurt the poor people badly"
        (tmp_path / f"{i}.txt").write_text(f"The {word} {rest} as Ada Oduya said on day {i}. " * 3, encoding="utf-8")
    rows = [dict(LINES[i % 3], id=i, article=str(i), text=f"{LINES[i % 3]['text']} Seen at {i}.") for i in range(30)]
    (tmp_path / "babe.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def test_marks_are_found_by_key_and_say_nothing_inside_quotes(tmp_path):
    path = tmp_path / "babe.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    first, second, _ = read_marked(path)
    assert first.gold.tolist() == [False, True, False, False]
    assert [w for w, q in zip(second.doc.words, second.quoted, strict=True) if q] == ["a", "harsh", "test"]


def test_a_line_without_marks_is_named(tmp_path):
    (tmp_path / "babe.jsonl").write_text('{"id": 1, "text": "The plan."}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 1: .*biased_words"):
        read_marked(tmp_path / "babe.jsonl")


def test_marked_sentences_are_needed(tmp_path):
    with pytest.raises(FileNotFoundError, match="marked words"):
        fit(tmp_path, tmp_path / "out")


def test_an_unknown_split_is_refused(tmp_path):
    with pytest.raises(ValueError, match="'article' or 'outlet'"):
        out_of_fold(tmp_path, by="topic")


def test_regression_through_types_equals_regression_over_words():
    rng = np.random.default_rng(0)
    features, ids = rng.normal(size=(6, 3)), rng.integers(0, 6, 200)
    gold = (rng.random(200) < 0.4).astype(float)
    places = [sp.csr_matrix((np.ones(200), ids, np.arange(201)), shape=(200, 6))]
    ours = fit_logistic(
        [sp.csr_matrix(features)], places, np.zeros((200, 1)), gold, weight=np.ones(200), penalty=2.0
    )
    theirs = LogisticRegression(C=0.5, tol=1e-8).fit(features[ids], gold)
    assert ours.positions[0] == pytest.approx(theirs.coef_[0], abs=1e-3)
    assert ours.intercept == pytest.approx(theirs.intercept_[0], abs=1e-3)


def test_words_of_like_company_have_like_vectors(folder):
    (folder / "babe.jsonl").unlink()
    vectors = word_vectors(folder, dimensions=5)
    row = {w: vectors.matrix[i] for i, w in enumerate(vectors.words)}
    assert row["harsh"] @ row["cruel"] > 0.9 > row["harsh"] @ row["green"]
    assert vectors.capital[vectors.words.index("oduya")] > 0 == vectors.capital[vectors.words.index("harsh")]


def test_fitting_twice_writes_the_same_bytes_and_finds_the_marked_word(folder, tmp_path):
    one, two = fit(folder, tmp_path / "one"), fit(folder, tmp_path / "two")
    for name in ("words.npz", "weights.json"):
        assert (one / name).read_bytes() == (two / name).read_bytes()
    doc = parse("The harsh plan failed.")
    assert int(np.argmax(load_context(one).probabilities(doc))) == 1


def test_an_unseen_word_weighs_the_same_in_the_tables_as_in_the_model(folder, tmp_path):
    context = load_context(fit(folder, tmp_path / "out"))
    sentences, table = fitting._material(str(folder))
    data = tokens(sentences, table.index, table.names, load_lexicon())
    model = fitting._train(data, table, np.arange(len(data.gold)))
    held_out = fitting._held_out(data, table, fitting._folds([s.article for s in sentences]))
    slope, _ = fitting._calibration(data, held_out)
    unseen = table.words[table.n_shipped :]
    assert unseen == sorted(map(str, range(30)))  # the numbers at the ends of the marked sentences
    features = [f[table.n_shipped :] for f in table.positions()]
    given = slope * np.stack([f @ w for f, w in zip(features, model.positions, strict=True)], axis=1)
    assert abs(given).max() > 0.01
    assert context._unseen_rows(unseen) == pytest.approx(given, abs=2e-3)


def test_words_out_of_fold_keep_their_offsets_and_marks(folder):
    found = out_of_fold(folder)
    text = json.loads((folder / "babe.jsonl").read_text().splitlines()[0])["text"]
    marked = found[(found["id"] == "0") & found["gold"]].iloc[0]
    assert text[marked["start"] : marked["end"]] == "harsh"
    assert found["probability"].between(0, 1).all()


def test_neighbours_count_one_over_their_distance():
    counts = _company(np.array([0, 1, 2]), np.array([0, 0, 0]), 3).toarray()
    assert counts.tolist() == [
        [0, 0, 0, 0, 1, 1 / 2],  # the first word: nothing to its left; the second at 1 and the third at 2 to its right
        [1, 0, 0, 0, 0, 1],
        [1 / 2, 1, 0, 0, 0, 0],
    ]
