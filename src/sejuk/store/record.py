"""The record: open it, append to it, read it.

    with open_record(folder, redact=redact, now=now) as record:
        answer = record.append([read_event(raw) for raw in push], now=now)
        for entry in record.read(after=cursor): ...

`Record` may be used by many threads, and a folder by several processes: each transaction that
writes holds the one write lock from its beginning.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select

from sejuk.model.event import DAY_MS, Entry, Event, Part, to_ms
from sejuk.model.ids import uuid7
from sejuk.model.kinds import KnownBody
from sejuk.model.kinds.upkeep import RecordBegun
from sejuk.problems import refuse
from sejuk.store.append import Appended, Batch, Place, append, append_all
from sejuk.store.gaps import Received
from sejuk.store.group import Group
from sejuk.store.keys import DayKeys
from sejuk.store.lock import FolderLock
from sejuk.store.migrations import current, migrate
from sejuk.store.parts import Redact, open_part, open_parts
from sejuk.store.projections.rebuild import make_projections
from sejuk.store.reading import entry_of, ranges_of, size, told
from sejuk.store.sealing import SALT_BYTES
from sejuk.store.sqlite import check_quickly, check_size, fold_log, make_engine, problems_of
from sejuk.store.tables import ABOUT, EVENT

DATABASE, KEYS = "record.db", "keys"
MOST_VARIABLES = 500
"""In one query; SQLite takes 999 in any version."""
SERVER = "server-"
"""Devices of this name are servers, not phones."""


class Writing:
    """A transaction that writes: what it reads stays true until it commits."""

    def __init__(self, place: Place, server: str, now: datetime) -> None:
        self.connection = place.connection
        self.now = now
        self._place = place
        self._server = server

    def append(self, batch: Batch) -> Appended:
        """Events of devices."""
        return append(batch, self._place)

    def append_all(self, batches: Sequence[Batch]) -> list[Appended]:
        """Several batches, in less time than one after the other."""
        return append_all(batches, self._place)

    def happen(
        self,
        body: KnownBody,
        *,
        author: str,
        patrol: str | None = None,
        texts: dict[str, str] | None = None,
        at: datetime | None = None,
    ) -> Entry:
        """An event of the server's own, e.g. a command that was carried out.

        Args:
            at: when it happened, where that is not now.
        """
        ranges = ranges_of(self.connection, [self._server])[self._server]
        event = Event(
            id=uuid7(self._place.now_ms, secrets.token_bytes(10)),
            device=self._server,
            seq=(ranges[-1][1] if ranges else 0) + 1,
            occurred_at=at or self.now,
            clock_offset_ms=0,
            author=author,
            patrol=patrol,
            body=body,
            texts=texts or {},
            salt=secrets.token_hex(SALT_BYTES) if texts else None,
        )
        return self.append([event]).recorded[0]

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """Rows of projections, as they are within this transaction."""
        return self.connection.execute(query).all()


class Looking:
    """A consistent view of the log: entries with their sealed parts, in one transaction."""

    def __init__(self, connection: Connection, keys: DayKeys, today: int) -> None:
        self.connection = connection
        self._keys = keys
        self._today = today

    def read(self, *, after: int, limit: int, kinds: Collection[str]) -> tuple[list[Entry], int]:
        """Up to `limit` entries of these kinds after a position; how far that has looked."""
        later = select(EVENT).where(EVENT.c.position > after, EVENT.c.kind.in_(kinds))
        rows = self.connection.execute(later.order_by(EVENT.c.position).limit(limit)).all()
        entries = [entry_of(row) for row in rows]
        full = len(entries) == limit
        return entries, entries[-1].position if full else max(size(self.connection), after)

    def size(self) -> int:
        """The position of the last entry; 0 for none."""
        return size(self.connection)

    def entries(self, positions: Sequence[int]) -> dict[int, Entry]:
        """Position → entry, of those that are there."""
        found: dict[int, Entry] = {}
        for n in range(0, len(positions), MOST_VARIABLES):
            some = positions[n : n + MOST_VARIABLES]
            rows = self.connection.execute(select(EVENT).where(EVENT.c.position.in_(some)))
            found |= {row.position: entry_of(row) for row in rows}
        return found

    def with_ids(self, ids: Sequence[UUID]) -> list[Entry]:
        """Those entries that are there, in order."""
        rows: list[Row[Any]] = []
        for n in range(0, len(ids), MOST_VARIABLES):
            some = [str(id_) for id_ in ids[n : n + MOST_VARIABLES]]
            rows += self.connection.execute(select(EVENT).where(EVENT.c.id.in_(some)))
        return sorted(map(entry_of, rows), key=lambda entry: entry.position)

    def between(
        self,
        *,
        after: int,
        since: datetime,
        until: datetime,
        kinds: Collection[str],
        limit: int,
    ) -> tuple[list[Entry], int]:
        """Up to `limit` entries of these kinds after a position that came between two moments;
        the position of the last of them, or `after`."""
        wanted = select(EVENT).where(
            EVENT.c.position > after,
            EVENT.c.kind.in_(kinds),
            EVENT.c.received_ms >= to_ms(since),
            EVENT.c.received_ms <= to_ms(until),
        )
        rows = self.connection.execute(wanted.order_by(EVENT.c.position).limit(limit)).all()
        entries = [entry_of(row) for row in rows]
        return entries, entries[-1].position if entries else after

    def since(self, moment: datetime, kinds: Collection[str]) -> list[Entry]:
        """All entries of these kinds that came at or after a moment, in order."""
        late = select(EVENT).where(EVENT.c.kind.in_(kinds), EVENT.c.received_ms >= to_ms(moment))
        return [entry_of(row) for row in self.connection.execute(late.order_by(EVENT.c.position))]

    def latest(self, kinds: Collection[str]) -> int:
        """Position of the newest entry of these kinds; 0 for none."""
        newest = select(func.coalesce(func.max(EVENT.c.position), 0))
        found = (newest.where(EVENT.c.kind == kind) for kind in kinds)
        return max((int(self.connection.execute(q).scalar_one()) for q in found), default=0)

    def sealed_parts(
        self, entries: Sequence[Entry], parts: Collection[Part]
    ) -> dict[tuple[int, Part], bytes]:
        """(position, part) → content, as `Record.sealed_part` gives it; nothing that has ended."""
        return open_parts(self.connection, entries, parts, self._keys, self._today)


class Record:
    """An open record. Use `open_record`."""

    def __init__(
        self, folder: Path, keys: DayKeys, write: Engine, redact: Redact, lock: FolderLock
    ) -> None:
        self.folder = folder
        self.file = folder / DATABASE
        self.keys = keys
        self._write = write
        self._read = make_engine(self.file, write=False)
        self._redact = redact
        self._folder_lock = lock
        self._lock = threading.RLock()
        self._group = Group(self._append_all)
        with self.reading() as connection:
            about = {row.name: row.value for row in connection.execute(select(ABOUT))}
        self.life = about["life"]
        """Changes with every restore; positions of two lives must not be mixed up."""
        self.origin = about["origin"]
        """The record's name on its checkpoints; the same in all its lives."""

    def append(self, batch: Batch, *, now: datetime) -> Appended:
        """Takes in events of devices; when it returns, they are on the disk.

        Batches that come while another is being written share one commit.

        Raises `record_disk_full`, `record_corrupt`, `record_busy`: then nothing of the batch was
        kept and nothing may be acknowledged.
        """
        return self._group.append(batch, now)

    def _append_all(self, wishes: Sequence[tuple[Batch, datetime]]) -> list[Appended]:
        """Several batches in one transaction: all are kept, or none."""
        with self.writing(now=max(now for _, now in wishes)) as writing:
            return writing.append_all([batch for batch, _ in wishes])

    @contextmanager
    def writing(self, *, now: datetime) -> Iterator[Writing]:
        """One transaction: committed at the end, taken back when the body raises."""
        with self._lock, problems_of(self.file), self._write.begin() as connection:
            place = Place(
                connection=connection, keys=self.keys, redact=self._redact, now_ms=to_ms(now)
            )
            yield Writing(place, server_of(self.life), now)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view for reading projections; it cannot write."""
        with problems_of(self.file), self._read.begin() as connection:
            yield connection

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """Rows of projections."""
        with self.reading() as connection:
            return connection.execute(query).all()

    def read(
        self, *, after: int = 0, limit: int = 1000, kinds: Collection[str] | None = None
    ) -> list[Entry]:
        """Entries after a position, in order."""
        query = (
            select(EVENT).where(EVENT.c.position > after).order_by(EVENT.c.position).limit(limit)
        )
        if kinds is not None:
            query = query.where(EVENT.c.kind.in_(kinds))
        return [entry_of(row) for row in self.rows(query)]

    @contextmanager
    def looking(self, *, now: datetime) -> Iterator[Looking]:
        """A consistent view of the log, for entries and what is sealed beside them."""
        with self.reading() as connection:
            yield Looking(connection, self.keys, to_ms(now) // DAY_MS)

    def size(self) -> int:
        """The position of the last entry; 0 for none."""
        with self.reading() as connection:
            return size(connection)

    def received(self, device: str) -> Received:
        """What has come from a device, and what is missing."""
        with self.reading() as connection:
            return told(connection, ranges_of(connection, [device]))[device]

    def sealed_part(self, entry: Entry, part: Part, *, now: datetime) -> bytes | None:
        """The JSON of a sealed part; None when there is none or it has ended.

        For `Part.TEXTS` an object of texts, for `Part.FIXES` an array of `Fix`, for `Part.PHOTOS`
        an array of SHA-256.
        """
        with self.reading() as connection:
            return open_part(connection, entry, part, self.keys, to_ms(now) // DAY_MS)

    def fold_log(self) -> None:
        """Takes the write-ahead log into the database, and leaves nothing in it."""
        with self._lock, problems_of(self.file):
            fold_log(self._write)

    def close(self) -> None:
        self._read.dispose()
        self._write.dispose()
        self._folder_lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_record(
    folder: Path, *, redact: Redact, now: datetime, keys: Path | None = None, create: bool = False
) -> Record:
    """Opens the record in a folder, brings its tables up to date, makes missing projections.

    Args:
        folder: has the database, and the keys unless `keys` says where.
        redact: takes out of free text what could identify a resident.
        now: time of the first entry, where one is made.
        create: makes a record where there is none.

    Raises `record_missing`, `record_lost`, `record_corrupt`, `record_newer`, `record_busy`.
    """
    file = folder / DATABASE
    key_folder = keys or folder / KEYS
    if not file.exists() or file.stat().st_size == 0:
        _check_beginning(folder, key_folder, create=create)
    lock = FolderLock(folder, alone=False)
    write = make_engine(file, write=True)
    try:
        day_keys = DayKeys(key_folder)
        _prepare(file, write, day_keys, now)
        return Record(folder, day_keys, write, redact, lock)
    except BaseException:
        write.dispose()
        lock.release()
        raise


def server_of(life: str) -> str:
    """The device id under which the server's own events stand."""
    return SERVER + life


