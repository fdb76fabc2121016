"""Weeks and near repeats: by hand, against SciPy, and found again where they were put in."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom

from sejuk.sensing.excess import ExcessParams, Fitted, Floats, Week, fit, forecast, last_week
from sejuk.sensing.predictive import better, log_score, randomised_pit


def week(told: float, due: float, near: float = 0.0, near_due: float = 0.0) -> Week:
    one = [np.full((1, 1), value) for value in (told, due, near, near_due)]
    return Week(told=one[0], due=one[1], near=one[2], near_due=one[3])


def test_by_hand() -> None:
    usual, shape = np.full((1, 1), 0.5), np.full((1, 1), 10.0)
    found = forecast(usual, shape, week(8.0, 3.5, 4.0, 1.0), Fitted(strength=10.0, echo=0.01))
    # Strength 1/(1/10 + 1/10) = 5: 0.5 · (5 + 8)/(5 + 3.5), and 0.01 for each of three too many.
    assert found.mean[0, 0] == pytest.approx(0.5 * 13 / 8.5 + 0.03)
    calm = forecast(usual, shape, week(8.0, 3.5, 0.0, 1.0), Fitted(strength=10.0, echo=0.01))
    assert calm.echo[0, 0] == 0.0
    # Where 0.001 a day is usual, that counts for 60 days: 0.001 · (0.06 + 3)/(0.06 + 0.007).
    rare = forecast(usual / 500, shape, week(3.0, 0.007), Fitted(strength=10.0, echo=0.0))
    assert rare.mean[0, 0] == pytest.approx(0.001 * 3.06 / 0.067)


def test_the_last_week_is_seven_days_and_not_today() -> None:
    daily = np.arange(10.0)[None]
    assert last_week(daily)[0].tolist() == [0, 0, 1, 3, 6, 10, 15, 21, 28, 35]


def test_scores_are_those_of_the_negative_binomial() -> None:
    rng = np.random.default_rng(1)
    shape, rate = rng.gamma(2, 2, 200), rng.gamma(2, 2, 200)
    counts = rng.poisson(shape / rate).astype(float)
    chance = rate / (rate + 1)
    assert log_score(counts, shape, rate) == pytest.approx(nbinom.logpmf(counts, shape, chance))
    ones, zeros = np.ones(200), np.zeros(200)
    assert randomised_pit(counts, shape, rate, ones) == pytest.approx(
        nbinom.cdf(counts, shape, chance)
    )
    assert randomised_pit(counts, shape, rate, zeros) == pytest.approx(
        nbinom.cdf(counts - 1, shape, chance)
    )
    assert log_score(np.array([0.0, 3.0]), np.ones(2), np.full(2, np.inf)).tolist() == [0.0, 0.0]


def test_another_must_win_early_and_late() -> None:
    none, early, both = np.zeros(10), np.array([5.0] * 5 + [-1.0] * 5), np.full(10, 1.0)
    assert better([none, both]) == 1
    assert better([none, early]) == 0
    assert better([none, both / 10]) == 0, "by less than the margin"


def simulated(echo: float, seed: int = 3) -> tuple[Floats, Week, Floats]:
    """A ring of 40 areas; each incident raises both neighbours by `echo` for seven days."""
    rng = np.random.default_rng(seed)
    areas, days, usual = 40, 400, 0.3
    counts, near = np.zeros((areas, days)), np.zeros((areas, days))
    for day in range(days):
        week_near = near[:, max(day - 7, 0) : day].sum(axis=1)
        counts[:, day] = rng.poisson(usual * (1 - 14 * echo) + echo * week_near)
        near[:, day] = np.roll(counts[:, day], 1) + np.roll(counts[:, day], -1)
    due = np.full((areas, days), 7 * usual)
    return (
        counts,
        Week(told=last_week(counts), due=due, near=last_week(near), near_due=2 * due),
        np.full((areas, days), usual),
    )


@pytest.mark.parametrize(("echo", "used"), [(0.0, False), (0.02, True)])
def test_an_echo_is_used_where_there_is_one(echo: float, used: bool) -> None:
    counts, last, usual = simulated(echo)
    shape = np.full_like(usual, 50.0)
    found = fit(counts, np.ones_like(counts), usual, shape, last, ExcessParams())
    assert (found.echo > 0) == used


def test_of_a_few_incidents_nothing_is_learned() -> None:
    counts, last, usual = simulated(0.02)
    few = np.zeros_like(counts)
    few[0, 100:149] = 1.0
    found = fit(few, np.ones_like(few), usual, usual, last, ExcessParams())
    assert found == Fitted(strength=10.0, echo=0.0)
