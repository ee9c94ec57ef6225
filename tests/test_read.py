"""Files and folders become one articles frame: outlets, ids, dates, encodings, columns, sidecars."""

import gzip
import json
import os
import warnings

import pandas as pd
import pytest

from analysis.read.articles import read_articles

TEXT = "The bridge at Orlo was shut on Monday after engineers found a crack in one of its piers."
COLUMNS = (
    "event outlet headline text published published_raw url author place section genre language source agency encoding"
).split()


def _file(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _notes(articles) -> str:
    return " | ".join(articles.attrs["noted"]["reason"])


def _csv(folder, rows: str, name="a.csv"):
    return read_articles(_file(folder, name, rows))


def test_a_folder_gives_one_row_per_file_with_the_folder_as_outlet(tmp_path):
    _file(tmp_path, "coverage/post/bridge.txt", f"Bridge shut\n\nORLO (FNX)- {TEXT}")
    _file(tmp_path, "coverage/tocsin/bridge.txt", f"Bridge closed\n\n{TEXT} Hundreds waited.")
    articles = read_articles(tmp_path / "coverage", event="bridge")
    assert list(articles.columns[: len(COLUMNS)]) == COLUMNS and articles.index.name is None
    assert list(articles.index) == ["post/bridge", "tocsin/bridge"]
    assert list(articles["outlet"]) == ["post", "tocsin"] and set(articles["event"]) == {"bridge"}
    first = articles.iloc[0]
    assert (first["headline"], first["text"], first["place"], first["agency"]) == ("Bridge shut", TEXT, "ORLO", "FNX")
    assert first["source"] == "coverage/post/bridge.txt"
    assert articles.attrs["found"] == {"found": 2, "read": 2, "refused": 0, "skipped": 0}


def test_the_sidecar_wins_and_keeps_the_users_own_columns(tmp_path):
    _file(tmp_path, "a.txt", f"May 1, 2031\n\nBridge shut\n\n{TEXT}")
    _file(tmp_path, "b.txt", TEXT + " Again.")
    _file(tmp_path, "notes.csv", "text,who\nnot an article of this folder at all,me\n")
    _file(tmp_path, "listed.csv", "text,outlet\none,\ntwo,Tocsin\n")
    sidecar = "file,outlet,event,published,coder\na.txt,Orlo Post,bridge,2031-05-04,ana\nc\0.txt,,,,\n"
    sidecar += "listed.csv,Lantern,bridge,,ana\n"
    _file(tmp_path, "articles.csv", sidecar)
    articles = read_articles(tmp_path)
    a = articles.loc["a"]
    assert (a["outlet"], a["event"], a["coder"], a["published_raw"]) == ("Orlo Post", "bridge", "ana", "2031-05-04")
    assert a["published"] == pd.Timestamp(2031, 5, 4) and articles.loc["b", "outlet"] == tmp_path.name
    assert articles.attrs["found"] == {"found": 6, "read": 4, "refused": 1, "skipped": 1}
    assert list(articles.loc[["listed-2", "listed-3"], "outlet"]) == ["Lantern", "Tocsin"]
    assert articles.attrs["skipped"]["row"] == [3, None]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_common_names_and_separators_are_recognised_and_text_is_kept_exactly(tmp_path, separator):
    header = ["ID", "Title", "Publisher", "date", "Body", "pages"]
    row = ["007", "null", "NA", "2020-01-03", f" {TEXT}\r\n\r\nEnd. ", "3"]
    lines = separator.join(header) + "\r\n" + separator.join(f'"{field}"' for field in row) + "\r\n"
    articles = _csv(tmp_path, lines)
    row = articles.loc["007"]
    assert (row["headline"], row["outlet"], row["text"]) == ("null", "NA", f" {TEXT}\r\n\r\nEnd. ")
    assert row["pages"] == "3" and row["published"] == pd.Timestamp(2020, 1, 3)


def test_columns_wins_over_what_would_be_recognised(tmp_path):
    path = _file(tmp_path, "a.csv", f"text,lead,source\nshort,{TEXT},Orlo Post\n")
    row = read_articles(path, columns={"text": "lead"}).iloc[0]
    assert (row["text"], row["text_given"], row["outlet"], row["source"]) == (TEXT, "short", "Orlo Post", "a.csv")


@pytest.mark.parametrize(
    "columns, error",
    [
        ({"text": "lede"}, r"No usable article: a\.csv: there is no column 'lede'; the file has 'body', 'source'; "),
        ({"txt": "body"}, r"columns names 'txt', no column of articles; choose from text, id, headline"),
    ],
)
def test_a_name_that_is_not_there_is_one_sentence(tmp_path, columns, error):
    path = _file(tmp_path, "a.csv", f"body,source\n{TEXT},Orlo Post\n")
    with pytest.raises(ValueError, match=error):
        read_articles(path, columns=columns)


def test_json_lines_keep_numbers_lists_and_long_ids_as_they_are(tmp_path):
    said = {"id": 1234567890123456789, "text": TEXT, "authors": ["Ana Relu", "Bo Tal"], "shares": 3, "outlet": "None"}
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps(said) + "\n").encode()))
    row = read_articles(path).iloc[0]
    assert (row.name, row["author"], row["shares"]) == ("1234567890123456789", "Ana Relu; Bo Tal", 3)
    assert row["outlet"] == "None"


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_what_was_read_can_be_saved_and_read_again(tmp_path, suffix):
    _file(tmp_path, "in/a.txt", f"Bridge shut\n\nORLO (FNX)- {TEXT}")
    said = {"id": "b", "text": TEXT, "outlet": "Orlo Post", "published": "2020-01-03"}
    _file(tmp_path, "in/b.jsonl", json.dumps(said))
    once = read_articles(tmp_path / "in")
    getattr(once, f"to_{suffix}")(tmp_path / f"out.{suffix}")
    again = read_articles(tmp_path / f"out.{suffix}")
    kept = ["outlet", "headline", "text", "published", "published_raw", "place", "agency"]
    again, once = (frame[kept].astype(object).where(frame[kept].notna(), None) for frame in (again, once))
    assert again.to_dict() == once.to_dict()


