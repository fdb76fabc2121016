"""Reports about the same thing are one incident: how many there were is not how many told of it.

Two reports of kinds of one group tell of the same when they are at most 150 m by street and 3 hours
apart, and so do all that hang together in this way. A report that is known by its area alone
goes with others of its area: with the incident there that is nearest in time, or with its like.
What goes on for more than 12 hours is counted anew. The order of the input makes no difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.report import Incident, IncidentKind, Report
from sejuk.sensing.chains import NOWHERE, chains
from sejuk.sensing.ground import Ground
from sejuk.sensing.weight import group_of, severity_of

Whole = NDArray[np.int64]


class LinkParams(msgspec.Struct, frozen=True, kw_only=True):
    """Where to start; `docs/explanation/tension.md`."""

    metres: float = 150.0
    hours: float = 3.0
    longest_hours: float = 12.0


def link(
    reports: Sequence[Report],
    ground: Ground,
    kinds: Mapping[str, IncidentKind],
    by: LinkParams,
) -> tuple[Incident, ...]:
    """The incidents that the reports tell of, by group and time.

    `origin` is who made it known first. Reports must be of areas of the ground and of kinds that
    weigh something.
    """
    if not reports:
        return ()
    ordered, first, node = _chained(reports, ground, kinds, by)
    return _incidents(ordered, first, node, kinds)


def linked(
    reports: Sequence[Report],
    ground: Ground,
    kinds: Mapping[str, IncidentKind],
    by: LinkParams,
) -> tuple[tuple[Report, ...], ...]:
    """The same incidents as their reports, in time."""
    if not reports:
        return ()
    ordered, first, _ = _chained(reports, ground, kinds, by)
    together: dict[int, list[Report]] = {}
    for report, head in zip(ordered, first.tolist(), strict=True):
        together.setdefault(head, []).append(report)
    return tuple(tuple(chain) for chain in together.values())


def _chained(
    reports: Sequence[Report], ground: Ground, kinds: Mapping[str, IncidentKind], by: LinkParams
) -> tuple[list[Report], Whole, Whole]:
    """The reports by group and time, the first one of each one's incident, and where each is."""
    areas = ground.index()
    group = {r.what: group_of(r, kinds) for r in reports}
    ordered = sorted(reports, key=lambda r: (group[r.what], *_key(r)))
    number = {name: i for i, name in enumerate(sorted(set(group.values())))}
    node = np.array([NOWHERE if r.node is None else r.node for r in ordered], np.int64)
    moment = np.array([r.happened.timestamp() for r in ordered])
    used, place = np.unique(node[node != NOWHERE], return_inverse=True)
    node[node != NOWHERE] = place
    near_start, near_node = _near(ground, used, by.metres)
    first = chains(
        np.array([number[group[r.what]] for r in ordered], np.int64),
        moment,
        np.array([areas[r.area] for r in ordered], np.int64),
        node,
        near_start,
        near_node,
        len(used),
        by.hours * 3600,
        by.longest_hours * 3600,
    )
    return ordered, first, node


def _key(report: Report) -> tuple[object, ...]:
    node = NOWHERE if report.node is None else report.node
    at = (report.happened, report.id, report.received, report.area, node)
    return (*at, report.what, report.origin, report.severity or 0)


def _near(ground: Ground, used: Whole, metres: float) -> tuple[Whole, Whole]:
    """Of the nodes that occur, by their place among them: those near each, itself among them."""
    near = ground.near(used, metres)
    of = np.repeat(np.arange(len(used)), np.diff(near.start))
    place = np.searchsorted(used, near.node)
    occurs = place < len(used)
    occurs[occurs] = used[place[occurs]] == near.node[occurs]
    start = np.concatenate([[0], np.cumsum(np.bincount(of[occurs], minlength=len(used)))])
    return start.astype(np.int64), place[occurs].astype(np.int64)


def _incidents(
    ordered: list[Report], first: Whole, node: Whole, kinds: Mapping[str, IncidentKind]
) -> tuple[Incident, ...]:
    received = np.array([r.received.timestamp() for r in ordered])
    severity = np.array([severity_of(r, kinds) for r in ordered], np.int64)
    heads, counts = np.unique(first, return_counts=True)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    told = np.lexsort((np.arange(len(first)), received, first))[starts]
    located = np.lexsort((np.arange(len(first)), node == NOWHERE, first))[starts]
    worst = np.maximum.reduceat(severity[np.argsort(first, kind="stable")], starts)
    return tuple(
        Incident(
            id=ordered[head].id,
            group=group_of(ordered[head], kinds),
            severity=most,
            origin=ordered[teller].origin,
            area=ordered[place].area,
            node=ordered[place].node,
            began=ordered[head].happened,
            known=ordered[teller].received,
            reports=count,
        )
        for head, teller, place, most, count in zip(
            heads.tolist(),
            told.tolist(),
            located.tolist(),
            worst.tolist(),
            counts.tolist(),
            strict=True,
        )
    )
