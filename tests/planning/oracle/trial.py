"""One tiny night planned by each engine, bounded, and solved exactly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from sejuk.model.plan import Plan
from sejuk.planning.bound import BoundParams, Level, upper_bound
from sejuk.planning.night import Night, Search, plan_night
from sejuk.planning.retour import meetings_of as planned_meetings
from sejuk.planning.solve import PRESETS
from sejuk.planning.verify import Violation
from tests.planning.chance import problem_of, tiny_search, violations
from tests.planning.oracle.definition import Definition, Meeting, meetings_of
from tests.planning.oracle.exact import Optimum, best_plan
from tests.planning.oracle.nights import tiny_night
from tests.planning.oracle.written import written

EFFORT = 60.0
"""Deterministic seconds of CP-SAT for one night; the hardest of a thousand takes 3."""
ROUNDING = 1e-6
"""Points: plans add floats, the oracle fractions."""


@dataclass(frozen=True)
class Trial:
    seed: int
    best: dict[str, Optimum]
    """By engine: with the crews and meetings of its plan."""
    bound: float
    """For plans with the meetings of the first engine's plan."""
    plans: dict[str, Plan]
    """By engine."""
    wrong: dict[str, tuple[Violation, ...]]
    """What the checker says of each plan, and of the best one ("oracle")."""

    def gap(self, engine: str) -> float:
        """Points below the best plan."""
        return float(self.best[engine].objective) - self.plans[engine].figures.objective


def trial(seed: int, preset: str, engines: tuple[str, ...]) -> Trial:
    """The night of this seed, planned by each engine, and the best plan with the same meetings."""
    night = tiny_night(seed)
    plans = {engine: plan_night(night, search(engine, preset)) for engine in engines}
    defined = {engine: definition(night, plan) for engine, plan in plans.items()}
    solved: dict[tuple[Meeting, ...], Optimum] = {}
    for one in defined.values():
        if one.meetings not in solved:
            solved[one.meetings] = best_plan(one, effort=EFFORT)
    best = {engine: solved[one.meetings] for engine, one in defined.items()}
    ours = engines[0]
    first = plans[ours]
    problem = problem_of(night)
    bound = upper_bound(
        replace(problem, meetings=planned_meetings(problem, first)),
        params=BoundParams(levels=(Level(),)),
        start_columns=(),
        stop=lambda: False,
    )
    checked = plans | {"oracle": written(defined[ours], best[ours], first)}
    # Figures and cover of the oracle's plan are not its own.
    others = {"oracle": {"figures", "cover"}}
    return Trial(
        seed=seed,
        best=best,
        bound=bound.value,
        plans=plans,
        wrong={
            who: tuple(v for v in violations(plan, night) if v.rule not in others.get(who, ()))
            for who, plan in checked.items()
        },
    )


def definition(night: Night, plan: Plan) -> Definition:
    """The night, with the crews of stage A and the meetings that stage C gave this plan."""
    return Definition(
        district=night.district,
        crews=night.crews.crews,
        shift=night.shift,
        tension=night.tension,
        history=night.history,
        floors=night.floors,
        settings=night.settings,
        meetings=meetings_of(plan, night.district),
    )


def search(engine: str, preset: str) -> Search:
    return replace(tiny_search(preset=PRESETS[preset]), preset_name=preset, engine=engine)


class Gaps(msgspec.Struct, frozen=True, kw_only=True):
    """How far an engine's plans are below the best, over several nights. Points."""

    nights: int
    optimal_percent: float
    mean: float
    most: float
    worst: tuple[int, ...]
    """Seeds of the (at most five) largest gaps."""


def gaps_of(engine: str, trials: Iterable[Trial]) -> Gaps:
    gap = {t.seed: max(t.gap(engine), 0.0) for t in trials}
    far = sorted((seed for seed in gap if gap[seed] > ROUNDING), key=lambda seed: -gap[seed])
    return Gaps(
        nights=len(gap),
        optimal_percent=round(100 * (1 - len(far) / len(gap)), 1),
        mean=round(sum(gap.values()) / len(gap), 4),
        most=round(max(gap.values()), 4),
        worst=tuple(far[:5]),
    )
