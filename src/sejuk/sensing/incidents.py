"""Reports about the same thing are one incident: how many there were is not how many told of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

import msgspec

from sejuk.model.report import Report


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """Several reports of one kind in one area, each within `link_hours` of the one before."""

    what: str
    area: str
    began: datetime
    reports: int


def link(reports: Iterable[Report], link_hours: float) -> tuple[Incident, ...]:
    """Chains of reports, by area, kind and time. The order of the input makes no difference."""
    ordered = sorted(reports, key=lambda r: (r.area, r.what, r.happened))
    found: list[Incident] = []
    for (area, what), group in groupby(ordered, key=lambda r: (r.area, r.what)):
        times = [report.happened for report in group]
        found += [
            Incident(what=what, area=area, began=chain[0], reports=len(chain))
            for chain in _chains(times, timedelta(hours=link_hours))
        ]
    return tuple(found)


def _chains(times: list[datetime], gap: timedelta) -> list[list[datetime]]:
    chains: list[list[datetime]] = []
    for moment in times:
        if chains and moment - chains[-1][-1] <= gap:
            chains[-1].append(moment)
        else:
            chains.append([moment])
    return chains
