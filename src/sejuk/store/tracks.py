"""Questions about the positions that a device has sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, select

from sejuk.store.tables import EVENT


def tracked_by(devices: Sequence[str]) -> Select[Any]:
    """Entries with positions, in the order of the record."""
    query = select(EVENT).where(EVENT.c.device.in_(devices), EVENT.c.kind == "tracked")
    return query.order_by(EVENT.c.position)


def recorded_among(connection: Connection, ids: Sequence[UUID]) -> set[UUID]:
    """Those that the record has; not more at once than a query takes."""
    query = select(EVENT.c.id).where(EVENT.c.id.in_([str(id_) for id_ in ids]))
    return {UUID(row.id) for row in connection.execute(query)}
