"""One street node for each area, to measure how far areas are from each other on foot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from sejuk.geo.paths import metres_between
from sejuk.geo.plane import plane_over
from sejuk.geo.shapes import polygons
from sejuk.model.district import District

Floats = NDArray[np.float64]


def metres_apart(
    district: District, areas: Sequence[str], node_areas: Sequence[str | None]
) -> Floats:
    """[areas, areas] metres along streets on foot between the areas' anchors; inf without a way.

    Args:
        areas: ids of neighbourhoods and borders.
        node_areas: the area of each node of the network; None outside.
    """
    found = anchors(district, node_areas)
    known = [i for i, area in enumerate(areas) if area in found]
    apart = np.full((len(areas), len(areas)), np.inf)
    nodes = np.array([found[areas[i]] for i in known], np.int64)
    apart[np.ix_(known, known)] = metres_between(district.network, nodes)
    np.fill_diagonal(apart, 0.0)
    return apart


def anchors(district: District, node_areas: Sequence[str | None]) -> dict[str, int]:
    """Area → a node: a border's place; of a neighbourhood, the node of it that is nearest to its
    centre. A neighbourhood without a node has the one nearest to its centre, whosever it is."""
    network = district.network
    plane = plane_over(np.stack([network.lon, network.lat], axis=-1))
    at = plane.metres(network.lon, network.lat)
    nodes_of: dict[str, list[int]] = {}
    for node, area in enumerate(node_areas):
        if area is not None:
            nodes_of.setdefault(area, []).append(node)
    found = {p.area_id: p.node for p in district.places if len(p.neighbourhoods) == 2}
    shapes = polygons(district.neighbourhoods, plane)
    for hood, shape in zip(district.neighbourhoods, shapes, strict=True):
        own = np.array(nodes_of.get(hood.id, range(len(network.lon))), np.int64)
        centre = shapely.get_coordinates(shapely.centroid(shape))
        if len(centre) and len(own):
            found[hood.id] = int(own[np.argmin(((at[own] - centre) ** 2).sum(axis=1))])
    return found
