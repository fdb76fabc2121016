"""Life cycles as tables, and `step`, the one engine that follows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

import msgspec

from sejuk.model.role import AccountRole
from sejuk.problems import Both, ProblemError, refuse

Case = TypeVar("Case")
Need = Callable[[Case], ProblemError | None]
"""One condition of a move: None, or the problem that stands in its way.

The first line of its docstring says the condition in the documentation.
"""


class Move(msgspec.Struct, Generic[Case], frozen=True, kw_only=True):
    """One row of a table: an event that leads from some states to another."""

    event: str
    words: Both
    sources: tuple[str, ...]
    target: str
    who: frozenset[AccountRole]
    """Empty: only the program itself, when the time has come."""
    needs: tuple[Need[Case], ...] = ()
    """Checked in this order; the first problem is the answer."""


class Cycle(msgspec.Struct, Generic[Case], frozen=True, kw_only=True):
    """A whole table. Refuses one that names unknown states or leaves a choice open."""

    name: str
    words: Both
    start: str
    states: dict[str, Both]
    moves: tuple[Move[Case], ...]

    def __post_init__(self) -> None:
        pairs = [(move.event, source) for move in self.moves for source in move.sources]
        if len(set(pairs)) != len(pairs):
            raise ValueError(f"{self.name}: two moves for one state and event")
        named = {self.start, *(source for _, source in pairs), *(m.target for m in self.moves)}
        if named != set(self.states):
            raise ValueError(f"{self.name}: states differ: {named ^ set(self.states)}")

    def moves_from(self, state: str) -> Iterator[Move[Case]]:
        return (move for move in self.moves if state in move.sources)


def step(cycle: Cycle[Case], state: str, event: str, *, by: AccountRole | None, case: Case) -> str:
    """The state after `event`; `by` is None when the program itself acts.

    Raises `step_not_from_here`, `step_not_yours`, or the problem of the need that is not met.
    An event or state that no row names is a KeyError (a defect).
    """
    words = {move.event: move.words for move in cycle.moves}[event]
    here = [move for move in cycle.moves_from(state) if move.event == event]
    if not here:
        raise refuse(
            "step_not_from_here",
            thing=cycle.words,
            state=cycle.states[state],
            step=words,
            steps=_steps(cycle, state),
        )
    (move,) = here
    if (by not in move.who) if by else bool(move.who):
        raise refuse("step_not_yours", thing=cycle.words, step=words, roles=_roles(move))
    for need in move.needs:
        problem = need(case)
        if problem:
            raise problem
    return move.target


def who_may(cycle: Cycle[Case], event: str) -> frozenset[AccountRole]:
    """The roles that some row lets do `event`. Raises KeyError for an unknown one."""
    rows = [move for move in cycle.moves if move.event == event]
    if not rows:
        raise KeyError(event)
    return frozenset().union(*(move.who for move in rows))


def _steps(cycle: Cycle[Case], state: str) -> Both:
    words = [move.words for move in cycle.moves_from(state)] or [Both("tidak ada", "none")]
    return Both(", ".join(w.id for w in words), ", ".join(w.en for w in words))


def _roles(move: Move[Case]) -> Both:
    roles = [ROLE_WORDS[role] for role in AccountRole if role in move.who]
    roles = roles or [Both("program itu sendiri", "the program itself")]
    return Both(", ".join(w.id for w in roles), ", ".join(w.en for w in roles))


ROLE_WORDS = {
    AccountRole.SUPERIOR_COMMAND: Both("komando atas", "superior command"),
    AccountRole.CREW_MEMBER: Both("anggota tim", "crew member"),
    AccountRole.CREW_LEADER: Both("katim", "crew leader"),
    AccountRole.DUTY_OFFICER: Both("Padal", "duty officer"),
    AccountRole.APPROVER: Both("pimpinan instansi", "approver"),
    AccountRole.RUMOUR_VERIFIER: Both("pemeriksa isu", "rumour verifier"),
    AccountRole.PUBLIC_RELATIONS: Both("Humas", "public relations"),
    AccountRole.ANALYST: Both("analis", "analyst"),
    AccountRole.AUDITOR: Both("auditor", "auditor"),
    AccountRole.ADMINISTRATOR: Both("administrator", "administrator"),
}
"""What each role is called."""
