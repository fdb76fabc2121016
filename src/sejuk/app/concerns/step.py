"""What people do with a concern: open it in the office, take it through its life, plan a visit."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Annotated

import msgspec

from sejuk.app.access import allowed, allowed_step, require_area
from sejuk.app.call import Call, PublicCall
from sejuk.app.concerns.read import found_concern
from sejuk.app.concerns.rows import ConcernRow, rows_of
from sejuk.app.concerns.where import day_of
from sejuk.app.context import chance
from sejuk.app.districts import district_named
from sejuk.engagement.due import due_date
from sejuk.engagement.tickets import shown_code, ticket_code, ticket_digest
from sejuk.files.concerns import concern_table
from sejuk.model.district import District
from sejuk.model.ids import AreaId, PaperId, PlaceId
from sejuk.model.kinds.engagement import (
    ConcernAnswered,
    ConcernMerged,
    ConcernOpened,
    ConcernPassed,
    ConcernSource,
    ConcernStepped,
    ConcernVisitPlanned,
)
from sejuk.model.kinds.papers import TaskOpened
from sejuk.operations.concern import CONCERN, OPEN, ConcernCase, ConcernState
from sejuk.operations.cycle import step
from sejuk.operations.task import TaskState
from sejuk.problems import refuse
from sejuk.rumours.answer.kind_words import require_kind
from sejuk.store.concerns import find_concern, next_number
from sejuk.store.documents import keep_document
from sejuk.store.papers import PaperRow, Place, find_task
from sejuk.store.record import Writing
from sejuk.text.phrases import check_phrases, refused
from sejuk.text.redact import redact

REOPENED_DAYS = 3
"""Until a concern that was reopened is due, where no date is given."""
Note = Annotated[str, msgspec.Meta(max_length=1000)]


class NewConcern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    area: AreaId
    """The district."""
    neighbourhood: AreaId
    what: PaperId
    note: Note = ""
    wants_ticket: bool = False


class ConcernTicket(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shown once: the record keeps a digest of it."""

    concern: str
    number: int
    ticket: str | None


class ConcernWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    owner: PaperId | None = None
    """For `take`; None: as it is."""
    due: date | None = None
    """For `take`, `pass_on`, `reopen`; None: as it is, or as is usual."""
    institution: PaperId | None = None
    answer: Note = ""
    """Will be public."""
    into: PaperId | None = None
    """For `merge`: the concern that stands."""
    reason: Note = ""
    based_on: int | None = None
    """The position at which the officer last saw it."""


class VisitWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    place: PlaceId | None = None
    """None: where it was said, or a place of its neighbourhood."""


@allowed("concern.open")
def open_concern(call: Call, wish: NewConcern) -> ConcernTicket:
    """One that came in at the office.

    Raises `not_your_area`, `district_unknown`, `area_not_sensed`, `concern_kind_unknown`.
    """
    require_area(call.actor, wish.area)
    return opened(call, wish, ConcernSource.OFFICE, author=call.actor.account)


def opened(
    call: PublicCall, wish: NewConcern, source: ConcernSource, *, author: str
) -> ConcernTicket:
    """Opens it, with a ticket if one is wanted; for the public form, too, whose author is the
    program. Raises as `open_concern`."""
    folder = call.record.folder
    district = district_named(folder, wish.area)
    if wish.neighbourhood not in district.area_ids():
        raise refuse("area_not_sensed", area=wish.neighbourhood, district=wish.area)
    kinds = concern_table().kinds
    if wish.what not in kinds:
        raise refuse("concern_kind_unknown", known=", ".join(kinds))
    ticket = ticket_code(iter(secrets.token_bytes(64))) if wish.wants_ticket else None
    concern = f"k-{chance(10)}"
    with call.record.writing(now=call.now) as writing:
        number = next_number(writing.connection, wish.area)
        body = ConcernOpened(
            concern=concern,
            number=number,
            what=wish.what,
            area=wish.area,
            neighbourhood=wish.neighbourhood,
            owner=kinds[wish.what].owner,
            due=due_date(wish.what, day_of(folder, wish.area, call.now), kinds),
            source=source,
            ticket=ticket_digest(ticket) if ticket else None,
        )
        texts = {"note": wish.note} if wish.note.strip() else None
        writing.happen(body, author=author, texts=texts)
    shown = shown_code(ticket) if ticket else None
    return ConcernTicket(concern=concern, number=number, ticket=shown)


@allowed_step(CONCERN)
def step_concern(call: Call, event: str, concern: str, wish: ConcernWish) -> ConcernRow:
    """Raises `concern_unknown`, `not_your_area`, `changed_meanwhile`, `answer_phrase`, and those of
    its life."""
    require_kind(wish.reason)  # whoever holds the ticket may read it
    with call.record.writing(now=call.now) as writing:
        row = found_concern(writing.connection, concern)
        require_area(call.actor, row.area)
        if wish.based_on is not None and wish.based_on < row.position:
            raise refuse("changed_meanwhile", thing=CONCERN.words)
        case = _case(call, writing.connection, event, row, wish)
        state = step(CONCERN, row.state, event, by=call.actor.role, case=case)
        texts = {"reason": wish.reason} if wish.reason.strip() else None
        body = _body(call, writing, event, row, wish, case, state)
        takes_reason = "reason" in type(body).TEXTS
        writing.happen(body, author=call.actor.account, texts=texts if takes_reason else None)
    return _shown(call, concern)


