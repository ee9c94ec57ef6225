"""Sections of the page: what is shown first, what is folded, what is left out."""

import pandas as pd

from analysis import SAMPLE, read_articles
from analysis.show.excerpts import Excerpts, Span
from analysis.show.findings import label_findings
from analysis.show.measured import measure
from analysis.show.sections.beside import _pair
from analysis.show.sections.facts import _rows
from analysis.show.sections.loaded import _without
from analysis.show.sections.names import _folded
from analysis.show.sections.sources import _share


def row(outlet, *own, others=()):
    uses = [[{"label": label, "n": 1, "headline": False} for label in labels] for labels in (own, others)]
    return {"outlet": outlet, "own": uses[0], "others": uses[1], "alike": []}


def test_outlets_with_one_label_alone_share_a_row_from_three_on():
    rows = [row("A", "general", "butcher"), row("B", "general"), row("C", "General"), row("D", others=["general"])]
    *told, alike = _folded(rows)
    assert [r["outlet"] for r in told] == ["A"]
    assert alike["alike"] == [("B", 1), ("C", 1), ("D", 1)] and alike["label"] == "general"
    assert _folded(rows[:3]) == rows[:3]  # two are no crowd
    assert _folded(rows[1:]) == rows[1:]  # nobody to stand out from


def test_no_share_of_others_words_is_given_under_200():
    said = pd.DataFrame({"n_words": [150, 50]})
    chosen = pd.Series([True, False])
    assert _share(said, chosen, 200) == 75.0 and _share(said, chosen, 199) is None


def facts(shares, sizes, kinds):
    rows = [
        {"event": "bridge", "fact": n, "kind": kind, "item": f"fact {n}", "group": group, "n_articles": k,
         "of_articles": of, "share": k / of, "places": ()}
        for n, (kind, counts) in enumerate(zip(kinds, shares, strict=True))
        for group, k, of in zip("abc", counts, sizes, strict=True)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_facts_that_divide_the_larger_groups_most_are_shown_and_names_are_not():
    table = facts([(4, 0, 1), (4, 4, 0), (0, 3, 1), (4, 0, 0)], (4, 4, 1), ["claim", "source", "number", "name"])
    shown = _rows(table, ["a", "b", "c"], 2, None)
    assert [row["item"] for row in shown] == ["fact 0", "fact 2"]  # the third group has one article: no say
    assert [cell["n"] for cell in shown[0]["cells"]] == [4, 0, 1]


def test_a_sentence_without_end_is_shown_around_its_first_marks():
    spans = [Span(10 * n + 5, 10 * n + 9, "") for n in range(1000)]
    shown = Excerpts(pd.Series(["word thug " * 1000]), pd.Series(["Post"])).show(0, spans)
    marks = [piece for piece in shown["pieces"] if piece["mark"]]
    assert 100 < len(marks) < 200 and sum(len(piece["text"]) for piece in shown["pieces"]) < 2000 and shown["cut_after"]


def test_of_a_difference_the_word_is_named_on_which_it_rests_and_nothing_is_said_of_few_events():
    each = pd.DataFrame({"a": "A", "b": "B", "left_out": ["thug", "regime"], "difference": [-0.5, -3.0]})
    row = {"a": "A", "b": "B", "n_events": 6, "difference": -2.5}
    assert _without(row, each) == {"word": "thug", "least": -0.5, "most": -3.0, "rests": False}
    told = _without(row, each.assign(difference=[0.2, -3.0]))
    assert told is not None and told["rests"] and told["word"] == "thug"
    assert _without(row | {"n_events": 5}, each) is None and _without(row | {"b": "C"}, each) is None


def test_on_the_sample_two_articles_stand_beside_each_other_though_their_own_voice_is_short():
    articles = read_articles(SAMPLE)
    measured = measure(articles[articles["event"] == "police-shooting"])
    pair, why = _pair(measured, None, label_findings(measured.frames["names"]))
    assert pair is not None and why.startswith("An article of the outlet of the first finding")
