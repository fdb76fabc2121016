"""What must end, ends: keys are destroyed, and what was sealed under them is taken away."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import delete, update

from sejuk.model.event import DAY_MS, to_ms
from sejuk.model.kinds.upkeep import KeysDestroyed, Sealed
from sejuk.store.keys import EPOCH, first_kept
from sejuk.store.record import Record, Writing
from sejuk.store.tables import PHOTO, QUARANTINE, RESEAL, SEALED


class Expired(msgspec.Struct, frozen=True, kw_only=True):
    """How much has ended, by sort."""

    keys: dict[str, int]
    rows: dict[str, int]


def expire(record: Record, *, now: datetime) -> Expired:
    """Ends what is due. To be called at least once a day; twice does no harm.

    Keys go first: when the power fails between, what is left cannot be read, and the next call
    takes it away. An entry of the record says what ended.
    """
    today = to_ms(now) // DAY_MS
    before = {sort: first_kept(sort, today) for sort in Sealed}
    keys = {sort: len(record.keys.destroy(sort, before[sort])) for sort in Sealed}
    rows: dict[str, int] = {}
    with record.writing(now=now) as writing:
        for sort in Sealed:
            rows[str(sort)] = _take_away(writing, sort, before[sort])
            if keys[sort] or rows[str(sort)]:
                day = EPOCH + timedelta(days=before[sort])
                writing.happen(KeysDestroyed(sort=sort, before=day), author="server")
        writing.connection.execute(delete(RESEAL).where(RESEAL.c.ends <= today))
    record.fold_log()
    return Expired(
        keys={str(sort): n for sort, n in keys.items() if n},
        rows={sort: n for sort, n in rows.items() if n},
    )


def _take_away(writing: Writing, sort: Sealed, before: int) -> int:
    """Rows that were sealed before a day; what is deleted is overwritten (`secure_delete`)."""
    run = writing.connection.execute
    count = run(delete(SEALED).where(SEALED.c.sort == sort, SEALED.c.day < before)).rowcount
    if sort is Sealed.PHOTO:
        count += run(delete(PHOTO).where(PHOTO.c.day < before)).rowcount
    if sort is Sealed.TEXT:
        # The row stays: its number has come, and is not asked for again.
        due = (QUARANTINE.c.day < before) & (QUARANTINE.c.digest.is_not(None))
        count += run(update(QUARANTINE).where(due).values(sealed=b"", digest=None)).rowcount
    return count
