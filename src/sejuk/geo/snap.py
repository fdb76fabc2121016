"""Places that people tell of → the nearest street node, and the neighbourhood or border.

A place is on a border when it lies within 10 m of the line, as streets do that run along it.
"""

from __future__ import annotations

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from sejuk.geo.borders import ALONG_M
from sejuk.geo.plane import Metres, Plane, plane_over
from sejuk.geo.shapes import SLIVER_M, Shapes, nearest_area, neighbours, polygons
from sejuk.model.district import District
from sejuk.model.place import border_id

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]

STREET_M = 200.0
"""A place farther than this from every node is not on the district's streets."""
NOWHERE = -1


class Snap(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Where places of a district go (guarantee G2: to a node and an area)."""

    plane: Plane
    nodes: cKDTree
    """[n] all nodes of the network; of points alone faster than a tree of shapes."""
    hoods: tuple[str, ...]
    shapes: Shapes
    """[neighbourhoods]"""
    borders: tuple[str, ...]
    lines: Shapes
    """[borders] those that have a place; the others belong to their neighbourhoods."""

    def nearest_nodes(self, lon: Floats, lat: Floats) -> Whole:
        """[places] the nearest node within 200 m; NOWHERE where there is none."""
        away, nearest = self.nodes.query(self._metres(lon, lat))
        return np.asarray(np.where(away <= STREET_M, nearest, NOWHERE), np.int64)

    def areas(self, lon: Floats, lat: Floats) -> list[str | None]:
        """[places] the area of each; None outside of all."""
        flat = self._metres(lon, lat)
        inside = nearest_area(self.shapes, flat, SLIVER_M)
        area = [self.hoods[i] if i >= 0 else None for i in inside.tolist()]
        if not len(self.lines):
            return area
        place, line = shapely.STRtree(self.lines).query_nearest(
            shapely.points(flat), max_distance=ALONG_M, all_matches=True
        )
        for at, which in sorted(zip(place.tolist(), line.tolist(), strict=True), reverse=True):
            area[at] = self.borders[which]
        return area

    def _metres(self, lon: Floats, lat: Floats) -> Metres:
        return self.plane.metres(lon, lat).reshape(-1, 2)


def snap_of(district: District) -> Snap:
    """Of the district's streets, neighbourhoods and borders."""
    network, hoods = district.network, district.neighbourhoods
    plane = plane_over(np.stack([network.lon, network.lat], axis=-1))
    shapes = polygons(hoods, plane)
    with_place = {place.area_id for place in district.places}
    lines = {
        border_id(hoods[shared.a].id, hoods[shared.b].id): shared.line
        for shared in neighbours(shapes)
    }
    borders = tuple(border for border in lines if border in with_place)
    points = plane.metres(network.lon, network.lat).reshape(-1, 2)
    return Snap(
        plane=plane,
        nodes=cKDTree(points),
        hoods=tuple(hood.id for hood in hoods),
        shapes=shapes,
        borders=borders,
        lines=np.array([lines[border] for border in borders], object),
    )


def node_areas(district: District) -> tuple[str | None, ...]:
    """[n] the area of each node; the node of a border's place is on that border."""
    network = district.network
    areas = snap_of(district).areas(network.lon, network.lat)
    for place in district.places:
        if len(place.neighbourhoods) == 2:
            areas[place.node] = place.area_id
    return tuple(areas)
