"""Everything the map template needs, computed: a map is a value before it is SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from sejuk.model.district import District
from sejuk.model.place import Neighbourhood
from sejuk.model.plan import Plan
from sejuk.model.values import Tension
from sejuk.reporting.legs import Paths, route_legs
from sejuk.reporting.map.areas import outline, place_name, short_names, ward_borders, wards
from sejuk.reporting.map.boxes import Box, Room, box_at
from sejuk.reporting.map.lines import beside
from sejuk.reporting.map.places import Mark, Numbered, place_marks
from sejuk.reporting.map.projection import Point, Projection, fit, path_data, scale_bar
from sejuk.reporting.map.street_names import StreetName, street_names
from sejuk.reporting.map.streets import streets
from sejuk.reporting.names import crew_letters

SIZES = {"wide": 1.0, "middle": 1.5, "narrow": 2.2}
"""The same map with its signs so many times larger, for screens of 720, 480 and 360 px."""
LINE_GAP = 3.6
NAME_FONT, WARD_FONT, POST = 10.0, 13.0, 15.0
TENSION_STEPS = 5
FAR = 0.2
"""Map units per metre below which a district is large: 4 km across."""
STAMP = (118.0, 18.0)
"""Width and height of `SYNTHETIC DATA` with its ground."""


class Area(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    path: str
    tone: str
    """CSS class: `t0` … `t4` by tension, `w0` … `w3` by ward where none is given."""


class Name(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    at: Point
    ward: bool = False


class Line(msgspec.Struct, frozen=True, kw_only=True):
    crew: int
    path: str
    straight: str
    """Legs whose way is not known."""


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """Signs and names at one size; exactly one layer is shown."""

    screen: str
    size: float
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    posts: tuple[Point, ...]
    names: tuple[Name, ...]
    street_names: tuple[StreetName, ...]
    stamp: Box | None
    """Where the map says that its data are synthetic."""


class MapDrawing(msgspec.Struct, frozen=True, kw_only=True):
    width: float
    height: float
    streets: dict[str, str]
    areas: tuple[Area, ...]
    ward_borders: str
    layers: tuple[Layer, ...]
    scale_metres: int
    scale_percent: float
    """Width of the scale bar in % of the map's."""
    far: bool
    """A large area: streets are drawn thinner."""

    @property
    def scale_text(self) -> str:
        """`500 m`, `2 km`."""
        metres = self.scale_metres
        return f"{metres} m" if metres < 1000 else f"{metres // 1000} km"


def draw_map(plan: Plan, district: District, paths: Paths, tension: Tension | None) -> MapDrawing:
    """The map of one plan; equal inputs give an equal drawing."""
    projection = fit(district)
    metres, percent = scale_bar(projection)
    return MapDrawing(
        width=projection.width,
        height=projection.height,
        streets=streets(district, projection),
        areas=_areas(district, projection, tension),
        ward_borders=ward_borders(district, projection),
        layers=tuple(
            _layer(screen, size, plan, district, paths, projection)
            for screen, size in SIZES.items()
        ),
        scale_metres=metres,
        scale_percent=round(percent, 2),
        far=projection.units_per_metre < FAR,
    )


def _areas(district: District, projection: Projection, tension: Tension | None) -> tuple[Area, ...]:
    known = tension.by_area() if tension else {}
    tone_of_ward = {ward: f"w{i % 4}" for i, ward in enumerate(wards(district))}

    def tone(n: Neighbourhood) -> str:
        if not known:
            return tone_of_ward[n.ward]
        if n.id not in known:
            return "unknown"
        return f"t{min(int(known[n.id] * TENSION_STEPS / 100), TENSION_STEPS - 1)}"

    return tuple(
        Area(id=n.id, path=outline(n, projection), tone=tone(n)) for n in district.neighbourhoods
    )


def _layer(
    screen: str, size: float, plan: Plan, district: District, paths: Paths, projection: Projection
) -> Layer:
    room = Room(projection.width, projection.height)
    synthetic = plan.synthetic or district.source.synthetic
    stamp = Box(0, 0, *(round(side * size, 1) for side in STAMP)) if synthetic else None
    if stamp:
        room.take(stamp)
    posts = _posts(plan, district, projection)
    for post in posts:
        room.take(box_at(post, POST * size, POST * size).grown(size))
    marks = place_marks(_stops(plan, district, projection), room, size)
    for mark in marks:
        room.take(box_at(mark.anchor, 4 * size, 4 * size))
    for point in _along(plan, district, paths, projection, 7.0):
        room.take(box_at(point, 7.0 * size, 7.0 * size))
    return Layer(
        screen=screen,
        size=size,
        lines=_lines(plan, district, paths, projection, LINE_GAP * size),
        marks=tuple(marks),
        posts=posts,
        names=_names(district, projection, room, size),
        street_names=street_names(district, projection, room, size),
        stamp=stamp,
    )


def _posts(plan: Plan, district: District, projection: Projection) -> tuple[Point, ...]:
    places = {place.id: place for place in district.places}
    ids = dict.fromkeys(
        p for route in plan.routes for p in (route.crew.start_post, route.crew.end_post)
    )
    return tuple(projection.point(places[i].lon, places[i].lat) for i in ids)


def _stops(plan: Plan, district: District, projection: Projection) -> list[Numbered]:
    places = {place.id: place for place in district.places}
    letters = crew_letters(plan)
    return [
        (
            f"{letters[route.crew.id]}{number}",
            crew,
            stop.kind,
            projection.point(places[stop.place].lon, places[stop.place].lat),
        )
        for crew, route in enumerate(plan.routes)
        for number, stop in enumerate(route.stops, 1)
    ]


def _lines(
    plan: Plan, district: District, paths: Paths, projection: Projection, gap: float
) -> tuple[Line, ...]:
    legs = [route_legs(route, district, paths) for route in plan.routes]
    on_streets = [[projection.line(leg.coords) for leg in r if leg.on_streets] for r in legs]
    straight = [[projection.line(leg.coords) for leg in r if not leg.on_streets] for r in legs]
    return tuple(
        Line(
            crew=crew,
            path="".join(path_data(line) for line in lines),
            straight="".join(path_data(line) for line in straight[crew]),
        )
        for crew, lines in enumerate(beside(on_streets, gap))
    )


def _along(
    plan: Plan, district: District, paths: Paths, projection: Projection, step: float
) -> Iterator[Point]:
    """Points along all routes, at most `step` apart, of which names keep clear."""
    for route in plan.routes:
        for leg in route_legs(route, district, paths):
            for a, b in pairwise(projection.line(leg.coords)):
                pieces = max(1, math.ceil(math.dist(a, b) / step))
                for i in range(pieces + 1):
                    yield a[0] + (b[0] - a[0]) * i / pieces, a[1] + (b[1] - a[1]) * i / pieces


def _names(district: District, projection: Projection, room: Room, size: float) -> tuple[Name, ...]:
    """Ward names first, then as many neighbourhoods as there is room for."""
    names = []
    outlines = {
        n.id: [projection.line(ring) for rings in n.rings for ring in rings]
        for n in district.neighbourhoods
    }
    for ward in wards(district):
        rings = [r for n in district.neighbourhoods if n.ward == ward for r in outlines[n.id]]
        placed = place_name((ward.upper(),), WARD_FONT * size, rings, room) if ward else None
        if placed:
            names.append(Name(text=placed[0], at=placed[1], ward=True))
    for n in district.neighbourhoods:
        placed = place_name(short_names(n), NAME_FONT * size, outlines[n.id], room)
        if placed:
            names.append(Name(text=placed[0], at=placed[1]))
    return tuple(names)
