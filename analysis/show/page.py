"""The report's page: frames become plain lists, the template words them."""
import base64
import hashlib
import platform
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.contrast.outlets import Comparison
from analysis.contrast.sentence import FEWEST_EVENTS, FEWEST_WORDS
from analysis.show.findings import OWN, difference_findings, label_findings
from analysis.show.highlight import GROUPS, PAGES, side_by_side

_PACKAGES = ("analysis", "pandas", "numpy", "scipy", "textblob", "matplotlib", "jinja2")


def page(
    articles: pd.DataFrame, frames: dict[str, pd.DataFrame], comparison: Comparison | None, outlets: list[str] | None
) -> str:
    """The page as HTML, from the frames that are written beside it as CSV."""
    style = Markup(PAGES.get_template("page.css").render() + PAGES.get_template("marks.css").render())  # noqa: S704
    pair, why = _pair(articles, frames, outlets)
    dates = pd.to_datetime(articles["published"]).dropna() if "published" in articles else pd.Series(dtype=object)
    return PAGES.get_template("page.html").render(
        style=style, style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        events=[str(e) for e in articles["event"].unique()], n_articles=len(articles),
        dates=sorted({dates.min().strftime("%Y-%m-%d"), dates.max().strftime("%Y-%m-%d")}) if len(dates) else [],
        findings=label_findings(frames["names"]) + difference_findings(comparison),
        outlets=_records(frames["outlets"]), articles=_records(frames["articles"]),
        counts=articles.attrs.get("found", {}), skipped=_records(frames["skipped"]), noted=_records(frames["noted"]),
        ledgers=_ledgers(frames["names"]), evidence=_evidence(frames["loaded"]),
        headlines=_headlines(articles, frames["headlines"]),
        figures=[],
        differences=[] if comparison is None or comparison.table["n_events"].max() < 2 else _differences(comparison),
        enough=comparison is not None and comparison.table["n_events"].max() >= FEWEST_EVENTS,
        pair=pair, why=why, files=sorted(frames), versions=_versions(), sources=_sources(articles),
        number=number, fewest_words=FEWEST_WORDS, fewest_events=FEWEST_EVENTS,
    )  # fmt: skip


def number(value: Any, places: int = 1) -> str:
    """A number as it is printed: thousands by comma, a dash where there is none, no minus before a zero."""
    if value is None or value != value:
        return "–"
    return f"{round(float(value), places) + 0.0:,.{places}f}".replace("-", "−")


