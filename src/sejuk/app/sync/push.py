"""What a device sends: taken into the record, and answered for by id.

An event that may not be taken in is kept in quarantine and acknowledged, so that nothing is lost
and no outbox is stuck. What is in the name of another device is kept too, but not acknowledged:
that device has to send it itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

import msgspec

from sejuk.app.access import allowed
from sejuk.app.call import Call
from sejuk.app.sync.arrivals import check_arrivals
from sejuk.app.sync.kinds import SENDS
from sejuk.app.sync.opening import open_all
from sejuk.app.sync.tail import Cursor, Seen, see
from sejuk.model.event import BadEvent, Event, Opaque
from sejuk.model.event_wire import read_event
from sejuk.model.ids import DeviceId
from sejuk.model.role import AccountRole, Actor
from sejuk.problems import refuse
from sejuk.store.accounts import find_account
from sejuk.store.append import Appended
from sejuk.store.record import Record
from sejuk.store.sessions import authors_of

MOST_EVENTS = 100
PULLED = 200
"""Entries looked through for one answer."""

Count = Annotated[int, msgspec.Meta(ge=0)]


class Push(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    device: DeviceId
    events: Annotated[list[msgspec.Raw], msgspec.Meta(max_length=MOST_EVENTS)] = []
    cursor: Cursor | None = None
    """As the last answer gave it; None: from the beginning."""


class Quarantined(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event that is no part of the log; shown to the user."""

    id: UUID | None
    seq: int | None
    reason: str
    """malformed, id_reused or seq_reused."""
    detail: str
    """What is malformed; `seal`: not what was sealed, or not for this event; `author`: nobody who
    was signed in on this device; `kind`: not for the author's role; `device`: another one's."""


class Pushed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    acked: tuple[UUID, ...]
    """The device may let go of these after 30 days, and of no other."""
    upto: Count
    """All numbers up to this one are here; falls back when the server was restored."""
    missing: tuple[tuple[int, int], ...]
    """Ranges above it to be sent again."""
    discarded: tuple[UUID, ...]
    """Acknowledged positions from outside the roll-calls, of which nothing was kept."""
    held: tuple[UUID, ...]
    """Positions whose roll-call is not here yet; to be sent again."""
    unopened: tuple[UUID, ...]
    """Sealed for a key that is not the server's (any more): to be sealed again for
    `GET /sealing-key` and sent."""
    quarantined: tuple[Quarantined, ...]
    pull: tuple[Seen, ...]
    cursor: Cursor
    more: bool
    """There is more to pull: ask again at once."""
    server_ms: int
    """The server's clock, milliseconds since 1970."""


@allowed("record.push")
def push(call: Call, wish: Push) -> Pushed:
    """One transaction; when this returns, what is acknowledged is on the disk.

    Raises `no_device`, `device_not_yours`, and the record's own problems.
    """
    if call.device is None:
        raise refuse("no_device")
    if wish.device != call.device:
        raise refuse("device_not_yours", device=wish.device)
    roles = roles_of(authors_on(call.record, call.device))
    opened = open_all(call.record, [bytes(raw) for raw in wish.events])
    batch = [screened(item, call.device, roles) for item in opened.items]
    answer = call.record.append(batch, now=call.now)
    check_arrivals(call.record, answer.recorded, call.now)
    own = answer.received.get(call.device) or call.record.received(call.device)
    pulled = see(call, wish.cursor, PULLED)
    return Pushed(
        acked=answer.acked,
        upto=own.upto,
        missing=own.missing,
        discarded=answer.discarded,
        held=answer.held,
        unopened=opened.unopened,
        quarantined=quarantined_of(answer),
        pull=pulled.entries,
        cursor=pulled.cursor,
        more=pulled.more,
        server_ms=call.now_ms,
    )


def authors_on(record: Record, device: str) -> list[Actor]:
    """All who were ever signed in on the device: its outbox outlives a change of user."""
    with record.reading() as connection:
        found = [find_account(connection, id_) for id_ in authors_of(connection, device)]
    return [account.actor for account in found if account]


def roles_of(authors: Iterable[Actor]) -> dict[str, AccountRole]:
    """Account → role."""
    return {actor.account: actor.role for actor in authors}


def quarantined_of(answer: Appended) -> tuple[Quarantined, ...]:
    """What of a batch is no part of the log, as a device is told it."""
    return tuple(
        Quarantined(id=kept.id, seq=kept.seq, reason=kept.reason, detail=kept.detail)
        for kept in answer.quarantined
    )


def screened(
    item: bytes | BadEvent, device: str, roles: dict[str, AccountRole]
) -> Event | BadEvent:
    """An event that its author may send from this device; else what goes into quarantine, and why.

    Args:
        roles: of all who may be its author.
    """
    event = read_event(item) if isinstance(item, bytes) else item
    raw = item if isinstance(item, bytes) else item.raw
    if event.device is not None and event.device != device:
        # Without id and number: those are for the other device to use.
        return BadEvent(raw=raw, detail="device")
    if isinstance(event, BadEvent):
        return event
    sends = SENDS[roles[event.author]] if event.author in roles else frozenset()
    if event.kind in sends or (isinstance(event.body, Opaque) and sends):
        return event
    why = "kind" if event.author in roles else "author"
    return BadEvent(raw=raw, detail=why, id=event.id, device=event.device, seq=event.seq)
