"""Appending a batch of events within one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, insert, select

from sejuk.model.event import DAY_MS, BadEvent, Entry, Event, Opaque, leaf_data, to_ms
from sejuk.store.admit import Core, DeviceHistory, Known, Verdict, body_json, judge_all
from sejuk.store.gaps import Ranges, Received, with_numbers
from sejuk.store.keys import DayKeys
from sejuk.store.ledger.merkle import leaf_hash
from sejuk.store.parts import Redact, is_whole, parts_of, seal_again, sealed_rows
from sejuk.store.projections import PROJECTIONS
from sejuk.store.projections.projection import project
from sejuk.store.projections.roll_call import ROLL_CALL
from sejuk.store.quarantine import Quarantined, quarantine
from sejuk.store.reading import entry_of, ranges_of, row_of, size, told
from sejuk.store.tables import DISCARDED, EVENT, QUARANTINE, RECEIVED, RESEAL, SEALED


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a batch. It is on the disk when the caller gets this."""

    acked: tuple[UUID, ...]
    """Ids that the device may let go of: recorded, known already, discarded or in quarantine."""
    recorded: tuple[Entry, ...]
    """New entries, with their positions."""
    discarded: tuple[UUID, ...]
    """Positions from outside the roll-calls."""
    held: tuple[UUID, ...]
    """Positions whose roll-call has not come yet: not kept; to be sent again."""
    quarantined: tuple[Quarantined, ...]
    received: dict[str, Received]
    """Of each device in the batch: what is here and what is missing."""
    size: int
    """Position of the last entry."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how a batch is appended."""

    connection: Connection
    """In a transaction that holds the write lock."""
    keys: DayKeys
    redact: Redact
    now_ms: int

    @property
    def today(self) -> int:
        return self.now_ms // DAY_MS


def append(batch: Sequence[Event | BadEvent], place: Place) -> Appended:
    """Judge, seal, write and project. The caller commits."""
    events = [item for item in batch if isinstance(item, Event)]
    bad = [item for item in batch if isinstance(item, BadEvent)]
    known = _known(events, place.connection)
    before = {device: history.ranges for device, history in known.devices.items()}
    judged = judge_all(events, known)
    recorded = _record([e for e, v in judged if v is Verdict.RECORD], place)
    discarded = [e for e, v in judged if v is Verdict.DISCARD]
    _discard(discarded, place.connection)
    reused = [(e, v) for e, v in judged if v in {Verdict.ID_REUSED, Verdict.SEQ_REUSED}]
    quarantined = quarantine(reused, bad, place.connection, place.keys, place.now_ms)
    _seal_again([e for e, v in judged if v is Verdict.DUPLICATE], place)
    devices = _note_numbers(before, judged, bad, place.connection)
    return Appended(
        acked=tuple(
            dict.fromkeys(
                [e.id for e, v in judged if v is not Verdict.HOLD]
                + [b.id for b in bad if b.id is not None]
            )
        ),
        recorded=tuple(recorded),
        discarded=tuple(e.id for e in discarded),
        held=tuple(e.id for e, v in judged if v is Verdict.HOLD),
        quarantined=tuple(quarantined),
        received=told(place.connection, devices),
        size=size(place.connection),
    )


def _known(events: Sequence[Event], connection: Connection) -> Known:
    ids = [str(event.id) for event in events]
    devices = {event.device for event in events}
    known = Known(
        devices={d: DeviceHistory(ranges=r) for d, r in ranges_of(connection, devices).items()}
    )
    for table in (DISCARDED, QUARANTINE):
        for (id_,) in connection.execute(select(table.c.id).where(table.c.id.in_(ids))):
            known.cores[UUID(id_)] = None
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
    return known


def _record(events: Sequence[Event], place: Place) -> list[Entry]:
    if not events:
        return []
    first = size(place.connection) + 1
    entries, rows, sealed = [], [], []
    for position, event in enumerate(events, first):
        parts = parts_of(event, place.redact)
        entry = Entry(
            position=position,
            received_ms=place.now_ms,
            id=event.id,
            device=event.device,
            seq=event.seq,
            kind=event.kind,
            body=msgspec.Raw(body_json(event.body) or b"null"),
            occurred_ms=to_ms(event.occurred_at),
            clock_offset_ms=event.clock_offset_ms,
            author=event.author,
            patrol=event.patrol,
            seals=parts.seals(),
        )
        entries.append(entry)
        rows.append({**row_of(entry), "leaf": leaf_hash(leaf_data(entry))})
        sealed += sealed_rows(entry, parts, place.keys, place.today)
    place.connection.execute(insert(EVENT), rows)
    if sealed:
        place.connection.execute(insert(SEALED), sealed)
    _project(entries, events, place.connection)
    return entries


def _project(entries: Sequence[Entry], events: Sequence[Event], connection: Connection) -> None:
    for entry, event in zip(entries, events, strict=True):
        if not isinstance(event.body, Opaque):
            project(PROJECTIONS, connection, entry, event.body)


def _discard(events: Sequence[Event], connection: Connection) -> None:
    rows = [{"device": e.device, "seq": e.seq, "id": str(e.id)} for e in events]
    if rows:
        connection.execute(insert(DISCARDED), rows)


def _seal_again(events: Sequence[Event], place: Place) -> None:
    """Takes the sealed parts of events that are known already, where the log's were lost."""
    sealed = [event for event in events if event.salt is not None]
    if not sealed:
        return
    run = place.connection.execute
    wanted = select(EVENT).where(EVENT.c.id.in_([str(event.id) for event in sealed]))
    entries = {entry.id: entry for entry in map(entry_of, run(wanted).all())}
    for event in sealed:
        entry = entries.get(event.id)
        if entry and not is_whole(place.connection, entry, place.keys, place.today):
            seal_again(place.connection, entry, event, place.redact, place.keys, place.today)
        # It was asked for, and has answered, with these parts or with others.
        asked = (RESEAL.c.device == event.device) & (RESEAL.c.seq == event.seq)
        run(delete(RESEAL).where(asked))


def _note_numbers(
    before: dict[str, Ranges],
    judged: Sequence[tuple[Event, Verdict]],
    bad: Sequence[BadEvent],
    connection: Connection,
) -> set[str]:
    """Writes which numbers have come; the devices they are of."""
    numbers: dict[str, set[int]] = {device: set() for device in before}
    for event, verdict in judged:
        if verdict is not Verdict.HOLD:
            numbers[event.device].add(event.seq)
    for item in bad:
        if item.device is not None and item.seq is not None:
            numbers.setdefault(item.device, set()).add(item.seq)
    before = {**ranges_of(connection, set(numbers) - set(before)), **before}
    for device, found in numbers.items():
        after = with_numbers(before[device], found)
        if after != before[device]:
            connection.execute(delete(RECEIVED).where(RECEIVED.c.device == device))
            rows = [{"device": device, "first": a, "last": b} for a, b in after]
            connection.execute(insert(RECEIVED), rows)
    return set(numbers)
