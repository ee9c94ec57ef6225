"""Hostile tables: file -> (bytes, ids read, refused and skipped rows each with a piece of the reason)."""

import gzip
import io
import random

import pandas as pd

TEXT = "The bridge at Orlo was shut on Monday after engineers found a crack in one of its piers and it stays shut "


def row(name: str) -> str:
    """A line of a table with columns id, outlet, text."""
    return f"{name},Vantry Wire,{TEXT}({name})\n"


def obj(name: str, more: str = "") -> str:
    """A line of JSON."""
    return f'{{"id": "{name}", "text": "{TEXT}({name})"{more}}}\n'


HEAD = "id,outlet,text\n"
ABC = row("a") + row("b") + row("c")
Case = tuple[bytes, list[str], list[str]]


def separated() -> dict[str, Case]:
    """Files of .csv."""
    said: dict[str, tuple[str, list[str], list[str]]] = {
        "one field too many in every row": (HEAD + "a,X,y,z\nb,X,y,z\n", [], ["4 fields", "4 fields"]),
        "one field too many in one": (HEAD + row("a") + "b,X,y,z\n" + row("c"), ["a", "c"], ["4 fields"]),
        "short row": (HEAD + row("a") + "b,X\n" + row("c"), ["a", "c"], ["2 fields"]),
        "spare separators": (HEAD + ABC.replace("\n", ",,\n"), ["a", "b", "c"], []),
        "no rows": (HEAD, [], []),
        "empty": ("", [], ["the file is empty"]),
        "only line ends": ("\n\n\n", [], ["the file is empty"]),
        "quote left open in the first row": (HEAD + 'a,X,"open\n' + row("b") + row("c"), ["b", "c"], ["quotation"]),
        "quote left open in the last row": (HEAD + row("a") + 'b,X,"open\n', ["a"], ["quotation"]),
        "quote closed three rows later": (
            HEAD + 'a,X,"open\n' + row("b") + 'c",X,y\n' + row("d"),
            ["b", 'c"', "d"],
            ["quotation|fields"],
        ),
        "quote in a field": (HEAD + 'a,X,say "yes" now\n' + row("b"), ["a", "b"], []),
        "doubled quotes": (HEAD + 'a,X,"say ""yes"" now"\n', ["a"], []),
        "line end in a field": (HEAD + 'a,X,"one\ntwo"\n' + row("b"), ["a", "b"], []),
        "semicolons": ((HEAD + ABC).replace(",", ";"), ["a", "b", "c"], []),
        "tabs": ((HEAD + ABC).replace(",", "\t"), ["a", "b", "c"], []),
        "bars": ((HEAD + ABC).replace(",", "|"), ["a", "b", "c"], []),
        "same column twice": ("id,text,text\na,x y,z\n", ["a"], []),
        "same id twice": (HEAD + row("a") + "a,X,other words\n", ["a", "a-2"], []),
        "same row twice": (HEAD + row("a") * 2, ["a"], ["the same text"]),
        "no column of text": ("id,outlet\na,X\n", [], ["no column holds the text"]),
        "zeros before": (HEAD + row("007"), ["007"], []),
        "words that mean missing": (HEAD + row("NA") + row("null") + row("None"), ["NA", "null", "None"], []),
        "text that means missing": (HEAD + "a,NA,None\nb,null,NaN\n", ["a", "b"], []),
        "text missing": (HEAD + "a,X,\n" + row("b"), ["b"], ["the text is empty"]),
        "carriage returns": ((HEAD + ABC).replace("\n", "\r\n"), ["a", "b", "c"], []),
        "old line ends": ((HEAD + ABC).replace("\n", "\r"), ["a", "b", "c"], []),
        "formula": (HEAD + "=1+1,@SUM(A1),-2 and +3\n", ["=1+1"], []),
        "sep line": ("sep=,\n" + HEAD + ABC, ["a", "b", "c"], []),
        "long line": (HEAD + f"a,X,{'x ' * 1_100_000}\n" + row("b"), ["b"], ["longer than 2,000,000"]),
        "very long field": (HEAD + f"a,X,{'x ' * 2_200_000}\n" + row("b"), ["b"], ["quotation|field larger"]),
    }
    cases = {f"{name}.csv": (text.encode(), ids, reasons) for name, (text, ids, reasons) in said.items()}
    for codec in ("utf-8-sig", "utf-16", "utf-32"):
        cases[f"{codec}.csv"] = ((HEAD + ABC).encode(codec), ["a", "b", "c"], [])
    stray = (HEAD + row("a") + row("b").replace("bridge", "café")).encode() + b"c,X,it\x92s one bad byte\n"
    cases["one bad byte.csv"] = (stray, ["a", "b", "c"], [])
    cases["really a page.csv"] = (b"%PDF-1.7 \x00\x01", [], ["binary"])
    cases["nul.csv"] = ((HEAD + ABC).encode().replace(b"Orlo", b"Or\0lo"), ["a", "b", "c"], [])
    cases["cut.csv.gz"] = (gzip.compress((HEAD + ABC * 99).encode(), 0)[:-900], [], ["damaged"])
    cases["not packed.csv.gz"] = ((HEAD + ABC).encode(), [], ["damaged"])
    cases["packed.csv.gz"] = (gzip.compress((HEAD + ABC).encode()), ["a", "b", "c"], [])
    return cases


