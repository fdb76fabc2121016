"""Who has a record open shares its lock; who puts another database in its place has it alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sejuk.problems import refuse

NAME = "record.lock"


class FolderLock:
    """Held until `release`, or until the process ends however it does."""

    def __init__(self, folder: Path, *, alone: bool) -> None:
        self._handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
        if os.name == "posix":  # elsewhere an open database cannot be replaced anyway
            import fcntl  # noqa: PLC0415 – posix only

            kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
            try:
                fcntl.flock(self._handle, kind | fcntl.LOCK_NB)
            except OSError:
                os.close(self._handle)
                raise refuse("record_busy", file=str(folder)) from None

    def release(self) -> None:
        os.close(self._handle)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody has the record open, or opens it, meanwhile. Raises `record_busy`."""
    lock = FolderLock(folder, alone=True)
    try:
        yield
    finally:
        lock.release()
