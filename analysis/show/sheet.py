"""The blind page: sentences to print and code by hand, with the files that go with it."""

from pathlib import Path

import pandas as pd

from analysis.show.html import PAGES, styled
from analysis.show.written import csv_text, write_whole
from analysis.validate.coding import QUESTION, coding_key, coding_sheet, tool_codes


def write_sheet(
    articles: pd.DataFrame, out: str | Path, *, n: int = 30, seed: int = 0, question: str = QUESTION
) -> list[Path]:
    """Write a blind coding sheet, its key and the tool's own codes, and return the files in that order.

    `out` ends in .csv (the sheet to fill in on a screen) or .html (the same to print; the .csv is written beside it).
    Beside X.csv lie X.key.csv (where each sentence comes from) and X.tool.csv (what this package says of it): keep
    both from the coders until all have coded. The sheet and the page name no outlet, byline or address.
    Raises ValueError for another ending and what `coding_sheet` raises, OSError where the files cannot be written.
    """
    path = Path(out)
    if path.suffix.lower() not in (".csv", ".html"):
        raise ValueError(f"{out}: a coding sheet ends in .csv (to fill in) or .html (to print).")
    sheet, key = coding_sheet(articles, n, seed), coding_key(articles, n, seed)
    to_fill_in = "\ufeff" + csv_text(sheet)  # the mark tells spreadsheets that it is UTF-8
    texts = {".csv": to_fill_in, ".key.csv": csv_text(key), ".tool.csv": csv_text(tool_codes(articles, key))}
    if path.suffix.lower() == ".html":
        texts = {".html": sheet_page(sheet, question=question)} | texts
    path.parent.mkdir(parents=True, exist_ok=True)
    return [write_whole(path.with_name(path.stem + ending), text) for ending, text in texts.items()]


def sheet_page(sheet: pd.DataFrame, *, question: str = QUESTION) -> str:
    """The sheet as a page to print: the question, a line for the coder's name, a box for each code; no script."""
    rows = sheet.to_dict("records")
    return PAGES.get_template("sheet.html").render(**styled("sheet.css"), question=question, rows=rows)
