"""Verbs of saying, thinking and demanding: the table analysis/data/voices/cues.csv."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Cue:
    """A verb of saying, thinking or demanding: its lemma, its kind and what may follow it."""

    verb: str
    kind: str
    takes: frozenset[str]
    nouns: frozenset[str]  # its forms that are nouns as well


@cache
def cues() -> dict[str, Cue]:
    """Printed form of a verb -> its cue; the table is analysis/data/voices/cues.csv."""
    table = (files("analysis") / "data/voices/cues.csv").read_text(encoding="utf-8").splitlines()
    return {
        form: Cue(row["verb"], row["kind"], frozenset(row["takes"].split("|")), frozenset(row["nouns"].split("|")))
        for row in csv.DictReader(table)
        for form in row["forms"].split("|")
    }
