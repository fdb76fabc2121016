"""The watch and the duty log: who runs the night, what happened, and who takes over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec

from sejuk.app.access import allowed, allowed_step, require_area
from sejuk.app.accounts.administer import AreaPath
from sejuk.app.call import Call
from sejuk.app.context import chance
from sejuk.app.sync.kinds import SEES
from sejuk.app.sync.tail import Cursor, Seen, see_between
from sejuk.model.event import Part, from_ms
from sejuk.model.force import Agency
from sejuk.model.ids import Author, PlaceId
from sejuk.model.kinds.body import Moment
from sejuk.model.kinds.field import Noted
from sejuk.model.kinds.room import DutyTaken, HandoverOffered, HandoverStepped
from sejuk.model.role import AccountRole, covers, meets
from sejuk.operations.cycle import step
from sejuk.operations.handover import HANDOVER, HandoverCase
from sejuk.problems import refuse
from sejuk.store.accounts import find_account, open_actors
from sejuk.store.papers import (
    PaperRow,
    Place,
    find_handover,
    find_watch,
    handovers,
    watches,
)

MOST = 100
PAGE = 200
LOG_KINDS = frozenset(
    {
        "duty_taken",
        "handover_offered",
        "handover_stepped",
        "operation_stepped",
        "order_drafted",
        "order_stepped",
        "order_revised",
        "task_opened",
        "task_stepped",
        "directive_written",
        "alarm_raised",
        "alarm_stepped",
        "early_warning_raised",
        "early_warning_stepped",
        "roll_call_opened",
        "roll_call_closed",
        "sos",
        "arrived",
        "left",
        "observed",
        "talked",
        "reported",
        "heard",
        "noted",
        "meeting_ended",
        "break_begun",
        "break_ended",
        "crew_changed",
        "followed_up",
        "message_given",
        "concern_opened",
        "concern_stepped",
        "concern_passed",
        "concern_answered",
        "concern_merged",
        "concern_visit_planned",
        "concern_visited",
        "answer_stepped",
        "answer_spread",
        "answer_feedback",
    }
)
"""What the duty log tells; not where crews were, nor which plans were tried."""
UNTOLD = {
    "tracked": "where crews were is no matter of the log",
    "heading": "the arrival that follows is told",
    "all_well": "a silence that lasts too long raises an alarm, and that is told",
}
"""What crews send and the log leaves out, and why."""
_TEXTS = msgspec.json.Decoder(dict[str, str])

NoteText = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]


class WatchRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: str
    account: str
    since: datetime
    handover: str | None
    """By which it came; None: nobody had it."""


class NewWatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: Annotated[AreaPath, msgspec.Meta(min_length=1)]


class NewHandover(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: Annotated[AreaPath, msgspec.Meta(min_length=1)]
    to: Author
    note: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    """What the next one has to know."""


class HandoverWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    """For `decline`."""


class HandoverRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    handover: str
    area: str
    giver: str
    to: str
    at: datetime
    note: str | None
    state: str
    position: int


class NewNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: NoteText
    place: PlaceId | None = None


class Log(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The duty log (buku mutasi), in the order in which things came in."""

    lines: tuple[Seen, ...]
    cursor: Cursor
    more: bool


class PersonRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office that one can hand something to."""

    account: str
    name: str
    role: AccountRole
    agency: Agency


@allowed("duty.read")
def list_watches(call: Call) -> tuple[WatchRow, ...]:
    """Who has the watch, in each area of the actor's."""
    with call.record.reading() as connection:
        rows = watches(connection)
    return tuple(_watch(row) for row in rows if covers(call.actor.area, row.area))


@allowed("duty.take")
def take_watch(call: Call, wish: NewWatch) -> WatchRow:
    """Where nobody has it, or whoever had it has no account any more.

    Raises `not_your_area`, `duty_not_yours`.
    """
    require_area(call.actor, wish.area)
    with call.record.writing(now=call.now) as writing:
        row = find_watch(writing.connection, wish.area)
        holder = find_account(writing.connection, row.account) if row else None
        if holder is not None and not holder.closed and row is not None:
            raise refuse("duty_not_yours", holder=row.account)
        writing.happen(DutyTaken(area=wish.area), author=call.actor.account)
        return _watch(find_watch(writing.connection, wish.area))


