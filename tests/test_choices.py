"""would_change on tiny invented reports, and its sums against scipy and a plain loop."""
import warnings

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.contrast.choices import would_change
from analysis.contrast.curve import label_signs, means, without_one_event, without_one_outlet
from analysis.contrast.outlets import compare_outlets
from analysis.mark.context import load_context
from analysis.mark.loaded import score_loaded

PLACES = "Osten Tarn Vale Brill Corran Dunmoor Esk Farrow".split()
PLAIN = "The council of {place} closed the old bridge on Monday, and repairs will take until the autumn of year {k}."
CHARGED = "The shameful regime of {place} closed the old bridge; a heinous act, and the autumn of year {k} is far."
MILD = "The heinous council of {place} shut a bridge on Monday, so traders in year {k} must find another road there."
SHORT = "Traders in {place} must find another way across the river because the mayor has shut a bridge for {k} weeks."


def coverage(n=8, headline=None, **lines):
    rows = [
        {"event": f"e{k}", "outlet": outlet, "text": line.format(place=PLACES[k], k=k), "headline": headline}
        for k in range(n)
        for outlet, line in lines.items()
    ]
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def found():
    return would_change(coverage(Herald=CHARGED, Wire=PLAIN))


def test_the_stated_choice_is_what_compare_outlets_finds(found):
    frame = coverage(Herald=CHARGED, Wire=PLAIN)
    other = compare_outlets(frame.join(score_loaded(frame)), "narrator_loaded_per_1000")
    assert found.stated["difference"] == pytest.approx(other.difference, abs=1e-9)
    assert found.stated["n_events"] == other.n_events == 8


def test_words_used_in_every_event_hold_under_every_choice(found):
    assert found.holds and found.share_agreeing == 1 and found.p == 2 / 2**8
    assert found.sentence.startswith("The difference in loaded words in their own voice between Herald and Wire (")
    assert "holds under other choices" in found.sentence and "No choice turns the sign." in found.sentence
    assert 0 <= found.shuffled_excluding_zero < found.share_excluding_zero


def test_other_outlet_first_turns_the_sign_and_nothing_else(found):
    turned = would_change(coverage(Herald=CHARGED, Wire=PLAIN), outlets=["Wire", "Herald"])
    assert turned.table["difference"].to_numpy() == pytest.approx(-found.table["difference"].to_numpy(), nan_ok=True)
    assert (turned.share_agreeing, turned.share_excluding_zero, turned.p) == (
        found.share_agreeing, found.share_excluding_zero, found.p,
    )  # fmt: skip


def test_the_columns_come_in_the_agreed_order(found):
    assert found.table.columns[:4].tolist() == ["choice", "difference", "low", "high"]
    assert found.table.columns[4:11].tolist() == ["lexicon", "voice", "count", "place", "genre", "left_out", "n_events"]
    assert found.table["choice"].is_unique and found.table["stated"].sum() == 1


def test_without_the_category_of_the_only_word_nothing_is_left_to_tell():
    one = "The {place} council closed the bridge on Monday, {word} and repairs take until autumn of year {k}."
    frame = coverage(Herald=one.replace("{word}", "a heinous plan,"), Wire=one.replace("{word}", "a first step,"))
    table = would_change(frame).table.set_index(["lexicon", "count", "voice", "left_out"])
    rows = table.xs(("rate", "narrator", "nothing"), level=["count", "voice", "left_out"])
    assert rows.loc["tables alone", "told"] and rows.loc["tables alone", "difference"] > 0
    assert not rows.loc["without moral_blame", "told"] and rows.loc["without moral_blame", "difference"] == 0


def test_a_difference_in_the_body_alone_does_not_touch_the_headlines():
    frame = coverage(headline="Council shuts bridge", Herald=CHARGED, Wire=PLAIN)
    rows = would_change(frame).table
    assert (rows.loc[rows["place"].eq("headline"), "difference"].fillna(0) == 0).all()


def test_opinion_is_a_choice_where_genre_is_known():
    frame = coverage(Herald=CHARGED, Wire=PLAIN)
    opinion = coverage(Herald=MILD, Wire=SHORT).assign(genre="opinion")
    found = would_change(pd.concat([frame.assign(genre="news"), opinion], ignore_index=True))
    assert set(found.table["genre"]) == {"news", "not news", "all"} and found.stated["genre"] == "news"


