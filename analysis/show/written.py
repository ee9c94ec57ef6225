"""Tables as CSV that no spreadsheet runs, and files that appear whole or not at all."""

import hashlib
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api.types import is_numeric_dtype

from analysis.show.html import legible
from analysis.whole import whole

MANIFEST = "manifest.json"
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def csv_text(frame: pd.DataFrame) -> str:
    """The frame as CSV; text cells are made legible, and one that a spreadsheet would run gets an apostrophe first."""
    frame = frame.apply(lambda column: column if is_numeric_dtype(column.dtype) else column.map(_cell))
    return frame.to_csv(index=False, lineterminator="\n", float_format="%.6g")


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


def write_set(folder: Path, texts: dict[str, str]) -> Path:
    """Several files that belong together: all written aside, then put in place, their manifest last.

    manifest.json names each file with its SHA-256, so that a set cut off half way is seen: `torn(folder)`. Files of an
    earlier set that this one lacks are removed once it is in place, where they are still as their manifest says.
    Returns the folder. Raises OSError where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    digests = {name: hashlib.sha256(text.encode("utf-8")).hexdigest() for name, text in sorted(texts.items())}
    stale = [folder / name for name in _unchanged(folder) if name not in texts]
    texts = {**texts, MANIFEST: json.dumps(digests, indent=1) + "\n"}
    with ExitStack() as parts:
        for name, text in reversed(texts.items()):  # put in place in the opposite order: the manifest last
            parts.enter_context(whole(folder / name)).write_text(text, encoding="utf-8", newline="")
    for path in stale:
        path.unlink(missing_ok=True)
    return folder


def torn(folder: Path) -> list[str]:
    """The files of a set that are missing or not as the manifest says.

    Raises FileNotFoundError where there is no manifest.
    """
    digests = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return sorted(set(digests) - set(_as_said(folder, digests)))


def _unchanged(folder: Path) -> list[str]:
    """The files of the set that lies there which are as its manifest says; none where there is no manifest of ours."""
    try:
        digests = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return _as_said(folder, digests) if isinstance(digests, dict) else []


def _as_said(folder: Path, digests: dict[str, Any]) -> list[str]:
    """The files named that lie in the folder itself and have the digest given."""
    return [
        name for name, digest in digests.items()
        if Path(name).name == name and (path := folder / name).is_file() and not path.is_symlink()
        and hashlib.sha256(path.read_bytes()).hexdigest() == digest
    ]  # fmt: skip
