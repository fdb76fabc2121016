"""Where a place would stand: a node, or a point along a street that will become one."""

from __future__ import annotations

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from sejuk.geo.network import edges_of
from sejuk.geo.plane import Metres, Plane
from sejuk.geo.shapes import Shapes, street_lines
from sejuk.model.district import StreetNetwork
from sejuk.model.force import Mode
from sejuk.model.place import PlaceKind


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate place before the network is split at it."""

    id: str
    name: str
    kind: PlaceKind
    x: float
    y: float
    """Metres in the plane, on the street."""
    areas: tuple[int, ...]
    """Positions of its neighbourhoods."""
    node: int = -1
    """Its node where it has one already, else -1 with edge and offset."""
    edge: int = -1
    offset_m: float = 0.0
    rawan: bool = False
    opens: int | None = None
    closes: int | None = None


class Walkable(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The streets on which places may stand: those of the largest part on foot."""

    network: StreetNetwork
    plane: Plane
    edges: NDArray[np.intp]
    """Their numbers in the network."""
    lines: Shapes
    """[edges] in metres of the plane."""
    tree: shapely.STRtree
    nodes: Metres
    """[n, 2] all nodes of the network in the plane."""


class OnStreet(msgspec.Struct, frozen=True, kw_only=True):
    """The point of a street that is nearest to something."""

    edge: int
    offset_m: float
    x: float
    y: float
    away_m: float


def walkable(network: StreetNetwork, plane: Plane, part: NDArray[np.bool_]) -> Walkable:
    """The streets of a part of the network that are open on foot."""
    edges = np.flatnonzero(edges_of(network, Mode.FOOT) & part[network.tail] & part[network.head])
    lines = street_lines(network, plane, edges)
    return Walkable(
        network=network,
        plane=plane,
        edges=edges,
        lines=lines,
        tree=shapely.STRtree(lines),
        nodes=plane.metres(network.lon, network.lat),
    )


def nearest_streets(ground: Walkable, points: Metres, within_m: float) -> list[OnStreet | None]:
    """For each point the nearest point on a street; None where farther than `within_m`."""
    found: list[OnStreet | None] = [None] * len(points)
    if not len(points) or not len(ground.lines):
        return found
    shapes = shapely.points(points)
    where, line = ground.tree.query_nearest(shapes, max_distance=within_m, all_matches=True)
    for i, at in sorted(zip(where.tolist(), line.tolist(), strict=True), reverse=True):
        found[i] = on_street(ground, at, shapes[i])
    return found


def on_street(ground: Walkable, line: int, point: shapely.Geometry) -> OnStreet:
    """The point of `ground.lines[line]` nearest to a point."""
    offset = float(shapely.line_locate_point(ground.lines[line], point))
    at = shapely.line_interpolate_point(ground.lines[line], offset)
    return OnStreet(
        edge=int(ground.edges[line]),
        offset_m=offset,
        x=float(at.x),
        y=float(at.y),
        away_m=float(shapely.distance(at, point)),
    )


def street_name(network: StreetNetwork, edge: int) -> str | None:
    """The name of an edge's street."""
    number = int(network.street[edge])
    return network.street_names[number] if number >= 0 else None
