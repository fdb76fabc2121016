"""SQLite as the record uses it: durable, and no write-ahead log where that is not safe."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from sejuk.store.sqlite import driver, journal_mode, make_engine
from tests.store.diary import NOW, arrived, opened


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"),
    ],
)
def test_a_write_ahead_log_only_where_it_is_safe(version: tuple[int, ...], journal: str) -> None:
    assert journal_mode(version) == journal


@pytest.mark.parametrize("module", [driver(), sqlite3], ids=lambda m: m.sqlite_version)
def test_commits_are_on_the_disk(tmp_path: Path, module: object) -> None:
    engine = make_engine(tmp_path / "x.db", write=True, module=module)  # type: ignore[arg-type]
    with engine.connect() as connection:
        journal = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar()).upper()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    engine.dispose()
    assert (journal, synchronous) == {"WAL": ("WAL", 2), "TRUNCATE": ("TRUNCATE", 3)}[
        journal_mode(module.sqlite_version_info)  # type: ignore[attr-defined]
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET kind = 'left'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE position = 1",
        "UPDATE discarded SET seq = 2",
    ],
)
def test_the_log_refuses_changes(tmp_path: Path, statement: str) -> None:
    with opened(tmp_path) as record, record.writing(now=NOW) as writing:
        writing.append([arrived(1)])
        if "discarded" in statement:
            writing.connection.exec_driver_sql("INSERT INTO discarded VALUES ('hp', 1, 'x')")
        with pytest.raises(DBAPIError, match=r"append-only|no gap"):
            writing.connection.exec_driver_sql(statement)


def test_a_gap_in_the_positions_is_refused(tmp_path: Path) -> None:
    copy = (
        "INSERT INTO event SELECT position + 2, received_ms, 'x', device, 99, kind, body, "
        "occurred_ms, clock_offset_ms, author, patrol, seals, leaf FROM event WHERE position = 1"
    )
    with (
        opened(tmp_path) as record,
        record.writing(now=NOW) as writing,
        pytest.raises(DBAPIError, match="no gap"),
    ):
        writing.connection.exec_driver_sql(copy)


def test_readers_cannot_write(tmp_path: Path) -> None:
    with (
        opened(tmp_path) as record,
        record.reading() as connection,
        pytest.raises(DBAPIError, match="readonly"),
    ):
        connection.exec_driver_sql("CREATE TABLE x (y)")


def test_what_came_of_a_kind_since_is_found_by_an_index(tmp_path: Path) -> None:
    wanted = "SELECT * FROM event WHERE kind IN ('heard', 'reported') AND received_ms >= 1"
    with opened(tmp_path) as record, record.reading() as connection:
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {wanted} ORDER BY position").all()
    assert any("event_kind_received" in step.detail for step in steps), steps
