"""The commander's figures of a night (PLANNING.md, "Figures for commanders")."""

from __future__ import annotations

import statistics
from collections import Counter

import msgspec
import numpy as np

from sejuk.model.force import Pillar
from sejuk.model.plan import Figures, Route, Stop, StopKind
from sejuk.planning.objective import Scored
from sejuk.planning.problem import PatrolProblem


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """What crews travel through on the way; never counted as visited."""

    neighbourhoods: frozenset[str] = frozenset()
    street_km: float = 0.0


def figures_of(
    problem: PatrolProblem, routes: tuple[Route, ...], scored: Scored, passed: Passed
) -> Figures:
    """All figures of one night; a joint visit of several crews counts once."""
    least = problem.settings.covered_minutes_min * 60
    visits = [
        stop
        for route in routes
        for stop in route.stops
        if stop.neighbourhood is not None and stop.leave - stop.start >= least
    ]
    per_hood = Counter(stop.neighbourhood for stop in visits)
    everywhere = [per_hood[hood.id] for hood in problem.district.neighbourhoods]
    priority = problem.priority
    gaps = _longest_gaps(problem, visits)
    joint = [stop for stop in visits if stop.kind is StopKind.JOINT]
    full = [route for route in routes if route.crew.pillars() == frozenset(Pillar)]
    away = [route.back - route.depart for route in routes]
    return Figures(
        visits=len(visits),
        places=len({stop.place for stop in visits}),
        neighbourhoods=len(per_hood),
        neighbourhoods_total=len(everywhere),
        priority_place_blocks=len({(s.place, s.block) for s in visits} & priority),
        priority_total=len(priority),
        dwell_minutes=sum(stop.leave - stop.start for stop in visits) / 60,
        travel_minutes=sum(route.travel for route in routes) / 60,
        street_km_passed=passed.street_km,
        longest_gap_minutes=statistics.median(gaps) if gaps else None,
        longest_gap_max_minutes=max(gaps) if gaps else None,
        patrols_all_pillars_percent=100 * len(full) / len(routes),
        joint_visits_planned=problem.settings.joint_visits_per_night,
        joint_visits_met=len(joint),
        overtime_minutes=max(0, max(route.back for route in routes) - problem.horizon) / 60,
        workload_spread_minutes=(max(away) - min(away)) / 60,
        visits_per_neighbourhood_min=min(everywhere),
        visits_per_neighbourhood_max=max(everywhere),
        objective=scored.objective,
    )


def _longest_gaps(problem: PatrolProblem, visits: list[Stop]) -> list[float]:
    """For each rawan place the longest time without a visit in the shift, minutes."""
    gaps = []
    for i in np.flatnonzero(problem.rawan):
        here = sorted((s.start, s.leave) for s in visits if s.place == problem.places[i].id)
        edges = [0, *(t for visit in here for t in visit), problem.horizon]
        gaps.append(max(b - a for a, b in zip(edges[::2], edges[1::2], strict=True)) / 60)
    return gaps
