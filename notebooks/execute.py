"""Run every notebook in a fresh kernel, top to bottom, and keep its outputs; the same run gives the same file.

usage: python notebooks/execute.py [01 ...]
"""

import os
import sys
from pathlib import Path

import nbformat

from analysis.show.notebook import execute

HERE = Path(__file__).parent


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook with fresh outputs, fixed cell ids and nothing of the machine or of a live kernel in it."""
    notebook = nbformat.read(path, as_version=4)
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    execute(notebook, path.name[:2], folder=str(HERE))
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
        cell.metadata = {key: cell.metadata[key] for key in ("tags",) if key in cell.metadata}
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


if __name__ == "__main__":
    for path in sorted(HERE.glob("*.ipynb")):
        if not sys.argv[1:] or path.name[:2] in sys.argv[1:]:
            nbformat.write(executed(path), path)
