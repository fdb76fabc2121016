"""Counts → the rate of the next 24 hours in every area, neighbourhoods and borders by themselves.

What patrols find tells of an area's share θ as what residents tell does, each with its own
exposure: the posterior has the incidents of both above, and what was due to both below.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.baseline import BaselineParams, baselines
from sejuk.sensing.counts import Counts
from sejuk.sensing.excess import ExcessParams, Fitted, Forecast, Week, fit, forecast, last_week
from sejuk.sensing.ground import Ground

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class RatesParams(msgspec.Struct, frozen=True, kw_only=True):
    told: BaselineParams = BaselineParams()
    found: BaselineParams = BaselineParams(prior_incidents=0.2, prior_exposure=120.0)
    """Exposure in minutes of patrol."""
    excess: ExcessParams = ExcessParams()


class Rates(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """[areas] of the day to come: Gamma(shape, rate) + echo, where usual were as usual."""

    usual: Floats
    shape: Floats
    rate: Floats
    echo: Floats
    neighbourhoods: Fitted | None
    borders: Fitted | None


def rates(counts: Counts, ground: Ground, weekdays: Whole, by: RatesParams) -> Rates:
    """Of the day after the last.

    Args:
        weekdays: [count + 1]
    """
    of_day = np.zeros((4, len(ground.areas)))
    fitted: list[Fitted | None] = []
    for rows in (np.flatnonzero(~ground.border), np.flatnonzero(ground.border)):
        if not len(rows):
            fitted.append(None)
            continue
        kind = part_of(counts, rows)
        inside = np.ix_(rows, rows)
        reach = None if ground.reach is None else ground.reach[inside]
        how, found = forecasts(kind, ground.neighbours[inside], reach, weekdays, by)
        fitted.append(how)
        of_day[:, rows] = [f[:, -1] for f in (found.usual, found.shape, found.rate, found.echo)]
    usual, shape, rate, echo = of_day
    return Rates(
        usual=usual,
        shape=shape,
        rate=rate,
        echo=echo,
        neighbourhoods=fitted[0],
        borders=fitted[1],
    )


def forecasts(
    counts: Counts,
    neighbours: Floats,
    reach: Floats | None,
    weekdays: Whole,
    by: RatesParams,
    fitted: Fitted | None = None,
) -> tuple[Fitted, Forecast]:
    """[areas, count + 1] of each day from those before it, all areas being of one kind.

    Args:
        fitted: what is known of weeks; None: as these days say, which is hindsight for all days
            but the last.
    """
    told = np.pad(counts.told * (counts.open[:, :-1] > 0), ((0, 0), (0, 1)))
    usual = baselines(told, counts.open, neighbours, weekdays, by.told)
    shape, rate = usual.shape, usual.rate
    told_week = last_week(told)
    open_week = last_week(usual.factor * counts.open)
    near_week = last_week(np.pad(counts.near, ((0, 0), (0, 1))))
    near_due = np.zeros_like(told) if reach is None else reach @ (shape / rate * open_week)
    if counts.minutes.any():
        found = np.pad(counts.found, ((0, 0), (0, 1)))
        patrols = baselines(found, counts.minutes, neighbours, weekdays, by.found)
        shape, rate = shape + patrols.told, rate + patrols.due
        told_week += last_week(found)
        open_week += last_week(patrols.factor * counts.minutes)
    week = Week(told=told_week, due=shape / rate * open_week, near=near_week, near_due=near_due)
    expected = shape / rate * usual.factor
    if fitted is None:
        over = slice(0, counts.days)
        fitted = fit(
            told[:, over],
            counts.open[:, over],
            expected[:, over],
            shape[:, over],
            week,
            by.excess,
        )
    return fitted, forecast(expected, shape, week, fitted)


def part_of(counts: Counts, rows: Whole) -> Counts:
    """The counts of some areas."""
    return Counts(
        told=counts.told[rows],
        found=counts.found[rows],
        near=counts.near[rows],
        open=counts.open[rows],
        minutes=counts.minutes[rows],
        evidence=counts.evidence[rows],
        dispersion=counts.dispersion[rows],
    )
