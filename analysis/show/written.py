"""Tables as CSV that no spreadsheet runs, and files that appear whole or not at all."""

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.show.html import legible
from analysis.whole import whole

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def csv_text(frame: pd.DataFrame) -> str:
    """The frame as CSV; text cells are made legible, and one that a spreadsheet would run gets an apostrophe first."""
    return frame.map(_cell).to_csv(index=False, lineterminator="\n", float_format="%.6g")


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    value = legible(value)
    return f"'{value}" if value.startswith(_FORMULA) else value


def write_whole(path: Path, text: str) -> Path:
    """The whole file or nothing: written aside, then put in place."""
    with whole(path) as aside:
        aside.write_text(text, encoding="utf-8", newline="")
    return path