@pytest.mark.skipif(load_context() is None, reason="the counts of these sentences are those with the fitted tables")
def test_a_group_that_rests_on_one_outlet_turns_when_that_outlet_is_left_out():
    frame = coverage(Herald=CHARGED, Post=SHORT, Wire=PLAIN, Coast=MILD)
    frame["side"] = frame["outlet"].map({"Herald": "a", "Post": "a", "Wire": "b", "Coast": "b"})
    table = would_change(frame, by="side").table.set_index("choice")
    whole = table.index[table["stated"]][0]
    left = table.loc[f"{whole}, without one outlet"]
    assert left["without"] == "Herald" and left["difference"] < 0 < table.loc[whole, "difference"]


@pytest.mark.parametrize("frame, said", [
    (coverage(n=1, Herald=CHARGED, Wire=PLAIN),
     "Not enough events to tell: Herald and Wire have 1 event in common, and at least 6 are needed."),
    (coverage(Herald=CHARGED, Wire=CHARGED), "Not enough events to tell: Herald and Wire have no events in common"),
    (coverage(Herald=PLAIN.replace("bridge", "lock"), Wire=PLAIN),
     "Neither Herald nor Wire has a loaded word in these 8 events"),
])  # fmt: skip
def test_what_cannot_be_told_is_said_in_one_sentence(frame, said):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = would_change(frame)
        assert found.sentence.startswith(said) and not found.holds and np.isnan(found.p)


def test_copies_are_counted_once_and_named():
    said = would_change(coverage(Herald=CHARGED, Wire=CHARGED)).sentence
    assert said.endswith("8 reports with the text of another on the same event left out (Wire after Herald).")


def test_a_contrast_chosen_after_looking_is_called_exploratory():
    frame = coverage(Herald=CHARGED, Wire=PLAIN)
    assert "exploratory" not in would_change(frame).sentence
    assert would_change(frame, chosen_after_looking=True).sentence.endswith(
        "It was chosen after looking at the results, so it is exploratory: test it on other events."
    )


@pytest.mark.parametrize("change, said", [
    (dict(measure="polarity"), "There are no choices to compare for 'polarity': use narrator_loaded_per_1000"),
    (dict(articles=coverage(A=PLAIN, B=MILD, C=CHARGED)), "there are 3 .A, B, C.: name two in outlets"),
    (dict(outlets=["Herald", "Z"]), "No row has outlet 'Z'"),
    (dict(by="side"), "There is no column 'side'"),
    (dict(articles=coverage(A=PLAIN, B=MILD).drop(columns="text")), "no column 'text'"),
])  # fmt: skip
def test_a_wrong_call_is_one_sentence(change, said):
    with pytest.raises(ValueError, match=said):
        would_change(**{"articles": coverage(Herald=CHARGED, Wire=PLAIN), **change})


def values():
    rng = np.random.default_rng(1)
    table = rng.normal(0.4, 1, size=(12, 5))
    table[[0, 3], [1, 1]] = np.nan
    return table


def test_intervals_equal_scipys_student_intervals():
    found = means(values(), label_signs(12, 50))
    for k, column in enumerate(values().T):
        known = column[~np.isnan(column)]
        other = stats.ttest_1samp(known, 0).confidence_interval(0.95)
        assert [found.mean[0, k] - found.half[0, k], found.mean[0, k] + found.half[0, k]] == pytest.approx(list(other))


def test_leaving_an_event_out_equals_trying_each():
    signs = label_signs(12, 50)
    found, which = without_one_event(values(), signs)
    for row in (0, 7):
        table = values() * signs[row][:, None]
        for k, column in enumerate(table.T):
            side = np.sign(np.nanmean(column))
            each = [np.nanmean(np.delete(column, e)) * side for e in range(12)]
            assert found.mean[row, k] == pytest.approx(min(each) * side)
            if row == 0:
                assert which[k] == np.argmin(each)


def test_the_outlet_left_out_is_the_one_that_speaks_most_for_the_mean():
    whole, signs = np.full((6, 1), 3.0), label_signs(6, 100)
    found, which = without_one_outlet(whole, [whole, whole - 2, np.full((6, 1), np.nan)], signs)
    assert which[0] == 1 and found.mean[0, 0] == 1


@pytest.mark.parametrize("n, shape", [(0, (1, 0)), (3, (8, 3)), (6, (64, 6)), (12, (101, 12))])
def test_labels_are_swapped_in_all_ways_or_in_a_sample(n, shape):
    signs = label_signs(n, 100)
    assert signs.shape == shape and (signs[0] == 1).all() and len(np.unique(signs, axis=0)) == len(signs)
