# ruff: noqa: T201
"""Whole coverages: grouping, alignment, the report, growth from 1k to 100k articles, each in its own process."""

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pandas as pd

NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
SIZES = (1_000, 10_000, 100_000)
PART = 500  # articles marked together, as `score` does


def articles(data: Path, n: int, *, share: float = 1.0) -> Iterator[dict]:
    """`n` articles; once the set is through it comes again with other names, twenty years on.

    With a share under 1 only so much of each text, in whole words: more articles in the same time.
    """
    for copy in range(100):
        with gzip.open(data / "allsides.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in islice(lines, n):
                article = json.loads(line)
                if copy:
                    year, letter = article["published"][:4], chr(96 + copy)
                    article["id"] += letter
                    later = f"{int(year) + 20 * copy}{article['published'][4:]}" if year.isdigit() else ""
                    article["published"] = later
                    for column in ("headline", "text"):
                        article[column] = NAME.sub(lambda name, end=letter: name[0] + 2 * end, article[column])
                text = article["text"]
                article["text"] = text[: text.rfind(" ", 0, int(share * len(text)) + 1)] if share < 1 else text
                yield article
                n -= 1
        if n <= 0:
            return


def read(path: Path) -> None:
    """Files become articles."""
    from analysis import read_articles

    read_articles(path)


def mark(path: Path) -> None:
    """Every marker of ours over the articles, part by part."""
    from analysis import find_acts, find_frames, find_loaded, find_voices, score_loaded

    with path.open(encoding="utf-8") as lines:
        while part := [json.loads(line)["text"] for line in islice(lines, PART)]:
            for marker in (find_voices, find_loaded, score_loaded, find_acts, find_frames):
                marker(part)


def loaded(path: Path) -> None:
    """Loaded words, part by part."""
    from analysis import score_loaded

    with path.open(encoding="utf-8") as lines:
        while part := [json.loads(line)["text"] for line in islice(lines, PART)]:
            score_loaded(part)


def group(path: Path) -> None:
    """Articles become events."""
    from analysis import group_events

    with path.open(encoding="utf-8") as lines:
        frame = pd.DataFrame([json.loads(line) for line in lines]).set_index("id")
    frame["published"] = pd.to_datetime(frame["published"], errors="coerce", format="%Y-%m-%d")
    _spent(lambda: group_events(frame), len(frame))


def align(path: Path) -> None:
    """Sentences of the articles of twenty events."""
    from analysis import align_sentences

    frame = _shared(path)
    chosen = frame[frame["event"].isin(frame["event"].unique()[:20])]
    _spent(lambda: align_sentences(chosen), len(chosen))


def report(path: Path) -> None:
    """One page on 300 articles of events that two or more outlets cover."""
    from analysis import write_report

    chosen = _shared(path)[:300]
    with tempfile.TemporaryDirectory() as out:
        _spent(lambda: write_report(chosen, out), len(chosen))


def _shared(path: Path) -> pd.DataFrame:
    """The articles of events that two or more outlets cover, event by event."""
    from analysis import group_events, read_articles

    frame = read_articles(path)
    frame["event"] = group_events(frame)
    several = frame.groupby("event")["outlet"].transform("nunique") > 1
    return frame[several].sort_values("event", kind="stable")


def _spent(job: Callable[[], object], n: int) -> None:
    """Print the CPU seconds of a job and how far it raised the peak of memory."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    begin, before = time.process_time(), _peak()
    job()
    print(json.dumps({"cpu": time.process_time() - begin, "mb": _peak() - before, "n": n}))


JOBS = {job.__name__: job for job in (read, mark, loaded, group, align, report)}


def _peak() -> float:
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024


def measured(job: str, path: Path) -> dict[str, float]:
    """CPU seconds and peak memory of one job in a fresh process."""
    done = subprocess.run([sys.executable, __file__, "--job", job, str(path)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{job}: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout.splitlines()[-1])


def corpus(data: Path, n: int, path: Path, *, share: float = 1.0) -> Path:
    """A file with `n` articles, or the first part of each."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in articles(data, n, share=share))
    return path


def whole(data: Path) -> None:
    """Grouping of the whole set, alignment of twenty events, the report on 300 articles."""
    with tempfile.TemporaryDirectory() as folder:
        path = corpus(data, 34_422, Path(folder) / "whole.jsonl")
        for job in ("group", "align", "report"):
            found = measured(job, path)
            print(f"{job:8}{found['n']:8,.0f} articles {found['cpu']:8.1f} s CPU {found['mb']:8.0f} MB", flush=True)


def growth(data: Path, sizes: tuple[int, ...], jobs: tuple[str, ...], *, share: float) -> None:
    """Seconds and peak memory by number of articles; `linear` is the time over that of the size before, per article."""
    with tempfile.TemporaryDirectory() as folder:
        before: dict[str, float] = {}
        for n in sizes:
            path = corpus(data, n, Path(folder) / f"{n}.jsonl", share=share)
            for job in jobs:
                found = measured(job, path)
                each, last = found["cpu"] / n, before.get(job)
                before[job] = each
                ratio = f"{each / last:6.2f} x linear" if last else ""
                print(f"{job:8}{n:8,} articles {found['cpu']:9.1f} s CPU {found['mb']:8.0f} MB {ratio}", flush=True)
            path.unlink()


def main() -> None:
    """Either one job in this process, for its parent to read, or the whole of one of the two tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=os.environ.get("ANALYSIS_DATA", Path("../shared/data")))
    options.add_argument("--growth", action="store_true", help="1k, 10k and 100k articles: reading, marking, grouping")
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--jobs", nargs="+", default=("read", "mark", "group"), choices=list(JOBS))
    options.add_argument("--share", type=float, default=1.0, help="of each text: 0.2 is its first fifth")
    options.add_argument("--job", nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.job:
        begin = time.process_time()
        JOBS[given.job[0]](Path(given.job[1]))
        if given.job[0] in ("read", "mark", "loaded"):  # these print what they took without reading
            print(json.dumps({"cpu": time.process_time() - begin, "mb": _peak()}))
    elif given.growth:
        growth(given.data, tuple(given.sizes), tuple(given.jobs), share=given.share)
    else:
        whole(given.data)


if __name__ == "__main__":
    main()
