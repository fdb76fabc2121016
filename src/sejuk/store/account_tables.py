"""The tables of accounts, devices and sessions: no part of the log, because they hold secrets.

Tokens are kept as SHA-256, passwords as argon2id: a copy of the database opens no door. Times are
whole milliseconds since 1970.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, String, Table

from sejuk.store.tables import METADATA

ACCOUNT = Table(
    "account",
    METADATA,
    Column("account", String(64), primary_key=True),
    Column("name", String(120), nullable=False, comment="the office, as typed"),
    Column("role", String(24), nullable=False),
    Column("agency", String(16), nullable=False),
    Column("area", String(120), nullable=False, comment="empty: everywhere"),
    Column("password", String(200), comment="argon2id; none before the first sign-in"),
    Column("totp", String(64), comment="secret, base32"),
    Column("totp_step", BigInteger, comment="the last one used: a code works once"),
    Column("opened_ms", BigInteger, nullable=False),
    Column("closed_ms", BigInteger),
)

DEVICE = Table(
    "device",
    METADATA,
    Column("device", String(64), primary_key=True),
    Column("name", String(120), nullable=False, comment="as typed"),
    Column("enrolled_ms", BigInteger, nullable=False),
    Column("revoked_ms", BigInteger),
)

DEVICE_ACCOUNT = Table(
    "device_account",
    METADATA,
    Column("device", String(64), ForeignKey("device.device"), primary_key=True),
    Column("account", String(64), ForeignKey("account.account"), primary_key=True),
    Column("since_ms", BigInteger, nullable=False),
    comment="Accounts that have been signed in on a device: authors its outbox may name.",
)

SESSION = Table(
    "session",
    METADATA,
    Column("session", String(16), primary_key=True),
    Column("token", String(64), nullable=False, unique=True, comment="SHA-256"),
    Column("account", String(64), ForeignKey("account.account"), nullable=False),
    Column("device", String(64), ForeignKey("device.device")),
    Column("life", String(64), nullable=False, comment="of the record: ends with a restore"),
    Column("agent", String(120), nullable=False, comment="the browser's name for itself"),
    Column("begun_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
    Column("ends_ms", BigInteger, nullable=False),
    Index("session_account", "account"),
)

INVITATION = Table(
    "invitation",
    METADATA,
    Column("code", String(64), primary_key=True, comment="SHA-256"),
    Column("what", String(16), nullable=False, comment="administrator, account or device"),
    Column("account", String(64), ForeignKey("account.account")),
    Column("made_ms", BigInteger, nullable=False),
    Column("ends_ms", BigInteger, nullable=False),
    comment="One-time links and QR codes; a row goes when it is used.",
)

DOCUMENT = Table(
    "document",
    METADATA,
    Column("digest", String(64), primary_key=True, comment="SHA-256 of the content"),
    Column("content", LargeBinary, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    comment="Plans, which the log names by their digest. They hold no text that ends.",
)
