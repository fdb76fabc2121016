"""What must end: operations, and the keys of what is sealed (guarantee G12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from sejuk.model.event import DAY_MS, body_of, from_ms, to_ms
from sejuk.model.kinds.upkeep import KeysDestroyed, Sealed
from sejuk.reporting.oversight.table import table
from sejuk.store.keys import EPOCH, KEEP_DAYS, DayKeys, first_kept
from sejuk.store.papers import Place, operations
from sejuk.store.parts import sealed_before
from sejuk.store.reading import entries_of_kind

COLUMNS = (
    *("sort", "kept_days", "nothing_before", "keys", "oldest_key", "keys_too_old"),
    *("sealed_too_old", "destroyed_before"),
)
OPERATION_COLUMNS = ("operation", "area", "state", "begins", "expires", "legal_basis")


class Ends(msgspec.Struct, frozen=True, kw_only=True):
    files: dict[str, bytes]
    operations: int
    outlived: int
    """Keys and sealed rows that are older than they may be."""


def end_files(place: Place, keys: Path | None, now: datetime) -> Ends:
    """`operations.csv` and `expiry.csv`.

    Args:
        keys: the folder of the keys; None where it is not at hand.
    """
    found = list(operations(place))
    lines = [
        (
            *(row.operation, row.area, row.state),
            from_ms(row.begins_ms).isoformat() if row.begins_ms is not None else None,
            from_ms(row.expires_ms).isoformat(),
            "; ".join(row.legal_basis.split("\n")),
        )
        for row in sorted(found, key=lambda row: (row.expires_ms, row.operation))
    ]
    rows = list(_sorts(place, keys, now))
    return Ends(
        files={
            "operations.csv": table(OPERATION_COLUMNS, lines),
            "expiry.csv": table(COLUMNS, rows),
        },
        operations=len(found),
        outlived=sum(row[5] + row[6] for row in rows),
    )


def _sorts(
    place: Place, keys: Path | None, now: datetime
) -> Iterator[tuple[str, int, str, int | None, str, int, int, str]]:
    today = to_ms(now) // DAY_MS
    destroyed: dict[Sealed, str] = {}
    for entry in entries_of_kind(place, "keys_destroyed"):
        body = body_of(entry)
        if isinstance(body, KeysDestroyed):
            destroyed[body.sort] = body.before.isoformat()
    for sort in Sealed:
        first = first_kept(sort, today)
        days = DayKeys(keys).days(sort) if keys is not None else []
        yield (
            *(str(sort), KEEP_DAYS[sort], (EPOCH + timedelta(days=first)).isoformat()),
            len(days) if keys is not None else None,
            (EPOCH + timedelta(days=days[0])).isoformat() if days else "",
            sum(day < first for day in days),
            sealed_before(place, sort, first),
            destroyed.get(sort, ""),
        )
