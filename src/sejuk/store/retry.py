"""Looks again at what an older version could not read: a phone may be newer than the server."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from sejuk.model.event import Event, to_ms
from sejuk.model.event_wire import read_event
from sejuk.store.quarantine import malformed
from sejuk.store.record import Record
from sejuk.store.tables import QUARANTINE


def retry_quarantine(record: Record, *, now: datetime) -> int:
    """Takes events out of quarantine that this version can read, into the log; how many."""
    with record.writing(now=now) as writing:
        taken = 0
        for number, raw in malformed(writing.connection, record.keys, to_ms(now)):
            event = read_event(raw)
            if isinstance(event, Event):
                answer = writing.append([event])
                if answer.recorded or answer.discarded:
                    row = QUARANTINE.c.number == number
                    writing.connection.execute(delete(QUARANTINE).where(row))
                    taken += 1
        return taken