def _check_beginning(folder: Path, keys: Path, *, create: bool) -> None:
    """Keys beside no database, or an empty one, mean a loss and no beginning."""
    if keys.is_dir() and any(keys.iterdir()):
        raise refuse("record_lost", folder=str(folder))
    if not create:
        raise refuse("record_missing", folder=str(folder))
    folder.mkdir(parents=True, exist_ok=True)


def _prepare(file: Path, write: Engine, keys: DayKeys, now: datetime) -> None:
    """Brings a database up to date, or begins it. Reads all of it after a crash."""
    crashed = check_size(file)
    with problems_of(file), write.begin() as connection:
        if crashed:
            check_quickly(connection, file)
        fresh = current(connection) is None
        if fresh:
            _check_beginning(file.parent, keys.folder, create=True)
        migrate(connection, file)
        make_projections(connection)
        if fresh:
            life = secrets.token_hex(4)
            about = {"life": life, "origin": f"sejuk/{life}"}
            rows = [{"name": name, "value": value} for name, value in about.items()]
            connection.execute(insert(ABOUT), rows)
            place = Place(connection=connection, keys=keys, redact=as_it_is, now_ms=to_ms(now))
            Writing(place, server_of(life), now).happen(RecordBegun(life=life), author="server")
    if fresh:
        keys.signing_seed()
        fold_log(write)


def as_it_is(text: str) -> str:
    """The redactor of events that have no text."""
    return text
