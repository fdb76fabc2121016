"""Reports of residents by area and night, in a district where patrols change what we say they do.

Areas differ in their usual rate (gamma, coefficient of variation `uneven`). Unrest comes and goes
in each area (log-normal, so that the mean stays, a first-order autoregression: `memory` of a night
is left on the next). After the vote all of it is higher by a pulse that dies away. Counts are
Poisson. The parameters are choices, not findings about a real district.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Town(msgspec.Struct, frozen=True, kw_only=True):
    """What a world is drawn from."""

    areas: int = 44
    wards: int = 4
    per_area_night: float = 0.12
    """Mean reports."""
    uneven: float = 0.6
    unrest: float = 0.6
    """Standard deviation of the log of an area's unrest."""
    memory: float = 0.8
    pulse: float = 0.0
    """Times the usual rate that the first night has on top."""
    pulse_days: float = 5.0
    """In which the pulse falls to 1/e."""


def usual_rates(town: Town, rng: np.random.Generator) -> Floats:
    """[areas] reports a night, as they are in the mean of all nights."""
    if town.uneven <= 0:
        return np.full(town.areas, town.per_area_night)
    shape = town.uneven**-2
    return rng.gamma(shape, town.per_area_night / shape, town.areas)


def rates(town: Town, usual: Floats, nights: int, rng: np.random.Generator) -> Floats:
    """[areas, nights] of reports without any patrol's effect."""
    shocks = rng.standard_normal((town.areas, nights))
    unrest = np.empty((town.areas, nights))
    unrest[:, 0] = shocks[:, 0]
    fresh = math.sqrt(1 - town.memory**2)
    for night in range(1, nights):
        unrest[:, night] = town.memory * unrest[:, night - 1] + fresh * shocks[:, night]
    calendar = 1 + town.pulse * np.exp(-np.arange(nights) / town.pulse_days)
    level = np.exp(town.unrest * unrest - town.unrest**2 / 2)
    return np.asarray(usual[:, None] * level * calendar)
