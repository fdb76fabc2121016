"""What is usual, in each area and on each day, as it was known then: the baseline of rises.

    counts[a, d] ~ Poisson(θ[a] · factor[d] · exposure[a, d])
    θ[a] ~ Gamma(mean μ[a], variance μ[a] · spread)

`factor` is the level of the whole district, incidents for each unit of exposure in an area like the
average, times the day of the week. θ is how many times that an area has; it is 1 on average. For
a day d only days before d − 7 are known: what rises now must not raise what is usual (the guard
band; Farrington et al. 1996 leave recent weeks out for the same reason). Counts fade by half in 60
days, as in the discounted Gamma–Poisson of West & Harrison 1997, section 10.8. With

    told[a] = Σ fade^(d − 8 − s) counts[a, s]
    due[a]  = Σ fade^(d − 8 − s) factor[s] · exposure[a, s]

the posterior of θ[a] is closed, Gamma(μ[a]/spread + told[a], 1/spread + due[a]) (Clayton & Kaldor
1987), and what a day brings is negative binomial. μ[a] is half the neighbours' and half the
district's (1); the spread between areas is found by moments (Marshall 1991, section 2.2), less what
chance adds to it.

A day on which a source was silent has no exposure, so that nothing is learned from it.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

DAYS_OF_WEEK = 7


class BaselineParams(msgspec.Struct, frozen=True, kw_only=True):
    """Priors count in incidents: so many seen weigh as much as the prior."""

    guard_days: int = 7
    """Before the day itself; not used for it."""
    half_life_days: float = 60.0
    """Of areas and days of the week."""
    level_half_life_days: float = 28.0
    """Of the district as a whole, which has more incidents to learn from and moves with season."""
    prior_incidents: float = 0.2
    prior_exposure: float = 6.0
    """Level while nothing is known: one incident in 30 days of an area; gone after some days."""
    weekday_incidents: float = 30.0
    """On one day of the week, for its factor to be half its own."""
    spread: float = 1.0
    """Variance of areas' rates about their mean, in squares of it, while nothing is known."""
    spread_incidents: float = 20.0
    least_spread: float = 0.02
    neighbours_share: float = 0.5


class Baselines(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """expected[a, d] = shape/rate · factor[d] · exposure[a, d]; its predictive is negative
    binomial, of `shape` and success probability rate/(rate + factor · exposure)."""

    shape: Floats
    rate: Floats
    """[areas, days] Gamma posterior of incidents a day, in units of factor · exposure."""
    told: Floats
    due: Floats
    """[areas, days] what shape and rate have from the days before, without their prior."""
    factor: Floats
    """[days] district level × day of the week."""

    def expected(self, exposure: Floats) -> Floats:
        """[areas, days] incidents."""
        return np.asarray(self.shape / self.rate * self.factor * exposure, np.float64)


def baselines(
    counts: Floats, exposure: Floats, neighbours: Floats, weekday: Whole, by: BaselineParams
) -> Baselines:
    """What is usual on each day, from days before the guard band alone.

    Args:
        counts: [areas, days] incidents.
        exposure: [areas, days] parts of a day (or minutes of patrol) in which they could be told.
        neighbours: [areas, areas] weights, rows adding up to 1; a row of zeros has no neighbours.
        weekday: [days] 0 … 6.

    Raises ValueError for shapes that do not fit together.
    """
    areas, days = counts.shape
    if exposure.shape != (areas, days) or weekday.shape != (days,):
        raise ValueError("counts, exposure and weekday have different areas or days")
    if neighbours.shape != (areas, areas):
        raise ValueError("neighbours must be [areas, areas]")
    known = _walk(counts, exposure, weekday, by)
    strength = 1.0 / known.spread
    around = (neighbours @ known.told + strength) / (neighbours @ known.due + strength)
    mean = (1.0 - by.neighbours_share) + by.neighbours_share * around
    return Baselines(
        shape=mean * strength + known.told,
        rate=strength + known.due,
        told=known.told,
        due=known.due,
        factor=known.factor,
    )


class _Known(msgspec.Struct, frozen=True, eq=False):
    """For each day, what the days before the guard band had told."""

    told: Floats
    due: Floats
    """[areas, days] faded counts, and how many they would be if every θ were 1."""
    spread: Floats
    factor: Floats
    """[days]"""


def _walk(counts: Floats, exposure: Floats, weekday: Whole, by: BaselineParams) -> _Known:
    """Day after day, each folding in the one that leaves the guard band."""
    areas, days = counts.shape
    counted = np.where(exposure > 0, counts, 0.0)
    known = _Known(np.zeros((areas, days)), np.zeros((areas, days)), np.ones(days), np.ones(days))
    fade = 0.5 ** (1.0 / by.half_life_days)
    fade_level = 0.5 ** (1.0 / by.level_half_life_days)
    told, due, chance = np.zeros(areas), np.zeros(areas), np.zeros(areas)
    week_told, week_due = np.zeros(DAYS_OF_WEEK), np.zeros(DAYS_OF_WEEK)
    level_told = level_due = 0.0
    level, spread = by.prior_incidents / by.prior_exposure, by.spread
    share, week = np.ones(areas), np.ones(DAYS_OF_WEEK)
    for day in range(days):
        past = day - by.guard_days - 1
        if past >= 0:
            k, today, open_ = weekday[past], counted[:, past], exposure[:, past]
            # As if all of the exposure were in areas like the average, or the outage of a busy
            # market would look like calm in the whole district.
            usual, total = float(open_ @ share), float(today.sum())
            level_told = fade_level * level_told + total
            level_due = fade_level * level_due + usual * week[k]
            level = (by.prior_incidents + level_told) / (by.prior_exposure + level_due)
            week_told, week_due = fade * week_told, fade * week_due
            week_told[k] += total
            week_due[k] += usual * level
            week = (by.weekday_incidents + week_told) / (by.weekday_incidents + week_due)
            week /= week.mean()
            due_today = level * week[k] * open_
            told = fade * told + today
            due = fade * due + due_today
            chance = fade**2 * chance + due_today
            # The level of early days was less well known than today's: θ is 1 on average.
            scale = (1.0 + told.sum()) / (1.0 + due.sum())
            spread = _spread(told, due * scale, chance * scale, by)
            share = (told + 1.0 / spread) / (due * scale + 1.0 / spread)
            share /= share.mean()
            known.told[:, day], known.due[:, day] = told, due * scale
        known.factor[day] = level * week[weekday[day]]
        known.spread[day] = spread
    return known


def _spread(told: Floats, due: Floats, chance: Floats, by: BaselineParams) -> float:
    """Variance of θ between areas, by moments: what they differ by, less what chance adds.

    Marshall 1991, equations 4 and 5, for counts that have faded: the variance of Σ w · y is
    Σ w² · rate, `chance`. Weighted with the prior, which stands for `spread_incidents`.
    """
    seen = due > 0
    told, due, chance = told[seen], due[seen], chance[seen]
    total = float(due.sum())
    if total <= 0:
        return by.spread
    apart = float(((told - due) ** 2 / due).sum())
    by_chance = float((chance / due * (1.0 - due / total)).sum())
    weight = total - float((due**2).sum()) / total
    found = (apart - by_chance + by.spread * by.spread_incidents) / (weight + by.spread_incidents)
    return max(found, by.least_spread)
