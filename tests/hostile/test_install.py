"""Goal G28: it installs and imports with an old pip and a new one, and nothing with a known hole is let in.

Versions are looked at in make test; make hostile makes two fresh environments, where a package index answers.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LONG = "HOSTILE_EXAMPLES" in os.environ
# Earlier ones run code from hostile files (pyarrow), listen on every network (distributed), or serve pages that run
# what a notebook holds (the other two).
FLOORS = {"pyarrow": "14.0.1", "distributed": "2021.10.0", "nbconvert": "7.17.1", "jupyter-server": "2.20.0"}


def declared():
    """The requirements of pyproject.toml by name."""
    lines = re.findall(r'^\s*(?:\w+ = \[)?"([a-zA-Z][\w.-]*[<>=][^"]*)"', (ROOT / "pyproject.toml").read_text(), re.M)
    return {one.name: one for one in map(Requirement, lines) if one.name != "setuptools"}  # which pip itself brings


def pinned():
    """The exact versions of constraints.txt."""
    lines = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / "constraints.txt").read_text(), re.M)
    return [(name, Version(version)) for name, version in lines]


@pytest.mark.parametrize("name", FLOORS)
def test_no_version_with_a_known_hole_is_let_in(name):
    versions = [version for pin, version in pinned() if pin == name]
    assert versions and all(version >= Version(FLOORS[name]) for version in versions)
    if name in declared():
        older = Version("14.0.0") if name == "pyarrow" else Version("2021.9.1")
        assert FLOORS[name] in declared()[name].specifier and older not in declared()[name].specifier


def test_every_requirement_has_a_floor_a_reason_and_a_pin():
    text = (ROOT / "pyproject.toml").read_text()
    names = {name for name, _ in pinned()}
    assert len(declared()) > 15 and "lxml_html_clean" in declared()  # which old pip does not find by itself
    for name, one in declared().items():
        assert any(part.operator == ">=" for part in one.specifier), name
        assert name.lower().replace("_", "-") in names, name
    bare = [line for line in re.findall(r'^    "[a-zA-Z].*', text, re.M) if "#" not in line and "pytest>" not in line]
    assert bare == []


@pytest.mark.skipif(not LONG, reason="two fresh environments: in make hostile")
@pytest.mark.parametrize("pip", ["pip==23.2.1", "pip"])
def test_a_fresh_environment_reads_and_checks(pip, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "v"], check=True)
    python = str(tmp_path / "v" / "bin" / "python")
    install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if subprocess.run([*install, "--upgrade", pip], capture_output=True).returncode:
        pytest.skip("no package index answers")
    package = f"{ROOT}[html,docx,dask]"
    done = subprocess.run([*install, "-c", str(ROOT / "constraints.txt"), package], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2_000:]
    script = "import pip, analysis, distributed, trafilatura; a = analysis.read_articles(analysis.SAMPLE); "
    script += "print(pip.__version__, len(a), int(analysis.score_loaded(a)['n_loaded'].sum()))"
    said = subprocess.run([python, "-c", script], capture_output=True, text=True, cwd=tmp_path)
    print(f"\n{said.stdout}")
    assert said.returncode == 0, said.stderr
    assert int(said.stdout.split()[1]) > 20 and int(said.stdout.split()[2]) > 20
