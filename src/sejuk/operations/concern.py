"""The life of a concern (keluhan, aspirasi warga): who has it, until when, and what was answered.

Nothing residents ask for ends in silence: each way out is an answer they can read, or has a reason.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

import msgspec

from sejuk.model.role import AccountRole
from sejuk.operations.cycle import Cycle, Move
from sejuk.operations.needs import has_reason
from sejuk.problems import Both, ProblemError, refuse

MOST_DAYS = 60
"""So far ahead a due date may be: longer is no promise."""


class ConcernState(StrEnum):
    RECEIVED = "received"
    IN_HAND = "in_hand"
    PASSED_ON = "passed_on"
    ANSWERED = "answered"
    CLOSED = "closed"
    NOT_OURS = "not_ours"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


OPEN = (ConcernState.RECEIVED, ConcernState.IN_HAND, ConcernState.PASSED_ON)
"""Somebody still has to do something: these can be overdue."""
SETTLED = (ConcernState.ANSWERED, ConcernState.CLOSED)
"""There is an answer."""
NO_CONCERN = (ConcernState.MERGED, ConcernState.WITHDRAWN)
"""Another one's, or none after all: counted nowhere."""


class ConcernCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of a concern depends on."""

    today: date
    """By the district's clock."""
    due: date
    """As it will be, or as it is where the step sets none."""
    owner_known: bool = False
    institution_known: bool = False
    """It is in the table."""
    answer: str = ""
    answer_is_public: bool = False
    """The redactor leaves it as it is."""
    answer_is_kind: bool = False
    """The phrase check refuses nothing of it."""
    other_stands: bool = False
    """The concern that it is merged into is another one of the district, not merged itself."""
    reason: str = ""


def has_owner(case: ConcernCase) -> ProblemError | None:
    """An owner of the table is named."""
    return None if case.owner_known else refuse("concern_needs_owner")


def has_institution(case: ConcernCase) -> ProblemError | None:
    """An institution of the table is named."""
    return None if case.institution_known else refuse("concern_needs_institution")


def is_due_in_time(case: ConcernCase) -> ProblemError | None:
    """It is due today or in the next 60 days."""
    if case.today <= case.due <= case.today + timedelta(days=MOST_DAYS):
        return None
    return refuse("concern_due_out_of_range", days=MOST_DAYS)


def has_answer(case: ConcernCase) -> ProblemError | None:
    """There is a text for the resident."""
    return None if case.answer.strip() else refuse("concern_needs_answer")


def is_public(case: ConcernCase) -> ProblemError | None:
    """The redactor finds nothing in it that identifies somebody."""
    return None if case.answer_is_public else refuse("concern_answer_not_public")


def is_kind(case: ConcernCase) -> ProblemError | None:
    """It threatens, labels and blames nobody."""
    return None if case.answer_is_kind else refuse("concern_answer_harsh")


def has_other(case: ConcernCase) -> ProblemError | None:
    """The other concern is of the same district and stands for itself."""
    return None if case.other_stands else refuse("concern_cannot_merge")


def is_overdue(case: ConcernCase) -> ProblemError | None:
    """Its due date is over."""
    return None if case.today > case.due else refuse("concern_not_overdue")


_DUTY = frozenset({AccountRole.DUTY_OFFICER})
_ANSWERING = _DUTY | {AccountRole.APPROVER, AccountRole.PUBLIC_RELATIONS}
_PROGRAM: frozenset[AccountRole] = frozenset()


def _escalate(state: ConcernState) -> Move[ConcernCase]:
    """The commanders are told; who has it stays the same."""
    return Move(
        event="escalate",
        words=Both("eskalasi", "escalate"),
        sources=(state,),
        target=state,
        who=_PROGRAM,
        needs=(is_overdue,),
    )


CONCERN: Cycle[ConcernCase] = Cycle(
    name="concern",
    words=Both("keluhan", "concern"),
    start=ConcernState.RECEIVED,
    states={
        ConcernState.RECEIVED: Both("diterima", "received"),
        ConcernState.IN_HAND: Both("ditangani", "in hand"),
        ConcernState.PASSED_ON: Both("diteruskan", "passed on"),
        ConcernState.ANSWERED: Both("dijawab", "answered"),
        ConcernState.CLOSED: Both("selesai", "closed"),
        ConcernState.NOT_OURS: Both("bukan wewenang", "not ours"),
        ConcernState.WITHDRAWN: Both("ditarik", "withdrawn"),
        ConcernState.MERGED: Both("digabung", "merged"),
    },
    moves=(
        # Also to hand it to another owner or to set another date.
        Move(
            event="take",
            words=Both("tangani", "take in hand"),
            sources=OPEN,
            target=ConcernState.IN_HAND,
            who=_DUTY,
            needs=(has_owner, is_due_in_time),
        ),
        Move(
            event="pass_on",
            words=Both("teruskan", "pass on"),
            sources=OPEN,
            target=ConcernState.PASSED_ON,
            who=_DUTY,
            needs=(has_institution, is_due_in_time),
        ),
        # A second answer takes the place of the first; both stay in the record.
        Move(
            event="answer",
            words=Both("jawab", "answer"),
            sources=(*OPEN, ConcernState.ANSWERED),
            target=ConcernState.ANSWERED,
            who=_ANSWERING,
            needs=(has_answer, is_public, is_kind),
        ),
        Move(
            event="close",
            words=Both("tutup", "close"),
            sources=(ConcernState.ANSWERED,),
            target=ConcernState.CLOSED,
            who=_DUTY,
        ),
        Move(
            event="reopen",
            words=Both("buka lagi", "reopen"),
            sources=(*SETTLED, ConcernState.NOT_OURS),
            target=ConcernState.IN_HAND,
            who=_DUTY,
            needs=(has_reason, is_due_in_time),
        ),
        Move(
            event="decline",
            words=Both("nyatakan bukan wewenang", "say it is not ours"),
            sources=OPEN,
            target=ConcernState.NOT_OURS,
            who=_DUTY,
            needs=(has_reason,),
        ),
        Move(
            event="withdraw",
            words=Both("tarik", "withdraw"),
            sources=OPEN,
            target=ConcernState.WITHDRAWN,
            who=_DUTY,
            needs=(has_reason,),
        ),
        Move(
            event="merge",
            words=Both("gabungkan", "merge"),
            sources=OPEN,
            target=ConcernState.MERGED,
            who=_DUTY,
            needs=(has_other,),
        ),
        *(_escalate(state) for state in OPEN),
    ),
)
