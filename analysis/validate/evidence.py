"""How often readers marked the uses of each listed term: the column `evidence` of the lexicon.

usage: python -m analysis.validate.evidence DIR
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from analysis.mark.lexicon import Lexicon, load_lexicon
from analysis.read.segment import parse
from analysis.validate.datasets import find_datasets, read_babe, read_fignews

FEWEST = {"BABE": 5, "FIGNEWS": 10}  # uses below which a strength rests on judgement


def count_evidence(folder: str | Path, lexicon: Lexicon | None = None) -> dict[str, str]:
    """Term -> "BABE k/n" (k of n uses stand in marked words), "FIGNEWS k/n" (of n posts with it, k biased) or "judged".

    Raises FileNotFoundError for a folder that is not there, ValueError where it holds neither data set.
    """
    found, lexicon = find_datasets(folder), lexicon or load_lexicon()
    counts = {"BABE": _in_babe(found["BABE"], lexicon)} if "BABE" in found else {}
    if "FIGNEWS" in found:
        counts["FIGNEWS"] = _in_fignews(found["FIGNEWS"], lexicon)
    evidence = {}
    for term in (t.term for t in lexicon.terms):
        told = [(name, marked[term], uses[term]) for name, (marked, uses) in counts.items()]
        enough = [f"{name} {k}/{n}" for name, k, n in told if n >= FEWEST[name]]
        evidence[term] = enough[0] if enough else "judged"
    return evidence


def _in_babe(path: Path, lexicon: Lexicon) -> tuple[Counter[str], Counter[str]]:
    marked, uses = Counter[str](), Counter[str]()
    data = read_babe(path)
    for text, gold in zip(data["text"], data["marked"], strict=True):
        for first, past, term in lexicon.match(parse(text)):
            uses[term.term] += 1
            marked[term.term] += any(gold[first:past])
    return marked, uses


def _in_fignews(path: Path, lexicon: Lexicon) -> tuple[Counter[str], Counter[str]]:
    marked, uses = Counter[str](), Counter[str]()
    data = read_fignews(path)
    for text, biased in zip(data["text"], data["biased"], strict=True):
        for term in {term.term for _, _, term in lexicon.match(parse(text))}:
            uses[term] += 1
            marked[term] += bool(biased)
    return marked, uses


def write_evidence(folder: str | Path, tables: Path) -> int:
    """Rewrite the column in the tables of a lexicon folder; the number of terms whose evidence was counted."""
    evidence, n = count_evidence(folder, load_lexicon(tables)), 0
    for name in load_lexicon(tables).categories:
        with (tables / f"{name}.csv").open(encoding="utf-8", newline="") as table:
            rows = list(csv.DictReader(table))
        for row in rows:
            row["evidence"] = evidence[row["term"]]
            n += row["evidence"] != "judged"
        with (tables / f"{name}.csv").open("w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return n


if __name__ == "__main__":
    lexicon = Path(__file__).parents[1] / "data" / "lexicon"
    sys.stdout.write(f"{write_evidence(sys.argv[1], lexicon)} terms with counted evidence\n")
