"""Zones in which a rise may be: around each area its nearest ones, by the way people walk.

The nested windows of Kulldorff's scan (1997), with the distance along streets in place of the
circle's radius, so that a river or a railway keeps two banks apart. A border is an area of its own,
and its zones reach into both of its neighbourhoods.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

MOST_METRES = 500.0
MOST_MEMBERS = 15


class Zones(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Sets of areas, each once: zone z holds member[start[z]] … member[start[z + 1] - 1]."""

    start: Whole
    """[zones + 1]"""
    member: Whole
    areas: int

    def __len__(self) -> int:
        return len(self.start) - 1

    def of(self, zone: int) -> Whole:
        """Its areas, rising."""
        members: Whole = self.member[self.start[zone] : self.start[zone + 1]]
        return members

    def total(self, values: Floats) -> Floats:
        """[areas, …] summed over each zone: [zones, …]."""
        summed: Floats = np.add.reduceat(values[self.member], self.start[:-1], axis=0)
        return summed


def nested_zones(
    metres: Floats, *, most_metres: float = MOST_METRES, most_members: int = MOST_MEMBERS
) -> Zones:
    """Around each area the sets of its 1, 2, … nearest, itself the first; doubles once.

    Areas equally far come in together, so that numbering decides nothing; a set that would pass
    `most_members` so is left out.

    Args:
        metres: [areas, areas] along streets; inf where there is no way.
    """
    found: dict[tuple[int, ...], None] = {}
    for centre, row in enumerate(metres):
        away = row.copy()
        away[centre] = -1.0
        order = np.argsort(away, kind="stable")
        order = order[away[order] <= most_metres]
        sorted_away = away[order]
        last = np.append(sorted_away[1:] > sorted_away[:-1], True)
        for size in np.flatnonzero(last[:most_members]) + 1:
            found.setdefault(tuple(sorted(order[:size].tolist())))
    sizes = [len(zone) for zone in found]
    return Zones(
        start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        member=np.array([area for zone in found for area in zone], np.int64),
        areas=len(metres),
    )
