"""Goals G1, G22 and G24: strings that break programs, in every field of an article and every format of a table.

656 strings of our own x 6 fields x 5 formats = 19,680 rows and 8 fields of a page; make test takes every sixth string,
make hostile all.
"""

import csv
import io
import json
import os
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import analysis
from analysis.read.encoding import clean
from analysis.show.written import csv_text
from tests.hostile.strings import FORMULAS, strings
from tests.hostile.texts import PLAIN

EVERY = 1 if "HOSTILE_EXAMPLES" in os.environ else 6
STRINGS = strings()
FIELDS = ("id", "outlet", "headline", "text", "author", "url")
PIECES = re.split(r"(?<=\.) ", PLAIN)


def rows(chosen):
    """One row for each string in each field, the other fields plain."""
    for number, (string, field) in enumerate((string, field) for string in chosen for field in FIELDS):
        row = {"id": f"n{number}", "outlet": "Vantry Wire", "headline": "Bridge shut", "author": "Ada", "url": ""}
        row |= {"text": f"{PLAIN} ({number})", "kept": field}
        around = {"id": f"{string}{number}", "text": f"{string}{PLAIN}{number} {string}"}
        yield row | {field: around.get(field, string)}


def as_json(table):
    return "[" + ",".join(map(json.dumps, table)) + "]"


def as_lines(table):
    return "".join(json.dumps(row) + "\n" for row in table)


def as_csv(table, sign=","):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(table[0]), delimiter=sign, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue()


FORMATS = {
    "a.json": as_json,
    "a.jsonl": as_lines,
    "a.csv": as_csv,
    "a.tsv": lambda table: as_csv(table, "\t"),
    "a.parquet": lambda table: pd.DataFrame(table).to_parquet(),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_keeps_every_string_in_every_field(name, tmp_path):
    chosen = STRINGS if name.startswith("a.json") else [clean(string)[0] for string in STRINGS]
    table = list(rows(chosen[::EVERY]))
    written = FORMATS[name](table)
    (tmp_path / name).write_bytes(written if isinstance(written, bytes) else written.encode())
    articles = analysis.read_articles(tmp_path / name)
    found = articles.attrs["found"]
    assert found["found"] == found["read"] + found["refused"] + found["skipped"] == len(table)
    assert articles.attrs["skipped"]["reason"] == []
    articles["id"] = articles.index
    for row, given in zip(articles.to_dict("records"), table, strict=True):
        for field in FIELDS[:-1]:
            wanted = clean(given[field])[0]
            assert row[field] == wanted or (not wanted and pd.isna(row[field])), (given["kept"], wanted)


SCORES = ("score_loaded", "score_voices", "score_acts", "score_frames", "score_sentiment")
FINDS = ("segment", "find_actors", "find_voices", "find_loaded", "find_acts", "find_frames", "find_sentiment")


def test_every_marker_takes_every_string_beside_and_inside_a_sentence():
    chosen = STRINGS[::EVERY]
    alone = pd.Series(chosen)
    inside = pd.Series(
        [f"{PIECES[0]} Mayor {s} Oduya said “{s}” and slammed {s} the regime. {s}" for s in chosen], dtype=object
    )
    company = [PIECES[0].replace("council", "coun\u00adcil"), "half \ud800 a letter", None]  # a look to be made plain
    for texts in (alone, inside, company):
        for name in FINDS:
            found = getattr(analysis, name)(texts).dropna(subset=["start"])
            assert ((found["start"] < found["end"]) & (found["start"] >= 0)).all(), name
            lengths = pd.Series([len(text or "") for text in texts])
            assert (found["end"] <= found["article"].map(lengths)).all(), name
        for name in SCORES:
            rates = getattr(analysis, name)(texts).filter(regex="_per_1000|^share_").dropna()
            assert ((rates >= 0) & (rates <= 1000)).all(axis=None), name
    assert (analysis.score_loaded(inside)["n_loaded"] > 0).mean() > 0.9


class Live(HTMLParser):
    """What of a page could run, load or lead away."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.live: list[object] = []
        self.n_marks = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.n_marks += tag == "mark"
        for name, value in attrs:
            inert = name not in ("href", "src", "action", "xlink:href") or (value or "").startswith(
                ("#", "data:image/svg")
            )
            if name.startswith("on") or name == "style" or not inert:
                self.live.append((tag, name, value))
        if tag in "script iframe object embed base template noscript link form".split():
            self.live.append(tag)


@pytest.mark.parametrize("first", range(6 if EVERY == 1 else 1))
def test_no_string_is_live_on_the_page_in_any_field(first, tmp_path):
    """Title, text, outlet, author, date, address, file name and the name of a column; a report takes its time."""
    chosen = [clean(string)[0] or "x" for string in STRINGS[first :: 6 if EVERY == 1 else 30]]
    groups = [chosen[k::6] for k in range(6)]
    texts = ["\n\n".join(f"{PIECES[k % 3]} Thugs {s} slammed “{s}” Oduya." for s in g) for k, g in enumerate(groups)]
    mixed = [" ".join(group) for group in groups]
    articles = pd.DataFrame({"text": texts, "headline": mixed, "event": chosen[-1], "genre": "news"})
    articles["outlet"] = [f"{group[-1]} {k % 3}" for k, group in enumerate(groups)]
    for field in ("author", "published_raw", "url", "source", "section", mixed[0][:200]):
        articles[field] = mixed
    articles.index = pd.Index([f"{k} {text}" for k, text in enumerate(mixed)])
    articles.attrs["skipped"] = {name: mixed for name in ("file", "row", "reason", "mend")}
    outlets = list(dict.fromkeys(articles["outlet"]))
    page = Live(analysis.write_report(articles, tmp_path, outlets=outlets).read_text(encoding="utf-8"))
    assert page.live == [] and page.n_marks > 20
    assert Live("<p onclick=x><a href=javascript:x>").live == [("p", "onclick", "x"), ("a", "href", "javascript:x")]


def test_no_string_opens_as_a_formula_and_the_rest_is_kept():
    table = pd.DataFrame({"given": pd.Series([*FORMULAS, *STRINGS], dtype=object), "n": -1.5})
    back = list(csv.DictReader(io.StringIO(csv_text(table), newline="")))
    cells = [row["given"] for row in back]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    assert len(cells) == len(table) and {row["n"] for row in back} == {"-1.5"}
    assert all(
        cell.endswith(s) for cell, s in zip(cells, table["given"], strict=True) if s.isascii() and s.isprintable()
    )


def test_names_of_files_are_read_and_shown_without_harm(tmp_path):
    names = [
        s.replace("/", "_").replace("\0", "_") for s in STRINGS[::EVERY] if 0 < len(s.encode("utf-8", "replace")) < 200
    ]
    names = [name for name in dict.fromkeys(names) if not name.startswith((".", "~$"))]
    for number, name in enumerate(names):
        (tmp_path / os.fsdecode(f"{name}.txt".encode("utf-8", "surrogatepass"))).write_text(f"{PLAIN} {number}")
    articles = analysis.read_articles(tmp_path)
    assert len(articles) == len(names) > 80 and articles.index.is_unique
    shown = [*articles["source"], *articles.attrs["noted"]["file"]]
    assert all(name.isprintable() or name.replace(" ", "").replace("\ufffd", "").isprintable() for name in shown)
