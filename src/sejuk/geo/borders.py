"""Borders as places: where a street crosses or runs along the line between two neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from sejuk.geo.shapes import Shapes, neighbours
from sejuk.geo.spots import Spot, Walkable, on_street
from sejuk.model.place import Neighbourhood, PlaceKind, area_order, border_id

ALONG_M = 10.0
"""A street this near the common outline runs along it."""


def border_spots(
    shapes: Shapes, neighbourhoods: Sequence[Neighbourhood], ground: Walkable
) -> list[Spot]:
    """One spot for each pair of neighbours that a street joins or divides.

    It is the point, on the streets within 10 m of the common outline, that is nearest to the
    outline's middle. In the order of the two ids.
    """
    found = []
    for shared in neighbours(shapes):
        zone = shapely.buffer(shared.line, ALONG_M)
        near = np.sort(ground.tree.query(zone, predicate="intersects"))
        if not len(near):
            continue
        inside = shapely.intersection(ground.lines[near], zone)
        away = shapely.distance(inside, shared.middle)
        best = int(np.argmin(away))
        point = shapely.get_point(shapely.shortest_line(inside[best], shared.middle), 0)
        street = on_street(ground, int(near[best]), point)
        a, b = sorted((shared.a, shared.b), key=lambda i: area_order(neighbourhoods[i].id))
        found.append(
            Spot(
                id=border_id(neighbourhoods[a].id, neighbourhoods[b].id),
                name=f"Batas {neighbourhoods[a].name} – {neighbourhoods[b].name}",
                kind=PlaceKind.BORDER,
                x=street.x,
                y=street.y,
                areas=(a, b),
                edge=street.edge,
                offset_m=street.offset_m,
            )
        )
    return sorted(found, key=lambda s: [area_order(neighbourhoods[i].id) for i in s.areas])
