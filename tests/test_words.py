"""distinctive_words on tiny invented reports."""
import numpy as np
import pandas as pd
import pytest

from analysis.contrast.style import house_style
from analysis.contrast.terms import add_up, count_terms
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


def test_an_outlet_missing_from_half_of_the_events_is_compared_in_the_other_half():
    frame = reports(Harbour="Thugs left {place} today", Vale="Crowds left {place} today", Esk="They left {place} today")
    words = distinctive_words(frame[(frame["outlet"] != "Esk") | (frame.index < 12)])
    found = words.set_index(["outlet", "term"])
    assert found.loc["Esk", "n_compared"].eq(4).all() and found.loc["Harbour", "n_compared"].eq(8).all()
    assert found.loc["Esk", "verdict"].eq("not enough events to tell").all() and found.loc["Esk", "p"].isna().all()
    assert found.loc[("Harbour", "thugs"), ["difference", "verdict"]].tolist() == [250, "more in Harbour"]


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


def test_a_line_that_one_house_repeats_under_two_names_is_not_counted():
    line = "Read every Harbour letter on Sunday"
    frame = reports(Harbour="Crowds left {place}. " + line, Vale="Crowds left at noon", Moor="They left {place}")
    frame.loc[frame.index % 6 == 0, "outlet"] = "Harbour Online"
    frame["side"] = np.where(frame["outlet"].str.startswith("Harbour"), "a", "b")
    assert "every harbour" not in set(distinctive_words(frame, by="side")["term"])


def test_a_line_that_every_outlet_repeats_is_no_boilerplate():
    assert find_boilerplate(reports(Harbour="Read every letter on Sunday", Vale="Read every letter on Sunday")).empty


@pytest.mark.parametrize(
    "term, style",
    [
        ("mr orlow", "house style"), ("orlow", ""), ("percent", "house style"), ("per cent", "house style"),
        ("the united", "house style"), ("told harbour", "house style"), ("harbour post", "house style"),
        ("of the", "function words"), ("thugs", ""), ("claimed that", ""), ("post office", ""), ("a thug", ""),
        ("20 of", "function words"), ("associated press", "house style"), ("president orlow", "house style"),
        ("us officials", "house style"), ("to us", "function words"), ("n.s.a", "house style"),
        ("us-tarn", "house style"), ("on december", "house style"), ("presidential", ""), ("us", "function words"),
    ],
)  # fmt: skip
def test_house_style_is_told_from_wording(term, style):
    assert house_style(term, ["Harbour Post"]) == style


@pytest.mark.parametrize("by", ["outlet", "side"])
def test_counts_of_two_halves_add_up_to_the_counts_of_all(by):
    said = "“Go home,” said Ben Ruiz. {place} thugs left Moor {number}"
    frame = reports(Harbour=said, Vale="Crowds left {place}. Police came", Coast="They left {place}")
    frame["side"] = frame["outlet"].map({"Harbour": "a", "Vale": "b", "Coast": "b"})
    left_out = pd.DataFrame({"article": [1], "start": [0], "end": [6]})
    whole = count_terms(frame, by, left_out=left_out)
    parts = [count_terms(part, by, left_out=left_out) for part in (frame[13:], frame[:5], frame[5:13])]
    assert not {"go", "home", "go home"} & set(whole.terms) and "crowds left" in set(whole.terms)
    for order in (parts, parts[::-1]):
        summed = add_up(order)
        pd.testing.assert_frame_equal(summed.cells, whole.cells)
        columns = [pd.Index(part.terms).get_indexer(sorted(whole.terms)) for part in (summed, whole)]
        assert (columns[0] >= 0).all() and len(summed.terms) == len(whole.terms)
        assert (summed.uses[:, columns[0]] != whole.uses[:, columns[1]]).nnz == 0


def test_a_word_that_no_swap_can_make_sure_is_too_rare_to_tell():
    frame = reports(Harbour="A calm day in {place}", Vale="A calm night in {place}")
    frame.loc[[0, 2, 4, 6, 8], "text"] += " riot"  # five events: at best 2 of 2^5 swaps, .0625
    frame.loc[[0, 2, 4, 6, 8, 10], "text"] += " flood"  # six: 2 of 2^6
    words = distinctive_words(frame)
    found = words.set_index("term")
    assert np.isnan(found.loc["riot", ["p", "q", "p_max"]].astype(float)).all() and found.loc["riot", "low"] > 0
    assert found.loc["riot", "verdict"] == "too rare to tell" and found.loc["flood", "p"] == pytest.approx(1 / 32, 0.2)
    assert found.loc["flood", "verdict"] == found.loc["day", "verdict"] == "more in Harbour"
    rare = (words["verdict"] == "too rare to tell").sum()
    assert f"; {rare} are too rare to tell." in words.attrs["sentence"]
