"""An invented town, Melati: streets, neighbourhoods and points given in metres."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sejuk.files.rules import street_rules
from sejuk.files.settings import planning_settings
from sejuk.geo.build import build_district
from sejuk.geo.network import Streets, street_network
from sejuk.geo.plane import plane_at
from sejuk.model.district import AreaShape, District, PlacePoint, RoadLine, Source
from sejuk.model.place import LonLat

PLANE = plane_at(106.85, -6.18)
"""The invented towns lie here; a point is given as metres east and north of it."""

Metre = tuple[float, float]


def lonlat(point: Metre) -> LonLat:
    lon, lat = PLANE.degrees(point).tolist()
    return round(lon, 7), round(lat, 7)


def way(*points: Metre, highway: str = "residential", **more: object) -> RoadLine:
    """A street through points given in metres."""
    line = {"highway": highway, "coords": tuple(lonlat(p) for p in points), **more}
    return msgspec.convert(line, RoadLine)


def square(id_: str, west: float, south: float, side: float, **more: object) -> AreaShape:
    """A square neighbourhood."""
    east, north = west + side, south + side
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    shape = {
        "id": id_,
        "name": f"RW {int(id_):02d} Melati",
        "ward": "Melati",
        "district": None,
        "rings": ((tuple(lonlat(p) for p in ring),),),
        **more,
    }
    return msgspec.convert(shape, AreaShape)


def poi(at: Metre, kind: str = "school", id_: str | None = None, **more: object) -> PlacePoint:
    lon, lat = lonlat(at)
    row = {"id": id_, "name": None, "kind": kind, "lon": lon, "lat": lat, **more}
    return msgspec.convert(row, PlacePoint)


def grid(columns: int, rows: int, side: float = 100.0) -> list[RoadLine]:
    """Streets named Mawar (west–east) and Kenanga (south–north), `side` metres apart."""
    across = [
        way(*[(x * side, y * side) for x in range(columns)], name=f"Mawar {y}") for y in range(rows)
    ]
    up = [
        way(*[(x * side, y * side) for y in range(rows)], name=f"Kenanga {x}")
        for x in range(columns)
    ]
    return across + up


def streets(*lines: RoadLine) -> Streets:
    return street_network(lines, street_rules(), PLANE)


SETTINGS = planning_settings()


def district(
    roads: Sequence[RoadLine],
    areas: Sequence[AreaShape] | None,
    points: Sequence[PlacePoint] = (),
    *,
    population: int | None = None,
    strict: bool = False,
) -> District:
    return build_district(
        name="Melati",
        roads=tuple(roads),
        areas=None if areas is None else tuple(areas),
        points=tuple(points),
        source=Source(credit="invented", vintage="2024", synthetic=True),
        zone="Asia/Jakarta",
        rules=street_rules(),
        settings=SETTINGS,
        population=population,
        strict_places=strict,
    )


def node_at(made: District | Streets, point: Metre) -> int:
    """The network's node at a point given in metres."""
    network = made.network
    flat = PLANE.metres(network.lon, network.lat)
    away = abs(flat - point).sum(axis=1)
    assert away.min() < 0.1
    return int(away.argmin())
