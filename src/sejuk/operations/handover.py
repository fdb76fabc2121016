"""The life of a handover: one duty officer offers the watch, the next takes it or does not.

It takes effect when the next one accepts, so that there is never a time without a duty officer.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sejuk.model.role import AccountRole
from sejuk.operations.cycle import Cycle, Move
from sejuk.operations.needs import has_reason
from sejuk.problems import Both, ProblemError, refuse


class HandoverState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class HandoverCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of a handover depends on."""

    actor: str
    giver: str
    recipient: str
    holder: str | None
    """Who has the watch now."""
    reason: str = ""


def is_recipient(case: HandoverCase) -> ProblemError | None:
    """It was offered to whoever acts."""
    return None if case.actor == case.recipient else refuse("handover_of_another")


def is_giver(case: HandoverCase) -> ProblemError | None:
    """Whoever acts has offered it."""
    return None if case.actor == case.giver else refuse("handover_of_another")


def giver_still_holds(case: HandoverCase) -> ProblemError | None:
    """Whoever offered it still has the watch."""
    if case.holder == case.giver:
        return None
    return refuse("duty_not_yours", holder=case.holder or "–")


_DUTY = frozenset({AccountRole.DUTY_OFFICER})

HANDOVER: Cycle[HandoverCase] = Cycle(
    name="handover",
    words=Both("serah terima", "handover"),
    start=HandoverState.OFFERED,
    states={
        HandoverState.OFFERED: Both("ditawarkan", "offered"),
        HandoverState.ACCEPTED: Both("diterima", "accepted"),
        HandoverState.DECLINED: Both("ditolak", "declined"),
        HandoverState.WITHDRAWN: Both("dicabut", "withdrawn"),
    },
    moves=(
        Move(
            event="accept",
            words=Both("terima", "accept"),
            sources=(HandoverState.OFFERED,),
            target=HandoverState.ACCEPTED,
            who=_DUTY,
            needs=(is_recipient, giver_still_holds),
        ),
        Move(
            event="decline",
            words=Both("tolak", "decline"),
            sources=(HandoverState.OFFERED,),
            target=HandoverState.DECLINED,
            who=_DUTY,
            needs=(is_recipient, has_reason),
        ),
        Move(
            event="withdraw",
            words=Both("cabut", "withdraw"),
            sources=(HandoverState.OFFERED,),
            target=HandoverState.WITHDRAWN,
            who=_DUTY,
            needs=(is_giver,),
        ),
    ),
)
