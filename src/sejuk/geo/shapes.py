"""Areas as polygons in the plane: which points, streets and neighbours they have."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from sejuk.geo.plane import Metres, Plane
from sejuk.model.district import AreaShape, StreetNetwork
from sejuk.model.place import LonLat, Neighbourhood

Shapes = NDArray[np.object_]
"""Shapely geometries in metres of a plane."""

SLIVER_M = 15.0
"""Outlines drawn twice by hand leave gaps; neighbourhoods this near are neighbours."""

SHARED_M = 30.0
"""Shorter common outlines are corners."""


class Shared(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The common outline of two neighbourhoods."""

    a: int
    b: int
    """Positions, a < b."""
    line: shapely.Geometry
    """The part of a's and b's outlines that lies along the other's."""
    middle: shapely.Geometry
    metres: float


def polygons(areas: Sequence[AreaShape | Neighbourhood], plane: Plane) -> Shapes:
    """[areas] valid polygons or multipolygons; empty where an outline has no area."""
    return np.array([_polygon(area.rings, plane) for area in areas], object)


def _polygon(rings: tuple[tuple[tuple[LonLat, ...], ...], ...], plane: Plane) -> shapely.Geometry:
    parts = []
    for polygon in rings:
        flat = [plane.metres(*np.array(ring, float).T) for ring in polygon if len(ring) >= 4]
        if flat:
            parts.append(shapely.make_valid(shapely.Polygon(flat[0], flat[1:])))
    whole = shapely.union_all(parts)
    # Repair can leave lines and points behind; only what has an area is a neighbourhood.
    pieces = [p for p in shapely.get_parts(shapely.get_parts(whole)) if shapely.area(p) > 0]
    return shapely.union_all(pieces) if len(pieces) != 1 else pieces[0]


def street_lines(network: StreetNetwork, plane: Plane, edges: NDArray[np.intp]) -> Shapes:
    """[edges] line of each given edge, tail to head."""
    starts = network.shape_start.astype(np.int64)
    sizes = starts[edges + 1] - starts[edges]
    index = np.repeat(np.arange(len(edges)), sizes)
    offset = np.arange(len(index)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    points = starts[edges][index] + offset
    flat = plane.metres(network.shape_lon[points], network.shape_lat[points])
    lines: Shapes = shapely.linestrings(flat, indices=index)
    return lines


def metres_inside(shapes: Shapes, lines: Shapes) -> Metres:
    """[shapes] metres of line inside each."""
    of_shape, of_line = shapely.STRtree(lines).query(shapes, predicate="intersects")
    inside = shapely.length(shapely.intersection(lines[of_line], shapes[of_shape]))
    return np.bincount(of_shape, weights=inside, minlength=len(shapes)).astype(float)


def hectares(shapes: Shapes) -> Metres:
    """[shapes] area of each in hectares."""
    return np.asarray(shapely.area(shapes), float) / 10_000


def middle(shapes: Shapes) -> Metres:
    """[2] the centre of all shapes together."""
    return np.asarray(shapely.get_coordinates(shapely.centroid(shapely.union_all(shapes)))[0])


def nearest_area(shapes: Shapes, points: Metres, within_m: float) -> NDArray[np.intp]:
    """[points] the area that holds each point, else the nearest one, -1 beyond `within_m`.

    Where areas overlap: the first.
    """
    found = np.full(len(points), -1, np.intp)
    if not len(points):
        return found
    where, area = shapely.STRtree(shapes).query_nearest(
        shapely.points(points), max_distance=max(within_m, 1e-9), all_matches=True
    )
    for point, shape in sorted(zip(where.tolist(), area.tolist(), strict=True), reverse=True):
        found[point] = shape
    return found


def neighbours(shapes: Shapes) -> list[Shared]:
    """Pairs of areas with a common outline of 30 m or more, across gaps of up to 15 m.

    An outline counts as common where it lies within 15 m of the other area. Both of its ends
    reach some 15 m round the corner, so 30 m are taken off (an area that only touches another
    at a corner has 30 m in this way, and none after it).
    """
    wide = shapely.buffer(shapes, SLIVER_M)
    outline = shapely.boundary(shapes)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=SLIVER_M)
    pairs = sorted((int(a), int(b)) for a, b in zip(first, second, strict=True) if a < b)
    found = []
    for a, b in pairs:
        of_a = shapely.intersection(outline[a], wide[b])
        of_b = shapely.intersection(outline[b], wide[a])
        metres = min(shapely.length(of_a), shapely.length(of_b)) - 2 * SLIVER_M
        if metres >= SHARED_M:
            found.append(
                Shared(
                    a=a,
                    b=b,
                    line=shapely.union(of_a, of_b),
                    middle=_middle(of_a),
                    metres=float(metres),
                )
            )
    return found


def _middle(touching: shapely.Geometry) -> shapely.Geometry:
    """Half-way along the longest unbroken piece."""
    lines = [part for part in shapely.get_parts(touching) if part.geom_type == "LineString"]
    pieces = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
    longest = pieces[int(np.argmax(shapely.length(pieces)))]
    return shapely.line_interpolate_point(longest, 0.5, normalized=True)
