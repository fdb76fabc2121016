"""The checkpoints that a database has of itself.

They show damage, and an unskilled hand: whoever can write the database can write them too. Only a
checkpoint that somebody else holds shows the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from sejuk.problems import ProblemError
from sejuk.store.ledger.checkpoint import Checkpoint, read_checkpoint
from sejuk.store.ledger.note import PublicKey, check, read_note, read_public_key
from sejuk.store.sqlite import open_to_look, problems_of
from sejuk.store.tables import ABOUT, CHECKPOINT

KEY = "key "
"""Before the id, the name under which a public key of the record is kept."""


def keys_in(file: Path) -> list[PublicKey]:
    """The public keys in a database file. Raises `record_corrupt`, `key_malformed`."""
    engine = open_to_look(file)
    try:
        with problems_of(file), engine.connect() as connection:
            return own_keys(connection)
    finally:
        engine.dispose()


def notes_in(connection: Connection) -> list[tuple[int, bytes]]:
    """Size and note of each checkpoint that is kept, smallest first."""
    rows = connection.execute(select(CHECKPOINT).order_by(CHECKPOINT.c.size))
    return [(int(row.size), bytes(row.note)) for row in rows]


class Own(msgspec.Struct, frozen=True, kw_only=True):
    size: int
    """As the table says."""
    checkpoint: Checkpoint | None
    """None when it is malformed, about another size, or not signed by a key of the record."""


def own_keys(connection: Connection) -> list[PublicKey]:
    """The record's public keys, as the database has them. Raises `key_malformed`."""
    query = select(ABOUT.c.value).where(ABOUT.c.name.startswith(KEY))
    return [read_public_key(value) for value in connection.execute(query).scalars()]


def own_checkpoints(connection: Connection) -> Iterator[Own]:
    """All of them, smallest first."""
    try:
        keys = own_keys(connection)
    except ProblemError:
        keys = []
    for row in connection.execute(select(CHECKPOINT).order_by(CHECKPOINT.c.size)).all():
        yield Own(size=row.size, checkpoint=_checked(row.note, row.size, keys))


def _checked(content: bytes, size: int, keys: list[PublicKey]) -> Checkpoint | None:
    try:
        note = read_note(content, source="record")
        found = read_checkpoint(note, source="record")
    except ProblemError:
        return None
    return found if found.size == size and check(note, keys) else None
