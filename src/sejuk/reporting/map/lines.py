"""Routes as lines beside each other: two crews on one street are both seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from sejuk.reporting.map.projection import Point

Segment = tuple[Point, Point]
"""A straight piece of street, its ends in a fixed order."""


def beside(routes: Sequence[Sequence[Sequence[Point]]], gap: float) -> list[list[list[Point]]]:
    """Each route's polylines, moved sideways where others use the same piece of street.

    `routes` has, per crew, the polylines of its legs in map units; shared streets must have
    equal points. A piece that one crew uses twice is drawn once. `gap` is the distance
    between two lines.
    """
    users: dict[Segment, list[int]] = {}
    for crew, lines in enumerate(routes):
        for line in lines:
            for a, b in pairwise(line):
                if a != b and crew not in users.setdefault(_segment(a, b), []):
                    users[_segment(a, b)].append(crew)
    return [_moved(crew, lines, users, gap) for crew, lines in enumerate(routes)]


def _moved(
    crew: int, lines: Sequence[Sequence[Point]], users: dict[Segment, list[int]], gap: float
) -> list[list[Point]]:
    drawn: set[Segment] = set()
    out: list[list[Point]] = []
    for line in lines:
        current: list[Point] = []
        for a, b in pairwise(line):
            segment = _segment(a, b)
            if a == b:
                continue
            if segment in drawn:
                out.append(current)
                current = []
                continue
            drawn.add(segment)
            dx, dy = _shift(segment, users[segment], crew, gap)
            current += [(a[0] + dx, a[1] + dy), (b[0] + dx, b[1] + dy)]
        out.append(current)
    return [line for line in out if line]


def _shift(segment: Segment, crews: list[int], crew: int, gap: float) -> Point:
    """Square to the street, the same side for all whichever way they go."""
    if len(crews) == 1:
        return 0.0, 0.0
    (ax, ay), (bx, by) = segment
    length = math.hypot(bx - ax, by - ay)
    away = (sorted(crews).index(crew) - (len(crews) - 1) / 2) * gap
    return -(by - ay) / length * away, (bx - ax) / length * away


def _segment(a: Point, b: Point) -> Segment:
    return (a, b) if a <= b else (b, a)
