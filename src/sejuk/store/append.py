"""Appending a batch of events within one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from sejuk.model.event import (
    DAY_MS,
    BadEvent,
    Entry,
    Event,
    Opaque,
    Part,
    Seal,
    leaf_data,
    to_ms,
)
from sejuk.model.kinds.upkeep import Sealed
from sejuk.store.admit import Core, DeviceHistory, Known, Verdict, body_json, judge_all
from sejuk.store.gaps import Ranges, Received, received, with_numbers
from sejuk.store.keys import DayKeys
from sejuk.store.ledger.merkle import leaf_hash
from sejuk.store.projections import PROJECTIONS
from sejuk.store.projections.roll_call import ROLL_CALL
from sejuk.store.quarantine import Quarantined, quarantine
from sejuk.store.sealing import SALT_BYTES, salted_digest, seal
from sejuk.store.tables import DISCARDED, EVENT, QUARANTINE, RECEIVED, SEALED

Redact = Callable[[str], str]
"""Takes out of a text what could identify a resident; gives the rest."""

SORT_OF = {
    Part.TEXTS: Sealed.TEXT,
    Part.FIXES: Sealed.TRACK,
    Part.PHOTOS: Sealed.PHOTO,
    Part.BODY: Sealed.TEXT,
}


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
    after = _note_numbers(before, judged, bad, place.connection)
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
        received={device: received(device, ranges) for device, ranges in after.items()},
        size=size(place.connection),
    )


def size(connection: Connection) -> int:
    """The position of the last entry; 0 for none."""
    return int(
        connection.execute(select(func.coalesce(func.max(EVENT.c.position), 0))).scalar_one()
    )


def ranges_of(connection: Connection, devices: Iterable[str]) -> dict[str, Ranges]:
    """Device → the ranges of its numbers that have come."""
    wanted = sorted(set(devices))
    found: dict[str, list[tuple[int, int]]] = {device: [] for device in wanted}
    query = (
        select(RECEIVED)
        .where(RECEIVED.c.device.in_(wanted))
        .order_by(RECEIVED.c.device, RECEIVED.c.first)
    )
    for device, first, last in connection.execute(query):
        found[device].append((first, last))
    return {device: tuple(ranges) for device, ranges in found.items()}


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
        parts = sealed_parts(event, place.redact)
        salt = bytes.fromhex(event.salt) if event.salt else secrets.token_bytes(SALT_BYTES)
        seals = tuple(Seal(part, salted_digest(salt, part, content)) for part, content in parts)
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
            seals=seals,
        )
        entries.append(entry)
        rows.append(row_of(entry))
        sealed += _seal_parts(entry, event, parts, salt, place)
    place.connection.execute(insert(EVENT), rows)
    if sealed:
        place.connection.execute(insert(SEALED), sealed)
    _project(entries, events, place.connection)
    return entries


def row_of(entry: Entry) -> dict[str, object]:
    """An entry as a row of the table."""
    return {
        "position": entry.position,
        "received_ms": entry.received_ms,
        "id": str(entry.id),
        "device": entry.device,
        "seq": entry.seq,
        "kind": entry.kind,
        "body": bytes(entry.body),
        "occurred_ms": entry.occurred_ms,
        "clock_offset_ms": entry.clock_offset_ms,
        "author": entry.author,
        "patrol": entry.patrol,
        "seals": msgspec.json.encode(entry.seals),
        "leaf": leaf_hash(leaf_data(entry)),
    }


def sealed_parts(event: Event, redact: Redact) -> list[tuple[Part, bytes]]:
    """The parts of an event that are sealed, as JSON, texts redacted."""
    parts: list[tuple[Part, bytes]] = []
    if event.texts:
        texts = {name: redact(text) for name, text in sorted(event.texts.items())}
        parts.append((Part.TEXTS, msgspec.json.encode(texts)))
    if event.fixes:
        parts.append((Part.FIXES, msgspec.json.encode(event.fixes)))
    if event.photos:
        parts.append((Part.PHOTOS, msgspec.json.encode(event.photos)))
    if isinstance(event.body, Opaque):
        parts.append((Part.BODY, event.body.raw))
    return parts


def _seal_parts(
    entry: Entry, event: Event, parts: list[tuple[Part, bytes]], salt: bytes, place: Place
) -> list[dict[str, object]]:
    """Rows for what may still be kept; the key's day is when it happened, never after today."""
    day = min(event.corrected_ms // DAY_MS, place.today)
    rows: list[dict[str, object]] = []
    for part, content in parts:
        sort = SORT_OF[part]
        key = place.keys.make(sort, day, place.today)
        if key is not None:
            sealed = seal(key, salt + content, about_part(entry.id, part))
            rows.append(
                {
                    "position": entry.position,
                    "part": part,
                    "sort": sort,
                    "day": day,
                    "sealed": sealed,
                }
            )
    return rows


def about_part(id_: UUID, part: Part) -> bytes:
    """What a sealed part is bound to: it cannot be put beside another event."""
    return f"{id_} {part}".encode()


def _project(entries: Sequence[Entry], events: Sequence[Event], connection: Connection) -> None:
    for entry, event in zip(entries, events, strict=True):
        if isinstance(event.body, Opaque):
            continue
        for projection in PROJECTIONS:
            if entry.kind in projection.kinds:
                projection.apply(connection, entry, event.body)


def _discard(events: Sequence[Event], connection: Connection) -> None:
    rows = [{"device": e.device, "seq": e.seq, "id": str(e.id)} for e in events]
    if rows:
        connection.execute(insert(DISCARDED), rows)


def _note_numbers(
    before: dict[str, Ranges],
    judged: Sequence[tuple[Event, Verdict]],
    bad: Sequence[BadEvent],
    connection: Connection,
) -> dict[str, Ranges]:
    """Writes which numbers have come, and gives them by device."""
    numbers: dict[str, set[int]] = {device: set() for device in before}
    for event, verdict in judged:
        if verdict is not Verdict.HOLD:
            numbers[event.device].add(event.seq)
    for item in bad:
        if item.device is not None and item.seq is not None:
            numbers.setdefault(item.device, set()).add(item.seq)
    before = {**ranges_of(connection, set(numbers) - set(before)), **before}
    after = {device: with_numbers(before[device], numbers[device]) for device in numbers}
    for device, ranges in after.items():
        if ranges != before[device]:
            connection.execute(delete(RECEIVED).where(RECEIVED.c.device == device))
            rows = [{"device": device, "first": a, "last": b} for a, b in ranges]
            connection.execute(insert(RECEIVED), rows)
    return after
