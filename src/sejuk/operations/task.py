"""The life of a task: something to be done at a place, which one crew takes at a time.

The vocabulary is that of plans: visit, joint visit, rendezvous, break; a follow-up; facilitation.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sejuk.model.role import AccountRole
from sejuk.operations.cycle import Cycle, Move
from sejuk.operations.needs import has_reason
from sejuk.problems import Both, ProblemError, refuse


class TaskState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    ON_SITE = "on_site"
    DONE = "done"
    NOT_DONE = "not_done"
    CANCELLED = "cancelled"


class TaskCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of a task depends on."""

    crew: str
    """The crew of whoever acts; empty for the duty officer."""
    holder: str = ""
    """The crew that has taken it."""
    changed_since: bool = False
    """Somebody changed the task after the position that this wish was based on."""
    reason: str = ""


def has_crew(case: TaskCase) -> ProblemError | None:
    """Who acts belongs to a crew."""
    return None if case.crew else refuse("no_crew")


def as_last_seen(case: TaskCase) -> ProblemError | None:
    """Nobody has changed it since the crew last saw it."""
    return refuse("changed_meanwhile", thing=TASK.words) if case.changed_since else None


def holds_it(case: TaskCase) -> ProblemError | None:
    """The crew is the one that has taken it."""
    return None if case.crew == case.holder else refuse("task_of_another_crew", crew=case.holder)


def holds_it_if_taken(case: TaskCase) -> ProblemError | None:
    """No other crew has taken it."""
    return holds_it(case) if case.holder else None


_LEADER = frozenset({AccountRole.CREW_LEADER})
_CREW = _LEADER | {AccountRole.CREW_MEMBER}
_DUTY = frozenset({AccountRole.DUTY_OFFICER})

TASK: Cycle[TaskCase] = Cycle(
    name="task",
    words=Both("tugas", "task"),
    start=TaskState.OPEN,
    states={
        TaskState.OPEN: Both("terbuka", "open"),
        TaskState.TAKEN: Both("diambil", "taken"),
        TaskState.ON_SITE: Both("di tempat", "on site"),
        TaskState.DONE: Both("selesai", "done"),
        TaskState.NOT_DONE: Both("tidak terlaksana", "not done"),
        TaskState.CANCELLED: Both("dibatalkan", "cancelled"),
    },
    moves=(
        Move(
            event="take",
            words=Both("ambil", "take"),
            sources=(TaskState.OPEN,),
            target=TaskState.TAKEN,
            who=_LEADER,
            needs=(has_crew, as_last_seen),
        ),
        Move(
            event="give_back",
            words=Both("kembalikan", "give back"),
            sources=(TaskState.TAKEN,),
            target=TaskState.OPEN,
            who=_LEADER,
            needs=(has_crew, holds_it),
        ),
        Move(
            event="arrive",
            words=Both("tiba", "arrive"),
            sources=(TaskState.TAKEN,),
            target=TaskState.ON_SITE,
            who=_CREW,
            needs=(has_crew, holds_it),
        ),
        Move(
            event="finish",
            words=Both("selesaikan", "finish"),
            sources=(TaskState.ON_SITE,),
            target=TaskState.DONE,
            who=_CREW,
            needs=(has_crew, holds_it),
        ),
        # Said at the place, perhaps without a line, whoever had taken it.
        Move(
            event="note_done",
            words=Both("catat selesai", "note as done"),
            sources=(TaskState.OPEN, TaskState.TAKEN, TaskState.ON_SITE),
            target=TaskState.DONE,
            who=frozenset(),
        ),
        Move(
            event="skip",
            words=Both("lewati", "skip"),
            sources=(TaskState.OPEN, TaskState.TAKEN, TaskState.ON_SITE),
            target=TaskState.NOT_DONE,
            who=_LEADER,
            needs=(has_crew, holds_it_if_taken, has_reason),
        ),
        Move(
            event="reopen",
            words=Both("buka lagi", "reopen"),
            sources=(TaskState.NOT_DONE,),
            target=TaskState.OPEN,
            who=_DUTY,
            needs=(as_last_seen,),
        ),
        Move(
            event="cancel",
            words=Both("batalkan", "cancel"),
            sources=(TaskState.OPEN, TaskState.TAKEN, TaskState.NOT_DONE),
            target=TaskState.CANCELLED,
            who=_DUTY,
            needs=(has_reason,),
        ),
    ),
)
