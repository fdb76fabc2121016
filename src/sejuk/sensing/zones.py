"""Zones as sets, each once: where a rise may be, for the detector.

They are the scan's zones by street distance (`scan/zones.py`), so that a river or a railway keeps
two banks apart. A border is an area of its own, and its zones reach into both neighbourhoods.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.sensing.scan.zones import Zones, first_of_each

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class ZoneSets(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Zone z holds member[start[z]] … member[start[z + 1] - 1]."""

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


def sets_of(zones: Zones) -> ZoneSets:
    """Every set of areas among nested zones."""
    ends = np.flatnonzero(first_of_each(zones))
    found = [np.sort(zones.zone(int(end))) for end in ends]
    sizes = [len(zone) for zone in found]
    return ZoneSets(
        start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        member=np.concatenate(found).astype(np.int64) if found else np.zeros(0, np.int64),
        areas=zones.locations,
    )
