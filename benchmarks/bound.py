"""Proven gaps on patrol instances by chance: `python -m benchmarks.bound [--seconds 60]`.

Plan and bound share the seconds: a third for the plan, the rest for the bound. Prints one line
for each instance: objective, bound, gap with and without second visits in a block, and the
seconds that each took. With `--separation 0` the rule between blocks is off in both.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.patrol_instances import SIZES, patrol_instance  # needs the line above
from sejuk.planning.bound import BoundParams, upper_bound
from sejuk.planning.engine.patrol import search_patrol
from sejuk.planning.engine.search import EngineParams
from sejuk.planning.objective import score
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Tours, fixed_tour, items_of, time_tour, visits_of


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--separation", type=int, default=45)
    parser.add_argument("--places", type=int, action="append")
    asked = parser.parse_args()
    _warm_up()
    print("places  seed  objective      bound   gap %  (s)    bound with seconds   gap %  (s)")
    for places in asked.places or SIZES:
        for seed in range(1, asked.seeds + 1):
            problem = patrol_instance(places, SIZES[places], seed=seed)
            settings = msgspec.structs.replace(
                problem.settings, separation_minutes=asked.separation
            )
            _measure(msgspec.structs.replace(problem, settings=settings), seed, asked.seconds)


def _measure(problem: PatrolProblem, seed: int, seconds: float) -> None:
    tours = _plan(problem, _after(seconds / 3))
    reached = _objective(problem, tours)
    line = f"{len(problem.places) - 3:6d} {seed:5d} {reached:10.1f}"
    for second in (False, True):
        begun = time.perf_counter()
        bound = upper_bound(
            problem,
            params=BoundParams(second_visits=second),
            start_columns=(tours,),
            stop=_after(seconds * 2 / 3),
        )
        took = time.perf_counter() - begun
        gap = 100 * (bound.value - reached) / bound.value
        line += f" {bound.value:10.1f} {gap:7.2f} {took:5.1f}   "
    print(line, flush=True)


def _plan(problem: PatrolProblem, stop: Callable[[], bool]) -> Tours:
    items = items_of(problem)
    start = tuple(fixed_tour(problem, items, v) for v in range(len(problem.crews)))
    return search_patrol(problem, items, start, EngineParams(iterations=10**9), 0, stop)


def _objective(problem: PatrolProblem, tours: Tours) -> float:
    items = items_of(problem)
    windows = items.windows(problem, tours)
    timed = [time_tour(problem, items, windows, v, tour) for v, tour in enumerate(tours)]
    known = [times for times in timed if times is not None]
    visits = visits_of(problem, items, tours, [times.start for times in known])
    return score(problem, visits, sum(times.travel for times in known)).objective


def _after(seconds: float) -> Callable[[], bool]:
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() > end


def _warm_up() -> None:
    """Compile before anything is timed."""
    problem = patrol_instance(6, 4, seed=0)
    tours = _plan(problem, _after(0.1))
    upper_bound(problem, params=BoundParams(), start_columns=(tours,), stop=lambda: True)


if __name__ == "__main__":
    main()
