"""Whom each category of the lexicon falls on in real news: nothing on one side without its counterpart."""

import pytest

from analysis.validate.balance import SIDES, TWICE, balance
from analysis.validate.datasets import FILES


@pytest.mark.parametrize("name", SIDES)
def test_no_category_falls_twice_as_often_on_one_side_without_its_counterpart(data, name):
    path = data / FILES[name]
    if not path.is_file():
        pytest.skip(f"no {path.name} among the annotated data")
    table = balance(path, name)
    columns = ["category", "first_hits", "second_hits", "ratio", "low", "high", "sided"]
    print(f"\n{name}, {table['second'][0]} over {table['first'][0]}\n{table[columns].round(2).to_string(index=False)}")
    assert len(table) >= 5 and (table["ratio"] > 0).all()
    twice = table[(table["ratio"] >= TWICE) | (table["ratio"] <= 1 / TWICE)]
    assert {row.category: row.bare for row in twice.itertuples() if row.bare} == {}
