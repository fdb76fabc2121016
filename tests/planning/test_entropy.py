"""Maximum-entropy weights: closed forms, the Karush–Kuhn–Tucker conditions, honest misses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sejuk.planning.entropy import GROWING, Entropy, Limits, maximum_entropy

NONE = math.inf


def limits(rows: list[list[float]], floor: list[float], cap: list[float]) -> Limits:
    return Limits(
        rows=np.array(rows, float).reshape(len(rows), -1),
        floor=np.array(floor, float),
        cap=np.array(cap, float),
        names=tuple(f"c{c}" for c in range(len(rows))),
    )


@pytest.mark.parametrize(
    ("rows", "floor", "cap", "expected"),
    [
        # Nothing binds: all alike.
        ([[1, 0, 0, 0]], [0], [NONE], [0.25] * 4),
        ([[1, 1, 0, 0]], [0.3], [0.6], [0.25] * 4),
        # One of four must have 0.4: the rest share 0.6.
        ([[1, 0, 0, 0]], [0.4], [NONE], [0.4, 0.2, 0.2, 0.2]),
        # One of three may have 0.1 at most.
        ([[1, 0, 0]], [0], [0.1], [0.1, 0.45, 0.45]),
        # Two of four must have 0.8 together.
        ([[1, 1, 0, 0]], [0.8], [NONE], [0.4, 0.4, 0.1, 0.1]),
        # Independent halves, 0.6 and 0.8: products, as entropy asks for independence.
        ([[1, 1, 0, 0], [1, 0, 1, 0]], [0.6, 0.8], [NONE, NONE], [0.48, 0.12, 0.32, 0.08]),
        # The same row twice: one limit.
        ([[1, 0, 0]] * 2, [0.5, 0.5], [NONE, NONE], [0.5, 0.25, 0.25]),
        # Floor and cap meet.
        ([[1, 0]], [0.3], [0.3], [0.3, 0.7]),
    ],
)
def test_closed_forms(
    rows: list[list[float]], floor: list[float], cap: list[float], expected: list[float]
) -> None:
    found = maximum_entropy(limits(rows, floor, cap))
    assert found.weights == pytest.approx(expected, abs=1e-6)
    assert found.short == found.over == ()


def test_mean_of_a_die() -> None:
    """Jaynes' die of mean 4.5: weights x^k with x = 1.449254 (his Brandeis lectures, 1963)."""
    found = maximum_entropy(limits([[1, 2, 3, 4, 5, 6]], [4.5], [NONE]))
    jaynes = [0.05435, 0.07877, 0.11416, 0.16545, 0.23977, 0.34749]
    assert found.weights == pytest.approx(jaynes, abs=1e-5)


@pytest.mark.parametrize(
    ("rows", "floor", "cap", "short"),
    [
        # No plan does it.
        ([[0, 0, 0]], [0.2], [NONE], {"c0": 0.2}),
        # A floor of 1 that two of three plans can meet: they can, alone.
        ([[1, 1, 0]], [1.0], [NONE], {}),
        # The floor passes the cap on the same plans by 0.2 (given to either side).
        ([[1, 0], [1, 0]], [0.6, 0], [NONE, 0.4], None),
        # Two that exclude each other want 1.4: 0.4 is missing in all.
        ([[1, 0, 0], [0, 1, 0]], [0.7, 0.7], [NONE, NONE], None),
    ],
)
def test_what_cannot_be_met_is_named(
    rows: list[list[float]],
    floor: list[float],
    cap: list[float],
    short: dict[str, float] | None,
) -> None:
    found = maximum_entropy(limits(rows, floor, cap))
    assert found.weights.sum() == pytest.approx(1)
    if short is not None:
        assert dict(found.short) == pytest.approx(short, abs=1e-3)
        return
    missing = sum(by for _, by in (*found.short, *found.over))
    assert missing == pytest.approx(0.2 if len(rows[0]) == 2 else 0.4, abs=1e-3)


