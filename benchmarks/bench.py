# ruff: noqa: T201
"""How long each marker takes beside TextBlob, VADER and a plain tokeniser: CPU seconds in one run, as ratios."""

import argparse
import gc
import gzip
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from analysis import find_actors, find_loaded, find_voices, read_articles, score_loaded, segment
from analysis.mark import actors
from analysis.mark.speakers import speakers
from analysis.mark.tiles import tiles
from analysis.read.plain import plain
from analysis.read.segment import forget as forget_documents
from analysis.read.segment import parse
from analysis.validate import peers

HERE = Path(__file__).parent.parent
WORD = re.compile(r"\w+")


def coverage(folder: Path, n: int) -> list[str]:
    """The same `n` articles each time: every fiftieth of the large set where it is there, else the sample coverage."""
    large = folder / "allsides.jsonl.gz"
    if large.is_file():
        with gzip.open(large, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in islice(lines, 0, 50 * n, 50)]
    print(f"{large.name} is not in {folder}: measured on the sample coverage instead (set ANALYSIS_DATA).")
    texts = list(read_articles(HERE / "analysis/data/sample")["text"])
    return (texts * (n // len(texts) + 1))[:n]


def forget() -> None:
    """Nothing tokenised, cut or named earlier may help, and nobody collects what others have left."""
    for kept in (tiles, actors._kept, plain, speakers):
        kept.cache_clear()
    forget_documents()
    gc.collect()


def work(texts: list[str]) -> dict[str, Callable[[], object]]:
    """What is timed, the yardstick first."""
    jobs: dict[str, Callable[[], object]] = {
        "TextBlob sentiment": lambda: [peers.textblob(text) for text in texts],
        "regular expression for words": lambda: [[m.span() for m in WORD.finditer(text)] for text in texts],
        "segment: sentences and words": lambda: segment(texts),
        "actors": lambda: find_actors(texts),
        "voices, with speakers": lambda: find_voices(texts),
        "loaded words, with voice": lambda: find_loaded(texts),
        "loaded words, scored": lambda: score_loaded(texts),
    }
    ours = ("segment: sentences and words", "actors", "voices, with speakers", "loaded words, with voice")
    together: list[Callable[[], object]] = [jobs[name] for name in ours]
    for name, found in _later().items():
        jobs[name] = lambda found=found: found(texts)
        together.append(jobs[name])
    jobs["all of ours together"] = lambda: [job() for job in together]
    if peers.vader() is not None:
        cut = [[text[s:e] for s, e, _ in parse(text).sentences] for text in texts]
        jobs["VADER by sentence"] = lambda: [peers.compound(sentence) for own in cut for sentence in own]
    return jobs


def _later() -> dict[str, Callable[[list[str]], object]]:
    """Markers that are there."""
    from importlib import import_module
    from importlib.util import find_spec

    named = {"acts": ("mark.acts", "find_acts"), "frames": ("mark.frames", "find_frames")}
    there = {name: place for name, place in named.items() if find_spec(f"analysis.{place[0]}")}
    return {name: getattr(import_module(f"analysis.{module}"), call) for name, (module, call) in there.items()}


def main() -> None:
    """Time every job in turn, round after round, and print each as a multiple of TextBlob's time."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=150)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--data", type=Path, default=os.environ.get("ANALYSIS_DATA", HERE.parent / "shared/data"))
    given = options.parse_args()
    texts = coverage(given.data, given.articles)
    jobs, spent = work(texts), {}
    for name, job in jobs.items():
        job()  # imports, tables and compiled expressions are not what is measured
        spent[name] = []
    for _ in range(given.rounds):
        for name, job in jobs.items():
            forget()
            begin = time.process_time()
            job()
            spent[name].append(time.process_time() - begin)
    report(spent, len(texts), sum(map(len, texts)))


def report(spent: dict[str, list[float]], n: int, characters: int) -> None:
    """One line a job: speed against TextBlob's sentiment (median, lowest, highest of rounds) and articles a second."""
    yardstick = spent["TextBlob sentiment"]
    print(f"{n} articles, {characters / n / 1000:.1f} kB each, {len(yardstick)} rounds, CPU seconds, Python "
          f"{sys.version.split()[0]}; speed as a multiple of TextBlob's sentiment in the same round")  # fmt: skip
    print(f"{'':32}{'median':>8}{'lowest':>8}{'highest':>9}{'articles/s':>12}")
    for name, seconds in spent.items():
        ratios = [a / b for a, b in zip(yardstick, seconds, strict=True)]
        rate = n / statistics.median(seconds)
        print(f"{name:32}{statistics.median(ratios):8.2f}{min(ratios):8.2f}{max(ratios):9.2f}{rate:12.0f}")


if __name__ == "__main__":
    main()
