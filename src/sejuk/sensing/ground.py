"""The areas that have a tension, and what is near what, on foot.

Neighbourhoods and borders are two kinds of area and never colour each other: a border's neighbours
are the other borders of its neighbourhoods.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.geo.paths import Near, nodes_around, nodes_within
from sejuk.model.district import StreetNetwork
from sejuk.model.place import area_order

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Ground(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    areas: tuple[str, ...]
    """Ids of neighbourhoods and borders, in their order."""
    border: NDArray[np.bool_]
    """[areas]"""
    neighbours: Floats
    """[areas, areas] equal weights that add up to 1; none between a border and a neighbourhood."""
    network: StreetNetwork | None = None
    """None: all reports are known by their area alone."""
    around: NDArray[np.bool_] | None = None
    """[areas, nodes] how far an echo reaches: nodes of other areas of the kind, near this one."""
    reach: Floats | None = None
    """[areas, areas] part of the second one's nodes that the first one's echo comes from."""

    def index(self) -> dict[str, int]:
        return {area: i for i, area in enumerate(self.areas)}

    def near(self, nodes: Whole, metres: float) -> Near:
        """Nodes near each of the nodes, by street."""
        if self.network is None:
            return Near(start=np.zeros(len(nodes) + 1, np.int64), node=np.zeros(0, np.int64))
        return nodes_within(self.network, nodes, metres)


def ground(
    areas: Iterable[str],
    network: StreetNetwork | None = None,
    node_areas: Sequence[str | None] = (),
    *,
    echo_metres: float = 300.0,
) -> Ground:
    """Ground of neighbourhoods and borders `a|b`: two neighbourhoods with a border are neighbours.

    Args:
        node_areas: the area of each node of the network; None outside.
    """
    ids = tuple(sorted(set(areas), key=_order))
    border = np.array([len(_sides(area)) == 2 for area in ids], bool)
    found = Ground(areas=ids, border=border, neighbours=_neighbours(ids))
    if network is None:
        return found
    position = found.index()
    area_of = np.array([position.get(area or "", -1) for area in node_areas], np.int64)
    members = [np.flatnonzero(area_of == a) for a in range(len(ids))]
    around = nodes_around(network, members, echo_metres)
    inside = np.flatnonzero(area_of >= 0)
    alike = np.zeros_like(around)
    alike[:, inside] = border[area_of[inside]] == border[:, None]
    alike[area_of[inside], inside] = False
    around &= alike
    sizes = np.array([max(len(nodes), 1) for nodes in members], float)
    of_node = np.zeros((len(area_of), len(ids)))
    of_node[inside, area_of[inside]] = 1.0
    return msgspec.structs.replace(
        found, network=network, around=around, reach=(around @ of_node) / sizes
    )


def _sides(area: str) -> list[str]:
    return area.split("|")


def _order(area: str) -> list[tuple[int, int, str]]:
    return [area_order(side) for side in _sides(area)]


def _neighbours(ids: tuple[str, ...]) -> Floats:
    position = {area: i for i, area in enumerate(ids)}
    joined = np.zeros((len(ids), len(ids)))
    borders_of: dict[str, list[int]] = {}
    for i, area in enumerate(ids):
        sides = _sides(area)
        if len(sides) == 2:
            a, b = (position.get(side) for side in sides)
            if a is not None and b is not None:
                joined[a, b] = joined[b, a] = 1.0
            for side in sides:
                borders_of.setdefault(side, []).append(i)
    for group in borders_of.values():
        joined[np.ix_(group, group)] = 1.0
    np.fill_diagonal(joined, 0.0)
    sums = joined.sum(axis=1, keepdims=True)
    return np.asarray(joined / np.maximum(sums, 1.0), np.float64)
