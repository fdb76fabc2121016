"""Concerns listed with the share that was closed in a week; one of them; the answer to a ticket."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import msgspec

from sejuk.app.access import allowed, require_area
from sejuk.app.call import Call
from sejuk.app.concerns.rows import ConcernRow, answer_text, rows_of
from sejuk.app.concerns.where import day_of
from sejuk.engagement.due import SHARE_DAYS, Followed, share_closed
from sejuk.engagement.tickets import read_code, ticket_digest
from sejuk.model.event import from_ms, to_ms
from sejuk.model.role import covers
from sejuk.operations.concern import CONCERN, NO_CONCERN
from sejuk.problems import refuse
from sejuk.store.concerns import concern_of_ticket, concerns, concerns_since, find_concern
from sejuk.store.papers import PaperRow, Place
from sejuk.store.record import Record

MOST = 500
SHARE_OF_DAYS = 30
"""The share is of the concerns of so many days."""


class ConcernShare(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many concerns of the last thirty days were answered within seven."""

    days: int
    within_days: int
    closed: int
    of: int
    """Those whose seven days are over, or that were answered before."""
    waiting: int
    """Open, with days left: they do not count yet."""


class ConcernList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    concerns: tuple[ConcernRow, ...]
    """The newest first, five hundred at most."""
    share: ConcernShare


class TicketAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a ticket tells."""

    state: str
    state_id: str
    state_en: str
    """In words."""
    answer: str | None
    """The public text, once there is one."""


@allowed("concern.list")
def list_concerns(call: Call) -> ConcernList:
    """Those of the actor's area, and their share."""
    with call.record.looking(now=call.now) as view:
        rows = rows_of(view, call, concerns(view.connection, call.actor.area, MOST))
    return ConcernList(concerns=rows, share=_share(call, call.actor.area))


@allowed("concern.list")
def read_concern(call: Call, concern: str) -> ConcernRow:
    """Raises `concern_unknown`, `not_your_area`."""
    with call.record.looking(now=call.now) as view:
        row = found_concern(view.connection, concern)
        require_area(call.actor, row.area)
        (shown,) = rows_of(view, call, [row])
    return shown


def read_ticket(record: Record, typed: str) -> TicketAnswer:
    """What whoever holds the ticket may know: its state and the public answer.

    For a door that counts tries: it costs 40 ms of a processor. Raises `ticket_misread`,
    `ticket_unknown`.
    """
    digest = ticket_digest(read_code(typed))
    with record.reading() as connection:
        row = concern_of_ticket(connection, digest)
        for _ in range(MOST):  # a merged one tells what becomes of the other
            if row is None or row.into is None:
                break
            row = find_concern(connection, row.into)
        if row is None:
            raise refuse("ticket_unknown")
        words = CONCERN.states[row.state]
        return TicketAnswer(
            state=row.state,
            state_id=words.id,
            state_en=words.en,
            answer=answer_text(connection, row.answer),
        )


def found_concern(place: Place, concern: str) -> PaperRow:
    """Raises `concern_unknown`."""
    row = find_concern(place, concern)
    if row is None:
        raise refuse("concern_unknown", concern=concern)
    return row


def _share(call: Call, area: str) -> ConcernShare:
    """Of all concerns, not only of those that the list shows."""
    since = to_ms(call.now - timedelta(days=SHARE_OF_DAYS))
    with call.record.reading() as connection:
        rows = [r for r in concerns_since(connection, since) if covers(area, r.area)]
    folder = call.record.folder
    share = share_closed(_followed(folder, rows), _today(call, rows))
    return ConcernShare(
        days=SHARE_OF_DAYS,
        within_days=SHARE_DAYS,
        closed=share.closed,
        of=share.of,
        waiting=share.waiting,
    )


def _today(call: Call, rows: list[PaperRow]) -> date:
    areas = {row.area for row in rows}
    return min((day_of(call.record.folder, a, call.now) for a in areas), default=call.now.date())


def _followed(folder: Path, rows: list[PaperRow]) -> Iterable[Followed]:
    for row in rows:
        settled = row.settled_ms
        yield Followed(
            opened=day_of(folder, row.area, from_ms(row.opened_ms)),
            closed=None if settled is None else day_of(folder, row.area, from_ms(settled)),
            counts=row.state not in NO_CONCERN,
        )
