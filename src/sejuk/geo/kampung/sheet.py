"""From the flat plan to the map: gentle curves, a turn, and degrees in the Java Sea."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np

from sejuk.geo.kampung.blocks import DISTRICT_M2
from sejuk.geo.kampung.flat import XY, area_of, distance, middle
from sejuk.geo.kampung.ground import Ground, Side
from sejuk.geo.kampung.growth import Town
from sejuk.geo.kampung.names import MAIN, highway_of
from sejuk.geo.kampung.tally import inner_stretches
from sejuk.geo.plane import plane_at
from sejuk.model.district import RoadLine
from sejuk.model.place import LonLat

PLANE = plane_at(106.85, -5.6)
"""Open sea north of Jakarta: in WIB, and no real street within 30 km."""

SHAPE_M = 30.0
"""Least detail of a curve."""

ONEWAY = {"tertiary_east": "yes", "tertiary_west": "-1"}
"""The pair, drawn from west to east; one-way inside the district, so that nobody is sent
round by streets beyond the map's edge."""

PART = ("", "Dalam", "Ujung", "Baru")
"""What follows the name of a street, not a main one, after it has changed."""


class Wave(msgspec.Struct, frozen=True, kw_only=True):
    """One gentle swing of the ground: metres it moves, radians per metre, phase."""

    east: float
    north: float
    per_east: float
    per_north: float
    phase: float


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """How flat metres become places on the map; the same point always gives the same degrees."""

    centre: XY
    scale: float
    turn: float
    """Radians."""
    waves: tuple[Wave, ...]

    def map(self, at: XY) -> LonLat:
        """Longitude and latitude, to 7 decimals so that lines meet exactly."""
        east, north = self.bend(at)
        return (
            round(PLANE.lon + east / PLANE.metres_per_lon, 7),
            round(PLANE.lat + north / PLANE.metres_per_lat, 7),
        )

    def bend(self, at: XY) -> XY:
        """Metres east and north; plain arithmetic, so that machines agree to the last digit."""
        x, y = (at[0] - self.centre[0]) * self.scale, (at[1] - self.centre[1]) * self.scale
        east, north = x, y
        for wave in self.waves:
            swing = math.sin(wave.per_east * x + wave.per_north * y + wave.phase)
            east += wave.east * swing
            north += wave.north * swing
        c, s = math.cos(self.turn), math.sin(self.turn)
        return (c * east - s * north, s * east + c * north)


def lay_out(town: Town, rng: np.random.Generator) -> Sheet:
    """A sheet on which the district has its 2.4 km²."""
    ground = town.ground
    sheet = Sheet(
        centre=middle([ground.xy[side.corner] for sides in town.outlines for side in sides]),
        scale=1.0,
        turn=math.radians(rng.uniform(-14, 14)),
        waves=tuple(wave(rng) for _ in range(5)),
    )
    area = sum(area_of([sheet.bend(at) for at in outline(ground, s)]) for s in town.outlines)
    return msgspec.structs.replace(sheet, scale=math.sqrt(DISTRICT_M2 / area))


def wave(rng: np.random.Generator) -> Wave:
    """One to two kilometres long and some ten metres to the side: streets bend, none folds."""
    length, heading = rng.uniform(900, 2200), rng.uniform(0, 2 * math.pi)
    size, sideways = length * rng.uniform(0.012, 0.020), heading + math.pi / 2
    return Wave(
        east=size * math.cos(sideways),
        north=size * math.sin(sideways),
        per_east=2 * math.pi / length * math.cos(heading),
        per_north=2 * math.pi / length * math.sin(heading),
        phase=rng.uniform(0, 2 * math.pi),
    )


def outline(ground: Ground, sides: tuple[Side, ...]) -> list[XY]:
    """Flat points around a neighbourhood, those of its streets' curves included, not closed."""
    ring: list[XY] = []
    for side, after in zip(sides, sides[1:] + sides[:1], strict=True):
        points = ground.along(side.line, side.corner, after.corner)
        whole = ground.lines[side.line].points
        if whole.index(points[0]) < whole.index(points[-1]):
            ring += curve(ground, points)[:-1]
        else:
            ring += curve(ground, points[::-1])[:0:-1]
    return ring


def curve(ground: Ground, points: Sequence[int]) -> list[XY]:
    """Flat points along a line in its own direction, close enough to bend smoothly."""
    flat: list[XY] = []
    for a, b in pairwise(points):
        (ax, ay), (bx, by) = ground.xy[a], ground.xy[b]
        n = max(1, math.ceil(distance((ax, ay), (bx, by)) / SHAPE_M))
        flat += [(ax + i / n * (bx - ax), ay + i / n * (by - ay)) for i in range(n)]
    return [*flat, ground.xy[points[-1]]]


def roads(town: Town, sheet: Sheet, names: list[str | None]) -> tuple[RoadLine, ...]:
    """One line a street, cut where it changes its name or becomes one-way."""
    ground = town.ground
    inside = {p for _, a, b in inner_stretches(ground, town.outlines) for p in (a, b)}
    made = []
    for number, line in enumerate(ground.lines):
        if not line.is_street():
            continue
        points = line.street_points()
        pair = line.kind in ONEWAY
        if pair and ground.xy[points[0]][0] > ground.xy[points[-1]][0]:
            points = points[::-1]
        one_way = [i for i, p in enumerate(points) if pair and p in inside and ground.degree[p] > 2]
        cuts = {0, len(points) - 1, *one_way[:1], *one_way[-1:]}
        cuts.update(i for i, p in enumerate(points) if p in town.breaks)
        for start, stop in pairwise(sorted(cuts)):
            in_pair = len(one_way) > 1 and one_way[0] <= start and stop <= one_way[-1]
            renamed = 0
            if line.kind not in MAIN:
                renamed = sum(p in town.breaks for p in points[1 : start + 1])
            made.append(
                RoadLine(
                    highway=highway_of(line),
                    name=" ".join(filter(None, (names[number], PART[renamed % len(PART)]))),
                    oneway=ONEWAY[line.kind] if in_pair else None,
                    tags={"motorcar": "no"} if line.kind == "alley" else {},
                    coords=tuple(map(sheet.map, curve(ground, points[start : stop + 1]))),
                )
            )
    return tuple(made)
