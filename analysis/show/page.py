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
from analysis.mark.lexicon import load_lexicon
from analysis.show.findings import Finding, difference_findings, label_findings
from analysis.show.highlight import Highlight, side_by_side
from analysis.show.html import PAGES
from analysis.show.marked import OWN, marks_of, paragraphs_of
from analysis.show.plots import describe, figure_svg, plot_coverage, plot_difference
from analysis.validate.card import LINES, card_line

_PACKAGES = ("analysis", "pandas", "numpy", "scipy", "textblob", "matplotlib", "jinja2")
_TASKS = ("loaded words", "quotation", "speaker", "actor mentions", "sentiment", "two outlets, one event")
_AROUND = 300  # characters shown on either side of the marks in a very long sentence
_PAIRS = 15
_PERSONS = 4


def page(
    articles: pd.DataFrame, frames: dict[str, pd.DataFrame], comparison: Comparison | None, outlets: list[str] | None
) -> str:
    """The page as HTML, from the frames that are written beside it as CSV."""
    style = Markup(PAGES.get_template("page.css").render() + PAGES.get_template("marks.css").render())  # noqa: S704
    labels = label_findings(frames["names"])
    pair, why = _pair(articles, frames, outlets, labels)
    dates = pd.to_datetime(articles["published"]).dropna() if "published" in articles else pd.Series(dtype=object)
    return PAGES.get_template("page.html").render(
        style=style, style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        events=[str(e) for e in articles["event"].unique()], n_articles=len(articles),
        dates=sorted({dates.min().strftime("%Y-%m-%d"), dates.max().strftime("%Y-%m-%d")}) if len(dates) else [],
        findings=[finding.said for finding in labels] + difference_findings(comparison),
        outlets=_records(frames["outlets"]), articles=_records(frames["articles"]),
        counts=articles.attrs.get("found", {}), skipped=_records(frames["skipped"]), noted=_records(frames["noted"]),
        ledgers=_ledgers(frames["names"]), evidence=_evidence(frames["loaded"]),
        assessed=_assessed(frames["sentiment"]), headlines=_headlines(articles, frames["headlines"]),
        figures=_figures(articles, comparison), categories=load_lexicon().categories.values(),
        differences=[] if comparison is None or comparison.table["n_events"].max() < 2 else _differences(comparison),
        enough=comparison is not None and comparison.table["n_events"].max() >= FEWEST_EVENTS,
        pair=pair, why=why, files=sorted(frames), versions=_versions(), sources=_sources(articles),
        agreement={task: card_line(task) for task in LINES if task in _TASKS and card_line(task)},
        number=number, fewest_words=FEWEST_WORDS, fewest_events=FEWEST_EVENTS,
    )  # fmt: skip


def number(value: Any, places: int = 1) -> str:
    """A number as it is printed: thousands by comma, a dash where there is none, no minus before a zero."""
    if value is None or value != value:
        return "–"
    return f"{round(float(value), places) + 0.0:,.{places}f}".replace("-", "−")


def _records(frame: pd.DataFrame) -> list[dict]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def _ledgers(names: pd.DataFrame) -> list[tuple[str, list[dict]]]:
    """Per event what outlets call the act, the persons with most labels and, folded, countries and groups."""
    shown = []
    for event, rows in names.groupby("event", sort=False):
        sizes = rows.groupby("referent").agg(
            outlets=("outlet", "nunique"), labels=("label", lambda said: said.str.lower().nunique()), n=("n", "sum"),
            act=("kind", lambda kind: kind.eq("act").any()), group=("kind", lambda kind: kind.eq("alias").all()),
        )  # fmt: skip
        sizes = sizes[(sizes["outlets"] > 1) & (sizes["labels"] > 1)]
        sizes = sizes.sort_values(["act", "labels", "outlets", "n"], ascending=False, kind="stable")
        persons, groups = sizes[~sizes["group"]].index[:_PERSONS], sizes[sizes["group"]].index[:_PERSONS]
        held = [(name, rows[rows["referent"] == name]) for name in [*persons, *groups]]
        tables = [
            {"referent": str(name), "rows": _by_voice(of_it), "uses": _first_uses(of_it), "folded": name in groups}
            for name, of_it in held
        ]
        if tables:
            shown.append((str(event), tables))
    return shown


