"""How long crews were in each area, as the record has it: the exposure of what they found there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np

from sejuk.model.district import District
from sejuk.model.event import Entry, body_of
from sejuk.model.kinds.field import Arrived, Left
from sejuk.model.report import Effort
from sejuk.model.role import meets
from sejuk.operations.coverage import StopMade, stops_made
from sejuk.sensing.days import Days
from sejuk.store.papers import areas_of_accounts
from sejuk.store.record import Record

KINDS = frozenset({"arrived", "left"})


def efforts_of(
    record: Record, district: District, now: datetime, window: timedelta
) -> tuple[Effort, ...]:
    """One for each stop since the window began, its day counted from `now` as sensing does.

    A stop is known when its arrival and its leaving are; later ones than `now` are there too.
    """
    with record.looking(now=now) as view:
        entries = view.since(now - window, KINDS)
        areas = areas_of_accounts(view.connection, {entry.author for entry in entries})
    here = [e for e in entries if (area := areas.get(e.author)) and meets(area, district.name)]
    area_of = {place.id: place.area_id for place in district.places}
    stops = [(stop, known) for stop, known in _stops(here) if stop.place in area_of]
    days = Days(now=now, zone=district.zone, count=window.days)
    numbers = days.of(np.array([stop.arrived.timestamp() for stop, _ in stops]))
    return tuple(
        Effort(
            area=area_of[stop.place],
            day=days.date(number),
            minutes=stop.minutes,
            received=known,
        )
        for (stop, known), number in zip(stops, numbers.tolist(), strict=True)
    )


def _stops(entries: Iterable[Entry]) -> list[tuple[StopMade, datetime]]:
    """Each with the moment since which it was known."""
    received: dict[tuple[str, datetime], datetime] = {}
    acts = []
    for entry in sorted(entries, key=lambda e: (e.corrected_at, e.position)):
        body = body_of(entry)
        if isinstance(body, Arrived | Left):
            at = entry.corrected_at
            received[body.place, at] = entry.received_at
            acts.append((body.crew or entry.author, entry.kind, body.place, at))
    return [
        (stop, max(received[stop.place, stop.arrived], received[stop.place, stop.left]))
        for stop in stops_made(acts)
    ]
