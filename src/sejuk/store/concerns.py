"""Queries on concerns; each is a part of the view or transaction it is given."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from sejuk.store.papers import PaperRow, Place
from sejuk.store.projections.concerns import CONCERN, CONCERN_STEP, FOLLOWED, TOLD
from sejuk.store.projections.tasks import TASK
from sejuk.store.within import within


def find_concern(place: Place, concern: str) -> PaperRow | None:
    """One concern."""
    return place.execute(select(CONCERN).where(CONCERN.c.concern == concern)).first()


def concern_of_ticket(place: Place, digest: str) -> PaperRow | None:
    """The concern whose ticket has this digest; the first, should there be two."""
    query = select(CONCERN).where(CONCERN.c.ticket == digest).order_by(CONCERN.c.entry)
    return place.execute(query).first()


def concerns(place: Place, area: str, limit: int) -> Sequence[PaperRow]:
    """Of an area, the newest first."""
    query = select(CONCERN).where(within(CONCERN.c.area, area))
    query = query.order_by(CONCERN.c.opened_ms.desc(), CONCERN.c.concern.desc())
    return place.execute(query.limit(limit)).all()


def concerns_since(place: Place, since_ms: int) -> Sequence[PaperRow]:
    """Those that came in since, of all districts."""
    query = select(CONCERN).where(CONCERN.c.opened_ms >= since_ms)
    return place.execute(query.order_by(CONCERN.c.opened_ms)).all()


def steps_of_concerns(place: Place, ids: Collection[str]) -> Sequence[PaperRow]:
    """What became of these, as it happened."""
    query = select(CONCERN_STEP).where(CONCERN_STEP.c.concern.in_(ids))
    return place.execute(query.order_by(CONCERN_STEP.c.position)).all()


def next_number(place: Place, area: str) -> int:
    """Of the next concern of a district."""
    query = select(func.coalesce(func.max(CONCERN.c.number), 0)).where(CONCERN.c.area == area)
    return int(place.execute(query).scalar_one()) + 1


def told_concerns(place: Place, kinds: Collection[str], since_ms: int) -> Sequence[PaperRow]:
    """Reports of residents about such things that have not become concerns, as they came."""
    waiting = TOLD.c.what.in_(kinds) & TOLD.c.opened.is_(False) & (TOLD.c.at_ms >= since_ms)
    return place.execute(select(TOLD).where(waiting).order_by(TOLD.c.position)).all()


def overdue_concerns(place: Place, states: Collection[str], before: date) -> Sequence[PaperRow]:
    """Those in such a state that were due before a day and are not escalated."""
    late = CONCERN.c.state.in_(states) & (CONCERN.c.due < before) & CONCERN.c.escalated_ms.is_(None)
    return place.execute(select(CONCERN).where(late).order_by(CONCERN.c.due)).all()


def planned_visits(place: Place, area: str | None, states: Collection[str]) -> Sequence[PaperRow]:
    """Concerns whose visit is not over and whose task is in such a state, with that task's place
    as `stop` and its state as `task_state`; those due first come first."""
    columns: list[Any] = [*CONCERN.c, TASK.c.place.label("stop"), TASK.c.state.label("task_state")]
    there = CONCERN.c.visited.is_(None) & TASK.c.state.in_(states)
    if area is not None:
        there &= CONCERN.c.area == area
    query: Select[Any] = select(*columns).join(TASK, TASK.c.task == CONCERN.c.task).where(there)
    return place.execute(query.order_by(CONCERN.c.due, CONCERN.c.concern)).all()


def followed_tasks(place: Place, states: Collection[str]) -> Sequence[PaperRow]:
    """Follow-ups in such a state that a crew said it has done at the place, with that crew."""
    query: Select[Any] = (
        select(TASK.c.task, TASK.c.state, FOLLOWED.c.crew)
        .join(FOLLOWED, FOLLOWED.c.task == TASK.c.task)
        .where(FOLLOWED.c.done.is_(True), TASK.c.what == "follow_up", TASK.c.state.in_(states))
        .order_by(FOLLOWED.c.position)
    )
    return place.execute(query).all()
