"""The draws of released orders: the seed that was committed to, and what was revealed of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, insert, update

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.papers import DrawCommitted, DrawRevealed
from sejuk.store.projections.projection import Projection

DRAW = Table(
    "draw",
    MetaData(),
    Column("order", String(64), primary_key=True),
    Column("commitment", String(64), nullable=False),
    Column("planning", String(64)),
    Column("committed_ms", BigInteger, nullable=False),
    Column("seed", String(64)),
    Column("salt", String(32)),
    Column("revealed_ms", BigInteger),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, DrawCommitted):
        row = {
            "order": body.order,
            "commitment": body.commitment,
            "planning": body.planning,
            "committed_ms": entry.received_ms,
        }
        connection.execute(insert(DRAW), row)
    elif isinstance(body, DrawRevealed):
        values = {"seed": body.seed, "salt": body.salt, "revealed_ms": entry.received_ms}
        same = DRAW.c.order == body.order
        connection.execute(update(DRAW).where(same).values(values))


PROJECTION = Projection(
    name="draws",
    version=1,
    tables=(DRAW,),
    kinds=frozenset({"draw_committed", "draw_revealed"}),
    apply=_apply,
)
