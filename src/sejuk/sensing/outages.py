"""When a source was silent: what nobody could tell is no calm.

Outages are given, or found: of a source that told of λ incidents a day, a silence of t days has
the probability exp(−λ · t). A silence that long is taken for an outage when it lasted more than
a day and its probability is below one in a thousand, by the rate of the 60 days before it, in
which the source told of ten incidents at least. With nothing amiss such a silence comes once in a
thousand incidents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.kinds.field import Origin
from sejuk.model.report import Incident, Outage
from sejuk.sensing.days import Days
from sejuk.sensing.weight import TOLD

Floats = NDArray[np.float64]


class SilenceParams(msgspec.Struct, frozen=True, kw_only=True):
    probability: float = 1e-3
    least_days: float = 1.0
    least_incidents: int = 10
    rate_days: float = 60.0


def silences(incidents: Iterable[Incident], now: datetime, by: SilenceParams) -> tuple[Outage, ...]:
    """Outages of the whole district that nobody noted, for each source by itself."""
    known: dict[Origin, list[datetime]] = {}
    for incident in incidents:
        known.setdefault(incident.origin, []).append(incident.known)
    return tuple(
        Outage(origin=origin, area=None, begins=begins, ends=ends)
        for origin in sorted(known)
        for begins, ends in _silent(sorted(known[origin]), now, by)
    )


def open_part(
    days: Days,
    areas: Sequence[str],
    incidents: Sequence[Incident],
    outages: Sequence[Outage],
    origins: frozenset[Origin] = TOLD,
) -> Floats:
    """[areas, count + 1] part of each day in which it could be told: 1 without an outage.

    A source's outage takes away as much as the source told of all incidents; one of all sources,
    everything. What an outage still to end will take is not known: it ends now.
    """
    share = _shares(incidents, origins)
    silent = {origin: np.zeros((len(areas), days.count + 1)) for origin in share}
    position = {area: i for i, area in enumerate(areas)}
    for origin in share:
        by_row: dict[int | None, list[Outage]] = {}
        for outage in outages:
            if outage.origin in {None, origin} and (outage.area is None or outage.area in position):
                row = None if outage.area is None else position[outage.area]
                by_row.setdefault(row, []).append(outage)
        for row, those in by_row.items():
            for begins, ends in _merged(those, days.now):
                part = days.overlap(begins, ends)
                silent[origin][slice(None) if row is None else row] += part
    lost = sum(share[o] * np.minimum(silent[o], 1.0) for o in share)
    return np.asarray(1.0 - lost, np.float64)


def _silent(
    known: list[datetime], now: datetime, by: SilenceParams
) -> list[tuple[datetime, datetime]]:
    moments = np.array([moment.timestamp() for moment in known])
    day = timedelta(days=1).total_seconds()
    ends = np.append(moments[1:], now.timestamp())
    gap = (ends - moments) / day
    # Those of the 60 days before the silence, the last one before it included.
    first = np.searchsorted(moments, moments - by.rate_days * day, side="left")
    count = np.arange(len(moments)) + 1 - first
    since = np.maximum(moments - by.rate_days * day, moments[0])
    span = np.maximum((moments - since) / day, by.least_days)
    unlikely = np.exp(-(count - 1) / span * gap) < by.probability
    long = (gap > by.least_days) & (count >= by.least_incidents) & unlikely
    return [(known[i], known[i + 1] if i + 1 < len(known) else now) for i in np.flatnonzero(long)]


def _shares(incidents: Sequence[Incident], origins: frozenset[Origin]) -> dict[Origin, float]:
    """How much of all each source made known; all of it by residents while nothing is known."""
    counts = {o: sum(i.origin is o for i in incidents) for o in sorted(origins)}
    counts[Origin.RESIDENT] = counts.get(Origin.RESIDENT, 0) + 1
    total = sum(counts.values())
    return {origin: count / total for origin, count in counts.items()}


def _merged(outages: list[Outage], now: datetime) -> list[tuple[datetime, datetime]]:
    """The spans in which one of them lasts, until now."""
    spans: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted((o.begins, min(o.ends, now)) for o in outages):
        if spans and begins <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], ends))
        elif begins < ends:
            spans.append((begins, ends))
    return spans
