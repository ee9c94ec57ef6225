"""The report: one inert page, the same numbers beside it, the same bytes again."""
import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.show.html import number
from analysis.show.report import write_report

EVIL = "\"><script>alert(1)</script><img src=x onerror=y>' onclick=z \u202e=1+1"
TABLES = (
    "acts articles copies cues differences facts frames harms headlines loaded missing names noted opinion outlets "
    "pairs sentiment skipped sources toward voices wording"
).split()


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


@pytest.fixture
def page(articles, tmp_path):
    return write_report(articles, tmp_path / "out").read_text(encoding="utf-8")


def repeated(articles: pd.DataFrame, n: int) -> pd.DataFrame:
    """The articles of the one event, as n events."""
    parts = [articles.assign(event=f"event {i}", outlet=articles["outlet"]) for i in range(n)]
    return pd.concat(parts, ignore_index=True)


def test_the_page_allows_no_script_and_only_its_own_style(page):
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = dict(rule.split(" ", 1) for rule in re.search(r'Security-Policy" content="(.*?)"', page)[1].split("; "))
    assert policy == dict.fromkeys(["default-src", "script-src", "base-uri", "form-action"], "'none'") | {
        "style-src": f"'sha256-{digest}'", "img-src": "data:",
    }  # fmt: skip


def test_nothing_on_the_page_asks_for_anything_outside(articles, tmp_path):
    html = write_report(repeated(articles, 2), tmp_path).read_text(encoding="utf-8")
    links = [v for _, attrs in Tags(html).seen for k, v in attrs.items() if k in ("src", "href")]
    assert any(v.startswith("data:image/svg+xml;base64,") for v in links)
    assert all(v.startswith(("#", "data:")) for v in links)


def test_markup_in_an_article_is_inert_wherever_it_stands(articles, tmp_path):
    articles.attrs["skipped"] = {"file": [EVIL], "row": [EVIL], "reason": [EVIL], "mend": [EVIL]}
    articles["text"] = [f"{text}\n\nThugs {EVIL} slammed “{EVIL}” Oduya." for text in articles["text"]]
    evil = articles.assign(headline=f"Thugs {EVIL}", event=EVIL, outlet=[f"{o} {EVIL}" for o in articles["outlet"]])
    tags = Tags(write_report(evil, tmp_path, outlets=list(evil["outlet"])).read_text(encoding="utf-8")).seen
    assert len([tag for tag, _ in tags if tag == "mark"]) > 9
    assert not {"script", "img", "a"} & {tag for tag, attrs in tags if not attrs.get("href", "").startswith("#")}
    assert not [k for _, attrs in tags for k in attrs if k.startswith("on") or k == "style"]


def test_direction_marks_are_shown_and_never_take_effect(articles, tmp_path):
    html = write_report(articles.assign(event="a\u202eb"), tmp_path).read_text(encoding="utf-8")
    assert "\u202e" not in html and "a[U+202E]b" in html


def test_every_id_is_unique_and_every_reference_has_its_target(articles, tmp_path):
    tags = Tags(write_report(articles, tmp_path, outlets=["herald", "post"]).read_text(encoding="utf-8")).seen
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    asked = {attrs.get("aria-describedby") or attrs.get("href", "")[1:] for _, attrs in tags} - {""}
    assert len(ids) == len(set(ids)) and asked <= set(ids) and len(asked) > 9


def test_columns_and_rows_of_every_table_are_named(page):
    tables = page.count("<table")
    assert tables >= 4 and page.count("<caption>") == tables
    assert all("scope" in attrs for tag, attrs in Tags(page).seen if tag == "th")


