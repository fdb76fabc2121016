"""What the record knows of the events of a batch, before they are judged."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, Label, exists, or_, select

from sejuk.model.event import Event
from sejuk.model.ids import is_tracker, phone_of
from sejuk.store.admit import Core, DeviceHistory, Known, Verdict
from sejuk.store.duty_hours import duty_hours
from sejuk.store.projections.roll_call import ROLL_CALL
from sejuk.store.reading import ranges_of
from sejuk.store.tables import DISCARDED, EVENT, QUARANTINE


def gather(events: Sequence[Event], connection: Connection) -> Known:
    """Reads it, in four statements, or five where there are positions."""
    ids = [str(event.id) for event in events]
    devices = sorted({event.device for event in events})
    ranges = ranges_of(connection, devices)
    known = Known(devices={device: DeviceHistory(ranges=ranges[device]) for device in devices})
    for (id_,) in connection.execute(select(DISCARDED.c.id).where(DISCARDED.c.id.in_(ids))):
        known.cores[UUID(id_)] = None
    _add_quarantine(known, events, devices, connection)
    for row in connection.execute(select(EVENT).where(EVENT.c.id.in_(ids))):
        known.cores[UUID(row.id)] = Core(
            device=row.device,
            seq=row.seq,
            kind=row.kind,
            occurred_ms=row.occurred_ms,
            author=row.author,
            patrol=row.patrol,
            body=None if row.body == b"null" else row.body,
        )
    if any(event.fixes for event in events):
        query = select(ROLL_CALL).where(ROLL_CALL.c.device.in_(devices))
        for row in connection.execute(query):
            history = known.devices[row.device]
            history.roll_calls = {**history.roll_calls, row.seq: row.kind == "roll_call_opened"}
        for device in filter(is_tracker, devices):
            known.devices[device].hours = duty_hours(connection, phone_of(device))
    return known


def _add_quarantine(
    known: Known, events: Sequence[Event], devices: Sequence[str], connection: Connection
) -> None:
    """Events that did not fit are known; what was malformed gives its number to one good event."""
    columns = (QUARANTINE.c.id, QUARANTINE.c.device, QUARANTINE.c.seq, QUARANTINE.c.reason)
    among = QUARANTINE.c.device.in_(devices) & QUARANTINE.c.seq.in_([e.seq for e in events])
    for row in connection.execute(select(*columns, _is_taken()).where(among)):
        if row.reason in {Verdict.ID_REUSED, Verdict.SEQ_REUSED}:
            known.cores[UUID(row.id)] = None
        elif not row.taken:
            history = known.devices[row.device]
            history.malformed = history.malformed | {row.seq}


def _is_taken() -> Label[bool]:
    """True where a good event has the number of a row of the quarantine."""
    there = [
        exists().where(table.c.device == QUARANTINE.c.device, table.c.seq == QUARANTINE.c.seq)
        for table in (EVENT, DISCARDED)
    ]
    return or_(*there).label("taken")
