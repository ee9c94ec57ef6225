"""Saved pages and documents: what they say of themselves, their text, their encoding."""

import pandas as pd
import pytest

from analysis.read.articles import read_articles

TEXT = [
    "The bridge at Orlo was shut on Monday after engineers found a crack in one of its piers, the city said.",
    "Hundreds of people who work on the other bank had to wait for the ferry, which runs once in an hour.",
    "“We looked at it twice,” said Ana Relu, the engineer. The café at the landing ran out of bread by noon.",
]
PAGE = """<!doctype html><html lang="en"><head><meta charset="{charset}"><title>Bridge shut</title>
<meta property="og:site_name" content="Orlo Post"><meta property="article:published_time" content="{date}">
<link rel="canonical" href="https://orlo.example/2020/05/06/bridge"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Bridge shut</h1><p>ORLO (FNX) - {0}</p><p>{1}</p><p>{2}</p></article>
<footer><p>About us and our cookies</p></footer></body></html>"""


def _page(folder, charset="utf-8", written="utf-8", date="2020-01-03T10:00:00+02:00"):
    pytest.importorskip("trafilatura")
    path = folder / "page.html"
    path.write_bytes(PAGE.format(*TEXT, charset=charset, date=date).encode(written))
    return read_articles(path)


def test_a_saved_page_gives_site_headline_date_and_body_without_menus(tmp_path):
    articles = _page(tmp_path)
    page = articles.loc["page"]
    assert (page["outlet"], page["headline"]) == ("Orlo Post", "Bridge shut")
    assert (page["place"], page["agency"]) == ("ORLO", "FNX")
    assert page["published"] == pd.Timestamp(2020, 1, 3, 10) and page["published_raw"] == "2020-01-03T10:00:00+02:00"
    assert page["text"] == "\n\n".join(TEXT) and page["url"] == "https://orlo.example/2020/05/06/bridge"


@pytest.mark.parametrize(
    "charset, written, used",
    [("utf-8", "cp1252", "cp1252"), ("windows-1252", "cp1252", "cp1252"), ("latin-9x", "utf-8", "utf-8"),
     ("hex", "cp1252", "cp1252"),
     ("mac-roman", "mac-roman", "mac-roman"), ("iso-8859-1", "utf-8", "utf-8"), ("cp1250", "utf-8-sig", "utf-8-sig")],
)  # fmt: skip
def test_a_wrong_declaration_does_not_spoil_the_letters(tmp_path, charset, written, used):
    page = _page(tmp_path, charset, written).iloc[0]
    assert (page["text"], page["encoding"]) == ("\n\n".join(TEXT), used)


def test_a_date_is_never_invented_for_a_page(tmp_path):
    articles = _page(tmp_path, date="2021-02-30")
    page = articles.iloc[0]
    assert "the date is impossible" in articles.attrs["noted"]["reason"] and page["published_raw"] == "2021-02-30"
    assert (page["published"], page["published_from"]) == (pd.Timestamp(2020, 5, 6), "url")


def _document(path, paragraphs):
    document = pytest.importorskip("docx").Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))


def test_a_document_is_one_article_or_an_export_of_many(tmp_path):
    _document(tmp_path / "one.docx", ["Bridge shut", f"ORLO (FNX)- {TEXT[0]}", "", TEXT[1]])
    head = ["The Orlo Post", "January 3, 2020 Friday", "Copyright 2020 Orlo Ltd", "Section: NEWS", "Byline: Ana Relu"]
    tail = ["Load-Date: May 4, 2020", "End of Document"]
    blocks = [[f"Bridge {n}", *head, "Body", text, *tail] for n, text in enumerate(TEXT)]
    _document(tmp_path / "many.docx", [line for block in blocks for line in block])
    articles = read_articles(tmp_path)
    assert articles.loc["one", "text"] == f"{TEXT[0]}\n\n{TEXT[1]}" and articles.loc["one", "headline"] == "Bridge shut"
    many = articles[articles["outlet"] == "The Orlo Post"]
    assert list(many.index) == ["many-1", "many-2", "many-3"] and list(many["text"]) == TEXT
    assert list(many["headline"]) == ["Bridge 0", "Bridge 1", "Bridge 2"] and set(many["author"]) == {"Ana Relu"}
    assert set(many["published"]) == {pd.Timestamp(2020, 1, 3)}
