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
    Column("position", BigInteger, nullable=False),
)


def _apply(connection: Connection, entry: Entry, _body: Body) -> None:
    row = {
        "device": entry.device,
        "seq": entry.seq,
        "kind": entry.kind,
        "position": entry.position,
    }
    connection.execute(insert(ROLL_CALL), row)


PROJECTION = Projection(
    name="roll_call",
    version=1,
    tables=(ROLL_CALL,),
    kinds=frozenset({"roll_call_opened", "roll_call_closed"}),
    apply=_apply,
)
