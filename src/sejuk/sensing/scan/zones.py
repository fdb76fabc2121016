"""Zones: around each centre, the sets of its nearest 1, 2, 3 … locations.

As SaTScan makes them (Kulldorff 1997): limits include what lies exactly on them; of locations
equally far from a centre the one with the lesser first coordinate comes first, then the one with
the lesser second; locations with the same coordinates are one and come together.
"""

from __future__ import annotations

import itertools
import math
from enum import StrEnum
from typing import Any

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

EARTH_KM = 6367.0
"""SaTScan's radius."""
STREET_METRES, STREET_MEMBERS = 500.0, 15
"""Of the detector's zones: about five minutes on foot, and few enough to name."""


class Distance(StrEnum):
    GREAT_CIRCLE = "great circle"
    CARTESIAN = "cartesian"


class Zones(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Nested sets: a zone is the members of one centre up to a position."""

    members: Ints
    """[positions] locations, nearest first, one centre after another."""
    starts: Ints
    """[centres + 1] where each centre's members begin."""
    ends: Bools
    """[positions] whether the members up to here are a zone; not so between two locations that
    are one."""
    radius: Floats
    """[positions] from the centre to that member."""
    locations: int

    @property
    def centres(self) -> int:
        return len(self.starts) - 1

    def zone(self, position: int) -> Ints:
        """Members of the zone that ends there, nearest first."""
        return self.members[self.starts[self.centre(position)] : position + 1]

    def centre(self, position: int) -> int:
        return int(np.searchsorted(self.starts, position, side="right")) - 1


def circles(
    points: ArrayLike,
    distance: Distance = Distance.GREAT_CIRCLE,
    *,
    max_radius: float = math.inf,
    max_members: int | None = None,
) -> Zones:
    """Circles around each of the points.

    Args:
        points: [locations, 2] latitude and longitude in degrees; plain coordinates if cartesian.
        max_radius: km on the sphere; the coordinates' own unit if cartesian.
        max_members: of a zone; None: as many as the radius holds.
    """
    at = np.asarray(points, np.float64).reshape(-1, 2)
    apart = _great_circle(at) if distance is Distance.GREAT_CIRCLE else _cartesian(at)
    # Ranked by coordinates, so that equally far ones come in that order.
    rank = np.empty(len(at), np.int64)
    rank[np.lexsort((at[:, 1], at[:, 0]))] = np.arange(len(at))
    _, same = np.unique(at, axis=0, return_inverse=True)
    return _nested(apart, rank, same.reshape(-1), max_radius, max_members)


def street_zones(
    apart: ArrayLike, *, most_metres: float = STREET_METRES, most_members: int = STREET_MEMBERS
) -> Zones:
    """Zones from a matrix of distances, of streets say: equally far ones in the matrix's order.

    Args:
        apart: [areas, areas] metres from each area to each; infinity where no way leads.
    """
    matrix = np.array(apart, np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError("the distances must be a square matrix")
    if not (matrix >= 0).all():
        raise ValueError("distances must be at least 0")
    # An area is nearest to itself, even when another lies at no distance.
    np.fill_diagonal(matrix, -1.0)
    rank = np.arange(len(matrix))
    zones = _nested(matrix, rank, rank, most_metres, most_members)
    return msgspec.structs.replace(zones, radius=np.maximum(zones.radius, 0.0))


def within(zones: Zones, weight: Floats | Ints, most: float) -> Zones:
    """The zones whose members weigh no more than `most` together.

    Args:
        weight: [locations] at least 0: cases or population.
    """
    # A sum of decimal fractions may miss its limit by a rounding.
    fits = zone_sums(zones, weight) <= most * (1 + 1e-12)
    keep = np.zeros(len(zones.members), np.bool_)
    for begin, end in itertools.pairwise(zones.starts.tolist()):
        # Weights are not negative, so that the last zone that fits holds all others that do.
        last = np.flatnonzero(fits[begin:end] & zones.ends[begin:end])
        keep[begin : begin + (last[-1] + 1 if len(last) else 0)] = True
    kept_before = np.concatenate([[0], np.cumsum(keep)])
    return Zones(
        members=zones.members[keep],
        starts=kept_before[zones.starts].astype(np.int64),
        ends=zones.ends[keep],
        radius=zones.radius[keep],
        locations=zones.locations,
    )


def first_of_each(zones: Zones) -> Bools:
    """[positions] True at the first zone of each set of locations.

    Sets are told apart by 128 bits for each location, added up: two different sets are taken for
    the same once in 10^38 pairs.
    """
    bits = np.random.default_rng(0).integers(0, 2**64 - 1, (2, zones.locations), np.uint64)
    low, high = zone_sums(zones, bits[0]), zone_sums(zones, bits[1])
    place = np.arange(len(low))
    order = np.lexsort((place, high, low, ~zones.ends))
    new = np.ones(len(low), np.bool_)
    new[1:] = (low[order][1:] != low[order][:-1]) | (high[order][1:] != high[order][:-1])
    first = np.zeros(len(low), np.bool_)
    first[order] = new
    return first & zones.ends


def zone_sums(zones: Zones, weight: NDArray[Any], centres: range | None = None) -> NDArray[Any]:
    """[positions of the centres, …] of `weight` [locations, …] over the members up to each.

    Added up centre by centre, so that a sum of fractions is as exact for the last as for the first.
    """
    asked = range(zones.centres) if centres is None else centres
    begin, end = int(zones.starts[asked.start]), int(zones.starts[asked.stop])
    sums = weight[zones.members[begin:end]]
    for centre in asked:
        own = slice(zones.starts[centre] - begin, zones.starts[centre + 1] - begin)
        np.cumsum(sums[own], axis=0, out=sums[own])
    return sums


def _nested(
    apart: Floats, rank: Ints, same: Ints, max_radius: float, max_members: int | None
) -> Zones:
    """Args:
    apart: [centres, locations] distances.
    rank: [locations] which comes first of equally far ones.
    same: [locations] equal numbers for locations that are one.
    """
    centres, locations = apart.shape
    order = np.lexsort((np.broadcast_to(rank, apart.shape), apart))
    ordered = np.take_along_axis(apart, order, axis=1)
    inside = ordered <= max_radius
    if max_members is not None:
        inside[:, max_members:] = False
    ends = np.ones((centres, locations), np.bool_)
    ends[:, :-1] = same[order[:, 1:]] != same[order[:, :-1]]
    # Locations that are one stay out together when only some of them fit.
    complete = np.zeros_like(inside)
    complete[:, ::-1] = np.maximum.accumulate((inside & ends)[:, ::-1], axis=1)
    return Zones(
        members=order[complete].astype(np.int64),
        starts=np.concatenate([[0], np.cumsum(complete.sum(axis=1))]).astype(np.int64),
        ends=ends[complete],
        radius=ordered[complete],
        locations=locations,
    )


def _great_circle(at: Floats) -> Floats:
    """[n, n] km along the sphere, by the haversine formula (Sinnott 1984), good for near points."""
    lat, lon = np.radians(at[:, 0]), np.radians(at[:, 1])
    north = np.sin((lat[:, None] - lat) / 2) ** 2
    east = np.sin((lon[:, None] - lon) / 2) ** 2
    chord = north + np.cos(lat[:, None]) * np.cos(lat) * east
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))


def _cartesian(at: Floats) -> Floats:
    return np.asarray(np.hypot(at[:, None, 0] - at[:, 0], at[:, None, 1] - at[:, 1]))
