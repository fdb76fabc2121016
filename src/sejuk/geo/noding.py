"""Cutting street lines where they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import msgspec

from sejuk.model.district import RoadLine
from sejuk.model.place import LonLat

_DECIMALS = 7
"""OpenStreetMap's own precision, about 1 cm; lines without node ids meet where equal to it."""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Part of one line from a node to the next, shape points included."""

    line: int
    """Position of the line in the input."""
    tail: int
    head: int
    """Positions in `Noding.nodes`."""
    coords: tuple[LonLat, ...]


class Noding(msgspec.Struct, frozen=True, kw_only=True):
    nodes: tuple[LonLat, ...]
    pieces: tuple[Piece, ...]
    points_only: tuple[int, ...]
    """Positions of lines that are a single point."""


def node_lines(lines: Sequence[RoadLine]) -> Noding:
    """Cut every line at its ends and at each vertex used twice or more, by any lines.

    Vertices are the same where their node ids are equal or, in lines without ids, where
    their coordinates are equal to 7 decimals. Other vertices stay as the shape of a piece.
    """
    vertices = [_vertices(line) for line in lines]
    uses: Counter[Hashable] = Counter()
    for row in vertices:
        if len(row) > 1:
            uses.update(key for key, _ in row)
            uses.update((row[0][0], row[-1][0]))
    index: dict[Hashable, int] = {}
    nodes: list[LonLat] = []
    pieces: list[Piece] = []
    for number, row in enumerate(vertices):
        if len(row) < 2:
            continue
        start = 0
        for stop in range(1, len(row)):
            if uses[row[stop][0]] < 2:
                continue
            for key, point in (row[start], row[stop]):
                if key not in index:
                    index[key] = len(nodes)
                    nodes.append(point)
            pieces.append(
                Piece(
                    line=number,
                    tail=index[row[start][0]],
                    head=index[row[stop][0]],
                    coords=tuple(point for _, point in row[start : stop + 1]),
                )
            )
            start = stop
    return Noding(
        nodes=tuple(nodes),
        pieces=tuple(pieces),
        points_only=tuple(i for i, row in enumerate(vertices) if len(row) < 2),
    )


def _vertices(line: RoadLine) -> list[tuple[Hashable, LonLat]]:
    """Key and coordinates of each vertex, repeated points left out."""
    keys: Sequence[Hashable] = (
        line.nodes
        if line.nodes is not None
        else [(round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in line.coords]
    )
    row: list[tuple[Hashable, LonLat]] = []
    for key, point in zip(keys, line.coords, strict=True):
        if not row or (row[-1][0] != key and row[-1][1] != point):
            row.append((key, point))
    return row
