"""distinctive_words on tiny invented reports."""
import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

from analysis.contrast.style import house_style
from analysis.contrast.swaps import Cells, Contrast
from analysis.contrast.words import distinctive_words
from analysis.gather.copies import find_boilerplate

PLACES = "Osten Tarn Vale Brill Corran Dunmoor Esk Farrow".split()


def reports(n=8, **lines):
    """In each of n events every outlet's line, with the place of the event in it."""
    rows = [
        {"event": f"e{i}", "outlet": outlet, "text": line.format(place=PLACES[i], number=i)}
        for i in range(n)
        for outlet, line in lines.items()
    ]
    return pd.DataFrame(rows)


def test_the_word_that_only_one_outlet_uses_in_every_event_is_found_with_its_rate():
    words = distinctive_words(reports(Harbour="Thugs left {place} today", Vale="Crowds left {place} today"))
    found = words.set_index("term")
    assert set(words["term"]) == {"thugs", "crowds", "thugs left", "crowds left"} | {"left", "today"}
    counted = found.loc["thugs", ["outlet", "difference", "n_events", "n_outlet", "n_others"]]
    assert counted.tolist() == ["Harbour", 250, 8, 8, 0]
    assert found.loc["thugs", "p"] == pytest.approx(2 / 2**8, abs=0.002) and found.loc["thugs", "q"] < 0.05
    assert found.loc["crowds", ["outlet", "n_outlet", "n_others"]].tolist() == ["Vale", 8, 0]
    assert found.loc["left", "p"] == 1


def test_words_in_quotation_marks_are_not_the_outlets():
    said = "“{} left {{place}},” said trader Ben Ruiz."
    words = distinctive_words(reports(Harbour=said.format("Thugs"), Vale=said.format("They")))
    assert not {"thugs", "they", "left"} & set(words["term"]) and "trader" in set(words["term"])


def test_a_word_in_fewer_than_five_events_is_not_tested():
    frame = reports(Harbour="A calm day in {place}", Vale="A calm day in {place}")
    frame.loc[frame.index[:8], "text"] += " riot"  # four events
    assert "riot" not in set(distinctive_words(frame)["term"])


def test_pairs_do_not_reach_over_a_full_stop_or_a_possessive():
    terms = set(distinctive_words(reports(Harbour="Crowds left. Police came", Vale="The mayor's house burned"))["term"])
    assert {"crowds left", "police came", "the mayor", "house burned"} <= terms
    assert not {"left police", "mayor house"} & terms


def test_numbers_are_no_words():
    words = distinctive_words(reports(Harbour="12 fled", Vale="13 died"))
    assert set(words["term"]) == {"fled", "died", "12 fled", "13 died"}


def test_one_event_is_described_and_not_tested():
    words = distinctive_words(reports(1, Harbour="Thugs left", Vale="Crowds left"))
    assert words[["p", "q", "p_max"]].isna().all(axis=None) and words["difference"].max() == 500
    assert words.attrs["sentence"].startswith("A description of 1 shared events: fewer than 6 cannot tell")


@pytest.mark.parametrize("lines", [{"Harbour": "Thugs left"}, {"Harbour": "", "Vale": ""}, {"A": "", "B": "", "C": ""}])
def test_nothing_to_compare_is_an_empty_table_with_a_sentence(lines):
    words = distinctive_words(reports(**lines))
    assert words.empty and words.attrs["sentence"] == "No event has words by two outlets: nothing to compare."


def test_a_table_without_events_is_one_sentence():
    with pytest.raises(ValueError, match="There is no column 'event'"):
        distinctive_words(reports(Harbour="Thugs left").drop(columns="event"))


def test_the_same_words_in_another_order_give_p_1_everywhere():
    words = distinctive_words(reports(Harbour="Crowds left {place} today", Vale="Today {place} crowds left"))
    same = words[words["term"].isin(["crowds", "left", "today"])]
    assert len(same) == 3 and (same["p"] == 1).all() and (same["difference"] == 0).all()


@pytest.mark.parametrize("by", ["outlet", "side"])
def test_identical_reports_are_copies_and_leave_nothing_to_compare(by):
    frame = reports(Harbour="Crowds left {place} today", Vale="Crowds left {place} today")
    words = distinctive_words(frame.assign(side=frame["outlet"].str[0]), by=by)
    assert words.empty and words.attrs["sentence"] == (
        "No event has words by two outlets: nothing to compare. "
        "8 reports with the text of another on the same event left out (Vale after Harbour)."
    )