def test_the_tables_beside_the_page_hold_its_numbers(articles, tmp_path):
    write_report(articles, tmp_path)
    files = [*(f"{t}.csv" for t in TABLES), "manifest.json", "report.html"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(files)
    outlets, loaded = (pd.read_csv(tmp_path / f"{name}.csv") for name in ("outlets", "loaded"))
    counted = loaded[loaded["voice"] == "narrator"].groupby("outlet").size()
    assert outlets.set_index("outlet")["narrator_n_loaded"][counted.index].to_list() == counted.to_list() != []
    for row in loaded.itertuples():
        words = articles.loc[row.article, "text"][row.start : row.end]
        assert row.sentence[row.start - row.sentence_start :].startswith(words)


def test_two_runs_give_the_same_bytes(articles, tmp_path):
    for name in ("one", "two"):
        write_report(repeated(articles, 2), tmp_path / name)
    for table in (tmp_path / "one").iterdir():
        assert table.read_bytes() == (tmp_path / "two" / table.name).read_bytes()


def test_one_changed_letter_changes_the_hash_of_its_input(articles, tmp_path):
    hashes = []
    for name, text in (("one", "A bridge."), ("two", "A fridge.")):
        articles.loc["wire", "text"] = text
        html = write_report(articles.assign(source=articles.index), tmp_path / name).read_text(encoding="utf-8")
        hashes.append(json.loads(unescape(re.search(r'<pre id="provenance".*?>(.*?)</pre>', html, re.S)[1]))["inputs"])
    assert [name for name in hashes[0] if hashes[0][name] != hashes[1][name]] == ["wire"]


@pytest.mark.parametrize("n, said, unsaid", [
    (1, "Not enough events to tell: 1 event in common", "Differences in own voice"),
    (2, "Not enough events to tell: 2 events in common", "no two outlets differ"),
])  # fmt: skip
def test_few_events_are_described_and_not_tested(articles, tmp_path, n, said, unsaid):
    html = write_report(repeated(articles, n), tmp_path).read_text(encoding="utf-8")
    assert said in html and unsaid not in html


def test_no_rate_is_given_under_200_words(articles, tmp_path):
    write_report(articles, tmp_path)
    assert pd.read_csv(tmp_path / "outlets.csv")["narrator_loaded_per_1000"].isna().all()
    for name in ("articles", "voices", "frames"):
        assert set(pd.read_csv(tmp_path / f"{name}.csv")["not_scored"]) == {"under 200 words"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\t=1", "＝1"])
def test_no_cell_opens_as_a_formula(articles, tmp_path, text):
    write_report(articles.assign(headline=text), tmp_path)
    assert set(pd.read_csv(tmp_path / "articles.csv")["headline"]) == {f"'{text}"}


@pytest.mark.parametrize("event, outlets", [(None, 3), ("bridge", 2), ("tunnel", 1)])
def test_an_event_named_is_the_event_reported(articles, tmp_path, event, outlets):
    articles["event"] = ["bridge", "bridge", "tunnel"]
    html = write_report(articles, tmp_path, event=event).read_text(encoding="utf-8")
    assert f"How {outlets} outlet" in html


def test_rows_of_what_is_missing_that_are_left_out_are_counted_on_the_page(articles, tmp_path, monkeypatch):
    said = [f"{text} The mayor, Odo Brask, said that 40 boats were lost." for text in articles["text"]]
    articles["text"] = [*said[:2], "Nothing new."]
    for most, noted in ((10_000, "All of it, by article"), (1, " rows on what fewer carry are left out there")):
        monkeypatch.setattr("analysis.show.measured.MOST_MISSING", most)
        assert noted in write_report(articles, tmp_path / str(most)).read_text(encoding="utf-8")
    every, kept = (pd.read_csv(tmp_path / str(most) / "missing.csv") for most in (10_000, 1))
    assert len(every) > 2 and len(kept) == 1


def test_a_statement_stands_in_both_tables_with_the_outlet_whose_words_it_is(articles, tmp_path):
    fact = "The brutal mob set fire to the customs house beside the old bridge on Monday night."
    said = articles.assign(text=[f"{fact} Nobody was hurt.", f"{fact} Traders fled.", "Nothing new."])
    html = write_report(said, tmp_path).read_text(encoding="utf-8")
    heads = re.findall(f"{fact}</span> <span class=\"where\">as <bdi>(.*?)</bdi> words it</span></th>", html)
    assert heads == ["wire", "herald"]  # of what is missing the first article, of the facts the first by name
    assert "<td><bdi>post</bdi></td>" in html  # no star: without dates nobody was earlier


@pytest.mark.parametrize("change, why", [
    ({"text": None}, "none has text and an outlet"), ({"outlet": None}, "none has text and an outlet"),
    ({"event": None, "outlet": "wire"}, "none says which event it is about, and no two outlets"),
    ({"event": None, "headline": ["Bridge closed", "Ferry sunk", "Choir sings"]}, "none says which event it is about"),
])  # fmt: skip
def test_articles_that_cannot_be_compared_are_refused(articles, tmp_path, change, why):
    with pytest.raises(ValueError, match=f"Of 3 articles {why}"):
        write_report(articles.assign(**change), tmp_path)


def test_an_event_that_no_article_has_is_refused(articles, tmp_path):
    with pytest.raises(ValueError, match="Of 3 articles none of the event 'ferry' has text and an outlet"):
        write_report(articles, tmp_path, event="ferry")


def test_articles_without_events_are_put_together_and_those_alone_are_left_out(articles, tmp_path):
    alone = pd.DataFrame({"text": "The choir sang.", "outlet": "crier", "headline": "Choir sings"}, index=["crier"])
    found = pd.concat([articles.drop(columns="event"), alone]).assign(published=pd.Timestamp("2031-03-04"))
    html = write_report(found, tmp_path).read_text(encoding="utf-8")
    assert "3 of 4 were put together by headline, opening and date into 1 event that" in html
    assert list(pd.read_csv(tmp_path / "articles.csv")["article"]) == ["wire", "herald", "post"]


def test_the_command_says_that_it_put_articles_together(articles, tmp_path, capsys):
    told = articles.drop(columns="event").assign(published="2031-03-04")
    told.to_json(tmp_path / "in.jsonl", orient="records", lines=True)
    assert main(["report", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out")]) == 0
    assert "3 of 3 were put together by headline, opening and date into 1 event that" in capsys.readouterr().out


def test_articles_without_an_event_take_the_one_named(articles, tmp_path):
    html = write_report(articles.assign(event=None), tmp_path, event="bridge").read_text(encoding="utf-8")
    assert "worded “<bdi>bridge</bdi>”" in html


def test_a_folder_that_cannot_be_written_is_an_error(articles, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        write_report(articles, tmp_path / "file")


@pytest.mark.parametrize("value, places, printed", [
    (1234.56, 1, "1,234.6"), (-0.04, 1, "0.0"), (-2.25, 2, "−2.25"), (3, 0, "3"), (None, 0, "–"),
    (float("nan"), 1, "–"),
])  # fmt: skip
def test_numbers_are_printed_plainly(value, places, printed):
    assert number(value, places) == printed
