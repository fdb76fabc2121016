"""Results that others published or proved, from small models; docs/explanation/external-checks.md.

Ensign's urn is in `tests/guarantees/test_g03_no_runaway.py`.
"""

from __future__ import annotations

import numpy as np
import pytest

from sejuk.sensing.repeats import with_repeats
from sejuk.simulation.checks.contagion import (
    final_size,
    hawkes_counts,
    hawkes_dispersion,
    hawkes_rate,
    outbreak,
)
from sejuk.simulation.checks.presence import (
    AFTER_MINUTES,
    days_since,
    deterred,
    disorder_within,
    minutes_to_disorder,
)
from sejuk.simulation.checks.queue import mean_wait, must_wait, waits
from sejuk.simulation.checks.reinforcement import polya_urn
from sejuk.simulation.effect.designs import Design
from sejuk.simulation.effect.trials import carried_over


def test_polyas_urn_ends_anywhere_alike() -> None:
    """Ten draws from one ball of each colour: eleven ends of probability 1/11. χ² with 10 degrees
    of freedom passes 29.6 once in a thousand (any table)."""
    ends = polya_urn(10, 20_000, np.random.default_rng(1))
    seen = np.bincount(ends, minlength=12)[1:]
    assert seen.sum() == 20_000
    assert ((seen - 20_000 / 11) ** 2 / (20_000 / 11)).sum() < 29.6


def test_a_drive_by_and_a_stop_of_fifteen_minutes() -> None:
    """Koper 1995: 15 % → 4 % disorder within half an hour; 4 standard errors of 20,000 stops."""
    rng = np.random.default_rng(2)
    for minutes, known in ((0, 0.15), (15, 0.04), (25, 0.04)):
        soon = minutes_to_disorder(minutes, 20_000, rng) <= AFTER_MINUTES
        assert soon.mean() == pytest.approx(known, abs=0.01)
    # The default of 12 minutes keeps most of it.
    assert 0.04 < disorder_within(12) < 0.06 < disorder_within(5) < 0.15


def test_deterrence_that_lasts_four_days_is_seen_to_last_four_days() -> None:
    """Barnes et al. 2020: spots shuffled daily for 248 days, 66 % more after the fourth day. Here
    drawn with 1/6, for enough long absences; 3 events a day, 120 spots, 4 standard errors."""
    rng = np.random.default_rng(3)
    patrolled = rng.random((15 * 8, 248)) < 1 / 6
    counts = rng.poisson(np.where(deterred(patrolled), 3.0, 3.0 * 1.66))
    since = days_since(patrolled)
    rates = [counts[since == day].mean() for day in range(9)]
    assert rates[:5] == pytest.approx([3.0] * 5, abs=0.15)
    assert rates[5:] == pytest.approx([3.0 * 1.66] * 4, abs=0.35)


def test_what_lasts_for_days_makes_a_rotation_see_less() -> None:
    """Reports halved on the night and four more: undrawn areas are mostly still calm, so that the
    ratio is above a half; least so for longer blocks. Never the other way."""
    nightly, blocks, weeks = (
        carried_over(0.5, Design(nights=56, block=block), np.random.default_rng(4), days=4)
        for block in (1, 3, 7)
    )
    assert 0.5 < weeks < blocks < nightly < 1


@pytest.mark.parametrize("eta", [0.2, 0.5])
def test_incidents_that_bring_others(eta: float) -> None:
    """Hawkes 1971: rate μ/(1 − η); variance over mean of long counts 1/(1 − η)². 200 runs of 140
    days: the mean within 4 standard errors, the dispersion within 40 % (χ² with 199 degrees)."""
    counts = hawkes_counts(0.5, eta, 140, 200, np.random.default_rng(5))
    mean = counts.mean()
    error = (hawkes_dispersion(eta) * mean / counts.size) ** 0.5
    assert mean == pytest.approx(hawkes_rate(0.5, eta), abs=4 * error)
    whole = counts.sum(axis=1)
    assert whole.var() / whole.mean() == pytest.approx(hawkes_dispersion(eta), rel=0.4)


def test_the_detector_finds_how_many_each_brings() -> None:
    """The product's own η (`sensing/repeats.py`), in steps of 0.05; ten lone areas."""
    counts = hawkes_counts(1.0, 0.3, 700, 10, np.random.default_rng(6)).astype(float)
    usual = np.full(counts.shape, counts.mean())
    whole = with_repeats(counts, usual, np.ones(counts.shape), np.zeros((10, 10)), 700)
    assert whole.rate == pytest.approx(0.3, abs=0.1)


@pytest.mark.parametrize(("reproduction", "known"), [(1.5, 0.5828), (2.0, 0.7968), (3.0, 0.9405)])
def test_who_has_heard_in_the_end(reproduction: float, known: float) -> None:
    """Kermack & McKendrick 1927; the roots to four digits by Lambert's W: 1 + W(−R·e^−R)/R."""
    assert final_size(reproduction) == pytest.approx(known, abs=1e-4)
    rng = np.random.default_rng(7)
    ends = [outbreak(20_000, reproduction, rng) for _ in range(20)]
    assert np.mean(ends) == pytest.approx(known, abs=0.01)
    assert final_size(0.9) == 0


def test_calls_that_wait_for_crews() -> None:
    """Erlang's C for 2 crews at 75 % load by hand: 9/14; mean wait C/(2μ − λ) = 9/7 services."""
    assert must_wait(1.5, 1.0, 2) == pytest.approx(9 / 14)
    assert mean_wait(1.5, 1.0, 2) == pytest.approx(9 / 7)
    assert mean_wait(0.5, 1.0, 1) == pytest.approx(1.0)  # M/M/1: ρ/(μ − λ)
    found = waits(3.0, 1.0, 4, 200_000, np.random.default_rng(8))
    assert (found > 0).mean() == pytest.approx(must_wait(3.0, 1.0, 4), abs=0.02)
    assert found.mean() == pytest.approx(mean_wait(3.0, 1.0, 4), rel=0.06)
