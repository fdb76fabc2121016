"""What the program does with concerns: opens those that crews report, notes visits, escalates.

Called about once a second; most of the time there is nothing to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sejuk.app.concerns.where import day_of, district_of
from sejuk.engagement.due import due_date
from sejuk.files.concerns import concern_table
from sejuk.model.event import from_ms, to_ms
from sejuk.model.kinds.engagement import (
    ConcernOpened,
    ConcernSource,
    ConcernStepped,
    ConcernVisited,
)
from sejuk.model.kinds.papers import TaskStepped
from sejuk.operations.concern import CONCERN, OPEN, ConcernCase
from sejuk.operations.cycle import step
from sejuk.operations.task import TASK, TaskCase, TaskState
from sejuk.store.concerns import (
    followed_tasks,
    next_number,
    overdue_concerns,
    planned_visits,
    told_concerns,
)
from sejuk.store.papers import PaperRow, Place
from sejuk.store.record import Record, Writing

PROGRAM = "server"
BACK = timedelta(days=30)
"""So late a phone may send what it was told."""
LIVING_TASKS = (TaskState.OPEN, TaskState.TAKEN, TaskState.ON_SITE)
OVER_TASKS = (TaskState.DONE, TaskState.NOT_DONE, TaskState.CANCELLED)
FIRST_ZONE = timedelta(hours=14)
"""On Kiritimati a day begins so much before UTC: nothing is overdue anywhere before that."""


def tend_concerns(record: Record, now: datetime) -> int:
    """How many events were written."""
    with record.reading() as place:
        due = (
            _told(place, now)
            or followed_tasks(place, LIVING_TASKS)
            or planned_visits(place, None, OVER_TASKS)
            or _overdue(place, now)
        )
    if not due:
        return 0
    with record.writing(now=now) as writing:
        return (
            _open(writing, record, now)
            + _note_done(writing)
            + _note_visits(writing)
            + _escalate(writing, record, now)
        )


def _open(writing: Writing, record: Record, now: datetime) -> int:
    kinds = concern_table().kinds
    opened = 0
    for told in _told(writing.connection, now):
        district = district_of(writing.connection, record.folder, told)
        if district is None:
            continue  # of whom it would be is not known; the report itself stays in the log
        said = day_of(record.folder, district, from_ms(told.at_ms))
        body = ConcernOpened(
            concern=told.report,
            number=next_number(writing.connection, district),
            what=told.what,
            area=district,
            neighbourhood=told.area,
            place=told.place,
            owner=kinds[told.what].owner,
            due=due_date(told.what, said, kinds),
            source=ConcernSource.CREW,
            ticket=told.ticket,
        )
        writing.happen(body, author=PROGRAM)
        opened += 1
    return opened


def _note_done(writing: Writing) -> int:
    """A crew said at the place that it did what it came for: the task is done."""
    rows = {row.task: row for row in followed_tasks(writing.connection, LIVING_TASKS)}
    for task, row in rows.items():
        case = TaskCase(crew=row.crew or "")
        state = step(TASK, row.state, "note_done", by=None, case=case)
        body = TaskStepped(task=task, step="note_done", state=state, crew=row.crew)
        writing.happen(body, author=PROGRAM)
    return len(rows)


def _note_visits(writing: Writing) -> int:
    rows = planned_visits(writing.connection, None, OVER_TASKS)
    for row in rows:
        done = row.task_state == TaskState.DONE
        body = ConcernVisited(concern=row.concern, task=row.task, done=done)
        writing.happen(body, author=PROGRAM)
    return len(rows)


def _escalate(writing: Writing, record: Record, now: datetime) -> int:
    written = 0
    for row in _overdue(writing.connection, now):
        today = day_of(record.folder, row.area, now)
        if today <= row.due:
            continue
        case = ConcernCase(today=today, due=row.due)
        state = step(CONCERN, row.state, "escalate", by=None, case=case)
        body = ConcernStepped(concern=row.concern, step="escalate", state=state)
        writing.happen(body, author=PROGRAM)
        written += 1
    return written


def _told(place: Place, now: datetime) -> Sequence[PaperRow]:
    return told_concerns(place, concern_table().kinds, to_ms(now - BACK))


def _overdue(place: Place, now: datetime) -> Sequence[PaperRow]:
    """Those that are overdue somewhere on earth by now; where they are decides."""
    today: date = (now + FIRST_ZONE).date()
    return overdue_concerns(place, OPEN, today)