@pytest.mark.parametrize(
    "content, encoding",
    [
        ("Café “Orlo”".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "Café “Orlo”".encode(), "utf-8-sig"),
        ("Café “Orlo”".encode("utf-16"), "utf-16"),
        ("Café “Orlo”".encode("cp1252"), "cp1252"),
    ],
)
def test_encoding_is_mark_then_utf8_then_cp1252(tmp_path, content, encoding):
    row = read_articles(_file(tmp_path, "a.txt", content)).iloc[0]
    assert (row["text"], row["encoding"]) == ("Café “Orlo”", encoding)


def test_dates_without_an_order_are_missing_and_listed(tmp_path):
    rows = "one,3/4/2020\ntwo,5/6/2020\nthree,2021-02-30\nfour,soon\nfive,\nsix,2020-01-03T00:30+03:30\n"
    articles = _csv(tmp_path, "text,date\n" + rows)
    assert list(articles["published"].isna()) == [True] * 5 + [False]
    assert articles["published"].iloc[5] == pd.Timestamp(2020, 1, 3, 0, 30)
    noted = pd.DataFrame(articles.attrs["noted"]).set_index("reason")["row"]
    assert noted["the date may be day-month or month-day"] == "2, 3" and noted["the date is impossible"] == "4"
    assert noted["the date cannot be read"] == "5" and "time zones" in _notes(articles)


def test_an_undated_article_gets_the_day_of_its_address_or_first_lines(tmp_path):
    articles = _csv(tmp_path, f'text,url\none,https://orlo.example/2020/01/03/x\n"Jan. 4, 2020\n\n{TEXT}",\nthree,\n')
    assert list(articles["published_from"]) == ["url", "text", ""]
    assert list(articles["published"].dt.day.fillna(0)) == [3, 4, 0] and articles["outlet"].iloc[0] == "orlo.example"


def test_ids_are_made_unique_and_told(tmp_path):
    articles = _csv(tmp_path, "id,text\nx,one\nx,two\nx-2,three\n,four\n")
    assert list(articles.index) == ["x", "x-3", "x-2", "a-5"] and "'x' was taken" in _notes(articles)


def test_the_same_text_of_the_same_outlet_counts_once(tmp_path):
    articles = _csv(tmp_path, "outlet,text\npost,one\npost,one\ntocsin,one\n")
    assert list(articles["outlet"]) == ["post", "tocsin"]
    assert articles.attrs["skipped"]["reason"] == ["the same text from the same outlet as a.csv, row 2"]


def test_other_languages_are_kept_and_told(tmp_path):
    articles = _csv(tmp_path, "text\n" + "der Riss in der Brücke ist nicht so tief wie es hieß " * 3 + "\n")
    assert articles["language"].iloc[0] == "de" and "not English (de)" in _notes(articles)


def test_a_translated_text_is_judged_by_its_words_and_a_missing_outlet_is_told(tmp_path):
    articles = _csv(tmp_path, f"text,lang\n{TEXT} It is one of the two bridges of the city,Arabic\n")
    assert articles["language"].iloc[0] == "Arabic" and _notes(articles) == "no outlet is named"


def test_a_file_name_that_is_no_text_is_read_all_the_same(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"br\xff.txt")).write_text(TEXT)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert list(read_articles(tmp_path).index) == ["br\ufffd"]


def test_frames_that_were_read_can_be_joined_and_put_together(tmp_path):
    articles = _csv(tmp_path, "text\none\none\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        both = pd.concat([articles, articles.copy()])
        joined = articles.join(articles[["text"]].rename(columns={"text": "same"}))
    assert len(both) == 2 and list(joined["same"]) == ["one"]
    assert list(pd.DataFrame(articles.attrs["skipped"]).columns) == ["file", "row", "reason", "mend"]
