"""One draft checked: what is listed, in which order, and what is refused."""
import io
import json
import sys

import pytest

from analysis.__main__ import main
from analysis.show.draft import check_draft, read_draft
from analysis.show.rules import read_rules

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


def test_a_draft_without_loaded_words_is_two_lines():
    assert str(check_draft(PLAIN)).count("\n") == 1  # and the line of the card


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


HEADED = "Thugs kill 40 in “cowardly raid”\n\nHouses were destroyed in Osten. Police killed 42 people there.\n"


def test_remarks_name_doers_left_out_and_what_only_the_headline_has():
    rows = check_draft(HEADED).remarks
    assert rows[["kind", "line", "words"]].values.tolist() == [
        ["doer not named", 3, "were destroyed"], ["headline against body", 1, "Thugs"],
        ["headline against body", 1, "cowardly"], ["headline against body", 1, "40"],
        ["headline against body", 1, "“cowardly raid”"],
    ]  # fmt: skip


@pytest.mark.parametrize("text, n", [
    ("Houses were destroyed by rebels.", 0), ("Houses were destroyed.", 1), ("“Houses were destroyed,” he said.", 0),
])  # fmt: skip
def test_a_doer_is_missed_only_where_the_draft_itself_leaves_him_out(text, n):
    assert (check_draft(text).remarks["kind"] == "doer not named").sum() == n


def test_two_descriptions_of_one_person_are_remarked():
    text = "General Karim Tal came to Osten. The crowd cheered. The terrorist Karim Tal left Osten at night."
    rows = check_draft(text).remarks
    assert rows[rows["kind"] == "labels for one person"]["words"].tolist() == ["terrorist"]


def test_house_rules_allow_avoid_and_say_what_instead(tmp_path):
    (tmp_path / "house.csv").write_text("rule,term,instead\nallow,slammed,\navoid,trader*,merchant\n", encoding="utf-8")
    words = check_draft(DRAFT, rules=read_rules(tmp_path / "house.csv")).words
    assert words[["words", "plain", "voice"]].values.tolist() == [
        ["Traders", "merchant", "narrator"], ["thugs", words["plain"][1], "quoted"],
    ]  # fmt: skip


@pytest.mark.parametrize("table, error, sentence", [
    (None, FileNotFoundError, "no such file of house rules"), ("a,b\n1,2\n", ValueError, "columns rule and term"),
    ("rule,term\nban,x\n", ValueError, "row 2: 'ban' 'x'; use allow, avoid, lexicon"), ("", ValueError, "columns rule"),
])  # fmt: skip
def test_rules_that_cannot_be_used_are_refused(tmp_path, table, error, sentence):
    if table is not None:
        (tmp_path / "house.csv").write_text(table)
    with pytest.raises(error, match=sentence):
        read_rules(tmp_path / "house.csv")


def test_json_holds_counts_words_and_remarks(tmp_path, capsys):
    (tmp_path / "draft.txt").write_text(HEADED, encoding="utf-8")
    assert main(["check", str(tmp_path / "draft.txt"), "--format", "json", "--fail-on", "2"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["n_own_voice"], len(told["remarks"]), told["own_voice_per_1000"]) == (2, 5, None)


def test_the_page_of_a_draft_is_inert(tmp_path, capsys):
    (tmp_path / "draft.txt").write_text(f"Thugs <script>alert(1)</script>\n\n{DRAFT}", encoding="utf-8")
    assert main(["check", str(tmp_path / "draft.txt"), "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert "<script" not in page and "script-src 'none'" in page and "&lt;script&gt;" in page


def test_a_word_processor_file_is_read(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Traders slammed the mayor.")
    document.save(str(tmp_path / "draft.docx"))
    assert read_draft(str(tmp_path / "draft.docx")).strip() == "Traders slammed the mayor."
