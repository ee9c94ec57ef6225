"""The rooms are stages: a later one may import an earlier one, never back."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import analysis

PACKAGE = Path(analysis.__file__).parent
STAGES = ["read", "mark", "gather", "contrast", "validate", "show"]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


def backward(stage: str, names: set[str]) -> list[str]:
    later = STAGES[STAGES.index(stage) + 1 :]
    return [name for name in names if name.split(".")[0] == "analysis" and (name.split(".") + [""])[1] in later]


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_earlier_ones(stage):
    for path in (PACKAGE / stage).glob("*.py"):
        assert backward(stage, imported(path)) == [], path.name


def test_the_test_sees_a_backward_import():
    assert backward("read", {"analysis.show.report"}) == ["analysis.show.report"]


def test_no_module_is_longer_than_300_lines():
    sizes = {p.name: len(p.read_text(encoding="utf-8").splitlines()) for p in PACKAGE.rglob("*.py")}
    assert {name: n for name, n in sizes.items() if n > 300} == {}


@pytest.mark.parametrize("name", analysis.__all__)
def test_every_public_name_exists_and_is_documented(name):
    assert name in ("__version__", "FITTED", "SAMPLE") or getattr(analysis, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'bias_score'"):
        analysis.bias_score  # noqa: B018


def test_help_loads_no_heavy_library():
    heavy = "{'pandas', 'numpy', 'sklearn', 'textblob', 'matplotlib'}"
    code = "import sys; from analysis.__main__ import _parser; _parser().format_help(); "
    code += f"print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
