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

from sqlalchemy import Connection, Engine, Row, Select, insert, select

from sejuk.model.event import DAY_MS, BadEvent, Entry, Event, Part, to_ms
from sejuk.model.ids import uuid7
from sejuk.model.kinds import KnownBody
from sejuk.model.kinds.upkeep import RecordBegun
from sejuk.problems import refuse
from sejuk.store.append import Appended, Place, Redact, about_part, append, ranges_of, size
from sejuk.store.gaps import Received, received
from sejuk.store.keys import DayKeys
from sejuk.store.migrations import migrate
from sejuk.store.projections.rebuild import make_projections
from sejuk.store.reading import entry_of
from sejuk.store.sealing import SALT_BYTES, unseal
from sejuk.store.sqlite import make_engine, problems_of
from sejuk.store.tables import ABOUT, EVENT, SEALED

DATABASE, KEYS = "record.db", "keys"


class Writing:
    """A transaction that writes: what it reads stays true until it commits."""

    def __init__(self, place: Place, server: str, now: datetime) -> None:
        self.connection = place.connection
        self.now = now
        self._place = place
        self._server = server

    def append(self, batch: Sequence[Event | BadEvent]) -> Appended:
        """Events of devices."""
        return append(batch, self._place)

    def happen(
        self,
        body: KnownBody,
        *,
        author: str,
        patrol: str | None = None,
        texts: dict[str, str] | None = None,
    ) -> Entry:
        """An event of the server's own, e.g. a command that was carried out."""
        ranges = ranges_of(self.connection, [self._server])[self._server]
        event = Event(
            id=uuid7(self._place.now_ms, secrets.token_bytes(10)),
            device=self._server,
            seq=(ranges[-1][1] if ranges else 0) + 1,
            occurred_at=self.now,
            clock_offset_ms=0,
            author=author,
            patrol=patrol,
            body=body,
            texts=texts or {},
            salt=secrets.token_hex(SALT_BYTES),
        )
        return self.append([event]).recorded[0]

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """Rows of projections, as they are within this transaction."""
        return self.connection.execute(query).all()


class Record:
    """An open record. Use `open_record`."""

    def __init__(self, folder: Path, keys: DayKeys, write: Engine, redact: Redact) -> None:
        self.folder = folder
        self.file = folder / DATABASE
        self._keys = keys
        self._write = write
        self._read = make_engine(self.file, write=False)
        self._redact = redact
        self._lock = threading.Lock()
        about = self._about()
        self.life = about["life"]
        """Changes with every restore; positions of two lives must not be mixed up."""

    def append(self, batch: Sequence[Event | BadEvent], *, now: datetime) -> Appended:
        """Takes in events of devices; when it returns, they are on the disk.

        Raises `record_disk_full`, `record_corrupt`, `record_busy`: then nothing of the batch was
        kept and nothing may be acknowledged.
        """
        with self.writing(now=now) as writing:
            return writing.append(batch)

    @contextmanager
    def writing(self, *, now: datetime) -> Iterator[Writing]:
        """One transaction: committed at the end, taken back when the body raises."""
        with self._lock, problems_of(self.file), self._write.begin() as connection:
            place = Place(
                connection=connection, keys=self._keys, redact=self._redact, now_ms=to_ms(now)
            )
            yield Writing(place, f"server-{self.life}", now)

    def read(
        self, *, after: int = 0, limit: int = 1000, kinds: Collection[str] | None = None
    ) -> list[Entry]:
        """Entries after a position, in order."""
        query = (
            select(EVENT).where(EVENT.c.position > after).order_by(EVENT.c.position).limit(limit)
        )
        if kinds is not None:
            query = query.where(EVENT.c.kind.in_(kinds))
        with self.reading() as connection:
            return [entry_of(row) for row in connection.execute(query)]

    def size(self) -> int:
        """The position of the last entry; 0 for none."""
        with self.reading() as connection:
            return size(connection)

    def received(self, device: str) -> Received:
        """What has come from a device, and what is missing."""
        with self.reading() as connection:
            return received(device, ranges_of(connection, [device])[device])

    def sealed_part(self, entry: Entry, part: Part, *, now: datetime) -> bytes | None:
        """The JSON of a sealed part; None when there is none or it has ended.

        For `Part.TEXTS` an object of texts, for `Part.FIXES` an array of `Fix`, for `Part.PHOTOS`
        an array of SHA-256.
        """
        query = select(SEALED).where(SEALED.c.position == entry.position, SEALED.c.part == part)
        with self.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        key = self._keys.find(row.sort, row.day, to_ms(now) // DAY_MS)
        found = None if key is None else unseal(key, row.sealed, about_part(entry.id, part))
        return None if found is None else found[SALT_BYTES:]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view for reading projections; it cannot write."""
        with problems_of(self.file), self._read.begin() as connection:
            yield connection

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """Rows of projections."""
        with self.reading() as connection:
            return connection.execute(query).all()

    def close(self) -> None:
        self._read.dispose()
        self._write.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _about(self) -> dict[str, str]:
        with self.reading() as connection:
            return {row.name: row.value for row in connection.execute(select(ABOUT))}


def open_record(
    folder: Path, *, redact: Redact, now: datetime, keys: Path | None = None, create: bool = False
) -> Record:
    """Opens the record in a folder, brings its tables up to date, makes missing projections.

    Args:
        folder: has the database, and the keys unless `keys` says where.
        redact: takes out of free text what could identify a resident.
        now: time of the first entry, where one is made.
        create: makes a record where there is none.

    Raises `record_missing`, `record_corrupt`, `record_newer`.
    """
    file = folder / DATABASE
    if not file.exists():
        if not create:
            raise refuse("record_missing", folder=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
    write = make_engine(file, write=True)
    with problems_of(file), write.begin() as connection:
        migrate(connection, file)
        fresh = (
            connection.execute(select(ABOUT.c.value).where(ABOUT.c.name == "life")).first() is None
        )
        if fresh:
            life = secrets.token_hex(4)
            connection.execute(insert(ABOUT), {"name": "life", "value": life})
        make_projections(connection)
    record = Record(folder, DayKeys(keys or folder / KEYS), write, redact)
    if fresh:
        with record.writing(now=now) as writing:
            writing.happen(RecordBegun(life=record.life), author="server")
    return record
