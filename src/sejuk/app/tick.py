"""What the clock does: operations expire, orders lapse, alarms sound again, draws are revealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sejuk.app.orders.draw import reveal_draw
from sejuk.app.rotations.kept import reveal_rotation, to_reveal
from sejuk.model.event import from_ms, to_ms
from sejuk.model.kinds.papers import (
    AlarmCause,
    AlarmRaised,
    AlarmStepped,
    OperationStepped,
    OrderStepped,
)
from sejuk.operations.alarm import ALARM, REPEAT_SECONDS, AlarmCase, AlarmState
from sejuk.operations.cycle import step
from sejuk.operations.duty import REPORT_MINUTES, alarm_of
from sejuk.operations.operation import OPERATION, OperationCase, OperationState
from sejuk.operations.order import ORDER, OrderCase, OrderState
from sejuk.store.crews import silent_crews
from sejuk.store.papers import (
    PaperRow,
    Place,
    area_of_account,
    due_alarms,
    due_draws,
    due_operations,
    due_orders,
    find_alarm,
)
from sejuk.store.record import Record, Writing

CLOCK = "server"
"""Author of what the program does by itself."""
EVERYWHERE = "semua"
"""The area of an alarm whose crew has none: for those whose own takes in all."""
LIVING = (OperationState.DRAFT, OperationState.RUNNING)
WAITING = (OrderState.DRAFT, OrderState.SUBMITTED, OrderState.RELEASED)


def tick(record: Record, now: datetime) -> int:
    """Does what is due; the number of events that were written. To be called every few seconds."""
    with record.reading() as connection:  # most of the time there is nothing to write
        due = (
            _operations(connection, now)
            or _orders(connection, now)
            or _alarms(connection, now)
            or _silent(connection, now)
        )
    done = 0
    if due:
        with record.writing(now=now) as writing:
            done = (
                _expire(writing, now)
                + _lapse(writing, now)
                + _sound(writing, now)
                + _miss(writing, now)
            )
    return done + _reveal(record, now)


def _expire(writing: Writing, now: datetime) -> int:
    rows = _operations(writing.connection, now)
    for row in rows:
        ends = from_ms(row.expires_ms)
        case = OperationCase(now=now, legal_basis=row.legal_basis, begins=now, expires=ends)
        state = step(OPERATION, row.state, "expire", by=None, case=case)
        body = OperationStepped(operation=row.operation, step="expire", state=state)
        writing.happen(body, author=CLOCK)
    return len(rows)


def _lapse(writing: Writing, now: datetime) -> int:
    rows = _orders(writing.connection, now)
    for row in rows:
        begins, ends = from_ms(row.begins_ms), from_ms(row.ends_ms)
        case = OrderCase(now=now, begins=begins, ends=ends, crews=())
        state = step(ORDER, row.state, "lapse", by=None, case=case)
        writing.happen(OrderStepped(order=row.order, step="lapse", state=state), author=CLOCK)
    return len(rows)


def _sound(writing: Writing, now: datetime) -> int:
    rows = _alarms(writing.connection, now)
    for row in rows:
        case = AlarmCase(now=now, last_sounded=from_ms(row.sounded_ms))
        state = step(ALARM, row.state, "repeat", by=None, case=case)
        writing.happen(AlarmStepped(alarm=row.alarm, step="repeat", state=state), author=CLOCK)
    return len(rows)


def _miss(writing: Writing, now: datetime) -> int:
    """The dead-man timer: one alarm for each silence of a crew on duty."""
    rows = _silent(writing.connection, now)
    for row in rows:
        body = AlarmRaised(
            alarm=alarm_of(row.device, row.said_seq),
            cause=AlarmCause.MISSED_REPORT,
            area=area_of_account(writing.connection, row.author) or EVERYWHERE,
            crew=row.crew,
        )
        writing.happen(body, author=CLOCK)
    return len(rows)


def _reveal(record: Record, now: datetime) -> int:
    """In a transaction of its own: a key that cannot be read must not silence an alarm."""
    with record.reading() as connection:
        if not due_draws(connection, to_ms(now)) and not to_reveal(connection, record.keys, now):
            return 0
    with record.writing(now=now) as writing:
        rows = due_draws(writing.connection, to_ms(now))
        for row in rows:
            reveal_draw(writing, record.keys, row)
        over = to_reveal(writing.connection, record.keys, now)
        for row in over:
            reveal_rotation(writing, record.keys, row)
    return len(rows) + len(over)


def _silent(place: Place, now: datetime) -> Sequence[PaperRow]:
    rows = silent_crews(place, to_ms(now) - REPORT_MINUTES * 60_000)
    return [row for row in rows if find_alarm(place, alarm_of(row.device, row.said_seq)) is None]


def _operations(place: Place, now: datetime) -> Sequence[PaperRow]:
    return due_operations(place, LIVING, to_ms(now))


def _orders(place: Place, now: datetime) -> Sequence[PaperRow]:
    return due_orders(place, WAITING, to_ms(now))


def _alarms(place: Place, now: datetime) -> Sequence[PaperRow]:
    return due_alarms(place, AlarmState.RAISED, to_ms(now) - REPEAT_SECONDS * 1000)
