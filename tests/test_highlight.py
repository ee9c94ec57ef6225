"""Highlighting: what is marked, what is explained, and that nothing of an article ever becomes markup."""
import re

import numpy as np
import pandas as pd
import pytest

from analysis.show.highlight import highlight, side_by_side
from analysis.show.html import legible

TEXT = 'The regime fell. "Cowards," said Oswin.\n\nA brave crew left.'
SPANS = pd.DataFrame(
    [
        ("regime", "delegitimising", -1, 3, "narrator", "government", None),
        ("Cowards", "ridicule", -1, np.nan, "quoted", None, "the crew"),
        ("brave", "praise", 1, 2, "narrator", None, None),
    ],
    columns=["term", "category", "direction", "strength", "voice", "plain", "actor"],
).assign(
    article="a",
    start=lambda s: [TEXT.index(t) for t in s["term"]],
    end=lambda s: s["start"] + s["term"].str.len(),
    probability=0.5,
)
VOICES = pd.DataFrame(
    [("a", 0, 17, "narrator", None), ("a", 17, 27, "quoted", "Oswin"), ("a", 27, len(TEXT), "narrator", None)],
    columns=["article", "start", "end", "voice", "speaker"],
)


def shown(html: str) -> str:
    """The words of a fragment as a reader sees them, labels and list left out."""
    body = re.sub(r"<p class=\"legend\">.*?</p>|<small>.*?</small>|<ol.*</ol>", "", html, flags=re.S)
    return re.sub(r"<[^>]*>", "", body).replace("&#34;", '"').strip()


def articles(*headlines: str) -> pd.DataFrame:
    rows = [("fire", f"Outlet {n}", headline, TEXT) for n, headline in enumerate(headlines)]
    return pd.DataFrame(rows, columns=["event", "outlet", "headline", "text"]).rename(index=lambda n: f"a{n}")


NONE_FOUND = pd.DataFrame(columns=SPANS.columns)


@pytest.mark.parametrize("voices", [None, VOICES])
def test_the_text_itself_is_kept_to_the_letter(voices):
    assert shown(highlight(TEXT, SPANS, voices=voices).__html__()) == TEXT.replace("\n\n", "\n")


def test_each_mark_has_its_category_beside_it_and_points_to_its_own_line_in_the_list():
    html = highlight(TEXT, SPANS).__html__()
    assert re.findall(r"<small> (.*?)</small>", html) == ["delegitimising 1", "from context 2", "praise 3"]
    described = re.findall(r'tabindex="0" aria-describedby="([^"]+)"', html)
    assert described == re.findall(r'<li id="([^"]+)"', html) and len(set(described)) == 3


@pytest.mark.parametrize("line", [
    "regime: delegitimising (blame), in the outlet's own voice. Plainer: government.",
    "Cowards: from context (blame), inside a quotation, speaker Oswin. In no list; readers "
    "would mark it here with probability 0.50.",
    "brave: praise, in the outlet's own voice. Strength 2 of 3.",
])  # fmt: skip
def test_an_explanation_says_voice_speaker_target_and_plain_word(line):
    assert line in repr(highlight(TEXT, SPANS, voices=VOICES))


def test_own_words_and_words_of_others_differ_in_form_not_only_in_colour():
    html = highlight(TEXT, SPANS, voices=VOICES).__html__()
    assert '<mark class="label narrator"' in html and '<mark class="other quoted"' in html
    assert '<span class="quoted">,&#34;</span>' in html


def test_a_mark_inside_another_is_listed_though_not_drawn():
    twice = pd.concat([SPANS, SPANS.iloc[:1].assign(start=0, category="alarm")])
    html = highlight(TEXT, twice).__html__()
    assert html.count("<mark") == 3 and html.count("<li") == 4 and "Inside another mark." in html


def test_a_category_of_the_readers_own_is_marked_as_other():
    assert '<mark class="other narrator"' in highlight(TEXT, SPANS.assign(category='"><b>')).__html__()


@pytest.mark.parametrize("raw, seen", [
    ("a\u202eb\u2069", "a[U+202E]b[U+2069]"), ("a\x00\ud800", "a\ufffd\ufffd"), ("a\x1b[1m\n\tb", "a[1m\n\tb"),
    ("e" + "\u0301" * 30, "e" + "\u0301" * 8), ("قاسم é", "قاسم é"), (3, 3),
])  # fmt: skip
def test_hidden_signs_become_visible_or_go(raw, seen):
    assert legible(raw) == seen


def test_markup_in_an_article_is_escaped_wherever_it_stands():
    evil = "<script>alert(1)</script>\"' onmouseover=x <img src=x onerror=y>"
    frame = articles(evil, evil).assign(text=evil, outlet=[evil, evil + "2"])
    spans = SPANS.iloc[:1].assign(article="a0", start=0, end=8, category=evil, plain=evil, actor=evil, voice=evil)
    html = side_by_side(frame, loaded=spans)._repr_html_()
    tags = set(re.findall(r"<(/?\w+)", html)) - {"style", "/style"}
    assert tags == {t for t in tags if t.strip("/") in "div article header p bdi mark span small ol li b".split()}
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', html))


def test_one_article_of_each_of_two_outlets_stands_side_by_side():
    frame = articles("One", "Two", "Three").assign(published=pd.Timestamp("2031-05-03"))
    html = side_by_side(frame, loaded=SPANS.assign(article="a0")).__html__()
    assert re.findall(r'headline"><bdi>(\w+)', html) == ["One", "Two"] and html.count("<time") == 2
    assert "Three" in side_by_side(frame, outlets=["Outlet 2"], loaded=NONE_FOUND).__html__()


@pytest.mark.parametrize("wrong, sentence", [
    (lambda: highlight(TEXT, SPANS.drop(columns="voice")), "no column voice"),
    (lambda: highlight("The", SPANS), "outside the text of 3 characters"),
    (lambda: highlight(TEXT, SPANS.assign(article=["a", "b", "b"])), "several articles"),
    (lambda: side_by_side(articles("One").drop(columns="outlet")), "no column outlet"),
    (lambda: side_by_side(articles("One", "Two").assign(event=["fire", "flood"])), "2 events; name one"),
    (lambda: side_by_side(articles("One"), event="flood"), "'flood'; events are fire"),
    (lambda: side_by_side(articles("One"), outlets=["Kelm"]), "'Kelm' on this event; outlets are Outlet 0"),
])  # fmt: skip
def test_a_wrong_call_is_answered_in_one_sentence(wrong, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        wrong()


def test_long_texts_fold_what_holds_no_mark_and_keep_every_word():
    long = TEXT + "\n\nQuiet words here." * 300
    html = highlight(long, SPANS).__html__()
    assert "300 paragraphs without a marked word" in html and html.count("Quiet words here.") == 300


def test_of_a_text_without_end_the_beginning_is_shown_and_the_rest_counted():
    said = "The text goes on for 600 characters, with 100 marked words more"
    starts = [6 * n for n in range(600)]
    spans = pd.concat([SPANS[2:]] * 600).assign(start=starts, end=[start + 5 for start in starts])
    many = highlight("brave " * 600, spans)
    assert many.__html__().count("<mark") == 500 and said in many.__html__() and repr(many).endswith(f"{said}.")
    long = highlight("calm " * 20_000, spans[:0])
    assert len(shown(long.__html__())) < 60_300 and "for 40,000 characters, with 0 marked" in long.__html__()
