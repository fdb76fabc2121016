"""Makes projections from the record."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, text

from sejuk.model.event import body_of
from sejuk.store.projections import PROJECTIONS
from sejuk.store.projections.projection import Projection, definition, project, rows_digest
from sejuk.store.reading import entry_of, make_received
from sejuk.store.tables import ABOUT, EVENT, RECEIVED, TREE

PREFIX = "projection "
"""Before its name, the name under which a projection's definition is kept."""


def make_projections(connection: Connection, *, anew: bool = False) -> tuple[str, ...]:
    """Makes those whose definition has changed, or all; their names."""
    kept = () if anew else up_to_date(connection)
    stale = [p for p in PROJECTIONS if p not in kept]
    for projection in stale:
        _empty(projection, connection)
    if stale:
        fill(stale, connection)
    return tuple(projection.name for projection in stale)


def up_to_date(connection: Connection) -> list[Projection]:
    """Projections that were made as they are defined now."""
    query = select(ABOUT).where(ABOUT.c.name.startswith(PREFIX))
    made: dict[str, str] = {row.name: row.value for row in connection.execute(query)}
    return [p for p in PROJECTIONS if made.get(PREFIX + p.name) == definition(p)]


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    tables: int
    rows: int
    changed: tuple[str, ...]
    """What had not been as the log gives it; there should be nothing."""


def rebuild(connection: Connection) -> Rebuilt:
    """Makes all that can be made from the log, and says what has changed by it."""
    before = {p.name: rows_digest(connection, p.tables) for p in PROJECTIONS}
    before["received"] = rows_digest(connection, [RECEIVED])
    make_projections(connection, anew=True)
    make_received(connection)
    connection.execute(delete(TREE))  # the next checkpoint makes it
    after = {p.name: rows_digest(connection, p.tables) for p in PROJECTIONS}
    after["received"] = rows_digest(connection, [RECEIVED])
    tables = [table for p in PROJECTIONS for table in p.tables]
    rows = [connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables]
    changed = tuple(name for name in before if before[name] != after[name])
    return Rebuilt(tables=len(tables), rows=sum(rows), changed=changed)


def _empty(projection: Projection, connection: Connection) -> None:
    for table in reversed(projection.tables):
        # By name: the columns it has in the file may not be those of today.
        connection.execute(text(f'DROP TABLE IF EXISTS "{table.name}"'))
    for table in projection.tables:
        table.create(connection)
    name = PREFIX + projection.name
    connection.execute(delete(ABOUT).where(ABOUT.c.name == name))
    connection.execute(insert(ABOUT), {"name": name, "value": definition(projection)})


def fill(projections: Sequence[Projection], connection: Connection) -> None:
    """Lets empty tables take in the whole log."""
    kinds = frozenset[str]().union(*(p.kinds for p in projections))
    query = select(EVENT).where(EVENT.c.kind.in_(kinds)).order_by(EVENT.c.position)
    for row in connection.execute(query).yield_per(1000):
        entry = entry_of(row)
        body = body_of(entry)
        if body is not None:
            project(projections, connection, entry, body)
