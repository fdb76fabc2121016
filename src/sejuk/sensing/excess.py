"""The rate of the next 24 hours: what is usual, moved by the last seven days and near repeats.

What is usual is known but not what the week is like. A week has κ times the usual,

    κ ~ Gamma(strength, strength),  told of the week ~ Poisson(κ · due of the week)

so that with the week's incidents the rate is Gamma again, with mean

    usual · (strength + told)/(strength + due)

The strength is what the record says: how much weeks differ from what is usual. To it comes how
badly the usual itself is known, 1/shape: relative variances add up. And it counts for 60 days at
most: where nothing was ever told, three fights in a week are more than a small rise of nothing.

Near repeats (Townsley, Homel & Chaseling 2003): each incident more than usual within 300 m of an
area's streets, but outside of it, adds `echo` incidents a day for seven days. It is used only where
it forecast better on later days than on those it was chosen on.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.predictive import better, log_score

Floats = NDArray[np.float64]

WEEK = 7


MOST_DAYS = 60.0
"""For which what is usual may count against the last seven."""


class ExcessParams(msgspec.Struct, frozen=True, kw_only=True):
    strengths: tuple[float, ...] = (10.0, 3.0, 5.0, 20.0, 40.0, 1e6)
    """In incidents, the default first; 1e6: weeks do not differ."""
    echoes: tuple[float, ...] = (0.0, 0.002, 0.005, 0.01, 0.02)
    """Incidents a day, none first."""
    least_days: int = 30
    """Scored only from this day on, and not at all below `least_incidents`."""
    least_incidents: float = 50.0


class Week(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the last seven days of each day had, itself not among them."""

    told: Floats
    due: Floats
    """[areas, days]"""
    near: Floats
    near_due: Floats
    """[areas, days] the same of incidents near an area but outside."""


class Forecast(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Rate of each area and day: Gamma(shape, rate) + echo, in incidents of a day of exposure 1."""

    usual: Floats
    shape: Floats
    rate: Floats
    echo: Floats
    """[areas, days]"""

    @property
    def mean(self) -> Floats:
        return np.asarray(self.shape / self.rate + self.echo, np.float64)


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """What the record says of weeks."""

    strength: float
    echo: float


def last_week(daily: Floats) -> Floats:
    """[…, days] sums of the seven days before each."""
    sums = np.zeros((*daily.shape[:-1], daily.shape[-1] + 1))
    np.cumsum(daily, axis=-1, out=sums[..., 1:])
    day = np.arange(daily.shape[-1])
    return np.asarray(sums[..., day] - sums[..., np.maximum(day - WEEK, 0)], np.float64)


def forecast(usual: Floats, shape: Floats, week: Week, by: Fitted) -> Forecast:
    """Of all areas and days.

    Args:
        usual: [areas, days] usual rate.
        shape: [areas, days] of its posterior.
    """
    strength = np.minimum(1.0 / (1.0 / by.strength + 1.0 / shape), usual * MOST_DAYS)
    echo = by.echo * np.maximum(week.near - week.near_due, 0.0)
    return Forecast(
        usual=usual,
        shape=strength + week.told,
        rate=(strength + week.due) / usual,
        echo=echo,
    )


def fit(
    counts: Floats, exposure: Floats, usual: Floats, shape: Floats, week: Week, by: ExcessParams
) -> Fitted:
    """Strength, then echo, by forecasts of one day ahead.

    Args:
        counts, exposure: [areas, days] of the days that are over.
        usual, shape: as in `forecast`; so is `week`.
    """
    plain = Fitted(strength=by.strengths[0], echo=by.echoes[0])
    if counts[:, by.least_days :].sum() < by.least_incidents:
        return plain
    late = slice(by.least_days, counts.shape[1])

    def scored(trial: Fitted) -> Floats:
        found = forecast(usual[:, late], shape[:, late], _part(week, late), trial)
        with np.errstate(divide="ignore"):
            rate = found.shape / (found.mean * exposure[:, late])
        score = log_score(counts[:, late], found.shape, rate)
        return np.asarray(score.sum(axis=0), np.float64)

    strengths = [msgspec.structs.replace(plain, strength=s) for s in by.strengths]
    best = strengths[better([scored(trial) for trial in strengths])]
    if not week.near[:, late].any():
        return best
    echoes = [msgspec.structs.replace(best, echo=echo) for echo in by.echoes]
    return echoes[better([scored(trial) for trial in echoes])]


def _part(week: Week, days: slice) -> Week:
    return Week(
        told=week.told[:, days],
        due=week.due[:, days],
        near=week.near[:, days],
        near_due=week.near_due[:, days],
    )
