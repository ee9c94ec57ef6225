"""Goal G13: the same articles give the same table in any order and under any hash seed."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.contrast.outlets import compare_outlets
from tests.hostile.make import recombined

ROOT = Path(analysis.__file__).parents[1]
LONG = "HOSTILE_EXAMPLES" in os.environ
SHUFFLES = 20 if LONG else 3
SEEDS = ["1", "random", "random"] if LONG else ["1"]
DIGEST = """
import hashlib, sys
from analysis import *
articles = read_articles(SAMPLE)
found = find_loaded(articles), find_actors(articles), score_acts(articles), group_events(articles)
said = [table.to_csv() for table in found]
scores = articles.join(score_loaded(articles))
said += [compare_outlets(scores, "loaded_per_1000").table.to_csv(), find_names(articles).to_csv()]
print(hashlib.sha256("".join(said).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def articles():
    rows = recombined(analysis.read_articles(analysis.SAMPLE)["text"].tolist(), 60, seed=9).set_index("id")
    return rows.assign(event=[f"event {k % 8}" for k in range(60)], published=pd.to_datetime(rows["published"]))


def tables(articles):
    """What is said of the articles, sorted by label."""
    scores = articles.join(analysis.score_loaded(articles)).join(analysis.score_acts(articles))
    compared = compare_outlets(scores, "narrator_loaded_per_1000", outlets=["Outlet 1", "Outlet 2", "Outlet 3"])
    copies = analysis.find_copies(articles)
    return {
        "scores": scores.sort_index(),
        "compared": compared.table,
        "events": analysis.group_events(articles).sort_index(),
        "copies": copies.sort_values("article", ignore_index=True),
        "loaded": analysis.find_loaded(articles).sort_values(["article", "start"], ignore_index=True),
    }


def test_the_order_of_the_articles_changes_nothing(articles):
    twice = pd.concat([articles, articles.iloc[:5].rename(index="copy of {}".format)])
    expected = tables(twice)
    assert len(expected["copies"]) == 5 and len(expected["loaded"]) > 100
    for seed in range(SHUFFLES):
        for name, table in tables(twice.sample(frac=1, random_state=seed)).items():
            same = pd.testing.assert_series_equal if name == "events" else pd.testing.assert_frame_equal
            same(table, expected[name], check_exact=True, obj=name)


def test_the_order_of_the_files_changes_no_score(articles, tmp_path):
    files = []
    for k in range(6):
        files.append(tmp_path / f"{k}.jsonl")
        part = articles.iloc[10 * k : 10 * k + 10].drop(columns="published").reset_index()
        part.to_json(files[-1], orient="records", lines=True)
    expected = analysis.read_articles(*files).sort_index()
    for seed in range(SHUFFLES):
        random.Random(seed).shuffle(files)
        pd.testing.assert_frame_equal(analysis.read_articles(*files).sort_index(), expected)


def test_no_hash_seed_changes_a_byte():
    found = set()
    for seed in ["0", *SEEDS]:
        done = subprocess.run([sys.executable, "-c", DIGEST], capture_output=True, text=True, cwd=ROOT, check=True,
                              env={**os.environ, "PYTHONHASHSEED": seed})  # fmt: skip
        found.add(done.stdout.strip())
    assert len(found) == 1 and len(found.pop()) == 64
