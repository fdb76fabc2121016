"""A record of the town Melati, written without a server."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from sejuk.store.account_tables import ACCOUNT
from sejuk.store.record import Record, open_record

FIRST = datetime(2024, 9, 1, 15, tzinfo=UTC)
"""22.00 in Jakarta."""
KATIM = "katim-melati"


def begun(folder: Path, area: str) -> Record:
    """With the account of one crew leader of the area."""
    record = open_record(folder, redact=lambda text: text, now=FIRST, create=True)
    row = {"account": KATIM, "name": "Katim", "role": "crew_leader", "agency": "polri"}
    with record.writing(now=FIRST) as writing:
        values = {**row, "area": area, "opened_ms": 0}
        writing.connection.execute(insert(ACCOUNT), values)
    return record
