"""A folder of mixed and damaged files: what is good is read, the rest is one sentence each, nothing is lost."""

import gzip
import os

import pandas as pd
import pytest

from analysis.read.articles import read_articles

TEXT = "The bridge at Orlo was shut on Monday after engineers found a crack in one of its piers."
GOOD = {  # file -> ids read
    "post/plain.txt": (f"Bridge shut\n\n{TEXT}", ["plain"]),
    "post/cp1252.txt": (f"Café shut\n\n{TEXT} “All” wait.".encode("cp1252"), ["cp1252"]),
    "post/utf16.txt": (f"Bridge shut\n\n{TEXT} 16".encode("utf-16"), ["utf16"]),
    "post/nul.txt": (f"Bridge shut\n\n{TEXT}\0 " + 20 * TEXT, ["nul"]),
    "post/émoji 🚧.txt": (f"Bridge shut\n\n{TEXT} 🚧", ["émoji 🚧"]),
    "post/CAPS.TXT": (f"Bridge shut\n\n{TEXT} Caps.", ["CAPS"]),
    "semicolon.csv": (f"id;body;outlet\n1;{TEXT};NA\n", ["1"]),
    "spare.csv": (f"id,text,\n2,{TEXT} 2,\n3,{TEXT} 3,,,\n", ["2", "3"]),
    "sep.csv": (f"sep=;\nid;text\n4;{TEXT} 4\n", ["4"]),
    "array.json": ('[{"id": "5", "text": "five"}, {"id": 6, "text": "six"}]', ["5", "6"]),
    "mark.jsonl": (b"\xef\xbb\xbf" + b'{"id": "7", "text": "seven"}\n\n', ["7"]),
    "half.jsonl": (f'{{"id": "8", "text": "\\ud800 {TEXT} {TEXT}"}}', ["8"]),
}
BAD = {  # file -> ids read all the same, [row and a piece of the reason] of the rest
    "empty.txt": ("", [], [(None, "empty")]),
    "blank.txt": (" \n\n ", [], [(None, "empty")]),
    "really.txt": (b"%PDF-1.4 \x00\x01", [], [(None, "binary")]),
    "noise.txt": (bytes(range(256)) * 9, [], [(None, "binary")]),
    "lost.txt": ("\ufffd" * 5 + TEXT, [], [(None, "U+FFFD")]),
    "wall.txt": (f"Bridge shut\n\n{TEXT}\n\nSubscribe to continue reading.", [], [(None, "stub")]),
    "cookies.txt": ("We use cookies\n\nAccept all cookies to go on.", [], [(None, "stub")]),
    "photo.jpg": (b"\xff\xd8\xff", [], [(None, "kind")]),
    ".hidden.txt": (TEXT, [], [(None, "hidden")]),
    "ragged.csv": ("id,text\n20,x,y\n21,good one\n22\n23,good two\n", ["21", "23"], [(2, "3 fields"), (4, "1 field ")]),
    "quote.csv": ('id,text,outlet\n24,"open,A\n25,good three,B\n26,"x, y",C\n', ["25", "26"], [(2, "quotation")]),
    "shifted.csv": ('id,text,in\n36,"open,A\n37,good seven,B\n38,x",C,D\n', ["37"], [(2, "4 fields"), (4, "4 fields")]),
    "unclosed.csv": ('id,text\n27,good four\n28,"open\n29,good five\n', ["27", "29"], [(3, "quotation")]),
    "nothing.csv": ("id,text\n", [], []),
    "header.csv": ("id,summary\n1,x\n", [], [(None, "no column holds the text; the file has 'id', 'summary'")]),
    "void.csv": ("", [], [(None, "empty")]),
    "gap.csv": ("id,text\n30,\n31,good six\n", ["31"], [(2, "empty")]),
    "broken.jsonl": ('{"id": "32", "text": "six x"}\n{"id": "33", "te\n[1]\n', ["32"], [(2, "JSON"), (3, "list")]),
    "scalar.jsonl": ('7\n"text"\n', [], [(1, "'7'"), (2, "'text'")]),
    "nested.jsonl": ("[" * 100_000 + "\n" + '{"id": "34", "text": "six y"}\n', ["34"], [(1, "JSON")]),
    "typed.jsonl": ('{"text": ["a", "b"]}\n{"text": null}\n', [], [(1, "list"), (2, "empty")]),
    "cut.jsonl.gz": (gzip.compress(b'{"id": "35", "text": "six z"}\n' * 999, 0)[:-2000], ["35"], None),
    "cut.parquet": (b"PAR1 and no more", [], [(None, "parquet")]),
    "cut.docx": (b"PK\x03\x04 and no more", [], [(None, "document")]),
    "bare.html": ("<html><body></body></html>", [], [(None, "no article text")]),
    "many.html": ("<div " + "a=1 " * 100_000 + f"><p>{TEXT}</p></div>", [], [(None, "attributes")]),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("coverage")
    for name, (content, *_) in {**GOOD, **BAD}.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (root / "link.txt").symlink_to(root / "post" / "plain.txt")
    (root / "loop").symlink_to(root)
    (root / "folder.txt").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "pipe.txt")
    return root


