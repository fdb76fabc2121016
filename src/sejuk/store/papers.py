"""Queries on papers: operations, orders, tasks, directives and alarms as they are now.

Each takes a connection, so that it is part of the caller's view or transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, select

from sejuk.store.account_tables import ACCOUNT
from sejuk.store.projections.alarms import ALARM
from sejuk.store.projections.answers import ANSWER, OBJECTION
from sejuk.store.projections.claims import CLAIM
from sejuk.store.projections.concerns import CONCERN
from sejuk.store.projections.directives import DIRECTIVE, RECEIPT
from sejuk.store.projections.draws import DRAW
from sejuk.store.projections.early_warnings import EARLY_WARNING
from sejuk.store.projections.operations import OPERATION
from sejuk.store.projections.orders import ORDER, SIGNATURE, VERSION
from sejuk.store.projections.plannings import PLANNING
from sejuk.store.projections.rotations import ROTATION
from sejuk.store.projections.tasks import TASK
from sejuk.store.projections.watch import HANDOVER, WATCH
from sejuk.store.within import within

PaperRow = Row[Any]
"""Columns are those of the projection's table."""
Place = Connection
"""Where a query is asked: a view, or a transaction."""


def find_operation(place: Place, operation: str) -> PaperRow | None:
    """One operation."""
    return _one(place, OPERATION, operation)


def operations(place: Place) -> Sequence[PaperRow]:
    """All, the one that changed last first."""
    return _newest(place, OPERATION, "", 1000)


def find_order(place: Place, order: str) -> PaperRow | None:
    """One order."""
    return _one(place, ORDER, order)


def orders(
    place: Place, area: str, limit: int, states: Collection[str] | None = None
) -> Sequence[PaperRow]:
    """Of an area, in one of these states where some are given, the one that changed last first."""
    query = select(ORDER).where(within(ORDER.c.area, area))
    query = query if states is None else query.where(ORDER.c.state.in_(states))
    return place.execute(query.order_by(ORDER.c.position.desc()).limit(limit)).all()


def all_orders(place: Place) -> Sequence[PaperRow]:
    """Every one, by the beginning of its shift."""
    return place.execute(select(ORDER).order_by(ORDER.c.begins_ms, ORDER.c.order)).all()


def signatures(place: Place, order: str) -> Sequence[PaperRow]:
    """Of one order, as they were given."""
    query = select(SIGNATURE).where(SIGNATURE.c.order == order).order_by(SIGNATURE.c.position)
    return place.execute(query).all()


def versions(place: Place, order: str) -> Sequence[PaperRow]:
    """The plans of one order, one after the other."""
    query = select(VERSION).where(VERSION.c.order == order).order_by(VERSION.c.version)
    return place.execute(query).all()


def find_planning(place: Place, planning: str) -> PaperRow | None:
    """One planning."""
    return _one(place, PLANNING, planning)


