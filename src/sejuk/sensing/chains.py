"""Which reports tell of one thing: chains through time and streets, compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.kernels.compiled import allocating_entry, inner_kernel

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]

NOWHERE = -1
"""The node of a report that is known by its area alone."""


@allocating_entry
def chains(
    group: Whole,
    moment: Floats,
    area: Whole,
    node: Whole,
    near_start: Whole,
    near_node: Whole,
    nodes: int,
    gap: float,
    longest: float,
) -> Whole:
    """[reports] the first report of each one's incident.

    Args:
        group, moment, area, node: [reports] in rising order of group, then moment (seconds).
            Nodes are numbers below `nodes`, or NOWHERE.
        near_start, near_node: the nodes near each node, itself among them.
        gap: seconds between two reports of a chain, at most.
        longest: seconds after which what goes on is another incident.
    """
    reports = len(group)
    first = np.arange(reports)
    _join_near(first, group, moment, node, near_start, near_node, nodes, gap)
    _join_areas(first, group, moment, area, node, gap)
    for r in range(reports):
        first[r] = _root(first, r)
    _attach(first, group, moment, area, node, gap)
    for r in range(reports):
        first[r] = _root(first, r)
    return _cut(first, moment, longest)


@inner_kernel
def _root(first: Whole, r: int) -> int:
    """The earliest report known to be of r's incident; ways are made shorter as they are gone."""
    while first[r] != r:
        first[r] = first[first[r]]
        r = first[r]
    return r


@inner_kernel
def _join(first: Whole, a: int, b: int) -> None:
    a, b = _root(first, a), _root(first, b)
    if a < b:
        first[b] = a
    else:
        first[a] = b


@allocating_entry
def _join_near(
    first: Whole,
    group: Whole,
    moment: Floats,
    node: Whole,
    near_start: Whole,
    near_node: Whole,
    nodes: int,
    gap: float,
) -> None:
    """Only the last report at each node need be looked at: earlier ones that are near enough in
    time are joined to it, being at the same node."""
    last = np.full(nodes, -1, np.int64)
    for r in range(len(group)):
        if node[r] == NOWHERE:
            continue
        for k in range(near_start[node[r]], near_start[node[r] + 1]):
            before = last[near_node[k]]
            if before >= 0 and group[before] == group[r] and moment[r] - moment[before] <= gap:
                _join(first, before, r)
        last[node[r]] = r


@allocating_entry
def _join_areas(
    first: Whole, group: Whole, moment: Floats, area: Whole, node: Whole, gap: float
) -> None:
    """Reports known by their area alone, with each other."""
    last = np.full(area.max() + 1 if len(area) else 0, -1, np.int64)
    for r in range(len(group)):
        if node[r] != NOWHERE:
            continue
        before = last[area[r]]
        if before >= 0 and group[before] == group[r] and moment[r] - moment[before] <= gap:
            _join(first, before, r)
        last[area[r]] = r


@allocating_entry
def _attach(
    first: Whole, group: Whole, moment: Floats, area: Whole, node: Whole, gap: float
) -> None:
    """Each chain known by its area alone goes to the incident there that is nearest in time, and
    to one only: two incidents with a place do not become one because of it."""
    reports = len(group)
    nearest = np.full(reports, np.inf)
    target = np.full(reports, -1, np.int64)
    for ahead in (False, True):
        last = np.full(area.max() + 1 if reports else 0, -1, np.int64)
        for i in range(reports):
            r = reports - 1 - i if ahead else i
            if node[r] != NOWHERE:
                last[area[r]] = r
                continue
            other = last[area[r]]
            if other < 0 or group[other] != group[r]:
                continue
            away = abs(moment[r] - moment[other])
            chain = first[r]
            if away <= gap and away < nearest[chain]:
                nearest[chain], target[chain] = away, first[other]
    for chain in range(reports):
        if target[chain] >= 0:
            _join(first, target[chain], chain)


@allocating_entry
def _cut(first: Whole, moment: Floats, longest: float) -> Whole:
    """What goes on longer than `longest` after its first report begins anew."""
    began = first.copy()
    for r in range(len(first)):
        # `began` of the chain's head is where its latest piece began: pieces come in their order.
        head = first[r]
        if moment[r] - moment[began[head]] > longest:
            began[head] = r
        began[r] = began[head]
    for r in range(len(first)):
        if first[r] == r:
            began[r] = r
    return began
