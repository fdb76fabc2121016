"""The life of a planning: a plan is asked for, worked out beside the server, and chosen or not."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sejuk.model.role import AccountRole
from sejuk.operations.cycle import Cycle, Move
from sejuk.problems import Both, ProblemError, refuse


class PlanningState(StrEnum):
    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    CHOSEN = "chosen"
    FAILED = "failed"
    CANCELLED = "cancelled"


class PlanningCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of a planning depends on."""

    for_order: bool = False
    """It changes an order that there is; see `revise` there."""
    known: bool = True
    """The option that is chosen is one of its own."""


def is_an_option(case: PlanningCase) -> ProblemError | None:
    """The chosen option is one that was worked out."""
    return None if case.known else refuse("option_unknown")


def makes_an_order(case: PlanningCase) -> ProblemError | None:
    """It was asked for a new order, not for a change of one."""
    return refuse("planning_is_for_order") if case.for_order else None


_DUTY = frozenset({AccountRole.DUTY_OFFICER})
_PROGRAM: frozenset[AccountRole] = frozenset()

PLANNING: Cycle[PlanningCase] = Cycle(
    name="planning",
    words=Both("perencanaan", "planning"),
    start=PlanningState.WAITING,
    states={
        PlanningState.WAITING: Both("menunggu", "waiting"),
        PlanningState.WORKING: Both("dihitung", "working"),
        PlanningState.READY: Both("siap dipilih", "ready"),
        PlanningState.CHOSEN: Both("dipilih", "chosen"),
        PlanningState.FAILED: Both("gagal", "failed"),
        PlanningState.CANCELLED: Both("dibatalkan", "cancelled"),
    },
    moves=(
        Move(
            event="work",
            words=Both("hitung", "work out"),
            # Once more when the server was struck down meanwhile.
            sources=(PlanningState.WAITING, PlanningState.WORKING),
            target=PlanningState.WORKING,
            who=_PROGRAM,
        ),
        Move(
            event="finish",
            words=Both("selesaikan", "finish"),
            sources=(PlanningState.WORKING,),
            target=PlanningState.READY,
            who=_PROGRAM,
        ),
        Move(
            event="fail",
            words=Both("gagalkan", "fail"),
            sources=(PlanningState.WORKING,),
            target=PlanningState.FAILED,
            who=_PROGRAM,
        ),
        Move(
            event="cancel",
            words=Both("batalkan", "cancel"),
            sources=(PlanningState.WAITING, PlanningState.WORKING, PlanningState.READY),
            target=PlanningState.CANCELLED,
            who=_DUTY,
        ),
        Move(
            event="choose",
            words=Both("pilih", "choose"),
            sources=(PlanningState.READY,),
            target=PlanningState.CHOSEN,
            who=_DUTY,
            needs=(makes_an_order, is_an_option),
        ),
        Move(
            event="apply",
            words=Both("terapkan", "apply"),
            sources=(PlanningState.READY,),
            target=PlanningState.CHOSEN,
            who=_PROGRAM,
        ),
    ),
)