def plannings(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of an area, the one that changed last first."""
    return _newest(place, PLANNING, area, limit)


def all_plannings(place: Place) -> Sequence[PaperRow]:
    """Every one, as they were asked for."""
    return place.execute(select(PLANNING).order_by(PLANNING.c.asked_ms, PLANNING.c.planning)).all()


def planning_of_draw(place: Place, commitment: str) -> PaperRow | None:
    """The planning that committed to this seed."""
    return place.execute(select(PLANNING).where(PLANNING.c.commitment == commitment)).first()


def find_draw(place: Place, order: str) -> PaperRow | None:
    """The draw of an order that was released."""
    return _one(place, DRAW, order)


def all_draws(place: Place) -> Sequence[PaperRow]:
    """Every one, by when it was committed to."""
    return place.execute(select(DRAW).order_by(DRAW.c.committed_ms, DRAW.c.order)).all()


def due_draws(place: Place, now_ms: int) -> Sequence[PaperRow]:
    """Draws of ours that are to be revealed: the shift of their order is over."""
    due = DRAW.c.seed.is_(None) & DRAW.c.planning.is_not(None) & (ORDER.c.ends_ms <= now_ms)
    query = select(DRAW).join(ORDER, ORDER.c.order == DRAW.c.order).where(due)
    return place.execute(query.order_by(DRAW.c.order)).all()


def waiting_plannings(place: Place) -> Sequence[PaperRow]:
    """Those that are to be worked out, in the order in which they were asked for."""
    query = select(PLANNING).where(PLANNING.c.state.in_(("waiting", "working")))
    return place.execute(query.order_by(PLANNING.c.asked_ms, PLANNING.c.planning)).all()


def find_watch(place: Place, area: str) -> PaperRow | None:
    """Who has the watch in an area."""
    return _one(place, WATCH, area)


def watches(place: Place) -> Sequence[PaperRow]:
    """All, by area."""
    return place.execute(select(WATCH).order_by(WATCH.c.area)).all()


def find_handover(place: Place, handover: str) -> PaperRow | None:
    """One handover."""
    return _one(place, HANDOVER, handover)


def handovers(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of an area, the one that changed last first."""
    return _newest(place, HANDOVER, area, limit)


def find_task(place: Place, task: str) -> PaperRow | None:
    """One task."""
    return _one(place, TASK, task)


def tasks(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of an area, the one that changed last first."""
    return _newest(place, TASK, area, limit)


def find_directive(place: Place, directive: str) -> PaperRow | None:
    """One directive."""
    return _one(place, DIRECTIVE, directive)


def directives(place: Place, limit: int) -> Sequence[PaperRow]:
    """The newest first."""
    return place.execute(select(DIRECTIVE).order_by(DIRECTIVE.c.entry.desc()).limit(limit)).all()


def receipts_of_directive(place: Place, directive: str) -> Sequence[PaperRow]:
    """How far it has come, with each who was given it."""
    return place.execute(select(RECEIPT).where(RECEIPT.c.directive == directive)).all()


def receipts_of_account(place: Place, account: str) -> Sequence[PaperRow]:
    """How far each directive has come with one account."""
    return place.execute(select(RECEIPT).where(RECEIPT.c.recipient == account)).all()


def find_alarm(place: Place, alarm: str) -> PaperRow | None:
    """One alarm."""
    return _one(place, ALARM, alarm)


def alarms(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of an area, the one that changed last first."""
    return place.execute(_alarms(area).order_by(ALARM.c.position.desc()).limit(limit)).all()


def alarms_between(place: Place, area: str, first_ms: int, last_ms: int) -> Sequence[PaperRow]:
    """Of an area, those raised from … to, as they were raised."""
    query = _alarms(area).where(ALARM.c.raised_ms.between(first_ms, last_ms))
    return place.execute(query.order_by(ALARM.c.raised_ms, ALARM.c.alarm)).all()


def _alarms(area: str) -> Select[Any]:
    """One that names no area is where the account acts that raised it."""
    where = func.coalesce(ALARM.c.area, ACCOUNT.c.area, "")
    raised = select(ALARM).outerjoin(ACCOUNT, ACCOUNT.c.account == ALARM.c.raised_by)
    return raised.where(within(where, area))


def area_of_account(place: Place, account: str) -> str:
    """Where an account acts; empty for everywhere, and for what is no account."""
    return areas_of_accounts(place, {account}).get(account, "")


def areas_of_accounts(place: Place, accounts: Collection[str]) -> dict[str, str]:
    """Account → area, of these accounts, closed ones too."""
    query = select(ACCOUNT.c.account, ACCOUNT.c.area).where(ACCOUNT.c.account.in_(accounts))
    rows = place.execute(query)
    return {row.account: row.area for row in rows}


_TABLES: dict[str, Table] = {
    "operation": OPERATION,
    "order": ORDER,
    "task": TASK,
    "alarm": ALARM,
    "early_warning": EARLY_WARNING,
    "concern": CONCERN,
    "planning": PLANNING,
    "rotation": ROTATION,
    "handover": HANDOVER,
    "claim": CLAIM,
    "answer": ANSWER,
    "objection": OBJECTION,
}


def area_of_paper(place: Place, what: str, paper: str) -> str | None:
    """Where a paper belongs; None for one that there is not."""
    row = _one(place, _TABLES[what], paper)
    return None if row is None else area_of_row(place, row)


def area_of_row(place: Place, row: PaperRow) -> str:
    """A paper's own; of an alarm without one that of the account which raised it."""
    return str(row.area) if row.area is not None else area_of_account(place, row.raised_by)


def due_operations(place: Place, states: Sequence[str], now_ms: int) -> Sequence[PaperRow]:
    """Those in such a state whose time is over."""
    query = select(OPERATION).where(OPERATION.c.state.in_(states), OPERATION.c.expires_ms <= now_ms)
    return place.execute(query).all()


def due_orders(place: Place, states: Sequence[str], now_ms: int) -> Sequence[PaperRow]:
    """Those in such a state whose shift is over."""
    query = select(ORDER).where(ORDER.c.state.in_(states), ORDER.c.ends_ms <= now_ms)
    return place.execute(query).all()


def due_alarms(place: Place, state: str, sounded_before_ms: int) -> Sequence[PaperRow]:
    """Those in this state that were last heard before."""
    due = (ALARM.c.state == state) & (ALARM.c.sounded_ms <= sounded_before_ms)
    return place.execute(select(ALARM).where(due)).all()


def _one(place: Place, table: Table, key: str) -> PaperRow | None:
    (column,) = table.primary_key.columns
    return place.execute(select(table).where(column == key)).first()


def _newest(place: Place, table: Table, area: str, limit: int) -> Sequence[PaperRow]:
    query = select(table).where(within(table.c.area, area))
    return place.execute(query.order_by(table.c.position.desc()).limit(limit)).all()
