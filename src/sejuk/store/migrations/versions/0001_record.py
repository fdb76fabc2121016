"""The log, what is sealed beside it, and the triggers that keep it append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """From nothing."""
    _log()
    _sealed()
    _derived()
    for table in ("event", "discarded"):
        for verb in ("UPDATE", "DELETE"):
            _refuse(f"{table}_no_{verb.lower()}", f"{verb} ON {table}", "", "append-only")
    _refuse(
        "event_in_order",
        "INSERT ON event",
        "WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM event)",
        "positions have no gap",
    )


def _refuse(name: str, occasion: str, when: str, why: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {occasion} {when} "
            f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )


def _log() -> None:
    op.create_table(
        "event",
        sa.Column("position", ROW_NUMBER, primary_key=True),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("occurred_ms", sa.BigInteger, nullable=False),
        sa.Column("clock_offset_ms", sa.BigInteger),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("patrol", sa.String(64)),
        sa.Column("seals", sa.LargeBinary, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("device", "seq", name="event_device_seq"),
    )
    op.create_index("event_kind", "event", ["kind", "position"])
    op.create_table(
        "discarded",
        sa.Column("device", sa.String(64), primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
    )
    op.create_table(
        "quarantine",
        sa.Column("number", ROW_NUMBER, primary_key=True),
        sa.Column("digest", sa.String(64), unique=True),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sa.Column("id", sa.String(36)),
        sa.Column("device", sa.String(64)),
        sa.Column("seq", sa.BigInteger),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )


def _sealed() -> None:
    op.create_table(
        "sealed",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("part", sa.String(8), primary_key=True),
        sa.Column("sort", sa.String(8), nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "photo",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "reseal",
        sa.Column("device", sa.String(64), primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("ends", sa.Integer, nullable=False),
    )


def _derived() -> None:
    op.create_table(
        "received",
        sa.Column("device", sa.String(64), primary_key=True),
        sa.Column("first", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "tree",
        sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "about",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.String(200), nullable=False),
    )
