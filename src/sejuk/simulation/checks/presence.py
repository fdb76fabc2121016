"""What a stop leaves behind: less disorder in the half-hour after it, and for some days.

Koper 1995 ("Just enough police presence", Justice Quarterly 12: 649–672): disorder within 30
minutes of leaving after about 15 % of drive-bys, 4 % of stops of 15 minutes. Barnes et al. 2020
("Sweet spots of residual deterrence", Perth: 15 hot spots shuffled daily for 248 days): what a
patrol deters stays deterred for four days and comes back at once after that.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

AFTER_MINUTES = 30.0
DRIVE_BY, LONG_STOP, LONG_MINUTES = 0.15, 0.04, 15.0
RESIDUAL_DAYS = 4


def disorder_within(minutes: float) -> float:
    """Chance of disorder in the half-hour after a stop of so many minutes, 0 … LONG_MINUTES; the
    log of the hazard falls in a straight line between Koper's two ends."""
    ends = [math.log(-math.log(1 - p) / AFTER_MINUTES) for p in (DRIVE_BY, LONG_STOP)]
    part = min(minutes / LONG_MINUTES, 1.0)
    hazard = math.exp(ends[0] + part * (ends[1] - ends[0]))
    return 1 - math.exp(-hazard * AFTER_MINUTES)


def minutes_to_disorder(minutes: float, runs: int, rng: np.random.Generator) -> Floats:
    """[runs] after leaving."""
    hazard = -math.log(1 - disorder_within(minutes)) / AFTER_MINUTES
    return rng.exponential(1 / hazard, runs)


def deterred(patrolled: Flags, days: int = RESIDUAL_DAYS) -> Flags:
    """[areas, days] whether there was a patrol that day or on one of so many before it."""
    found = patrolled.copy()
    for back in range(1, days + 1):
        found[:, back:] |= patrolled[:, :-back]
    return found


def days_since(patrolled: Flags) -> Ints:
    """[areas, days] since the last patrol: 0 on its day, −1 before the first."""
    day = np.arange(patrolled.shape[1])
    last = np.maximum.accumulate(np.where(patrolled, day, -1), axis=1)
    return np.where(last >= 0, day - last, -1)
