"""Where a leg of a habitual route is on this map: a place, the middle of a street, an edge."""

from __future__ import annotations

import math
import re

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.geo.names import fold_name, street_key
from sejuk.model.district import District
from sejuk.model.place import LonLat, Neighbourhood, Place, PlaceKind

SAMPLE_METRES = 10.0
"""Streets are cut into pieces of at most this length to see which lie inside the district."""

METRES_PER_DEGREE = 111_195.0
"""Mean length of a degree of latitude; only nearness is decided with it."""

NAMED_AFTER_STREETS = {PlaceKind.JUNCTION, PlaceKind.STREET, PlaceKind.BORDER}

_NUMBER = re.compile(r" \(\d+\)$")

Points = NDArray[np.float64]


class Middle(msgspec.Struct, frozen=True, kw_only=True):
    """The middle of what of a street lies inside the district."""

    lon: float
    lat: float
    metres: float
    """Length inside; both carriageways where they are drawn apart."""


def places_named(district: District, text: str) -> tuple[Place, ...]:
    """The place with this id, else all places with this name, whatever its case and accents.

    Where the district tells equal names apart by numbers, `Warung` means `Warung` as well as
    `Warung (2)`, and `Warung (2)` only the latter.
    """
    exact = tuple(place for place in district.places if place.id == text)
    if exact:
        return exact
    key = fold_name(text)
    return tuple(
        place
        for place in district.places
        if key and key in {fold_name(place.name), fold_name(_NUMBER.sub("", place.name))}
    )


def has_street(district: District, name: str) -> bool:
    """Whether a street of this name is anywhere on the map, also outside the district."""
    return bool(_streets(district, name))


def place_on_street(district: District, name: str) -> Place | None:
    """The place nearest to the middle of the street inside the district; None if not inside."""
    middle = middle_of_street(district, name)
    return None if middle is None else nearest_place(district, (middle.lon, middle.lat))


def middle_of_street(district: District, name: str) -> Middle | None:
    """The point of the street nearest to the mean of its metres inside the district."""
    network = district.network
    edges = np.flatnonzero(np.isin(network.street, _streets(district, name)))
    pieces = [_pieces(*_shape(district, int(edge))) for edge in edges]
    if not pieces:
        return None
    points = np.concatenate([points for points, _ in pieces])
    metres = np.concatenate([metres for _, metres in pieces])
    inside = _inside(points, district.neighbourhoods)
    points, metres = points[inside], metres[inside]
    total = float(metres.sum())
    if total <= 0:
        return None
    mean = metres @ points / total
    lon, lat = points[np.argmin(_squared_metres(points, mean))]
    return Middle(lon=float(lon), lat=float(lat), metres=total)


def nearest_place(district: District, point: LonLat) -> Place:
    """The place nearest as the crow flies; the first listed of equally near ones."""
    points = np.array([(place.lon, place.lat) for place in district.places])
    return district.places[int(np.argmin(_squared_metres(points, np.array(point))))]


def westernmost_place(district: District, ward: str) -> Place | None:
    """The place of the ward that lies farthest west; None where there is no such ward."""
    key = fold_name(ward)
    areas = {h.id for h in district.neighbourhoods if fold_name(h.ward) == key}
    places = [place for place in district.places if areas.intersection(place.neighbourhoods)]
    return min(places, key=lambda place: (place.lon, place.id), default=None)


def _streets(district: District, name: str) -> list[int]:
    """Indexes of the street names that are this name."""
    key = street_key(name)
    names = district.network.street_names
    return [i for i, street in enumerate(names) if key and street_key(street) == key]


def _shape(district: District, edge: int) -> tuple[Points, Points]:
    network = district.network
    part = slice(int(network.shape_start[edge]), int(network.shape_start[edge + 1]))
    return network.shape_lon[part], network.shape_lat[part]


def _pieces(lon: Points, lat: Points) -> tuple[Points, Points]:
    """Midpoints [k, 2] and metres [k] of pieces of at most SAMPLE_METRES along a line."""
    ends = np.column_stack([lon, lat])
    steps = np.sqrt(_squared_metres(ends[1:], ends[:-1]))
    midpoints, metres = [], []
    for start, end, step in zip(ends[:-1], ends[1:], steps, strict=True):
        count = max(1, math.ceil(step / SAMPLE_METRES))
        fractions = (np.arange(count) + 0.5) / count
        midpoints.append(start + fractions[:, None] * (end - start))
        metres.append(np.full(count, step / count))
    return np.concatenate(midpoints), np.concatenate(metres)


def _squared_metres(points: Points, others: Points) -> Points:
    """Squared distances on a local plane, [k]; `others` is [2] or [k, 2]."""
    delta = (points - others) * METRES_PER_DEGREE
    delta[:, 0] *= np.cos(np.radians(points[:, 1]))
    squared: Points = (delta**2).sum(axis=1)
    return squared


def _inside(points: Points, neighbourhoods: tuple[Neighbourhood, ...]) -> NDArray[np.bool_]:
    """Which points lie in any neighbourhood: crossings of a ray to the east, even-odd rule."""
    inside = np.zeros(len(points), dtype=bool)
    for neighbourhood in neighbourhoods:
        for polygon in neighbourhood.rings:
            odd = np.zeros(len(points), dtype=bool)
            for ring in polygon:
                odd ^= _odd_crossings(points, np.array(ring))
            inside |= odd
    return inside


def _odd_crossings(points: Points, ring: Points) -> NDArray[np.bool_]:
    x, y = points[:, :1], points[:, 1:]
    x0, y0 = ring[:, 0], ring[:, 1]
    x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
    spans = (y0 > y) != (y1 > y)
    rise = np.where(y1 == y0, 1.0, y1 - y0)
    crosses = spans & (x < x0 + (y - y0) * (x1 - x0) / rise)
    odd: NDArray[np.bool_] = crosses.sum(axis=1) % 2 == 1
    return odd
