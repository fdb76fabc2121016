"""Names of main streets, written along a straight piece where there is room."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from sejuk.model.district import District
from sejuk.reporting.map.boxes import Box, Room, box_at, text_width
from sejuk.reporting.map.projection import Point, Projection
from sejuk.reporting.map.streets import street_class

FONT = 9.0
BEND_DEGREES = 6.0
"""Pieces that turn less are read as one straight line."""


class StreetName(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    at: Point
    turn: float
    """Degrees, clockwise, −90 … 90, so that no name stands on its head."""
    size: float


def street_names(
    district: District, projection: Projection, room: Room, size: float
) -> tuple[StreetName, ...]:
    """Each name at most once, main roads first, then longer straight pieces first.

    Takes its boxes from `room`.
    """
    placed: dict[str, StreetName] = {}
    for rank, _, text, a, b in sorted(_pieces(district, projection)):
        font = FONT * size if rank else FONT * size * 1.1
        if text not in placed:
            name = _along(text, a, b, font, room)
            if name:
                placed[text] = name
    return tuple(placed.values())


def _pieces(
    district: District, projection: Projection
) -> list[tuple[int, float, str, Point, Point]]:
    """(rank, −length, name, end, end) of the straight pieces of named streets on the sheet."""
    network = district.network
    lon, lat = network.shape_lon.tolist(), network.shape_lat.tolist()
    ranks = {"main": 0, "middle": 1, "small": 2, "lane": 3}
    pieces = []
    for edge, street in enumerate(network.street.tolist()):
        start, stop = network.shape_start[edge : edge + 2].tolist()
        if street < 0 or stop - start < 2:
            continue
        line = projection.line(zip(lon[start:stop], lat[start:stop], strict=True))
        kind = network.highway_names[network.highway[edge]]
        for a, b in _straight(line):
            rank = ranks[street_class(kind)]
            pieces.append((rank, -round(math.dist(a, b), 1), network.street_names[street], a, b))
    return pieces


def _straight(line: Sequence[Point]) -> list[tuple[Point, Point]]:
    """The line cut where it bends."""
    out = []
    start = line[0]
    for before, at, after in zip(line, line[1:], line[2:], strict=False):
        if abs(_bend(before, at, after)) > BEND_DEGREES:
            out.append((start, at))
            start = at
    return [*out, (start, line[-1])]


def _bend(a: Point, b: Point, c: Point) -> float:
    one, two = math.atan2(b[1] - a[1], b[0] - a[0]), math.atan2(c[1] - b[1], c[0] - b[0])
    return (math.degrees(two - one) + 180) % 360 - 180


def _along(text: str, a: Point, b: Point, font: float, room: Room) -> StreetName | None:
    width, length = text_width(text, font), math.dist(a, b)
    if width > length:
        return None
    turn = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    turn = turn - 180 if turn > 90 else turn + 180 if turn <= -90 else turn
    for part in (0.5, 0.3, 0.7):
        share = min(max(part, width / 2 / length), 1 - width / 2 / length)
        centre = (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        boxes = _chain(centre, width, font, math.radians(turn))
        if all(room.free(box) for box in boxes):
            for box in boxes:
                room.take(box)
            return StreetName(text=text, at=centre, turn=turn, size=font)
    return None


def _chain(centre: Point, width: float, font: float, turn: float) -> list[Box]:
    """Small boxes along the text, for what lies aslant."""
    count = max(1, math.ceil(width / font))
    steps = [(i + 0.5) / count - 0.5 for i in range(count)]
    side = font * 1.3
    return [
        box_at(
            (centre[0] + width * s * math.cos(turn), centre[1] + width * s * math.sin(turn)),
            side,
            side,
        )
        for s in steps
    ]
