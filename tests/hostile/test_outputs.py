"""Outputs are whole or not there, limits end what hangs, and nothing is opened, run or called that should not be."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

import analysis
from analysis.__main__ import main
from analysis.read.worker import Stopped, Worker
from analysis.whole import whole
from tests.hostile.make import recombined
from tests.hostile.pages import page

ROOT = Path(analysis.__file__).parents[1]
def run(*command, **options):
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, cwd=ROOT, **options)


def test_two_writers_at_once_do_not_mix(tmp_path):
    out = tmp_path / "page.html"
    with whole(out) as one, whole(out) as two:
        one.write_text("one" * 1000)
        two.write_text("two")
    assert out.read_text() == "one" * 1000


def test_an_error_leaves_the_old_file_and_nothing_aside(tmp_path):
    out = tmp_path / "page.html"
    out.write_text("old")
    with pytest.raises(ZeroDivisionError), whole(out) as aside:
        aside.write_text("new")
        1 / 0  # noqa: B018
    assert out.read_text() == "old" and len(list(tmp_path.iterdir())) == 1


def test_a_link_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "kept.txt").write_text("kept")
    (tmp_path / "out.txt").symlink_to(tmp_path / "kept.txt")
    with whole(tmp_path / "out.txt") as aside:
        aside.write_text("new")
    assert (tmp_path / "kept.txt").read_text() == "kept" and not (tmp_path / "out.txt").is_symlink()


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    recombined(analysis.read_articles(analysis.SAMPLE)["text"].tolist(), 3).to_json(path, orient="records", lines=True)
    return str(path)


@pytest.mark.parametrize(
    ("out", "options", "code", "sentence"),
    [
        ("s.parquet", [], 0, None),
        ("s.parquet", ["--measures", "bias"], 2, "There is no measure 'bias'"),
        ("s.parquet", ["--workers", "0"], 2, "--workers must be 1 or more"),
        ("s.parquet", ["--scheduler", "tcp://x:1"], 2, "--scheduler goes with --engine dask"),
        ("s.parquet", ["--columns", "text=words"], 2, "No usable article: articles.jsonl"),
        ("s.parquet", ["no such file"], 2, "There is no file or folder 'no such file'"),
        ("articles.jsonl/s.parquet", [], 3, "cannot be made"),
        (".", [], 3, "no regular file"),
    ],
)
def test_the_exit_code_says_what_became_of_the_work(articles, tmp_path, capsys, out, options, code, sentence):
    measures = [] if "--measures" in options else ["--measures", "acts"]
    assert main(["score", articles, *options, *measures, "--out", str(tmp_path / out)]) == code
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("analysis:")]
    assert [bool(re.search(re.escape(sentence), line)) for line in said] == [True] if sentence else said == []
    assert not list(tmp_path.glob(".*.part"))


def test_a_file_inside_the_folder_that_is_read_is_not_written(articles, tmp_path, capsys):
    assert main(["score", str(tmp_path), "--out", str(tmp_path / "s.parquet")]) == 3
    assert "lies inside" in capsys.readouterr().err and not (tmp_path / "s.parquet").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="file limits are a thing of POSIX")
@pytest.mark.parametrize("command", ["score"])
def test_a_full_disk_is_one_sentence_and_the_old_file_stays(articles, tmp_path, command):
    out = tmp_path / "out"
    old = out / "report.html" if command == "report" else out
    old.parent.mkdir(exist_ok=True)
    old.write_text("old")
    limited = "import resource, signal, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
    limited += "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from analysis.__main__ import main; sys.exit(main())"
    options = ["--event", "x"] if command == "report" else ["--measures", "acts"]
    done = run("-c", limited, command, articles, "--out", str(out), *options)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr and "analysis: " in done.stderr.splitlines()[-1]
    assert old.read_text() == "old" and not list(tmp_path.rglob(".*.part"))


def test_what_hangs_or_swells_is_ended_and_the_next_one_is_answered():
    call, worker = "analysis.scale:score_texts", Worker(seconds=0.2)
    worker.load(call, texts=[""], measure="acts")
    begun = time.monotonic()
    with pytest.raises(Stopped, match=r"^took longer than 0\.2 s$"):
        worker.ask(call, texts=["was killed by " * 200_000], measure="acts")
    assert time.monotonic() - begun < 30  # six times the limit by the clock, and a slow machine
    worker.seconds = 60
    assert worker.ask(call, texts=["The bridge was closed."], measure="acts")["n_passives"] == [1]
    worker.megabytes = 40
    with pytest.raises(Stopped, match="needed more than 40 MB"):
        worker.ask(call, texts=["the council " * 400_000], measure="acts")
    worker.close()


HOOK = """
import json, sys
seen = []
def hook(event, arguments):
    if event in ("open", "socket.connect", "subprocess.Popen", "pickle.find_class", "os.system", "os.exec"):
        seen.append([event, str(arguments[0])])
sys.addaudithook(hook)
import analysis
articles = analysis.read_articles(sys.argv[1])
analysis.score_loaded(articles); analysis.score_voices(articles); analysis.score_acts(articles)
from analysis.show.written import csv_text, write_whole
from pathlib import Path
write_whole(Path(sys.argv[2]) / "a.csv", csv_text(articles))
json.dump([articles.attrs["skipped"]["file"], [s for s in seen if s[0] != "open" or sys.argv[3] in s[1]]], sys.stdout)
"""


def test_only_files_of_the_folder_are_opened_and_nothing_is_run_or_called(articles, tmp_path):
    root, outside = tmp_path / "in", tmp_path / "outside"
    (root / "deep").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("top secret")
    Path(articles).rename(root / "articles.jsonl")
    (root / "page.html").write_text(page())
    for name, target in {"a.txt": outside / "secret.txt", "b": outside, "c": root, "d.txt": Path("/dev/zero")}.items():
        (root / name).symlink_to(target)
    os.mkfifo(root / "pipe.txt")
    (root / "dir.txt").mkdir()
    (root / "line\nend \x1b[31m.txt").write_text("The bridge is shut. " * 9)
    Path(os.fsdecode(os.fsencode(root) + b"/bad\xff.txt")).write_text("The ferry sails. " * 9)
    done = run("-c", HOOK, str(root), str(tmp_path / "out"), str(tmp_path))
    assert done.returncode == 0, done.stderr
    skipped, seen = json.loads(done.stdout)
    assert {name.rpartition("/")[2] for name in skipped} == {"a.txt", "b", "c", "d.txt", "pipe.txt"}
    opened = {path for event, path in seen if event == "open"}
    assert len(opened) == 4 and all(path.startswith((str(root), str(tmp_path / "out"))) for path in opened), opened
    others = [(event, what) for event, what in seen if event != "open"]
    assert set(others) <= {("subprocess.Popen", sys.executable)} and len(others) <= 1  # the worker that parses pages


FORBIDDEN = r"\bpickle\b|joblib\.load|allow_pickle=True|\beval\(|\bexec\(|yaml\.load|render_links|\.style\.|shell=True"
FORBIDDEN += r"|os\.system|urllib\.request|import requests|import socket"


def test_nothing_that_runs_what_it_reads_is_used():
    files = [*(ROOT / "analysis").rglob("*.py"), *(ROOT / "notebooks").glob("*.ipynb")]
    hits = {path.name: re.findall(FORBIDDEN, path.read_text(encoding="utf-8")) for path in files}
    assert {name: found for name, found in hits.items() if found} == {} and len(files) > 60
    assert re.findall(FORBIDDEN, "pickle.load(x); eval(y)") == ["pickle", "eval("]
