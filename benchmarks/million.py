# ruff: noqa: T201
"""A million articles through `score`: made from the sample, killed once and taken up again, memory by part, checked."""

import argparse
import csv
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
SYLLABLES = [c + v for c in "b d f g h k l m n p r s t v z".split() for v in "a e i o u".split()]
FILE = 100_000  # articles of one file
EVERY = 5.0  # seconds between looks at the memory
CHECKED = 20  # parts scored again by themselves
PART = 1_000


def recombined(n: int, *, sentences_each: tuple[int, int], seed: int = 0) -> Iterator[dict[str, str]]:
    """`n` short articles (7 to 9 sentences are 130 words, 4 to 5 are 75): sentences of the invented sample in new
    company, six names in each made up anew so that words go on being new, days of thirty years, forty outlets.
    """
    from analysis import SAMPLE, read_articles, segment

    draw = random.Random(seed)
    texts = read_articles(SAMPLE)["text"]
    rows = segment(texts).itertuples()
    sentences = list(dict.fromkeys(texts[row.article][row.start : row.end] for row in rows))
    names = sorted({name for sentence in sentences for name in NAME.findall(sentence, 1)})
    for number in range(n):
        new = {name: "".join(draw.choices(SYLLABLES, k=3)).title() for name in draw.sample(names, 6)}
        chosen = draw.choices(sentences, k=draw.randint(*sentences_each))
        text = "\n\n".join(" ".join(chosen[k : k + 3]) for k in range(0, len(chosen), 3))
        text = NAME.sub(lambda name, new=new: new.get(name[0], name[0]), text)  # type: ignore[misc]
        day = date(2001, 1, 1) + timedelta(days=draw.randrange(30 * 365))
        yield {
            "id": f"m{number:07}", "outlet": f"Outlet {draw.randint(1, 40)}", "published": day.isoformat(),
            "headline": " ".join(text.split()[:8]), "text": text,
        }  # fmt: skip


