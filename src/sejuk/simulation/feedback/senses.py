"""What the product's own sensing makes of a simulated record: tension with its upper end."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from sejuk.sensing.counts import Counts
from sejuk.sensing.excess import Fitted
from sejuk.sensing.inflation import Inflation, inflation, relative_presence
from sejuk.sensing.rates import RatesParams, forecasts
from sejuk.sensing.tension import SensingParams
from sejuk.simulation.feedback.history import Record

Floats = NDArray[np.float64]

WINDOW_DAYS = SensingParams().window_days
REFERENCE, MOST, UPPER = 50.0, 100.0, 0.9
"""Of tension; the upper end of the 80 % interval."""


STEADY = Fitted(strength=1e6, echo=0.0)
"""Weeks do not differ and nothing repeats: so this world is, and finding that out takes long."""


class Sense(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    mean: Floats
    high: Floats
    """[areas] 0–100."""
    inflation: Inflation


def sense_record(record: Record, neighbours: Floats, *, corrected: bool) -> Sense:
    """What is known at the end of the last night; 50 everywhere before there is a day."""
    days = slice(max(record.days - WINDOW_DAYS, 0), record.days)
    told, found, minutes = record.told[:, days], record.found[:, days], record.minutes[:, days]
    presence = relative_presence(minutes)
    how = Inflation()
    if corrected:
        open_ = np.ones_like(told)
        how = inflation(told, open_, presence, record.drawn[:, days], record.chance[:, days])
    mean, high = sense_counts(
        told, found, minutes, how.exposure(np.ones_like(told), presence), neighbours
    )
    return Sense(mean=mean, high=high, inflation=how)


def sense_counts(
    told: Floats, found: Floats, minutes: Floats, open_: Floats, neighbours: Floats
) -> tuple[Floats, Floats]:
    """[areas] tension of the day after the last, and its upper end.

    Args:
        told, found: [areas, days] by residents; by patrols.
        minutes: [areas, days] of patrol, the exposure of what they found.
        open_: [areas, days] exposure of what residents told.
    """
    if not told.shape[1]:
        return np.full(len(told), REFERENCE), np.full(len(told), MOST)
    counts = Counts(
        told=told,
        found=found,
        near=np.zeros_like(told),
        open=_ahead(open_, 1.0),
        minutes=_ahead(minutes),
        evidence=(told + found).astype(np.int64),
        dispersion=np.ones(len(told)),
    )
    weekdays = np.arange(told.shape[1] + 1) % 7
    _, ahead = forecasts(counts, neighbours, None, weekdays, RatesParams(), STEADY)
    shape, rate = ahead.shape[:, -1], ahead.rate[:, -1]
    unit = REFERENCE / float((shape / rate).mean())
    mean, high = unit * shape / rate, unit * gammaincinv(shape, UPPER) / rate
    mean = np.minimum(mean, MOST)
    return mean, np.clip(high, mean, MOST)


def _ahead(daily: Floats, value: float = 0.0) -> Floats:
    """With the day to come."""
    return np.pad(daily, ((0, 0), (0, 1)), constant_values=value)
