"""Questions about what a device has sent: everything, its roll-calls, its positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from sejuk.store.tables import EVENT


def everything_of(device: str) -> Select[Any]:
    """In the order of the device's own numbers."""
    return select(EVENT).where(EVENT.c.device == device).order_by(EVENT.c.seq)


def roll_calls_of(device: str) -> Select[Any]:
    """In the order of the device's own numbers."""
    kinds = ("roll_call_opened", "roll_call_closed")
    return everything_of(device).where(EVENT.c.kind.in_(kinds))


def tracked_by(devices: Sequence[str]) -> Select[Any]:
    """Entries with positions, in the order of the record."""
    query = select(EVENT).where(EVENT.c.device.in_(devices), EVENT.c.kind == "tracked")
    return query.order_by(EVENT.c.position)
