"""Intervals and tests, each against another implementation or a value done in the head."""
import numpy as np
import pytest
from scipy import sparse, stats

from analysis.contrast.resample import cliffs_delta, false_discovery, interval, smallest_detectable, swap_p, tail_of

rng = np.random.default_rng(7)
FEW, MANY = rng.normal(0.6, 1, 9), rng.exponential(1, 40) - 0.7


@pytest.mark.parametrize(
    "differences, p",
    [
        ([1, 1], 2 / 4),  # ++ and -- of four swaps lie as far out
        ([3, 1, 1], 2 / 8),
        ([1, -1], 1.0),
        ([0, 0, 0], 1.0),
        ([1] * 6, 2 / 64),
        ([0.1, 0.2, -0.3], 1.0),
        ([0.7, 0.3, 0.0, -0.4], 12 / 16),  # .6 again from -.7 -.3 +.4, but for rounding
    ],
)
def test_p_is_the_share_of_swaps_that_lie_as_far_out(differences, p):
    assert swap_p(differences) == pytest.approx(p)


@pytest.mark.parametrize("differences", [FEW, MANY])
def test_p_equals_scipys_permutation_test(differences):
    pairs = (differences, np.zeros_like(differences))
    other = stats.permutation_test(
        pairs, lambda a, b, axis: np.mean(a - b, axis=axis), permutation_type="samples", n_resamples=20_000, rng=1
    )
    exact = len(differences) < 15
    assert swap_p(differences) == pytest.approx(other.pvalue, abs=1e-9 if exact else 0.015)


def test_sampled_p_is_never_zero():
    assert swap_p(np.ones(40)) == 1 / 5_001


def test_columns_of_a_table_are_tested_one_by_one():
    table = np.column_stack([MANY, -MANY, MANY**2])
    assert swap_p(table).tolist() == [swap_p(column) for column in table.T]
    assert interval(table).T == pytest.approx(np.array([interval(column) for column in table.T]))
    assert interval(sparse.csr_matrix(table)) == pytest.approx(interval(table))


@pytest.mark.parametrize("differences", [FEW, MANY])
def test_interval_equals_scipys_bootstrap_at_the_widened_level(differences):
    level = 1 - 2 * tail_of(len(differences))
    other = stats.bootstrap((differences,), np.mean, confidence_level=level, method="percentile", rng=1)
    assert interval(differences) == pytest.approx(list(other.confidence_interval), abs=0.08)


def test_same_seed_same_interval_and_other_seed_another():
    assert interval(FEW).tolist() == interval(FEW).tolist() != interval(FEW, seed=1).tolist()


def test_few_events_get_a_wider_tail_and_many_the_nominal_one():
    assert tail_of(6) == pytest.approx(stats.norm.sf(2.571 * np.sqrt(6 / 5)), rel=0.01)  # t of 5 degrees is 2.571
    assert tail_of(6) < tail_of(12) < tail_of(100_000) == pytest.approx(0.025, abs=1e-5)


def test_one_event_has_no_interval_and_no_p():
    assert np.isnan(interval([2.0])).all() and np.isnan(swap_p([2.0])) and np.isnan(smallest_detectable([2.0]))


@pytest.mark.parametrize(
    "p, q",
    [
        ([0.01, 0.02, 0.03], [0.03, 0.03, 0.03]),  # 3 * .01 / 1, 3 * .02 / 2, 3 * .03 / 3
        ([0.04, 0.001], [0.04, 0.002]),
        ([0.02, np.nan], [0.02, np.nan]),
        ([], []),
    ],
)
def test_q_is_m_times_p_over_its_rank(p, q):
    assert false_discovery(p) == pytest.approx(np.array(q), nan_ok=True)


def test_smallest_detectable_is_2_8_standard_errors():
    assert smallest_detectable([0, 2, 0, 2]) == pytest.approx(2.8 * np.sqrt(4 / 3) / 2)


def test_cliffs_delta_equals_mann_whitneys_u_and_the_count_of_pairs():
    assert cliffs_delta([3, 2], [1, 2]) == pytest.approx(3 / 4)  # 3>1, 3>2, 2>1, 2=2
    a, b = rng.poisson(3, 30), rng.poisson(2, 20)
    assert cliffs_delta(a, b) == pytest.approx(2 * stats.mannwhitneyu(a, b).statistic / (30 * 20) - 1)


def test_intervals_hold_the_truth_95_times_in_100_at_40_events():
    inside = [low <= 0 <= high for low, high in interval(np.random.default_rng(3).normal(size=(40, 1_000))).T]
    assert 0.93 <= np.mean(inside) <= 0.97
