"""Neighbourhoods on the map: outlines, ward borders and where their names fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sejuk.model.district import District
from sejuk.model.place import LonLat, Neighbourhood
from sejuk.reporting.map.boxes import Room, box_at, text_width
from sejuk.reporting.map.projection import Point, Projection, path_data
from sejuk.reporting.names import short_name


def outline(neighbourhood: Neighbourhood, projection: Projection) -> str:
    """Path data of all its rings."""
    return "".join(
        path_data(projection.line(ring[:-1] if ring[0] == ring[-1] else ring), close=True)
        for rings in neighbourhood.rings
        for ring in rings
    )


def wards(district: District) -> tuple[str, ...]:
    """Names of the wards in the order of the neighbourhoods."""
    return tuple(dict.fromkeys(n.ward for n in district.neighbourhoods))


def ward_borders(district: District, projection: Projection) -> str:
    """Path data of the pieces of outline that only one neighbourhood of a ward has."""
    owners: dict[tuple[LonLat, LonLat], list[str]] = {}
    for n in district.neighbourhoods:
        for rings in n.rings:
            for ring in rings:
                for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
                    if a != b:
                        owners.setdefault((min(a, b), max(a, b)), []).append(n.ward)
    pieces = [
        piece for piece, names in owners.items() if any(names.count(w) == 1 for w in set(names))
    ]
    return "".join(path_data(projection.line(piece)) for piece in pieces)


def short_names(neighbourhood: Neighbourhood) -> tuple[str, ...]:
    """`RW 05 Galur` → (`RW 05`, `05`): what to try on the map, longest first."""
    bare = short_name(neighbourhood)
    digits = re.findall(r"\d+", bare)
    return tuple(dict.fromkeys([bare, *digits[-1:]]))


def place_name(
    texts: Sequence[str], size: float, rings: Sequence[Sequence[Point]], room: Room
) -> tuple[str, Point] | None:
    """The first text that fits inside the outline clear of all else, and its middle.

    Points far from the outline are tried first. Takes its box from `room`.
    """
    if not rings:
        return None
    edges = _edges(rings)
    middles = _inner_points(edges)
    for text in texts:
        width, height = text_width(text, size), size * 1.15
        fits = _holds(edges, middles, width, height)
        for x, y in middles[fits].tolist():
            box = box_at((x, y), width, height)
            if room.free(box):
                room.take(box)
                return text, (x, y)
    return None


def _edges(rings: Sequence[Sequence[Point]]) -> NDArray[np.float64]:
    """All sides of all rings, [edges, 2 ends, 2]."""
    closed = [np.array([*ring, ring[0]]) for ring in rings]
    return np.concatenate([np.stack([c[:-1], c[1:]], axis=1) for c in closed])


def _inner_points(edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points of a 15 × 15 grid that lie inside, those farthest from the corners first."""
    corners = edges[:, 0]
    low, high = corners.min(axis=0), corners.max(axis=0)
    steps = (np.arange(15) + 0.5) / 15
    grid = np.stack(np.meshgrid(*(low + np.outer(steps, high - low)).T), -1).reshape(-1, 2)
    inside = grid[_inside(edges, grid)]
    far = np.hypot(*(inside[:, None] - corners[None]).transpose(2, 0, 1)).min(axis=1)
    order = np.lexsort((inside[:, 0], inside[:, 1], -far.round(3)))
    return inside[order][:80]


def _holds(
    edges: NDArray[np.float64], middles: NDArray[np.float64], width: float, height: float
) -> NDArray[np.bool_]:
    """Around which middles the corners of a box and the middles of its long sides lie inside."""
    ends = [(x, y) for x in (-width / 2, 0.0, width / 2) for y in (-height / 2, height / 2)]
    points = (middles[:, None] + np.array(ends)[None]).reshape(-1, 2)
    held: NDArray[np.bool_] = np.all(_inside(edges, points).reshape(-1, len(ends)), axis=1)
    return held


def _inside(edges: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Even-odd rule, [points]; sides along the x axis cross nothing."""
    (ax, ay), (bx, by) = edges[:, 0].T, edges[:, 1].T
    x, y = points[:, :1], points[:, 1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        at = (bx - ax) * (y - ay) / (by - ay) + ax
    crossed = ((ay > y) != (by > y)) & (x < at)
    odd: NDArray[np.bool_] = crossed.sum(axis=1) % 2 == 1
    return odd
