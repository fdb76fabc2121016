"""The check itself: every rule over one plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from sejuk.model.district import District
from sejuk.model.force import Roster
from sejuk.model.pin import Pin
from sejuk.model.plan import Plan
from sejuk.model.settings import PlanningSettings
from sejuk.model.values import History, Tension
from sejuk.planning.verify.case import Case
from sejuk.planning.verify.rules import RULES


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a plan."""

    rule: str
    """Code of the rule: a row of docs/reference/checker.md."""
    where: str
    """Id of the crew, place or neighbourhood, or the name of the figure."""
    detail: str


def verify(
    plan: Plan,
    *,
    district: District,
    roster: Roster,
    tension: Tension,
    history: History,
    settings: PlanningSettings,
    floors: Mapping[str, int],
    pins: Sequence[Pin] = (),
    bans: frozenset[str] = frozenset(),
) -> tuple[Violation, ...]:
    """All violations of `plan`, in the order of RULES; empty when the plan may be published.

    `floors`: neighbourhood id → dialogue visits due there tonight (n_h). `pins` and `bans` are the
    commander's, not what the plan says of them. Never raises, whatever
    the plan says: a plan that cannot be priced has violations that say why.
    """
    case = Case(plan, district, roster, tension, history, settings, floors, tuple(pins), bans)
    return tuple(
        Violation(rule=code, where=where, detail=detail)
        for code, rule in RULES.items()
        for where, detail in rule(case)
    )
