"""The tables of the record that cannot be made again. All others are projections.

Times are whole milliseconds since 1970 (UTC), in columns that end in `_ms`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

METADATA = MetaData()

EVENT = Table(
    "event",
    METADATA,
    # SQLite's own row number; a trigger keeps it without gaps.
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("received_ms", BigInteger, nullable=False),
    Column("id", String(36), nullable=False, unique=True),
    Column("device", String(64), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("occurred_ms", BigInteger, nullable=False),
    Column("clock_offset_ms", BigInteger),
    Column("author", String(64), nullable=False),
    Column("patrol", String(64)),
    Column("seals", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    UniqueConstraint("device", "seq", name="event_device_seq"),
    Index("event_kind", "kind", "position"),
    Index("event_kind_received", "kind", "received_ms"),
    comment="The log. Only ever appended to.",
)

DISCARDED = Table(
    "discarded",
    METADATA,
    Column("device", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False, unique=True),
    comment="Positions from outside the roll-calls: that they came, and nothing of them.",
)

QUARANTINE = Table(
    "quarantine",
    METADATA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("digest", String(64), unique=True, comment="SHA-256 of what was sent; none: expired"),
    Column("received_ms", BigInteger, nullable=False),
    Column("id", String(36)),
    Column("device", String(64)),
    Column("seq", BigInteger),
    Column("reason", String(32), nullable=False),
    Column("day", Integer, nullable=False, comment="days since 1970 of the key"),
    Column("sealed", LargeBinary, nullable=False),
    comment="What was sent and is no event, sealed; ends like free text.",
)

SEALED = Table(
    "sealed",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("part", String(8), primary_key=True),
    Column("sort", String(8), nullable=False),
    Column("day", Integer, nullable=False, comment="days since 1970 of the key"),
    Column("sealed", LargeBinary, nullable=False),
    comment="Free text, positions, lists of photos, under the keys of their day.",
)

PHOTO = Table(
    "photo",
    METADATA,
    Column("digest", String(64), primary_key=True, comment="SHA-256 of the photo"),
    Column("received_ms", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    comment="Photos, under the keys of their day.",
)

RESEAL = Table(
    "reseal",
    METADATA,
    Column("device", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("ends", Integer, nullable=False, comment="day from which it is not worth asking"),
    comment="Entries whose sealed parts were lost with their keys; devices are asked again.",
)

RECEIVED = Table(
    "received",
    METADATA,
    Column("device", String(64), primary_key=True),
    Column("first", BigInteger, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    comment="Numbers that came from each device, as ranges; from event, discarded, quarantine.",
)

CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("note", LargeBinary, nullable=False),
    comment="Signed notes on the tree, ours and with the signatures of witnesses.",
)

TREE = Table(
    "tree",
    METADATA,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    comment="Hashes of whole subtrees of 256 and 65,536 leaves; from the leaves.",
)

ABOUT = Table(
    "about",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("value", String(200), nullable=False),
    comment="The record's own name, life, and the versions of its projections.",
)