def _by_voice(rows: pd.DataFrame) -> list[dict]:
    """Per outlet its labels with counts, most used first: in its own voice and in the words of others."""
    whose = rows["voice"].isin(OWN).map({True: "own", False: "others"})
    sums = rows.groupby(["outlet", whose, "label"]).agg(n=("n", "sum"), headline=("in_headline", "any")).reset_index()
    sums = sums.sort_values(["outlet", "n", "headline", "label"], ascending=[True, False, False, True])
    shown: dict[str, dict] = {}
    for use in sums.to_dict("records"):
        row = shown.setdefault(use["outlet"], {"outlet": use["outlet"], "own": [], "others": []})
        row[use["voice"]].append(use)
    return list(shown.values())


def _first_uses(rows: pd.DataFrame, most: int = 12) -> list[dict]:
    """Where the labels that outlets use most in their own voice are first used."""
    own = rows[rows["voice"].isin(OWN)].sort_values(["n", "label"], ascending=[False, True], kind="stable")
    first = own.drop_duplicates("label").head(most)
    return [
        {"outlet": row["outlet"], "label": row["label"], "example": row["example"]} for row in first.to_dict("records")
    ]


def _evidence(loaded: pd.DataFrame, most: int = 6) -> list[dict]:
    """Per outlet the words of its own voice, listed words first, by count; and a sentence for each of the first few."""
    shown = []
    for outlet, rows in loaded[loaded["voice"].isin(OWN)].groupby("outlet"):
        rows = rows.assign(term=rows["term"].str.lower(), unlisted=rows["strength"].isna())
        counts = rows.groupby("term").agg(unlisted=("unlisted", "all"), n=("term", "size")).reset_index()
        counts = counts.sort_values(["unlisted", "n", "term"], ascending=[True, False, True])
        first = rows.drop_duplicates("term").set_index("term").loc[counts["term"].head(most)]
        places = first[["article", "sentence_start"]].drop_duplicates().itertuples(index=False)
        held = [loaded[(loaded["article"] == a) & (loaded["sentence_start"] == at)] for a, at in places]
        words = list(counts[["term", "n"]].itertuples(index=False, name=None))
        shown.append({"outlet": outlet, "terms": words, "sentences": [_marked(found) for found in held]})
    return shown


def _assessed(words: pd.DataFrame, most: int = 8) -> list[dict]:
    """Per outlet the words TextBlob counted most often, with their polarity."""
    sums = words.groupby(["outlet", "words"]).agg(n=("polarity", "size"), polarity=("polarity", "mean")).reset_index()
    sums = sums.sort_values(["outlet", "n", "words"], ascending=[True, False, True])
    return [{"outlet": name, "words": rows.head(most).to_dict("records")} for name, rows in sums.groupby("outlet")]


def _marked(found: pd.DataFrame) -> dict:
    """One sentence in pieces, all its loaded words marked; a very long one cut around them."""
    text, at = found["sentence"].iloc[0], found["sentence_start"].iloc[0]
    low, high = max(0, found["start"].min() - at - _AROUND), found["end"].max() - at + _AROUND
    inside = found.assign(start=found["start"] - at - low, end=found["end"] - at - low)
    pieces = [piece for line in paragraphs_of(text[low:high], marks_of(text[low:high], inside)) for piece in line]
    return {"outlet": found["outlet"].iloc[0], "pieces": pieces, "cut": low > 0, "cut_after": high < len(text)}


