"""Every notebook gives what it shows, follows the order of cells, and runs unchanged on a folder it has never seen."""

import ast
import re
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

from analysis.__main__ import main
from analysis.show.notebook import execute

HERE = Path(__file__).parent.parent / "notebooks"
sys.path.insert(0, str(HERE))
from execute import executed  # noqa: E402

NOTEBOOKS = sorted(HERE.glob("*.ipynb"))
WORDS = ["01", "02", "03", "07", "09", "10"]  # these count loaded words and take a lexicon of one's own
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem[:2])


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


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Four short texts of two outlets as a reader may have them: no event, date, genre or address, one with no verb."""
    texts = {
        "herald/one.txt": "Bridge shut\n\nMayor Ada Oduya shut the Osten bridge. “It is a disgrace,” said Ben Ruiz.",
        "herald/two.txt": "The shameful regime of Mayor Ada Oduya slammed the traders. A trader was hurt in clashes.",
        "post/one.txt": "The Osten bridge was closed by the council, Oduya said. Repairs will cost 3 million.",
        "post/two.txt": "Bridge: more to come.",
    }
    place = tmp_path_factory.mktemp("reader")
    for name, text in texts.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    return place


@each
def test_a_notebook_runs_and_gives_what_it_shows(path):
    assert shown(executed(path)) == shown(nbformat.read(path, as_version=4))


@each
def test_a_notebook_runs_unchanged_on_a_folder_without_events(path, folder, monkeypatch, tmp_path):
    """In this process: a kernel for each would take minutes; the command itself is tried below."""
    monkeypatch.chdir(tmp_path)
    shell = InteractiveShell()
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            own = f"\nARTICLES = {str(folder)!r}" if "parameters" in cell.metadata.get("tags", []) else ""
            shell.run_cell(cell.source + own).raise_error()
            for number in plt.get_fignums():
                plt.figure(number).canvas.draw()
            plt.close("all")


@each
def test_a_notebook_opens_with_question_answer_and_limits_and_stays_short(path):
    notebook = nbformat.read(path, as_version=4)
    first = [cell.source for cell in notebook.cells[:4]]
    assert first[0].startswith("# ") and first[0].endswith("?")
    assert first[1].startswith("**In short.**") and first[2].startswith("**What this cannot show.**")
    assert first[3] == "## Preparation"
    assert [c.cell_type for c in notebook.cells if "parameters" in c.metadata.get("tags", [])] == ["code"]
    assert "## Caveats" in notebook.cells[-1].source and "**Files written:**" in notebook.cells[-1].source
    assert "**In this notebook we have**" in notebook.cells[-1].source
    assert 20 <= len(notebook.cells) <= 32


@each
def test_no_notebook_defines_what_belongs_in_the_package(path):
    cells = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    for cell in cells:
        for node in ast.walk(ast.parse(cell)):
            assert not isinstance(node, ast.FunctionDef) or node.end_lineno - node.lineno < 5
    assert not re.search(r"filterwarnings|sys\.path|display\(HTML", "\n".join(cells))


@each
def test_outputs_hold_no_error_no_widget_and_nothing_of_the_machine(path):
    text = path.read_text(encoding="utf-8")
    assert "widget-view" not in text and '"stderr"' not in text and '"output_type": "error"' not in text
    assert not re.search(r"/(home|work|root|tmp|Users)/|0x[0-9a-f]{8}", text)
    assert "execution_count" in text and '"outputs": []\n  }\n ]' not in text


@pytest.mark.parametrize("number", WORDS)
def test_a_lexicon_of_ones_own_can_be_set_where_words_are_counted(number):
    notebook = nbformat.read(next(HERE.glob(f"{number}_*.ipynb")), as_version=4)
    parameters = next(c.source for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    code = "\n".join(c.source for c in notebook.cells if c.cell_type == "code")
    assert "LEXICON = None" in parameters and "lexicon=LEXICON" in code


def test_the_command_changes_only_the_parameters_and_a_lexicon_of_ones_own_changes_the_counts(folder, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "categories.csv").write_text("category,role\nmine,loaded\n")
    (tmp_path / "mine" / "mine.csv").write_text("term,direction,strength\ncouncil,0,3\n")
    out, arguments = tmp_path / "out.ipynb", ["notebook", "01", "--articles", str(folder), "--out"]
    assert main([*arguments, str(out), "--lexicon", str(tmp_path / "mine")]) == 0
    ours, theirs = nbformat.read(NOTEBOOKS[0], as_version=4), nbformat.read(out, as_version=4)
    changed = [b.source for a, b in zip(ours.cells, theirs.cells, strict=True) if a.source != b.source]
    assert len(changed) == 1 and changed[0].endswith(f"LEXICON = {str(tmp_path / 'mine')!r}")
    printed = "\n".join(str(text) for _, text in shown(theirs))
    assert "council: mine" in printed and "shameful: moral blame" not in printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["11", "--articles", "."], "No notebook has the number '11'; there are 01, 02"),
        (["01", "--articles", "nowhere"], "nowhere: no such file or folder"),
        (["04", "--articles", ".", "--lexicon", "."], "counts no loaded words and takes no LEXICON"),
    ],
)
def test_a_wrong_call_is_one_sentence(arguments, told, capsys):
    assert main(["notebook", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_cell_that_stops_is_named_and_stderr_is_not_kept(tmp_path):
    make = nbformat.v4.new_code_cell
    cells = [make("import sys; print('bar', file=sys.stderr); print(1)"), make("1 / 0"), make("2", execution_count=9)]
    notebook = nbformat.v4.new_notebook(cells=cells[:1])
    execute(notebook, "xx", folder=str(tmp_path))
    assert [o["text"] for o in notebook.cells[0].outputs] == ["1\n"]
    with pytest.raises(ValueError, match="Notebook xx stopped at code cell 2: ZeroDivisionError: division by zero"):
        execute(nbformat.v4.new_notebook(cells=cells), "xx", folder=str(tmp_path))


def test_there_are_ten_notebooks():
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{n:02d}" for n in range(1, 11)]
