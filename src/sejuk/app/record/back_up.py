"""`sejuk backup` and `sejuk restore`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sejuk.app.record.opening import open_for_upkeep
from sejuk.store.backup import Restored, restore
from sejuk.store.backup import back_up as write_backup
from sejuk.store.ledger.audit import Audit
from sejuk.store.retention import expire


def back_up(folder: Path, target: Path, now: datetime) -> Audit:
    """What has ended goes first, then a copy that was opened and audited.

    Raises `file_exists`, `backup_bad`, `disk_full`, and what opening raises.
    """
    with open_for_upkeep(folder, now) as record:
        expire(record, now=now)
        return write_backup(record, target, now=now)


def bring_back(backup: Path, folder: Path, now: datetime) -> Restored:
    """A record from a backup; what has ended since stays ended.

    Raises `file_missing`, `backup_bad`, `record_busy`, `disk_full`.
    """
    restored = restore(backup, folder, now=now)
    with open_for_upkeep(folder, now) as record:
        expire(record, now=now)
    return restored
