"""Backup and restore. A backup is one database file: a record without its keys.

Both check what they wrote before they give it its name, so that a file with the name is whole.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, delete, insert, inspect, select, update

from sejuk.model.event import DAY_MS, to_ms
from sejuk.model.kinds.upkeep import RecordRestored
from sejuk.problems import refuse
from sejuk.store.append import Place
from sejuk.store.checkpoints import take_checkpoint
from sejuk.store.forgotten import forgotten
from sejuk.store.keys import DayKeys
from sejuk.store.ledger.audit import Audit, Known, audit
from sejuk.store.ledger.checkpoint import read_checkpoint
from sejuk.store.ledger.note import read_note
from sejuk.store.lock import alone
from sejuk.store.parts import ends_of, is_whole
from sejuk.store.projections.claims import LEFT_OUT
from sejuk.store.reading import entry_of
from sejuk.store.record import DATABASE, KEYS, SERVER, Record, Writing, as_it_is, server_of
from sejuk.store.sqlite import copy_into, make_engine, open_to_look, problems_of, settle_in_one_file
from sejuk.store.tables import ABOUT, EVENT, RESEAL


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    size: int
    """Entries in the backup."""
    asked_again: int
    """Entries with sealed parts whose keys are not here; their devices are asked to send them."""
    aside: Path | None
    """Where the database is that was in its place."""


def back_up(record: Record, target: Path, *, now: datetime) -> Audit:
    """Writes a backup, opens it, and checks every entry against a checkpoint of this moment.

    Raises `file_exists`, `backup_bad`, `disk_full`.
    """
    if target.exists():
        raise refuse("file_exists", file=str(target))
    note = take_checkpoint(record, now=now)
    known = read_checkpoint(read_note(note, source="record"), source="record")
    with _beside(target) as fresh:
        with problems_of(fresh):
            copy_into(record.file, fresh)
        _sync(fresh)
        done = look_at(fresh, [Known(source=str(target), checkpoint=known)])
        if done.findings or done.size < known.size:
            raise refuse("backup_bad", file=str(target), detail=done.findings[0].fault)
        fresh.rename(target)
    _sync(target.parent)
    return done


def look_at(file: Path, known: Sequence[Known], *, tables: bool = True) -> Audit:
    """Audits a database file that may be a backup, or in use; nothing is written."""
    engine = open_to_look(file)
    try:
        with problems_of(file), engine.connect() as connection:
            return audit(connection, known, tables=tables)
    finally:
        engine.dispose()


def restore(
    backup: Path, folder: Path, *, now: datetime, key_folder: Path | None = None
) -> Restored:
    """Puts a backup in the place of the record in a folder, or into a new one.

    The database that was there is kept aside; its keys stay, and nothing of a day that has ended
    can be read again. The record goes on in a new life.

    Raises `file_missing`, `backup_bad`, `record_busy`.
    """
    if not backup.is_file():
        raise refuse("file_missing", file=str(backup))
    found = look_at(backup, [])
    if found.findings:
        raise refuse("backup_bad", file=str(backup), detail=found.findings[0].fault)
    folder.mkdir(parents=True, exist_ok=True)
    keys = DayKeys(key_folder or folder / KEYS)
    with alone(folder), _beside(folder / DATABASE) as fresh:
        with problems_of(fresh):
            copy_into(backup, fresh)
        asked = _begin_life(fresh, keys, found, now)
        settle_in_one_file(fresh)
        _sync(fresh)
        again = look_at(fresh, [])
        if again.findings:
            raise refuse("backup_bad", file=str(fresh), detail=again.findings[0].fault)
        keys.signing_seed()
        aside = _put_aside(folder / DATABASE, now)
        fresh.rename(folder / DATABASE)
        _sync(folder)
    return Restored(size=found.size, asked_again=asked, aside=aside)


def _begin_life(file: Path, keys: DayKeys, found: Audit, now: datetime) -> int:
    """The first entry of the new life, and what devices are asked for again; how many."""
    life = secrets.token_hex(4)
    today = to_ms(now) // DAY_MS
    engine = make_engine(file, write=True)
    try:
        with problems_of(file), engine.begin() as connection:
            connection.execute(update(ABOUT).where(ABOUT.c.name == "life").values(value=life))
            asked = _ask_again(connection, keys, today)
            place = Place(connection=connection, keys=keys, redact=as_it_is, now_ms=to_ms(now))
            body = RecordRestored(life=life, size=found.size, root=found.root.hex())
            Writing(place, server_of(life), now).happen(body, author="server")
    finally:
        engine.dispose()
    return asked


def _ask_again(connection: Connection, keys: DayKeys, today: int) -> int:
    """Notes the entries of devices whose sealed parts cannot be opened and have not ended."""
    query = select(EVENT).where(EVENT.c.seals != b"[]").order_by(EVENT.c.position)
    lost = [
        entry
        for entry in map(entry_of, connection.execute(query).all())
        if not entry.device.startswith(SERVER) and not is_whole(connection, entry, keys, today)
    ]
    # An old backup has no such table yet, and then nothing was ever left out of it.
    known = inspect(connection).has_table(LEFT_OUT.name)
    gone = forgotten(connection, [entry.id for entry in lost]) if known else frozenset()
    lost = [entry for entry in lost if entry.id not in gone]
    connection.execute(delete(RESEAL))
    if lost:
        rows = [{"device": e.device, "seq": e.seq, "ends": ends_of(e)} for e in lost]
        connection.execute(insert(RESEAL), rows)
    return len(lost)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A name for a file that becomes `target`; what is left of it is taken away."""
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        yield fresh
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise refuse("disk_full", folder=str(target.parent)) from error
        raise
    finally:
        for left in target.parent.glob(f"{fresh.name}*"):
            left.unlink()


def _put_aside(file: Path, now: datetime) -> Path | None:
    """Renames a database with its log, so that it can be looked at later; its new name."""
    if not file.exists():
        return None
    aside = file.with_name(f"{file.stem}-{now:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}{file.suffix}")
    for end in ("-wal", "-shm", "-journal", ""):
        old = file.with_name(file.name + end)
        if old.exists():
            old.rename(aside.with_name(aside.name + end))
    return aside


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
