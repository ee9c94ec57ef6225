"""Frames: in which terms each outlet speaks, by a codebook of cues."""
from typing import Any

import pandas as pd

from analysis.show.excerpts import Span
from analysis.show.measured import Measured
from analysis.show.tables import with_words

_SHOWN = 6
_FEWEST = 10  # sentences below which an outlet gets no share
_LEAST = 0.02  # share of sentences in some outlet below which a frame is left to the table beside the page


def section(m: Measured) -> dict[str, Any]:
    """Share of sentences per frame and outlet, and a sentence for each of the frames seen most."""
    scores = m.frames["frames"]
    columns = [name for name in scores if name.startswith("share_")]
    table = _shares(scores, columns)
    top = table.max().sort_values(ascending=False, kind="stable")
    shown = list(top[top >= _LEAST].index[:_SHOWN])
    rows = []
    for outlet, n in scores.groupby("outlet")["n_sentences"].sum().items():
        shares = [100 * table.loc[outlet, name] if n >= _FEWEST else None for name in shown]
        rows.append({"outlet": outlet, "n": int(n), "shares": shares})
    return {"heads": [_said(name) for name in shown], "rows": rows, "examples": [_example(name, m) for name in shown]}


def _shares(scores: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Sentences that carry each frame over all sentences of the outlet."""
    carried = scores[columns].mul(scores["n_sentences"], axis=0).groupby(scores["outlet"]).sum()
    return carried.div(scores.groupby("outlet")["n_sentences"].sum(), axis=0)


def _said(column: str) -> str:
    said = column.removeprefix("share_").replace("_", " ")
    return said.replace(" constitutionality and jurisprudence", " and courts")  # a head must fit its column


def _example(column: str, m: Measured) -> dict:
    """The cues counted most, and the sentences of two outlets that hold most of them."""
    cues = m.frames["cues"]
    rows = cues[cues["frame"].str.replace(r"\W+", "_", regex=True).str.strip("_") == column.removeprefix("share_")]
    weights = rows.groupby(["outlet", "article", "sentence"])["weight"].sum()
    best = weights.sort_values(ascending=False, kind="stable").reset_index().drop_duplicates("outlet").head(2)
    sentences = []
    for place in best.itertuples():
        inside = rows[(rows["article"] == place.article) & (rows["sentence"] == place.sentence)]
        spans = [Span(row.start, row.end, "") for row in inside.itertuples()]
        sentences.append(m.shown.show(place.article, spans))
    return {"frame": _said(column), "terms": _terms(rows, m.articles["text"]), "sentences": sentences}


def _terms(rows: pd.DataFrame, texts: pd.Series) -> list[tuple[str, int]]:
    """The cues counted most, each in the form that is printed most often."""
    printed = with_words(rows, texts)
    forms = printed.assign(words=printed["words"].str.lower()).groupby(["term", "words"]).size().reset_index(name="n")
    most = forms.sort_values(["n", "words"], ascending=[False, True]).drop_duplicates("term")
    terms = most.assign(n=most["term"].map(forms.groupby("term")["n"].sum()))
    terms = terms.sort_values(["n", "words"], ascending=[False, True]).head(8)
    return list(terms[["words", "n"]].itertuples(index=False, name=None))
