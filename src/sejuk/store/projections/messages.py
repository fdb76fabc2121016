"""Calm messages that were given, and the talks at which that was."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, String, Table, insert

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.engagement import MessageGiven
from sejuk.model.kinds.field import Talked
from sejuk.store.projections.projection import Projection

MOST_RESIDENTS = 9999
"""At one stop: a number that was mistyped must not stand for a town."""
_TABLES = MetaData()

GIVEN = Table(
    "message_given",
    _TABLES,
    Column("position", BigInteger, primary_key=True),
    Column("message", String(64), nullable=False),
    Column("area", String(96), nullable=False, comment="a neighbourhood, or a border"),
    Column("place", String(96), nullable=False),
    Column("device", String(64), nullable=False, comment="of the crew"),
    Column("author", String(64), nullable=False),
    Column("at_ms", BigInteger, nullable=False, index=True),
)

TALK = Table(
    "message_talk",
    _TABLES,
    Column("position", BigInteger, primary_key=True),
    Column("place", String(96), nullable=False),
    Column("device", String(64), nullable=False, comment="of the crew"),
    Column("residents", Integer, nullable=False, comment="how many, never who"),
    Column("at_ms", BigInteger, nullable=False, index=True),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    row: dict[str, object] = {
        "position": entry.position,
        "device": entry.device,
        "at_ms": min(entry.occurred_ms + (entry.clock_offset_ms or 0), entry.received_ms),
    }
    if isinstance(body, MessageGiven):
        row |= {"message": body.message, "area": body.area, "place": body.place}
        connection.execute(insert(GIVEN), row | {"author": entry.author})
    elif isinstance(body, Talked):
        residents = min(max(body.residents, 0), MOST_RESIDENTS)
        row |= {"place": body.place, "residents": residents}
        connection.execute(insert(TALK), row)


PROJECTION = Projection(
    name="messages",
    version=1,
    tables=(GIVEN, TALK),
    kinds=frozenset({"message_given", "talked"}),
    apply=_apply,
)
