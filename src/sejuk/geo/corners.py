"""Junctions as places, and enough places for every neighbourhood."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from sejuk.geo.naming import junction_label, stretch_label
from sejuk.geo.network import SAME_POINT_M
from sejuk.geo.plane import Metres
from sejuk.geo.shapes import SLIVER_M, Shapes, nearest_area
from sejuk.geo.spots import Spot, Walkable, nearest_streets, street_name
from sejuk.model.place import Neighbourhood, PlaceKind
from sejuk.problems import refuse

APART_M = 120.0
FILL_APART_M = (60.0, 40.0, 20.0, 8.0)
"""How near a filling place may stand to the neighbourhood's others: the first that works."""

TAKEN_M = 2 * SAME_POINT_M
"""Nearer than this to a place another could become the same node; so a corner on a common
outline serves one side."""

PLACES_AT_LEAST = 2
REACH_M = 150.0
"""A neighbourhood without a street is served from streets this near."""

_SAMPLE_M = 10.0

_Away = Callable[[Metres], Metres]
"""[points, 2] → [points] metres to the nearest place of all."""


def junction_spots(
    ground: Walkable,
    shapes: Shapes,
    neighbourhoods: Sequence[Neighbourhood],
    placed: Sequence[Spot],
) -> list[Spot]:
    """Junctions of three or more streets, each 120 m or more from every other place.

    The junctions of most streets come first, then those first in the network.
    """
    corners = _corners(ground)
    area = nearest_area(shapes, ground.nodes[corners], SLIVER_M)
    corners, area = corners[area >= 0], area[area >= 0]
    degree = _degree(ground)[corners]
    away = _away(ground.nodes[corners], placed)
    found = []
    for i in np.lexsort((corners, -degree)):
        if away[i] < APART_M:
            continue
        node = int(corners[i])
        found.append(_junction(ground, node, int(area[i]), neighbourhoods))
        away = np.minimum(away, np.hypot(*(ground.nodes[corners] - ground.nodes[node]).T))
    return found


def filling_spots(
    ground: Walkable,
    shapes: Shapes,
    neighbourhoods: Sequence[Neighbourhood],
    placed: Sequence[Spot],
    street_m: Metres,
) -> list[Spot]:
    """More places where a neighbourhood has fewer than two, or none of its own.

    First junctions inside, then points along streets inside, then the street points nearest
    to it; each apart from its own places, as far as can be from all, and where none stands yet
    (only where all within 150 m are taken do two neighbourhoods get a place each at one point).
    Raises area_without_streets where no street is within 150 m.
    """
    found: list[Spot] = []
    placed_tree = _tree(placed)

    def away(points: Metres) -> Metres:
        return np.minimum(_nearest(placed_tree, points), _away(points, found))

    corners = _corners(ground)
    corner_tree = shapely.STRtree(shapely.points(ground.nodes[corners]))
    for area in range(len(shapes)):
        has = [s for s in placed if area in s.areas]
        own = sum(len(s.areas) == 1 for s in has)
        pool: list[Spot] | None = None
        while len(has) < PLACES_AT_LEAST or (own == 0 and street_m[area] > 2 * _SAMPLE_M):
            if pool is None:
                inside = np.sort(corner_tree.query(shapes[area], predicate="intersects"))
                pool = [_junction(ground, int(corners[i]), area, neighbourhoods) for i in inside]
            new = _farthest(pool, has, away, FILL_APART_M[:2])
            if new is None:
                new = _along_street(ground, shapes[area], area, neighbourhoods, has, away)
            if new is None:
                break
            has.append(new)
            found.append(new)
            own += 1
        if not has:
            raise refuse(
                "area_without_streets", area=neighbourhoods[area].name, metres=int(REACH_M)
            )
    return found


