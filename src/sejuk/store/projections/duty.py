"""Devices on duty, and when each was last heard of, for the dead-man timer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
)

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.field import (
    AllWell,
    Arrived,
    BreakBegun,
    BreakEnded,
    CrewChanged,
    Heading,
    Heard,
    Left,
    MeetingEnded,
    Noted,
    Observed,
    Reported,
    RollCallClosed,
    RollCallOpened,
    Sos,
    Talked,
)
from sejuk.store.projections.projection import Projection

DUTY = Table(
    "duty",
    MetaData(),
    Column("device", String(64), primary_key=True),
    Column("author", String(64), nullable=False),
    Column("crew", String(64)),
    Column("open", Boolean, nullable=False),
    Column("roll_call_seq", BigInteger, nullable=False, comment="of the last roll-call"),
    Column("heard_seq", BigInteger, nullable=False),
    Column("heard_ms", BigInteger, nullable=False, comment="when it came in"),
)

_HEARD = (
    RollCallOpened,
    RollCallClosed,
    Heading,
    Arrived,
    Left,
    Observed,
    Talked,
    MeetingEnded,
    BreakBegun,
    BreakEnded,
    CrewChanged,
    AllWell,
    Reported,
    Heard,
    Noted,
    Sos,
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    """By number, since a backlog comes in any order."""
    if entry.device.startswith("t-"):  # a tracker says nothing of its own
        return
    mine = DUTY.c.device == entry.device
    before = connection.execute(select(DUTY).where(mine)).first()
    row: dict[str, Any] = {
        "device": entry.device,
        "author": before.author if before else entry.author,
        "crew": before.crew if before else None,
        "open": before.open if before else False,
        "roll_call_seq": before.roll_call_seq if before else 0,
        "heard_seq": max(before.heard_seq if before else 0, entry.seq),
        "heard_ms": max(before.heard_ms if before else 0, entry.received_ms),
    }
    is_roll_call = isinstance(body, RollCallOpened | RollCallClosed)
    if is_roll_call and entry.seq > row["roll_call_seq"]:
        row["open"] = isinstance(body, RollCallOpened)
        row["roll_call_seq"] = entry.seq
        row["author"] = entry.author
        row["crew"] = getattr(body, "crew", None) or row["crew"]
    connection.execute(delete(DUTY).where(mine))
    connection.execute(insert(DUTY), row)


PROJECTION = Projection(
    name="duty",
    version=2,
    tables=(DUTY,),
    kinds=frozenset(str(kind.__struct_config__.tag) for kind in _HEARD),
    apply=_apply,
)
