"""How far every marker agrees with people: one table, measured on whatever annotated data is there."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from analysis.validate import babe, folds, grammar, loaded, speech, tilt, whom
from analysis.validate.datasets import FILES, find_datasets
from analysis.validate.labelled import labelled
from analysis.validate.rows import Row, columns

# (data set, task, module or module:name it needs): a new marker takes one function from a file to rows.
TASKS: tuple[tuple[str, Callable[[Path], list[Row]], str], ...] = (
    ("BASIL", speech.sentences, "read.segment"),
    ("BASIL", speech.quotations, "mark.voices"),
    ("BASIL", speech.speakers, "mark.voices"),
    ("PolNeAR", speech.content, "mark.voices"),
    ("NewsWCL50", speech.actors, "mark.actors"),
    ("NewsMTSC dev rw", grammar.sentiment, "mark.sentiment"),
    ("NewsMTSC dev mt", grammar.sentiment, "mark.sentiment"),
    ("NewsMTSC dev rw", grammar.toward, "mark.sentiment:score_toward"),
    ("NewsMTSC dev mt", grammar.toward, "mark.sentiment:score_toward"),
    ("BASIL", whom.targets, "mark.targets"),
    ("NewsMTSC dev rw", grammar.toward, "mark.toward"),
    ("NewsMTSC dev mt", grammar.toward, "mark.toward"),
    ("UD English EWT dev", grammar.passives, "mark.acts"),
    ("FrAC", grammar.frames, "mark.frames"),
    ("BABE", tilt.sides, "mark.loaded"),
)
# Loaded wording, once with the hand lexicon and once with the fitted model where its tables are installed.
LOADED: tuple[tuple[str, Callable[[Path, str], list[Row]]], ...] = (
    ("BABE", babe.words),
    ("BABE", babe.sentences),
    ("BASIL", loaded.basil_sentences),
    ("BASIL", loaded.basil_pairs),
    ("FIGNEWS", loaded.fignews),
    ("BABE", tilt.plain_sentences),
    ("BABE", babe.precision_by_outlet),
)
_SOURCE = "constant: BABE (Spinde et al. 2021) against the crowd labels of MBIC on the same sentences"
# Readers against readers: what agreement can be hoped for. Measured once on the full sets, quoted here.
READERS = (
    Row("loaded words", "BABE", _SOURCE, "word F1", 0.467, float("nan"), float("nan"), 1547, {},
        "crowd readers against experts", "sentences", "articles"),
    Row("loaded sentences", "BABE", _SOURCE, "macro-F1", 0.745, 0.724, 0.770, 1547, {},
        "crowd readers against experts", "sentences", "articles"),
)  # fmt: skip


def evaluate(*folders: str | Path) -> pd.DataFrame:
    """The validity card: how far each marker agrees with human labels, on the annotated data found.

    Takes folders that hold basil.jsonl, babe.jsonl, fignews.jsonl, polnear.jsonl, newswcl50.jsonl, newsmtsc/,
    passives/ or frac.jsonl, and labelled CSV files of your own (columns text and label, if wished outlet and article).
    Returns one row per figure: task, data, split (what was fitted on what), measure, value, low and high (95 %
    interval from 1,000 seeded draws of what `resampled` names), n (of what `counted` names), peers (the same measure
    for other tools on the same cases, by name), marker, limit and met (only where a figure has a limit).
    Higher means closer agreement, but for false-positive rates, wrong names and the rows of `tilt`.
    Not a promise for other kinds of text: labels are of US politics and a war, by a few readers, in English.
    Raises FileNotFoundError for a path that is not there, ValueError for a folder without annotated data.
    """
    found = find_datasets(*folders)
    steps = list(_steps(found))
    rows: list[Row] = []
    for step in tqdm(steps, desc="evaluate", unit="task", leave=False, disable=None):
        rows += step()
    if any(row.data == "BABE" for row in rows):
        rows += READERS
    return pd.DataFrame(rows, columns=columns()).sort_values("task", kind="stable", ignore_index=True)


def _is_there(needs: str) -> bool:
    module, _, name = needs.partition(":")
    return find_spec(f"analysis.{module}") is not None and (
        not name or hasattr(import_module(f"analysis.{module}"), name)
    )


def _steps(found: dict[str, Path]) -> Iterator[Callable[[], list[Row]]]:
    """Every measurement that the data and the markers allow, in order."""
    for name, task, needs in TASKS:
        if name in found and _is_there(needs):
            yield partial(task, found[name])
    for marker in [loaded.HAND, *([loaded.FITTED] if loaded.fitted_is_here() else [])]:
        for name, of_marker in LOADED:
            if name in found and (name != "BABE" or marker == loaded.HAND or folds.can_be_fitted(found[name])):
                yield partial(of_marker, found[name], marker)
        if "BABE" in found:
            yield partial(tilt.swaps, tilt.babe_and_posts(found), marker)
        for name in sorted(found.keys() - FILES.keys()):
            yield partial(labelled, found[name], marker)
