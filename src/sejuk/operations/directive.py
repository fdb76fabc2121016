"""The life of a directive, for each who is to have it.

A directive is written once and never edited. It goes down the chain from hand to hand: who passes
it on has acknowledged it, so that nobody is told by somebody who does not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from sejuk.model.role import AccountRole, Actor, covers
from sejuk.operations.cycle import Cycle, Move
from sejuk.problems import Both, ProblemError, refuse

CHAIN = (
    AccountRole.SUPERIOR_COMMAND,
    AccountRole.APPROVER,
    AccountRole.DUTY_OFFICER,
    AccountRole.CREW_LEADER,
    AccountRole.CREW_MEMBER,
)
"""From the top down."""


class DirectiveState(StrEnum):
    WRITTEN = "written"
    PASSED = "passed"
    READ = "read"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"


class DirectiveCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a move of one recipient's copy depends on."""

    actor: str
    """Account of whoever acts."""
    writer: str
    recipient: str
    below: bool = True
    """The recipient stands below the actor in the chain, within the actor's area."""
    actor_state: str = DirectiveState.WRITTEN
    """How far the actor's own copy is."""


def knows_it(case: DirectiveCase) -> ProblemError | None:
    """Who passes it on wrote it, or has acknowledged it."""
    if case.actor == case.writer or case.actor_state == DirectiveState.ACKNOWLEDGED:
        return None
    return refuse("directive_not_acknowledged")


def goes_down(case: DirectiveCase) -> ProblemError | None:
    """The recipient stands below in the chain and in the same area."""
    return None if case.below else refuse("not_below_in_chain", recipient=case.recipient)


def own_copy(case: DirectiveCase) -> ProblemError | None:
    """Each reads and acknowledges for himself or herself."""
    if case.actor == case.recipient:
        return None
    return refuse("directive_of_another", recipient=case.recipient)


def own_directive(case: DirectiveCase) -> ProblemError | None:
    """Who withdraws it wrote it."""
    return None if case.actor == case.writer else refuse("directive_not_yours")


_PASSERS = frozenset(CHAIN[:-1])
_RECIPIENTS = frozenset(CHAIN[1:])
_OUT = (DirectiveState.PASSED, DirectiveState.READ, DirectiveState.ACKNOWLEDGED)

DIRECTIVE: Cycle[DirectiveCase] = Cycle(
    name="directive",
    words=Both("arahan pimpinan", "directive"),
    start=DirectiveState.WRITTEN,
    states={
        DirectiveState.WRITTEN: Both("ditulis", "written"),
        DirectiveState.PASSED: Both("diteruskan", "passed down"),
        DirectiveState.READ: Both("dibaca", "read"),
        DirectiveState.ACKNOWLEDGED: Both("diterima", "acknowledged"),
        DirectiveState.WITHDRAWN: Both("dicabut", "withdrawn"),
    },
    moves=(
        Move(
            event="pass",
            words=Both("teruskan", "pass down"),
            sources=(DirectiveState.WRITTEN,),
            target=DirectiveState.PASSED,
            who=_PASSERS,
            needs=(knows_it, goes_down),
        ),
        Move(
            event="read",
            words=Both("baca", "read"),
            sources=(DirectiveState.PASSED,),
            target=DirectiveState.READ,
            who=_RECIPIENTS,
            needs=(own_copy,),
        ),
        Move(
            event="acknowledge",
            words=Both("nyatakan siap", "acknowledge"),
            sources=(DirectiveState.READ,),
            target=DirectiveState.ACKNOWLEDGED,
            who=_RECIPIENTS,
            needs=(own_copy,),
        ),
        Move(
            event="withdraw",
            words=Both("cabut", "withdraw"),
            sources=(DirectiveState.WRITTEN, *_OUT),
            target=DirectiveState.WITHDRAWN,
            who=frozenset({AccountRole.SUPERIOR_COMMAND}),
            needs=(own_directive,),
        ),
    ),
)


def stands_below(upper: Actor, lower: Actor) -> bool:
    """True when a directive may go from `upper` to `lower`: down the chain, inside the area."""
    if upper.role not in CHAIN or lower.role not in CHAIN:
        return False
    return CHAIN.index(upper.role) < CHAIN.index(lower.role) and covers(upper.area, lower.area)


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """How far a directive has come with one recipient."""

    recipient: Actor
    state: str
    passed_by: str


class Outstanding(msgspec.Struct, frozen=True, kw_only=True):
    """Who has not: by account, in the order of the chain."""

    not_acknowledged: tuple[str, ...]
    """Have it, read or not, and have not acknowledged."""
    not_read: tuple[str, ...]
    not_passed: tuple[str, ...]
    """Stand below somebody who has it, and were never given it."""


def outstanding(
    writer: Actor, receipts: Iterable[Receipt], accounts: Iterable[Actor]
) -> Outstanding:
    """Who has not been given, read or acknowledged a directive.

    Args:
        writer: who wrote it; everyone below the writer should end with it acknowledged.
        receipts: one for each who was given it.
        accounts: all accounts that are in use now.
    """
    states = {receipt.recipient.account: receipt.state for receipt in receipts}
    below = sorted(
        (account for account in accounts if stands_below(writer, account)),
        key=lambda account: (CHAIN.index(account.role), account.account),
    )

    def those(*wanted: DirectiveState) -> tuple[str, ...]:
        return tuple(
            actor.account
            for actor in below
            if states.get(actor.account, DirectiveState.WRITTEN) in wanted
        )

    return Outstanding(
        not_acknowledged=those(DirectiveState.PASSED, DirectiveState.READ),
        not_read=those(DirectiveState.PASSED),
        not_passed=those(DirectiveState.WRITTEN),
    )
