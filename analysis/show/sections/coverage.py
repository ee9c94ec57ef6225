"""What was compared: outlets, events, dates, copies, and what became of every text found."""
from typing import Any

import pandas as pd

from analysis.show.html import drawn, records
from analysis.show.measured import Measured
from analysis.show.plots import plot_coverage


def section(m: Measured) -> dict[str, Any]:
    """Counts by outlet, opinion apart, copies, the articles by outlet, and the remarks of reading."""
    table = m.frames["articles"]
    listed = table.assign(counted=table["article"].isin(m.counted.index))
    of_outlets = {name: rows.to_dict("records") for name, rows in listed.groupby("outlet", sort=True)}
    return {
        "outlets": records(m.frames["outlets"]),
        "opinion": records(m.frames["opinion"]),
        "no_genre": int(m.counted["genre"].isna().sum()) if "genre" in m.counted else len(m.counted),
        "foreign": int((table["not_scored"] == "not in English").sum()),
        "copies": _copies(m),
        "articles": {name: _articles(rows, m) for name, rows in of_outlets.items()},
        "grouped": m.articles.attrs.get("grouped", ""),
        "counts": m.articles.attrs.get("found", {}),
        "skipped": records(m.frames["skipped"]),
        "noted": records(m.frames["noted"]),
        "figures": [drawn(plot_coverage(m.counted))] if len(m.events) > 1 and len(m.outlets) > 1 else [],
        "dates": _dates(m.counted),
    }


def _articles(rows: list[dict], m: Measured) -> list[dict]:
    shown = []
    for row in rows:
        headline = row.get("headline")
        date = row.get("published")
        shown.append({
            "headline": headline if isinstance(headline, str) else "without a headline",
            "date": "" if date is None or date != date else str(date)[:10],
            "event": row["event"], "counted": row["counted"], "why": row["not_scored"] or "opinion, counted apart",
        })  # fmt: skip
    return shown


def _copies(m: Measured) -> list[dict]:
    outlet, headline = m.articles["outlet"], m.articles.get("headline", pd.Series(None, index=m.articles.index))
    return [
        {"outlet": outlet[row["article"]], "of": outlet[row["copy_of"]], "share": 100 * row["share"],
         "headline": headline[row["article"]] or "without a headline"}
        for row in m.frames["copies"].to_dict("records")
    ]  # fmt: skip


def _dates(articles: pd.DataFrame) -> list[str]:
    """The first and the last day, or the one day, or nothing."""
    dates = pd.to_datetime(articles["published"]).dropna() if "published" in articles else pd.Series(dtype=object)
    return sorted({dates.min().strftime("%Y-%m-%d"), dates.max().strftime("%Y-%m-%d")}) if len(dates) else []
