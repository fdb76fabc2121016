"""Who has the watch in each area, and the handovers by which it goes on."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.room import DutyTaken, HandoverOffered, HandoverStepped
from sejuk.store.projections.projection import Projection

_TABLES = MetaData()

WATCH = Table(
    "watch",
    _TABLES,
    Column("area", String(96), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("handover", String(64), comment="by which it came; None: nobody had it"),
    Column("position", BigInteger, nullable=False),
)

HANDOVER = Table(
    "handover",
    _TABLES,
    Column("handover", String(64), primary_key=True),
    Column("area", String(96), nullable=False),
    Column("giver", String(64), nullable=False),
    Column("recipient", String(64), nullable=False),
    Column("offered_ms", BigInteger, nullable=False),
    Column("entry", BigInteger, nullable=False, comment="position at which it was offered"),
    Column("state", String(16), nullable=False),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, DutyTaken):
        _give(connection, entry, body.area, entry.author, None)
    elif isinstance(body, HandoverOffered):
        row = {
            "handover": body.handover,
            "area": body.area,
            "giver": entry.author,
            "recipient": body.recipient,
            "offered_ms": entry.received_ms,
            "entry": entry.position,
            "state": "offered",
            "position": entry.position,
        }
        connection.execute(insert(HANDOVER), row)
    elif isinstance(body, HandoverStepped):
        same = HANDOVER.c.handover == body.handover
        changes = {"state": body.state, "position": entry.position}
        connection.execute(update(HANDOVER).where(same).values(changes))
        found = connection.execute(select(HANDOVER).where(same)).first()
        if body.step == "accept" and found is not None:
            _give(connection, entry, found.area, found.recipient, body.handover)


def _give(
    connection: Connection, entry: Entry, area: str, account: str, handover: str | None
) -> None:
    row = {
        "area": area,
        "account": account,
        "since_ms": entry.received_ms,
        "handover": handover,
        "position": entry.position,
    }
    connection.execute(delete(WATCH).where(WATCH.c.area == area))
    connection.execute(insert(WATCH), row)


PROJECTION = Projection(
    name="watch",
    version=1,
    tables=(WATCH, HANDOVER),
    kinds=frozenset({"duty_taken", "handover_offered", "handover_stepped"}),
    apply=_apply,
)
