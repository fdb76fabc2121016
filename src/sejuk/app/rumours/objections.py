"""Objections to published answers: made without a name, decided by name and with a reason."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sejuk.app.access import allowed, allowed_step
from sejuk.app.call import Call, PublicCall
from sejuk.app.context import chance
from sejuk.app.rumours.intake import PUBLIC
from sejuk.app.rumours.rows import ObjectionRow
from sejuk.app.rumours.told import objection_rows
from sejuk.model.ids import Digest
from sejuk.model.kinds.rumour import ObjectionMade, ObjectionStepped
from sejuk.model.role import covers
from sejuk.operations.answer import VISIBLE
from sejuk.operations.cycle import step
from sejuk.operations.objection import OBJECTION, ObjectionCase
from sejuk.problems import refuse
from sejuk.rumours.answer.kind_words import require_kind
from sejuk.store.answers import find_answer, find_objection, objections, writers_of
from sejuk.store.papers import PaperRow, Place

MOST = 500


class NewObjection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(min_length=5, max_length=2000)]
    """What is wrong with the answer; not who says so."""


class ObjectionWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(max_length=500)] = ""
    """Who decides: a name and rank, as typed."""
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@allowed("objection.make")
def make_objection(call: Call, answer: str, wish: NewObjection) -> ObjectionRow:
    """Typed at the desk: a call, a letter. Raises `answer_unknown`, `answer_not_published`."""
    with call.record.reading() as connection:
        row = find_answer(connection, answer)
    if row is None or not covers(call.actor.area, row.area):
        raise refuse("answer_unknown", answer=answer)
    objection = _make(call, answer, wish.text, author=call.actor.account, ticket=None)
    return _row_now(call, objection)


def object_publicly(call: PublicCall, answer: str, text: str, ticket: Digest | None) -> str:
    """By the public form; the id of the objection. Raises `answer_unknown`,
    `answer_not_published`.

    Args:
        ticket: digest of the code that was given out.
    """
    return _make(call, answer, text, author=PUBLIC, ticket=ticket)


def _make(call: PublicCall, answer: str, text: str, *, author: str, ticket: Digest | None) -> str:
    objection = f"k-{chance(10)}"
    with call.record.writing(now=call.now) as writing:
        row = find_answer(writing.connection, answer)
        if row is None:
            raise refuse("answer_unknown", answer=answer)
        if row.state not in VISIBLE:
            raise refuse("answer_not_published")
        body = ObjectionMade(objection=objection, answer=answer, area=row.area, ticket=ticket)
        writing.happen(body, author=author, texts={"text": text})
    return objection


@allowed("objection.list")
def list_objections(call: Call) -> tuple[ObjectionRow, ...]:
    """Those of the actor's area, the newest first."""
    with call.record.looking(now=call.now) as view:
        return objection_rows(view, call, objections(view.connection, call.actor.area, MOST))


@allowed_step(OBJECTION)
def step_objection(call: Call, event: str, objection: str, wish: ObjectionWish) -> ObjectionRow:
    """Raises `objection_unknown`, `answer_phrase`, and the problems of its life cycle."""
    require_kind(wish.reason)  # whoever objected reads it
    with call.record.writing(now=call.now) as writing:
        row = _found(call, writing.connection, objection)
        case = ObjectionCase(
            actor=call.actor.account,
            writers=writers_of(writing.connection, row.answer),
            by_name=wish.name,
            reason=wish.reason,
        )
        state = step(OBJECTION, row.state, event, by=call.actor.role, case=case)
        body = ObjectionStepped(objection=objection, step=event, state=state)
        texts = {"name": wish.name, "reason": wish.reason}
        writing.happen(body, author=call.actor.account, texts=texts)
    return _row_now(call, objection)


def _found(call: Call, place: Place, objection: str) -> PaperRow:
    row = find_objection(place, objection)
    if row is None or not covers(call.actor.area, row.area):
        raise refuse("objection_unknown", objection=objection)
    return row


def _row_now(call: Call, objection: str) -> ObjectionRow:
    with call.record.looking(now=call.now) as view:
        (row,) = objection_rows(view, call, [_found(call, view.connection, objection)])
    return row
