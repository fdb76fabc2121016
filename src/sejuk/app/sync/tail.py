"""What an account is shown of the record, entry by entry, from a cursor on.

A cursor is a life of the record and a position in it. After a restore, positions mean other
entries: a cursor of an earlier life starts again, and ids make of it a union of sets.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.sync.kinds import READS_POSITIONS, READS_TEXTS, SEES
from sejuk.model.event import Entry, Fix, Part, Seal
from sejuk.model.role import AccountRole, covers
from sejuk.store.papers import areas_of_accounts

Cursor = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._:-]{1,64}\.[0-9]{1,18}$")]

AREA_KINDS = frozenset(
    {"operation_opened", "order_drafted", "task_opened", "directive_written", "alarm_raised"}
)
"""Kinds whose `area` is a part of the chain of command; all others happen where their author is."""

_TEXTS = msgspec.json.Decoder(dict[str, str])
_FIXES = msgspec.json.Decoder(tuple[Fix, ...])
_PHOTOS = msgspec.json.Decoder(tuple[str, ...])


class _Area(msgspec.Struct):
    area: str


class _Recipient(msgspec.Struct):
    recipient: str


class Seen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry as an account is shown it: sealed parts only for those who may, while they last."""

    position: int
    id: UUID
    device: str
    seq: int
    kind: str
    body: dict[str, Any] | None
    """None: of a kind that this version does not know."""
    occurred_at: datetime
    """By the device's clock."""
    corrected_at: datetime
    """By the server's, as well as is known."""
    received_at: datetime
    author: str
    patrol: str | None
    texts: dict[str, str]
    fixes: tuple[Fix, ...]
    photos: tuple[str, ...]
    seals: tuple[Seal, ...]


class Tail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    entries: tuple[Seen, ...]
    cursor: Cursor
    more: bool


@allowed("record.tail")
def tail(call: Call, cursor: Cursor | None, limit: int) -> Tail:
    """Looks through up to `limit` entries after the cursor, and shows what may be seen."""
    return see(call, cursor, limit)


def see(call: Call, cursor: Cursor | None, limit: int) -> Tail:
    """The same, as part of another use case."""
    after = position_of(call.record.life, cursor)
    entries = call.record.read(after=after, limit=limit)
    with call.record.reading() as connection:
        areas = areas_of_accounts(connection)
    kinds = SEES[call.actor.role]
    shown = [e for e in entries if e.kind in kinds and _for_account(call, e, areas)]
    last = entries[-1].position if entries else after
    return Tail(
        entries=tuple(_seen(call, entry) for entry in shown),
        cursor=f"{call.record.life}.{last}",
        more=len(entries) == limit,
    )


def position_of(life: str, cursor: Cursor | None) -> int:
    """Where a cursor points in this life of the record; 0 for one of another."""
    named, _, position = (cursor or "").rpartition(".")
    return int(position) if named == life else 0


def _for_account(call: Call, entry: Entry, areas: dict[str, str]) -> bool:
    if entry.kind == "directive_stepped" and call.actor.role != AccountRole.AUDITOR:
        recipient = msgspec.json.decode(entry.body, type=_Recipient).recipient
        return call.actor.account in {recipient, entry.author}
    if entry.kind in AREA_KINDS:
        area = msgspec.json.decode(entry.body, type=_Area).area
        return covers(call.actor.area, area)
    return covers(call.actor.area, areas.get(entry.author, ""))


def _seen(call: Call, entry: Entry) -> Seen:
    role = call.actor.role
    texts = _part(call, entry, Part.TEXTS) if _reads(call, entry) else None
    fixes = _part(call, entry, Part.FIXES) if role in READS_POSITIONS else None
    photos = _part(call, entry, Part.PHOTOS) if role in READS_POSITIONS else None
    return Seen(
        position=entry.position,
        id=entry.id,
        device=entry.device,
        seq=entry.seq,
        kind=entry.kind,
        body=msgspec.json.decode(entry.body),
        occurred_at=entry.occurred_at,
        corrected_at=entry.corrected_at,
        received_at=entry.received_at,
        author=entry.author,
        patrol=entry.patrol,
        texts=_TEXTS.decode(texts) if texts else {},
        fixes=_FIXES.decode(fixes) if fixes else (),
        photos=_PHOTOS.decode(photos) if photos else (),
        seals=entry.seals,
    )


def _reads(call: Call, entry: Entry) -> bool:
    """A directive is read where it is addressed (`directive.list`), and nowhere else."""
    return call.actor.role in READS_TEXTS and entry.kind != "directive_written"


def _part(call: Call, entry: Entry, part: Part) -> bytes | None:
    if all(seal.part != part for seal in entry.seals):
        return None
    return call.record.sealed_part(entry, part, now=call.now)
