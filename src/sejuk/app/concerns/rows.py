"""A concern as the room and public relations are shown it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from sejuk.app.call import Call
from sejuk.app.concerns.where import day_of
from sejuk.app.sync.kinds import PARTS
from sejuk.engagement.due import is_overdue
from sejuk.files.concerns import concern_table
from sejuk.model.event import Part, from_ms
from sejuk.model.force import Pillar
from sejuk.model.kinds.engagement import ConcernSource
from sejuk.operations.concern import OPEN
from sejuk.store.accounts import find_account
from sejuk.store.concerns import find_concern, steps_of_concerns
from sejuk.store.documents import read_document
from sejuk.store.papers import PaperRow, Place, find_task
from sejuk.store.record import Looking

_TEXTS = msgspec.json.Decoder(dict[str, str])


class ConcernStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of it, and by whom."""

    step: str
    """`open`, `visit`, `visited`, `not_visited`, or a step of its life."""
    at: datetime
    author: str
    office: str
    """Of that account; the account itself for the program."""
    owner: str | None
    due: date | None
    institution: str | None
    task: str | None
    answer: str | None
    """The public text."""
    reason: str | None
    """As typed; None once it has ended, or for who may not read it."""


class ConcernVisit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last visit that was planned for it."""

    task: str
    place: str
    state: str
    """Of the task."""
    crew: str | None
    visited: bool | None
    """None: it is not over."""


class ConcernRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    concern: str
    number: int
    what: str
    area: str
    """The district."""
    neighbourhood: str
    place: str | None
    owner: str
    pillar: Pillar | None
    """Of the owner; None for one that is not in the table any more."""
    due: date
    overdue: bool
    source: ConcernSource
    has_ticket: bool
    state: str
    opened_at: datetime
    escalated_at: datetime | None
    institution: str | None
    answer: str | None
    merged_into: int | None
    """Its number."""
    visit: ConcernVisit | None
    note: str | None
    """As the crew or the office typed it; None once it has ended."""
    steps: tuple[ConcernStep, ...]
    position: int


def rows_of(view: Looking, call: Call, rows: Sequence[PaperRow]) -> tuple[ConcernRow, ...]:
    """With their texts, as far as the actor may read them."""
    steps = steps_of_concerns(view.connection, [row.concern for row in rows])
    said = _said(call, view, [*(r.entry for r in rows), *(s.position for s in steps)])
    offices = {author: _office(view.connection, author) for author in {s.author for s in steps}}
    told: dict[str, list[ConcernStep]] = {}
    for one in steps:
        told.setdefault(one.concern, []).append(
            ConcernStep(
                step=one.step,
                at=from_ms(one.at_ms),
                author=one.author,
                office=offices[one.author],
                owner=one.owner,
                due=one.due,
                institution=one.institution,
                task=one.task,
                answer=answer_text(view.connection, one.answer),
                reason=said.get(one.position, {}).get("reason"),
            )
        )
    return tuple(
        _row(call, view.connection, row, said.get(row.entry, {}), told.get(row.concern, []))
        for row in rows
    )


def answer_text(place: Place, digest: str | None) -> str | None:
    """A public answer by its digest."""
    content = read_document(place, digest) if digest else None
    return None if content is None else content.decode()


def _said(call: Call, view: Looking, positions: list[int]) -> dict[int, dict[str, str]]:
    entries = view.entries(positions)
    parts = PARTS[call.actor.role] & {Part.TEXTS}
    sealed = view.sealed_parts(list(entries.values()), parts)
    return {position: _TEXTS.decode(texts) for (position, _), texts in sealed.items()}


def _row(
    call: Call, place: Place, row: PaperRow, texts: dict[str, str], steps: list[ConcernStep]
) -> ConcernRow:
    owner = concern_table().owners.get(row.owner)
    other = find_concern(place, row.into) if row.into else None
    today = day_of(call.record.folder, row.area, call.now)
    return ConcernRow(
        concern=row.concern,
        number=row.number,
        what=row.what,
        area=row.area,
        neighbourhood=row.neighbourhood,
        place=row.place,
        owner=row.owner,
        pillar=owner.pillar if owner else None,
        due=row.due,
        overdue=row.state in OPEN and is_overdue(row.due, today),
        source=ConcernSource(row.source),
        has_ticket=row.ticket is not None,
        state=row.state,
        opened_at=from_ms(row.opened_ms),
        escalated_at=None if row.escalated_ms is None else from_ms(row.escalated_ms),
        institution=row.institution,
        answer=answer_text(place, row.answer),
        merged_into=other.number if other else None,
        visit=_visit(place, row),
        note=texts.get("note"),
        steps=tuple(steps),
        position=row.position,
    )


def _visit(place: Place, row: PaperRow) -> ConcernVisit | None:
    task = find_task(place, row.task) if row.task else None
    if task is None:
        return None
    return ConcernVisit(
        task=task.task, place=task.place, state=task.state, crew=task.holder, visited=row.visited
    )


def _office(place: Place, account: str) -> str:
    found = find_account(place, account)
    return found.actor.name if found else account
