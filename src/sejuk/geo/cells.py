"""Square cells of about 5 ha instead of neighbourhoods, where no areas are given."""

from __future__ import annotations

from math import sqrt

import numpy as np
import shapely

from sejuk.geo.shapes import metres_inside
from sejuk.geo.spots import Walkable
from sejuk.model.district import AreaShape

CELL_HA = 5.0
STREET_IN_CELL_M = 50.0
"""A cell with less street than this is no cell."""


def cells(ground: Walkable) -> tuple[AreaShape, ...]:
    """The extent of the walkable streets cut into squares, those with streets kept.

    Named from the north-west, `Petak A1` in the first row and column.
    """
    side = sqrt(CELL_HA * 10_000)
    west, south, east, north = (float(v) for v in shapely.total_bounds(ground.lines))
    columns = max(1, round((east - west) / side))
    rows = max(1, round((north - south) / side))
    # A hair's breadth outside, so that a street along the edge of the extent is inside.
    xs = np.linspace(west - 0.5, max(east, west + side) + 0.5, columns + 1)
    ys = np.linspace(max(north, south + side) + 0.5, south - 0.5, rows + 1)
    places = [(row, column) for row in range(rows) for column in range(columns)]
    boxes = shapely.box(
        xs[[c for _, c in places]],
        ys[[r + 1 for r, _ in places]],
        xs[[c + 1 for _, c in places]],
        ys[[r for r, _ in places]],
    )
    streets = metres_inside(boxes, ground.lines)
    kept = np.flatnonzero(streets >= min(STREET_IN_CELL_M, float(streets.max())))
    areas = []
    for number, i in enumerate(kept.tolist()):
        row, column = places[i]
        ring = ground.plane.degrees(shapely.get_coordinates(boxes[i]))
        areas.append(
            AreaShape(
                id=str(number),
                name=f"Petak {_letters(column)}{row + 1}",
                ward="",
                district=None,
                rings=((tuple((float(x), float(y)) for x, y in ring),),),
            )
        )
    return tuple(areas)


def _letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    head = _letters(column // 26 - 1) if column >= 26 else ""
    return head + chr(ord("A") + column % 26)
