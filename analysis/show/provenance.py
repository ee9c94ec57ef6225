"""Where a report comes from: its inputs by SHA-256, versions, word lists, settings and seed."""
import hashlib
import json
import platform
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import pandas as pd

SEED = 0  # of every resampling in the report
_PACKAGES = ("analysis", "pandas", "numpy", "scipy", "scikit-learn", "textblob", "matplotlib", "jinja2")
_SAID = ("event", "outlet", "headline", "text", "published", "genre", "language", "leaning")
_TABLES = ("lexicon", "fitted", "actors", "acts", "codebooks", "voices")


def provenance(articles: pd.DataFrame, settings: dict[str, Any]) -> dict[str, Any]:
    """What was read (each input file's articles together, and each article), with what, and how it was asked for.

    The digests are of what was read and not of the files' bytes, so that a report can be verified from a copy.
    """
    names = articles["source"].fillna("") if "source" in articles else pd.Series("", index=articles.index)
    digests = {str(label): _digest(_row(row)) for label, row in zip(articles.index, _rows(articles), strict=True)}
    inputs: dict[str, list[str]] = {}
    for label, name in zip(articles.index, names.map(str), strict=True):
        inputs.setdefault(name or "the frame", []).append(digests[str(label)])
    return {
        "settings": settings,
        "seed": SEED,
        "versions": {"Python": platform.python_version(), **{name: metadata.version(name) for name in _PACKAGES}},
        "inputs": {name: _digest("".join(of_it)) for name, of_it in inputs.items()},
        "articles": digests,
        "tables": _word_lists(),
    }


def as_text(made_of: dict[str, Any]) -> str:
    """The provenance as it stands in the page."""
    return json.dumps(made_of, ensure_ascii=True, indent=1, default=str)


def _rows(articles: pd.DataFrame) -> list[dict]:
    return articles[[name for name in _SAID if name in articles]].to_dict("records")


def _row(row: dict[str, Any]) -> str:
    return "\0".join(f"{name}={'' if value is None or value != value else value}" for name, value in row.items())


def _word_lists() -> dict[str, str]:
    data = Path(str(resources.files("analysis"))) / "data"
    tables = sorted(path for part in _TABLES for path in (data / part).glob("*.*") if path.suffix != ".md")
    return {f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in tables}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
