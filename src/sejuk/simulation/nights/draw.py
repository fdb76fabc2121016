"""Worlds from ranges, and the dice that all policies in one world share.

Each number that chance decides about what happens is drawn for every area and night, whether it is
needed or not, so that two policies in one world meet with the same luck and differ by what they do
alone. What comes between is drawn for each crew (`shift.py`): as often for all, and not at the same
moment. Day 0 is a night of the usual route, which is not counted.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.drill import Range
from sejuk.model.world import World

Floats = NDArray[np.float64]

MOST = 30
"""Incidents of an area and day; more do not happen."""


def draw_world(ranges: Mapping[str, Range], seed: int, number: int) -> World:
    """The world of this number; each value evenly from its range."""
    rng = np.random.default_rng([seed, number])
    return World(**{name: float(rng.uniform(r.low, r.high)) for name, r in ranges.items()})


class Luck(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Of one day."""

    unrest: Floats
    """[areas] standard normal."""
    incidents: Floats
    """[areas] even on 0–1, as all that follow: how many of what is due."""
    rumour: float
    rumour_area: float
    """Whether one begins, and where."""
    told: Floats
    found: Floats
    """[areas, MOST] whether an incident is told of; else, whether a visit finds it."""
    kind: Floats
    hour: Floats
    place: Floats
    """[areas, MOST] what it is, when and where."""


def luck_of(seed: int, number: int, day: int, areas: int) -> Luck:
    """Of the day of a world."""
    rng = np.random.default_rng([seed, number, day])
    each = rng.random((5, areas, MOST))
    rumour, rumour_area = rng.random(2).tolist()
    return Luck(
        unrest=rng.standard_normal(areas),
        incidents=rng.random(areas),
        rumour=rumour,
        rumour_area=rumour_area,
        told=each[0],
        found=each[1],
        kind=each[2],
        hour=each[3],
        place=each[4],
    )


def poisson(due: Floats, at: Floats) -> NDArray[np.int64]:
    """[…] the number at that part of the distribution with that mean; more due, never fewer."""
    count = np.zeros(due.shape, np.int64)
    chance = np.exp(-due)
    below = chance.copy()
    for k in range(1, MOST + 1):
        more = at > below
        if not more.any():
            break
        count += more
        chance = chance * due / k
        below = below + chance
    return count
