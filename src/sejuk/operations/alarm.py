"""The life of an alarm: an SOS, or a crew that missed its report.

It is repeated until a named person acknowledges it, and it is not closed without saying what became
of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from sejuk.model.role import AccountRole
from sejuk.operations.cycle import Cycle, Move
from sejuk.problems import Both, ProblemError, refuse

REPEAT_SECONDS = 15


class AlarmState(StrEnum):
    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


class AlarmCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of an alarm depends on."""

    now: datetime
    last_sounded: datetime
    by_name: str = ""
    """The person who acts, as typed."""
    service: str = ""
    """Who it was handed over to, such as 110 or 112."""
    outcome: str = ""


def is_named(case: AlarmCase) -> ProblemError | None:
    """A named person takes it."""
    return None if case.by_name.strip() else refuse("alarm_needs_name")


def names_service(case: AlarmCase) -> ProblemError | None:
    """The service that takes over is named."""
    return None if case.service.strip() else refuse("alarm_needs_service")


def has_outcome(case: AlarmCase) -> ProblemError | None:
    """What became of it is said."""
    return None if case.outcome.strip() else refuse("alarm_needs_outcome")


def is_due(case: AlarmCase) -> ProblemError | None:
    """Fifteen seconds have passed since it last sounded."""
    due = case.last_sounded + timedelta(seconds=REPEAT_SECONDS)
    return None if due <= case.now else refuse("not_yet_due", due=due)


_LISTENERS = frozenset({AccountRole.DUTY_OFFICER, AccountRole.APPROVER, AccountRole.CREW_LEADER})
_CREW = frozenset({AccountRole.CREW_LEADER, AccountRole.CREW_MEMBER})
_DUTY = frozenset({AccountRole.DUTY_OFFICER})

ALARM: Cycle[AlarmCase] = Cycle(
    name="alarm",
    words=Both("tanda bahaya", "alarm"),
    start=AlarmState.RAISED,
    states={
        AlarmState.RAISED: Both("berbunyi", "raised"),
        AlarmState.ACKNOWLEDGED: Both("ditangani", "acknowledged"),
        AlarmState.HANDED_OVER: Both("diserahkan", "handed over"),
        AlarmState.CLOSED: Both("ditutup", "closed"),
    },
    moves=(
        Move(
            event="repeat",
            words=Both("bunyikan lagi", "repeat"),
            sources=(AlarmState.RAISED,),
            target=AlarmState.RAISED,
            who=frozenset(),
            needs=(is_due,),
        ),
        Move(
            event="acknowledge",
            words=Both("tangani", "acknowledge"),
            sources=(AlarmState.RAISED,),
            target=AlarmState.ACKNOWLEDGED,
            who=_LISTENERS,
            needs=(is_named,),
        ),
        Move(
            event="press_again",
            words=Both("tekan lagi", "press again"),
            sources=(AlarmState.ACKNOWLEDGED, AlarmState.HANDED_OVER),
            target=AlarmState.RAISED,
            who=_CREW,
        ),
        Move(
            event="hand_over",
            words=Both("serahkan", "hand over"),
            sources=(AlarmState.ACKNOWLEDGED,),
            target=AlarmState.HANDED_OVER,
            who=_DUTY,
            needs=(is_named, names_service),
        ),
        Move(
            event="close",
            words=Both("tutup", "close"),
            sources=(AlarmState.ACKNOWLEDGED, AlarmState.HANDED_OVER),
            target=AlarmState.CLOSED,
            who=_DUTY,
            needs=(is_named, has_outcome),
        ),
    ),
)
