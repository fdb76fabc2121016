"""Which devices and acts belong to an order: its crews, in its area, in its hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sejuk.app.orders.read import OrderRow
from sejuk.model.event import to_ms
from sejuk.model.plan import Plan
from sejuk.model.role import meets
from sejuk.store.crews import acts_between, heard_between
from sejuk.store.papers import PaperRow, Place, areas_of_accounts

BEFORE, AFTER = timedelta(hours=3), timedelta(hours=3)
"""Roll-call and briefing before the shift, the way home after it."""


def heard_of(connection: Place, order: OrderRow, plan: Plan) -> list[PaperRow]:
    """The device of each crew; of two the one that was heard last."""
    rows = heard_between(connection, *_hours(order))
    mine = _of_order(connection, order, plan, rows)
    newest = {row.crew: row for row in sorted(mine, key=lambda row: row.seen_ms)}
    return [newest[crew] for crew in sorted(newest)]


def acts_of(connection: Place, order: OrderRow, plan: Plan) -> list[PaperRow]:
    """What crews of the order did, by time; and what others of its area reported meanwhile."""
    return _of_order(connection, order, plan, acts_between(connection, *_hours(order)))


def crews_out(connection: Place, order: OrderRow, plan: Plan) -> tuple[str, ...]:
    """Crews whose roll-call is open."""
    return tuple(row.crew for row in heard_of(connection, order, plan) if row.roll_call == "open")


def _hours(order: OrderRow) -> tuple[int, int]:
    return to_ms(order.begins - BEFORE), to_ms(order.ends + AFTER)


def _of_order(
    connection: Place, order: OrderRow, plan: Plan, rows: Sequence[PaperRow]
) -> list[PaperRow]:
    """A patrol that is named must be this one; else the crew and the author's area say it."""
    crews = {route.crew.id for route in plan.routes}
    areas = areas_of_accounts(connection, {row.author for row in rows})
    return [
        row
        for row in rows
        if row.patrol == order.order
        or (
            not (row.patrol or "").startswith("o-")
            and (row.crew in crews or row.crew is None)
            and _is_here(areas.get(row.author), order.area)
            and (row.crew is not None or hasattr(row, "kind"))
        )
    ]


def _is_here(area: str | None, wanted: str) -> bool:
    return area is not None and meets(area, wanted)
