"""The keys under which text, positions and photos are sealed: one for each sort and day, in files.

They lie in a folder of their own, which no backup takes in. Destroying a key ends all that was
sealed under it, wherever copies of the database are.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from datetime import date, timedelta
from pathlib import Path

from sejuk.model.kinds.upkeep import Sealed
from sejuk.problems import refuse

KEY_BYTES, CHECK_BYTES = 32, 8
EPOCH = date(1970, 1, 1)
KEEP_DAYS = {Sealed.TEXT: 90, Sealed.TRACK: 30, Sealed.PHOTO: 30}
"""A key of day d is destroyed when day d + this begins: nothing outlives so many days."""
_NAME = re.compile(r"(text|track|photo)-(\d{4}-\d\d-\d\d)\.key")


def first_kept(sort: Sealed, today: int) -> int:
    """The oldest day of which something may still be read; days since 1970, UTC."""
    return today - KEEP_DAYS[sort] + 1


class DayKeys:
    """The key folder. Two processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def find(self, sort: Sealed, day: int, today: int) -> bytes | None:
        """The key of a day; None when there is none, or it has ended by the clock.

        Raises `key_damaged` for a file that was cut off or changed.
        """
        if day < first_kept(sort, today):
            return None
        return self._read(self._file(sort, day))

    def make(self, sort: Sealed, day: int, today: int) -> bytes | None:
        """The key of a day, made when there is none; None for a day that has ended.

        A day that has ended once stays so, even when the clock is set back.
        """
        if day < max(first_kept(sort, today), self.horizon(sort)):
            return None
        found = self.find(sort, day, today)
        if found is not None:
            return found
        return self._new(self._file(sort, day))

    def destroy(self, sort: Sealed, before: int) -> list[int]:
        """Overwrites and removes all keys of days before `before`; the days that had one."""
        if before > self.horizon(sort):
            fresh = self.folder / f".{secrets.token_hex(8)}.new"
            _write(fresh, str(before).encode())
            fresh.replace(self.folder / f"{sort}.horizon")
            _sync(self.folder)
        ended = [day for day in self.days(sort) if day < before]
        for day in ended:
            file = self._file(sort, day)
            with file.open("r+b", buffering=0) as stream:
                stream.write(bytes(KEY_BYTES + CHECK_BYTES))
                os.fsync(stream.fileno())
            file.unlink()
        _sync(self.folder)
        return ended

    def signing_seed(self) -> bytes:
        """32 bytes with which checkpoints are signed; made at the first call."""
        return self._own("signing")

    def opening_seed(self) -> bytes:
        """32 bytes of the key to which devices seal what they keep; made at the first call."""
        return self._own("opening")

    def device_seed(self) -> bytes:
        """32 bytes by which a device proves that it is the one that was enrolled."""
        return self._own("device")

    def place_seed(self) -> bytes:
        """32 bytes of which the changing codes of places are made."""
        return self._own("place")

    def draw_seed(self) -> bytes:
        """32 bytes from which the secrets of draws are made; made at the first call."""
        return self._own("draw")

    def days(self, sort: Sealed) -> list[int]:
        """The days of which there is a key."""
        found = (_NAME.fullmatch(file.name) for file in self.folder.iterdir())
        return sorted(
            (date.fromisoformat(match[2]) - EPOCH).days
            for match in found
            if match and match[1] == sort
        )

    def horizon(self, sort: Sealed) -> int:
        """No key of a day before this one is ever made again."""
        try:
            return int((self.folder / f"{sort}.horizon").read_text())
        except FileNotFoundError:
            return 0

    def _own(self, name: str) -> bytes:
        file = self.folder / f"{name}.key"
        return self._read(file) or self._new(file)

    def _read(self, file: Path) -> bytes | None:
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            return None
        key, check = content[:KEY_BYTES], content[KEY_BYTES:]
        if len(key) != KEY_BYTES or check != _check(key):
            raise refuse("key_damaged", file=str(file))
        return key

    def _new(self, file: Path) -> bytes:
        """A fresh key in this file, whole or not at all; the one of a process that was first."""
        key = secrets.token_bytes(KEY_BYTES)
        fresh = self.folder / f".{secrets.token_hex(8)}.new"
        _write(fresh, key + _check(key))
        try:
            os.link(fresh, file)
        except FileExistsError:
            return self._read(file) or key
        finally:
            fresh.unlink()
        _sync(self.folder)
        return key

    def _file(self, sort: Sealed, day: int) -> Path:
        return self.folder / f"{sort}-{EPOCH + timedelta(days=day)}.key"


def _check(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()[:CHECK_BYTES]


def _write(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
