"""How cost grows: seconds to within 1 % of the bound, and to the bound, against places.

    python -m benchmarks.scaling [--places N …] [--bound-seconds 60] [--plot FILE.svg]

Patrol instances by chance (`patrol_instances.py`): nine crews, four hours, two blocks, a place once
a block. The search is begun anew with 1, 2, 4 … seconds until its plan is within 1 % of the bound;
where it never is, the gap that is left after the last try stands instead. Seconds are of the CPU.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.bound import after, objective_of, planned, warm_up  # needs the line above
from benchmarks.patrol_instances import patrol_instance
from sejuk.planning.bound import BoundParams, upper_bound
from sejuk.reporting.plot import Series, plot

PLACES = (50, 100, 200, 400, 800)
HOURS = 4
NEAR = 0.01
TRIES = tuple(2.0**k for k in range(6))


def main() -> None:
    """Measure, print one JSON document, and plot."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--places", type=int, nargs="*", default=PLACES)
    parser.add_argument("--bound-seconds", type=float, default=60.0)
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    warm_up()
    rows: list[Row] = []
    for places in asked.places:
        rows.append(measured(places, asked.bound_seconds))
        print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    print(json.dumps(rows, indent=2))
    if asked.plot:
        series = [
            _against_places(rows, "plan within 1 %", "seconds_to_within_1_percent"),
            _against_places(rows, "first bound", "first_bound_seconds"),
            _against_places(rows, "end of the bound", "bound_seconds"),
        ]
        asked.plot.write_text(plot(series, x="places", y="seconds of CPU", log=True))


Row = dict[str, float | None]


def _against_places(rows: list[Row], name: str, column: str) -> Series:
    """Joined only where no size is missing: a line would tell of it what nobody measured."""
    pairs = [(row["places"], row[column]) for row in rows]
    points = tuple((x, y) for x, y in pairs if x is not None and y is not None)
    return Series(name=name, points=points, joined=len(points) == len(pairs))


def measured(places: int, bound_seconds: float) -> Row:
    """One size."""
    problem = patrol_instance(places, HOURS, seed=1)
    settings = msgspec.structs.replace(problem.settings, second_visit_factor=0.0)
    problem = msgspec.structs.replace(problem, settings=settings)
    params = BoundParams(second_visits=False)
    tours = planned(problem, after(2.0))
    begun = time.process_time()
    upper_bound(problem, params=params, start_columns=(tours,), stop=lambda: True)
    first = time.process_time() - begun
    begun = time.process_time()
    bound = upper_bound(problem, params=params, start_columns=(tours,), stop=after(bound_seconds))
    took = time.process_time() - begun
    near, gap = None, 1.0
    for seconds in TRIES:
        reached = objective_of(problem, planned(problem, after(seconds)))
        gap = min(gap, (bound.value - reached) / bound.value)
        if gap <= NEAR:
            near = seconds
            break
    return {
        "places": places,
        "seconds_to_within_1_percent": near,
        "gap_percent_at_last_try": round(100 * gap, 2),
        "first_bound_seconds": round(first, 2),
        "bound_seconds": round(took, 1),
        "bound_converged": bound.converged,
        "pricings": bound.iterations,
    }


if __name__ == "__main__":
    main()
