"""`sejuk record rebuild` and `sejuk record expire`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sejuk.app.record.opening import open_for_upkeep
from sejuk.store.projections.rebuild import Rebuilt, rebuild
from sejuk.store.retention import Expired, expire


def rebuild_tables(folder: Path, now: datetime) -> Rebuilt:
    """Makes all projections from the log again. Raises what opening raises."""
    with open_for_upkeep(folder, now) as record, record.writing(now=now) as writing:
        return rebuild(writing.connection)


def end_what_is_due(folder: Path, now: datetime) -> Expired:
    """Destroys keys whose days have ended. Raises what opening raises."""
    with open_for_upkeep(folder, now) as record:
        return expire(record, now=now)
