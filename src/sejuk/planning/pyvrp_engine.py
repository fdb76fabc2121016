"""Stage D with PyVRP: prize-collecting routes with time windows (Wouda, Lan & Kool 2024,
"PyVRP: a high-performance VRP solver package", INFORMS Journal on Computing 36(4)).

PyVRP's prizes are constants, ours depend on what else is visited. So it runs in rounds: each
round prices a visit at what it would add to, or its removal would cost, the plan of the round
before. In a neighbourhood not yet served the visits form a group of which one may be taken.
The only importer of PyVRP.
"""

from __future__ import annotations

import warnings
from typing import Any

import msgspec
import numpy as np
import pyvrp
from numpy.typing import NDArray
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.stop import MaxIterations

from sejuk.model.district import UNREACHABLE
from sejuk.planning.insertion import Board
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Items, Tours, fixed_items

PRIZE_UNIT = 6000
"""Cost units per unit of objective: at ε = 0.01 a minute one unit is one second of travel."""


class PyvrpParams(msgspec.Struct, frozen=True, kw_only=True):
    iterations: int
    """Of PyVRP's iterated local search, in one round; never seconds, for equal results."""


def pyvrp_round(
    problem: PatrolProblem, items: Items, tours: Tours, params: PyvrpParams, seed: int
) -> Tours | None:
    """New tours from one round of PyVRP around the given ones; None when it finds none that fit.

    The tours may break the separation between blocks or a neighbourhood's cap; `repair` in
    `planning/solve.py` takes such visits out.
    """
    gains = _marginal_gains(problem, items, tours)
    windows = items.windows(problem, tours)
    open_items = [
        int(item) for item in np.flatnonzero(gains > 0) if windows.early[item] <= windows.late[item]
    ]
    crews = range(len(problem.crews))
    # A visit pinned to a crew loads a dimension that only this crew can carry.
    blocks = problem.value.shape[1]
    barred_by = [{i * blocks + b for i, b in problem.barred(v)} for v in crews]
    barred = set().union(*barred_by)
    fixed = [(v, item) for v in crews for item in fixed_items(problem, items, v)]
    groups = _groups(problem, items, tours, open_items)
    group_of = {k: g for g, group in enumerate(groups) for k in group}
    clients = [
        pyvrp.Client(
            location=int(items.place[item]),
            delivery=[int((item in barred) and item not in barred_by[u]) for u in crews],
            service_duration=int(items.seconds[item]),
            tw_early=int(windows.early[item]),
            tw_late=int(windows.late[item]),
            prize=round(gains[item] * PRIZE_UNIT),
            required=False,
            group=group_of.get(k),
        )
        for k, item in enumerate(open_items)
    ]
    clients += [
        pyvrp.Client(
            location=int(items.place[item]),
            delivery=[int(u == v) for u in crews],
            service_duration=int(items.seconds[item]),
            tw_early=int(windows.early[item]),
            tw_late=int(windows.late[item]),
        )
        for v, item in fixed
    ]
    data = _data(problem, clients, [pyvrp.ClientGroup(g, required=False) for g in groups])
    with warnings.catch_warnings():
        # Meetings leave no slack, so PyVRP says that its penalties are at their limit; whether
        # the tours fit is tested below and again by the checker.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        result = pyvrp.solve(
            data, MaxIterations(params.iterations), seed=seed, collect_stats=False, display=False
        )
    if not result.best.is_feasible():
        return None
    item_of = [*open_items, *(item for _, item in fixed)]
    found: list[tuple[int, ...]] = [()] * len(crews)
    for route in result.best.routes():
        found[route.vehicle_type()] = tuple(item_of[a.idx] for a in route if a.is_client())
    return tuple(found)


def _marginal_gains(problem: PatrolProblem, items: Items, tours: Tours) -> NDArray[np.float64]:
    """[visits] what adding a visit to the tours gains, or taking it out loses."""
    board = Board(problem, items, tours)
    gains = board.gains()
    for item in {item for tour in tours for item in tour if items.is_optional(item)}:
        without = Board(problem, items, tours)
        without.remove({item})
        gains[item] = without.gains()[item]
    return gains


def _groups(
    problem: PatrolProblem, items: Items, tours: Tours, open_items: list[int]
) -> list[list[int]]:
    """Client numbers that exclude each other: one group for each neighbourhood not yet served.

    A border stands with its lower side unless only the other is unserved.
    """
    served = {
        int(h)
        for tour in tours
        for item in tour
        for h in problem.sides[items.place[item]]
        if item < items.visits + items.meetings
    }
    groups: dict[int, list[int]] = {}
    for k, item in enumerate(open_items):
        unserved = [int(h) for h in problem.sides[items.place[item]] if h >= 0 and h not in served]
        if unserved:
            groups.setdefault(unserved[0], []).append(k)
    return [groups[h] for h in sorted(groups)]


def _data(
    problem: PatrolProblem, clients: list[pyvrp.Client], groups: list[pyvrp.ClientGroup]
) -> pyvrp.ProblemData:
    """A vehicle type and a load dimension for each crew: only it can carry its own meetings."""
    crews = range(len(problem.crews))
    posts = sorted({*problem.crew_start, *problem.crew_end})
    modes = sorted(set(problem.crew_mode))
    # Far beyond the shift, yet small enough that sums of such legs do not overflow.
    never = 100 * problem.horizon
    # PyVRP's stubs ask for arrays of `int`, which numpy's own types cannot say.
    tables: list[Any] = [
        np.where(problem.travel[m] < UNREACHABLE, problem.travel[m], never) for m in modes
    ]
    vehicles = [
        pyvrp.VehicleType(
            capacity=[len(clients) * int(u == v) for u in crews],
            start_depot=posts.index(problem.crew_start[v]),
            end_depot=posts.index(problem.crew_end[v]),
            tw_early=0,
            tw_late=problem.horizon,
            profile=modes.index(problem.crew_mode[v]),
        )
        for v in crews
    ]
    places = problem.places
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(p.lon, p.lat) for p in places],
        clients=clients,
        depots=[pyvrp.Depot(location=post) for post in posts],
        vehicle_types=vehicles,
        distance_matrices=tables,
        duration_matrices=tables,
        groups=groups,
    )
