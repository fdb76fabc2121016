"""Answers as they are now, how they were carried to residents, and objections to them.

The table itself refuses an answer that its own writer publishes (guarantee G8).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    select,
    update,
)

from sejuk.model.event import Entry
from sejuk.model.kinds.body import Body
from sejuk.model.kinds.rumour import (
    AnswerDrafted,
    AnswerFeedback,
    AnswerSpread,
    AnswerStepped,
    ObjectionMade,
    ObjectionStepped,
)
from sejuk.store.projections.projection import Projection

_TABLES = MetaData()

ANSWER = Table(
    "answer",
    _TABLES,
    Column("answer", String(64), primary_key=True),
    Column("area", String(96), nullable=False, index=True, comment="the district"),
    Column("claim", String(64), index=True),
    Column("kind", String(16), nullable=False),
    Column("digest", String(64), nullable=False, comment="of the document with its text"),
    Column("state", String(16), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("corrects", String(64)),
    Column("corrected_by", String(64)),
    Column("drafted_ms", BigInteger, nullable=False),
    Column("published_ms", BigInteger),
    Column("publisher_wrote", Integer, nullable=False, comment="0, or nothing is published"),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
    CheckConstraint("publisher_wrote = 0", name="answer_by_another"),
)

ANSWER_STEP = Table(
    "answer_step",
    _TABLES,
    Column("position", BigInteger, primary_key=True, comment="of the entry with its texts"),
    Column("answer", String(64), nullable=False, index=True),
    Column("step", String(16), nullable=False, comment="`draft`, or a step of its life"),
    Column("state", String(16), nullable=False),
    Column("author", String(64), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("digest", String(64), comment="where the step brought a text"),
)

SPREAD = Table(
    "answer_spread",
    _TABLES,
    Column("position", BigInteger, primary_key=True),
    Column("answer", String(64), nullable=False, index=True),
    Column("unit", String(20), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("area", String(96), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

FEEDBACK = Table(
    "answer_feedback",
    _TABLES,
    Column("position", BigInteger, primary_key=True),
    Column("answer", String(64), nullable=False, index=True),
    Column("area", String(96), nullable=False),
    Column("asked", Integer, nullable=False),
    Column("understood", Integer, nullable=False),
    Column("useful", Integer, nullable=False),
    Column("still_going_round", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

OBJECTION = Table(
    "objection",
    _TABLES,
    Column("objection", String(64), primary_key=True),
    Column("answer", String(64), nullable=False, index=True),
    Column("area", String(96), nullable=False),
    Column("state", String(16), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("decided_ms", BigInteger),
    Column("decided", BigInteger, comment="position of the entry with name and reason"),
    Column("ticket", String(64), index=True, comment="SHA-256 of the code to ask with"),
    Column("entry", BigInteger, nullable=False, comment="with its text"),
    Column("position", BigInteger, nullable=False, comment="of the last change"),
)


def _apply(connection: Connection, entry: Entry, body: Body) -> None:
    match body:
        case AnswerDrafted():
            _draft(connection, entry, body)
        case AnswerStepped():
            _step(connection, entry, body)
        case AnswerSpread():
            row = {"position": entry.position, "at_ms": _heard_ms(entry), "answer": body.answer}
            row |= {"unit": body.unit, "channel": body.channel, "area": body.area}
            connection.execute(insert(SPREAD), row)
        case AnswerFeedback():
            row = {name: getattr(body, name) for name in body.__struct_fields__}
            row |= {"position": entry.position, "at_ms": _heard_ms(entry)}
            connection.execute(insert(FEEDBACK), row)
        case ObjectionMade():
            _object(connection, entry, body)
        case ObjectionStepped():
            here = OBJECTION.c.objection == body.objection
            changes = {"state": body.state, "decided": entry.position, "position": entry.position}
            changes["decided_ms"] = entry.received_ms
            connection.execute(update(OBJECTION).where(here).values(changes))


def _heard_ms(entry: Entry) -> int:
    return min(entry.occurred_ms + (entry.clock_offset_ms or 0), entry.received_ms)


def _draft(connection: Connection, entry: Entry, body: AnswerDrafted) -> None:
    before = None
    if body.corrects is not None:
        query = select(ANSWER.c.version).where(ANSWER.c.answer == body.corrects)
        before = connection.execute(query).scalar()
    row = {
        "answer": body.answer,
        "area": body.area,
        "claim": body.claim,
        "kind": body.answer_kind,
        "digest": body.digest,
        "state": "draft",
        "version": (before or 0) + 1,
        "corrects": body.corrects,
        "drafted_ms": entry.received_ms,
        "publisher_wrote": 0,
        "position": entry.position,
    }
    connection.execute(insert(ANSWER), row)
    _tell(connection, entry, body.answer, ("draft", "draft"), body.digest)


def _step(connection: Connection, entry: Entry, body: AnswerStepped) -> None:
    changes: dict[str, object] = {"state": body.state, "position": entry.position}
    if body.digest is not None:
        changes["digest"] = body.digest
    if body.step == "publish":
        wrote = entry.author in _writers(connection, body.answer)
        changes |= {"published_ms": entry.received_ms, "publisher_wrote": int(wrote)}
    if body.step == "correct":
        changes["corrected_by"] = body.by
    connection.execute(update(ANSWER).where(ANSWER.c.answer == body.answer).values(changes))
    _tell(connection, entry, body.answer, (body.step, body.state), body.digest)


def _writers(connection: Connection, answer: str) -> set[str]:
    wrote = ANSWER_STEP.c.step.in_(("draft", "revise"))
    query = select(ANSWER_STEP.c.author).where(ANSWER_STEP.c.answer == answer, wrote)
    return set(connection.execute(query).scalars())


def _tell(
    connection: Connection, entry: Entry, answer: str, step: tuple[str, str], digest: str | None
) -> None:
    row = {
        "position": entry.position,
        "answer": answer,
        "step": step[0],
        "state": step[1],
        "author": entry.author,
        "at_ms": entry.received_ms,
        "digest": digest,
    }
    connection.execute(insert(ANSWER_STEP), row)


def _object(connection: Connection, entry: Entry, body: ObjectionMade) -> None:
    row = {
        "objection": body.objection,
        "answer": body.answer,
        "area": body.area,
        "state": "open",
        "made_ms": entry.received_ms,
        "ticket": body.ticket,
        "entry": entry.position,
        "position": entry.position,
    }
    connection.execute(insert(OBJECTION), row)


PROJECTION = Projection(
    name="answers",
    version=1,
    tables=(ANSWER, ANSWER_STEP, SPREAD, FEEDBACK, OBJECTION),
    kinds=frozenset(
        {
            "answer_drafted",
            "answer_stepped",
            "answer_spread",
            "answer_feedback",
            "objection_made",
            "objection_stepped",
        }
    ),
    apply=_apply,
)
