"""Who speaks: how much of each outlet's text is others' words, and whose."""
from typing import Any

import pandas as pd

from analysis.show.excerpts import Span
from analysis.show.measured import Measured

_SPEAKERS, _EACH = 8, 3
_SHARES = ("narrator", "quoted", "reported")


def section(m: Measured) -> dict[str, Any]:
    """Shares of words by voice, speakers by number of words, verbs of saying that are not neutral; with sentences."""
    voices, spoken = m.frames["voices"], m.frames["sources"]
    rows = []
    for outlet, of_it in voices.groupby("outlet"):
        words = of_it["n_words"].sum()
        said = spoken[spoken["outlet"] == outlet]
        shares = {v: 100 * (of_it[f"share_{v}"] * of_it["n_words"]).sum() / words if words else None for v in _SHARES}
        unnamed = 100 * said["speaker"].isna().mean() if len(said) else None
        rows.append(
            {"outlet": outlet, "n_words": words, "n_speakers": said["speaker"].nunique(), "n_spoken": len(said),
             "unnamed": unnamed, "speakers": _speakers(said), "sentences": _sentences(said, m)} | shares
        )  # fmt: skip
    return {"rows": rows}


def _speakers(said: pd.DataFrame) -> list[dict]:
    counts = said.groupby("speaker").agg(n=("n_words", "sum"), spans=("n_words", "size")).reset_index()
    return counts.sort_values(["n", "speaker"], ascending=[False, True]).head(_SPEAKERS).to_dict("records")


def _sentences(said: pd.DataFrame, m: Measured) -> list[dict]:
    """The first words of the speakers heard most, each with the speaker found and the verb."""
    top = [speaker["speaker"] for speaker in _speakers(said)[:_EACH]]
    first = said[said["speaker"].isin(top)].drop_duplicates("speaker")
    shown = []
    for row in first.itertuples():
        told = f"{row.speaker}, {row.voice}" + (f", “{row.cue}”" if isinstance(row.cue, str) else "")
        stop = min(row.end, m.shown.around(row.article, row.start, row.start + 1)[1])
        shown.append(m.shown.show(row.article, [Span(row.start, stop, told, "other", row.voice)]))
    return shown
