"""The scores of any number of articles: the same on every engine, after every interruption, whole or not at all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import analysis
import analysis.read.parts
from analysis.contrast.terms import count_terms
from analysis.engines import on_dask, on_this_machine
from analysis.gather.openings import openings
from analysis.scale import score_files, score_part
from analysis.together import count_parts, group_parts
from tests.hostile.make import recombined

FAST = ("loaded", "acts")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Ninety articles made from the sample's paragraphs, and three that are not scored."""
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    articles = analysis.read_articles(analysis.SAMPLE)
    rows = recombined(articles["text"].tolist(), 90).assign(topic=["a", "b", None] * 30)
    odd = pd.DataFrame({"id": ["x1", "x2", "x3"], "text": [TEN, GERMAN, TEN.upper() * 3]})
    pd.concat([rows, odd]).to_json(path, orient="records", lines=True)
    return path


TEN = "The council closed the old bridge on Monday last week. "
GERMAN = (
    "Die Stadt hat die Brücke am Montag geschlossen, weil sich im Pfeiler ein Riss gezeigt hat und es nicht mehr geht."
)


@pytest.fixture(scope="module")
def parted(corpus):
    """Parts of ten articles, so that there is something to hand out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.read.parts.write_parts.__kwdefaults__", {**DEFAULTS, "size": 10})
        yield corpus


DEFAULTS = dict(analysis.read.parts.write_parts.__kwdefaults__)


@pytest.fixture(scope="module")
def expected(parted, tmp_path_factory):
    out = tmp_path_factory.mktemp("one") / "scores.parquet"
    done = score_files(parted, out=out, measures=FAST, engine=on_this_machine(1))
    assert (done.n, done.n_not_scored) == (93, 3)
    return out.read_bytes()


def table(data, tmp_path):
    path = tmp_path / "table.parquet"
    path.write_bytes(data)
    return pd.read_parquet(path)


def test_a_row_is_the_article_and_what_the_scorers_say_of_it(expected, parted, tmp_path):
    scores = table(expected, tmp_path).set_index("id").rename_axis(None)
    articles = analysis.read_articles(parted)
    assert scores.index.tolist() == articles.index.tolist() and "text" not in scores
    assert scores["topic"].equals(articles["topic"].astype(scores["topic"].dtype))
    scored = articles[scores["not_scored"].isna()]
    for score in (analysis.score_loaded, analysis.score_acts):
        ours = score(scored)
        pd.testing.assert_frame_equal(scores.loc[scored.index, ours.columns], ours, check_dtype=False, check_exact=True)


def test_what_the_word_lists_do_not_fit_has_a_reason_and_no_score(expected, tmp_path):
    scores = table(expected, tmp_path).set_index("id")
    left = scores[scores["not_scored"].notna()]
    assert left["not_scored"].to_dict() == {"x1": "under 20 words", "x2": "not English (de)", "x3": "all in capitals"}
    assert left[["n_words", "loaded_per_1000", "n_acts"]].isna().all(axis=None)


def test_two_processes_give_the_same_bytes(expected, parted, tmp_path):
    score_files(parted, out=tmp_path / "s.parquet", measures=FAST, engine=on_this_machine(2))
    assert (tmp_path / "s.parquet").read_bytes() == expected
    assert [path.name for path in tmp_path.iterdir()] == ["s.parquet"]


def interrupted(after):
    """An engine that dies after some parts, and counts them."""

    def run(function, jobs):
        for number, job in enumerate(jobs):
            if number == after:
                raise KeyboardInterrupt
            yield job[0], function(*job[1:])

    return run


def test_a_run_that_was_interrupted_goes_on_where_it_ended(expected, parted, tmp_path):
    out, n_scored = tmp_path / "s.parquet", []
    with pytest.raises(KeyboardInterrupt):
        score_files(parted, out=out, measures=FAST, engine=interrupted(6))
    assert not out.exists() and len(list((tmp_path / "s.parquet.parts").glob("scores-*"))) == 6
    damaged = tmp_path / "s.parquet.parts" / "scores-00002.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-40])

    def counting(function, jobs):
        for job in jobs:
            n_scored.append(job[0].name)
            yield job[0], function(*job[1:])

    score_files(parted, out=out, measures=FAST, engine=counting)
    assert n_scored == [f"scores-{k:05}.parquet" for k in (2, 7, 8, 9, 10)]
    assert out.read_bytes() == expected


def test_parts_of_other_settings_are_not_used(parted, tmp_path):
    out = tmp_path / "s.parquet"
    with pytest.raises(KeyboardInterrupt):
        score_files(parted, out=out, measures=("frames",), engine=interrupted(9))
    score_files(parted, out=out, measures=("acts",), engine=on_this_machine(1))
    assert "n_acts" in pd.read_parquet(out) and "n_sentences" not in pd.read_parquet(out)


def test_a_second_run_on_the_same_file_is_refused(parted, tmp_path):
    out = tmp_path / "s.parquet"

    def meanwhile(function, jobs):
        with pytest.raises(OSError, match=r"Another run is writing '.*s\.parquet\.parts'; wait for it"):
            score_files(parted, out=out, measures=FAST)
        return interrupted(0)(function, jobs)

    with pytest.raises(KeyboardInterrupt):
        score_files(parted, out=out, measures=FAST, engine=meanwhile)


def test_an_unknown_measure_is_a_sentence(parted, tmp_path):
    with pytest.raises(ValueError, match=r"There is no measure 'bias'; measures are loaded, voices"):
        score_files(parted, out=tmp_path / "s.parquet", measures=["bias"])


def test_the_command_killed_and_run_again_gives_the_same_file(corpus, tmp_path):
    out = tmp_path / "s.parquet"
    command = [sys.executable, "-m", "analysis", "score", str(corpus), "--out", str(out), "--measures", "acts"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        wait_for(lambda: (tmp_path / "s.parquet.parts" / "reading.json").exists())
        run.kill()
    assert not out.exists()
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 1 and again.stdout.startswith(f"{out}: 93 articles, 3 of them not scored; 93 found = ")
    assert "93/93" in again.stderr and "articles/s" in again.stderr
    score_files(corpus, out=tmp_path / "t.parquet", measures=["acts"], engine=on_this_machine(1))
    pd.testing.assert_frame_equal(pd.read_parquet(out), pd.read_parquet(tmp_path / "t.parquet"), check_exact=True)


def wait_for(happened):
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within 30 s")


def slow_once(path, *arguments):
    """Score a part; the first to come kills its own process, as a machine that fails would."""
    try:
        Path(path).touch(exist_ok=False)
    except FileExistsError:
        return score_part(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(expected, parted, tmp_path):
    pytest.importorskip("distributed")
    died = tmp_path / "died"

    def on_a_bad_cluster(function, jobs):
        assert function is score_part
        return on_dask(workers=2)(slow_once, ((name, str(died), *arguments) for name, *arguments in jobs))

    score_files(parted, out=tmp_path / "s.parquet", measures=FAST, engine=on_a_bad_cluster)
    assert died.exists() and (tmp_path / "s.parquet").read_bytes() == expected


def test_events_of_openings_are_the_events_of_the_articles(parted, tmp_path):
    whole = analysis.read_articles(parted)
    parts = analysis.read.parts.write_parts(parted, folder=tmp_path)
    slim = pd.concat([openings(part) for part in parts])
    assert slim["text"].str.len().sum() < whole["text"].str.len().sum() and len(parts) == 10
    pd.testing.assert_series_equal(analysis.group_events(slim), analysis.group_events(whole))


@pytest.fixture
def pieces(parted, tmp_path):
    return analysis.read.parts.write_parts(parted, folder=tmp_path / "parts")


ENGINES = {"here": lambda: on_this_machine(2), "dask": lambda: on_dask(workers=2)}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", ENGINES)
def test_events_and_terms_of_parts_are_those_of_the_articles(engine, pieces):
    if engine == "dask":
        pytest.importorskip("distributed")
    whole = pd.concat(list(pieces))
    events = group_parts(pieces, engine=ENGINES[engine]())
    pd.testing.assert_series_equal(events, analysis.group_events(whole))
    counts = count_parts(pieces, events, engine=ENGINES[engine]())
    once = count_terms(whole.assign(event=events).dropna(subset=["outlet"]))
    pd.testing.assert_frame_equal(counts.cells, once.cells)
    ours, theirs = (pd.DataFrame(c.uses.toarray(), columns=c.terms) for c in (counts, once))
    pd.testing.assert_frame_equal(ours[sorted(ours)], theirs[sorted(theirs)])
    assert counts.uses.sum() > 10_000 and len(pieces) == 10


def test_outlets_are_compared_from_the_scores_without_any_text(expected, parted, tmp_path):
    scores = table(expected, tmp_path).set_index("id")
    scored = scores[scores["not_scored"].isna()].assign(event=lambda frame: frame["published_raw"].str[:7])
    articles = analysis.read_articles(parted).loc[scored.index].assign(event=scored["event"])
    with_text = articles.join(analysis.score_loaded(articles))
    ours, theirs = (
        analysis.compare_outlets(frame, "narrator_loaded_per_1000", outlets=["Outlet 1", "Outlet 2", "Outlet 3"]).table
        for frame in (scored, with_text)
    )
    assert "text" not in scored and ours["n_events"].max() > 3
    pd.testing.assert_frame_equal(ours, theirs, check_exact=True)
