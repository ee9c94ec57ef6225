"""Events, wire copies and boilerplate on a handful of invented reports."""
import pandas as pd
import pytest

from analysis.gather.copies import blank_boilerplate, collapse_copies, find_boilerplate, find_copies
from analysis.gather.events import group_events, near_events

FERRY = "The ferry Marisol ran aground off Tolmen harbour with ninety passengers aboard."
BUDGET = "Parliament in Orvale rejected the farm budget of minister Hedda Quill."
ROWS = [  # headline, text, published
    ("Ferry Marisol runs aground off Tolmen", FERRY + " Crews took the passengers ashore.", "2031-05-01"),
    ("Passengers safe as ferry Marisol strands", FERRY + " Nobody was hurt.", "2031-05-02"),
    ("Orvale parliament rejects farm budget", BUDGET + " Quill will try again.", "2031-05-01"),
    ("Farm budget of Quill falls in parliament", BUDGET + " The vote was close.", "2031-05-01"),
    ("Ferry Marisol runs aground off Tolmen", FERRY + " It is the second time this year.", "2031-05-20"),
]


def coverage(rows=ROWS):
    frame = pd.DataFrame(rows, columns=["headline", "text", "published"], index=[f"a{k}" for k in range(len(rows))])
    return frame.assign(published=pd.to_datetime(frame["published"]))


def partition(events):
    return {frozenset(rows) for rows in events.groupby(events).groups.values()}


def test_reports_of_one_day_with_the_same_words_are_one_event():
    assert partition(group_events(coverage())) == {frozenset({"a0", "a1"}), frozenset({"a2", "a3"}), frozenset({"a4"})}


@pytest.mark.parametrize("window_days, apart", [(0, True), (1, False), (3, False)])
def test_articles_farther_apart_than_the_window_are_two_events(window_days, apart):
    events = group_events(coverage(), window_days=window_days)
    assert (events["a0"] != events["a1"]) == apart


def test_an_event_is_named_by_its_first_day_and_shared_headline_words():
    events = group_events(coverage())
    assert events["a1"].startswith("2031-05-01-") and {"ferry", "marisol"} <= set(events["a1"].split("-"))
    assert events["a4"].startswith("2031-05-20-")


def test_the_order_of_the_rows_changes_no_id():
    frame = coverage()
    assert group_events(frame.iloc[::-1]).sort_index().equals(group_events(frame))


def test_an_undated_article_joins_only_by_its_headline():
    undated = [
        ("Ferry Marisol runs aground off Tolmen harbour", FERRY, None),
        ("Ferry night to remember", FERRY, None),
    ]
    events = group_events(coverage(ROWS[:4] + undated))
    assert events["a4"] == events["a0"]
    assert events["a5"] == "undated-ferry-night-remember"
    assert events.attrs["sentence"] == "2 of 6 articles have no date: 1 joined others by the headline, 1 stand alone."


def test_a_frame_without_dates_or_headlines_leaves_each_article_alone():
    frame = coverage()[["text"]]
    assert group_events(frame).nunique() == len(frame)


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["the of and", "the of"]])
def test_texts_without_words_are_no_error(texts):
    frame = pd.DataFrame({"text": texts, "headline": texts, "published": pd.Timestamp("2031-01-01")})
    events = group_events(frame)
    assert events.nunique() == len(texts)
    assert near_events(frame, events).empty


def test_names_that_coincide_are_numbered():
    rows = [("Fire", "Smoke rose over the mill.", "2031-01-01"), ("Fire", "A barn burnt at Lower Essen.", "2031-01-01")]
    assert set(group_events(coverage(rows), threshold=0.9)) == {"2031-01-01-fire", "2031-01-01-fire-2"}


@pytest.mark.parametrize("wrong, sentence", [
    ({"window_days": -1}, "window_days must be 0 or more; received -1"),
    ({"threshold": 1.5}, "threshold must lie between 0 and 1; received 1.5"),
])  # fmt: skip
def test_a_choice_out_of_range_is_said(wrong, sentence):
    with pytest.raises(ValueError, match=sentence):
        group_events(coverage(), **wrong)


def test_what_a_higher_threshold_parts_is_near():
    frame = coverage()
    events = group_events(frame, threshold=0.9)
    assert events.nunique() == 5
    near = near_events(frame, events, threshold=0.9)
    assert {frozenset(pair) for pair in zip(near["article"], near["near_article"], strict=True)} == {
        frozenset({"a0", "a1"}),
        frozenset({"a2", "a3"}),
    }
    assert near["similarity"].between(0.45, 0.9).all()
    assert sorted(near["days_apart"]) == [0, 1]


def test_events_less_than_half_as_alike_are_not_near():
    season = ("Ferry season opens", "The ferry Marisol returns to Tolmen harbour after a winter in dock.", "2031-05-01")
    frame = coverage([*ROWS[:2], season])
    events = group_events(frame, threshold=0.9)
    assert len(near_events(frame, events, threshold=0.4)) == 3
    assert len(near_events(frame, events, threshold=0.9)) == 1


