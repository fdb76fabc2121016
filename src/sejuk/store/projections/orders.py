"""Orders as they are now, and who has signed them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from sejuk.model.event import Entry, to_ms
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.papers import OrderDrafted, OrderRevised, OrderStepped
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
    Column("number", String(120)),
    Column("version", Integer, nullable=False),
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
    Column("plan", String(64), nullable=False, comment="that was signed"),
    Column("signed_ms", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
)

VERSION = Table(
    "order_version",
    _TABLES,
    Column("order", String(64), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("plan", String(64), nullable=False),
    Column("based_on", String(64)),
    Column("planning", String(64)),
    Column("changed", Integer),
    Column("kept", Integer),
    Column("author", String(64), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
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
            "version": 1,
            "state": "draft",
            "position": entry.position,
        }
        connection.execute(insert(ORDER), row)
        _version(connection, entry, body.order, 1, {"plan": body.plan})
    elif isinstance(body, OrderRevised):
        _revise(connection, entry, body)
    elif isinstance(body, OrderStepped):
        _step(connection, entry, body)


def _revise(connection: Connection, entry: Entry, body: OrderRevised) -> None:
    same = ORDER.c.order == body.order
    before = connection.execute(select(ORDER.c.version).where(same)).scalar()
    if before is None:
        return
    number = before + 1
    values = {"plan": body.plan, "version": number, "position": entry.position}
    connection.execute(update(ORDER).where(same).values(values))
    about = {
        "plan": body.plan,
        "based_on": body.based_on,
        "planning": body.planning,
        "changed": body.changed,
        "kept": body.kept,
    }
    _version(connection, entry, body.order, number, about)


def _version(
    connection: Connection, entry: Entry, order: str, number: int, about: dict[str, object]
) -> None:
    row = {"order": order, "version": number, "author": entry.author}
    connection.execute(insert(VERSION), row | {"made_ms": entry.received_ms} | about)


def _step(connection: Connection, entry: Entry, body: OrderStepped) -> None:
    changes: dict[str, object] = {"state": body.state, "position": entry.position}
    if body.operation is not None:
        changes["operation"] = body.operation
    for name in ("number", "tni_request", "tni_until"):
        if getattr(body, name) is not None:
            changes[name] = getattr(body, name)
    connection.execute(update(ORDER).where(ORDER.c.order == body.order).values(changes))
    if body.step == "sign":
        mine = select(ORDER.c.plan).where(ORDER.c.order == body.order)
        row = {
            "order": body.order,
            "agency": body.agency,
            "plan": connection.execute(mine).scalar(),
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
    version=2,
    tables=(ORDER, SIGNATURE, VERSION),
    kinds=frozenset({"order_drafted", "order_stepped", "order_revised"}),
    apply=_apply,
)