@allowed("handover.offer")
def offer_handover(call: Call, wish: NewHandover) -> HandoverRow:
    """By whoever has the watch. It goes over when the other one accepts.

    Raises `not_your_area`, `duty_not_yours`, `account_unknown`, `recipient_not_duty_officer`.
    """
    require_area(call.actor, wish.area)
    handover = f"s-{chance(10)}"
    with call.record.writing(now=call.now) as writing:
        watch = find_watch(writing.connection, wish.area)
        if watch is None or watch.account != call.actor.account:
            raise refuse("duty_not_yours", holder=watch.account if watch else "–")
        found = find_account(writing.connection, wish.to)
        if found is None or found.closed or wish.to == call.actor.account:
            raise refuse("account_unknown", account=wish.to)
        is_able = found.actor.role is AccountRole.DUTY_OFFICER
        if not is_able or not covers(found.actor.area, wish.area):
            raise refuse("recipient_not_duty_officer", account=wish.to)
        body = HandoverOffered(handover=handover, area=wish.area, recipient=wish.to)
        texts = {"note": wish.note} if wish.note.strip() else None
        writing.happen(body, author=call.actor.account, texts=texts)
        row = _found(writing.connection, handover)
    return _row(call, row)


@allowed("duty.read")
def list_handovers(call: Call) -> tuple[HandoverRow, ...]:
    """Of the actor's area, the one that changed last first."""
    with call.record.reading() as connection:
        rows = handovers(connection, call.actor.area, MOST)
    return tuple(_row(call, row) for row in rows)


@allowed_step(HANDOVER)
def step_handover(call: Call, event: str, handover: str, wish: HandoverWish) -> HandoverRow:
    """Raises `handover_unknown`, `not_your_area`, and the problems of its life cycle."""
    with call.record.writing(now=call.now) as writing:
        row = _found(writing.connection, handover)
        require_area(call.actor, row.area)
        watch = find_watch(writing.connection, row.area)
        case = HandoverCase(
            actor=call.actor.account,
            giver=row.giver,
            recipient=row.recipient,
            holder=watch.account if watch else None,
            reason=wish.reason,
        )
        state = step(HANDOVER, row.state, event, by=call.actor.role, case=case)
        texts = {"reason": wish.reason} if wish.reason.strip() else None
        body = HandoverStepped(handover=handover, step=event, state=state)
        writing.happen(body, author=call.actor.account, texts=texts)
        row = _found(writing.connection, handover)
    return _row(call, row)


@allowed("log.write")
def write_note(call: Call, wish: NewNote) -> Log:
    """A line by hand, as last of the log. It is never edited; what is wrong gets another line."""
    with call.record.writing(now=call.now) as writing:
        body = Noted(place=wish.place)
        entry = writing.happen(body, author=call.actor.account, texts={"note": wish.text})
    return _log(call, entry.position - 1, call.now - timedelta(days=1), call.now, 1)


@allowed("log.read")
def read_log(
    call: Call, since: Moment, until: Moment, cursor: Cursor | None, limit: int = PAGE
) -> Log:
    """What came in between two moments, inside the actor's area, from a cursor on."""
    after = 0
    if cursor is not None:
        life, _, position = cursor.rpartition(".")
        after = int(position) if life == call.record.life else 0
    return _log(call, after, since, until, limit)


@allowed("people.list")
def list_people(call: Call) -> tuple[PersonRow, ...]:
    """Offices in use whose area takes in the actor's, or lies in it."""
    with call.record.reading() as connection:
        actors = open_actors(connection)
    own = call.actor.area
    return tuple(
        PersonRow(account=a.account, name=a.name, role=a.role, agency=a.agency)
        for a in actors
        if meets(own, a.area)
    )


def _log(call: Call, after: int, since: datetime, until: datetime, limit: int) -> Log:
    kinds = LOG_KINDS & SEES[call.actor.role]
    found = see_between(call, after, since, until, kinds, limit)
    return Log(lines=found.entries, cursor=found.cursor, more=found.more)


def _found(place: Place, handover: str) -> PaperRow:
    row = find_handover(place, handover)
    if row is None:
        raise refuse("handover_unknown", handover=handover)
    return row


def _watch(row: Any) -> WatchRow:  # noqa: ANN401 – a row
    return WatchRow(
        area=row.area,
        account=row.account,
        since=from_ms(row.since_ms),
        handover=row.handover,
    )


def _row(call: Call, row: PaperRow) -> HandoverRow:
    texts = None
    if call.actor.role is not AccountRole.AUDITOR:
        with call.record.looking(now=call.now) as view:
            entries = view.entries([row.entry])
            parts = view.sealed_parts(list(entries.values()), {Part.TEXTS})
            texts = parts.get((row.entry, Part.TEXTS))
    return HandoverRow(
        handover=row.handover,
        area=row.area,
        giver=row.giver,
        to=row.recipient,
        at=from_ms(row.offered_ms),
        note=_TEXTS.decode(texts).get("note") if texts else None,
        state=row.state,
        position=row.position,
    )
