"""Reading real pages and corpora: what is lost, and how long it takes. Figures are printed."""

import csv
import gzip
import html
import itertools
import json
import os
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from analysis.read.articles import read_articles
from analysis.read.language import other_language
from analysis.scale import why_not

DATA = Path(os.environ.get("ANALYSIS_DATA", Path(__file__).parents[3] / "shared" / "data"))
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no folder of data beside the checkout (ANALYSIS_DATA)")
PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><title>{0}</title><meta property='og:site_name' content='{1}'>"
    "<meta property='article:published_time' content='{2}'></head><body><nav><a href='/'>Home</a></nav><article>"
    "<h1>{0}</h1>{3}</article><footer>All rights reserved.</footer></body></html>"
)


@pytest.fixture(scope="module")
def first_200() -> list[dict]:
    with gzip.open(DATA / "allsides.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in itertools.islice(lines, 200)]


def _write(articles: list[dict], folder: Path, kind: str) -> None:
    folder.mkdir()
    if kind == "csv":
        with (folder / "all.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(articles[0]))
            table.writeheader()
            table.writerows(articles)
        return
    for article in articles:
        path = folder / f"{article['id']}.{kind}"
        if kind == "txt":
            path.write_text(f"{article['headline']}\n\n{article['text']}\n", encoding="utf-8")
        elif kind == "html":
            body = "".join(f"<p>{html.escape(part)}</p>" for part in article["text"].split("\n") if part.strip())
            said = [html.escape(article[name], quote=True) for name in ("headline", "outlet", "published")]
            path.write_text(PAGE.format(*said, body), encoding="utf-8")
        else:
            docx = pytest.importorskip("docx")
            document = docx.Document()
            document.add_heading(article["headline"], 0)
            for part in article["text"].split("\n"):
                document.add_paragraph(part)
            document.save(str(path))


def _kept(article: dict, text: str) -> float:
    words, there = Counter(article["text"].split()), Counter(text.split())
    return 1 - (words - there).total() / words.total()


@pytest.mark.parametrize(
    "kind, least, headlines", [("txt", 0.995, 0.98), ("csv", 1, 1), ("html", 0.995, 0.98), ("docx", 0.995, 0.98)]
)
def test_nothing_is_lost_whatever_it_was_written_as(first_200, tmp_path, kind, least, headlines):
    if kind == "html":
        pytest.importorskip("trafilatura")
    _write(first_200, tmp_path / kind, kind)
    articles = read_articles(tmp_path / kind)
    found = articles.attrs["found"]
    kept = [_kept(article, articles["text"].get(article["id"], "")) for article in first_200]
    read = articles["headline"].astype(str).str.strip()
    same = [read.get(article["id"]) == article["headline"].strip() for article in first_200]
    print(f"\n{kind}: {found}, words kept {sum(kept) / len(kept):.4f}, headlines {sum(same)} of {len(same)}")
    print(pd.DataFrame(articles.attrs["skipped"]).to_string())
    assert found["found"] == found["read"] + found["refused"] + found["skipped"] == 200
    assert len(articles.attrs["skipped"]["file"]) == found["refused"] + found["skipped"]
    assert sum(kept) / len(kept) >= least and sum(same) / len(same) >= headlines
    doubted = [reason for reason in articles.attrs["noted"]["reason"] if reason.startswith("partial")]
    assert len(doubted) <= 0.02 * 200, doubted


def test_the_fars_page_is_taken_apart():
    page = read_articles(DATA / "fars").iloc[0]
    lines = [line for line in next((DATA / "fars").glob("*.txt")).read_text(encoding="utf-8").splitlines() if line]
    bar, section, time_, headline, first = lines[:5]
    assert (page["headline"], page["section"], page["published_raw"]) == (headline, section, time_)
    assert (page["section"], page["place"], page["agency"], page["outlet"]) == ("Politics", "TEHRAN", "FNA", "fars")
    assert page["published"] == pd.Timestamp("2023-03-19 23:11")
    body = page["text"].split("\n\n")
    assert body == [first.partition("- ")[2], *map(str.strip, lines[5:])] and bar not in page["text"]


@pytest.mark.parametrize(
    "name, n", [("soleimani-case.jsonl", 42), ("soleimani-2020.jsonl", 91), ("polnear.jsonl", 285)]
)
def test_given_text_is_kept_to_the_letter(name, n):
    given = [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
    articles = read_articles(DATA / name)
    texts = {str(row.get("id") or row.get("article")): row["text"] for row in given}
    print(f"\n{name}: {articles.attrs['found']}")
    assert len(articles) == n and set(articles["text"]) == set(texts.values())


def test_thirty_thousand_articles_are_read():
    articles = read_articles(DATA / "allsides.jsonl.gz")
    dated = articles["published_from"].value_counts().to_dict()
    undated = articles["published"].isna().sum()
    print(f"\n{len(articles):,} articles; undated {undated:,}; dated from {dated}")
    assert len(articles) == 34_422
    articles = articles.iloc[::10]
    left_out = pd.Series(map(why_not, articles["text"], articles["language"])).value_counts()
    drafts = articles["text"].map(other_language).notna().sum()
    print(f"not scored: {left_out.to_dict()}; refused as drafts: {drafts}")
    assert left_out.sum() <= 0.01 * len(articles) and drafts <= 0.01 * len(articles)
