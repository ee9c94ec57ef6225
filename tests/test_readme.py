"""What README shows runs, and what it names exists."""

import re
from pathlib import Path

import pytest

import analysis

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_block_runs_and_prints_a_sentence(capsys):
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(blocks) == 1
    exec(compile(blocks[0], "README.md", "exec"), {})
    assert "per 1,000 words" in capsys.readouterr().out


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.M))
def test_every_make_target_exists(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(\w+)\(", README))))
def test_every_call_is_public(name):
    assert name in analysis.__all__


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:analysis|notebooks)/[\w./-]+)`", README))))
def test_every_file_it_names_is_there(path):
    if path == "analysis/data/fitted/" and not (ROOT / path).exists():
        pytest.skip("removable: without it everything runs on the hand lexicon")
    assert (ROOT / path).exists()
