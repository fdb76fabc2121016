"""Migrations lead from nothing to the tables that the code names, and are run once."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from sejuk.problems import ProblemError
from sejuk.store import account_tables
from sejuk.store.migrations import current, migrate, newest
from sejuk.store.projections import PROJECTIONS
from sejuk.store.tables import METADATA
from tests.store.diary import NOW, opened


def test_migrated_tables_are_those_of_the_code(tmp_path: Path) -> None:
    projected = {table.name for p in PROJECTIONS for table in p.tables}
    assert account_tables.ACCOUNT.metadata is METADATA
    with opened(tmp_path) as record, record.reading() as connection:
        options = {"compare_type": True, "include_name": lambda name, *_: name not in projected}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


def test_a_record_is_migrated_once(tmp_path: Path) -> None:
    with opened(tmp_path) as record, record.writing(now=NOW) as writing:
        assert current(writing.connection) == newest()
        assert not migrate(writing.connection, record.file)


def test_a_newer_record_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as record, record.writing(now=NOW) as writing:
        writing.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ProblemError, match="record_newer"), opened(tmp_path):
        pass
