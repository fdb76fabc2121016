"""Claims that go round: counted once each, however often and by whomever they were heard (G8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.report import Sighting

Floats = NDArray[np.float64]


class ClaimParams(msgspec.Struct, frozen=True, kw_only=True):
    points: float = 2.5
    """Of tension, for each claim heard in the area."""
    near_points: float = 1.25
    """For each that was heard in a neighbouring area alone."""
    most_points: float = 10.0
    days: float = 3.0


def claim_points(
    sightings: Iterable[Sighting],
    areas: Sequence[str],
    neighbours: Floats,
    now: datetime,
    by: ClaimParams,
) -> Floats:
    """[areas] points of tension for the claims of the last days, at most `most_points`.

    Claims that are not matched yet count as one.

    Args:
        neighbours: [areas, areas] above 0 for neighbours.
    """
    position = {area: i for i, area in enumerate(areas)}
    heard: dict[str | None, set[int]] = {}
    for sighting in sightings:
        if sighting.area in position and now - timedelta(days=by.days) < sighting.heard:
            heard.setdefault(sighting.claim_at(now), set()).add(position[sighting.area])
    points = np.zeros(len(areas))
    for places in heard.values():
        here = np.zeros(len(areas), bool)
        here[list(places)] = True
        near = (neighbours @ here > 0) & ~here
        points += by.points * here + by.near_points * near
    return np.minimum(points, by.most_points)
