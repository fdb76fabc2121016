"""The detector against its definition, written plainly, and against scipy's distributions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import nbinom, poisson

from sejuk.sensing.detector import (
    RISES,
    Usual,
    ZoneUsual,
    detect,
    likely_areas,
    log_ratios,
    zone_usual,
)
from sejuk.sensing.scan.zones import street_zones
from sejuk.sensing.zones import ZoneSets, sets_of

SIDE = 4
GRID = np.array([(i % SIDE, i // SIDE) for i in range(SIDE * SIDE)]) * 200.0
METRES = np.abs(GRID[:, None] - GRID[None]).sum(axis=2)
"""Sixteen areas, their streets a grid."""
ZONES = sets_of(street_zones(METRES))


def usual(mean: float = 0.1, days: int = 40, variance: float = 0.001) -> Usual:
    shape = (len(METRES), days)
    return Usual(mean=np.full(shape, mean), variance=np.full(shape, variance), open=np.ones(shape))


def quiet_counts(days: int = 40, seed: int = 2) -> NDArray[np.float64]:
    return np.random.default_rng(seed).poisson(0.1, (len(METRES), days)).astype(float)


def one(mean: float, variance: float) -> ZoneUsual:
    return ZoneUsual(
        mean=np.array([[mean]]), variance=np.array([[variance]]), open=np.array([[1.0]])
    )


@pytest.mark.parametrize("count", [0, 1, 3, 12])
@pytest.mark.parametrize(("mean", "variance"), [(0.4, 0.01), (3.0, 2.0), (0.02, 1e-4)])
def test_ratios_are_of_two_negative_binomials(mean: float, variance: float, count: int) -> None:
    def chance(m: float) -> float:
        shape = m**2 / variance
        return float(nbinom.pmf(count, shape, shape / (shape + m)))

    ratio = np.exp(log_ratios(np.array([[float(count)]]), one(mean, variance), RISES))[0, :, 0]
    expected = [chance(mean + rise) / chance(mean) for rise in RISES]
    assert ratio.tolist() == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("count", [0, 2, 9])
def test_a_rate_known_for_certain_is_poisson(count: int) -> None:
    ratio = np.exp(log_ratios(np.array([[float(count)]]), one(0.5, 0.0), RISES))[0, :, 0]
    expected = [poisson.pmf(count, 0.5 + rise) / poisson.pmf(count, 0.5) for rise in RISES]
    assert ratio.tolist() == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(("mean", "variance"), [(0.4, 0.01), (3.0, 2.0)])
def test_a_ratio_is_one_on_average_while_nothing_rises(mean: float, variance: float) -> None:
    # Σ p0(c) · p1(c)/p0(c) = 1: what makes R[d] − d a martingale, and the budget hold.
    counts = np.arange(400.0)[None]
    usual_ = repeated(one(mean, variance), counts.shape[1])
    ratio = np.exp(log_ratios(counts, usual_, RISES))[0]
    shape = mean**2 / variance
    chance = nbinom.pmf(counts[0], shape, shape / (shape + mean))
    assert (ratio * chance).sum(axis=1).tolist() == pytest.approx([1.0] * len(RISES), abs=1e-9)


def repeated(usual_: ZoneUsual, count: int) -> ZoneUsual:
    return ZoneUsual(
        mean=np.repeat(usual_.mean, count, 1),
        variance=np.repeat(usual_.variance, count, 1),
        open=np.repeat(usual_.open, count, 1),
    )


def test_the_statistic_is_the_sum_over_beginnings() -> None:
    # R[d] = mean over zones and rises of Σ_k Π_{i = k … d} L[i], without the recursion.
    days = 12
    counts = quiet_counts(days)
    run = detect(counts, usual(days=days), ZONES, threshold=np.inf)
    ratio = np.exp(log_ratios(ZONES.total(counts), zone_usual(usual(days=days), ZONES), RISES))
    for day in range(days):
        sums = sum(ratio[:, :, k : day + 1].prod(axis=2) for k in range(day + 1))
        assert run.statistic[day] == pytest.approx(np.mean(sums), rel=1e-9)
    assert run.detections == ()


@settings(max_examples=20)
@given(st.integers(0, 2**32), st.integers(1, 38))
def test_what_comes_later_changes_nothing(seed: int, day: int) -> None:
    counts = quiet_counts(seed=seed)
    later = counts.copy()
    later[:, day:] += 3
    one_run, other = (detect(c, usual(), ZONES, threshold=30.0) for c in (counts, later))
    assert one_run.statistic[:day].tolist() == other.statistic[:day].tolist()


def test_a_rise_is_found_where_and_when_it_is() -> None:
    counts = quiet_counts()
    block = [5, 6, 9, 10]
    counts[np.ix_(block, range(30, 40))] += 1
    run = detect(counts, usual(), ZONES, threshold=50.0)
    found = run.detections[0]
    assert 30 < found.day <= 33
    assert 29 <= found.since <= 31
    assert set(found.areas[:3].tolist()) <= set(block)
    assert found.statistic >= 50.0
    assert run.statistic[found.day] == found.statistic


def test_an_alarm_sets_it_back() -> None:
    counts = quiet_counts()
    counts[5, 20] += 8
    run = detect(counts, usual(), ZONES, threshold=50.0)
    assert [found.day for found in run.detections] == [20]
    assert run.statistic[21] < 5.0


def test_where_nothing_could_be_told_nothing_is_concluded() -> None:
    closed = usual()
    closed.open[:, 10:] = 0.0
    closed.mean[:, 10:] = 0.0
    counts = quiet_counts()
    counts[:, 10:] = 0.0
    run = detect(counts, closed, ZONES, threshold=np.inf)
    # L = 1 on such days: R grows by one a day.
    assert np.diff(run.statistic[9:]).tolist() == pytest.approx([1.0] * 30)


def test_days_before_the_first_are_not_watched() -> None:
    counts = quiet_counts()
    counts[3, 5] += 9
    run = detect(counts, usual(), ZONES, threshold=50.0, first=6)
    assert run.detections == ()
    assert run.statistic[:6].tolist() == [0.0] * 6


@settings(max_examples=30)
@given(st.integers(0, 2**32))
def test_the_areas_named_are_most_like_the_true_zone(seed: int) -> None:
    rng = np.random.default_rng(seed)
    belief = rng.dirichlet(np.full(len(ZONES), 0.1))
    members = [set(ZONES.of(z).tolist()) for z in range(len(ZONES))]
    certainty = np.array(
        [sum(b for b, m in zip(belief, members, strict=True) if a in m) for a in range(16)]
    )

    def mean_jaccard(chosen: set[int]) -> float:
        pairs = zip(belief, members, strict=True)
        return sum(float(b) * len(chosen & m) / len(chosen | m) for b, m in pairs)

    found = likely_areas(belief, certainty, ZONES).tolist()
    ranked = sorted(range(16), key=lambda a: (-certainty[a], a))
    best = max(mean_jaccard(set(ranked[:size])) for size in range(1, 17))
    assert found == ranked[: len(found)]
    assert mean_jaccard(set(found)) == pytest.approx(best)


def test_zones_of_one_area_alone() -> None:
    alone = ZoneSets(start=np.array([0, 1]), member=np.array([0]), areas=1)
    counts = np.array([[0.0, 6.0, 0.0]])
    usual_ = Usual(mean=np.full((1, 3), 0.2), variance=np.full((1, 3), 0.01), open=np.ones((1, 3)))
    (found,) = detect(counts, usual_, alone, threshold=20.0).detections
    assert (found.day, found.since, found.areas.tolist()) == (1, 1, [0])
