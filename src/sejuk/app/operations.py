"""Operations: opened, started, extended, ended; and the one under which tonight falls."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from sejuk.app.access import allowed, allowed_step, require_area
from sejuk.app.accounts.administer import AreaPath
from sejuk.app.call import Call
from sejuk.app.context import chance
from sejuk.model.event import from_ms
from sejuk.model.ids import Reference
from sejuk.model.kinds.body import Moment
from sejuk.model.kinds.papers import OperationOpened, OperationStepped
from sejuk.model.role import covers
from sejuk.operations.cycle import step
from sejuk.operations.operation import OPERATION, USUAL_DAYS, OperationCase, runs
from sejuk.problems import refuse
from sejuk.store.papers import PaperRow, Place, find_operation, operations


class NewOperation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: Annotated[AreaPath, msgspec.Meta(min_length=1)]
    legal_basis: Annotated[tuple[Reference, ...], msgspec.Meta(min_length=1, max_length=20)]
    expires: Moment | None = None
    """None: 30 days from now."""


class OperationWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    expires: Moment | None = None
    """For `extend`: the new expiry."""


class OperationRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    operation: str
    area: str
    legal_basis: tuple[str, ...]
    expires: datetime
    state: str
    runs: bool
    """Plans may be released under it now."""
    position: int


@allowed("operation.open")
def open_operation(call: Call, wish: NewOperation) -> OperationRow:
    """A draft. Raises `not_your_area`."""
    require_area(call.actor, wish.area)
    operation = f"op-{chance(10)}"
    body = OperationOpened(
        operation=operation,
        area=wish.area,
        legal_basis=wish.legal_basis,
        expires=wish.expires or call.now + timedelta(days=USUAL_DAYS),
    )
    with call.record.writing(now=call.now) as writing:
        writing.happen(body, author=call.actor.account)
        return _row(_found(writing.connection, operation), call.now)


@allowed_step(OPERATION)
def step_operation(call: Call, event: str, operation: str, wish: OperationWish) -> OperationRow:
    """Raises `operation_unknown`, `not_your_area`, and the problems of its life cycle."""
    with call.record.writing(now=call.now) as writing:
        row = _found(writing.connection, operation)
        require_area(call.actor, row.area)
        expires = wish.expires if wish.expires and event == "extend" else from_ms(row.expires_ms)
        case = OperationCase(
            now=call.now,
            legal_basis=row.legal_basis,
            begins=call.now if row.begins_ms is None else from_ms(row.begins_ms),
            expires=expires,
        )
        state = step(OPERATION, row.state, event, by=call.actor.role, case=case)
        body = OperationStepped(
            operation=operation,
            step=event,
            state=state,
            expires=expires if event == "extend" else None,
        )
        writing.happen(body, author=call.actor.account)
        return _row(_found(writing.connection, operation), call.now)


@allowed("operation.list")
def list_operations(call: Call) -> tuple[OperationRow, ...]:
    """Those of the actor's area, the newest first."""
    with call.record.reading() as connection:
        rows = operations(connection)
    return tuple(_row(row, call.now) for row in rows if covers(call.actor.area, row.area))


def running_operation(place: Place, area: str, now: datetime) -> OperationRow | None:
    """The operation that runs where `area` lies; the one that lasts longest, if several do."""
    for row in sorted(operations(place), key=lambda row: -row.expires_ms):
        if covers(row.area, area) and runs(row.state, from_ms(row.expires_ms), now):
            return _row(row, now)
    return None


def _found(place: Place, operation: str) -> PaperRow:
    row = find_operation(place, operation)
    if row is None:
        raise refuse("operation_unknown", operation=operation)
    return row


def _row(row: PaperRow, now: datetime) -> OperationRow:
    expires = from_ms(row.expires_ms)
    return OperationRow(
        operation=row.operation,
        area=row.area,
        legal_basis=tuple(row.legal_basis.splitlines()),
        expires=expires,
        state=row.state,
        runs=runs(row.state, expires, now),
        position=row.position,
    )
