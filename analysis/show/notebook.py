"""The notebooks on a reader's own articles."""

from pathlib import Path

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def run_notebook(number: str, articles: str, out: str | None = None) -> Path:
    """Run the notebook of this number with ARTICLES set to the reader's path, and return the executed copy.

    The copy goes to `out`, else to reports/NN_name.ipynb below the current folder. Only the cell tagged `parameters` is
    added to; the code is the notebook's own.
    Raises ValueError for a number no notebook has, FileNotFoundError for articles that are not there.
    """
    import nbformat  # here and not above: only this command needs them
    from nbclient import NotebookClient

    chosen = sorted(NOTEBOOKS.glob(f"{number}_*.ipynb"))
    if not chosen:
        known = ", ".join(path.name[:2] for path in sorted(NOTEBOOKS.glob("*.ipynb"))) or "none: run from a checkout"
        raise ValueError(f"No notebook has the number {number!r}; there are {known}.")
    if not Path(articles).exists():
        raise FileNotFoundError(f"{articles}: no such file or folder.")
    notebook = nbformat.read(chosen[0], as_version=4)
    cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    cell["source"] += f"\nARTICLES = {str(Path(articles).resolve())!r}"
    NotebookClient(notebook, timeout=600, record_timing=False).execute()
    target = Path(out) if out else Path("reports") / chosen[0].name
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)
    return target
