"""The notebooks on a reader's own articles, and what an executed notebook keeps."""

from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
_WIDGET = "application/vnd.jupyter.widget-view+json"


def run_notebook(number: str, articles: str, out: str | None = None, *, lexicon: str | None = None) -> Path:
    """Run the notebook of this number with ARTICLES set to the reader's path, and return the executed copy.

    The copy goes to `out`, else to reports/NN_name.ipynb below the current folder. Only the cell tagged `parameters` is
    added to (ARTICLES, and LEXICON where a folder with a lexicon of one's own is given); the code is the notebook's.
    Progress is shown on stderr. Raises ValueError for a number no notebook has, a lexicon where the notebook takes
    none, or a cell that stops with an error; FileNotFoundError for articles or a lexicon that are not there.
    """
    import nbformat  # here and not above: only this command needs it

    chosen = sorted(NOTEBOOKS.glob(f"{number}_*.ipynb"))
    if not chosen:
        known = ", ".join(path.name[:2] for path in sorted(NOTEBOOKS.glob("*.ipynb"))) or "none: run from a checkout"
        raise ValueError(f"No notebook has the number {number!r}; there are {known}.")
    notebook = nbformat.read(chosen[0], as_version=4)
    cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    for name, path in (("ARTICLES", articles), ("LEXICON", lexicon)):
        if path is None:
            continue
        if not Path(path).exists():
            raise FileNotFoundError(f"{path}: no such file or folder.")
        if name not in cell["source"]:
            raise ValueError(f"Notebook {number} counts no loaded words and takes no {name}; leave it out.")
        cell["source"] += f"\n{name} = {str(Path(path).resolve())!r}"
    execute(notebook, number, folder=str(Path.cwd()))
    target = Path(out) if out else Path("reports") / chosen[0].name
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)
    return target


def execute(notebook: "NotebookNode", name: str, *, folder: str) -> None:
    """Run all cells in a fresh kernel; outputs keep what stands without one: no widget, nothing written to stderr.

    Raises ValueError naming cell and error where a cell stops.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = None
    with tqdm(total=len(notebook.cells), desc=f"notebook {name}", unit="cell", leave=False, disable=None) as bar:
        client = NotebookClient(
            notebook, timeout=600, record_timing=False, coalesce_streams=True, resources={"metadata": {"path": folder}},
            on_cell_complete=lambda **_: bar.update(),
        )  # fmt: skip
        try:
            client.execute()
        except CellExecutionError as error:
            cell = sum(cell.get("execution_count") is not None for cell in notebook.cells)
            raise ValueError(f"Notebook {name} stopped at code cell {cell}: {error.ename}: {error.evalue}") from None
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
            for output in cell.outputs:
                output.get("data", {}).pop(_WIDGET, None)
