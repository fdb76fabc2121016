"""Poisson regression: closed forms, first-order conditions, what cannot be fitted."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.sensing.scan.baseline import fit_poisson, trend_baseline


def test_one_rate_is_cases_over_exposure() -> None:
    counts, exposure = np.array([3.0, 0.0, 9.0]), np.array([10.0, 20.0, 30.0])
    found = fit_poisson(np.ones((3, 1)), counts, exposure)
    assert found == pytest.approx([math.log(12 / 60)])


def test_two_times_are_fitted_exactly() -> None:
    # Rates 0.1 and 0.2 a year apart: the line through both logarithms.
    expected, beta = trend_baseline(
        np.array([[10.0, 40.0, 0.0]]),
        np.array([[100.0, 200.0, 50.0]]),
        np.array([1984.0, 1985.0, 1986.0]),
        before=2,
    )
    assert beta == pytest.approx([math.log(0.2), math.log(2)])
    assert expected == pytest.approx(np.array([[10, 40, 50 * 0.4]]))


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_first_order_conditions(seed: int) -> None:
    """At the maximum of the likelihood the residuals are orthogonal to each column."""
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(60), rng.normal(size=(60, 2))])
    exposure = rng.uniform(0.5, 50, 60)
    counts = rng.poisson(exposure * np.exp(design @ [0.2, 0.5, -0.4])).astype(float)
    beta = fit_poisson(design, counts, exposure)
    residual = counts - exposure * np.exp(design @ beta)
    assert np.abs(design.T @ residual).max() < 1e-6 * counts.sum()


@pytest.mark.parametrize(
    ("design", "counts", "exposure"),
    [
        (np.ones((3, 1)), np.zeros(3), np.ones(3)),  # no case: log 0
        (np.ones((3, 1)), np.ones(3), np.array([1.0, 0.0, 1.0])),  # nobody there
        (np.ones((3, 2)), np.ones(3), np.ones(3)),  # the same column twice
        # All cases in one of two groups: the other's coefficient has no end.
        (np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 1.0]]), np.array([2.0, 3.0, 0.0]), np.ones(3)),
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")
def test_what_cannot_be_fitted(
    design: np.ndarray, counts: np.ndarray, exposure: np.ndarray
) -> None:
    with pytest.raises(ValueError, match="Poisson regression"):
        fit_poisson(design, counts, exposure)
