"""The record as its log gives it: tables made anew in memory, whatever those in the file say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from sejuk.problems import refuse
from sejuk.store.projections import PROJECTIONS
from sejuk.store.projections.rebuild import fill
from sejuk.store.sqlite import beside_memory, driver, problems_of


@contextmanager
def replayed(file: Path) -> Iterator[Connection]:
    """A connection on which every projection is what the log of a database file gives.

    The log, documents and accounts are those of the file, which is never written, and which may be
    a backup or in use. Raises `record_corrupt`, also for what cannot be read while it is open.
    """

    def connect() -> Any:  # noqa: ANN401 – of whichever driver
        return beside_memory(file)

    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, module=driver(), poolclass=StaticPool
    )
    try:
        with problems_of(file), engine.connect() as connection:
            for projection in PROJECTIONS:
                for table in projection.tables:
                    table.create(connection)
            fill(PROJECTIONS, connection)
            yield connection
    except (DatabaseError, msgspec.DecodeError, ValueError) as error:
        raise refuse("record_corrupt", file=str(file), detail=str(error).splitlines()[0]) from error
    finally:
        engine.dispose()
