"""What was sent and is no event that fits: kept sealed until it ends like free text, never lost."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlalchemy import Connection, insert, select

from sejuk.model.event import DAY_MS, BadEvent, Event
from sejuk.model.event_wire import write_event
from sejuk.model.kinds.upkeep import Sealed
from sejuk.store.admit import Verdict
from sejuk.store.keys import DayKeys
from sejuk.store.sealing import seal
from sejuk.store.tables import QUARANTINE

ABOUT = b"quarantine"


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was kept, but not in the log."""

    reason: str
    """`malformed`, `id_reused` or `seq_reused`."""
    detail: str = ""
    """What is malformed; not kept."""
    id: UUID | None = None
    device: str | None = None
    seq: int | None = None
    """As far as they can be read."""


def quarantine(
    reused: Sequence[tuple[Event, Verdict]],
    bad: Sequence[BadEvent],
    connection: Connection,
    keys: DayKeys,
    now_ms: int,
) -> list[Quarantined]:
    """Keeps each of them once, however often it is sent."""
    items = [
        (
            write_event(event),
            Quarantined(reason=verdict, id=event.id, device=event.device, seq=event.seq),
        )
        for event, verdict in reused
    ]
    items += [
        (
            b.raw,
            Quarantined(reason="malformed", detail=b.detail, id=b.id, device=b.device, seq=b.seq),
        )
        for b in bad
    ]
    for raw, item in items:
        _keep(raw, item, connection, keys, now_ms)
    return [item for _, item in items]


def _keep(
    raw: bytes, item: Quarantined, connection: Connection, keys: DayKeys, now_ms: int
) -> None:
    digest = hashlib.sha256(raw).hexdigest()
    known = select(QUARANTINE.c.number).where(QUARANTINE.c.digest == digest)
    if connection.execute(known).first() is not None:
        return
    today = now_ms // DAY_MS
    key = keys.make(Sealed.TEXT, today, today)
    row = {
        "digest": digest,
        "received_ms": now_ms,
        "id": None if item.id is None else str(item.id),
        "device": item.device,
        "seq": item.seq,
        "reason": item.reason,
        "day": today,
        "sealed": b"" if key is None else seal(key, raw, ABOUT),
    }
    connection.execute(insert(QUARANTINE), row)
