"""Concerns as they are now, what became of each, and the reports that are still to become one."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    MetaData,
    String,
    Table,
    insert,
    select,
    update,
)

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.engagement import (
    ConcernAnswered,
    ConcernMerged,
    ConcernOpened,
    ConcernPassed,
    ConcernStepped,
    ConcernVisited,
    ConcernVisitPlanned,
    FollowedUp,
)
from sejuk.model.kinds.field import Origin, Reported
from sejuk.store.projections.projection import Projection

_TABLES = MetaData()

CONCERN = Table(
    "concern",
    _TABLES,
    Column("concern", String(64), primary_key=True),
    Column("number", BigInteger, nullable=False, comment="1, 2, 3 … in the district"),
    Column("what", String(64), nullable=False),
    Column("area", String(96), nullable=False, index=True, comment="the district"),
    Column("neighbourhood", String(96), nullable=False),
    Column("place", String(96)),
    Column("owner", String(64), nullable=False),
    Column("due", Date, nullable=False),
    Column("source", String(16), nullable=False),
    Column("ticket", String(64), index=True, comment="digest; None: none was given out"),
    Column("state", String(16), nullable=False, index=True),
    Column("opened_ms", BigInteger, nullable=False, comment="when it was said"),
    Column("settled_ms", BigInteger, comment="first answer, or said not to be ours"),
    Column("escalated_ms", BigInteger, comment="None: not since it was due last"),
    Column("institution", String(64)),
    Column("answer", String(64), comment="digest of the public text"),
    Column("into", String(64), comment="the concern that it was merged into"),
    Column("task", String(64), comment="of the last visit that was planned"),
    Column("visited", Boolean, comment="None: that visit is not over"),
    Column("entry", BigInteger, nullable=False, comment="position of the entry with its note"),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
)

CONCERN_STEP = Table(
    "concern_step",
    _TABLES,
    Column("position", BigInteger, primary_key=True, comment="of the entry with its texts"),
    Column("concern", String(64), nullable=False, index=True),
    Column("step", String(16), nullable=False),
    Column("author", String(64), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("owner", String(64)),
    Column("due", Date),
    Column("institution", String(64)),
    Column("answer", String(64)),
    Column("task", String(64)),
)

TOLD = Table(
    "concern_told",
    _TABLES,
    Column("report", String(64), primary_key=True, comment="id of the event"),
    Column("what", String(64), nullable=False, index=True),
    Column("area", String(96), nullable=False, comment="a neighbourhood, or a border"),
    Column("place", String(96)),
    Column("ticket", String(64)),
    Column("author", String(64), nullable=False),
    Column("patrol", String(64)),
    Column("at_ms", BigInteger, nullable=False),
    Column("opened", Boolean, nullable=False, comment="it has become a concern"),
    Column("position", BigInteger, nullable=False),
)

FOLLOWED = Table(
    "concern_followed",
    _TABLES,
    Column("position", BigInteger, primary_key=True),
    Column("task", String(64), nullable=False, index=True),
    Column("done", Boolean, nullable=False),
    Column("crew", String(64)),
)

Step = ConcernStepped | ConcernPassed | ConcernAnswered | ConcernMerged
SETTLES = ("answer", "decline")
MOVES_DUE = ("take", "pass_on", "reopen")
"""From here on it can be overdue anew."""


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    if isinstance(body, Reported):
        if body.origin is Origin.RESIDENT:
            _note(connection, entry, body)
    elif isinstance(body, ConcernOpened):
        _open(connection, entry, body)
    elif isinstance(body, Step):
        _step(connection, entry, body)
    elif isinstance(body, ConcernVisitPlanned):
        _change(connection, entry, body.concern, {"task": body.task, "visited": None})
        _tell(connection, entry, body.concern, "visit", {"task": body.task})
    elif isinstance(body, ConcernVisited):
        _change(connection, entry, body.concern, {"visited": body.done})
        step = "visited" if body.done else "not_visited"
        _tell(connection, entry, body.concern, step, {"task": body.task})
    elif isinstance(body, FollowedUp):
        row = {"position": entry.position, "task": body.task, "done": body.done, "crew": body.crew}
        connection.execute(insert(FOLLOWED), row)


def _note(connection: Connection, entry: Entry, body: Reported) -> None:
    row = {
        "report": str(entry.id),
        "what": body.what,
        "area": body.area,
        "place": body.place,
        "ticket": body.ticket,
        "author": entry.author,
        "patrol": entry.patrol,
        # When the resident said it, also where the phone had no line for a day.
        "at_ms": min(entry.occurred_ms + (entry.clock_offset_ms or 0), entry.received_ms),
        "opened": False,
        "position": entry.position,
    }
    connection.execute(insert(TOLD), row)


def _open(connection: Connection, entry: Entry, body: ConcernOpened) -> None:
    here = TOLD.c.report == body.concern
    told = connection.execute(select(TOLD).where(here)).first()
    row = {
        "concern": body.concern,
        "number": body.number,
        "what": body.what,
        "area": body.area,
        "neighbourhood": body.neighbourhood,
        "place": body.place,
        "owner": body.owner,
        "due": body.due,
        "source": body.source,
        "ticket": body.ticket,
        "state": "received",
        "opened_ms": told.at_ms if told else entry.received_ms,
        "entry": told.position if told else entry.position,
        "position": entry.position,
    }
    connection.execute(insert(CONCERN), row)
    connection.execute(update(TOLD).where(here).values(opened=True))
    _tell(connection, entry, body.concern, "open", {"owner": body.owner, "due": body.due})


def _step(connection: Connection, entry: Entry, body: Step) -> None:
    changes: dict[str, object] = {"state": body.state}
    facts = {
        name: value
        for name in ("owner", "due", "institution", "answer")
        if (value := getattr(body, name, None)) is not None
    }
    changes |= facts
    if isinstance(body, ConcernMerged):
        changes["into"] = body.into
    if body.step == "escalate":
        changes["escalated_ms"] = entry.received_ms
    elif body.step in MOVES_DUE:
        changes["escalated_ms"] = None
    if body.step == "reopen":
        changes["settled_ms"] = None
    elif body.step in SETTLES and not _is_settled(connection, body.concern):
        changes["settled_ms"] = entry.received_ms
    _change(connection, entry, body.concern, changes)
    _tell(connection, entry, body.concern, body.step, facts)


def _is_settled(connection: Connection, concern: str) -> bool:
    query = select(CONCERN.c.settled_ms).where(CONCERN.c.concern == concern)
    return connection.execute(query).scalar() is not None


def _change(connection: Connection, entry: Entry, concern: str, changes: dict[str, object]) -> None:
    here = CONCERN.c.concern == concern
    values = {**changes, "position": entry.position}
    connection.execute(update(CONCERN).where(here).values(values))


def _tell(
    connection: Connection, entry: Entry, concern: str, step: str, facts: dict[str, object]
) -> None:
    row = {
        "position": entry.position,
        "concern": concern,
        "step": step,
        "author": entry.author,
        "at_ms": entry.received_ms,
    }
    connection.execute(insert(CONCERN_STEP), row | facts)


PROJECTION = Projection(
    name="concerns",
    version=1,
    tables=(CONCERN, CONCERN_STEP, TOLD, FOLLOWED),
    kinds=frozenset(
        {
            "reported",
            "concern_opened",
            "concern_stepped",
            "concern_passed",
            "concern_answered",
            "concern_merged",
            "concern_visit_planned",
            "concern_visited",
            "followed_up",
        }
    ),
    apply=_apply,
)
