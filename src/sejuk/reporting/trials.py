"""How the plan fares when something goes wrong, and why places have no visit, in words."""

from __future__ import annotations

from collections import Counter

import msgspec

from sejuk.model.plan import Plan, Trial
from sejuk.problems import Both
from sejuk.reporting.names import crew_title
from sejuk.reporting.words import numbers, say, say_code


class TrialRow(msgspec.Struct, frozen=True, kw_only=True):
    what: Both
    visits: Both
    joint: int
    objective: Both


class UncoveredRow(msgspec.Struct, frozen=True, kw_only=True):
    reason: Both
    count: int


def trial_rows(plan: Plan) -> tuple[TrialRow, ...]:
    """One row for each trial, in the plan's order."""
    return tuple(
        TrialRow(
            what=_what(trial, plan),
            visits=say("trial.of", part=trial.visits, whole=trial.visits_planned),
            joint=trial.joint_visits,
            objective=numbers(trial.objective, 1),
        )
        for trial in plan.robustness
    )


def uncovered_rows(plan: Plan) -> tuple[UncoveredRow, ...]:
    """How many places have no visit for each reason, the most frequent first."""
    counts = Counter(one.reason for one in plan.uncovered)
    return tuple(
        UncoveredRow(reason=say_code("uncovered_reason", reason), count=count)
        for reason, count in counts.most_common()
    )


def _what(trial: Trial, plan: Plan) -> Both:
    crews = {route.crew.id: route.crew for route in plan.routes}
    if trial.crew is None or trial.crew not in crews:
        return say("trial.slow_travel")
    return say("trial.lost_crew", crew=crew_title(crews[trial.crew]))
