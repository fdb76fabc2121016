"""Shortest paths: the connected part of each mode, travel times, and the streets used.

All times are whole seconds, rounded up once per pair, so that the direct way is never
longer than a way through a third place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from sejuk.geo.network import edges_of, shape_of
from sejuk.model.district import MODE_BIT, UNREACHABLE, StreetNetwork
from sejuk.model.force import MODES, Mode
from sejuk.model.place import LonLat
from sejuk.model.settings import PlanningSettings

WALK_IN_M = 200.0
"""A crew leaves its vehicle and walks at most so far to a place its mode cannot reach."""

_SOURCES_AT_ONCE = 256
"""Keeps the distance table of one Dijkstra call small on a large network."""


class StreetPath(msgspec.Struct, frozen=True, kw_only=True):
    """The way between two nodes; without nodes where there is none."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]
    """One less than the nodes."""
    coords: tuple[LonLat, ...]
    """Along the streets' shape, from the first node to the last."""
    length_m: float
    seconds: int
    """As in the travel matrix; UNREACHABLE where there is no way."""


class Travel(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    seconds: NDArray[np.int32]
    """[modes, nodes asked for, the same] in the order of MODES."""
    walk_in_m: NDArray[np.float64]
    """[modes, nodes asked for] metres walked to the mode's part; 0 on it, inf out of reach."""


class Near(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """For each node asked for, the nodes near it, itself among them."""

    start: NDArray[np.int64]
    """[nodes asked for + 1] those of the i-th are node[start[i]] … node[start[i + 1] - 1]."""
    node: NDArray[np.int64]


class _Graph(msgspec.Struct, frozen=True, eq=False):
    """One mode's streets; `steps` are tail·n + head in rising order, the shortest of parallels."""

    metres: csr_array[np.float64]
    steps: NDArray[np.int64]
    edges: NDArray[np.int64]
    lengths: NDArray[np.float64]
    part: NDArray[np.bool_]


class _Access(msgspec.Struct, frozen=True, eq=False):
    """How nodes join a mode's part on foot."""

    gate: NDArray[np.int64]
    """[nodes asked for] nearest node of the part; -1 where none within reach."""
    walk_m: NDArray[np.float64]


def metres_per_second(mode: Mode, speeds: PlanningSettings) -> float:
    """The speed of a mode in kampung streets."""
    if mode is Mode.FOOT:
        return speeds.walk_metres_per_second
    by_hour = speeds.motorbike_km_per_hour if mode is Mode.MOTORBIKE else speeds.car_km_per_hour
    return by_hour / 3.6


def largest_part(network: StreetNetwork, mode: Mode) -> NDArray[np.bool_]:
    """[n] the largest set of nodes that the mode can travel between in both directions.

    Of parts equal in nodes the one with the lowest node number; all False where the mode
    has no street.
    """
    return _graph(network, mode).part


def travel_times(network: StreetNetwork, nodes: Sequence[int], speeds: PlanningSettings) -> Travel:
    """Seconds between all the nodes in every mode.

    A node off a mode's part is reached by walking from the nearest node of that part, up to
    200 m: walk + ride + walk. On foot a node off the part is out of reach.
    """
    foot = _graph(network, Mode.FOOT)
    count = len(nodes)
    seconds = np.full((len(MODES), count, count), UNREACHABLE, np.int32)
    walks = np.full((len(MODES), count), np.inf)
    last: _Graph | None = None
    for m, mode in enumerate(MODES):
        graph = foot if mode is Mode.FOOT else _graph(network, mode)
        access = _access(graph, foot, nodes, mode)
        walks[m] = access.walk_m
        inside = np.flatnonzero(access.gate >= 0)
        gates, place = np.unique(access.gate[inside], return_inverse=True)
        if last is None or not _alike(graph, last):  # motorbikes and cars often use the same
            ride = _between(graph, gates)[np.ix_(place, place)]
        last = graph
        walk = access.walk_m[inside]
        seconds[m][np.ix_(inside, inside)] = _seconds(
            walk[:, None] + walk[None, :], ride, mode, speeds
        )
    asked = np.asarray(nodes, np.int64)
    seconds[:, asked[:, None] == asked[None, :]] = 0
    return Travel(seconds=seconds, walk_in_m=walks)


def paths_between(
    network: StreetNetwork,
    mode: Mode,
    pairs: Sequence[tuple[int, int]],
    speeds: PlanningSettings,
) -> list[StreetPath]:
    """The streets used between each pair of nodes, as the travel matrix counts them."""
    foot = _graph(network, Mode.FOOT)
    graph = foot if mode is Mode.FOOT else _graph(network, mode)
    asked = sorted({node for pair in pairs for node in pair})
    access = _access(graph, foot, asked, mode)
    gate = dict(zip(asked, access.gate.tolist(), strict=True))
    walk = dict(zip(asked, access.walk_m.tolist(), strict=True))
    reached = [(a, b) for a, b in pairs if a != b and gate[a] >= 0 and gate[b] >= 0]
    rides = _Routes(graph, [(gate[a], gate[b]) for a, b in reached])
    walks = _Routes(
        foot, [p for a, b in reached for p in ((a, gate[a]), (gate[b], b)) if p[0] != p[1]]
    )
    paths = []
    for a, b in pairs:
        if a == b:
            paths.append(_path(network, [a], [], 0.0, 0))
        elif gate[a] < 0 or gate[b] < 0:
            paths.append(_path(network, [], [], float("inf"), UNREACHABLE))
        else:
            parts = [
                walks.way(a, gate[a]),
                rides.way(gate[a], gate[b]),
                walks.way(gate[b], b),
            ]
            nodes = [a] + [n for part in parts for n in part.nodes[1:]]
            edges = [e for part in parts for e in part.edges]
            walked, ride = walk[a] + walk[b], parts[1].metres
            seconds = _seconds(np.array(walked), np.array(ride), mode, speeds)
            paths.append(_path(network, nodes, edges, walked + ride, int(seconds)))
    return paths


def nodes_within(network: StreetNetwork, nodes: NDArray[np.int64], metres: float) -> Near:
    """The nodes that are at most so many metres away on foot, one-way or not."""
    graph = _graph(network, Mode.FOOT).metres
    found, sizes = [np.zeros(0, np.int64)], [np.zeros(1, np.int64)]
    for first in range(0, len(nodes), _SOURCES_AT_ONCE):
        some = nodes[first : first + _SOURCES_AT_ONCE]
        around = dijkstra(graph, directed=False, indices=some, limit=metres)
        row, node = np.nonzero(np.isfinite(around))
        found.append(node.astype(np.int64))
        sizes.append(np.bincount(row, minlength=len(some)).astype(np.int64))
    return Near(start=np.cumsum(np.concatenate(sizes)), node=np.concatenate(found))


def nodes_around(
    network: StreetNetwork, groups: Sequence[NDArray[np.int64]], metres: float
) -> NDArray[np.bool_]:
    """[groups, n] the nodes at most so many metres on foot from one of the group's nodes."""
    graph = _graph(network, Mode.FOOT).metres
    near = np.zeros((len(groups), len(network.lon)), bool)
    for i, group in enumerate(groups):
        if len(group):
            away = dijkstra(graph, directed=False, indices=group, limit=metres, min_only=True)
            near[i] = np.isfinite(away)
    return near


def _seconds(
    walk_m: NDArray[np.float64], ride_m: NDArray[np.float64], mode: Mode, speeds: PlanningSettings
) -> NDArray[np.int32]:
    """Whole seconds, rounded up after the ninth decimal, where floats differ by order of sums."""
    exact = walk_m / speeds.walk_metres_per_second + ride_m / metres_per_second(mode, speeds)
    whole = np.ceil(np.round(exact, 6))
    return np.where(np.isfinite(whole), whole, UNREACHABLE).astype(np.int32)


def _graph(network: StreetNetwork, mode: Mode) -> _Graph:
    n = len(network.lon)
    bit = MODE_BIT[mode]
    usable = edges_of(network, mode) & (network.tail != network.head)
    along = np.flatnonzero(usable & ((network.forward & bit) != 0))
    against = np.flatnonzero(usable & ((network.backward & bit) != 0))
    start = np.concatenate([network.tail[along], network.head[against]]).astype(np.int64)
    end = np.concatenate([network.head[along], network.tail[against]]).astype(np.int64)
    edge = np.concatenate([along, against])
    length = np.maximum(network.length_m[edge], 1e-6)  # csgraph takes 0 for no edge
    order = np.lexsort((edge, length, start * n + end))
    steps, first = np.unique((start * n + end)[order], return_index=True)
    pick = order[first]
    metres = csr_array((length[pick], (start[pick], end[pick])), shape=(n, n))
    return _Graph(metres, steps, edge[pick], length[pick], _part(metres, start, n))


def _part(metres: csr_array[np.float64], start: NDArray[np.int64], n: int) -> NDArray[np.bool_]:
    if not len(start):
        return np.zeros(n, bool)
    _, label = connected_components(metres, directed=True, connection="strong")
    part: NDArray[np.bool_] = label == np.argmax(np.bincount(label))
    if part.sum() > 1:
        return part
    return np.zeros(n, bool)


def _alike(a: _Graph, b: _Graph) -> bool:
    """The same streets, so that all ways in them are the same."""
    return np.array_equal(a.steps, b.steps) and np.array_equal(a.lengths, b.lengths)


def _between(graph: _Graph, nodes: NDArray[np.int64]) -> NDArray[np.float64]:
    """[nodes, nodes] metres."""
    table = np.empty((len(nodes), len(nodes)))
    for first in range(0, len(nodes), _SOURCES_AT_ONCE):
        some = nodes[first : first + _SOURCES_AT_ONCE]
        table[first : first + len(some)] = dijkstra(graph.metres, indices=some)[:, nodes]
    return table


def _access(graph: _Graph, foot: _Graph, nodes: Sequence[int], mode: Mode) -> _Access:
    asked = np.asarray(nodes, np.int64)
    on_part = graph.part[asked]
    gate = np.where(on_part, asked, -1)
    walk = np.where(on_part, 0.0, np.inf)
    if mode is Mode.FOOT or not graph.part.any():
        return _Access(gate, walk)
    for i in np.flatnonzero(~on_part & foot.part[asked]):
        around = dijkstra(foot.metres, indices=asked[i], limit=WALK_IN_M)
        around[~graph.part] = np.inf
        nearest = int(np.argmin(around))
        if np.isfinite(around[nearest]):
            gate[i], walk[i] = nearest, around[nearest]
    return _Access(gate, walk)


class _Way(msgspec.Struct, frozen=True):
    nodes: list[int]
    edges: list[int]
    metres: float


class _Routes:
    """Shortest ways from every start among the pairs, one Dijkstra call for all of them."""

    def __init__(self, graph: _Graph, pairs: Sequence[tuple[int, int]]) -> None:
        self._graph = graph
        starts = sorted({a for a, b in pairs if a != b})
        self._row = {node: i for i, node in enumerate(starts)}
        if starts:
            self._metres, self._before = dijkstra(
                graph.metres, indices=starts, return_predecessors=True
            )

    def way(self, a: int, b: int) -> _Way:
        if a == b:
            return _Way([a], [], 0.0)
        row = self._row[a]
        nodes = [b]
        while nodes[-1] != a:
            nodes.append(int(self._before[row, nodes[-1]]))
        nodes.reverse()
        n = self._graph.metres.shape[0]
        steps = [u * n + v for u, v in pairwise(nodes)]
        edges = self._graph.edges[np.searchsorted(self._graph.steps, steps)]
        return _Way(nodes, edges.tolist(), float(self._metres[row, b]))


def _path(
    network: StreetNetwork, nodes: list[int], edges: list[int], length_m: float, seconds: int
) -> StreetPath:
    coords: list[LonLat] = [(float(network.lon[n]), float(network.lat[n])) for n in nodes[:1]]
    for node, edge in zip(nodes, edges, strict=False):
        shape = shape_of(network, edge)
        if int(network.tail[edge]) != node:
            shape = shape[::-1]
        coords.extend((float(lon), float(lat)) for lon, lat in shape[1:])
    return StreetPath(
        nodes=tuple(nodes),
        edges=tuple(edges),
        coords=tuple(coords),
        length_m=length_m,
        seconds=seconds,
    )
