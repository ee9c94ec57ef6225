"""A reader's own labelled texts: a CSV with the columns text and label, and if wished outlet and article."""

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.read.account import Refusal
from analysis.read.encoding import decode, read_bytes
from analysis.validate import peers
from analysis.validate.loaded import lengths, scores
from analysis.validate.measures import auc, share, within_auc
from analysis.validate.rows import About, Row, measured

YES = frozenset("1 1.0 true yes y biased loaded".split())
NO = frozenset("0 0.0 false no n unbiased non-biased plain neutral".split())
FEWEST = 20  # an outlet with fewer texts gets no row of its own


def read_labelled(path: Path) -> pd.DataFrame:
    """The texts with label (True where readers found loaded wording), outlet and article, one row each.

    Raises ValueError naming file, row and value for a missing column, an empty text or a label that is neither.
    """
    try:
        text, _ = decode(read_bytes(path))
    except Refusal as refusal:
        raise ValueError(f"{path}: {refusal}") from None
    header = text.partition("\n")[0]
    records = list(csv.DictReader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ","))
    for column in ("text", "label"):
        if not records or column not in records[0]:
            names = ", ".join(records[0]) if records else "no rows"
            raise ValueError(f"{path}: no column {column!r} ({names}); a labelled CSV has the columns text and label.")
    kept = []
    for number, record in enumerate(records, 2):
        label, body = (record["label"] or "").strip().lower(), record["text"] or ""
        if label not in YES | NO or not body.strip():
            wrong = f"label is {record['label']!r}" if body.strip() else "the text is empty"
            raise ValueError(f"{path}, row {number}: {wrong}; write 1 or 0 beside every text, or delete the row.")
        kept.append((body, label in YES, record.get("outlet") or "", record.get("article") or str(number)))
    return pd.DataFrame(kept, columns=["text", "label", "outlet", "article"])


def labelled(path: Path, marker: str) -> list[Row]:
    """AUC over all texts, within equal lengths, inside outlets, and for each outlet with its false-positive rate."""
    data = read_labelled(path)
    own, tools = scores(data["text"], marker), peers.tone(data["text"])
    about = About("your texts", path.name, marker, "texts", "articles")
    gold, units, tenth = data["label"].to_numpy(), data["article"], lengths(own["n_words"])
    with_length = {k: (gold, v, tenth) for k, v in tools.items()}
    rows = [
        measured(about, "AUC", auc, units, gold, own["score"], peers={k: (gold, v) for k, v in tools.items()}),
        measured(about, "AUC within equal lengths", within_auc, units, gold, own["score"], tenth, peers=with_length),
    ]
    if data["outlet"].nunique() > 1:
        outlet = pd.factorize(data["outlet"])[0]
        inside = {k: (gold, v, outlet) for k, v in tools.items()}
        rows.append(measured(about, "AUC inside outlets", within_auc, units, gold, own["score"], outlet, peers=inside))
    for name, texts in data.groupby("outlet"):
        if len(texts) >= FEWEST and data["outlet"].nunique() > 1:
            rows += _of_outlet(about, str(name), texts, own.loc[texts.index])
    return rows


def _of_outlet(about: About, outlet: str, texts: pd.DataFrame, own: pd.DataFrame) -> list[Row]:
    plain = ~texts["label"].to_numpy()
    units, flagged = texts["article"], own["flagged"].to_numpy()
    return [
        measured(about, f"AUC, {outlet}", auc, units, texts["label"], own["score"]),
        measured(about, f"false-positive rate, {outlet}", share, units[plain], flagged[plain], np.ones(plain.sum())),
    ]
