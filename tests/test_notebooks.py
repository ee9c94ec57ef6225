"""Every notebook runs from top to bottom and gives what it shows; it follows the order of cells and stays short."""

import sys
from pathlib import Path

import nbformat
import pytest

HERE = Path(__file__).parent.parent / "notebooks"
sys.path.insert(0, str(HERE))
from execute import executed  # noqa: E402

NOTEBOOKS = sorted(HERE.glob("*.ipynb"))


def shown(notebook):
    """Code and what it printed, without pictures and addresses in memory."""
    rows = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            rows.append((cell.source, output.get("text") or output.get("data", {}).get("text/plain")))
        rows.append((cell.source, None))
    return rows


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem[:2])
def test_a_notebook_runs_and_gives_what_it_shows(path):
    assert shown(executed(path)) == shown(nbformat.read(path, as_version=4))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem[:2])
def test_a_notebook_opens_with_question_answer_and_limits(path):
    notebook = nbformat.read(path, as_version=4)
    first = [cell.source for cell in notebook.cells[:3]]
    assert first[0].startswith("# ") and first[0].endswith("?")
    assert first[1].startswith("**In short.**") and first[2].startswith("**What this cannot show.**")
    assert [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    assert 20 <= len(notebook.cells) <= 40
    assert not any("\ndef " in "\n" + c.source for c in notebook.cells if c.cell_type == "code")


def test_there_are_notebooks():
    assert NOTEBOOKS
