"""Measures whose value a reader does in the head, the card's rows, and a reader's own labels."""

import numpy as np
import pandas as pd
import pytest
from sklearn import metrics

from analysis.validate import folds, loaded, measures, rows, speech, tilt
from analysis.validate.evaluate import evaluate
from analysis.validate.labelled import labelled, read_labelled

rng = np.random.default_rng(4)
GOLD, SCORE = rng.random(300) < 0.3, rng.integers(0, 12, 300)
WEIGHT = rng.integers(0, 4, 300).astype(float)


@pytest.mark.parametrize(
    "gold, score, value",
    [
        ([1, 0], [2, 1], 1),
        ([1, 0], [1, 2], 0),
        ([1, 0], [1, 1], 1 / 2),  # a tie counts half
        ([1, 1, 0], [3, 1, 2], 1 / 2),
        ([1, 0, 0, 0], [2, 1, 2, 3], 1.5 / 3),
        ([1, 1], [1, 2], np.nan),
        ([], [], np.nan),
    ],
)
def test_auc_is_the_share_of_pairs_in_order(gold, score, value):
    assert measures.auc(gold, score) == pytest.approx(value, nan_ok=True)


def test_auc_and_average_precision_equal_scikit_learns_with_and_without_weights():
    for weight in (None, WEIGHT):
        own = measures.auc(GOLD, SCORE, weight), measures.average_precision(GOLD, SCORE, weight)
        assert own[0] == pytest.approx(metrics.roc_auc_score(GOLD, SCORE, sample_weight=weight))
        assert own[1] == pytest.approx(metrics.average_precision_score(GOLD, SCORE, sample_weight=weight))


def test_pairs_across_groups_do_not_count():
    gold, score, outlet = [1, 0, 1, 0], [9, 8, 1, 2], [0, 0, 1, 1]
    assert measures.auc(gold, score) == 2 / 4
    assert measures.within_auc(gold, score, outlet) == 1 / 2
    shifted = SCORE + 100 * (WEIGHT > 1)  # a group's level helps nobody
    group = (WEIGHT > 1).astype(int)
    assert measures.within_auc(GOLD, shifted, group) == measures.within_auc(GOLD, SCORE, group)


@pytest.mark.parametrize(
    "right, found, wanted, value",
    [(1, 2, 2, 1 / 2), (1, 1, 3, 1 / 2), (2, 2, 2, 1), (0, 3, 1, 0), (0, 0, 0, np.nan)],
)
def test_f1_is_twice_right_over_found_and_wanted(right, found, wanted, value):
    assert measures.f1([right], [found], [wanted]) == pytest.approx(value, nan_ok=True)


def test_macro_f1_equals_scikit_learns_over_the_classes_readers_used():
    gold, said = rng.integers(0, 3, 200), rng.integers(0, 3, 200)
    own = measures.macro_f1(gold, said)
    assert own == pytest.approx(metrics.f1_score(gold, said, average="macro"))
    assert measures.macro_f1([0, 0, 1], [0, 1, 1]) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert measures.macro_f1([0, 0, 1], [0, 1, 1], of=1) == pytest.approx(2 / 3)  # class 1 is not averaged
    assert measures.macro_f1([0, 0], [0, 5]) == pytest.approx(2 / 3)  # class 5 is a false find, no class of its own


def test_b_cubed_of_a_split_and_a_lumped_cluster():
    gold = pd.Series(["a", "a", "b", "b"])
    lumped = measures.b_cubed(gold, pd.Series(["x"] * 4))
    split = measures.b_cubed(gold, pd.Series(["x", "y", "z", "z"]))
    assert lumped.mean().tolist() == [1 / 2, 1]
    assert split.mean().tolist() == [1, 3 / 4]
    assert measures.f_of(lumped["precision"], lumped["recall"]) == pytest.approx(2 / 3)