def test_near_events_want_the_same_index():
    with pytest.raises(ValueError, match="index of articles"):
        near_events(coverage(), pd.Series(["x"]))


WIRE = "The council of Tolmen voted on Monday to close the old lock for a year so that its gates can be replaced"


@pytest.mark.parametrize("text, copied", [
    (WIRE, True),
    (WIRE + " and two shops said that they would sue", True),
    (WIRE.replace("Tolmen", "Essen").replace("lock", "mill").replace("year", "week"), False),
    ("The lock at Tolmen stays shut for twelve months because its gates are worn, the council has decided", False),
])  # fmt: skip
def test_a_text_that_stands_in_an_earlier_one_is_its_copy(text, copied):
    frame = pd.DataFrame({"text": [text, WIRE], "outlet": ["Post", "Wire"], "published": ["2031-02-02", "2031-02-01"]})
    found = find_copies(frame.assign(published=pd.to_datetime(frame["published"])))
    assert found[["article", "copy_of"]].to_numpy().tolist() == ([[0, 1]] if copied else [])
    assert (found["share"] == 1).all() and not found["same_outlet"].any()


def test_share_is_of_the_strings_of_the_shorter_text():
    found = find_copies(pd.DataFrame({"text": ["a b c d e f g h i j", "a b c d e f g h i x"]}))
    assert found["share"].tolist() == [2 / 3]  # of three strings of eight words two are the same


def test_copies_of_copies_name_the_first_text():
    frame = pd.DataFrame({"text": [WIRE, WIRE + " today", WIRE + " today, it said"]})
    assert set(find_copies(frame)["copy_of"]) == {0}


def test_texts_without_words_are_no_copies():
    assert find_copies(pd.DataFrame({"text": ["", "", "Fire", "Fire!"]}))["article"].tolist() == [3]


def weekly(line, outlet, n=3):
    bodies = ["Rain fell on Essen.", "A mill burnt down.", "The lock was closed.", "Two boats met."]
    return [(outlet, f"{outlet} {k}", f"{bodies[k]}\n\n{line}\n\n{outlet}{k} ends here.") for k in range(n)]


@pytest.mark.parametrize("line, outlets, found", [
    ("Read every letter on our Sunday page", ("Post",), 3),
    ("Story goes on", ("Post",), 3),
    ("Story goes on", ("Post", "Wire"), 0),
])  # fmt: skip
def test_a_line_that_one_outlet_repeats_is_boilerplate(line, outlets, found):
    rows = [row for outlet in outlets for row in weekly(line, outlet)] + weekly("Nothing else", "Crier", 1)
    frame = pd.DataFrame(rows, columns=["outlet", "event", "text"])
    spans = find_boilerplate(frame)
    assert [frame["text"][s.article][s.start : s.end] for s in spans.itertuples()] == [line] * found
    assert find_boilerplate(frame.drop(columns="event")).equals(spans)


def test_a_line_repeated_within_one_event_is_no_boilerplate():
    frame = pd.DataFrame(weekly("Story goes on", "Post"), columns=["outlet", "event", "text"]).assign(event="mill")
    assert find_boilerplate(frame).empty


def test_boilerplate_wants_its_column():
    with pytest.raises(ValueError, match="no column 'outlet'"):
        find_boilerplate(pd.DataFrame({"text": ["a"]}))


def test_a_boilerplate_sentence_is_blanked_and_offsets_stay():
    frame = pd.DataFrame(weekly("Read every letter on our Sunday page", "Post") + weekly("Nothing else", "Crier", 1),
                         columns=["outlet", "event", "text"])  # fmt: skip
    blank = blank_boilerplate(frame)
    assert not blank["text"].str.contains("Sunday").any() and blank["text"].str.len().equals(frame["text"].str.len())
    assert blank["text"].str.startswith("Rain fell on Essen.").tolist() == [True, False, False, True]


def test_a_repeated_phrase_inside_a_sentence_is_kept():
    rows = [("Post", f"e{k}", f"Today {place} blamed the old thieves of the long river.") for k, place in
            enumerate(["Essen", "Tolmen", "Orvale"])]  # fmt: skip
    frame = pd.DataFrame([*rows, ("Wire", "e0", "Rain fell.")], columns=["outlet", "event", "text"])
    assert len(find_boilerplate(frame)) == 3 and blank_boilerplate(frame)["text"].equals(frame["text"])


def test_a_copy_on_the_same_event_is_dropped_and_listed_and_one_on_another_event_stays():
    frame = pd.DataFrame({"text": [WIRE, WIRE, WIRE], "outlet": ["Wire", "Post", "Crier"], "event": ["a", "a", "b"]})
    kept = collapse_copies(frame)
    assert kept["outlet"].tolist() == ["Wire", "Crier"]
    assert kept.attrs["copies"] == {"article": [1], "copy_of": [0], "share": [1.0], "outlet": ["Post"],
                                    "of_outlet": ["Wire"]}  # fmt: skip
