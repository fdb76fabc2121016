"""Early warnings as they are now, what became of each, and on which day they were last sought."""

from __future__ import annotations

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    update,
)

from sejuk.model.event import Entry, to_ms
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.warning import (
    EarlyWarningGrew,
    EarlyWarningRaised,
    EarlyWarningStepped,
    WarningsSought,
)
from sejuk.store.projections.projection import Projection

_TABLES = MetaData()

EARLY_WARNING = Table(
    "early_warning",
    _TABLES,
    Column("early_warning", String(64), primary_key=True),
    Column("area", String(96), nullable=False, index=True),
    Column("cause", String(16), nullable=False),
    Column("stream", String(64), nullable=False),
    Column("raised_ms", BigInteger, nullable=False, comment="as of which it was known"),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("areas", Text, nullable=False, comment="JSON"),
    Column("incidents", Text, nullable=False, comment="JSON"),
    Column("expected", Float, nullable=False),
    Column("asked_areas", Text, nullable=False, comment="JSON; as a person was last asked"),
    Column("asked_incidents", Text, nullable=False, comment="JSON; the same"),
    Column("asked_expected", Float, nullable=False, comment="the same"),
    Column("false_alarm_days", Float),
    Column("recurrence_days", Float),
    Column("p", Float),
    Column("state", String(16), nullable=False, index=True),
    Column("decided", String(16), comment="confirmed or declined; None: nobody has"),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
)

EARLY_WARNING_STEP = Table(
    "early_warning_step",
    _TABLES,
    Column("position", BigInteger, primary_key=True, comment="of the entry with its texts"),
    Column("early_warning", String(64), nullable=False, index=True),
    Column("step", String(16), nullable=False),
    Column("author", String(64), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("observed", Integer, comment="None: a step changes no facts"),
)

SOUGHT = Table(
    "early_warnings_sought",
    _TABLES,
    Column("area", String(96), primary_key=True),
    Column("day", Date, nullable=False),
    Column("false_alarm_days", Float),
    Column("at_ms", BigInteger, nullable=False),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, EarlyWarningRaised):
        _raise(connection, entry, body)
    elif isinstance(body, EarlyWarningGrew):
        _go_on(connection, entry, body)
    elif isinstance(body, EarlyWarningStepped):
        changes: dict[str, object] = {"state": body.state, "position": entry.position}
        if body.step in {"confirm", "decline"}:
            changes["decided"] = body.state
        _change(connection, body.early_warning, changes)
        _tell(connection, entry, body.early_warning, body.step, None)
    elif isinstance(body, WarningsSought):
        connection.execute(delete(SOUGHT).where(SOUGHT.c.area == body.area))
        row = {
            "area": body.area,
            "day": body.day,
            "false_alarm_days": body.false_alarm_days,
            "at_ms": entry.received_ms,
        }
        connection.execute(insert(SOUGHT), row)


def _raise(connection: Connection, entry: Entry, body: EarlyWarningRaised) -> None:
    row = {
        "early_warning": body.early_warning,
        "area": body.area,
        "cause": body.cause,
        "stream": body.stream,
        "raised_ms": to_ms(body.raised),
        "since": body.since,
        "until": body.until,
        "false_alarm_days": body.false_alarm_days,
        "recurrence_days": body.recurrence_days,
        "p": body.p,
        "state": "raised",
        "decided": None,
        "position": entry.position,
    }
    connection.execute(insert(EARLY_WARNING), row | _facts(body) | _asked(body))
    _tell(connection, entry, body.early_warning, "raise", len(body.incidents))


def _go_on(connection: Connection, entry: Entry, body: EarlyWarningGrew) -> None:
    changes = {"state": body.state, "until": body.until, "position": entry.position}
    changes |= _facts(body) | {"recurrence_days": body.recurrence_days, "p": body.p}
    if body.step == "grow":  # asked anew: what was decided before was decided on less
        changes |= _asked(body) | {"decided": None}
    _change(connection, body.early_warning, changes)
    if body.step == "grow":
        _tell(connection, entry, body.early_warning, body.step, len(body.incidents))


def _facts(body: EarlyWarningRaised | EarlyWarningGrew) -> dict[str, object]:
    return {
        "areas": _json(body.areas),
        "incidents": _json(body.incidents),
        "expected": body.expected,
    }


def _asked(body: EarlyWarningRaised | EarlyWarningGrew) -> dict[str, object]:
    return {f"asked_{name}": value for name, value in _facts(body).items()}


def _json(words: tuple[str, ...]) -> str:
    return msgspec.json.encode(words).decode()


def _change(connection: Connection, warning: str, changes: dict[str, object]) -> None:
    here = EARLY_WARNING.c.early_warning == warning
    connection.execute(update(EARLY_WARNING).where(here).values(changes))


def _tell(
    connection: Connection, entry: Entry, warning: str, step: str, observed: int | None
) -> None:
    row = {
        "position": entry.position,
        "early_warning": warning,
        "step": step,
        "author": entry.author,
        "at_ms": entry.received_ms,
        "observed": observed,
    }
    connection.execute(insert(EARLY_WARNING_STEP), row)


PROJECTION = Projection(
    name="early_warnings",
    version=1,
    tables=(EARLY_WARNING, EARLY_WARNING_STEP, SOUGHT),
    kinds=frozenset(
        {
            "warnings_sought",
            "early_warning_raised",
            "early_warning_grew",
            "early_warning_stepped",
        }
    ),
    apply=_apply,
)
