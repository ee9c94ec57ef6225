"""Swaps within events, set against all orders written out and against scipy."""
from itertools import permutations, product

import numpy as np
import pytest
from scipy import sparse, stats

from analysis.contrast.swaps import Cells, Contrast


def contrast(table, n_groups):
    """One term; `table` holds its rate per event and group."""
    rates = sparse.csr_matrix(np.asarray(table, dtype=float).reshape(-1, 1))
    cells = Cells(rates, rates, np.repeat(np.arange(len(table)), n_groups), np.tile(np.arange(n_groups), len(table)))
    return Contrast(cells, cells.group == 0)


def test_p_of_two_groups_equals_scipys_permutation_test():
    table = np.random.default_rng(4).poisson(2, (11, 2)) + [[0.5, 0]]
    pair, mean = tuple(table.T), lambda a, b: np.mean(a - b)
    other = stats.permutation_test(pair, mean, permutation_type="samples", n_resamples=np.inf)
    p, p_max = contrast(table, 2).swapped()
    assert [p[0], p_max[0]] == pytest.approx([other.pvalue] * 2, abs=0.02)  # of one term the largest is the only one


def test_z_of_three_groups_equals_all_orders_written_out():
    table = np.array([[3.0, 1, 2], [5, 0, 1]])
    differences = [[row[j] - (row.sum() - row[j]) / 2 for j in range(3)] for row in table]
    every = [(a + b) / 2 for a in differences[0] for b in differences[1]]
    assert contrast(table, 3).z()[0] == pytest.approx(every[0] / np.std(every))


@pytest.mark.parametrize(
    "table",
    [
        [[1, 0]] * 5, [[1, 0]] * 6, [[2, 0], [0, 1], [3, 1], [1, 1]], [[1, 0, 0]] * 3, [[2, 1, 0], [0, 2, 2]],
        [[1, 1]] * 3, [[1, 1, 0], [1, 0, 0]],
    ],
)  # fmt: skip
def test_the_smallest_p_equals_that_of_all_orders_written_out(table):
    rates = np.array(table, dtype=float)
    k = rates.shape[1]
    by_event = [[row[j] - (row.sum() - row[j]) / (k - 1) for j in range(k)] for row in rates]
    far = np.abs([sum(choice) for choice in product(*by_event)])
    assert contrast(rates, k).least_p()[0] == pytest.approx(np.mean(far >= far.max() - 1e-9))


def test_groups_of_outlets_change_outlets_and_keep_their_sizes():
    """Two outlets of one group against one, all orders written out."""
    rates = np.array([[4.0, 1, 0], [2, 2, 1], [0, 3, 0]])
    cells = Cells(*[sparse.csr_matrix(rates.reshape(-1, 1))] * 2, np.repeat(range(3), 3), np.tile(list("aab"), 3))
    found = Contrast(cells, cells.group == "a")
    orders = [[(row[i] + row[j]) / 2 - row[k] for i, j, k in permutations(range(3))] for row in rates]
    every = np.array([sum(choice) / 3 for choice in product(*orders)])
    seen = every[0]
    assert found.by_event().toarray().ravel().tolist() == [2.5, 1, 1.5]
    assert found.z()[0] == pytest.approx(seen / every.std())
    assert found.least_p()[0] == pytest.approx(np.mean(abs(every) >= abs(every).max() - 1e-9))
    drawn = np.hstack(list(found.drawn_z(4_000, seed=0))) * every.std()
    assert np.mean(abs(drawn) >= abs(seen) - 1e-9) == pytest.approx(np.mean(abs(every) >= abs(seen) - 1e-9), abs=0.02)
