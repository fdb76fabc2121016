"""Where stop numbers stand: on their place, or beside it with a line when it is crowded."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from sejuk.model.plan import StopKind
from sejuk.reporting.map.boxes import Box, Room, box_at, text_width
from sejuk.reporting.map.projection import Point

FONT = 11.0
HEIGHT = 16.0

Numbered = tuple[str, int, StopKind, Point]
"""A stop to be placed: its number, crew, kind and place."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One stop's number on the map."""

    number: str
    """`B4`."""
    crew: int
    kind: StopKind
    anchor: Point
    """The place itself."""
    centre: Point
    """Where the number stands."""
    width: float
    height: float

    @property
    def moved(self) -> bool:
        return self.anchor != self.centre


def place_marks(stops: Sequence[Numbered], room: Room, size: float) -> list[Mark]:
    """A mark per (number, crew, kind, place), none overlapping, each as near as there is room.

    Takes its boxes from `room`. `size` multiplies all lengths, for small screens.
    """
    return [_mark(number, crew, kind, at, room, size) for number, crew, kind, at in stops]


def _mark(number: str, crew: int, kind: StopKind, anchor: Point, room: Room, size: float) -> Mark:
    extra = 0.0 if kind is StopKind.VISIT else 6.0
    width = max(text_width(number, FONT) + 6.0 + extra, HEIGHT) * size
    height = (HEIGHT + (2.0 if extra else 0.0)) * size
    centre = _nearest(anchor, width, height, room, size)
    room.take(_clear(centre, width, height, size))
    return Mark(
        number=number,
        crew=crew,
        kind=kind,
        anchor=anchor,
        centre=centre,
        width=width,
        height=height,
    )


def _nearest(anchor: Point, width: float, height: float, room: Room, size: float) -> Point:
    """The anchor, else the first free point on rings around it; the anchor if all is full."""
    for ring in range(40):
        radius = ring * 5.0 * size
        for turn in range(max(1, min(8 + 4 * ring, 40))):
            angle = 2 * math.pi * turn / max(1, min(8 + 4 * ring, 40)) - math.pi / 2
            centre = (anchor[0] + radius * math.cos(angle), anchor[1] + radius * math.sin(angle))
            if room.free(_clear(centre, width, height, size)):
                return centre
            if ring == 0:
                break
    return anchor


def _clear(centre: Point, width: float, height: float, size: float) -> Box:
    return box_at(centre, width, height).grown(0.8 * size)
