"""What is deleted before its time: the words of what was no matter of the rumour desk (G8)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, delete, select

from sejuk.model.event import Part
from sejuk.store.projections.claims import LEFT_OUT
from sejuk.store.tables import SEALED

MOST_VARIABLES = 500
T = TypeVar("T")


def forget_texts(connection: Connection, positions: Collection[int]) -> int:
    """Deletes the texts of these entries; how many there were. The log and its digests stay, and
    what is deleted is overwritten (`secure_delete`)."""
    count = 0
    for some in _in_parts(sorted(positions)):
        texts = SEALED.c.position.in_(some) & (SEALED.c.part == Part.TEXTS)
        count += connection.execute(delete(SEALED).where(texts)).rowcount
    return count


def forgotten(connection: Connection, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these events that were left out: their texts are not taken again."""
    found: set[UUID] = set()
    for some in _in_parts(sorted(str(id_) for id_ in ids)):
        here = select(LEFT_OUT.c.sighting).where(LEFT_OUT.c.sighting.in_(some))
        found |= {UUID(word) for word in connection.execute(here).scalars()}
    return frozenset(found)


def left_out_positions(connection: Connection, positions: Collection[int]) -> frozenset[int]:
    """Those of these entries that are no matter of the desk, and are not to be shown or counted."""
    found: set[int] = set()
    for some in _in_parts(sorted(positions)):
        here = select(LEFT_OUT.c.position).where(LEFT_OUT.c.position.in_(some))
        found |= set(connection.execute(here).scalars())
    return frozenset(found)


def _in_parts(items: Sequence[T]) -> list[Sequence[T]]:
    return [items[n : n + MOST_VARIABLES] for n in range(0, len(items), MOST_VARIABLES)]