@allowed("concern.visit")
def plan_visit(call: Call, concern: str, wish: VisitWish) -> ConcernRow:
    """Makes of it a task for the next patrol: a plan of tonight will hold the place.

    Raises `concern_unknown`, `not_your_area`, `district_unknown`, `unknown_place`,
    `pin_cannot_be`, `concern_visit_not_now`.
    """
    with call.record.reading() as connection:
        row = found_concern(connection, concern)
    require_area(call.actor, row.area)
    district = district_named(call.record.folder, row.area)
    place = _place_of_visit(district, row, wish)
    with call.record.writing(now=call.now) as writing:
        row = found_concern(writing.connection, concern)
        if row.state not in (*OPEN, ConcernState.ANSWERED) or _is_planned(writing.connection, row):
            raise refuse("concern_visit_not_now")
        task = f"t-{chance(10)}"
        author = call.actor.account
        opened_task = TaskOpened(task=task, what="follow_up", area=row.area, place=place)
        writing.happen(opened_task, author=author)
        writing.happen(ConcernVisitPlanned(concern=concern, task=task, place=place), author=author)
    return _shown(call, concern)


def _case(call: Call, place: Place, event: str, row: PaperRow, wish: ConcernWish) -> ConcernCase:
    table = concern_table()
    today = day_of(call.record.folder, row.area, call.now)
    due = wish.due or row.due
    if event == "reopen" and wish.due is None:
        due = max(row.due, today + timedelta(days=REOPENED_DAYS))
    other = find_concern(place, wish.into) if wish.into else None
    return ConcernCase(
        today=today,
        due=due,
        owner_known=(wish.owner or row.owner) in table.owners,
        institution_known=wish.institution in table.institutions,
        answer=wish.answer,
        answer_is_public=redact(wish.answer) == wish.answer,
        answer_is_kind=not refused(check_phrases(wish.answer, sourced=True)),
        other_stands=other is not None
        and other.area == row.area
        and other.concern != row.concern
        and other.state != ConcernState.MERGED,
        reason=wish.reason,
    )


def _body(
    call: Call,
    writing: Writing,
    event: str,
    row: PaperRow,
    wish: ConcernWish,
    case: ConcernCase,
    state: str,
) -> ConcernStepped | ConcernPassed | ConcernAnswered | ConcernMerged:
    concern = row.concern
    if event == "answer":
        text = wish.answer.strip().encode()
        digest = keep_document(writing.connection, text, call.now_ms)
        return ConcernAnswered(concern=concern, step=event, state=state, answer=digest)
    if event == "merge" and wish.into is not None:
        return ConcernMerged(concern=concern, step=event, state=state, into=wish.into)
    if event == "pass_on" and wish.institution is not None:
        return ConcernPassed(
            concern=concern,
            step=event,
            state=state,
            institution=wish.institution,
            due=case.due,
        )
    return ConcernStepped(
        concern=concern,
        step=event,
        state=state,
        owner=wish.owner or row.owner if event == "take" else None,
        due=case.due if event in {"take", "reopen"} else None,
    )


def _place_of_visit(district: District, row: PaperRow, wish: VisitWish) -> str:
    """Where the crew is to go; not the post that it starts from."""
    places = {place.id: place for place in district.places}
    wanted = wish.place or (row.place if row.place in places else None)
    if wanted is None:
        around = set(row.neighbourhood.split("|"))
        near = [p for p in district.places if around & set(p.neighbourhoods)]
        near.sort(key=lambda p: (len(p.neighbourhoods), p.id))  # inside, rather than at its border
        wanted = next((p.id for p in near if p.id != district.police_post), None)
    if wanted is None or wanted not in places:
        raise refuse("unknown_place", name=wanted or row.neighbourhood, near="–")
    if wanted == district.police_post:
        from sejuk.planning.pins import WHY_NOT  # noqa: PLC0415 – numerics take a second to load

        raise refuse("pin_cannot_be", pin=wanted, why=WHY_NOT["post"])
    return wanted


def _is_planned(place: Place, row: PaperRow) -> bool:
    task = find_task(place, row.task) if row.task else None
    living = (TaskState.OPEN, TaskState.TAKEN, TaskState.ON_SITE)
    return task is not None and task.state in living


def _shown(call: Call, concern: str) -> ConcernRow:
    with call.record.looking(now=call.now) as view:
        (shown,) = rows_of(view, call, [found_concern(view.connection, concern)])
    return shown
