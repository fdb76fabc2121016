"""Tasks: opened by the duty officer, taken and done by crews."""

from __future__ import annotations

from typing import Annotated

import msgspec

from sejuk.app.access import allowed, allowed_step, require_area
from sejuk.app.accounts.administer import AreaPath
from sejuk.app.call import Call
from sejuk.app.context import chance
from sejuk.model.ids import CrewId, PaperId, PlaceId
from sejuk.model.kinds.papers import TaskOpened, TaskStepped
from sejuk.model.role import AccountRole
from sejuk.operations.cycle import step
from sejuk.operations.task import TASK, TaskCase
from sejuk.problems import refuse
from sejuk.store.papers import PaperRow, Place, find_task, tasks

MOST = 500
Vocabulary = Annotated[str, msgspec.Meta(pattern="^(visit|joint|follow_up|facilitation)$")]
"""No word for dispersing, arresting, searching or stopping (guarantee G7)."""


class NewTask(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    what: Vocabulary
    area: Annotated[AreaPath, msgspec.Meta(min_length=1)]
    place: PlaceId
    order: PaperId | None = None


class TaskWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    crew: CrewId | None = None
    based_on: int | None = None
    """The position at which the crew last saw the task."""
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class TaskRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    task: str
    what: str
    area: str
    place: str
    order: str | None
    holder: str | None
    state: str
    position: int


@allowed("task.open")
def open_task(call: Call, wish: NewTask) -> TaskRow:
    """Raises `not_your_area`."""
    require_area(call.actor, wish.area)
    task = f"t-{chance(10)}"
    body = TaskOpened(task=task, what=wish.what, area=wish.area, place=wish.place, order=wish.order)
    with call.record.writing(now=call.now) as writing:
        writing.happen(body, author=call.actor.account)
        return _row(_found(writing.connection, task))


@allowed("task.list")
def list_tasks(call: Call) -> tuple[TaskRow, ...]:
    """Those of the actor's area, the newest first."""
    with call.record.reading() as connection:
        rows = tasks(connection, call.actor.area, MOST)
    return tuple(_row(row) for row in rows)


@allowed_step(TASK)
def step_task(call: Call, event: str, task: str, wish: TaskWish) -> TaskRow:
    """Raises `task_unknown`, `not_your_area`, `changed_meanwhile`, and those of its life cycle."""
    with call.record.writing(now=call.now) as writing:
        row = _found(writing.connection, task)
        require_area(call.actor, row.area)
        on_duty = call.actor.role == AccountRole.DUTY_OFFICER
        case = TaskCase(
            crew="" if on_duty else wish.crew or "",
            holder=row.holder or "",
            changed_since=wish.based_on is not None and wish.based_on < row.position,
            reason=wish.reason,
        )
        state = step(TASK, row.state, event, by=call.actor.role, case=case)
        body = TaskStepped(task=task, step=event, state=state, crew=wish.crew)
        texts = {"reason": wish.reason} if wish.reason.strip() else None
        writing.happen(body, author=call.actor.account, texts=texts)
        return _row(_found(writing.connection, task))


def _found(place: Place, task: str) -> PaperRow:
    row = find_task(place, task)
    if row is None:
        raise refuse("task_unknown", task=task)
    return row


def _row(row: PaperRow) -> TaskRow:
    return TaskRow(**{name: getattr(row, name) for name in TaskRow.__struct_fields__})
