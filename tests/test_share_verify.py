"""A shared report holds no long run of an article; a report verified names the first input that changed."""
import csv
import io
import re
import subprocess
import sys
from html import unescape

import pytest

from analysis import SAMPLE, read_articles, write_report
from analysis.__main__ import main
from analysis.show.excerpts import SHARED, beginning, shortened
from analysis.show.verify import verify
from analysis.show.written import torn, write_set


def runs(text: str, n: int) -> set[tuple[str, ...]]:
    """Every run of n words of a text, once by letters and digits alone, once by white space."""
    found = set()
    for words in (re.findall(r"\w+", text.lower()), text.lower().split()):
        found |= {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}
    return found


def visible(html: str) -> list[str]:
    """What a reader sees of the page: with the labels of marks, and without them."""
    body = html[html.index("<body>") :]
    bare = re.sub(r"<small>.*?</small>", "", body, flags=re.S)
    return [unescape(re.sub(r"<[^>]+>", " ", part)) for part in (body, bare)] + [
        unescape(re.sub(r"</?(mark|small|span|b|bdi)[^>]*>", "", bare))
    ]


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    articles = read_articles(SAMPLE)
    return write_report(articles, folder, share=True).parent, articles


def test_no_run_of_more_than_25_words_is_left_in_a_shared_report(shared):
    folder, articles = shared
    long = set().union(*(runs(text, SHARED + 1) for text in [*articles["text"], *articles["headline"].dropna()]))
    seen = visible((folder / "report.html").read_text(encoding="utf-8"))
    for table in folder.glob("*.csv"):
        seen += [cell for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8"))) for cell in row]
    assert not [" ".join(run) for part in seen for run in runs(part, SHARED + 1) & long][:3]
    assert any(runs(part, 15) & set().union(*(runs(text, 15) for text in articles["text"])) for part in seen)


def test_a_shared_report_says_so(shared):
    assert "no passage of more than 25 words" in (shared[0] / "report.html").read_text(encoding="utf-8")


def test_the_checker_sees_a_run_that_is_too_long(tmp_path, articles):
    text = " ".join(f"word{k}" for k in range(40)) + " slammed the mayor."
    articles["text"] = [f"{text} {k}" for k in range(3)]
    page = write_report(articles, tmp_path).read_text(encoding="utf-8")
    assert any(runs(part, SHARED + 1) & runs(text, SHARED + 1) for part in visible(page))


@pytest.mark.parametrize("words, at, kept", [
    (10, 5, (0, 10)), (60, 0, (0, 20)), (60, 30, (21, 41)), (60, 59, (40, 60)),
])  # fmt: skip
def test_what_is_shared_stands_around_what_was_found(words, at, kept):
    text = " ".join(f"{k:02}" for k in range(words))
    low, high = shortened(text, 0, len(text), 3 * at, 3 * at + 2)
    assert text[low:high].split() == [f"{k:02}" for k in range(*kept)]


@pytest.mark.parametrize("text, shown", [
    ("a b", "a b"), (3, 3), ("w " * 30, "w " * 19 + "w …"), ("字" * 900, "字" * 300 + " …"),
])  # fmt: skip
def test_long_cells_are_cut(text, shown):
    assert beginning(text) == shown


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A folder of two outlets and its report, made and verified from the folder above."""
    monkeypatch.chdir(tmp_path)
    for outlet, text in (("herald", "The regime slammed the bridge."), ("post", "The council closed the bridge.")):
        (tmp_path / "in" / outlet).mkdir(parents=True)
        (tmp_path / "in" / outlet / "one.txt").write_text(f"Bridge closed\n\n{text}\n", encoding="utf-8")
    assert main(["report", "in", "--out", "out", "--event", "bridge"]) == 0
    return tmp_path


def test_an_untouched_report_is_verified(made, capsys):
    assert main(["verify", "out"]) == 0
    assert "the same to the byte" in capsys.readouterr().out


def test_one_changed_letter_is_named_with_its_file(made, capsys):
    file = made / "in" / "post" / "one.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("council", "councel"), encoding="utf-8")
    assert main(["verify", "out/report.html"]) == 1
    assert capsys.readouterr().out == "in/post/one.txt: what was read from it has changed, first in article post/one.\n"


def test_an_input_that_is_gone_or_new_is_named(made):
    (made / "in" / "post" / "one.txt").rename(made / "in" / "post" / "two.txt")
    assert [line.split(":")[0] for line in verify("out")] == ["in/post/one.txt", "in/post/two.txt"]


@pytest.mark.parametrize("name", ["report.html", "loaded.csv"])
def test_a_report_that_was_edited_is_named(made, name):
    file = made / "out" / name
    file.write_text(file.read_text(encoding="utf-8").replace("slammed", "praised"), encoding="utf-8")
    assert [line.split(":")[0] for line in verify("out")] == [name]


def test_a_page_without_provenance_is_refused(tmp_path):
    (tmp_path / "report.html").write_text("<p>no report")
    with pytest.raises(ValueError, match="no provenance"):
        verify(tmp_path)


def test_a_report_made_in_python_asks_for_its_inputs(articles, tmp_path):
    with pytest.raises(ValueError, match="name the inputs"):
        verify(write_report(articles, tmp_path))


def test_two_runs_in_fresh_processes_give_the_same_bytes(made):
    texts = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "analysis", "report", "in", "--out", f"out{seed}", "--event", "bridge"]
        done = subprocess.run(command, env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        texts.append({path.name: path.read_bytes() for path in (made / f"out{seed}").iterdir()})
    assert texts[0] == texts[1] and len(texts[0]) > 20


def test_a_set_of_files_that_was_cut_off_is_seen(tmp_path):
    write_set(tmp_path, {"a.csv": "1", "b.csv": "2"})
    assert torn(tmp_path) == []
    (tmp_path / "b.csv").write_text("3")
    (tmp_path / "a.csv").unlink()
    assert torn(tmp_path) == ["a.csv", "b.csv"]


def test_a_new_set_takes_away_what_only_the_old_one_had_and_nothing_else(tmp_path):
    write_set(tmp_path, {"a.csv": "1", "old.csv": "2", "mended.csv": "3"})
    (tmp_path / "mended.csv").write_text("by hand")
    (tmp_path / "notes.txt").write_text("mine")
    write_set(tmp_path, {"a.csv": "4"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "manifest.json", "mended.csv", "notes.txt"]
    (tmp_path / "manifest.json").write_text("[1")
    write_set(tmp_path, {"b.csv": "5"})
    assert (tmp_path / "a.csv").read_text() == "4" and torn(tmp_path) == []


def test_a_set_that_cannot_be_written_leaves_the_old_one(tmp_path):
    write_set(tmp_path, {"a.csv": "1"})
    with pytest.raises(UnicodeEncodeError):
        write_set(tmp_path, {"a.csv": "2", "b.csv": "\ud800"})
    assert (tmp_path / "a.csv").read_text() == "1" and torn(tmp_path) == []
