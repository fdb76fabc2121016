"""Operations as they are now."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, insert, update

from sejuk.model.event import Entry, to_ms
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.papers import OperationOpened, OperationStepped
from sejuk.store.projections.projection import Projection

OPERATION = Table(
    "operation",
    MetaData(),
    Column("operation", String(64), primary_key=True),
    Column("area", String(96), nullable=False, index=True),
    Column("legal_basis", String(4000), nullable=False, comment="one to a line"),
    Column("begins_ms", BigInteger, comment="when it was started"),
    Column("expires_ms", BigInteger, nullable=False),
    Column("over_ms", BigInteger, comment="when it ended or expired"),
    Column("state", String(16), nullable=False),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, OperationOpened):
        row = {
            "operation": body.operation,
            "area": body.area,
            "legal_basis": "\n".join(body.legal_basis),
            "expires_ms": to_ms(body.expires),
            "state": "draft",
            "position": entry.position,
        }
        connection.execute(insert(OPERATION), row)
    elif isinstance(body, OperationStepped):
        changes: dict[str, object] = {"state": body.state, "position": entry.position}
        if body.expires is not None:
            changes["expires_ms"] = to_ms(body.expires)
        if body.step == "start":
            changes["begins_ms"] = entry.received_ms
        elif body.step in {"end", "expire"}:
            changes["over_ms"] = entry.received_ms
        same = OPERATION.c.operation == body.operation
        connection.execute(update(OPERATION).where(same).values(changes))


PROJECTION = Projection(
    name="operations",
    version=2,
    tables=(OPERATION,),
    kinds=frozenset({"operation_opened", "operation_stepped"}),
    apply=_apply,
)
