"""Accounts, devices, sessions, invitations; and the plans that the log names by digest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From the record alone."""
    _accounts()
    _doors()
    op.create_table(
        "document",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
    )


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("agency", sa.String(16), nullable=False),
        sa.Column("area", sa.String(120), nullable=False),
        sa.Column("password", sa.String(200)),
        sa.Column("totp", sa.String(64)),
        sa.Column("totp_step", sa.BigInteger),
        sa.Column("opened_ms", sa.BigInteger, nullable=False),
        sa.Column("closed_ms", sa.BigInteger),
    )
    op.create_table(
        "device",
        sa.Column("device", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("enrolled_ms", sa.BigInteger, nullable=False),
        sa.Column("revoked_ms", sa.BigInteger),
    )
    op.create_table(
        "device_account",
        sa.Column("device", sa.String(64), sa.ForeignKey("device.device"), primary_key=True),
        sa.Column("account", sa.String(64), sa.ForeignKey("account.account"), primary_key=True),
        sa.Column("since_ms", sa.BigInteger, nullable=False),
    )


def _doors() -> None:
    op.create_table(
        "session",
        sa.Column("session", sa.String(16), primary_key=True),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.Column("account", sa.String(64), sa.ForeignKey("account.account"), nullable=False),
        sa.Column("device", sa.String(64), sa.ForeignKey("device.device")),
        sa.Column("life", sa.String(64), nullable=False),
        sa.Column("agent", sa.String(120), nullable=False),
        sa.Column("begun_ms", sa.BigInteger, nullable=False),
        sa.Column("seen_ms", sa.BigInteger, nullable=False),
        sa.Column("ends_ms", sa.BigInteger, nullable=False),
    )
    op.create_index("session_account", "session", ["account"])
    op.create_table(
        "invitation",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("account", sa.String(64), sa.ForeignKey("account.account")),
        sa.Column("made_ms", sa.BigInteger, nullable=False),
        sa.Column("ends_ms", sa.BigInteger, nullable=False),
    )