def _along_street(
    ground: Walkable,
    shape: shapely.Geometry,
    area: int,
    neighbourhoods: Sequence[Neighbourhood],
    has: Sequence[Spot],
    away: _Away,
) -> Spot | None:
    """The best point of a street inside, else of one outside, the nearest to the shape."""
    near = np.sort(ground.tree.query(shape, predicate="dwithin", distance=REACH_M))
    lines = ground.lines[near]
    inside = shapely.intersection(lines, shape)
    points = _samples(inside)
    if len(points):
        spots = _stretches(ground, points, area, neighbourhoods)
        new = _farthest(spots, has, away, FILL_APART_M)
        if new is not None:
            return new
    points = _samples(shapely.intersection(lines, shapely.buffer(shape, REACH_M)))
    if not len(points):
        return None
    outside = shapely.distance(shapely.points(points), shape)
    points = points[np.argsort(outside, kind="stable")]
    own, is_free = _away(points, has), away(points) >= TAKEN_M
    for allowed in (is_free, ~is_free):
        for apart in FILL_APART_M:
            for i in np.flatnonzero((own >= apart) & allowed)[:1]:
                return _stretches(ground, points[i : i + 1], area, neighbourhoods)[0]
    return None


def _samples(lines: Shapes) -> Metres:
    """[points, 2] about every 10 m along the lines, the middle of short ones."""
    rows = []
    for line in shapely.get_parts(shapely.get_parts(lines)):
        if line.geom_type != "LineString" or line.is_empty:
            continue
        steps = max(1, int(shapely.length(line) // _SAMPLE_M))
        at = (np.arange(steps) + 0.5) / steps
        rows.append(
            shapely.get_coordinates(shapely.line_interpolate_point(line, at, normalized=True))
        )
    return np.concatenate(rows) if rows else np.empty((0, 2))


def _stretches(
    ground: Walkable, points: Metres, area: int, neighbourhoods: Sequence[Neighbourhood]
) -> list[Spot]:
    spots = []
    for street in nearest_streets(ground, points, 1.0):
        if street is None:
            continue
        name = street_name(ground.network, street.edge)
        spots.append(
            Spot(
                id=f"jalan-{street.edge}-{round(street.offset_m)}",
                name=stretch_label(name, neighbourhoods[area].name),
                kind=PlaceKind.STREET,
                x=street.x,
                y=street.y,
                areas=(area,),
                edge=street.edge,
                offset_m=street.offset_m,
            )
        )
    return spots


def _junction(
    ground: Walkable, node: int, area: int, neighbourhoods: Sequence[Neighbourhood]
) -> Spot:
    network = ground.network
    at = ground.edges[(network.tail[ground.edges] == node) | (network.head[ground.edges] == node)]
    streets = [name for edge in at if (name := street_name(network, int(edge)))]
    return Spot(
        id=f"simpang-{node}",
        name=junction_label(streets, neighbourhoods[area].name),
        kind=PlaceKind.JUNCTION,
        x=float(ground.nodes[node, 0]),
        y=float(ground.nodes[node, 1]),
        areas=(area,),
        node=node,
    )


def _farthest(
    pool: Sequence[Spot], has: Sequence[Spot], away: _Away, apart: Sequence[float]
) -> Spot | None:
    """The free spot of the pool farthest from every place, if it is far enough from its own."""
    if not pool:
        return None
    points = np.array([(s.x, s.y) for s in pool])
    own, all_away = _away(points, has), away(points)
    for least in apart:
        may = (own >= least) & (all_away >= TAKEN_M)
        if may.any():
            return pool[int(np.argmax(np.where(may, all_away, -1.0)))]
    return None


def _away(points: Metres, spots: Sequence[Spot]) -> Metres:
    """[points] metres to the nearest spot; inf where there are none."""
    return _nearest(_tree(spots), points)


def _tree(spots: Sequence[Spot]) -> shapely.STRtree:
    return shapely.STRtree(shapely.points(np.array([(s.x, s.y) for s in spots]).reshape(-1, 2)))


def _nearest(tree: shapely.STRtree, points: Metres) -> Metres:
    """[points] metres to the nearest point of the tree; inf where it has none."""
    nearest = np.full(len(points), np.inf)
    if not len(tree.geometries):
        return nearest
    (where, _), away = tree.query_nearest(
        shapely.points(points), return_distance=True, all_matches=False
    )
    nearest[where] = away
    return nearest


def _degree(ground: Walkable) -> NDArray[np.intp]:
    """[n] walkable streets that meet at each node; a loop counts twice."""
    network = ground.network
    ends = np.concatenate([network.tail[ground.edges], network.head[ground.edges]])
    return np.bincount(ends, minlength=len(network.lon))


def _corners(ground: Walkable) -> NDArray[np.intp]:
    return np.flatnonzero(_degree(ground) >= 3)
