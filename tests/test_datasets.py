"""Annotated data as it lies in folders: texts rebuilt, words marked, damage named."""

import json

import pytest

from analysis.validate import speech
from analysis.validate.datasets import find_datasets, marked_words, put_together, read_basil
from analysis.validate.evaluate import evaluate


@pytest.mark.parametrize(
    "text, marked, flags",
    [
        ("a vile plan, vile twice", ["vile"], "01010"),
        ("a plan so vile", ["vile", "so vile"], "0011"),
        ("They slammed the door shut", ["slammed the"], "01100"),
        ("the mayor’s so-called plan", ["so-called", "mayor's"], "0110"),
        ("nothing here", [""], "00"),
    ],
)
def test_every_standing_of_a_marked_word_is_marked(text, marked, flags):
    assert marked_words(text, marked) == [flag == "1" for flag in flags]


def test_tokens_are_put_together_as_printed():
    first = ["Vera", "Lind", "'s", '"', "bold", '"', "plan", "(", "2", ")", ".", "\\n"]
    text, places = put_together([first, ["Kim", "-", "Ost", "won", "."]])
    assert text == 'Vera Lind\'s "bold" plan (2).\n\nKim-Ost won.'
    assert [text[s:e] for s, e in places[1]] == ["Kim", "-", "Ost", "won", "."]


def test_sentences_and_spans_keep_their_place_in_the_rebuilt_text(tmp_path):
    span = {"sentence": 2, "start": 4, "end": 8, "bias": "lex", "in_quote": False, "speaker": "", "target": ""}
    article = {"article": "a", "event": "e", "outlet": "o", "paragraph_starts": [0, 2], "spans": [span]}
    article["main_entities"] = []
    article["sentences"] = ["One fell. ", "Two rose.", "The vile one."]
    (tmp_path / "basil.jsonl").write_text(json.dumps(article), encoding="utf-8")
    data = read_basil(tmp_path / "basil.jsonl")
    text = data.articles["text"]["a"]
    assert text.split("\n\n") == ["One fell.  Two rose.", "The vile one."]
    assert [text[s.start : s.end] for s in data.sentences.itertuples()] == ["One fell.", "Two rose.", "The vile one."]
    assert text[data.spans["start"][0] : data.spans["end"][0]] == "vile"
    assert speech.sentences(tmp_path / "basil.jsonl")[0].value == 1


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such path"):
        evaluate(tmp_path / "nowhere")
    with pytest.raises(ValueError, match=r"no annotated data; known files are basil\.jsonl"):
        find_datasets(tmp_path)


@pytest.mark.parametrize(
    "content, told",
    [
        ('{"text": "A plan.", "frame": "other"}\nno json\n', r"frac\.jsonl, row 2: not JSON \('no json"),
        ('{"text": "A plan."}\n', r"frac\.jsonl, row 1: no field 'frame'; a row has text, frame"),
        ("[1]\n", r"frac\.jsonl, row 1: no field 'text'"),
    ],
)
def test_a_damaged_row_is_named(tmp_path, content, told):
    (tmp_path / "frac.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        evaluate(tmp_path)
