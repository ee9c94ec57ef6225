"""One page, its dateline, its dates, an export of a press database: tiny texts, invented places and outlets."""

from datetime import datetime

import pytest

from analysis.read.dateline import dateline
from analysis.read.dates import Date, date_in_url, day_first, read_date, settle
from analysis.read.exports import read_block, split_export
from analysis.read.language import language_of
from analysis.read.pages import paragraphs, read_page

BODY = "The bridge at Orlo was shut on Monday after engineers found a crack in one of its piers, officials said."


@pytest.mark.parametrize(
    "head, headline, section, raw",
    [
        ("Bridge at Orlo shut\n\n", "Bridge at Orlo shut", None, None),
        ("Français English Türkçe\nPolitics\n2031-March-19   23:11\n\nBridge shut\n\n", "Bridge shut", "Politics",
         "2031-March-19   23:11"),
        ("Home > World > Orlo\nBridge shut\nBy Ana Relu\nMay 4, 2031 6:20 pm\nShare\n\n", "Bridge shut", "Orlo",
         "May 4, 2031 6:20 pm"),
        ("Sport\nMenu\nWho Will Mend The Bridge Of Orlo, And When?\n\n", "Who Will Mend The Bridge Of Orlo, And When?",
         "Sport", None),
        ("", None, None, None),
        ("The bridge is shut.\n\n", None, None, None),
    ],
)  # fmt: skip
def test_headline_section_and_time_are_told_from_the_text(head, headline, section, raw):
    page = read_page(head + BODY + "\n\nIt was built in 1950.")
    assert (page.headline, page.section, page.published_raw) == (headline, section, raw)
    assert page.text.endswith(BODY + "\n\nIt was built in 1950.")
    assert page.text.startswith("The bridge")


def test_dateline_leaves_the_text_and_byline_names_the_author():
    page = read_page(f"Bridge shut\n\nBy Ana Relu\n\nORLO (Vantia)- {BODY}")
    assert (page.place, page.agency, page.author, page.text) == ("ORLO", "Vantia", "Ana Relu", BODY)


def test_a_headline_repeated_above_the_body_is_not_text():
    assert read_page(f"Bridge shut\n\nBRIDGE SHUT!\n\n{BODY}").text == BODY


def test_links_and_notices_after_the_article_are_left_out_and_told():
    tail = "Advertisement\n\nIt reopens in May.\n\n© 2031 Orlo Post\n\nRelated news\n\nTrains full again"
    page = read_page(f"Bridge shut\n\n{BODY}\n\n{tail}")
    assert page.text == BODY + "\n\nIt reopens in May."
    assert page.left_out == ["Advertisement", "© 2031 Orlo Post", "Related news", "Trains full again"]


@pytest.mark.parametrize(
    "paragraph, place, agency, rest",
    [
        ("ORLO (FNX)- Two men", "ORLO", "FNX", "Two men"),
        ("PORT-AU-LAC, Relia (AP) — Two men", "PORT-AU-LAC, Relia", "AP", "Two men"),
        ("ORLO, Jan 3 (Vantia) - Two men", "ORLO", "Vantia", "Two men"),
        ("ORLO, January 3. /TSS/. Two men", "ORLO", "TSS", "Two men"),
        ("Orlo, Jan 3, IRX – Two men", "Orlo", "IRX", "Two men"),
        ("(Vantia) - Two men", None, "Vantia", "Two men"),
        ("ORLO — Two men", "ORLO", None, "Two men"),
        ("BREAKING — Two men", None, None, "BREAKING — Two men"),
        ("U.S. - Orlo talks began", None, None, "U.S. - Orlo talks began"),
        ("Two men — both tall — came", None, None, "Two men — both tall — came"),
        ("The guard (a tall man) - left", None, None, "The guard (a tall man) - left"),
        ("Photo by EPA/ Ana Relu/AFP", None, None, "Photo by EPA/ Ana Relu/AFP"),
    ],
)
def test_dateline_is_place_and_agency_and_nothing_else(paragraph, place, agency, rest):
    found = dateline(paragraph)
    assert (found[0], found[1], paragraph[found[3] :]) == (place, agency, rest)


def test_lines_of_one_width_are_joined_and_short_lines_are_not():
    wrapped = "The bridge at Orlo was shut on Monday\nafter engineers found a crack in its piers,\nofficials said."
    once = " ".join(wrapped.split())
    assert paragraphs(f"Bridge shut\n\n{wrapped}\n\n{wrapped}\n") == ["Bridge shut", once, once]
    assert paragraphs("One.\r\nTwo.\r\n\r\nThree.") == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    "raw, when",
    [
        ("2020-01-03", datetime(2020, 1, 3)),
        ("2020-01-03T10:11:12.000Z", datetime(2020, 1, 3, 10, 11, 12)),
        ("2023-March-19  23:11", datetime(2023, 3, 19, 23, 11)),
        ("Jan. 3, 2020", datetime(2020, 1, 3)),
        ("3rd January 2020, 4:05 p.m. EST", datetime(2020, 1, 3, 16, 5)),
        ("Fri, 03 Jan 2020 00:30:00 +0330", datetime(2020, 1, 3, 0, 30)),
        ("Published: 03.01.2020", datetime(2020, 1, 3)),
        ("11:23 p.m. ET on January 3, 2020", datetime(2020, 1, 3, 23, 23)),
        ("January 3, 2020 Friday 12:05 AM GMT", datetime(2020, 1, 3, 0, 5)),
        ("2021-02-30", None),
        ("0001-01-01", None),
        ("2101-01-01", None),
    ],
)
def test_a_date_keeps_its_local_clock(raw, when):
    date = read_date(raw)
    assert date is not None and date.when == when


