"""Makes projections from the record."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, text

from sejuk.model.event import body_of
from sejuk.store.projections import PROJECTIONS
from sejuk.store.projections.projection import Projection, definition, project
from sejuk.store.reading import entry_of
from sejuk.store.tables import ABOUT, EVENT


def make_projections(connection: Connection, *, anew: bool = False) -> tuple[str, ...]:
    """Makes those whose definition has changed, or all; their names."""
    query = select(ABOUT).where(ABOUT.c.name.like("projection %"))
    made: dict[str, str] = {row.name: row.value for row in connection.execute(query)}
    stale = [p for p in PROJECTIONS if anew or made.get(f"projection {p.name}") != definition(p)]
    for projection in stale:
        _empty(projection, connection)
    if stale:
        _fill(stale, connection)
    return tuple(projection.name for projection in stale)


def _empty(projection: Projection, connection: Connection) -> None:
    for table in reversed(projection.tables):
        # By name: the columns it has in the file may not be those of today.
        connection.execute(text(f'DROP TABLE IF EXISTS "{table.name}"'))
    for table in projection.tables:
        table.create(connection)
    name = f"projection {projection.name}"
    connection.execute(delete(ABOUT).where(ABOUT.c.name == name))
    connection.execute(insert(ABOUT), {"name": name, "value": definition(projection)})


def _fill(projections: Sequence[Projection], connection: Connection) -> None:
    kinds = frozenset[str]().union(*(p.kinds for p in projections))
    query = select(EVENT).where(EVENT.c.kind.in_(kinds)).order_by(EVENT.c.position)
    for row in connection.execute(query).yield_per(1000):
        entry = entry_of(row)
        body = body_of(entry)
        if body is not None:
            project(projections, connection, entry, body)