def objects() -> dict[str, Case]:
    """Files of .jsonl and .json."""
    said: dict[str, tuple[str, list[str], list[str]]] = {
        "broken line.jsonl": (obj("a") + '{"id": "b", "te\n' + obj("c"), ["a", "c"], ["not valid JSON"]),
        "cut.jsonl": (obj("a") + obj("b")[:40], ["a"], ["not valid JSON"]),
        "mark.jsonl": ("\ufeff" + obj("a"), ["a"], []),
        "long number.jsonl": (f'{{"id": {"7" * 23}, "text": "{TEXT}"}}\n', ["7" * 23], []),
        "endless number.jsonl": (f'{{"id": {"7" * 5_000}, "text": "{TEXT}"}}\n' + obj("b"), ["b"], ["JSON"]),
        "nested.jsonl": ("[" * 100_000 + "\n" + obj("b"), ["b"], ["JSON"]),
        "nested object.jsonl": ('{"a":' * 100_000 + "\n" + obj("b"), ["b"], ["JSON"]),
        "number as text.jsonl": ('{"id": "007", "text": 123}\n', ["007"], []),
        "nothing as text.jsonl": ('{"id": "a", "text": null}\n' + obj("b"), ["b"], ["empty"]),
        "not a number.jsonl": (obj("a", ', "x": NaN, "y": -Infinity'), ["a"], []),
        "key twice.jsonl": (obj("a", ', "id": "z"'), ["z"], []),
        "half letter.jsonl": (obj("a", ', "title": "\\ud800"') + obj("b").replace("Orlo", "\\udc00"), ["a", "b"], []),
        "scalars.jsonl": ('7\n"x"\nnull\ntrue\n' + obj("a"), ["a"], ["'7'", "'x'", "'None'", "'True'"]),
        "list of lists.jsonl": ("[1, 2]\n" + obj("a"), ["a"], ["a list"]),
        "list as text.jsonl": ('{"text": ["a", "b"]}\n' + obj("b"), ["b"], ["list"]),
        "no text.jsonl": ('{"id": "a"}\n' + obj("b"), ["b"], ["no column holds the text"]),
        "blank lines.jsonl": ("\n\n" + obj("a") + "\n \n", ["a"], []),
        "list.json": (f"[{obj('a')},{obj('b')}]", ["a", "b"], []),
        "lines.json": (obj("a") + obj("b") + obj("c"), ["a", "b", "c"], []),
        "one.json": (obj("a"), ["a"], []),
        "broken.json": ('[{"id": "a"', [], ["not valid JSON"]),
        "empty.json": ("", [], ["not valid JSON"]),
        "empty.jsonl": ("", [], []),
    }
    cases = {name: (text.encode(), ids, reasons) for name, (text, ids, reasons) in said.items()}
    cases["utf-16.jsonl"] = (obj("a").encode("utf-16"), [], ["UTF-16"])
    cases["bad byte.jsonl"] = ((obj("a") + obj("b")).encode().replace(b"Orlo", b"Orl\xf3"), ["a", "b"], [])
    cases["long line.jsonl"] = (f'{{"text": "{"x" * 9_000_000}"}}\n'.encode() + obj("b").encode(), ["b"], ["8 MB"])
    return cases


def columns() -> dict[str, Case]:
    """Files of .parquet, whole and damaged."""
    frame = pd.DataFrame({"id": list("abc"), "text": [f"{TEXT}({name})" for name in "abc"]})
    whole = io.BytesIO()
    frame.to_parquet(whole)
    data = whole.getvalue()
    dated = io.BytesIO()
    frame.assign(published=pd.Timestamp("2031-01-02"), n=[1, 2, None], tags=[["x"], [], None]).to_parquet(dated)
    cases: dict[str, Case] = {
        "whole.parquet": (data, ["a", "b", "c"], []),
        "kinds.parquet": (dated.getvalue(), ["a", "b", "c"], []),
        "half.parquet": (data[: len(data) // 2], [], ["damaged or no parquet"]),
        "empty.parquet": (b"", [], ["damaged or no parquet"]),
        "text.parquet": (TEXT.encode(), [], ["damaged or no parquet"]),
        "foot.parquet": (data[:-8] + b"\xff\xff\xff\x7fPAR1", [], ["damaged or no parquet"]),
    }
    draw = random.Random(1)
    for number in range(12):
        flipped = bytearray(data)
        flipped[draw.randrange(len(data) // 3, len(data))] ^= 1 << draw.randrange(8)
        cases[f"flipped {number}.parquet"] = (bytes(flipped), [], ["?"])
    return cases