def test_a_floor_above_its_cap_is_an_error() -> None:
    with pytest.raises(ValueError, match="above its cap"):
        maximum_entropy(limits([[1, 0]], [0.6], [0.5]))


def test_no_limits_at_all() -> None:
    none = Limits(rows=np.zeros((0, 5)), floor=np.zeros(0), cap=np.zeros(0), names=())
    assert maximum_entropy(none).weights == pytest.approx([0.2] * 5)


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(2, 40), st.integers(1, 60))
def test_first_order_conditions(seed: int, plans: int, count: int) -> None:
    """Feasible by construction, around a drawn q: KKT holds, and q has no more entropy."""
    rng = np.random.default_rng(seed)
    rows = (rng.random((count, plans)) < 0.3).astype(float)
    inside = rng.dirichlet(np.ones(plans) * 2)
    mean = rows @ inside
    floor = np.where(rng.random(count) < 0.5, np.maximum(mean - rng.random(count) * 0.2, 0), 0.0)
    cap = np.where(rng.random(count) < 0.5, mean + rng.random(count) * 0.2, np.inf)
    given_limits = Limits(rows=rows, floor=floor, cap=cap, names=tuple(map(str, range(count))))
    found = maximum_entropy(given_limits)
    _check_kkt(given_limits, found)
    assert _entropy(found.weights) >= _entropy(inside) - 1e-5


def _check_kkt(given_limits: Limits, found: Entropy) -> None:
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights > 0).all()
    # Primal: inside the limits. Dual: prices from 0 to C.
    assert (found.marginals >= given_limits.floor - 1e-5).all()
    assert (found.marginals <= given_limits.cap + 1e-5).all()
    for price in (found.floor_price, found.cap_price):
        assert (price >= 0).all()
        assert (price <= GROWING[-1]).all()
    # Complementary: a price only where the limit is met exactly.
    slack_below = found.marginals - given_limits.floor
    slack_above = np.where(np.isfinite(given_limits.cap), given_limits.cap - found.marginals, 0.0)
    assert np.abs(found.floor_price * slack_below).max() < 1e-4
    assert np.abs(found.cap_price * slack_above).max() < 1e-4
    # Stationary: log q = price · rows + constant.
    power = (found.floor_price - found.cap_price) @ given_limits.rows
    spread = np.log(found.weights) - power
    assert np.ptp(spread) < 1e-6 * (1 + np.abs(power).max())


def _entropy(weights: np.ndarray) -> float:
    kept = weights[weights > 0]
    return float(-(kept * np.log(kept)).sum())


@pytest.mark.parametrize("seed", range(12))
def test_out_of_reach_no_more_is_missing_than_must(seed: int) -> None:
    """As pools have it: hundreds of half-hours, all in 0.5 of the nights at most, and plans too
    alike for that. HiGHS, by SciPy, finds the least that can be missing in all."""
    rng = np.random.default_rng(seed)
    common = rng.random(300) < 0.06
    rows = (common[:, None] ^ (rng.random((300, 24)) < 0.04)).astype(float)
    floor = np.where(rng.random(300) < 0.2, 0.1, 0.0)
    cap = np.full(300, 0.5)
    found = maximum_entropy(Limits(rows=rows, floor=floor, cap=cap, names=("",) * 300))
    missing = sum(by for _, by in (*found.short, *found.over))
    sides, least = np.vstack([-rows, rows]), np.concatenate([-floor, cap])
    slack = np.eye(600)
    must = linprog(
        np.r_[np.zeros(24), np.ones(600)],
        A_ub=np.hstack([sides, -slack]),
        b_ub=least,
        A_eq=[np.r_[np.ones(24), np.zeros(600)]],
        b_eq=[1],
    )
    assert must.fun is not None
    assert must.fun > 0.5
    assert missing <= must.fun + math.log(24) / GROWING[-1] + 0.02
    # Not one plan every night because some limit is out of reach anyway.
    assert found.weights.max() < 0.6
