"""Words of news judged without their context: how strongly each colours a report in the reporter's own voice."""

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import scipy.sparse as sp

GRADES = (1, 2, 3)  # mild, clear, strong; a word that is not in the table was graded 0 by every reading


def judged(words: Sequence[str]) -> sp.csr_matrix:
    """For each word the share of readings that gave it grade 1, 2 and 3, and the mean grade over 3: words x 4.

    Grades are of bare words, by readings that saw neither marked sentences nor each other (see data/judged/README.md).
    Not a measure by itself: a word is graded as news most often uses it.
    """
    known = _grades()
    rows = [known.get(word, ()) for word in words]
    counts = np.array([[own.count(grade) / max(len(own), 1) for grade in GRADES] for own in rows])
    shares = counts.reshape(-1, len(GRADES))
    return sp.csr_matrix(np.column_stack([shares, shares @ GRADES / max(GRADES)]))


@cache
def _grades() -> dict[str, tuple[int, ...]]:
    """Word -> its grades, one a reading."""
    table = files("analysis") / "data/judged/words.csv"
    _, *rows = csv.reader(table.read_text(encoding="utf-8").splitlines())
    return {word: tuple(int(grade) for grade in grades if grade) for word, *grades in rows}