def test_row_order_does_not_matter():
    frame = reports(Harbour="Thugs left {place} today", Vale="Crowds left {place} today", Coast="They left {place}")
    pd.testing.assert_frame_equal(distinctive_words(frame), distinctive_words(frame[::-1]))


def test_a_word_carried_by_one_outlet_of_a_group_has_nothing_without_it():
    frame = reports(Harbour="Thugs left", Vale="Crowds left", Coast="Crowds left now", Moor="Crowds left then")
    frame["side"] = frame["outlet"].map({"Harbour": "left", "Vale": "left", "Coast": "right", "Moor": "right"})
    found = distinctive_words(frame, by="side").set_index("term")
    assert found.loc["thugs", "outlet"] == "left" and found.loc["thugs", "z"] > 2
    assert found.loc["thugs", "z_least"] == 0 < abs(found.loc["thugs", "z"])
    assert "and words that one outlet carries" in distinctive_words(frame, by="side").attrs["sentence"]


def test_a_word_of_a_whole_group_keeps_its_sign_whichever_outlet_is_left_out():
    lines = dict(Harbour="Thugs left", Vale="Thugs left now", Coast="Crowds left", Moor="Crowds left now")
    frame = reports(**lines, Esk="They left")
    frame["side"] = frame["outlet"].map(dict(zip(frame["outlet"].unique(), "aabbc", strict=True)))
    found = distinctive_words(frame, by="side").set_index(["outlet", "term"])
    assert found.loc[("a", "thugs"), "z_least"] > 2 and found.loc[("b", "thugs"), "z_least"] < -1


def test_a_line_that_one_outlet_repeats_is_boilerplate_and_not_counted():
    line = "Read every Harbour letter on Sunday"
    frame = reports(Harbour="Crowds left {place}. " + line, Vale="Crowds left {place} at noon")
    found = {frame["text"][span.article][span.start : span.end] for span in find_boilerplate(frame).itertuples()}
    assert found == {line}
    assert not {"letter", "every harbour"} & set(distinctive_words(frame)["term"])


def test_a_line_that_every_outlet_repeats_is_no_boilerplate():
    assert find_boilerplate(reports(Harbour="Read every letter on Sunday", Vale="Read every letter on Sunday")).empty


@pytest.mark.parametrize(
    "term, style",
    [
        ("mr orlow", "house style"), ("orlow", ""), ("percent", "house style"), ("per cent", "house style"),
        ("the united", "house style"), ("told harbour", "house style"), ("harbour post", "house style"),
        ("of the", "function words"), ("thugs", ""), ("claimed that", ""), ("post office", ""), ("a thug", ""),
        ("20 of", "function words"), ("associated press", "house style"),
    ],
)  # fmt: skip
def test_house_style_is_told_from_wording(term, style):
    assert house_style(term, ["Harbour Post"]) == style


def contrast(table, n_groups):
    """One term; `table` holds its rate per event and group."""
    rates = sparse.csr_matrix(np.asarray(table, dtype=float).reshape(-1, 1))
    cells = Cells(rates, rates, np.repeat(np.arange(len(table)), n_groups), np.tile(np.arange(n_groups), len(table)))
    return Contrast(cells, cells.group == 0)


def test_p_of_two_groups_equals_scipys_permutation_test():
    table = np.random.default_rng(4).poisson(2, (11, 2)) + [[0.5, 0]]
    pair, mean = tuple(table.T), lambda a, b: np.mean(a - b)
    other = stats.permutation_test(pair, mean, permutation_type="samples", n_resamples=np.inf)
    p, p_max = contrast(table, 2).swapped()
    assert [p[0], p_max[0]] == pytest.approx([other.pvalue] * 2, abs=0.02)  # of one term the largest is the only one


def test_z_of_three_groups_equals_all_orders_written_out():
    table = np.array([[3.0, 1, 2], [5, 0, 1]])
    differences = [[row[j] - (row.sum() - row[j]) / 2 for j in range(3)] for row in table]
    every = [(a + b) / 2 for a in differences[0] for b in differences[1]]
    assert contrast(table, 3).z()[0] == pytest.approx(every[0] / np.std(every))
