"""Directives, and how far each has come with each recipient."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    insert,
    update,
)

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.papers import DirectiveStepped, DirectiveWritten
from sejuk.store.projections.projection import Projection

_TABLES = MetaData()

DIRECTIVE = Table(
    "directive",
    _TABLES,
    Column("directive", String(64), primary_key=True),
    Column("area", String(96), nullable=False, index=True),
    Column("writer", String(64), nullable=False),
    Column("written_ms", BigInteger, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("entry", BigInteger, nullable=False, comment="position of the entry with its text"),
)

RECEIPT = Table(
    "receipt",
    _TABLES,
    Column("directive", String(64), primary_key=True),
    Column("recipient", String(64), primary_key=True),
    Column("passed_by", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, DirectiveWritten):
        row = {
            "directive": body.directive,
            "area": body.area,
            "writer": entry.author,
            "written_ms": entry.received_ms,
            "withdrawn": False,
            "entry": entry.position,
        }
        connection.execute(insert(DIRECTIVE), row)
    elif isinstance(body, DirectiveStepped):
        _step(connection, entry, body)


def _step(connection: Connection, entry: Entry, body: DirectiveStepped) -> None:
    if body.step == "pass":
        row = {
            "directive": body.directive,
            "recipient": body.recipient,
            "passed_by": entry.author,
            "state": body.state,
            "position": entry.position,
        }
        connection.execute(insert(RECEIPT), row)
        return
    changes = {"state": body.state, "position": entry.position}
    if body.step == "withdraw":  # from everyone who has it
        mine = DIRECTIVE.c.directive == body.directive
        connection.execute(update(DIRECTIVE).where(mine).values(withdrawn=True))
        all_of_it = RECEIPT.c.directive == body.directive
        connection.execute(update(RECEIPT).where(all_of_it).values(changes))
        return
    own = (RECEIPT.c.directive == body.directive) & (RECEIPT.c.recipient == body.recipient)
    connection.execute(update(RECEIPT).where(own).values(changes))


PROJECTION = Projection(
    name="directives",
    version=1,
    tables=(DIRECTIVE, RECEIPT),
    kinds=frozenset({"directive_written", "directive_stepped"}),
    apply=_apply,
)
