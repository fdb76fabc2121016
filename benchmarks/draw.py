"""How predictable the drawn plans are on the real Johar Baru, and what that costs, as JSON.

    python benchmarks/draw.py DISTRICT_FOLDER [--seeds N] [--preset standard|best]

DISTRICT_FOLDER is one that `sejuk district build` wrote. Ten people on foot, three hours, random
weights of seeds 1 … N; plan and pool as `sejuk plan --draw` makes them. A night without a draw
overlaps with the next by 1.00 and repeats with probability 1.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import sys
import time
from pathlib import Path

import numpy as np

from sejuk.files.district import load_district
from sejuk.files.roster import example_roster
from sejuk.files.settings import planning_settings
from sejuk.model.district import District
from sejuk.model.time import Shift
from sejuk.model.values import History
from sejuk.planning.compare import random_tension
from sejuk.planning.crews import make_crews
from sejuk.planning.draw import DrawParams, draw_plan, marginal_limits, pool_weights
from sejuk.planning.drawn import pool_around
from sejuk.planning.member import member_of
from sejuk.planning.night import Search
from sejuk.planning.problem import PatrolProblem, patrol_problem
from sejuk.planning.solve import PRESETS, solve
from sejuk.planning.tour import Tours, items_of
from sejuk.planning.unpredictability import unpredictability


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("district", type=Path)
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--preset", choices=tuple(PRESETS), default="standard")
    given = arguments.parse_args()
    district = load_district(given.district)
    nights = [measured(district, seed, given.preset) for seed in range(1, given.seeds + 1)]
    numbers = [key for key, value in nights[0].items() if isinstance(value, int | float)]
    mean = {key: round(float(np.mean([night[key] for night in nights])), 4) for key in numbers}
    sys.stdout.write(json.dumps({"mean": mean, "nights": nights}, indent=2) + "\n")


def measured(district: District, weights_seed: int, preset: str) -> dict[str, float]:
    """The pool of one night, its weights, and what they make of 14 draws."""
    problem = night_of(district, weights_seed)
    search = Search(preset_name=preset, preset=PRESETS[preset], seed=0, stop=never, progress=silent)
    before = time.process_time()
    solved = solve(problem, search.preset, seed=0, stop=never, progress=silent)
    planned = time.process_time()
    pool = pool_around(search, solved)
    pooled = time.process_time()
    draw = DrawParams()
    weights = pool_weights(pool, draw)
    weighed = time.process_time()
    limits = marginal_limits(pool.members, draw)
    seed, salt = hashlib.sha256(b"benchmark").digest(), bytes(16)
    chosen, _ = draw_plan(pool, weights.weights.tolist(), seed, salt)
    figures = unpredictability(
        [m.timetable for m in pool.members],
        [m.objective for m in pool.members],
        weights.weights.tolist(),
        places=int((problem.value > 0).any(axis=1).sum()),
    )
    return {
        "weights_seed": weights_seed,
        "pool": len(pool.members),
        "overlap": round(figures.overlap, 4),
        "value_lost_percent": round(100 * (1 - figures.value), 3),
        "best_against_first_plan": round(pool.best / first_of(solved.problem, solved.tours), 4),
        "repeat_probability": round(figures.repeat, 4),
        "places_covered_14_nights_percent": round(100 * figures.covered, 1),
        "places_covered_without_draw_percent": round(100 * figures.covered_single, 1),
        "limits": len(limits.names),
        "floors_in_no_plan": sum(not row.any() for row in limits.rows[limits.floor > 0]),
        "floors_short": len(weights.short),
        "caps_over": len(weights.over),
        "worst_miss": round(
            float(
                max(
                    (limits.floor - weights.marginals)[limits.rows.any(axis=1)].max(),
                    (weights.marginals - limits.cap).max(),
                    0.0,
                )
            ),
            6,
        ),
        "chosen": chosen,
        "cpu_seconds_plan": round(planned - before, 2),
        "cpu_seconds_pool": round(pooled - planned, 2),
        "cpu_seconds_weights": round(weighed - pooled, 3),
    }


def night_of(district: District, weights_seed: int) -> PatrolProblem:
    """Ten people of the example roster, 22.00–01.00."""
    settings = planning_settings(None)
    crews = make_crews(
        example_roster(), settings=settings, police_post=district.police_post, count=None
    )
    return patrol_problem(
        district,
        crews=crews.crews,
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(22), end=dt.time(1)),
        tension=random_tension(district, settings, weights_seed),
        history=History(),
        floors={},
        settings=settings,
    )


def first_of(problem: PatrolProblem, tours: Tours) -> float:
    """The objective of the plan the pool began with."""

    member = member_of(problem, items_of(problem), tours)
    return member.objective if member else float("nan")


def never() -> bool:
    """No wish to stop."""
    return False


def silent(_stage: str, _part: float) -> None:
    """Progress nobody watches."""


if __name__ == "__main__":
    main()
