"""Fair rotations and what was read from them. No two of a district hold for the same night."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    update,
)

from sejuk.model.event import Entry, to_ms
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.rotation import EffectRead, RotationDrawn, RotationRevealed
from sejuk.store.projections.projection import Projection

_META = MetaData()
DAY_MS = 86_400_000

ROTATION = Table(
    "rotation",
    _META,
    Column("rotation", String(64), primary_key=True),
    Column("area", String(96), nullable=False, index=True, comment="the district"),
    Column("first", Date, nullable=False),
    Column("nights", Integer, nullable=False),
    Column("begins_ms", BigInteger, nullable=False),
    Column("ends_ms", BigInteger, nullable=False, comment="a day after the last shift began"),
    Column("frame", String(64), nullable=False, comment="digest of the document"),
    Column("commitment", String(64), nullable=False),
    Column("planning", String(64), nullable=False),
    Column("drawn_ms", BigInteger, nullable=False),
    Column("seed", String(64)),
    Column("salt", String(32)),
    Column("revealed_ms", BigInteger),
)
EFFECT = Table(
    "effect",
    _META,
    Column("operation", String(64), primary_key=True),
    Column("area", String(96), primary_key=True, comment="the district"),
    Column("sheet", String(64), comment="digest of the document; NULL: nothing to compare"),
    Column("read_ms", BigInteger, nullable=False),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, RotationDrawn):
        begins = to_ms(body.begins)
        row = {
            "rotation": body.rotation,
            "area": body.area,
            "first": body.first,
            "nights": body.nights,
            "begins_ms": begins,
            "ends_ms": begins + body.nights * DAY_MS,
            "frame": body.frame,
            "commitment": body.commitment,
            "planning": body.planning,
            "drawn_ms": entry.received_ms,
        }
        connection.execute(insert(ROTATION), row)
    elif isinstance(body, RotationRevealed):
        values = {"seed": body.seed, "salt": body.salt, "revealed_ms": entry.received_ms}
        same = ROTATION.c.rotation == body.rotation
        connection.execute(update(ROTATION).where(same).values(values))
    elif isinstance(body, EffectRead):
        read = {"operation": body.operation, "area": body.area, "sheet": body.sheet}
        connection.execute(insert(EFFECT), read | {"read_ms": entry.received_ms})


PROJECTION = Projection(
    name="rotations",
    version=1,
    tables=(ROTATION, EFFECT),
    kinds=frozenset({"rotation_drawn", "rotation_revealed", "effect_read"}),
    apply=_apply,
)
