"""When a phone was on duty by the server's clock: what a tracker, which has no roll-call, goes by.

A tracker's positions have no number on the phone, and their time is that of the satellites. They
are kept where the phone's own roll-calls take their time in, under the name of its crew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, select

from sejuk.model.ids import tracker_of
from sejuk.store.projections.orders import ORDER
from sejuk.store.projections.roll_call import ROLL_CALL
from sejuk.store.tables import EVENT, SEALED

HOUR_MS = 3_600_000
WAY_HOME_MS = 3 * HOUR_MS
"""After the shift of the order."""
LONGEST_MS = 16 * HOUR_MS
"""Of a roll-call without an order that nobody closed."""
ENDED = frozenset({"done", "withdrawn", "lapsed"})
"""States of an order after which nobody is on duty for it."""


class DutyHours(msgspec.Struct, frozen=True, kw_only=True):
    """Between two roll-calls of a crew; ms since 1970."""

    crew: str
    opened_ms: int
    closed_ms: int

    def hold(self, at_ms: int) -> bool:
        return self.opened_ms <= at_ms <= self.closed_ms


def duty_hours(connection: Connection, phone: str) -> tuple[DutyHours, ...]:
    """Of one phone, by its numbers. Hours of no crew are nobody's duty."""
    query = select(ROLL_CALL).where(ROLL_CALL.c.device == phone).order_by(ROLL_CALL.c.seq)
    rows = connection.execute(query).all()
    return tuple(
        DutyHours(
            crew=row.crew,
            opened_ms=row.at_ms,
            # One that is opened anew ends the one before.
            closed_ms=rows[n + 1].at_ms if n + 1 < len(rows) else _last_ms(connection, row),
        )
        for n, row in enumerate(rows)
        if row.kind == "roll_call_opened" and row.crew is not None
    )


def crew_at(hours: Sequence[DutyHours], at_ms: int) -> str | None:
    """The crew for which a phone was on duty; None when it was not."""
    return next((one.crew for one in reversed(hours) if one.hold(at_ms)), None)


def drop_positions(connection: Connection, phone: str, since_ms: int) -> None:
    """Takes away what a tracker sent before it was known here that the duty had ended.

    Args:
        since_ms: of the earliest roll-call that has just come.
    """
    hours = duty_hours(connection, phone)
    late = select(EVENT.c.position, EVENT.c.occurred_ms).where(
        EVENT.c.device == tracker_of(phone), EVENT.c.occurred_ms >= since_ms
    )
    for position, at_ms in connection.execute(late).all():
        if crew_at(hours, at_ms) is None:
            connection.execute(delete(SEALED).where(SEALED.c.position == position))


def _last_ms(connection: Connection, opened: Row[Any]) -> int:
    """When duty ends that no closing roll-call has ended yet."""
    longest = int(opened.at_ms) + LONGEST_MS
    order = connection.execute(select(ORDER).where(ORDER.c.order == opened.patrol)).first()
    if order is None:
        return longest
    if order.state not in ENDED:
        return int(order.ends_ms) + WAY_HOME_MS
    ended = select(EVENT.c.received_ms).where(EVENT.c.position == order.position)
    return int(connection.execute(ended).scalar_one())
