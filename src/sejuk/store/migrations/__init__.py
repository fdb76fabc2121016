"""The shape of the record's tables, step by step."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sejuk.problems import refuse

SCRIPTS = Path(__file__).parent


def newest() -> str:
    """The last migration: file names begin with their four-digit number."""
    return max(file.name[:4] for file in (SCRIPTS / "versions").glob("[0-9]*_*.py"))


def current(connection: Connection) -> str | None:
    """The migration that the database is at; None: an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def migrate(connection: Connection, file: Path) -> bool:
    """Brings the tables to the newest shape within the caller's transaction; True if they changed.

    Raises `record_newer` for a record that a newer version has written.
    """
    now = current(connection)
    if now == newest():
        return False
    if now is not None and now > newest():
        raise refuse("record_newer", file=str(file))
    from alembic import command  # noqa: PLC0415 – takes a fifth of a second, and is rarely needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True
