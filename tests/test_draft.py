"""One draft checked: what is listed, in which order, and what is refused."""
import io
import sys

import pytest

from analysis.show.draft import check_draft, read_draft

PLAIN = "The council met again and heard the plan for the bridge. "  # 11 words
DRAFT = f"{PLAIN}\n\n“Such thugs,” said Ben Ruiz.\nTraders slammed the mayor.\n"


def test_own_voice_comes_first_and_lines_are_those_of_the_file():
    words = check_draft(DRAFT).words
    assert words[["line", "words", "voice"]].values.tolist() == [[4, "slammed", "narrator"], [3, "thugs", "quoted"]]


def test_a_short_draft_has_a_list_but_no_rate():
    draft = check_draft(DRAFT)
    assert draft.own_voice_per_1000 != draft.own_voice_per_1000
    assert str(draft).startswith("2 loaded words in 20 words: 1 in its own voice, 1 in the words of others. No rate")


def test_a_long_draft_has_a_rate_per_thousand_of_its_own_words():
    draft = check_draft(PLAIN * 45 + "Thugs met.")
    assert draft.own_voice_per_1000 == pytest.approx(1000 * 1 / (45 * 11 + 2))
    assert "(2.0 per 1,000)" in str(draft)


@pytest.mark.parametrize("line", [
    "In its own voice", "line   4  slammed: ", "Traders [slammed] the mayor.",
    "In the words of others", "line   3  thugs: enemy label, inside a quotation",
])  # fmt: skip
def test_the_printed_view_names_line_word_kind_and_place(line):
    assert line in str(check_draft(DRAFT))


def test_control_signs_do_not_reach_the_terminal():
    assert "\x1b" not in str(check_draft("\x1b]0;title\x07 Traders slammed the \x1b[31mmayor."))


def test_a_draft_without_loaded_words_is_one_line():
    assert str(check_draft(PLAIN)).count("\n") == 0


@pytest.mark.parametrize("data, error, sentence", [
    (b"", ValueError, "empty; there is nothing to check"),
    (b" \n\n", ValueError, "empty; there is nothing to check"),
    (b"%PDF-1.4\n\x00\x01", ValueError, "binary file, not text"),
    (None, FileNotFoundError, "no such file"),
])  # fmt: skip
def test_what_cannot_be_checked_is_refused_in_one_sentence(tmp_path, data, error, sentence):
    file = tmp_path / "draft.txt"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(error, match=sentence) as caught:
        read_draft(str(file))
    assert "\n" not in str(caught.value) and "draft.txt" in str(caught.value)


@pytest.mark.parametrize("data", ["café".encode(), "café".encode("cp1252"), "café".encode("utf-16")])
def test_a_file_is_read_in_its_encoding(tmp_path, data):
    (tmp_path / "draft.txt").write_bytes(data)
    assert read_draft(str(tmp_path / "draft.txt")) == "café"


def test_standard_input_is_read_for_a_dash(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Traders met.")))
    assert read_draft("-") == "Traders met."
