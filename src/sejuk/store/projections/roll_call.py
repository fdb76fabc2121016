"""Roll-calls of each device, by number: between an opening and a closing one it is on duty."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, insert

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.store.projections.projection import Projection

ROLL_CALL = Table(
    "roll_call",
    MetaData(),
    Column("device", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("crew", String(64)),
    Column("patrol", String(64)),
    Column("at_ms", BigInteger, nullable=False, comment="by the server's clock, as far as known"),
    Column("position", BigInteger, nullable=False),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    row = {
        "device": entry.device,
        "seq": entry.seq,
        "kind": entry.kind,
        "crew": getattr(body, "crew", None),
        "patrol": entry.patrol,
        "at_ms": entry.occurred_ms + (entry.clock_offset_ms or 0),
        "position": entry.position,
    }
    connection.execute(insert(ROLL_CALL), row)


PROJECTION = Projection(
    name="roll_call",
    version=2,
    tables=(ROLL_CALL,),
    kinds=frozenset({"roll_call_opened", "roll_call_closed"}),
    apply=_apply,
)
