"""The share of news articles that have a word: rebuilds analysis/data/facts/common.csv from a file of JSON lines."""
import csv
import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

from analysis.gather.details import stem

WORD = re.compile(r"[a-z]{3,}(?:-[a-z]+)*")
FEWEST = 0.003  # share of articles under which a word is not listed
TABLE = Path(__file__).parents[1] / "analysis" / "data" / "facts" / "common.csv"


def main(path: str) -> None:
    """Count the words of every fourth article."""
    counts: Counter[str] = Counter()
    n = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for k, line in enumerate(lines):
            if k % 4 == 0:
                n += 1
                counts.update({stem(word) for word in WORD.findall(json.loads(line)["text"].lower())})
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["stem", "share"])
        table.writerows((word, f"{count / n:.4f}") for word, count in counts.most_common() if count / n >= FEWEST)


if __name__ == "__main__":
    main(sys.argv[1])