def _headlines(articles: pd.DataFrame, found: pd.DataFrame) -> dict:
    """How many headlines there are, and those with loaded words, whole."""
    rows = [_marked(rows) for _, rows in found.groupby("article", sort=False)]
    n = int(articles["headline"].notna().sum()) if "headline" in articles else 0
    return {"n": n, "rows": sorted(rows, key=lambda row: str(row["outlet"]))}


def _figures(articles: pd.DataFrame, comparison: Comparison | None) -> dict[str, dict]:
    """Drawn where there are several events: who covers what, and the differences, while they fit on a page."""
    if comparison is None or articles["event"].nunique() < 2 or len(comparison.table) > _PAIRS:
        return {}
    axes = {"coverage": plot_coverage(articles), "difference": plot_difference(comparison)}
    return {
        name: {"alt": describe(ax), "data": base64.b64encode(figure_svg(ax).encode()).decode()}
        for name, ax in axes.items()
    }


def _differences(comparison: Comparison) -> list[dict]:
    """The pairs with the clearest differences, each with the words that drive it."""
    table = comparison.table[comparison.table["n_events"] > 1]
    rows = table.loc[table["difference"].abs().sort_values(ascending=False, kind="stable").index[:_PAIRS]]
    drivers = comparison.drivers if comparison.drivers is not None else pd.DataFrame(columns=["a", "b"])
    shown = []
    for row in rows.to_dict("records"):
        words = drivers[(drivers["a"] == row["a"]) & (drivers["b"] == row["b"])].head(5).to_dict("records")
        shown.append(row | {"drivers": words})
    return shown


def _pair(
    articles: pd.DataFrame, frames: dict[str, pd.DataFrame], outlets: list[str] | None, labels: list[Finding]
) -> tuple[Highlight | None, str]:
    """Two articles of one event beside each other, and why these."""
    measure, loaded = "narrator_loaded_per_1000", frames["loaded"]
    event = labels[0].event if labels else articles.groupby("event")["outlet"].nunique().idxmax()
    if outlets is not None:
        return side_by_side(articles, event=event, outlets=outlets, loaded=loaded), "These outlets were asked for."
    scores = frames["articles"].set_index("article")
    long = scores[(scores["event"] == event) & (scores["n_words"] >= FEWEST_WORDS)].dropna(subset=measure)
    plain = long.sort_values([measure, "n_words"], ascending=[True, False], kind="stable")
    told = plain[plain["outlet"] == labels[0].outlet] if labels else plain
    others = plain[~plain["outlet"].isin(told["outlet"][-1:])]
    if told.empty or others.empty:
        return None, f"No two outlets have an article of at least {FEWEST_WORDS} words on one event."
    first = (
        "The outlet of the first finding" if labels else "The article with most loaded words per 1,000 in its own voice"
    )
    why = f"{first}, beside the article on the same event with fewest in its own voice (the longest of these)."
    return side_by_side(articles.loc[[told.index[-1], others.index[0]]], event=event, loaded=loaded), why


def _versions() -> list[tuple[str, str]]:
    return [("Python", platform.python_version()), *((name, metadata.version(name)) for name in _PACKAGES)]


def _sources(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """What was read and marked with, by SHA-256: the texts of each input together, then the word lists."""
    names = articles["source"].fillna("") if "source" in articles else pd.Series("", index=articles.index)
    texts = [
        (f"texts of {name or 'the frame'}", hashlib.sha256("\0".join(map(str, rows)).encode("utf-8", "replace")))
        for name, rows in articles["text"].groupby(names.map(str))
    ]
    data = Path(str(resources.files("analysis"))) / "data"
    tables = sorted(path for part in ("lexicon", "fitted") for path in (data / part).glob("*.*"))
    lists = [(f"{path.parent.name}/{path.name}", hashlib.sha256(path.read_bytes())) for path in tables]
    return [(name, digest.hexdigest()) for name, digest in texts + lists]
