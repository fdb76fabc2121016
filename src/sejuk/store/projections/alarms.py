"""Alarms as they are now. An SOS is one from the moment it comes in."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, insert, update

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.field import Sos
from sejuk.model.kinds.papers import AlarmCause, AlarmRaised, AlarmStepped
from sejuk.store.projections.projection import Projection

ALARM = Table(
    "alarm",
    MetaData(),
    Column("alarm", String(64), primary_key=True),
    Column("cause", String(24), nullable=False),
    Column("area", String(96), comment="None: that of the account which raised it"),
    Column("crew", String(64)),
    Column("raised_by", String(64), nullable=False),
    Column("raised_ms", BigInteger, nullable=False),
    Column("sounded_ms", BigInteger, nullable=False),
    Column("acknowledged_by", String(64)),
    Column("state", String(16), nullable=False, index=True),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, Sos):
        _raise(connection, entry, str(entry.id), AlarmCause.SOS, None, body.crew)
    elif isinstance(body, AlarmRaised):
        _raise(connection, entry, body.alarm, body.cause, body.area, body.crew)
    elif isinstance(body, AlarmStepped):
        changes: dict[str, object] = {"state": body.state, "position": entry.position}
        if body.state == "raised":
            changes["sounded_ms"] = entry.received_ms
        if body.step == "acknowledge":
            changes["acknowledged_by"] = entry.author
        connection.execute(update(ALARM).where(ALARM.c.alarm == body.alarm).values(changes))


def _raise(
    connection: Connection,
    entry: Entry,
    alarm: str,
    cause: AlarmCause,
    area: str | None,
    crew: str | None,
) -> None:
    row = {
        "alarm": alarm,
        "cause": cause,
        "area": area,
        "crew": crew,
        "raised_by": entry.author,
        "raised_ms": entry.received_ms,
        "sounded_ms": entry.received_ms,
        "state": "raised",
        "position": entry.position,
    }
    connection.execute(insert(ALARM), row)


PROJECTION = Projection(
    name="alarms",
    version=1,
    tables=(ALARM,),
    kinds=frozenset({"sos", "alarm_raised", "alarm_stepped"}),
    apply=_apply,
)
