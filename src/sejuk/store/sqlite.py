"""Connections to SQLite: the one file that knows which database it is.

SQLite before 3.51.3 can corrupt a database in WAL mode when the log is reset while another process
reads it. `pysqlite3` brings a newer one; with an older one the rollback journal is used, which has
no such fault. Every commit is on the disk before it is acknowledged (`synchronous=FULL`; EXTRA with
a rollback journal, whose deletion must be on the disk too).
"""

from __future__ import annotations

import errno
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool

from sejuk.problems import ProblemError, refuse

WAL_IS_SAFE = (3, 51, 3)
HEADER_BYTES = 100
BUSY_MS = 10_000
"""How long a writer waits for another process's writer."""


def driver() -> ModuleType:
    """The DB-API module: pysqlite3 where it is installed, else Python's own."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


def journal_mode(sqlite_version: tuple[int, ...]) -> str:
    """The safe journal for this version of SQLite."""
    return "WAL" if sqlite_version >= WAL_IS_SAFE else "TRUNCATE"


def make_engine(file: Path, *, write: bool, module: ModuleType | None = None) -> Engine:
    """An engine on a database file that exists; readers cannot write.

    A transaction of a writing engine begins with the write lock (`BEGIN IMMEDIATE`): what it
    reads cannot change until it commits.
    """
    dbapi = module or driver()
    mode = "rwc" if write else "rw"  # a reader of a WAL needs to write its index

    def connect() -> Any:  # noqa: ANN401 – of whichever driver
        return dbapi.connect(
            f"{file.resolve().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MS / 1000,
        )

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        module=dbapi,
        poolclass=QueuePool,
        pool_size=1 if write else 8,
        max_overflow=0 if write else 8,
    )
    event.listen(engine, "connect", lambda connection, _: _settle(connection, dbapi, write=write))
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _settle(connection: Any, dbapi: ModuleType, *, write: bool) -> None:  # noqa: ANN401
    journal = journal_mode(dbapi.sqlite_version_info)
    cursor = connection.cursor()
    pragmas = [
        f"busy_timeout = {BUSY_MS}",
        # What is deleted is overwritten with zeros, also in the pages of projections.
        "secure_delete = ON",
        "foreign_keys = ON",
        # INSERT OR REPLACE deletes without a trigger otherwise.
        "recursive_triggers = ON",
        # Pages are checked when read: a torn one is refused, not served.
        "cell_size_check = ON",
        "trusted_schema = OFF",
        "synchronous = " + ("FULL" if journal == "WAL" else "EXTRA"),
    ]
    if write:
        pragmas.insert(1, f"journal_mode = {journal}")
    else:
        pragmas.append("query_only = ON")
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
        cursor.fetchall()
    cursor.close()


@contextmanager
def problems_of(file: Path) -> Iterator[None]:
    """Says what is wrong with the database in words; nothing of it was acknowledged."""
    try:
        yield
    except DatabaseError as error:
        raise problem_of(error, file) or error from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise refuse("record_disk_full", file=str(file)) from error
        raise


def problem_of(error: DatabaseError, file: Path) -> ProblemError | None:
    """The problem that a database error means; None: a defect of ours."""
    text = str(error.orig)
    if "disk is full" in text or "disk I/O error" in text or "max_page_count" in text:
        return refuse("record_disk_full", file=str(file))
    if "malformed" in text or "not a database" in text or "encrypted" in text:
        return refuse("record_corrupt", file=str(file), detail=text)
    if "locked" in text or "busy" in text:
        return refuse("record_busy", file=str(file))
    if "readonly" in text or "unable to open" in text:
        return refuse("record_not_writable", file=str(file), detail=text)
    return None


def open_to_look(file: Path) -> Engine:
    """An engine that only reads, also a file that nobody may write."""
    dbapi = driver()
    return create_engine(
        "sqlite+pysqlite://",
        creator=lambda: dbapi.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True),
        module=dbapi,
        poolclass=NullPool,
    )


def beside_memory(file: Path) -> Any:  # noqa: ANN401 – of whichever driver
    """A connection to an empty database in memory; tables that it lacks are those of the file,
    which is only read."""
    found = driver().connect("file::memory:", uri=True, check_same_thread=False)
    found.execute("ATTACH DATABASE ? AS record", (f"{file.resolve().as_uri()}?mode=ro",))
    return found


def copy_into(source: Path, target: Path) -> None:
    """A consistent copy of a database, also of one in use, as one file that does not exist yet."""
    engine = open_to_look(source)
    _outside(engine, "VACUUM INTO ?", str(target))
    engine.dispose()


def settle_in_one_file(file: Path) -> None:
    """Leaves nothing beside the database: no log, no index of one. Nobody may have it open."""
    engine = make_engine(file, write=True)
    _outside(engine, "PRAGMA journal_mode = DELETE")
    engine.dispose()


def fold_log(engine: Engine) -> None:
    """Writes the log into the database and cuts it to nothing."""
    _outside(engine, "PRAGMA wal_checkpoint(TRUNCATE)")


def _outside(engine: Engine, statement: str, *values: str) -> None:
    """Runs what may not run in a transaction."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(statement, values)
        cursor.fetchall()
        cursor.close()
    except engine.dialect.loaded_dbapi.DatabaseError as error:
        raise DatabaseError(statement, values, error) from error
    finally:
        connection.close()


def check_size(file: Path) -> bool:
    """True when the database was not closed, so that all of it should be read.

    Raises `record_corrupt` for one that was closed and is shorter than its header says.
    """
    logs = [file.with_name(f"{file.name}-{end}") for end in ("wal", "journal")]
    if any(log.exists() and log.stat().st_size > 0 for log in logs):
        return True
    if not file.exists() or file.stat().st_size == 0:
        return False
    with file.open("rb") as stream:
        header = stream.read(HEADER_BYTES)
    if len(header) < HEADER_BYTES:
        raise refuse("record_corrupt", file=str(file), detail="file is too short")
    page_bytes = int.from_bytes(header[16:18], "big")
    # SQLite's file format, 1.3: offsets 16 and 28; a page size of 1 stands for 65,536.
    told = int.from_bytes(header[28:32], "big") * (65_536 if page_bytes == 1 else page_bytes)
    if file.stat().st_size < told:
        raise refuse("record_corrupt", file=str(file), detail="file is too short")
    return False


def check_quickly(connection: Connection, file: Path) -> None:
    """Reads every page. Raises `record_corrupt`."""
    rows = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(1)")]
    if rows != ["ok"]:
        raise refuse("record_corrupt", file=str(file), detail=rows[0])


def check_integrity(connection: Connection) -> str | None:
    """What SQLite's own check finds; None when all is well."""
    rows = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
    return None if rows == ["ok"] else "; ".join(rows)
