"""Orders as they are now, and who has signed them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Date,
    MetaData,
    String,
    Table,
    delete,
    insert,
    update,
)

from sejuk.model.event import Entry, to_ms
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.papers import OrderDrafted, OrderStepped
from sejuk.store.projections.projection import Projection

_TABLES = MetaData()

ORDER = Table(
    "patrol_order",
    _TABLES,
    Column("order", String(64), primary_key=True),
    Column("area", String(96), nullable=False, index=True),
    Column("plan", String(64), nullable=False),
    Column("operation", String(64)),
    Column("begins_ms", BigInteger, nullable=False),
    Column("ends_ms", BigInteger, nullable=False),
    Column("agencies", String(64), nullable=False, comment="with commas"),
    Column("tni_request", String(120)),
    Column("tni_until", Date),
    Column("state", String(16), nullable=False, index=True),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
    # Guarantee G9, whatever the code above the database lets pass.
    CheckConstraint(
        "agencies NOT LIKE '%tni%' OR agencies LIKE '%polri%'", name="soldiers_with_police"
    ),
    CheckConstraint(
        "agencies NOT LIKE '%tni%' OR state NOT IN ('released', 'under_way', 'done') "
        "OR (tni_request IS NOT NULL AND tni_until IS NOT NULL)",
        name="soldiers_on_request",
    ),
)

SIGNATURE = Table(
    "signature",
    _TABLES,
    Column("order", String(64), primary_key=True),
    Column("agency", String(16), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("signed_ms", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, OrderDrafted):
        row = {
            "order": body.order,
            "area": body.area,
            "plan": body.plan,
            "begins_ms": to_ms(body.begins),
            "ends_ms": to_ms(body.ends),
            "agencies": ",".join(body.agencies),
            "tni_request": body.tni_request,
            "tni_until": body.tni_until,
            "state": "draft",
            "position": entry.position,
        }
        connection.execute(insert(ORDER), row)
    elif isinstance(body, OrderStepped):
        _step(connection, entry, body)


def _step(connection: Connection, entry: Entry, body: OrderStepped) -> None:
    changes: dict[str, object] = {"state": body.state, "position": entry.position}
    if body.operation is not None:
        changes["operation"] = body.operation
    connection.execute(update(ORDER).where(ORDER.c.order == body.order).values(changes))
    if body.step == "sign":
        row = {
            "order": body.order,
            "agency": body.agency,
            "account": entry.author,
            "signed_ms": entry.received_ms,
            "position": entry.position,
        }
        connection.execute(insert(SIGNATURE), row)
    elif body.step == "return":
        # A plan that goes back will not be the plan that was signed.
        connection.execute(delete(SIGNATURE).where(SIGNATURE.c.order == body.order))


PROJECTION = Projection(
    name="orders",
    version=1,
    tables=(ORDER, SIGNATURE),
    kinds=frozenset({"order_drafted", "order_stepped"}),
    apply=_apply,
)