def _records(frame: pd.DataFrame) -> list[dict]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def _ledgers(names: pd.DataFrame, most: int = 12) -> list[dict]:
    """For each person or act on the page: every outlet's labels, own voice and words of others."""
    shown = []
    sizes = names.groupby(["event", "referent"]).agg(outlets=("outlet", "nunique"), n=("n", "sum"))
    sizes = sizes[sizes["outlets"] > 1].sort_values(["outlets", "n"], ascending=False, kind="stable")
    per_event = max(2, most // max(1, names["event"].nunique()))
    for event, referent in sizes.groupby("event", sort=False).head(per_event).index:
        rows = names[(names["event"] == event) & (names["referent"] == referent)]
        own = rows["voice"].isin(OWN)
        by_outlet = [
            {"outlet": outlet, "own": _labels(said[own[said.index]]), "others": _labels(said[~own[said.index]])}
            for outlet, said in rows.groupby("outlet")
        ]
        shown.append({"event": event, "referent": referent, "rows": by_outlet, "n": int(rows["n"].sum())})
    return shown


def _labels(rows: pd.DataFrame) -> list[dict]:
    sums = rows.groupby("label").agg(n=("n", "sum"), headline=("in_headline", "any")).reset_index()
    return sums.sort_values(["n", "label"], ascending=[False, True]).to_dict("records")


def _evidence(loaded: pd.DataFrame, most: int = 6) -> list[dict]:
    """Per outlet the words of its own voice by count, and a sentence for each of the first few."""
    shown = []
    for outlet, rows in loaded[loaded["voice"].isin(OWN)].groupby("outlet"):
        terms = rows["term"].str.lower()
        counts = terms.value_counts()
        counts = counts[sorted(counts.index, key=lambda term: (-counts[term], term))]
        first = rows.assign(lower=terms).drop_duplicates("lower").set_index("lower").loc[counts.index[:most]]
        sentences = [_in_place(row) for row in first.to_dict("records")]
        shown.append({"outlet": outlet, "terms": list(counts.items()), "n": len(rows), "sentences": sentences})
    return shown


def _in_place(row: dict) -> dict:
    start, end = row["start"] - row["sentence_start"], row["end"] - row["sentence_start"]
    words = row["sentence"]
    return {
        "before": words[max(0, start - 220) : start], "words": words[start:end], "after": words[end : end + 220],
        "cut": start > 220, "cut_after": len(words) > end + 220, "group": GROUPS.get(row["category"], "other"),
        "category": str(row["category"]).replace("_", " "), "plain": None if pd.isna(row["plain"]) else row["plain"],
    }  # fmt: skip


def _headlines(articles: pd.DataFrame, found: pd.DataFrame) -> dict:
    rows = [_in_place(r) | {"outlet": r["outlet"]} for r in found.drop_duplicates("article").to_dict("records")]
    n = int(articles["headline"].notna().sum()) if "headline" in articles else 0
    return {"n": n, "n_with": int(found["article"].nunique()), "rows": rows}


def _differences(comparison: Comparison, most: int = 15) -> list[dict]:
    """The pairs with the clearest differences, each with the words that drive it."""
    table = comparison.table[comparison.table["n_events"] > 1]
    rows = table.loc[table["difference"].abs().sort_values(ascending=False, kind="stable").index[:most]]
    drivers = comparison.drivers if comparison.drivers is not None else pd.DataFrame(columns=["a", "b"])
    shown = []
    for row in rows.to_dict("records"):
        words = drivers[(drivers["a"] == row["a"]) & (drivers["b"] == row["b"])].head(5).to_dict("records")
        shown.append(row | {"drivers": words})
    return shown


def _pair(articles: pd.DataFrame, frames: dict[str, pd.DataFrame], outlets: list[str] | None) -> tuple[Any, str]:
    """Two articles of one event beside each other, and why these."""
    measure = "narrator_loaded_per_1000"
    event = articles.groupby("event")["outlet"].nunique().idxmax()
    if outlets is not None:
        pair = side_by_side(articles, event=event, outlets=outlets, loaded=frames["loaded"])
        return pair, "These outlets were asked for."
    scores = frames["articles"].set_index("article")
    long = scores[(scores["event"] == event) & (scores["n_words"] >= FEWEST_WORDS)].dropna(subset=measure)
    ends = long.sort_values(measure, kind="stable").iloc[[0, -1]] if len(long) else long
    if ends["outlet"].nunique() < 2:
        return None, f"No two outlets have an article of at least {FEWEST_WORDS} words on one event."
    why = "These two were chosen because their rates of loaded words in their own voice lie furthest apart."
    return side_by_side(articles.loc[ends.index], event=event, loaded=frames["loaded"]), why


def _versions() -> list[tuple[str, str]]:
    return [("Python", platform.python_version()), *((name, metadata.version(name)) for name in _PACKAGES)]


def _sources(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """The files read, with what their bytes hash to; the word lists beside them."""
    named = sorted({str(s) for s in articles["source"].dropna()}) if "source" in articles else []
    files = [(Path(name).name, Path(name)) for name in named if Path(name).is_file()]
    lists = resources.files("analysis").joinpath("data", "lexicon")
    tables = sorted((entry.name, Path(str(entry))) for entry in lists.iterdir() if entry.name.endswith(".csv"))
    return [(name, hashlib.sha256(path.read_bytes()).hexdigest()) for name, path in files + tables]
