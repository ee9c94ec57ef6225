"""Who speaks: how much of each outlet's text is others' words, and whose."""
from collections import Counter
from typing import Any

import pandas as pd

from analysis.contrast.sentence import FEWEST_WORDS
from analysis.show.excerpts import Span
from analysis.show.measured import Measured

_SPEAKERS, _EACH, _ROLES = 8, 3, 6
_THING = "document"  # role of what is cited and does not speak: a report, a ruling, a poll
_SHARES = ("narrator", "quoted", "reported")


def section(m: Measured) -> dict[str, Any]:
    """Shares of words by voice, named or not, by role, and the sources heard most, with sentences."""
    voices, spoken = m.frames["voices"], m.frames["sources"]
    roles = spoken.groupby("role")["n_words"].sum().sort_values(ascending=False, kind="stable").index[:_ROLES]
    rows = []
    for outlet, of_it in voices.groupby("outlet"):
        said, words = spoken[spoken["outlet"] == outlet], of_it["n_words"].sum()
        total = said["n_words"].sum()
        shares = {v: 100 * (of_it[f"share_{v}"] * of_it["n_words"]).sum() / words if words else None for v in _SHARES}
        parts = {
            "named": _share(said, said["named"].eq(True), total),
            "unnamed": _share(said, said["named"].eq(False), total),
            "unknown": _share(said, said["source"].isna(), total),
        }  # fmt: skip
        by_role = [_share(said, said["role"] == role, total) for role in roles]
        things = said["role"].eq(_THING)
        top, cited = _heard(said[~things]), _heard(said[things])
        rows.append(
            {"outlet": outlet, "n_words": words, "said": int(total), "n_sources": said["source"].nunique(),
             "sources": top, "cited": cited, "roles": by_role,
             "sentences": _sentences(said, [s["source"] for s in top[:_EACH]], m)}
            | shares | parts
        )  # fmt: skip
    return {"rows": rows, "roles": list(roles)}


def _share(said: pd.DataFrame, chosen: pd.Series, total: int) -> float | None:
    """Per cent of the words of others; None under 200 of them."""
    if total < FEWEST_WORDS:
        return None
    return 100 * said.loc[chosen.fillna(False).astype(bool), "n_words"].sum() / total


def _heard(said: pd.DataFrame) -> list[dict]:
    """The sources with most words, with role and the verbs most used."""
    heard: dict[str, dict] = {}
    known = said[said["source"].notna()]
    for source, n, role, cue in zip(known["source"], known["n_words"], known["role"], known["cue"], strict=True):
        of_it = heard.setdefault(source, {"source": source, "n": 0, "role": None, "cues": Counter()})
        of_it["n"] += n
        of_it["role"] = of_it["role"] or (role if isinstance(role, str) else None)
        of_it["cues"].update([cue.lower()] if isinstance(cue, str) else [])
    most = sorted(heard.values(), key=lambda of_it: (-of_it["n"], of_it["source"]))[:_SPEAKERS]
    return [of_it | {"verbs": ", ".join(cue for cue, _ in of_it["cues"].most_common(2))} for of_it in most]


def _sentences(said: pd.DataFrame, sources: list[str], m: Measured) -> list[dict]:
    """The first words of the sources heard most, each with the source found and the verb."""
    first = said[said["source"].isin(sources)].drop_duplicates("source")
    shown = []
    for row in first.itertuples():
        told = f"{row.source}, {row.voice}" + (f", “{row.cue}”" if isinstance(row.cue, str) else "")
        stop = min(row.end, m.shown.around(row.article, row.start, row.start + 1)[1])
        shown.append(m.shown.show(row.article, [Span(row.start, stop, told, "other", row.voice)]))
    return shown
