"""compare_outlets on tiny tables whose rates a reader does in the head."""
import warnings

import numpy as np
import pandas as pd
import pytest

from analysis.contrast.outlets import compare_outlets, leave_one_out

RATE = "narrator_loaded_per_1000"


def scores(*rows, words=1_000, **more):
    """Rows of (event, outlet, hits in the narrator's voice); with 1,000 words a hit is 1 per 1,000."""
    frame = pd.DataFrame(rows, columns=["event", "outlet", "narrator_n_loaded"])
    return frame.assign(narrator_n_words=words, **more)


def paired(*differences, base=5):
    rows = [(f"e{i}", outlet, n) for i, d in enumerate(differences) for outlet, n in (("A", base + d), ("B", base))]
    return scores(*rows)


def evidence(frame, voice="narrator"):
    hits = [(i, f"w{k % 3}", voice, "plot") for i, n in frame["narrator_n_loaded"].items() for k in range(int(n))]
    return pd.DataFrame(hits, columns=["article", "term", "voice", "category"])


def test_difference_is_the_plain_mean_over_events_of_a_less_b():
    found = compare_outlets(paired(1, 2, 3, 0, 1, 2, 5), RATE)
    assert (found.difference, found.n_events) == (2, 7)
    assert found.low < 2 < found.high and found.p == found.q == 2 / 64  # one zero: 2 of 2^6 patterns


def test_an_event_with_many_words_counts_as_one_event():
    frame = scores(("e0", "A", 90), ("e0", "B", 0), ("e1", "A", 0), ("e1", "B", 0))
    frame["narrator_n_words"] = [90_000, 90_000, 500, 500]
    assert compare_outlets(frame, RATE).difference == pytest.approx((1 - 0) / 2)


def test_two_reports_of_one_cell_are_one_pool_of_words():
    frame = scores(("e0", "A", 3), ("e0", "A", 0), ("e0", "A", 0), ("e0", "B", 0))
    frame["narrator_n_words"] = [100, 900, 0, 1_000]
    found = compare_outlets(frame, RATE)
    assert found.difference == pytest.approx(3)  # 3 in 1,000, not the mean of 30 and 0
    assert found.table["n_articles"].item() == 3  # one had no word


def test_a_measure_without_counts_is_averaged_over_the_reports_of_a_cell():
    frame = scores(("e0", "A", 0), ("e0", "A", 0), ("e0", "B", 0)).assign(polarity=[0.5, 0.1, 0.0])
    assert compare_outlets(frame, "polarity").difference == pytest.approx(0.3)


def test_swapping_outlets_flips_the_sign_and_nothing_else():
    frame = paired(1, -2, 3, 0, 1, 2, 5)
    ab, ba = (compare_outlets(frame, RATE, outlets=pair) for pair in (["A", "B"], ["B", "A"]))
    assert (ab.difference, ab.p) == (-ba.difference, ba.p)
    assert ab.low == pytest.approx(-ba.high, abs=0.2)


def test_row_order_does_not_matter():
    frame = paired(1, -2, 3, 0, 1, 2, 5)
    pd.testing.assert_frame_equal(compare_outlets(frame, RATE).table, compare_outlets(frame[::-1], RATE).table)


def test_three_outlets_make_three_pairs_with_q_over_them():
    frame = scores(*[(f"e{i}", o, n) for i in range(8) for o, n in (("A", 9), ("B", 1), ("C", i % 2))])
    table = compare_outlets(frame, RATE).table
    assert table[["a", "b"]].to_numpy().tolist() == [["A", "B"], ["A", "C"], ["B", "C"]]
    assert table["p"].tolist() == [2 / 2**8, 2 / 2**8, 2 / 2**4]  # four of B - C are zero
    assert table["q"].tolist() == pytest.approx([3 / 2**8, 3 / 2**8, 2 / 2**4])  # 3 * p / 2 for the two smallest
    assert table["verdict"].tolist()[:2] == ["more in A"] * 2
    with pytest.raises(ValueError, match="There are 3 pairs, not one"):
        _ = compare_outlets(frame, RATE).difference


def test_an_outlet_missing_from_half_of_the_events_is_compared_in_the_other_half():
    frame = pd.concat([paired(1, 2, 3, 4), scores(("e9", "A", 50), ("e8", "A", 50))], ignore_index=True)
    found = compare_outlets(frame, RATE)
    assert (found.difference, found.n_events) == (2.5, 4)


def test_an_article_without_words_leaves_its_event_out():
    frame = paired(1, 2, 3)
    frame.loc[0, ["narrator_n_words", "narrator_n_loaded"]] = [0, 0]
    assert compare_outlets(frame, RATE).n_events == 2


def test_identical_texts_differ_by_zero_with_p_1():
    found = compare_outlets(paired(*[0] * 8), RATE)
    assert (found.difference, found.low, found.high, found.p, found.verdict) == (0, 0, 0, 1, "could be chance")


def test_the_sentence_speaks_of_wording_with_rates_interval_and_events():
    said = compare_outlets(paired(1, 2, 3, 1, 1, 2, 4), RATE).sentence
    assert said.startswith(
        "In these 14 reports loaded words occur 7.0 times per 1,000 words in A's own voice and 5.0 in B's "
        "(difference 2.0, 95 % interval "
    )
    assert said.endswith(", 7 events).")


