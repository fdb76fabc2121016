"""The parts of an event that are sealed: made, put beside the log, and opened while they last."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, insert, select

from sejuk.model.event import DAY_MS, Entry, Event, Opaque, Part, Seal
from sejuk.model.kinds.upkeep import Sealed
from sejuk.store.keys import KEEP_DAYS, DayKeys
from sejuk.store.sealing import SALT_BYTES, salted_digest, seal, unseal
from sejuk.store.tables import PHOTO, QUARANTINE, SEALED

Redact = Callable[[str], str]
"""Takes out of a text what could identify a resident; gives the rest."""

SORT_OF = {
    Part.TEXTS: Sealed.TEXT,
    Part.FIXES: Sealed.TRACK,
    Part.PHOTOS: Sealed.PHOTO,
    Part.BODY: Sealed.TEXT,
}


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """The sealed parts of one event, in the clear, with their salt."""

    salt: bytes
    contents: tuple[tuple[Part, bytes], ...]

    def seals(self) -> tuple[Seal, ...]:
        return tuple(
            Seal(part, salted_digest(self.salt, part, content)) for part, content in self.contents
        )


def parts_of(event: Event, redact: Redact) -> Parts:
    """The parts as JSON, texts redacted. An event that came without a salt gets one."""
    contents: list[tuple[Part, bytes]] = []
    if event.texts:
        texts = {name: redact(text) for name, text in sorted(event.texts.items())}
        contents.append((Part.TEXTS, msgspec.json.encode(texts)))
    if event.fixes:
        contents.append((Part.FIXES, msgspec.json.encode(event.fixes)))
    if event.photos:
        contents.append((Part.PHOTOS, msgspec.json.encode(event.photos)))
    if isinstance(event.body, Opaque):
        contents.append((Part.BODY, event.body.raw))
    salt = bytes.fromhex(event.salt) if event.salt else secrets.token_bytes(SALT_BYTES)
    return Parts(salt=salt, contents=tuple(contents))


def sealed_rows(entry: Entry, parts: Parts, keys: DayKeys, today: int) -> list[dict[str, object]]:
    """Rows for the parts that may still be kept."""
    day = day_of(entry)
    rows: list[dict[str, object]] = []
    for part, content in parts.contents:
        sort = SORT_OF[part]
        key = keys.make(sort, day, today)
        if key is not None:
            sealed = seal(key, parts.salt + content, _about(entry.id, part))
            row = {"position": entry.position, "part": part, "sort": sort}
            rows.append({**row, "day": day, "sealed": sealed})
    return rows


def day_of(entry: Entry) -> int:
    """The day whose keys seal an entry's parts: when it happened, but not after it came."""
    corrected_ms = entry.occurred_ms + (entry.clock_offset_ms or 0)
    return min(corrected_ms, entry.received_ms) // DAY_MS


def ends_of(entry: Entry) -> int:
    """The day from which none of an entry's parts may be kept."""
    return day_of(entry) + max(KEEP_DAYS[SORT_OF[seal.part]] for seal in entry.seals)


def open_part(
    connection: Connection, entry: Entry, part: Part, keys: DayKeys, today: int
) -> bytes | None:
    """The content; None when there is none, or it has ended."""
    query = select(SEALED).where(SEALED.c.position == entry.position, SEALED.c.part == part)
    row = connection.execute(query).first()
    key = None if row is None else keys.find(row.sort, row.day, today)
    if row is None or key is None:
        return None
    found = unseal(key, row.sealed, _about(entry.id, part))
    return None if found is None else found[SALT_BYTES:]


def open_parts(
    connection: Connection,
    entries: Sequence[Entry],
    parts: Collection[Part],
    keys: DayKeys,
    today: int,
) -> dict[tuple[int, Part], bytes]:
    """The same for many: (position, part) → content, of those that there are and have not ended."""
    wanted = {e.position: e for e in entries if any(seal.part in parts for seal in e.seals)}
    if not wanted:
        return {}
    query = select(SEALED).where(
        SEALED.c.position.between(min(wanted), max(wanted)), SEALED.c.part.in_(parts)
    )
    found: dict[tuple[int, Part], bytes] = {}
    read: dict[tuple[str, int], bytes | None] = {}
    for row in connection.execute(query):
        if row.position not in wanted:
            continue
        day = (row.sort, row.day)
        if day not in read:
            read[day] = keys.find(row.sort, row.day, today)
        key = read[day]
        if key is None:
            continue
        about = _about(wanted[row.position].id, row.part)
        content = unseal(key, row.sealed, about)
        if content is not None:
            found[row.position, Part(row.part)] = content[SALT_BYTES:]
    return found


def seal_again(
    connection: Connection, entry: Entry, event: Event, redact: Redact, keys: DayKeys, today: int
) -> bool:
    """Puts back parts whose keys were lost, if they are those that the log has digests of."""
    parts = parts_of(event, redact)
    if parts.seals() != entry.seals:
        return False
    connection.execute(delete(SEALED).where(SEALED.c.position == entry.position))
    rows = sealed_rows(entry, parts, keys, today)
    if rows:
        connection.execute(insert(SEALED), rows)
    return True


def is_whole(connection: Connection, entry: Entry, keys: DayKeys, today: int) -> bool:
    """True when all parts of an entry that have not ended can be opened."""
    return all(
        day_of(entry) + KEEP_DAYS[SORT_OF[seal.part]] <= today
        or open_part(connection, entry, seal.part, keys, today) is not None
        for seal in entry.seals
    )


def sealed_before(connection: Connection, sort: Sealed, day: int) -> int:
    """Rows that were sealed under keys of earlier days than this one; days since 1970."""
    older = [select(SEALED.c.day).where(SEALED.c.sort == sort, SEALED.c.day < day)]
    if sort is Sealed.PHOTO:
        older.append(select(PHOTO.c.day).where(PHOTO.c.day < day))
    if sort is Sealed.TEXT:
        still = QUARANTINE.c.digest.is_not(None)
        older.append(select(QUARANTINE.c.day).where(QUARANTINE.c.day < day, still))
    return sum(len(connection.execute(query).all()) for query in older)


def _about(id_: UUID, part: Part) -> bytes:
    """What a sealed part is bound to: it cannot be put beside another event."""
    return f"{id_} {part}".encode()
