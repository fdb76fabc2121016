"""A projection: tables made from the record, entry by entry, that can be made again at any time.

Its tables need no migration. When their columns or `version` change, they are dropped and made anew
from the record the next time it is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import msgspec
from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body

Apply = Callable[[Connection, Entry, Body], None]
"""Takes in one entry. A function of the entry and of its own tables, and of nothing else: no clock,
no dice, no other projection's tables."""


class Projection(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    version: int
    """To be raised when `apply` changes its mind."""
    tables: tuple[Table, ...]
    kinds: frozenset[str]
    """Kinds of events that it takes in."""
    apply: Apply


def project(
    projections: Sequence[Projection], connection: Connection, entry: Entry, body: Body
) -> None:
    """Lets every projection that wants it take in an entry.

    One that cannot, because the entry breaks a constraint of its tables (a second order of the same
    id, say), leaves it out whole; the entry stays in the log, and making the tables anew leaves it
    out again.
    """
    for projection in projections:
        if entry.kind in projection.kinds:
            try:
                with connection.begin_nested():
                    projection.apply(connection, entry, body)
            except IntegrityError:
                continue


@cache  # a server that was struck down must be up at once
def definition(projection: Projection) -> str:
    """Digest of all that decides what the tables look like."""
    ddl = [str(CreateTable(table).compile()) for table in projection.tables]
    ddl += sorted(str(index) for table in projection.tables for index in table.indexes)
    text = "\n".join([str(projection.version), *sorted(projection.kinds), *ddl])
    return hashlib.sha256(text.encode()).hexdigest()


def rows_digest(connection: Connection, tables: Iterable[Table]) -> str:
    """SHA-256 over all rows of the tables, in the order of their keys."""
    digest = hashlib.sha256()
    for table in sorted(tables, key=lambda table: table.name):
        digest.update(f"\n{table.name}\n".encode())
        keys: Sequence[object] = tuple(table.primary_key.columns)
        for row in connection.execute(select(table).order_by(*keys)):  # type: ignore[arg-type]
            digest.update(msgspec.json.encode(tuple(row)) + b"\n")
    return digest.hexdigest()