@pytest.mark.parametrize(
    "frame, ending",
    [
        (paired(1, 3), "Not enough events to tell: only a difference of about 2.8 or more would have been seen."),
        (paired(1), "Not enough events to tell: one event cannot show how much outlets differ from event to event."),
        (paired(2, 2), "(difference 2.0, 2 events). Not enough events to tell."),
        (paired(1, 3).assign(narrator_n_words=[90, 5_000, 90, 5_000]), "one side has under 200 words in all."),
        (paired(*[0] * 8), "This could be chance (p = 1.00)."),
        (paired(1, -1, 2, -2, 1, -1), "(p = 1.00); a difference of about 1.8 or more would have been seen."),
        (scores(("e0", "A", 1), ("e1", "B", 1)), "No event has reports with loaded words by both A and B."),
        (scores(("e0", "A", 1), ("e1", "A", 1)), "A comparison needs two; the only outlet here is A."),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_said_in_one_sentence(frame, ending):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert compare_outlets(frame, RATE).sentence.endswith(ending)


def test_a_short_cell_is_told():
    frame = paired(*range(7)).assign(narrator_n_words=[150] + [1_000] * 13)
    said = compare_outlets(frame, RATE).sentence
    assert "1 of the 14 cells (outlet by event) has under 200 words in that voice" in said


@pytest.mark.parametrize(
    "change, said",
    [
        (dict(measure="loadedness"), "There is no measure 'loadedness' in the scores; they hold narrator_n_loaded"),
        (dict(outlets="A"), "outlets='A' is one name"),
        (dict(outlets=["A", "Z"]), "No row has outlet 'Z'; there are A, B."),
        (dict(by="country"), "There is no column 'country'"),
        (dict(within="story"), "There is no column 'story'"),
        (dict(scores=paired(1).assign(event=None)), "No row has both outlet and event"),
        (dict(evidence=evidence(paired(1))[1:]), "Article 0 has 5 hits in the evidence but narrator_n_loaded = 6"),
        (dict(measure="narrator_n_words", evidence=evidence(paired(1))), "is averaged, not counted"),
    ],
)
def test_a_wrong_call_is_one_sentence(change, said):
    call = {"scores": paired(1), "measure": RATE, **change}
    with pytest.raises(ValueError, match=said) as error:
        compare_outlets(**call)
    assert "\n" not in str(error.value)


def test_contributions_sum_to_the_difference_and_leave_it_when_left_out():
    frame = paired(1, -2, 3, 0).assign(narrator_n_words=[700, 900, 1_100, 300, 800, 650, 999, 1_234])
    found = compare_outlets(frame, RATE, evidence=evidence(frame))
    assert found.drivers["contribution"].sum() == pytest.approx(found.difference, abs=1e-9)
    first = found.drivers.iloc[0]
    assert first["difference_without"] == pytest.approx(found.difference - first["contribution"])


def test_contribution_of_a_word_is_its_own_rate_difference():
    frame = scores(("e0", "A", 2), ("e0", "B", 1), ("e1", "A", 0), ("e1", "B", 0))
    hits = pd.DataFrame({"article": [0, 0, 1, 1], "term": ["Thug", "regime", "thug", "thug"],
                         "voice": ["narrator", "scare", "narrator", "quoted"], "category": "x"})  # fmt: skip
    drivers = compare_outlets(frame, RATE, evidence=hits).drivers
    rows = drivers[["term", "contribution", "n_a", "n_b"]].to_numpy().tolist()
    assert rows == [["regime", 0.5, 1, 0], ["thug", 0.0, 1, 1]]  # 1 per 1,000 in one of two events; the quoted one no


def test_news_is_compared_and_opinion_only_where_there_is_nothing_else():
    frame = paired(1, 1).assign(genre=["news", "news", "opinion", "news"])
    found = compare_outlets(frame, RATE)
    assert found.n_events == 1 and found.notes == ("1 report not marked as news left out.",)
    assert compare_outlets(frame.assign(genre="opinion"), RATE).n_events == 2
    assert compare_outlets(frame.assign(genre=None), RATE).n_events == 2
    assert compare_outlets(frame.assign(genre=[None, None, "opinion", "news"]), RATE).n_events == 1


def test_one_word_left_out_leaves_the_interval_of_the_rest():
    frame = paired(1, 2, 3, 1, 1, 2, 4)
    hits = evidence(frame)
    found = compare_outlets(frame, RATE, evidence=hits)
    for row in found.without.itertuples():
        counts = hits.loc[hits["term"] != row.left_out, "article"].value_counts()
        same = compare_outlets(frame.assign(narrator_n_loaded=counts.reindex(frame.index, fill_value=0)), RATE)
        assert [row.difference, row.low, row.high] == pytest.approx([same.difference, same.low, same.high])
    low, high = found.without["difference"].agg(["min", "max"])
    assert len(found.without) == 3 and f"Whichever one word is left out, it stays between {low:.1f} (" in found.sentence


def test_a_difference_that_one_word_makes_rests_on_it():
    frame = paired(*[2] * 6, base=0)
    said = compare_outlets(frame, RATE, evidence=evidence(frame).assign(term="thugs")).sentence
    assert said.endswith(" It rests on one word: without “thugs” it is 0.0 (95 % interval 0.0 to 0.0).")


def test_one_outlet_that_carries_a_group_is_seen_when_left_out():
    rows = [(f"e{i}", o, n) for i in range(6) for o, n in (("A", 9), ("B", 1), ("C", 1), ("D", 1))]
    frame = scores(*rows).assign(leaning=["left", "left", "right", "right"] * 6)
    table = leave_one_out(frame, RATE, by="leaning").set_index("left_out")
    assert table["difference"].to_dict() == {"A": 0, "B": 8, "C": 4, "D": 4}


def test_events_and_outlets_of_any_type_are_compared():
    frame = paired(1, 2, 3).replace({"event": {"e0": 7}, "outlet": {"A": 1}})
    assert compare_outlets(frame, RATE).difference == 2
    assert np.isnan(compare_outlets(frame.assign(polarity=np.inf), "polarity").table["difference"]).all()
