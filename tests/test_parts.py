"""Articles in parts are the articles of read_articles; tables read in blocks are the tables read whole."""

import pandas as pd
import pytest

import analysis
from analysis.read.articles import read_articles
from analysis.read.parts import read_part, write_parts
from analysis.read.worker import Stopped, Worker

TABLE = """id,text,date,tags
1,"one,
two",3/4/2031,
1,two,1/25/2031,7
1,two,1/25/2031,7
,"open,,
5,five,,x
6,,2031-01-02,
"""


def as_objects(frame):
    return frame.astype(object).where(frame.notna(), None)


def rows(columns):
    return sorted(zip(*columns.values(), strict=True), key=str)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in" / "post").mkdir(parents=True)
    (tmp_path / "in" / "a.csv").write_text(TABLE)
    (tmp_path / "in" / "b.jsonl").write_text('{"id": "1", "text": "six", "more": {"k": [1]}}\n{"text": "seven"}\n[]\n')
    for name in ("post/x.txt", "x.txt", "empty.txt"):
        (tmp_path / "in" / name).write_text("" if name == "empty.txt" else f"A title\n\nThe text of {name} is short.")
    return tmp_path


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_parts_are_the_articles_of_one_reading(folder, size):
    whole = read_articles(folder / "in", analysis.SAMPLE)
    parts = write_parts(folder / "in", analysis.SAMPLE, folder=folder / "parts", size=size)
    assert parts.found == whole.attrs["found"] and parts.n == len(whole)
    assert rows(parts.skipped) == rows(whole.attrs["skipped"]) and rows(parts.noted) == rows(whole.attrs["noted"])
    together = pd.concat(list(parts))
    own = [name for name in whole if name not in together or name in ("tags", "more")]
    pd.testing.assert_frame_equal(as_objects(together.drop(columns=own)), as_objects(whole.drop(columns=own)))
    assert together["more"].dropna().tolist() == ['{"k": [1]}']
    assert {len(part) for part in list(parts)[:-1]} <= {size}


def test_a_month_seen_in_a_later_part_settles_an_earlier_date(folder):
    first, *_ = write_parts(folder / "in" / "a.csv", folder=folder / "parts", size=1)
    assert first["published"].tolist() == [pd.Timestamp("2031-03-04")]


@pytest.mark.parametrize("block", [20, 21, 33, 64])
def test_a_table_read_in_blocks_is_the_table_read_whole(folder, monkeypatch, block):
    whole = read_articles(folder / "in" / "a.csv")
    monkeypatch.setattr("analysis.read.encoding.BLOCK_BYTES", block)
    blocks = read_articles(folder / "in" / "a.csv")
    pd.testing.assert_frame_equal(blocks, whole)
    assert blocks.attrs == whole.attrs


def test_a_damaged_part_is_a_sentence(folder):
    path = write_parts(folder / "in", folder=folder / "parts").files[0]
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"articles-00001\.parquet is damaged .*: delete it\."):
        read_part(path)


def test_nothing_to_read_is_a_sentence(folder):
    with pytest.raises(ValueError, match=r"^No usable article: empty\.txt: the file is empty"):
        write_parts(folder / "in" / "empty.txt", folder=folder / "parts")


def test_a_worker_answers_refuses_and_fails_in_a_sentence(tmp_path):
    worker = Worker()
    (tmp_path / "page.html").write_text("<html><body></body></html>")
    with pytest.raises(Stopped, match="failed .TypeError: "):
        worker.ask("analysis.read.markup:html", wrong=1)
    with pytest.raises(ValueError, match="no article text was found"):
        worker.ask("analysis.read.markup:html", path=str(tmp_path / "page.html"))
    with pytest.raises(Stopped, match="no room of this package"):
        worker.ask("os:system", command="true")
    worker.close()
