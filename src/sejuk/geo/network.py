"""Street lines → the street network in arrays, and places put on it as nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.geo.access import access_of
from sejuk.geo.noding import node_lines
from sejuk.geo.plane import Metres, Plane
from sejuk.model.access import AccessRules
from sejuk.model.district import MODE_BIT, RoadLine, StreetNetwork
from sejuk.model.force import Mode

SAME_POINT_M = 5.0
"""A place this near a node, or another place on the same street, shares its node."""


class Streets(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A network as built, and why some lines are not in it."""

    network: StreetNetwork
    dropped: dict[str, int]
    """Reason → lines."""


class SplitNetwork(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    network: StreetNetwork
    nodes: NDArray[np.int32]
    """[spots] node of each spot."""


def street_network(lines: Sequence[RoadLine], rules: AccessRules, plane: Plane) -> Streets:
    """Node the lines that some mode may use; lengths in metres of the plane."""
    dropped: Counter[str] = Counter()
    kept: list[RoadLine] = []
    bits: list[tuple[int, int]] = []
    for line in lines:
        access = access_of(line, rules)
        if access.dropped is not None:
            dropped[access.dropped] += 1
        else:
            kept.append(line)
            bits.append((access.forward, access.backward))
    noding = node_lines(kept)
    if noding.points_only:
        dropped["single_point"] += len(noding.points_only)
    of_line = np.array([piece.line for piece in noding.pieces], np.int64)
    names = _numbered([line.name or None for line in kept])
    highways = _numbered([line.highway for line in kept])
    sizes = [len(piece.coords) for piece in noding.pieces]
    shape = np.array([p for piece in noding.pieces for p in piece.coords], float).reshape(-1, 2)
    nodes = np.array(noding.nodes, float).reshape(-1, 2)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    network = StreetNetwork(
        lon=nodes[:, 0].copy(),
        lat=nodes[:, 1].copy(),
        tail=np.array([piece.tail for piece in noding.pieces], np.int32),
        head=np.array([piece.head for piece in noding.pieces], np.int32),
        length_m=_lengths(plane.metres(shape[:, 0], shape[:, 1]), starts),
        forward=np.array([b[0] for b in bits], np.uint8)[of_line],
        backward=np.array([b[1] for b in bits], np.uint8)[of_line],
        street=names.number[of_line],
        highway=highways.number[of_line],
        shape_start=starts,
        shape_lon=shape[:, 0].copy(),
        shape_lat=shape[:, 1].copy(),
        street_names=names.texts,
        highway_names=highways.texts,
    )
    return Streets(network=network, dropped=dict(sorted(dropped.items())))


def edges_of(network: StreetNetwork, mode: Mode) -> NDArray[np.bool_]:
    """[m] whether the mode may use the edge in some direction."""
    usable: NDArray[np.bool_] = ((network.forward | network.backward) & MODE_BIT[mode]) != 0
    return usable


def shape_of(network: StreetNetwork, edge: int) -> Metres:
    """[points, 2] lon/lat of an edge from tail to head, both included."""
    part = slice(network.shape_start[edge], network.shape_start[edge + 1])
    return np.stack([network.shape_lon[part], network.shape_lat[part]], axis=-1)


def split_at(
    network: StreetNetwork, plane: Plane, edges: Sequence[int], offsets_m: Sequence[float]
) -> SplitNetwork:
    """Make a node of each spot, `offsets_m` metres from the tail of its edge.

    A spot within 5 m of a node, or of an earlier spot on the same edge, takes that node.
    New nodes come after the old ones, so old node numbers stay valid; edge numbers do not.
    """
    spots: dict[int, list[int]] = {}
    for spot, edge in enumerate(edges):
        spots.setdefault(int(edge), []).append(spot)
    node_of = np.full(len(edges), -1, np.int32)
    points: list[Metres] = []
    rows: list[tuple[int, int, int, Metres]] = []
    """Edge of origin, tail, head, shape."""
    for edge in range(len(network.tail)):
        shape = shape_of(network, edge)
        tail, head = int(network.tail[edge]), int(network.head[edge])
        for cut in sorted(spots.get(edge, ()), key=lambda s: offsets_m[s], reverse=True):
            # From the head backwards: what lies before the cut keeps its distances.
            metres = plane.metres(shape[:, 0], shape[:, 1])
            along = _distance_along(metres)
            at = float(offsets_m[cut])
            if at <= SAME_POINT_M and at <= along[-1] / 2:
                node_of[cut] = tail
                continue
            if at >= along[-1] - SAME_POINT_M:
                node_of[cut] = head
                continue
            point = plane.degrees(_point_at(metres, along, at))
            before = int(np.searchsorted(along, at, side="left"))
            after = before + 1 if along[before] == at else before
            node = len(network.lon) + len(points)
            points.append(point)
            rows.append((edge, node, head, np.concatenate([[point], shape[after:]])))
            shape, head = np.concatenate([shape[:before], [point]]), node
            node_of[cut] = node
        rows.append((edge, tail, head, shape))
    return SplitNetwork(network=_rebuilt(network, plane, points, rows), nodes=node_of)


def _rebuilt(
    network: StreetNetwork,
    plane: Plane,
    points: list[Metres],
    rows: list[tuple[int, int, int, Metres]],
) -> StreetNetwork:
    origin = np.array([row[0] for row in rows], np.int64)
    starts = np.concatenate([[0], np.cumsum([len(row[3]) for row in rows])]).astype(np.int32)
    shape = np.concatenate([row[3] for row in rows]) if rows else np.empty((0, 2))
    added = np.array(points, float).reshape(-1, 2)
    return msgspec.structs.replace(
        network,
        lon=np.concatenate([network.lon, added[:, 0]]),
        lat=np.concatenate([network.lat, added[:, 1]]),
        tail=np.array([row[1] for row in rows], np.int32),
        head=np.array([row[2] for row in rows], np.int32),
        length_m=_lengths(plane.metres(shape[:, 0], shape[:, 1]), starts),
        forward=network.forward[origin],
        backward=network.backward[origin],
        street=network.street[origin],
        highway=network.highway[origin],
        shape_start=starts,
        shape_lon=shape[:, 0].copy(),
        shape_lat=shape[:, 1].copy(),
    )


def _lengths(metres: Metres, starts: NDArray[np.int32]) -> Metres:
    """[m] length of each edge, from all shape points laid end to end."""
    if len(starts) < 2:
        return np.empty(0)
    steps = np.hypot(*np.diff(metres, axis=0).T)
    steps[starts[1:-1] - 1] = 0.0
    lengths: Metres = np.add.reduceat(np.append(steps, 0.0), starts[:-1])
    return lengths


def _distance_along(metres: Metres) -> Metres:
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(metres, axis=0).T))])


def _point_at(metres: Metres, along: Metres, at: float) -> Metres:
    return np.array([np.interp(at, along, metres[:, 0]), np.interp(at, along, metres[:, 1])])


class _Numbered(msgspec.Struct, frozen=True, eq=False):
    number: NDArray[np.int32]
    texts: tuple[str, ...]


def _numbered(values: Sequence[str | None]) -> _Numbered:
    """Each value by its place in the list of different ones; None is -1."""
    texts = tuple(sorted({value for value in values if value is not None}))
    place = {text: i for i, text in enumerate(texts)}
    number = np.array([-1 if v is None else place[v] for v in values], np.int32)
    return _Numbered(number, texts)
