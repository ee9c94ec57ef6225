"""Sentences and words: values counted in the head, offsets that always name the thing."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import segment
from analysis.read import segment as reading
from analysis.read.segment import as_texts, forget, parse


def sentences(text):
    return [text[s:e] for s, e, _ in parse(text).sentences]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A plain text.", ["a", "plain", "text"]),
        ("the regime's U.S. envoy", ["the", "regime", "u.s", "envoy"]),  # a possessive is no word
        ("didn't pay 1,200.5", ["didn't", "pay", "1,200.5"]),
        ("so-called O’Neill", ["so-called", "o'neill"]),  # curly apostrophe
        ("cafe\u0301 co\u00adop\u200b", ["café", "coop"]),  # composed, soft hyphen and zero width gone
        ("Ｆｕｌｌ", ["full"]),
        ("!? —", []),
        ("", []),
    ],
)
def test_words_are_lower_case_keys(text, words):
    assert parse(text).words == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It fell. It rose.", ["It fell.", "It rose."]),
        ("Mr. Ruiz met Gen. Oduya. He left.", ["Mr. Ruiz met Gen. Oduya.", "He left."]),
        ("It cost 3.5 million. No.", ["It cost 3.5 million.", "No."]),
        ("He came from the U.S. The road was long.", ["He came from the U.S.", "The road was long."]),
        ("The U.S. Army left.", ["The U.S. Army left."]),
        ("“It fell.” “It rose!”", ["“It fell.”", "“It rose!”"]),
        ("“Why?” Mr. Ruiz asked. No one knew.", ["“Why?” Mr. Ruiz asked.", "No one knew."]),
        ("“Stop!” he said.", ["“Stop!” he said."]),
        ("One line\nanother line", ["One line", "another line"]),
        ("  A b c.  ", ["A b c."]),
        (" \n ", []),
    ],
)
def test_sentences_end_at_full_stops_and_line_breaks(text, found):
    assert sentences(text) == found


def test_segment_numbers_sentences_and_paragraphs_from_zero():
    table = segment(pd.Series({"x": "It fell. It rose.\n\nIt lay.", "y": ""}))
    assert table.to_dict("list") == {
        "article": ["x"] * 3,
        "sentence": [0, 1, 2],
        "paragraph": [0, 0, 1],
        "start": [0, 9, 19],
        "end": [8, 17, 26],
    }


@given(st.text(alphabet=st.sampled_from("aB. \n“”\"'’!?-—…U.S,é\u0301\u200b1"), max_size=60))
def test_offsets_name_the_thing(text):
    doc = parse(text)
    assert all(0 <= s < e <= len(text) for s, e in zip(doc.starts, doc.ends, strict=True))
    assert all(e <= s for e, s in zip(doc.ends, doc.starts[1:], strict=False))
    spans = [(s, e) for s, e, _ in doc.sentences]
    assert "".join(text.split()) == "".join("".join(text[s:e].split()) for s, e in spans)  # nothing is lost


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ("one string", "string object received"),
        (pd.Series(["a", "b"], index=["x", "x"]), "'x' stands twice"),
        (pd.DataFrame({"body": ["a"]}), "no column 'text'; it has body"),
    ],
)
def test_wrong_texts_are_one_sentence(texts, sentence):
    with pytest.raises(ValueError, match=sentence):
        as_texts(texts)


def test_a_missing_text_is_empty():
    assert as_texts(["a", None, float("nan")]).tolist() == ["a", "", ""]


def test_a_hundred_thousand_stops_take_no_time():
    assert len(parse("a." * 100_000).sentences) == 1
    assert len(parse("A b. " * 20_000).sentences) == 20_000


def test_documents_are_kept_up_to_so_many_letters_the_newest_always(monkeypatch):
    forget()
    monkeypatch.setattr(reading, "_KEPT", 3 * (100 + reading._EACH))
    texts = [f"{letter * 98} ." for letter in "abcde"]
    first = [parse(text) for text in texts]
    assert [parse(text) is doc for text, doc in zip(texts[:1:-1], first[:1:-1], strict=True)] == [True, True, True]
    assert parse(texts[0]) is not first[0]
    assert parse("x" * 10_000) is parse("x" * 10_000)
