"""Days on which more is expected than on others: counting, a verdict, a big match."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from sejuk.model.report import Occasion
from sejuk.sensing.days import Days

Floats = NDArray[np.float64]


def occasion_factors(occasions: Sequence[Occasion], areas: Sequence[str], days: Days) -> Floats:
    """[areas, count + 1] times as much as usual is expected on each day.

    Days end now, so one holds parts of two dates: on the eve of an occasion the 24 hours to come
    are raised already. Where several fall on one date the one with the highest factor counts.
    """
    if not occasions:
        return np.ones((len(areas), days.count + 1))
    factors = np.zeros((len(areas), days.count + 1))
    zone = ZoneInfo(days.zone)
    first = days.begins(0).astimezone(zone).date()
    dates = [first + timedelta(days=i) for i in range(days.count + 3)]
    midnights = [datetime.combine(day, time(), zone) for day in dates]
    for day, begins, ends in zip(dates, midnights, midnights[1:], strict=False):
        today = [o for o in occasions if o.first <= day <= o.last]
        factors += np.outer(_of_date(today, areas), days.overlap(begins, ends))
    return factors


def _of_date(today: list[Occasion], areas: Sequence[str]) -> Floats:
    if not today:
        return np.ones(len(areas))
    highest: dict[str | None, float] = {}
    for occasion in today:
        highest[occasion.area] = max(occasion.factor, highest.get(occasion.area, 0.0))
    return np.array([_factor(highest, area) for area in areas])


def _factor(highest: dict[str | None, float], area: str) -> float:
    return max((highest[key] for key in (None, area) if key in highest), default=1.0)
