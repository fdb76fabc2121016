"""Each operator of the engine by itself: its speed, and what the search loses without it.

    python benchmarks/operators.py [--iterations N] [--seeds N]

Iterations per second with this operator alone (of its kind; the other kind at its defaults), and
the change of the mean gap in percentage points when it is left out, at equal iterations. Run on
instances of the tuned half only, so that the other half stays unseen.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import msgspec
import numpy as np

from sejuk.app.solve_orienteering import orienteering_instance
from sejuk.files.orienteering import read_orienteering
from sejuk.planning.engine.model import Instance
from sejuk.planning.engine.search import EngineParams, search

BENCH = Path(__file__).parent.parent.parent / "shared" / "data" / "bench"
TOP = {"p4.2.l": 1074, "p4.3.r": 1273, "p4.4.r": 1211, "p7.2.q": 1044, "p7.2.r": 1094}
TOPTW = {("pr02", 4): 1083, ("pr04", 2): 928, ("pr05", 3): 1500, ("pr08", 4): 1392}


def main() -> None:
    """Measure all and print one JSON document."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--iterations", type=int, default=20_000)
    parser.add_argument("--seeds", type=int, default=2)
    asked = parser.parse_args()
    tasks = _tasks()
    params = EngineParams(iterations=asked.iterations)
    search(tasks[0][0], EngineParams(iterations=10), 0, _never)
    base = _gap(tasks, params, asked.seeds)
    result: dict[str, object] = {"iterations": asked.iterations, "gap_percent": round(base, 3)}
    for kind in ("ruins", "recreates"):
        weights: dict[str, float] = getattr(params, kind)
        for name in weights:
            alone = msgspec.structs.replace(params, **{kind: {name: 1.0}}, iterations=2_000)
            rest = {other: w for other, w in weights.items() if other != name}
            without = msgspec.structs.replace(params, **{kind: rest})
            result[name] = {
                "iterations_per_second": round(_speed(tasks, alone)),
                "lost_without_points": round(_gap(tasks, without, asked.seeds) - base, 3),
            }
    whole = msgspec.structs.replace(params, pool=0)
    result["recombine"] = {"lost_without_points": round(_gap(tasks, whole, asked.seeds) - base, 3)}
    print(json.dumps(result, indent=2))


def _tasks() -> list[tuple[Instance, float]]:
    top = [
        (read_orienteering(BENCH / "top" / "instances" / f"{name}.txt", "top"), float(reference))
        for name, reference in TOP.items()
    ]
    toptw = [
        (
            read_orienteering(BENCH / "toptw" / "instances" / f"{name}.txt", "toptw", m),
            float(reference),
        )
        for (name, m), reference in TOPTW.items()
    ]
    return [(orienteering_instance(problem)[0], ref) for problem, ref in (*top, *toptw)]


def _gap(tasks: list[tuple[Instance, float]], params: EngineParams, seeds: int) -> float:
    """Mean gap to the references in percent."""
    gaps = [
        100 * (reference - search(inst, params, seed, _never).prize) / reference
        for inst, reference in tasks
        for seed in range(seeds)
    ]
    return float(np.mean(gaps))


def _speed(tasks: list[tuple[Instance, float]], params: EngineParams) -> float:
    before = time.process_time()
    done = sum(search(inst, params, 0, _never).iterations for inst, _ in tasks)
    return done / (time.process_time() - before)


def _never() -> bool:
    return False


if __name__ == "__main__":
    main()
