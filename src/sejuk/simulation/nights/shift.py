"""What becomes of a plan in the night: something comes between, and visits are not made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec
import numpy as np

from sejuk.model.plan import NeighbourhoodCover, Plan, Route, Stop
from sejuk.model.world import World


def walked(plan: Plan, world: World, rng: np.random.Generator) -> Plan:
    """The plan without the stops that fall into what comes between; the crew then goes on with the
    next one. Coverage is of what is left; all other figures are still those planned."""
    routes = tuple(_interrupted(route, plan.blocks[-1], world, rng) for route in plan.routes)
    here: dict[str, list[float]] = defaultdict(list)
    for stop in (stop for route in routes for stop in route.stops):
        if stop.neighbourhood is not None:
            here[stop.neighbourhood].append((stop.leave - stop.start) / 60)
    cover = tuple(
        NeighbourhoodCover(
            id=row.id, visits=len(here[row.id]), minutes=sum(here[row.id]), passed=row.passed
        )
        for row in plan.cover
    )
    return msgspec.structs.replace(plan, routes=routes, cover=cover)


def visits_of(plan: Plan) -> tuple[Stop, ...]:
    """All visits that count."""
    return tuple(s for route in plan.routes for s in route.stops if s.neighbourhood is not None)


def minutes_of(plan: Plan, area_of: Mapping[str, int], areas: int) -> np.ndarray:
    """[areas] of visits; `area_of` gives a place's area."""
    minutes = np.zeros(areas)
    for stop in visits_of(plan):
        minutes[area_of[stop.place]] += (stop.leave - stop.start) / 60
    return minutes


def _interrupted(route: Route, horizon: int, world: World, rng: np.random.Generator) -> Route:
    comes, when = rng.random(2)
    if comes >= world.interruption:
        return route
    begins = when * horizon
    ends = begins + world.interruption_minutes * 60
    stops = tuple(s for s in route.stops if s.leave <= begins or s.start >= ends)
    return msgspec.structs.replace(route, stops=stops)