def test_the_best_threshold_takes_the_two_marked_cases_and_no_more():
    assert measures.best_f1([1, 1, 0, 0], [0.9, 0.8, 0.3, 0.1]) == 0.8
    assert measures.best_f1([1, 0, 1, 0], [4, 3, 2, 1]) == 2
    cut = measures.best_f1(GOLD, SCORE)
    values = {c: metrics.f1_score(GOLD, SCORE >= c) for c in set(SCORE)}
    assert values[cut] == max(values.values())


def test_a_cut_that_carries_does_not_hang_on_how_many_are_marked():
    gold, score = np.array([1, 0, 1, 0, 0]), np.array([5, 4, 3, 2, 1])
    assert measures.carried_cut(gold, score) == 3  # takes both marked ones and 1 of 3 others
    again = np.repeat([0, 1, 2, 3, 4], [1, 9, 1, 9, 9])  # nine times as many that are not marked
    assert measures.carried_cut(gold[again], score[again]) == 3
    assert measures.best_f1(gold, score) == 3 and measures.best_f1(gold[again], score[again]) == 5


def test_from_the_sure_point_on_half_are_marked():
    assert measures.sure_point([1, 0, 1, 0, 0], [5, 4, 3, 2, 1]) == 2  # 2 of 4
    assert measures.sure_point([0, 0], [2, 1]) == np.inf


def test_unequal_lengths_are_a_sentence():
    with pytest.raises(ValueError, match="2 labels for 1 scores"):
        measures.auc([1, 0], [1])


def test_an_interval_draws_units_and_not_cases():
    gold = [1.0] * 50 + [0.0] * 50
    alone = measures.estimate(measures.share, range(100), gold, np.ones(100))
    by_two = measures.estimate(measures.share, ["a"] * 50 + ["b"] * 50, gold, np.ones(100))
    assert alone[0] == by_two[0] == 1 / 2
    assert alone == measures.estimate(measures.share, range(100), gold, np.ones(100))  # same seed, same interval
    assert alone[1] == pytest.approx(0.4, abs=0.03) and alone[2] == pytest.approx(0.6, abs=0.03)
    assert by_two[1:] == (0, 1)
    assert np.isnan(measures.estimate(measures.share, ["a"] * 3, [1, 0, 1], np.ones(3))[1])


