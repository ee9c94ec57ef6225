"""Coding sheets are blind: no outlet, byline, address or self-reference; the same seed gives the same sheet."""

import re

import pandas as pd
import pytest

from analysis import SAMPLE, coding_key, coding_sheet, read_articles, tool_codes
from analysis.__main__ import main
from analysis.show.sheet import sheet_page
from analysis.validate.blind import Masks

ARTICLES = pd.DataFrame(
    {
        "outlet": ["The Osten Herald", "Fell News Agency", "harbour-post"],
        "author": ["Ada Oduya and Ben Ruiz", None, "By Lena Moravec"],
        "url": ["https://www.ostenherald.example/a/1", "https://fell.example/b", None],
        "text": [
            "The bridge was closed on Monday, the Herald has learnt. Ada Oduya wrote the first report in March. "
            "A shameful silence followed, this newspaper was told.",
            "The bridge was closed on Monday, FNA reported early today. The cowardly mayor of Osten left by boat.",
            "Traders told Harbour Post that the bridge was safe. Write to Lena Moravec at lena@post.example now. "
            "“Nobody asked the traders about the bridge at all.” The bridge was closed for the whole week.",
        ],
        "event": "bridge",
    },
    index=["a", "b", "c"],
)


@pytest.mark.parametrize(
    ("sentence", "masked"),
    [
        ("The Osten Herald and OSTEN HERALD reported it.", "[outlet] and [outlet] reported it."),
        ("The Herald asked; a Herald reporter called.", "[outlet] asked; a [outlet] reporter called."),
        ("They heralded a new age in Osten.", "They heralded a new age in Osten."),
        ("FNA, short for Fell News Agency, said so.", "[outlet], short for [outlet], said so."),
        ("Fell News quoted Fell.", "[outlet] quoted [outlet]."),
        ("She wrote in harbour-post and HarbourPost.", "She wrote in [outlet] and [outlet]."),
        ("Ben Ruiz and Lena Moravec met Ben Osk.", "[name] and [name] met Ben Osk."),
        ("See ostenherald.example or https://fell.example/b?x=1.", "See [address] or [address]."),
        ("Mail lena@post.example, follow @lena_m.", "Mail [address], follow [address]."),
        ("He told this newspaper, and our own correspondent.", "He told [outlet], and [outlet]."),
        ("The U.S. court met at 3 p.m. on No. 4.", "The U.S. court met at 3 p.m. on No. 4."),
        ("It was the end.Then rain fell.", "It was the end.Then rain fell."),
    ],
)
def test_what_would_tell_the_source_is_masked(sentence, masked):
    assert Masks(ARTICLES).mask(sentence) == masked


def test_a_country_is_not_masked_for_an_outlet_that_has_its_name():
    masks = Masks(pd.DataFrame({"outlet": ["Jordan News Agency", "The Hill"]}))
    assert masks.mask("JNA said that Jordan would not join.") == "[outlet] said that Jordan would not join."
    assert masks.mask("On Capitol Hill none read the Hill.") == "On Capitol Hill none read [outlet]."


@pytest.mark.parametrize("articles", [ARTICLES, read_articles(SAMPLE).assign(author="Ida Kessel", url="x.example/1")])
@pytest.mark.parametrize("seed", range(3))
def test_the_page_names_no_outlet_byline_or_address(articles, seed):
    page = sheet_page(coding_sheet(articles, n=200, seed=seed)).lower()
    assert page.count("<tr>") > 8
    for column in ("outlet", "author"):
        for name in articles[column].dropna().str.lower():
            assert name not in page and not re.search(rf"\b{name.split()[-1]}\b.{{0,3}}(reporter|newspaper)", page)
    assert not re.findall(r"[\w-]+\.example|oduya|moravec|daily-tocsin|dnna|this newspaper", page)


