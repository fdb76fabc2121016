"""What the day leaves on record: reports, efforts and lots, as sensing is given them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
import numpy as np

from sejuk.model.exploration import Exploration
from sejuk.model.kinds.field import Origin
from sejuk.model.report import Effort, IncidentKind, Lot, Report, Signals
from sejuk.sensing.days import DAY
from sejuk.simulation.nights.draw import Luck
from sejuk.simulation.nights.town import Day


class Where(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Areas by position, and nodes of their places."""

    areas: tuple[str, ...]
    nodes: tuple[tuple[int, ...], ...]
    """Of each area's places; a report is at one of them (guarantee G2)."""


class Kinds(msgspec.Struct, frozen=True, kw_only=True):
    """What happens: kinds with weight, and how often in comparison. The worse, the rarer."""

    names: tuple[str, ...]
    below: tuple[float, ...]
    """Cumulated parts of all, up to and with each."""


def kinds_that_happen(kinds: Mapping[str, IncidentKind]) -> Kinds:
    """As often as 1/severity² says: an assumption."""
    names = tuple(name for name, kind in kinds.items() if kind.severity)
    parts = np.array([kinds[name].severity ** -2.0 for name in names])
    return Kinds(names=names, below=tuple(np.cumsum(parts / parts.sum()).tolist()))


def signals_after(
    signals: Signals,
    day: Day,
    minutes: np.ndarray,
    lot: Exploration | None,
    begins: datetime,
    luck: Luck,
    where: Where,
    kinds: Kinds,
) -> Signals:
    """With the 24 hours since `begins`, in which patrols were there for so many minutes [areas]."""
    date = (begins + DAY / 2).date()
    known = begins + DAY
    return msgspec.structs.replace(
        signals,
        reports=(*signals.reports, *_reports(day, begins, luck, where, kinds)),
        efforts=(
            *signals.efforts,
            *(
                Effort(area=where.areas[a], day=date, minutes=float(minutes[a]), received=known)
                for a in np.flatnonzero(minutes).tolist()
            ),
        ),
        lots=signals.lots
        if lot is None
        else (*signals.lots, Lot(day=date, exploration=lot, received=begins)),
    )


def _reports(
    day: Day, begins: datetime, luck: Luck, where: Where, kinds: Kinds
) -> Sequence[Report]:
    found: list[Report] = []
    for a in np.flatnonzero(day.told + day.found).tolist():
        told = int(day.told[a])
        for k in range(told + int(day.found[a])):
            nodes = where.nodes[a]
            nth = int(np.searchsorted(kinds.below, luck.kind[a, k]))
            at = begins + timedelta(seconds=round(86_399 * float(luck.hour[a, k])))
            found.append(
                Report(
                    id=f"{begins.date()}-{a}-{k}",
                    what=kinds.names[min(nth, len(kinds.names) - 1)],
                    origin=Origin.RESIDENT if k < told else Origin.DISCOVERED,
                    area=where.areas[a],
                    node=nodes[int(luck.place[a, k] * len(nodes))] if nodes else None,
                    happened=at,
                    received=at,
                )
            )
    return found
