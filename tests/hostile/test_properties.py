"""Goal G29: properties of reading, highlighting and alignment that hold for any text."""

import html
import json
import os
import re
import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.read.encoding import clean
from analysis.show.html import legible
from tests.test_highlight import shown

MANY = int(os.environ.get("HOSTILE_EXAMPLES", 24))
SIGNS = st.text(st.sampled_from("abZ .,;|\"“”'&<>=\n\r\t\0\x1b\u2028\u200b\u202e\ufeffé\u0301好😀\ud800"), max_size=60)
TAGS = "article b bdi details div li mark ol p small span summary".split()
SENTENCES = [
    "The ferry Marisol ran aground off Tolmen harbour on Monday with 90 passengers aboard.",
    "Captain Odo Brask blamed thick fog for it.",
    "Off Tolmen harbour the ferry Marisol ran aground on Monday, with 92 passengers.",
    "Nobody was hurt, the port of Tolmen said on Tuesday.",
    "Thugs & “traders” slammed the <b>shameful</b> delay.",
]
ARTICLES = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), min_size=2, max_size=4)


@settings(max_examples=MANY, deadline=None)
@given(st.lists(st.tuples(SIGNS, SIGNS), min_size=1, max_size=6))
def test_what_is_written_is_read_or_refused_and_nothing_else(rows):
    """Lines of JSON with any text and headline: each row is an article with the very text, or has a reason."""
    given_rows = [(f"n{k}", text, headline) for k, (text, headline) in enumerate(rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        lines = [json.dumps({"id": name, "text": text, "title": head}) for name, text, head in given_rows]
        path.write_text("\n".join([*lines, json.dumps({"id": "good", "text": SENTENCES[0]})]))
        articles = analysis.read_articles(path)
    gone = dict(zip(articles.attrs["skipped"]["row"], articles.attrs["skipped"]["reason"], strict=True))
    assert articles.loc["good", "text"] == SENTENCES[0]
    for number, (name, text, headline) in enumerate(given_rows, 1):
        assert (name in articles.index) != (number in gone)
        if name in articles.index:
            assert articles.loc[name, "text"] == clean(text)[0]
            assert (articles.loc[name, "headline"] or "") == clean(headline)[0] or not headline.strip()
    assert len(articles) + len(gone) == len(rows) + 1


@settings(max_examples=MANY, deadline=None)
@given(st.lists(st.one_of(SIGNS, st.sampled_from(SENTENCES)), max_size=5))
def test_a_marked_text_is_the_text_and_all_of_it_is_escaped(pieces):
    text = " ".join(pieces).replace("\ud800", "")
    page = analysis.highlight(text, analysis.find_loaded([text]), voices=analysis.find_voices([text])).__html__()
    seen = html.unescape(shown(page.replace('<p class="none">No marked words.</p>', "")))
    assert "".join(seen.split()) == "".join(legible(text).split())
    assert set(re.findall(r"<(/?\w+)", page)) <= {f"{end}{tag}" for tag in TAGS for end in ("", "/")}
    assert page.count("<") == len(re.findall(r"<[^<>]*>", page))


@settings(max_examples=max(3, MANY // 8), deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_pairs_of_sentences_do_not_depend_on_the_order_of_articles(written, draw):
    frame = pd.DataFrame({"text": [" ".join(sentences) for sentences in written]})
    frame = frame.assign(outlet=[f"Outlet {k}" for k in range(len(frame))], event="ferry")
    order = draw.sample(list(frame.index), len(frame))

    def pairs(articles):
        found = analysis.align_sentences(articles)
        both = [sorted([(r.article_a, r.sentence_a), (r.article_b, r.sentence_b)]) for r in found.itertuples()]
        return sorted(
            (*pair, round(p, 12), tier) for pair, p, tier in zip(both, found["similarity"], found["tier"], strict=True)
        )

    ours = pairs(frame)
    numbers = analysis.segment(frame).groupby("article")["sentence"].max()
    assert pairs(frame.loc[order]) == ours
    assert all(k <= numbers[article] and 0 <= p <= 1 for a, b, p, _ in ours for article, k in (a, b))
