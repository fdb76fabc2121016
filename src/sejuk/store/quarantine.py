"""What was sent and is no event that fits: kept sealed until it ends like free text, never lost."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Connection, insert, select

from sejuk.model.event import DAY_MS, BadEvent, Event
from sejuk.model.event_wire import write_event
from sejuk.model.kinds.upkeep import Sealed
from sejuk.store.keys import DayKeys
from sejuk.store.sealing import seal, unseal
from sejuk.store.tables import QUARANTINE

ABOUT = b"quarantine"
MALFORMED = "malformed"


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


class Misfit(NamedTuple):
    """What goes into quarantine, why, and the batch it came in."""

    batch: int
    item: Event | BadEvent
    reason: str


def quarantine(
    misfits: Sequence[Misfit], connection: Connection, keys: DayKeys, now_ms: int
) -> list[tuple[int, Quarantined]]:
    """Keeps each of them once, however often it is sent; each with its batch."""
    kept = []
    for batch, item, reason in misfits:
        raw, detail = (
            (item.raw, item.detail) if isinstance(item, BadEvent) else (write_event(item), "")
        )
        found = Quarantined(
            reason=reason, detail=detail, id=item.id, device=item.device, seq=item.seq
        )
        _keep(raw, found, connection, keys, now_ms)
        kept.append((batch, found))
    return kept


def malformed(connection: Connection, keys: DayKeys, now_ms: int) -> list[tuple[int, bytes]]:
    """Number and content of what was no event when it came, and can still be opened."""
    query = select(QUARANTINE).where(QUARANTINE.c.reason == MALFORMED)
    found = []
    for row in connection.execute(query.order_by(QUARANTINE.c.number)).all():
        key = keys.find(Sealed.TEXT, row.day, now_ms // DAY_MS)
        raw = None if key is None else unseal(key, row.sealed, ABOUT)
        if raw is not None:
            found.append((row.number, raw))
    return found


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
