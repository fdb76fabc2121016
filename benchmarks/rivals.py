"""Team orienteering by other solvers, one thread each, for comparison in one run.

Each is given the same whole steps of time as our engine and returns routes of vertices.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np

from sejuk.app.solve_orienteering import orienteering_instance
from sejuk.files.orienteering import Orienteering
from sejuk.planning.engine.search import EngineParams, search

Routes = tuple[tuple[int, ...], ...]
Solver = Callable[[Orienteering, float, int], Routes]
"""(problem, seconds, seed) → the vertices of each route, start and end left out."""


def by_sejuk(problem: Orienteering, seconds: float, seed: int) -> Routes:
    """Our engine, as `sejuk solve` runs it."""
    inst, vertex = orienteering_instance(problem)
    until = time.perf_counter() + seconds
    found = search(inst, EngineParams(iterations=10**9), seed, lambda: time.perf_counter() > until)
    return tuple(tuple(vertex[j] for j in tour) for tour in found.tours)


def by_pyvrp(problem: Orienteering, seconds: float, seed: int) -> Routes:
    """Prizes weigh so much that travel only settles ties."""
    import pyvrp  # noqa: PLC0415  # rivals load only when asked for
    from pyvrp.exceptions import PenaltyBoundWarning  # noqa: PLC0415
    from pyvrp.stop import MaxRuntime  # noqa: PLC0415

    served = _served(problem)
    weight = problem.limit * problem.vehicles // 100
    # PyVRP's stubs ask for arrays of `int`, which numpy's own types cannot say.
    tables: list[Any] = [problem.travel]
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(float(x), float(y)) for x, y in problem.xy],
        clients=[
            pyvrp.Client(
                location=v,
                service_duration=int(problem.service[v]),
                tw_early=int(problem.early[v]),
                tw_late=int(problem.late[v]),
                prize=int(problem.prize[v]) * weight,
                required=False,
            )
            for v in served
        ],
        depots=[pyvrp.Depot(location=problem.start), pyvrp.Depot(location=problem.end)],
        vehicle_types=[
            pyvrp.VehicleType(
                num_available=problem.vehicles,
                start_depot=0,
                end_depot=1,
                tw_early=0,
                tw_late=problem.limit,
            )
        ],
        distance_matrices=tables,
        duration_matrices=tables,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        result = pyvrp.solve(
            data, MaxRuntime(seconds), seed=seed, collect_stats=False, display=False
        )
    if not result.best.is_feasible():
        return ()
    return tuple(
        tuple(served[a.idx] for a in route if a.is_client()) for route in result.best.routes()
    )


def by_vroom(problem: Orienteering, seconds: float, seed: int) -> Routes:  # noqa: ARG001
    """Prizes are VROOM's priorities, 0–100; it has no seed and stops by itself when done."""
    import vroom  # noqa: PLC0415

    served = _served(problem)
    scale = min(1.0, 100.0 / float(problem.prize.max()))
    # VROOM refuses times as fine as ours; legs are rounded up again, so that plans still fit.
    coarse = max(1, problem.limit // 1_000_000)
    limit = problem.limit // coarse
    given = vroom.Input()
    given.set_durations_matrix(
        profile="car", matrix_input=(-(-problem.travel // coarse)).astype(np.uint32)
    )
    for v in range(problem.vehicles):
        given.add_vehicle(
            vroom.Vehicle(
                v + 1,
                start=problem.start,
                end=problem.end,
                time_window=vroom.TimeWindow(0, limit),
            )
        )
    for v in served:
        window = vroom.TimeWindow(
            -(-int(problem.early[v]) // coarse), int(problem.late[v]) // coarse
        )
        given.add_job(
            vroom.Job(
                v,
                location=v,
                default_service=-(-int(problem.service[v]) // coarse),
                priority=round(float(problem.prize[v]) * scale),
                time_windows=[window],
            )
        )
    found = given.solve(exploration_level=5, nb_threads=1, timeout=timedelta(seconds=seconds))
    steps = found.routes
    return tuple(
        tuple(int(j) for j in steps[(steps.vehicle_id == v + 1) & (steps.type == "job")].id)
        for v in range(problem.vehicles)
    )


def by_ortools(problem: Orienteering, seconds: float, seed: int) -> Routes:  # noqa: ARG001
    """Routing library: a penalty of its prize for each vertex left out, guided local search."""
    from ortools.constraint_solver import (  # noqa: PLC0415
        pywrapcp,
        routing_enums_pb2,
    )

    served = _served(problem)
    nodes = [*served, problem.start, problem.end]
    crews, first = problem.vehicles, len(served)
    manager = pywrapcp.RoutingIndexManager(len(nodes), crews, [first] * crews, [first + 1] * crews)
    model = pywrapcp.RoutingModel(manager)
    steps = problem.travel[np.ix_(nodes, nodes)] + problem.service[nodes][:, None]

    def transit(a: int, b: int) -> int:
        return int(steps[manager.IndexToNode(a), manager.IndexToNode(b)])

    leg = model.RegisterTransitCallback(transit)
    model.SetArcCostEvaluatorOfAllVehicles(leg)
    model.AddDimension(leg, problem.limit, problem.limit, False, "time")  # noqa: FBT003
    clock = model.GetDimensionOrDie("time")
    weight = max(1, problem.limit * problem.vehicles // 100)
    for k, v in enumerate(served):
        index = manager.NodeToIndex(k)
        clock.CumulVar(index).SetRange(int(problem.early[v]), int(problem.late[v]))
        model.AddDisjunction([index], int(problem.prize[v]) * weight)
    options = pywrapcp.DefaultRoutingSearchParameters()
    options.first_solution_strategy = (
        routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    )
    options.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    options.time_limit.FromMilliseconds(int(seconds * 1000))
    found: Any = model.SolveWithParameters(options)
    if found is None:
        return ()
    routes = []
    for v in range(crews):
        index, route = found.Value(model.NextVar(model.Start(v))), []
        while not model.IsEnd(index):
            route.append(served[manager.IndexToNode(index)])
            index = found.Value(model.NextVar(index))
        routes.append(tuple(route))
    return tuple(routes)


def _served(problem: Orienteering) -> list[int]:
    """What can be reached at all, as for our own engine."""
    return list(orienteering_instance(problem)[1])


SOLVERS: dict[str, Solver] = {
    "sejuk": by_sejuk,
    "pyvrp": by_pyvrp,
    "ortools": by_ortools,
    "vroom": by_vroom,
}