@pytest.fixture(scope="module")
def articles(folder):
    return read_articles(folder)


def test_found_is_read_and_refused_and_skipped(articles):
    found = articles.attrs["found"]
    assert found["found"] == found["read"] + found["refused"] + found["skipped"]
    assert found["read"] == len(articles)
    assert found["refused"] + found["skipped"] == len(articles.attrs["skipped"]["row"])


def test_every_good_article_beside_the_damaged_ones_is_read(articles):
    ids = [name for _, names, *_ in (*GOOD.values(), *BAD.values()) for name in names]
    assert sorted(articles.index) == sorted(ids)
    assert "\ufffd" in articles.loc["nul", "text"] and articles.loc["8", "text"][0] == "\ufffd"
    assert articles.loc["1", "outlet"] == "NA" and articles.loc["cp1252", "headline"] == "Café shut"


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_read_has_its_row_and_reason(articles, folder, name):
    skipped = pd.DataFrame(articles.attrs["skipped"])
    rows = skipped[skipped["file"] == f"{folder.name}/{name}"]
    if BAD[name][2] is None:  # the same line many times, then the cut
        assert sum(reason.startswith("the compressed file is damaged") for reason in rows["reason"]) == 1
        return
    assert [None if pd.isna(row) else row for row in rows["row"]] == [row for row, _ in BAD[name][2]]
    assert all(piece in reason for reason, (_, piece) in zip(rows["reason"], BAD[name][2], strict=True))


def test_links_and_pipes_are_not_opened(articles, folder):
    reasons = dict(zip(articles.attrs["skipped"]["file"], articles.attrs["skipped"]["reason"], strict=True))
    assert "link" in reasons[f"{folder.name}/link.txt"] and "link" in reasons[f"{folder.name}/loop"]
    assert not hasattr(os, "mkfifo") or "pipe" in reasons[f"{folder.name}/pipe.txt"]


def test_a_file_given_twice_is_read_once(folder):
    path = folder / "post" / "plain.txt"
    articles = read_articles(path, path.parent / ".." / "post" / "plain.txt")
    assert articles.attrs["skipped"]["reason"] == ["the same file was given twice"]


def test_nothing_usable_and_no_such_path_are_one_sentence(folder, tmp_path):
    with pytest.raises(ValueError, match=r"^No usable article: empty\.txt: the file is empty; leave it out\.$"):
        read_articles(folder / "empty.txt")
    with pytest.raises(ValueError, match="there is no file of articles"):
        read_articles(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"There is no file or folder 'nowhere'; check the path\."):
        read_articles("nowhere")


def test_a_small_table_that_would_be_gigabytes_is_refused_before_it_is_written_out(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.read.encoding.LINES_BYTES", 10_000_000)
    pd.DataFrame({"text": ["x " * 500_000] * 100}).to_parquet(tmp_path / "bomb.parquet")
    with pytest.raises(ValueError, match="goes on beyond 10 MB when written out"):
        read_articles(tmp_path / "bomb.parquet")


def test_a_page_or_a_table_that_would_grow_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.read.encoding.LINES_BYTES", 10_000)
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b'{"text": "one"}\n' + b" " * 1_000_000))
    (tmp_path / "long.csv").write_text("text\n" + "x " * 1_000_001)
    with pytest.raises(ValueError, match="longer than 2,000,000 characters"):
        read_articles(tmp_path / "long.csv")
    articles = read_articles(tmp_path / "bomb.jsonl.gz")
    assert len(articles) == 1 and "beyond" in articles.attrs["skipped"]["reason"][0]
