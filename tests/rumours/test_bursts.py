"""Bursts: against a closed form, and what must not be one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom

from sejuk.rumours.bursts import BurstParams, bursts

EVEN = np.tile([4.0, 6.0], 15)
"""Five a day, and less clumped than Poisson."""
POISSON = BurstParams(prior_dispersion=1.0)


def last(now: float, exposure: float = 1.0, by: BurstParams | None = None) -> tuple[float, bool]:
    listened = np.append(np.ones(30), exposure)
    found = bursts(np.append(EVEN, now), listened, by)
    return float(found.chance[-1]), bool(found.burst[-1])


@pytest.mark.parametrize("now", [1.0, 5.0, 9.0, 14.0])
def test_the_chance_is_that_of_a_negative_binomial(now: float) -> None:
    """28 days with 140 and the prior's half: mean 5.018, variance 5.018 · (1 + 5.018/140.5)."""
    mean = 140.5 / 28
    over = mean / 140.5
    size = mean / over
    assert last(now, by=POISSON)[0] == pytest.approx(nbinom.sf(now - 1, size, 1 / (1 + over)))


def test_what_rises_beyond_chance_is_a_burst() -> None:
    assert not last(9.0)[1]
    assert last(20.0)[1]
    assert not last(20.0, exposure=4.0)[1]  # four times the listening
    assert not last(20.0, exposure=0.0)[1]


def test_two_are_none_however_rare() -> None:
    seen = np.zeros(31)
    seen[-1] = 2.0
    assert not bursts(seen, np.ones(31)).burst[-1]
    seen[-1] = 6.0
    assert bursts(seen, np.ones(31)).burst[-1]


def test_nothing_is_one_without_a_baseline() -> None:
    found = bursts(np.full(8, 50.0), np.ones(8))
    assert not found.burst.any()
    assert np.isnan(found.due).all()  # seven bins and a guard of two are needed


def test_a_burst_does_not_hide_the_day_after() -> None:
    seen = np.append(EVEN, [25.0, 25.0])
    assert bursts(seen, np.ones(32)).burst[-2:].all()


def test_clumped_counts_are_no_bursts() -> None:
    """Days of four times the variance of Poisson: about one in a hundred, surely not one in ten."""
    rng = np.random.default_rng(5)
    seen = rng.poisson(rng.gamma(1.5, 3.0, 500)).astype(float)
    assert bursts(seen, np.ones(500)).burst.mean() < 0.04
