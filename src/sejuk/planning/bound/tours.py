"""A plan from the columns: the master with whole routes only, solved as far as time allows."""

from __future__ import annotations

import msgspec
import numpy as np

from sejuk.planning.bound.generate import Bound
from sejuk.planning.bound.master import Column
from sejuk.planning.bound.relaxation import BoundParams, Relaxation
from sejuk.planning.bound.restricted_master import Master
from sejuk.planning.bound.segments import CrewClass
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.repair import repaired
from sejuk.planning.tour import Tour, Tours, time_tour


class IntegerParams(msgspec.Struct, frozen=True, kw_only=True):
    columns: int = 1500
    """Routes with the least reduced cost that are chosen from."""
    nodes: int = 500
    gap: float = 1e-4
    seconds: float = 20.0
    """A safety stop: a plan found under it depends on the machine."""


def columns_to_tours(
    problem: PatrolProblem, bound: Bound, *, params: BoundParams, integer: IntegerParams
) -> Tours | None:
    """Tours made of the bound's columns that keep every window; None when none were found.

    Visits that two routes share, or that break a separation or a cap, are left out.
    """
    relaxation = Relaxation(problem, params)
    known = Master(relaxation)
    known.add(list(bound.columns))
    master = Master(relaxation)
    master.add(known.useful(integer.columns))
    whole = np.arange(master.before, master.before + len(master.columns))
    solution = master.programme.solve_whole(
        whole, seconds=integer.seconds, gap=integer.gap, nodes=integer.nodes
    )
    if not len(solution.value):
        return None
    times = np.rint(solution.value[master.before :]).astype(int)
    chosen = [column for column, n in zip(master.columns, times, strict=True) for _ in range(n)]
    tours: list[Tour] = [problem.begun_by(v).items for v in range(len(problem.crews))]
    seen: set[int] = {item for tour in tours for item in tour}
    for c, crews in enumerate(relaxation.classes):
        mine = [column for column in chosen if column.crews == c]
        for v, routes in zip(crews.crews, _shared_out(crews, mine), strict=True):
            tours[v] = _tour(problem, relaxation, v, routes, seen)
    return _checked(problem, relaxation, tuple(tours))


def _shared_out(crews: CrewClass, columns: list[Column]) -> list[list[Column | None]]:
    """For each crew of a class one route a segment, one of them with its break."""
    nights: list[list[Column | None]] = [[] for _ in crews.crews]
    rested = [False] * len(nights)
    for k in range(len(crews.segments)):
        here = sorted((c for c in columns if c.segment == k), key=lambda c: c.pause < 0)
        for n in sorted(range(len(nights)), key=lambda n: rested[n]):
            wanted = next((c for c in here if c.pause >= 0), None) if not rested[n] else None
            route = wanted or next((c for c in here if c.pause < 0), None)
            if route is not None:
                here.remove(route)
                rested[n] |= route.pause >= 0
            nights[n].append(route)
    return nights


def _tour(
    problem: PatrolProblem,
    relaxation: Relaxation,
    crew: int,
    routes: list[Column | None],
    seen: set[int],
) -> Tour:
    """The routes with the meetings between them, visits that are seen already left out."""
    items = relaxation.items
    begun = problem.begun_by(crew).items
    meetings = sorted(
        (
            items.visits + k
            for k, m in enumerate(problem.meetings)
            if crew in m.crews and items.visits + k not in begun
        ),
        key=lambda item: int(items.early[item]),
    )
    tour = list(begun)
    for k, route in enumerate(routes):
        for n, visit in enumerate(route.visits if route is not None else ()):
            if route is not None and n == route.pause:
                tour.append(items.visits + items.meetings + crew)
            # Where a second visit is open, one that two routes make is made twice.
            item = visit if visit not in seen else visit + items.firsts
            if item not in seen and items.early[item] <= items.late[item]:
                seen.add(item)
                tour.append(item)
        if route is not None and route.pause == len(route.visits):
            tour.append(items.visits + items.meetings + crew)
        tour += meetings[k : k + 1]
    return tuple(tour)


def _checked(problem: PatrolProblem, relaxation: Relaxation, tours: Tours) -> Tours | None:
    items = relaxation.items
    fitted = repaired(problem, items, tours)
    windows = items.windows(problem, fitted)
    in_time = (time_tour(problem, items, windows, v, t) for v, t in enumerate(fitted))
    return fitted if all(times is not None for times in in_time) else None
