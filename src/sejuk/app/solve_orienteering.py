"""`sejuk solve`: the engine on the field's own benchmarks."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from sejuk.app.context import Stopwatch, deadline
from sejuk.files.orienteering import Orienteering, read_orienteering
from sejuk.planning.engine.model import Instance, instance
from sejuk.planning.engine.search import EngineParams, search
from sejuk.problems import refuse

SECONDS = 10.0
MOST_SECONDS, MOST_ITERATIONS = 86_400.0, 10**9


class SolvedRoute(msgspec.Struct, frozen=True, kw_only=True):
    vertices: tuple[int, ...]
    """As numbered in the file from 0, start and end included."""
    prize: float
    back: float
    """When it reaches the end, in units of the file."""


class SolvedOrienteering(msgspec.Struct, frozen=True, kw_only=True):
    instance: str
    vehicles: int
    limit: float
    prize: float
    routes: tuple[SolvedRoute, ...]
    iterations: int
    seconds: float
    seed: int
    repeatable: bool
    """True when iterations ended the search, not the clock."""


def solve_file(
    path: Path,
    *,
    form: str,
    vehicles: int | None = None,
    seconds: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
) -> SolvedOrienteering:
    """The best routes found. With `iterations` equal arguments give equal routes.

    Raises ProblemError: those of `read_orienteering`, and `bad_option`.
    """
    if seconds is not None and not 0 < seconds <= MOST_SECONDS:
        expected = f"0 … {MOST_SECONDS:g}"
        raise refuse("bad_option", option="--seconds", value=seconds, expected=expected)
    if iterations is not None and not 1 <= iterations <= MOST_ITERATIONS:
        expected = f"1 … {MOST_ITERATIONS}"
        raise refuse("bad_option", option="--iterations", value=iterations, expected=expected)
    problem = read_orienteering(path, form, vehicles)
    watch = Stopwatch()
    inst, vertex = orienteering_instance(problem)
    if seconds is None and iterations is None:
        seconds = SECONDS
    found = search(
        inst,
        EngineParams(iterations=iterations or MOST_ITERATIONS),
        seed,
        deadline(MOST_SECONDS if seconds is None else seconds),
    )
    routes = tuple(tuple(vertex[j] for j in tour) for tour in found.tours)
    return SolvedOrienteering(
        instance=problem.name,
        vehicles=problem.vehicles,
        limit=problem.limit / problem.unit,
        prize=found.prize,
        routes=tuple(_route(problem, route) for route in routes),
        iterations=found.iterations,
        seconds=round(watch.seconds(), 3),
        seed=seed,
        repeatable=not found.stopped,
    )


def orienteering_instance(problem: Orienteering) -> tuple[Instance, tuple[int, ...]]:
    """For the engine, and the vertex each item stands for; what no vehicle can reach is left out.

    Raises ProblemError `items_do_not_fit` when not even the way from start to end fits.
    """
    travel, start, end = problem.travel, problem.start, problem.end
    begins = np.maximum(travel[start], problem.early)
    reach = (
        (problem.prize > 0)
        & (begins <= problem.late)
        & (begins + problem.service + travel[:, end] <= problem.limit)
    )
    reach[[start, end]] = False
    vertex = np.flatnonzero(reach)
    if travel[start, end] > problem.limit:
        raise refuse("items_do_not_fit")

    def each(value: int) -> np.ndarray:
        return np.full(problem.vehicles, value, np.int64)

    return (
        instance(
            place=vertex.astype(np.int64),
            service=problem.service[vertex],
            prize=problem.prize[vertex],
            early=problem.early[vertex],
            late=problem.late[vertex],
            start=each(start),
            end=each(end),
            ready=each(0),
            until=each(problem.limit),
            travel=travel[None],
        ),
        tuple(vertex.tolist()),
    )


def _route(problem: Orienteering, route: tuple[int, ...]) -> SolvedRoute:
    """Timed anew from the file's numbers, not from the engine's."""
    now, here = 0, problem.start
    for vertex in route:
        now = max(now + int(problem.travel[here, vertex]), int(problem.early[vertex]))
        now += int(problem.service[vertex])
        here = vertex
    now += int(problem.travel[here, problem.end])
    return SolvedRoute(
        vertices=(problem.start, *route, problem.end),
        prize=float(problem.prize[list(route)].sum()),
        back=now / problem.unit,
    )
