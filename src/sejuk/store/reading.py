"""Rows of the log as entries."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row

from sejuk.model.event import Entry, Seal

_SEALS = msgspec.json.Decoder(tuple[Seal, ...])


def entry_of(row: Row[Any]) -> Entry:
    """A row of the table as an entry."""
    return Entry(
        position=row.position,
        received_ms=row.received_ms,
        id=UUID(row.id),
        device=row.device,
        seq=row.seq,
        kind=row.kind,
        body=msgspec.Raw(row.body),
        occurred_ms=row.occurred_ms,
        clock_offset_ms=row.clock_offset_ms,
        author=row.author,
        patrol=row.patrol,
        seals=_SEALS.decode(row.seals),
    )
