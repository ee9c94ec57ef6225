"""Goal G17: killed at any moment, every file is the old or the new one, and what is done again is the same.

make test kills eight writers, make hostile 200 of them and 20 runs of `score`.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.show.written import torn, write_set
from analysis.whole import whole
from tests.hostile.make import recombined

ROOT = Path(analysis.__file__).parents[1]
KILLS = int(os.environ.get("HOSTILE_KILLS", 8))
LONG, RUNS = "HOSTILE_EXAMPLES" in os.environ, 20
# It forks a writer for each line it is given, so that libraries are loaded once.
WRITER = """
import os, sys
from pathlib import Path
import pandas as pd
from analysis.show.written import write_set
from analysis.whole import whole

def write(folder):
    for k in range(10**6):
        digit = str(k % 10)
        with whole(folder / "table.parquet") as aside:
            pd.DataFrame({"n": [k % 10] * 20_000}).to_parquet(aside)
        write_set(folder, {name: digit * 300_000 for name in ("page.html", "table.csv", "table.json")})

for line in sys.stdin:
    if not (child := os.fork()):
        write(Path(sys.argv[1]))
    print(child, flush=True)
    os.waitpid(child, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of POSIX")
def test_killed_at_any_moment_files_are_whole_and_a_torn_set_is_told(tmp_path):
    """A page, two tables and a set of them with its manifest: each file old or new, a set of both named as torn."""
    command, draw = [sys.executable, "-c", WRITER, str(tmp_path)], random.Random(2)
    n_torn = 0
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        for _ in range(KILLS):
            before = max((path.stat().st_mtime_ns for path in tmp_path.glob("manifest.json")), default=0)
            print(file=writer.stdin, flush=True)
            child = int(writer.stdout.readline())
            while not any(path.stat().st_mtime_ns > before for path in tmp_path.glob("manifest.json")):
                time.sleep(0.01)
            time.sleep(draw.uniform(0, 0.05))
            os.kill(child, signal.SIGKILL)
            assert pd.read_parquet(tmp_path / "table.parquet")["n"].nunique() == 1
            texts = {name: (tmp_path / name).read_text() for name in ("page.html", "table.csv", "table.json")}
            assert all(text == text[0] * 300_000 for text in texts.values())
            torn_files = torn(tmp_path)
            n_torn += bool(torn_files)
            assert len({text[0] for name, text in texts.items() if name not in torn_files}) <= 1
        writer.stdin.close()
    print(f"\n{KILLS} kills: 0 of {4 * KILLS} files torn, {n_torn} sets half old, all told")
    write_set(tmp_path, {name: "done" for name in texts})
    with whole(tmp_path / "table.parquet") as aside:
        aside.write_text("done")
    assert {path.name for path in tmp_path.iterdir()} == {"manifest.json", "table.parquet", *texts}
    assert torn(tmp_path) == []


@pytest.mark.skipif(not LONG, reason="twenty kills in make hostile; test_scale.py kills once")
def test_killed_again_and_again_at_any_moment_the_table_is_the_one_never_killed(tmp_path):
    texts = recombined(analysis.read_articles(analysis.SAMPLE)["text"].tolist(), 60, seed=9)
    path, out, calm = (tmp_path / name for name in ("articles.jsonl", "s.parquet", "t.parquet"))
    many = pd.concat([texts] * 4, ignore_index=True)
    many = many.assign(id=range(len(many)), text=many["text"] + " " + many.index.astype(str))
    many.to_json(path, orient="records", lines=True)
    script = (
        "from analysis.read import parts; parts.write_parts.__kwdefaults__['size'] = 10; from analysis import __main__"
    )
    command = [sys.executable, "-c", f"{script}; __main__.main()", "score", str(path), "--measures", "acts", "--out"]
    draw = random.Random(4)
    for _ in range(RUNS):
        with subprocess.Popen([*command, str(out)], stderr=subprocess.DEVNULL, start_new_session=True) as run:
            time.sleep(draw.uniform(0.5, 5))
            os.killpg(run.pid, signal.SIGKILL)
        assert not out.exists() or len(pd.read_parquet(out)) == len(many)
    for target in (out, calm):
        subprocess.run([*command, str(target)], stderr=subprocess.DEVNULL, check=True)
    digests = {hashlib.sha256(target.read_bytes()).hexdigest() for target in (out, calm)}
    assert len(digests) == 1 and sorted(p.name for p in tmp_path.iterdir()) == [
        "articles.jsonl",
        "s.parquet",
        "t.parquet",
    ]
