"""Plannings as they are now: what was asked for, and what came of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, insert, update

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.room import PlanningBegun, PlanningStepped
from sejuk.store.projections.projection import Projection

PLANNING = Table(
    "planning",
    MetaData(),
    Column("planning", String(64), primary_key=True),
    Column("what", String(16), nullable=False),
    Column("area", String(96), nullable=False, index=True),
    Column("wish", String(64), nullable=False),
    Column("order", String(64)),
    Column("based_on", String(64)),
    Column("commitment", String(64), index=True, comment="to the seed of its draw"),
    Column("asked_by", String(64), nullable=False),
    Column("asked_ms", BigInteger, nullable=False),
    Column("result", String(64)),
    Column("option", String(64)),
    Column("state", String(16), nullable=False, index=True),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, PlanningBegun):
        row = {
            "planning": body.planning,
            "what": body.what,
            "area": body.area,
            "wish": body.wish,
            "order": body.order,
            "based_on": body.based_on,
            "commitment": body.commitment,
            "asked_by": entry.author,
            "asked_ms": entry.received_ms,
            "state": "waiting",
            "position": entry.position,
        }
        connection.execute(insert(PLANNING), row)
    elif isinstance(body, PlanningStepped):
        changes: dict[str, object] = {"state": body.state, "position": entry.position}
        if body.result is not None:
            changes["result"] = body.result
        if body.option is not None:
            changes["option"] = body.option
        same = PLANNING.c.planning == body.planning
        connection.execute(update(PLANNING).where(same).values(changes))


PROJECTION = Projection(
    name="plannings",
    version=2,
    tables=(PLANNING,),
    kinds=frozenset({"planning_begun", "planning_stepped"}),
    apply=_apply,
)
