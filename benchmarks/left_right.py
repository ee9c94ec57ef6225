# ruff: noqa: T201
"""Which words set left and right apart over all dated events of the large set; with --half, in one half of the events.

Words and the list of house style are chosen on half 0 and judged on half 1 (halves by a checksum of the event's name).
"""
import argparse
import os
import time
from pathlib import Path
from zlib import crc32

import pandas as pd

from analysis import distinctive_words, group_events

SHOWN = ("illegal immigrants", "illegal", "undocumented immigrants", "undocumented", "aliens", "radical", "pro-life")


def events(path: Path) -> pd.DataFrame:
    """The dated articles of the left and the right, in events that both report."""
    frame = pd.read_json(path, lines=True, dtype=False, convert_dates=False).set_index("id")
    frame["published"] = pd.to_datetime(frame["published"], errors="coerce", format="%Y-%m-%d")
    frame["event"] = group_events(frame)
    frame = frame[frame["published"].notna() & frame["leaning"].isin(["left", "right"])]
    return frame[frame.groupby("event")["leaning"].transform("nunique") > 1]


def main() -> None:
    """Group, count, print the contrasts that survive and how many of the list are house style."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=os.environ.get("ANALYSIS_DATA", Path("../shared/data")))
    options.add_argument("--half", type=int, choices=(0, 1))
    options.add_argument("--out", type=Path, help="the whole table as CSV, for reading the list")
    given = options.parse_args()
    frame = events(given.data / "allsides.jsonl.gz")
    if given.half is not None:
        frame = frame[[crc32(name.encode()) % 2 == given.half for name in frame["event"]]]
    begin = time.process_time()
    words = distinctive_words(frame, by="leaning")
    print(f"{len(frame):,} articles, {frame['event'].nunique():,} events, {time.process_time() - begin:.0f} s CPU")
    print(words.attrs["sentence"])
    sure = words["verdict"].str.startswith("more in")
    print(words[sure]["style"].replace("", "no style").value_counts().to_string())
    columns = ["outlet", "term", "difference", "low", "high", "q", "n_events", "z_least", "verdict"]
    print(words.loc[words["term"].isin(SHOWN), columns].round(3).to_string())
    if given.out:
        words.to_csv(given.out, index=False)


if __name__ == "__main__":
    main()
