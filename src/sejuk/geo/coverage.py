"""What a set of streets passes: neighbourhoods and street-km of the district."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from sejuk.geo.plane import plane_over
from sejuk.geo.shapes import SLIVER_M, polygons, street_lines
from sejuk.model.district import AreaShape, District

PASSED_M = 20.0
"""A neighbourhood is passed when so many metres of street inside it are."""


def passed(district: District, edges: Iterable[int]) -> tuple[frozenset[str], float]:
    """Ids of the neighbourhoods passed along the edges, and street-km inside the district.

    Each street counts once, whichever way and however often it is used. Passing is not
    visiting: a place is covered by a stop.
    """
    used = np.array(sorted(set(edges)), np.intp)
    if not len(used):
        return frozenset(), 0.0
    corners = [c for n in district.neighbourhoods for polygon in n.rings for c in polygon[0]]
    plane = plane_over(corners)
    shapes = polygons(
        [
            AreaShape(id=n.id, name=n.name, ward=n.ward, district=None, rings=n.rings)
            for n in district.neighbourhoods
        ],
        plane,
    )
    lines = street_lines(district.network, plane, used)
    tree = shapely.STRtree(lines)
    of_shape, of_line = tree.query(shapes, predicate="intersects")
    inside = shapely.length(shapely.intersection(lines[of_line], shapes[of_shape]))
    metres = np.bincount(of_shape, weights=inside, minlength=len(shapes))
    # Streets on a border run in the gap between two outlines: close the gaps first.
    whole = shapely.buffer(shapely.union_all(shapes), SLIVER_M / 2)
    whole = shapely.buffer(whole, -SLIVER_M / 2)
    km = float(shapely.length(shapely.intersection(lines, whole)).sum()) / 1000
    ids = [n.id for n, m in zip(district.neighbourhoods, metres, strict=True) if m >= PASSED_M]
    return frozenset(ids), km