def test_the_same_seed_gives_the_same_sheet_and_another_another():
    sample = read_articles(SAMPLE)
    first = coding_sheet(sample)
    assert list(first.columns) == ["unit", "coder", "code", "sentence"] and len(first) == 30 and first["unit"].is_unique
    assert (first[["coder", "code"]] == "").all(axis=None)
    assert first.equals(coding_sheet(sample, n=30, seed=0)) and first.equals(coding_sheet(sample[::-1]))
    assert len(set(first["unit"]) & set(coding_sheet(sample, seed=1)["unit"])) < 15


def test_every_outlet_gives_as_many_sentences():
    sample = read_articles(SAMPLE)
    assert coding_key(sample, n=32)["outlet"].value_counts().to_dict() == dict.fromkeys(sample["outlet"].unique(), 8)


def test_the_key_leads_back_to_each_sentence():
    sheet, key = coding_sheet(ARTICLES, 99).set_index("unit"), coding_key(ARTICLES, 99).set_index("unit")
    assert sheet.index.tolist() == key.index.tolist()
    for row in key.itertuples():
        printed = ARTICLES["text"][row.article][row.start : row.end]
        assert sheet["sentence"][row.Index] == Masks(ARTICLES).mask(printed)
        assert row.outlet == ARTICLES["outlet"][row.article]


def test_a_quotation_alone_and_a_sentence_printed_twice_are_left_out():
    sentences = coding_sheet(ARTICLES, 99)["sentence"]
    assert not sentences.str.startswith("“Nobody asked").any()
    twice = pd.concat([ARTICLES, ARTICLES.set_axis(["d", "e", "f"])])
    assert sorted(coding_sheet(twice, 99)["sentence"]) == sorted(sentences)


def test_the_tool_codes_its_own_default_rows():
    key = coding_key(ARTICLES, 99)
    told = coding_sheet(ARTICLES, 99).merge(tool_codes(ARTICLES, key, lexicon="hand"), on="unit").set_index("sentence")
    assert set(told.index[told["code_y"] == "1"]) == {
        "A shameful silence followed, [outlet] was told.",
        "The cowardly mayor of Osten left by boat.",
    }
    assert set(told["words"]) == {"", "shame", "cowardly"}


@pytest.mark.parametrize(
    ("articles", "n", "told"),
    [
        (ARTICLES, 0, "n is 0; draw at least one"),
        (ARTICLES.assign(text="Closed."), 30, "No sentence of 5 to 60 words"),
    ],
)
def test_what_cannot_be_drawn_is_said(articles, n, told):
    with pytest.raises(ValueError, match=told):
        coding_sheet(articles, n)


def test_a_key_of_other_articles_is_an_error():
    with pytest.raises(ValueError, match="names the article 'a', not in the frame"):
        tool_codes(ARTICLES.loc[["b"]], coding_key(ARTICLES))


def test_the_command_writes_page_sheet_key_and_tool(tmp_path, capsys):
    assert main(["code", str(SAMPLE), "--out", str(tmp_path / "s.html"), "--n", "8"]) == 0
    assert {p.name for p in tmp_path.iterdir()} == {"s.html", "s.csv", "s.key.csv", "s.tool.csv"}
    assert "Keep" in capsys.readouterr().out
    sheet = pd.read_csv(tmp_path / "s.csv", keep_default_na=False)
    assert len(sheet) == 8 and all(unit in (tmp_path / "s.html").read_text(encoding="utf-8") for unit in sheet["unit"])
    assert main(["code", str(SAMPLE), "--out", str(tmp_path / "s.pdf")]) == 2
    assert "ends in .csv (to fill in) or .html" in capsys.readouterr().err


def test_markup_in_a_sentence_is_text_on_the_page():
    hostile = ARTICLES.assign(text="The <script>alert(1)</script> bridge was closed \u202efor one week.")
    page = sheet_page(coding_sheet(hostile))
    assert "<script" not in page and "&lt;script&gt;" in page and "[U+202E]" in page
