"""Alarms: heard until a named person takes them, and closed with what became of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from sejuk.app.access import allowed, allowed_step, require_area
from sejuk.app.call import Call
from sejuk.model.event import from_ms, to_ms
from sejuk.model.kinds.papers import AlarmStepped
from sejuk.operations.alarm import ALARM, AlarmCase
from sejuk.operations.cycle import step
from sejuk.problems import refuse
from sejuk.store.accounts import find_account
from sejuk.store.papers import (
    PaperRow,
    Place,
    alarms,
    alarms_between,
    area_of_row,
    find_alarm,
)

MOST = 200
ShortText = Annotated[str, msgspec.Meta(max_length=500)]


class AlarmWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: ShortText = ""
    """Who takes it: a name and rank, as typed."""
    service: ShortText = ""
    """For `hand_over`: 110, 112, …"""
    outcome: ShortText = ""
    """For `close`."""


class AlarmRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    alarm: str
    cause: str
    crew: str | None
    raised_by: str
    raised_name: str
    """Of that account; a crew cannot look names up."""
    raised_at: datetime
    acknowledged_by: str | None
    acknowledged_name: str | None
    state: str
    position: int


@allowed("alarm.list")
def list_alarms(call: Call) -> tuple[AlarmRow, ...]:
    """Those of the actor's area, the newest first."""
    with call.record.reading() as connection:
        rows = alarms(connection, call.actor.area, MOST)
        return tuple(_row(connection, row) for row in rows)


@allowed("alarm.list")
def list_alarms_between(call: Call, first: datetime, last: datetime) -> tuple[AlarmRow, ...]:
    """Those of the actor's area that were raised from … to, as they were raised."""
    with call.record.reading() as connection:
        rows = alarms_between(connection, call.actor.area, to_ms(first), to_ms(last))
        return tuple(_row(connection, row) for row in rows)


@allowed_step(ALARM)
def step_alarm(call: Call, event: str, alarm: str, wish: AlarmWish) -> AlarmRow:
    """Raises `alarm_unknown`, `not_your_area`, and those of its life cycle."""
    with call.record.writing(now=call.now) as writing:
        row = _found(writing.connection, alarm)
        require_area(call.actor, area_of_row(writing.connection, row))
        case = AlarmCase(
            now=call.now,
            last_sounded=from_ms(row.sounded_ms),
            by_name=wish.name,
            service=wish.service,
            outcome=wish.outcome,
        )
        state = step(ALARM, row.state, event, by=call.actor.role, case=case)
        texts = {name: text for name in wish.__struct_fields__ if (text := getattr(wish, name))}
        body = AlarmStepped(alarm=alarm, step=event, state=state)
        writing.happen(body, author=call.actor.account, texts=texts or None)
        return _row(writing.connection, _found(writing.connection, alarm))


def _found(place: Place, alarm: str) -> PaperRow:
    row = find_alarm(place, alarm)
    if row is None:
        raise refuse("alarm_unknown", alarm=alarm)
    return row


def _name(place: Place, account: str) -> str:
    found = find_account(place, account)
    return found.actor.name if found else account


def _row(place: Place, row: PaperRow) -> AlarmRow:
    taker = row.acknowledged_by
    return AlarmRow(
        alarm=row.alarm,
        cause=row.cause,
        crew=row.crew,
        raised_by=row.raised_by,
        raised_name=_name(place, row.raised_by),
        raised_at=from_ms(row.raised_ms),
        acknowledged_by=taker,
        acknowledged_name=_name(place, taker) if taker else None,
        state=row.state,
        position=row.position,
    )
