"""Who may do what: one table, and the only way into a use case.

Whatever is not in the table is refused. The rows of life cycles come from their own tables
(`operations`), so that a step cannot be open here and closed there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sejuk.app.call import Call
from sejuk.model.role import AccountRole, Actor, covers
from sejuk.operations.cycle import ROLE_WORDS, Cycle, who_may
from sejuk.operations.cycles import CYCLES
from sejuk.problems import Both, refuse

P = ParamSpec("P")
R = TypeVar("R")

_R = AccountRole
EVERYONE = frozenset(AccountRole)
CREW = frozenset({_R.CREW_MEMBER, _R.CREW_LEADER})
COMMAND = frozenset({_R.DUTY_OFFICER, _R.APPROVER, _R.SUPERIOR_COMMAND})
DESK = frozenset({_R.RUMOUR_VERIFIER, _R.PUBLIC_RELATIONS, _R.DUTY_OFFICER})
"""Of rumours."""
CONTENT = EVERYONE - {_R.ANALYST, _R.AUDITOR, _R.ADMINISTRATOR}
"""Those who see what was reported; an analyst sees aggregates, an auditor the log without texts."""

_ROWS: dict[str, frozenset[AccountRole]] = {
    # One's own account.
    "session.list": EVERYONE,
    "session.end": EVERYONE,
    "account.self": EVERYONE,
    "device.invite_self": CONTENT,
    # Other people's accounts: the administrator, who sees no content.
    "account.list": frozenset({_R.ADMINISTRATOR}),
    "account.open": frozenset({_R.ADMINISTRATOR}),
    "account.invite": frozenset({_R.ADMINISTRATOR}),
    "account.close": frozenset({_R.ADMINISTRATOR}),
    "device.invite": frozenset({_R.ADMINISTRATOR}),
    "device.list": frozenset({_R.ADMINISTRATOR}),
    "device.revoke": frozenset({_R.ADMINISTRATOR}),
    # The record.
    "record.push": CONTENT,
    "record.tail": CONTENT | {_R.AUDITOR},
    "record.bring_in": frozenset({_R.DUTY_OFFICER, _R.CREW_LEADER}),
    "place.code": frozenset({_R.DUTY_OFFICER, _R.APPROVER}),
    "photo.keep": CONTENT,
    "photo.read": COMMAND | {_R.CREW_LEADER},
    # Maps: the ground, and nothing of what happened on it.
    "district.list": EVERYONE,
    "district.map": EVERYONE,
    # Papers.
    "operation.open": frozenset({_R.DUTY_OFFICER, _R.APPROVER, _R.SUPERIOR_COMMAND}),
    "operation.list": CONTENT | {_R.AUDITOR},
    "plan.strengths": frozenset({_R.DUTY_OFFICER}),
    "planning.begin": frozenset({_R.DUTY_OFFICER}),
    "planning.list": COMMAND | {_R.AUDITOR},
    "plan.upload": frozenset({_R.DUTY_OFFICER}),
    "order.list": CREW | COMMAND | {_R.PUBLIC_RELATIONS, _R.AUDITOR},
    "order.read": CREW | COMMAND | {_R.PUBLIC_RELATIONS, _R.AUDITOR},
    "live.read": COMMAND,
    "night.read": COMMAND,
    # Figures alone: no words, no positions.
    "night.account": COMMAND | {_R.PUBLIC_RELATIONS},
    "coverage.read": COMMAND | {_R.ANALYST},
    "log.read": COMMAND | {_R.AUDITOR},
    "log.write": frozenset({_R.DUTY_OFFICER}),
    "duty.read": COMMAND | {_R.AUDITOR},
    "duty.take": frozenset({_R.DUTY_OFFICER}),
    "handover.offer": frozenset({_R.DUTY_OFFICER}),
    "people.list": COMMAND,
    "visit.derive": COMMAND,
    "patrol.read": CREW | {_R.DUTY_OFFICER},
    "task.open": frozenset({_R.DUTY_OFFICER}),
    "task.list": CREW | COMMAND | {_R.AUDITOR},
    "directive.write": frozenset({_R.SUPERIOR_COMMAND}),
    "directive.list": CREW | COMMAND,
    "directive.outstanding": COMMAND,
    "alarm.list": CREW | COMMAND | {_R.AUDITOR},
    # Sensing: for those who run and sign for the night. Crews are sent to talk, not to a suspicion.
    "sensing.look": COMMAND,
    "sensing.area": COMMAND,
    "early_warning.list": COMMAND | {_R.AUDITOR},
    # Talking with residents: what they ask for, and the messages that crews pass on.
    "concern.list": COMMAND | {_R.PUBLIC_RELATIONS, _R.AUDITOR},
    "concern.open": frozenset({_R.DUTY_OFFICER}),
    "concern.visit": frozenset({_R.DUTY_OFFICER}),
    "message.list": COMMAND | {_R.PUBLIC_RELATIONS},
    # Rumours: the desk sorts and writes, others approve; crews see what is published, to tell it.
    "sighting.take_in": DESK | {_R.APPROVER},
    "sighting.list": DESK,
    "sighting.link": DESK,
    "sighting.split": DESK,
    "sighting.drop": DESK,
    "claim.open": DESK,
    "claim.list": DESK | COMMAND | {_R.AUDITOR},
    "answer.draft": DESK,
    "answer.list": DESK | COMMAND | {_R.AUDITOR},
    "answer.published": CONTENT,
    "answer.spread": CREW | DESK | {_R.APPROVER},
    "answer.feedback": CREW | DESK | {_R.APPROVER},
    "objection.make": DESK | {_R.APPROVER},
    "objection.list": DESK | COMMAND | {_R.AUDITOR},
    "fact_checks.import": DESK,
}

MAY: dict[str, frozenset[AccountRole]] = _ROWS | {
    f"{cycle.name}.{move.event}": who_may(cycle, move.event)
    for cycle in CYCLES
    for move in cycle.moves
    if who_may(cycle, move.event)  # without anybody: the program's own steps
}
"""Verb → roles."""

PUBLIC = frozenset(
    {
        *("account.accept", "account.sign_in", "device.enrol", "server.health", "server.describe"),
        *("public.read", "public.tell", "public.ask"),
    }
)
"""Verbs of those who are not signed in: they need a code or a password, or tell what is public."""

_BY_ROLE = {role: frozenset(v for v, roles in MAY.items() if role in roles) for role in EVERYONE}


def may(actor: Actor, verb: str) -> bool:
    """True when the table lets this role do it."""
    return verb in _BY_ROLE[actor.role]


def require(actor: Actor, verb: str) -> None:
    """Raise `not_allowed` unless the table lets this role do it."""
    if not may(actor, verb):
        roles = [ROLE_WORDS[role] for role in AccountRole if role in MAY.get(verb, frozenset())]
        raise refuse(
            "not_allowed",
            role=ROLE_WORDS[actor.role],
            roles=Both(", ".join(w.id for w in roles), ", ".join(w.en for w in roles)),
        )


def require_area(actor: Actor, area: str) -> None:
    """Raise `not_your_area` unless the actor's area takes it in."""
    if not covers(actor.area, area):
        raise refuse("not_your_area", area=area, own=actor.area)


def allowed(
    verb: str,
) -> Callable[[Callable[Concatenate[Call, P], R]], Callable[Concatenate[Call, P], R]]:
    """Marks a use case: it runs only for those whom the table lets do `verb`."""
    if verb not in MAY:
        raise KeyError(verb)

    def mark(
        use_case: Callable[Concatenate[Call, P], R],
    ) -> Callable[Concatenate[Call, P], R]:
        @wraps(use_case)
        def checked(call: Call, /, *args: P.args, **kwargs: P.kwargs) -> R:
            require(call.actor, verb)
            return use_case(call, *args, **kwargs)

        return checked

    return mark


def allowed_step(
    cycle: Cycle[Any],
) -> Callable[[Callable[Concatenate[Call, str, P], R]], Callable[Concatenate[Call, str, P], R]]:
    """Marks a use case that takes any step of a life cycle; its second argument is the step."""

    def mark(
        use_case: Callable[Concatenate[Call, str, P], R],
    ) -> Callable[Concatenate[Call, str, P], R]:
        @wraps(use_case)
        def checked(call: Call, event: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            require(call.actor, f"{cycle.name}.{event}")
            return use_case(call, event, *args, **kwargs)

        return checked

    return mark
