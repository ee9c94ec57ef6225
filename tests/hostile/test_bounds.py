"""Goals G4, G5 and G18: what is too large is refused before it is held, what hangs is ended, what cannot be written is
one sentence that names the path, and the file that was there stays.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

import analysis
from analysis.__main__ import main
from analysis.read.worker import Worker
from tests.hostile.make import recombined
from tests.hostile.pages import page

ROOT = Path(analysis.__file__).parents[1]
LIMIT = 10.0 if "HOSTILE_EXAMPLES" in os.environ else 1.0  # seconds of a page that hangs
MEASURED = """
import json, resource, sys
from analysis import read_articles
articles = read_articles(sys.argv[1])
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
print(json.dumps([peak / 1000, used, articles.attrs["found"], articles.attrs["skipped"]]))
"""
SPARSE = "txt html docx csv tsv jsonl json parquet csv.gz".split()


def bombs(folder):
    """Files that claim fifty gigabytes, and small ones that would grow to gigabytes."""
    for kind in SPARSE:
        with (folder / f"sparse.{kind}").open("wb") as file:
            file.truncate(50_000_000_000)
    for name, byte in {"nul.jsonl.gz": b"\0", "blanks.csv.gz": b" ", "lines.csv.gz": b"\n"}.items():
        (folder / name).write_bytes(gzip.compress(byte * 20_000_000) * 60)
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 10_000), pa.array(["x " * 999_000]))
    parquet.write_table(pa.table({"text": long}), folder / "dictionary.parquet")
    (folder / "brackets.json").write_bytes(b"[" + b"[]," * 10_000_000 + b"[]]")
    (folder / "brackets.jsonl").write_bytes(b"[]\n" * 200_000)
    (folder / "good.txt").write_text("The council closed the old bridge on Monday. " * 9)


def test_what_would_be_gigabytes_is_refused_within_a_gigabyte(tmp_path):
    bombs(tmp_path)
    done = subprocess.run([sys.executable, "-c", MEASURED, str(tmp_path)], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    peak, used, found, skipped = json.loads(done.stdout)
    print(f"\npeak {peak:,.0f} MB, {used:.1f} s of processor time, {found}")
    refused = {Path(file).name for file in skipped["file"]}
    assert refused == {path.name for path in tmp_path.iterdir()} - {"good.txt"} and len(refused) == 15
    assert found["read"] == 1 and found["found"] == 1 + found["refused"] and peak < 1_000


def test_a_page_on_which_the_parser_hangs_costs_its_own_text_alone(tmp_path, monkeypatch):
    """Tags with 1,240 attributes each: the parser compares each with each, in one call of C that no alarm ends."""
    pytest.importorskip("trafilatura")
    names = ["".join(name) for name in islice(product(ascii_lowercase, repeat=3), 1_240)]
    tag = f"<i {' '.join(names)}>x</i>"
    before, after = page(), page().replace("Osten", "Orlo")
    for name, text in {"a": before, "b": page(tag * int(400 * LIMIT)), "c": after}.items():
        (tmp_path / f"{name}.html").write_text(text)
    limited = Worker(seconds=LIMIT)
    monkeypatch.setattr("analysis.read.worker._idle", [limited])
    articles = analysis.read_articles(tmp_path)
    limited.close()
    assert articles.attrs["skipped"]["reason"] == [f"parsing the page took longer than {LIMIT:g} s"]
    assert articles.index.tolist() == ["a", "c"]
    for name in ("a", "c"):
        alone = analysis.read_articles(tmp_path / f"{name}.html")
        assert articles.loc[name, "text"] == alone.loc[name, "text"]


@contextmanager
def full(folder):
    """A disk of 16 kB; a skip where none can be made."""
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)], capture_output=True)
    if made.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def read_only(folder):
    """A folder in which nothing can be written: mounted so for root, whom modes do not stop."""
    folder.chmod(0o555)
    mounted = os.geteuid() == 0
    if mounted:
        bind = ["mount", "--bind", str(folder), str(folder)], ["mount", "-o", "remount,ro,bind", str(folder)]
        if any(subprocess.run(command, capture_output=True).returncode for command in bind):
            pytest.skip("root, and nothing can be mounted")
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.chmod(0o755)


@contextmanager
def of_another(folder):
    """A folder that belongs to another user."""
    if os.geteuid():
        pytest.skip("only root can be another user for a while")
    os.seteuid(65_534)
    try:
        yield folder
    finally:
        os.seteuid(0)


@pytest.fixture
def shared():
    """A folder that every user may enter, with a corpus, outside those of the tests, which none but one may."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "out").mkdir()
        sample = analysis.read_articles(analysis.SAMPLE)["text"].tolist()
        rows = recombined(sample, 120, seed=5).assign(event="bridge")
        rows.to_json(folder / "articles.jsonl", orient="records", lines=True)
        rows.head(4).to_json(folder / "few.jsonl", orient="records", lines=True)
        yield folder


@pytest.mark.skipif(os.name != "posix", reason="owners and mounts of POSIX")
@pytest.mark.parametrize("place", [full, read_only, of_another])
@pytest.mark.parametrize("command", ["score", "code", "report"])
def test_where_nothing_can_be_written_it_is_one_sentence_and_the_old_file_stays(place, command, shared, capsys):
    if command == "report" and LIMIT < 10:
        pytest.skip("a report takes its time: in make hostile")
    out, name = shared / "out", {"score": "s.parquet", "code": "sheet.csv", "report": "report.html"}[command]
    given = {"score": ["score", "--measures", "acts"], "code": ["code", "--n", "200"]}.get(command, [command])
    (out / name).write_text("old")
    with place(out) as folder:
        if place is full:
            (folder / name).write_text("old")
            (folder / "ballast").write_bytes(b"x" * 4_000)
        target = folder if command == "report" else folder / name
        articles = shared / ("few.jsonl" if command == "report" else "articles.jsonl")
        code = main([*given, str(articles), "--out", str(target)])
        said = capsys.readouterr().err
        lines = [line for line in said.splitlines() if line.startswith("analysis:")]
        assert (code, len(lines)) == (3, 1) and "Traceback" not in said, said
        assert str(folder) in lines[0] or "No space left" in lines[0], lines
        assert (folder / name).read_text() == "old" and not list(folder.rglob(".*.part"))


def test_what_another_user_keeps_from_us_is_refused_and_the_rest_read(shared):
    (shared / "secret.txt").write_text("The council closed the bridge on Monday. " * 9)
    (shared / "secret.txt").chmod(0o600)
    (shared / "few.jsonl").unlink()
    (shared / "closed").mkdir(mode=0o700)
    with of_another(shared):
        articles = analysis.read_articles(shared)
    reasons = dict(zip(articles.attrs["skipped"]["file"], articles.attrs["skipped"]["reason"], strict=True))
    assert {Path(file).name for file in reasons} == {"secret.txt", "closed"} and len(articles) == 120
    assert all("cannot be opened (Permission denied)" in reason for reason in reasons.values())


def test_no_device_is_written_to(shared, capsys):
    assert main(["score", str(shared / "articles.jsonl"), "--out", "/dev/full"]) == 3
    assert "no regular file" in capsys.readouterr().err and Path("/dev/full").is_char_device()