def write(made: Iterator[dict[str, str]], n: int, folder: Path) -> None:
    """The articles as files of 100,000 lines."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(-(-n // FILE)):
        with (folder / f"{number:03}.jsonl").open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(article) + "\n" for article in islice(made, FILE))


def _processes(parent: int) -> list[tuple[int, float, float]]:
    """Number, resident MB and CPU seconds of a process and those it started, itself first."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_bytes().rpartition(b")")[2].split()
            resident = int((path.parent / "statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        except OSError:
            continue
        if parent in (int(path.parent.name), int(fields[1])):
            seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            found.append((int(path.parent.name), resident, seconds))
    return sorted(found, key=lambda one: one[0] != parent)


def run(folder: Path, out: Path, *, workers: int, measures: str, kill_at: int | None) -> None:
    """One run of the command, its memory written down; killed (-9, its workers too) once `kill_at` parts are scored."""
    command = [sys.executable, "-m", "analysis", "score", str(folder), "--out", str(out), "--measures", measures]
    parts, table, begun = Path(f"{out}.parts"), Path(f"{out}.memory.csv"), time.monotonic()
    fresh = not table.exists()
    with subprocess.Popen([*command, "--workers", str(workers)]) as process, table.open("a") as file:
        rows = csv.writer(file)
        if fresh:
            rows.writerow(["run", "seconds", "parts_read", "parts_scored", "main_mb", "worker_mb", "main_cpu", "cpu"])
        while process.poll() is None:
            time.sleep(EVERY)
            seen = _processes(process.pid)
            n_read, n_scored = (len(list(parts.glob(f"{kind}-*.parquet"))) for kind in ("articles", "scores"))
            if len(seen) and seen[0][0] == process.pid:
                largest = max((mb for _, mb, _ in seen[1:]), default=0)
                cpu = seen[0][2], sum(seconds for *_, seconds in seen)
                numbers = [process.pid, time.monotonic() - begun, n_read, n_scored, seen[0][1], largest, *cpu]
                rows.writerow([round(number, 1) for number in numbers])
                file.flush()
            if kill_at is not None and n_scored >= kill_at:
                for number, *_ in seen:
                    os.kill(number, signal.SIGKILL)
                print(f"killed with {n_scored:,} parts scored after {time.monotonic() - begun:,.0f} s", flush=True)
                return
    print(f"ended with {process.returncode} after {time.monotonic() - begun:,.0f} s", flush=True)


def check(out: Path, made: Iterator[dict[str, str]], n: int, measures: str) -> None:
    """Parts drawn at random, made and scored again by themselves, equal the rows of the file byte for byte."""
    import pyarrow.parquet as parquet

    from analysis.engines import on_this_machine
    from analysis.scale import score_files

    file = parquet.ParquetFile(out)
    assert (file.metadata.num_rows, file.num_row_groups) == (n, -(-n // PART)), file.metadata
    wanted = sorted(random.Random(1).sample(range(file.num_row_groups), min(CHECKED, file.num_row_groups)))
    at = 0
    again = out.parent / "again.jsonl"
    for k in wanted:
        rows = list(islice(made, (k - at) * PART, (k - at + 1) * PART))
        at = k + 1
        again.write_text("".join(json.dumps(row) + "\n" for row in rows))
        score_files(again, out=again.with_suffix(".parquet"), measures=measures.split(","), engine=on_this_machine(1))
        ours, theirs = (_bytes(table) for table in (parquet.read_table(again.with_suffix(".parquet")),
                                                    file.read_row_group(k)))  # fmt: skip
        print(f"part {k + 1:5,}: {'the same' if ours == theirs else 'NOT THE SAME'} {len(ours):,} bytes", flush=True)


def _bytes(table: Any) -> bytes:
    import io

    import pyarrow.parquet as parquet

    written = io.BytesIO()  # `source` is the file's name, and the key is that of all files together
    parquet.write_table(table.drop_columns("source").replace_schema_metadata(None), written)
    return written.getvalue()


def curve(out: Path, steps: int = 10) -> None:
    """The memory curve in so many lines: by parts read, then by parts scored."""
    rows = list(csv.DictReader(Path(f"{out}.memory.csv").open()))
    for kind in ("parts_read", "parts_scored"):
        last = max(int(float(row[kind])) for row in rows)
        bounds = [last * k // steps for k in range(steps + 1)]
        for low, high in zip(bounds, bounds[1:], strict=False):
            scoring = kind == "parts_scored"
            seen = [r for r in rows if low < float(r[kind]) <= high and (float(r["parts_scored"]) > 0) == scoring]
            if seen:
                main, worker = (max(float(row[name]) for row in seen) for name in ("main_mb", "worker_mb"))
                print(f"{kind[6:]:7}{low * PART:10,} to {high * PART:10,}: {main:6.0f} MB, worker {worker:6.0f} MB")


def main() -> None:
    """Make, run, kill, run again, check."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--n", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path, default=Path("reports/million"))
    options.add_argument("--workers", type=int, default=1)
    options.add_argument("--measures", default="loaded")
    options.add_argument("--sentences", type=int, nargs=2, default=(7, 9), help="sentences of an article, from and to")
    options.add_argument("--kill-at", type=int, help="parts; a third of them unless said")
    given = options.parse_args()
    folder, out = given.folder / "articles", given.folder / "scores.parquet"
    made = partial(recombined, given.n, sentences_each=tuple(given.sentences))
    if not folder.is_dir():
        write(made(), given.n, folder)
    kill_at = given.n // PART // 3 if given.kill_at is None else given.kill_at
    for after in (kill_at, None):
        if not out.exists():
            run(folder, out, workers=given.workers, measures=given.measures, kill_at=after)
    curve(out)
    check(out, made(), given.n, given.measures)


if __name__ == "__main__":
    main()
