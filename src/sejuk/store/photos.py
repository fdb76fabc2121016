"""Photos: kept sealed under the key of their day, found by the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from sejuk.model.event import DAY_MS, to_ms
from sejuk.model.kinds.upkeep import Sealed
from sejuk.problems import refuse
from sejuk.store.keys import DayKeys
from sejuk.store.record import Record
from sejuk.store.sealing import seal, unseal
from sejuk.store.tables import PHOTO

MOST_BYTES = 400 * 1024


def put_photo(record: Record, content: bytes, *, taken: datetime, now: datetime) -> str:
    """Keeps a photo, once however often it is sent; its SHA-256 in hexadecimal.

    `taken` is by the server's clock. One that has ended by now is not kept.

    Raises `photo_too_large`.
    """
    if len(content) > MOST_BYTES:
        raise refuse("photo_too_large", size=len(content) // 1024, limit=MOST_BYTES // 1024)
    digest = hashlib.sha256(content).hexdigest()
    today = to_ms(now) // DAY_MS
    day = min(to_ms(taken) // DAY_MS, today)
    with record.writing(now=now) as writing:
        key = record.keys.make(Sealed.PHOTO, day, today)
        if key is not None and _find(writing.connection, record.keys, digest, today) is None:
            row = {
                "digest": digest,
                "received_ms": to_ms(now),
                "day": day,
                "sealed": seal(key, content, digest.encode()),
            }
            # One that cannot be opened, its key being lost, gives way.
            writing.connection.execute(delete(PHOTO).where(PHOTO.c.digest == digest))
            writing.connection.execute(insert(PHOTO), row)
    return digest


def get_photo(record: Record, digest: str, *, now: datetime) -> bytes | None:
    """The photo; None when there is none or it has ended."""
    with record.reading() as connection:
        return _find(connection, record.keys, digest, to_ms(now) // DAY_MS)


def _find(connection: Connection, keys: DayKeys, digest: str, today: int) -> bytes | None:
    row = connection.execute(select(PHOTO).where(PHOTO.c.digest == digest)).first()
    key = None if row is None else keys.find(Sealed.PHOTO, row.day, today)
    return None if row is None or key is None else unseal(key, row.sealed, digest.encode())
