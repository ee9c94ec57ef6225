"""Alpha is Krippendorff's, of any coder's file in one form; what cannot be agreed on is said in one sentence."""

import krippendorff
import numpy as np
import pandas as pd
import pytest

from analysis import agreement, plot_card, read_codes
from analysis.__main__ import main
from analysis.show.plots import describe
from analysis.validate.agreement import _alpha_of

NONE = np.nan
# The worked example that Krippendorff publishes: 4 observers, 12 units, missing values.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]


def coded(*coders: list) -> pd.DataFrame:
    rows = [(f"u{unit}", "ABCD"[n], code) for n, codes in enumerate(coders) for unit, code in enumerate(codes)]
    return pd.DataFrame(rows, columns=["unit", "coder", "code"])


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_the_published_example_is_reproduced(level, alpha):
    result = agreement(coded(*OBSERVERS), level=level)
    assert round(result.value, 3) == alpha
    assert (result.n_units, result.coders) == (11, ("A", "B", "C", "D"))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
@pytest.mark.parametrize("seed", range(4))
def test_another_implementation_agrees(level, seed):
    random = np.random.default_rng(seed)
    codes = random.integers(0, 4 + seed, (3, 25)).astype(float)
    codes[1] = np.where(random.random(25) < 0.6, codes[0], codes[1])
    codes[random.random(codes.shape) < 0.2] = NONE
    other = krippendorff.alpha(codes, level_of_measurement=level)
    assert agreement(coded(*codes.tolist()), level=level).value == pytest.approx(other)


def test_alpha_by_hand():
    # Units 11 00 01: observed 2/6; chance with three 0 and three 1: 2*3*3 / (6*5).
    result = agreement(coded([1, 0, 0], [1, 0, 1]))
    assert result.value == pytest.approx(1 - (2 / 6) / (18 / 30))
    assert result.disagreements.to_dict("records") == [{"unit": "u2", "A": "0", "B": "1"}]
    assert result.used.to_dict("index") == {"A": {"0": 2, "1": 1}, "B": {"0": 1, "1": 2}}
    assert result.pairs[["a", "b", "n_units", "share_same"]].values.tolist() == [["A", "B", 3, 2 / 3]]


def test_the_interval_covers_the_true_alpha_about_19_times_in_20():
    # Two coders see a fair coin right with .9 each: they differ with .18, chance differs with .5; alpha .64.
    held, values = 0, pd.Series([0.0, 1.0], index=[0, 1])
    for seed in range(100):
        random = np.random.default_rng(seed)
        truth = random.integers(0, 2, 60)
        coders = pd.DataFrame({name: np.where(random.random(60) < 0.9, truth, 1 - truth) for name in "ab"})
        _, low, high = _alpha_of(coders, values, "nominal", seed)
        held += low <= 0.64 <= high
    assert 90 <= held <= 99


def test_the_same_seed_gives_the_same_interval_and_order_does_not_matter():
    codes = coded(*OBSERVERS)
    first, turned = agreement(codes), agreement(codes[::-1])
    assert (first.value, first.low, first.high) == (turned.value, turned.low, turned.high)
    assert first.low < first.value < 1.0001 and agreement(codes, seed=1).low != first.low


def test_one_code_for_all_says_nothing():
    result = agreement(coded([1, 1, 1], [1, 1, 1]))
    assert np.isnan(result.value) and np.isnan(result.low) and "alpha says nothing" in result.sentence


def test_the_card_is_drawn_like_the_shipped_one():
    card = agreement(coded([1, 0, 0, 1], [1, 0, 1, 1], [0, 0, 1, 1])).card
    assert card["marker"].tolist() == ["all coders", "A and B", "A and C", "B and C"]
    assert {"task", "data", "split", "measure", "value", "low", "high", "n", "peers"} <= set(card)
    ax = plot_card(card)
    assert len(ax.get_yticks()) == 4
    assert describe(ax).startswith(f"coding, your sheet, alpha, nominal {card['value'][0]:.2f}")


def test_files_of_any_separator_and_spelling_are_one_form(tmp_path):
    filled = "unit,coder,code,sentence\nb,,1,x\nc,,0,y\nd,,,z\nf,, Yes,w\n"
    crowd = "b;1.0;w1\nc;0;w1\nc;1;w2\nf;yes;w2\n"
    (tmp_path / "anna.csv").write_text(filled, encoding="utf-8-sig")
    (tmp_path / "crowd.csv").write_text(f"Unit;Code;Coder\n{crowd}d;NA;w2\n", encoding="utf-8")
    codes = read_codes(tmp_path / "anna.csv", tmp_path / "crowd.csv")
    assert codes[["unit", "coder", "code"]].values.tolist() == [
        ["b", "anna", "1"], ["c", "anna", "0"], ["f", "anna", "yes"],
        ["b", "w1", "1"], ["c", "w1", "0"], ["c", "w2", "1"], ["f", "w2", "yes"],
    ]  # fmt: skip
    assert agreement(codes).disagreements["sentence"].tolist() == ["y"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("unit,coder\nb,x\n", "no column 'code' .unit, coder.; the form is unit, coder, code"),
        ("unit,code\n", "no column 'unit' .no rows."),
        ("unit,code\nb,\n", "no code is filled in"),
        ("unit,code\nb,1\n,1\n", "row 3: a code without a unit"),
        ("unit,code\nb,1\nc,0\nb,0\n", "row 2 and .*row 4: 'x' coded unit 'b' twice .1, 0."),
        ("\x89PNG", "binary file, not text"),
    ],
)
def test_a_damaged_file_is_named_with_row_and_mend(text, told, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ValueError, match=told) as error:
        read_codes(path)
    assert "x.csv" in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("codes", "level", "told"),
    [
        (coded([1, 0]), "nominal", "All codes are by one coder, A"),
        (coded([1, NONE], [NONE, 1]), "nominal", "No unit was coded twice"),
        (coded([1, 0] * 3, ["yes", "no"] * 3), "nominal", "A wrote 0, 1 and B wrote no, yes"),
        (coded([1, "low"], [1, 2]), "ordinal", "code 'low' is no number"),
        (coded([1, 0], [1, 2]), "ratio", "level is 'ratio'; use nominal, ordinal, interval"),
        (coded([n / 7 for n in range(150)], [0] * 150), "interval", "have 150 different values"),
        (coded([1, 0], [1, 2]).drop(columns="unit"), "nominal", "no column 'unit'"),
    ],
)
def test_codes_that_cannot_be_compared_are_an_error(codes, level, told):
    with pytest.raises(ValueError, match=told):
        agreement(codes, level=level)


def test_the_command_prints_alpha_pairs_and_disagreements(tmp_path, capsys):
    for name, codes in (("anna", "1 0 0 1 0"), ("ben", "1 0 1 1 0")):
        rows = "".join(f"u{n},{code}\n" for n, code in enumerate(codes.split()))
        (tmp_path / f"{name}.csv").write_text("unit,code\n" + rows, encoding="utf-8")
    assert main(["agreement", str(tmp_path / "anna.csv"), str(tmp_path / "ben.csv")]) == 0
    out = capsys.readouterr().out
    assert "2 coders (anna, ben) agree at alpha 0.64" in out and "  u2: anna 0, ben 1." in out
    assert main(["agreement", str(tmp_path / "anna.csv")]) == 2
    assert main(["agreement", str(tmp_path / "none.csv")]) == 2
    assert "no such file" in capsys.readouterr().err
