"""The life of an operation: a dated frame with a legal basis and an expiry, inside which plans run.

It cannot be made to last: 30 days unless said otherwise, 90 at the very most (guarantee G12).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from sejuk.model.role import AccountRole
from sejuk.operations.cycle import Cycle, Move
from sejuk.problems import Both, ProblemError, refuse

USUAL_DAYS = 30
MOST_DAYS = 90


class OperationState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    ENDED = "ended"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class OperationCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of an operation depends on."""

    now: datetime
    legal_basis: str
    """As typed: the law, the order and its number."""
    begins: datetime
    """When it was started, or now for one that has not been."""
    expires: datetime
    """As it will be after the move."""


def has_legal_basis(case: OperationCase) -> ProblemError | None:
    """The legal basis is named."""
    return None if case.legal_basis.strip() else refuse("no_legal_basis")


def ends_in_time(case: OperationCase) -> ProblemError | None:
    """The expiry lies ahead, at most 90 days after the start."""
    if case.now < case.expires <= case.begins + timedelta(days=MOST_DAYS):
        return None
    return refuse(
        "operation_expiry_out_of_range",
        expires=case.expires.date(),
        latest=(case.begins + timedelta(days=MOST_DAYS)).date(),
        days=MOST_DAYS,
    )


def has_run_out(case: OperationCase) -> ProblemError | None:
    """The expiry has passed."""
    return None if case.expires <= case.now else refuse("not_yet_due", due=case.expires)


_COMMAND = frozenset({AccountRole.APPROVER, AccountRole.SUPERIOR_COMMAND})

OPERATION: Cycle[OperationCase] = Cycle(
    name="operation",
    words=Both("operasi", "operation"),
    start=OperationState.DRAFT,
    states={
        OperationState.DRAFT: Both("konsep", "draft"),
        OperationState.RUNNING: Both("berjalan", "running"),
        OperationState.ENDED: Both("diakhiri", "ended"),
        OperationState.EXPIRED: Both("habis masa berlaku", "expired"),
        OperationState.WITHDRAWN: Both("dibatalkan", "withdrawn"),
    },
    moves=(
        Move(
            event="start",
            words=Both("mulai", "start"),
            sources=(OperationState.DRAFT,),
            target=OperationState.RUNNING,
            who=_COMMAND,
            needs=(has_legal_basis, ends_in_time),
        ),
        Move(
            event="extend",
            words=Both("perpanjang", "extend"),
            sources=(OperationState.RUNNING,),
            target=OperationState.RUNNING,
            who=_COMMAND,
            needs=(has_legal_basis, ends_in_time),
        ),
        Move(
            event="end",
            words=Both("akhiri", "end"),
            sources=(OperationState.RUNNING,),
            target=OperationState.ENDED,
            who=_COMMAND,
        ),
        Move(
            event="expire",
            words=Both("habis masa", "expire"),
            sources=(OperationState.RUNNING, OperationState.DRAFT),
            target=OperationState.EXPIRED,
            who=frozenset(),
            needs=(has_run_out,),
        ),
        Move(
            event="withdraw",
            words=Both("batalkan", "withdraw"),
            sources=(OperationState.DRAFT,),
            target=OperationState.WITHDRAWN,
            who=_COMMAND | {AccountRole.DUTY_OFFICER},
        ),
    ),
)


def runs(state: str, expires: datetime, now: datetime) -> bool:
    """True while plans may be made and released under it; the clock counts, not a clerk."""
    return state == OperationState.RUNNING and now < expires
