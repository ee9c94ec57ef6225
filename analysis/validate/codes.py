"""The one form of all codes, whoever coded: a table with the columns unit, coder, code."""

import csv
import io
from pathlib import Path

import pandas as pd

from analysis.read.account import Refusal
from analysis.read.encoding import decode, read_bytes

FORM = "unit, coder, code"
NOT_CODED = frozenset(["", "?", "na", "n/a", "nan", "none", "<na>"])


def read_codes(*paths: str | Path) -> pd.DataFrame:
    """Codes of one coder or of many, from CSV files of one form: the columns unit, coder, code.

    A filled coding sheet is such a file, and so is a table that a crowd's site or a language model wrote. Where the
    column coder is missing or empty, the file's name is the coder. Separators may be commas, semicolons or tabs; other
    columns are kept as they are. An empty code, "?" or "NA" means not coded; 1 and 1.0 are one code, Yes and yes too.
    Returns one row per coded unit and coder: unit, coder, code, then the other columns.
    Raises FileNotFoundError for a missing file, and ValueError naming file, row and mend for a missing column or unit,
    a file without codes, or two codes by one coder for one unit.
    """
    if not paths:
        raise ValueError(f"No file was given; give CSV files with the columns {FORM}.")
    return once(pd.concat([_read(Path(path)) for path in paths], ignore_index=True)).drop(columns=["file", "row"])


def once(codes: pd.DataFrame) -> pd.DataFrame:
    """The coded rows; one coder has one code for a unit."""
    known = codes.dropna(subset=["code"])
    if len(twice := known[known.duplicated(["unit", "coder"], keep=False)]):
        first = twice.iloc[0]
        both = twice[twice["unit"].eq(first["unit"]) & twice["coder"].eq(first["coder"])]
        a, b = both.iloc[:2].to_dict("records")
        where = f"{a['file']}, row {a['row']} and {b['file']}, row {b['row']}: " if "file" in codes else ""
        raise ValueError(
            f"{where}{a['coder']!r} coded unit {a['unit']!r} twice ({a['code']}, {b['code']}); "
            "keep one, or give each coder a name of their own in the column coder."
        )
    return known.reset_index(drop=True)


def _read(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file; give CSV files with the columns {FORM}.")
    try:
        text, _ = decode(read_bytes(path))
    except Refusal as refusal:
        raise ValueError(f"{path}: {refusal.reason}; {refusal.mend}.") from None
    header = text.partition("\n")[0]
    rows = list(csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=header.count)))
    table = pd.DataFrame(rows).rename(columns=lambda name: str(name).strip().lower())
    if missing := [name for name in ("unit", "code") if name not in table]:
        names = ", ".join(map(str, table)) or "no rows"
        raise ValueError(f"{path}: no column {missing[0]!r} ({names}); the form is {FORM}.")
    table = table.assign(file=str(path), row=range(2, len(table) + 2), code=table["code"].map(code_of))
    table["unit"] = table["unit"].fillna("").str.strip()
    if len(nameless := table[table["unit"].eq("") & table["code"].notna()]):
        raise ValueError(f"{path}, row {nameless['row'].iloc[0]}: a code without a unit; copy the unit from the sheet.")
    if table["code"].isna().all():
        raise ValueError(f"{path}: no code is filled in; write one in the column code beside each sentence.")
    coder = table["coder"].fillna("").str.strip() if "coder" in table else pd.Series("", index=table.index)
    table["coder"] = coder.where(coder != "", path.stem)
    first = ["unit", "coder", "code"]
    return table[[*first, *(name for name in table if name not in first)]]


def code_of(value: object) -> str | None:
    """A code as text in one spelling, None where nothing was coded."""
    text = "" if value is None else str(value).strip().casefold()
    if text in NOT_CODED:
        return None
    try:
        number = float(text)
    except ValueError:
        return text
    return str(int(number)) if number.is_integer() else repr(number)