@pytest.mark.parametrize("raw", ["yesterday", "1e9", "on 3 January 2020 a bridge fell", "2020", "", "12:30"])
def test_what_is_not_a_date_is_none(raw):
    assert read_date(raw) is None


@pytest.mark.parametrize(
    "column, first",
    [
        (["3/4/2020", "25/4/2020"], datetime(2020, 4, 3)),
        (["3/4/2020", "4/25/2020"], datetime(2020, 3, 4)),
        (["3/4/2020", "5/6/2020"], None),
        (["3/4/2020", "25/4/2020", "4/25/2020"], None),
        (["25/4/2020", "4/25/2020"], datetime(2020, 4, 25)),
        (["3/3/2020", "5/6/2020"], datetime(2020, 3, 3)),
        (["13/13/2020", "5/6/2020"], None),
    ],
)
def test_order_of_day_and_month_is_known_from_the_whole_column_or_not_at_all(column, first):
    dates = [date for date in map(read_date, column) if isinstance(date, Date)]
    assert settle(dates[0], day_first(dates)) == first


@pytest.mark.parametrize(
    "url, when",
    [
        ("https://orlo.example/2020/01/03/bridge", datetime(2020, 1, 3)),
        ("https://orlo.example/2020/jan/3/bridge", datetime(2020, 1, 3)),
        ("https://orlo.example/bridge-20200103.html", datetime(2020, 1, 3)),
        ("https://orlo.example/2020/13/03/bridge", None),
        ("https://orlo.example/story-38292392", None),
    ],
)
def test_a_day_in_an_address_is_found(url, when):
    found = date_in_url(url)
    assert (found and found[0]) == when


EXPORT = {
    "lexis old": "1 of 2 DOCUMENTS\n\nThe Orlo Post\n\nJanuary 3, 2020 Friday\n\nSECTION: NEWS; Pg. 1\n\n"
    f"LENGTH: 20 words\n\nHEADLINE: Bridge shut\n\nBYLINE: Ana Relu\n\nBODY:\n\n{BODY}\n\n"
    "LOAD-DATE: May 4, 2020\n\n2 of 2 DOCUMENTS\n",
    "lexis new": "Bridge shut\nThe Orlo Post\nJanuary 3, 2020 Friday\n\nCopyright 2020 Orlo Ltd\n\n"
    f"Section: NEWS; Pg. 1\nByline: Ana Relu\n\nBody\n\n{BODY}\n\nClassification\n\n"
    "Subject: BRIDGES\n\nEnd of Document\n",
    "factiva": "NEWS; Pg. 1\nBridge shut after crack\nBy Ana Relu\n20 words\n3 January 2020\n10:15\nThe Orlo Post\n"
    f"ORLO\nEnglish\nCopyright 2020 Orlo Ltd\n\n{BODY}\n\nDocument ORLO000020200103eg13000ab\n",
    "factiva codes": "SE NEWS; Pg. 1\nHD Bridge shut\nBY Ana Relu\nWC 20 words\nPD 3 January 2020\n"
    f"SN The Orlo Post\nSC ORLO\nLP {BODY}\nCO orlo : Orlo Ltd\n\nDocument ORLO000020200103eg13000ab\n",
}


@pytest.mark.parametrize("make", EXPORT)
def test_an_export_gives_headline_outlet_author_date_and_body(make):
    said = read_block(split_export(EXPORT[make])[0])
    assert said["headline"].startswith("Bridge shut") and said["section"] == "NEWS; Pg. 1"
    assert (said["outlet"], said["author"], said["text"]) == ("The Orlo Post", "Ana Relu", BODY)
    assert read_date(said["published_raw"]).when == datetime(2020, 1, 3)


def test_an_article_is_no_export():
    assert split_export(f"Bridge shut\n\n{BODY}\n\n____________________\n\nDocument found: none.") == []


@pytest.mark.parametrize(
    "text, code",
    [
        ("the crack in the bridge was found by two of the men who had to look at it for a day", "en"),
        ("der Riss in der Brücke wurde von zwei Männern gefunden, die sie für einen Tag " * 2, "de"),
        ("мост закрыли " * 20, "und"),
        ("the bridge is shut", ""),
    ],
)
def test_function_words_tell_the_language_from_twenty_words_on(text, code):
    assert language_of(text) == code
