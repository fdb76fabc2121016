"""Proven gaps on patrol instances by chance: `python -m benchmarks.bound [--seconds 60]`.

Plan and bound share the seconds (of the CPU): a third for the plan, the rest for the bound. Prints
one line for each instance: objective, bound, gap and the seconds that the bound took. By default
with the whole objective; with `--once` a place is worth nothing more in a block once it was
visited, and then no plan of the bound comes back either; with `--separation 0` the rule between
visits is off.
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
from sejuk.planning.member import member_of
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Tours, fixed_tour, items_of


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--separation", type=int, default=45)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--places", type=int, action="append")
    asked = parser.parse_args()
    warm_up()
    print("places  seed  objective      bound   gap %   bound (s)  pricings")
    for places in asked.places or SIZES:
        for seed in range(1, asked.seeds + 1):
            problem = patrol_instance(places, SIZES[places], seed=seed)
            settings = msgspec.structs.replace(
                problem.settings,
                separation_minutes=asked.separation,
                second_visit_factor=0.0 if asked.once else 0.3,
            )
            _measure(msgspec.structs.replace(problem, settings=settings), seed, asked.seconds)


def _measure(problem: PatrolProblem, seed: int, seconds: float) -> None:
    tours = planned(problem, after(seconds / 3))
    reached = objective_of(problem, tours)
    begun = time.process_time()
    bound = upper_bound(
        problem,
        params=BoundParams(second_visits=problem.settings.second_visit_factor > 0.0),
        start_columns=(tours,),
        stop=after(seconds * 2 / 3),
    )
    took = time.process_time() - begun
    gap = 100 * (bound.value - reached) / bound.value
    print(
        f"{len(problem.places) - 3:6d} {seed:5d} {reached:10.1f} {bound.value:10.1f} {gap:7.2f} "
        f"{took:10.1f} {bound.iterations:9d}",
        flush=True,
    )


def planned(problem: PatrolProblem, stop: Callable[[], bool]) -> Tours:
    """The best tours that the engine finds until it is stopped."""
    items = items_of(problem)
    start = tuple(fixed_tour(problem, items, v) for v in range(len(problem.crews)))
    return search_patrol(problem, items, start, EngineParams(iterations=10**9), 0, stop)


def objective_of(problem: PatrolProblem, tours: Tours) -> float:
    """Of tours that fit."""
    member = member_of(problem, items_of(problem), tours)
    if member is None:
        raise AssertionError("the tours do not fit")
    return member.objective


def after(seconds: float) -> Callable[[], bool]:
    """True once so many seconds of the CPU have gone."""
    end = time.process_time() + seconds
    return lambda: time.process_time() > end


def warm_up() -> None:
    """Compile before anything is timed."""
    problem = patrol_instance(6, 4, seed=0)
    tours = planned(problem, after(0.1))
    upper_bound(problem, params=BoundParams(), start_columns=(tours,), stop=lambda: True)


if __name__ == "__main__":
    main()
