"""The threshold keeps its budget on days that it has not seen, and needs no compiler."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.stats import chi2

from sejuk.sensing.detector import Usual, detect
from sejuk.sensing.scan.zones import street_zones
from sejuk.sensing.threshold import (
    compiled_peaks,
    peaks_in_numpy,
    quiet_days,
    tables_of,
    threshold_for,
)
from sejuk.sensing.zones import sets_of

SIDE = 6
GRID = np.array([(i % SIDE, i // SIDE) for i in range(SIDE * SIDE)]) * 200.0
ZONES = sets_of(street_zones(np.abs(GRID[:, None] - GRID[None]).sum(axis=2)))
AREAS = len(GRID)
MEAN, VARIANCE = 0.1, 0.1 / 60
"""As known after two months."""


def usual(days: int) -> Usual:
    shape = (AREAS, days)
    return Usual(mean=np.full(shape, MEAN), variance=np.full(shape, VARIANCE), open=np.ones(shape))


def test_kernel_and_numpy_agree() -> None:
    quiet = quiet_days(usual(1), 60, 60, np.random.default_rng(3))
    tables = tables_of(usual(1), ZONES, most=int(np.diff(quiet.start).max()))
    plain = peaks_in_numpy(quiet, ZONES, tables, 40.0)
    compiled = compiled_peaks(quiet, tables, 40.0)
    assert np.isinf(plain).any(), "some run passes, or nothing is compared"
    assert np.isfinite(plain[:, -1]).any()
    np.testing.assert_allclose(compiled, plain, rtol=1e-9)
    with ThreadPoolExecutor(2) as threads:
        assert compiled_peaks(quiet, tables, 40.0, threads).tolist() == compiled.tolist()


def test_quiet_days_are_as_the_baseline_says() -> None:
    quiet = quiet_days(usual(1), 400, 50, np.random.default_rng(1))
    days = 400 * 50
    told = len(quiet.area)
    # Mean 20,000 · 3.6; the rates' own spread is small beside Poisson's √72,000.
    assert told == pytest.approx(days * AREAS * MEAN, abs=4 * np.sqrt(days * AREAS * MEAN * 1.2))
    each = np.bincount(quiet.area, minlength=AREAS)
    assert each.min() > 0.8 * each.mean()


@pytest.mark.parametrize("budget", [30.0, pytest.param(91.0, marks=pytest.mark.soak)])
def test_it_keeps_the_budget(budget: float) -> None:
    threshold = threshold_for(budget, usual(1), ZONES, np.random.default_rng(7))
    alarms = watched = 0
    rng = np.random.default_rng(99)
    days = int(4 * budget)
    while watched < 100 * budget:
        # What is known is renewed after each alarm: other rates, and R from 0.
        rates = rng.gamma(MEAN**2 / VARIANCE, VARIANCE / MEAN, AREAS)
        counts = rng.poisson(rates[:, None], (AREAS, days)).astype(float)
        found = detect(counts, usual(days), ZONES, threshold).detections
        alarms += len(found[:1])
        watched += found[0].day + 1 if found else days
    # 95 % limits of a Poisson mean (Garwood 1936), as a share of the budget.
    low, high = chi2.ppf(0.025, 2 * alarms) / 2, chi2.ppf(0.975, 2 * alarms + 2) / 2
    due = watched / budget
    assert low / due < 1.05, (alarms, due)
    assert high / due > 0.6, "and uses it up"


def test_equal_seeds_equal_thresholds() -> None:
    one, two, other = (
        threshold_for(30.0, usual(1), ZONES, np.random.default_rng(seed), runs=50)
        for seed in (1, 1, 2)
    )
    assert one == two != other


def test_without_a_compiler_it_is_the_same() -> None:
    compiled, plain = (
        threshold_for(15.0, usual(1), ZONES, np.random.default_rng(1), runs=20, kernels=kernels)
        for kernels in (True, False)
    )
    assert compiled == pytest.approx(plain, rel=1e-9)