def test_peers_are_measured_on_the_same_cases():
    about = rows.About("loaded words", "data", "hand lexicon", "words", "articles")
    row = rows.measured(about, "AUC", measures.auc, [1, 2], [1, 0], [2, 1], peers={"coin": ([1, 0], [1, 1])})
    assert (row.value, row.n, row.peers) == (1, 2, {"coin": 0.5})
    assert [(own.limit, own.met) for own in (rows.limited(row, 0.5), rows.limited(row, 1))] == [
        ("at most 0.5", False), ("at most 1", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "speaker, person",
    [("Vera_Lind", True), ("Lind", True), ("Moss", False), ("Ost_Party", False), ("Ost_lawmakers", False)],
)
def test_a_person_has_two_names_or_a_known_last_name(speaker, person):
    assert speech.is_person(speaker, {"lind"}) is person


def test_half_a_span_is_covered():
    spans = pd.DataFrame({"article": ["a", "b"], "start": [0, 0], "end": [10, 10]})
    found = pd.DataFrame({"article": ["a", "a"], "start": [0, 8], "end": [3, 30]})
    assert speech.covered(spans, found).tolist() == [0.5, 0]


def test_weights_of_words_add_up_to_the_noisy_or_of_a_text():
    assert 1 - np.exp(-loaded.weights([0.5, 0.2]).sum()) == pytest.approx(1 - 0.5 * 0.8)
    texts = pd.Series({"a": "The shameful plan fell.", "b": "The council met.", "c": ""})
    own = loaded.scores(texts, loaded.HAND)
    assert own["score"].tolist() == [pytest.approx(-np.log(1 - loaded.BY_STRENGTH[3])), 0, 0]
    assert own["flagged"].tolist() == [True, False, False] and own["n_words"].tolist() == [4, 3, 0]


def test_the_fitted_model_weighs_the_words_where_it_is_installed():
    if not loaded.fitted_is_here():
        pytest.skip("the fitted tables are not installed")
    found = loaded.evidence(pd.Series({"a": 'He said: "A shameful plan." It fell.'}), loaded.FITTED)
    assert found["own"].tolist() == [True, True, False, False, False, True, True]
    assert found["weight"].idxmax() == 3 and found["weight"].tolist()[:2] == [0, 0]  # faint words add nothing


def test_a_cut_is_chosen_on_the_other_outlets():
    gold, score = np.array([1, 0, 1, 0]), np.array([0.9, 0.8, 0.3, 0.2])
    assert folds.cuts(gold, score, np.array(["a", "a", "b", "b"]), whole=True).tolist() == [0.3, 0.3, 0.9, 0.9]


def test_an_outlets_mean_leaves_out_the_case_itself():
    own = loaded.others_mean(np.array([1.0, 0, 1]), np.array([0, 0, 1]), np.array([0, 1, 2]))
    assert own.tolist() == [0, 1, pytest.approx(2 / 3)]  # the third outlet has no other article: the mean of all


def test_a_swap_of_names_writes_both_sides_alike():
    names = tilt.SWAPS["Trump and Obama"]
    text = "Donald Trump met Obama."
    assert [tilt.change(names, to)(text) for to in (0, 1)] == ["Donald Trump met Trump.", "Barack Obama met Obama."]


def test_a_name_that_is_flagged_shows_as_a_shift_and_a_flip():
    one = pd.DataFrame({"score": [0.0, np.log(2)], "flagged": [False, True]})
    other = pd.DataFrame({"score": [np.log(2), np.log(2)], "flagged": [True, True]})
    assert tilt.shifts(one, other).to_numpy().tolist() == [[pytest.approx(1 / 2), True], [0, False]]


def test_the_hand_lexicon_sees_no_names():
    texts = pd.Series(["Trump slammed the shameful plan.", "Obama spoke.", "The Democrats spoke."])
    assert [(row.value, row.met) for row in tilt.swaps(texts)] == [(0, True)] * 3


OWN = "text,label,outlet\n" + "".join(
    f"The {'shameful' if n % 2 else 'town'} council spoke on day {n}.,{n % 2},{'AB'[n // 20]}\n" for n in range(40)
)


def test_a_readers_own_csv_gives_the_card_of_each_outlet(tmp_path):
    (tmp_path / "mine.csv").write_text(OWN, encoding="utf-8")
    card = evaluate(tmp_path / "mine.csv").query("marker == 'hand lexicon'").set_index("measure")
    assert card["value"].to_dict() == {
        "AUC": 1, "AUC within equal lengths": 1, "AUC inside outlets": 1,
        "AUC, A": 1, "false-positive rate, A": 0, "AUC, B": 1, "false-positive rate, B": 0,
    }  # fmt: skip
    assert card["n"].to_dict()["AUC"] == 40 and card["peers"]["AUC"]["TextBlob subjectivity"] == 0.5
    turned = OWN.replace(".,0,", ".,2,").replace(".,1,", ".,0,").replace(".,2,", ".,1,")
    (tmp_path / "turned.csv").write_text(turned, encoding="utf-8")
    assert labelled(tmp_path / "turned.csv", "hand lexicon")[0].value == 0


@pytest.mark.parametrize(
    "content, told",
    [
        ("text,label\nA plan.,perhaps\n", r"mine.csv, row 2: label is 'perhaps'; write 1 or 0"),
        ("text,label\nA plan.,1\n,0\n", r"mine.csv, row 3: the text is empty"),
        ("text,mark\nA plan.,1\n", r"mine.csv: no column 'label' \(text, mark\)"),
        ("", r"mine.csv: no column 'text' \(no rows\)"),
        ("\0\1\2\3" * 40, r"mine.csv: binary file"),
    ],
)
def test_a_wrong_csv_is_one_sentence(tmp_path, content, told):
    (tmp_path / "mine.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        read_labelled(tmp_path / "mine.csv")
