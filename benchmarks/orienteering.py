"""The engine and its rivals on team orienteering, instance by instance, in one run.

    python benchmarks/orienteering.py ../shared/data/bench/top \
        --reference ../shared/data/bench/top/reference.csv --seconds 10 \
        --rivals pyvrp,ortools,vroom --json

A folder with an `instances` folder, or the instances themselves; the format follows from the
reference's columns (`tmax`: TOP, `customers`: TOPTW). Every solution is checked here from the
file alone, in floating point for TOP; a plan that is late or above a certified bound ends the
run. The gap is (reference − prize) / reference. The operators and parameters were tuned on the
seeded half of the instances that `tuned` marks; the means of both halves are given.
"""

from __future__ import annotations

import argparse
import csv
import fnmatch
import json
import math
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.rivals import SOLVERS, Routes  # needs the line above
from sejuk.files.orienteering import Orienteering, read_orienteering

TUNING_SEED = 2024
TOP_SETS, TOPTW_SETS = "p[4567].*", "pr*"
"""The instances of the targets, when none are named."""


def main() -> None:
    """Solve, check, compare, print."""
    asked = _arguments()
    tasks = _tasks(asked)
    rows: list[dict[str, Any]] = []
    names = ["sejuk", *(r for r in asked.rivals.split(",") if r)]
    _compile(tasks[0])
    for task in tasks:
        row: dict[str, Any] = {k: task[k] for k in ("instance", "m", "reference", "tuned")}
        for name in names:
            problem = task["problem"]
            before = time.perf_counter()
            routes = SOLVERS[name](problem, asked.seconds, asked.seed)
            prize = checked(task, routes)
            row[name] = {
                "prize": prize,
                "gap_percent": round(100 * (task["reference"] - prize) / task["reference"], 3),
                "seconds": round(time.perf_counter() - before, 2),
            }
        rows.append(row)
        gaps = "  ".join(f"{n} {row[n]['prize']:g} ({row[n]['gap_percent']:.2f} %)" for n in names)
        print(f"{row['instance']} m={row['m']} {row['reference']:g}: {gaps}", file=sys.stderr)
    result = {
        "seconds": asked.seconds,
        "seed": asked.seed,
        "load_average": round(os.getloadavg()[0], 2),
        "mean_gap_percent": _means(rows, names),
        "mean_gap_percent_tuned": _means([r for r in rows if r["tuned"]], names),
        "mean_gap_percent_untuned": _means([r for r in rows if not r["tuned"]], names),
        "instances": rows,
    }
    if asked.json:
        print(json.dumps(result, indent=2))
    else:
        for key in ("mean_gap_percent", "mean_gap_percent_tuned", "mean_gap_percent_untuned"):
            print(key, "  ".join(f"{n} {g}" for n, g in result[key].items()))


def checked(task: dict[str, Any], routes: Routes) -> float:
    """The prize of routes that keep all rules, worked out from the file's own numbers."""
    problem: Orienteering = task["problem"]
    name = task["instance"]
    visited = [v for route in routes for v in route]
    _hold(len(routes) <= problem.vehicles, (name, "too many routes"))
    _hold(len(visited) == len(set(visited)), (name, "a vertex twice"))
    exact = task["form"] == "top"
    for route in routes:
        now, here = 0.0, problem.start
        for vertex in (*route, problem.end):
            apart = math.dist(problem.xy[here], problem.xy[vertex])
            leg = apart if exact else math.floor(apart * problem.unit + 1e-9) / problem.unit
            now = max(now + leg, problem.early[vertex] / problem.unit)
            if vertex != problem.end:
                _hold(now <= problem.late[vertex] / problem.unit + 1e-6, (name, "late"))
                now += problem.service[vertex] / problem.unit
            here = vertex
        _hold(now <= problem.limit / problem.unit + 1e-6, (name, "back too late", now))
    prize = float(sum(problem.prize[v] for v in visited))
    _hold(prize <= task["bound"] + 1e-6, (name, "above a certified bound", prize))
    return prize


def _hold(rule: bool, otherwise: object) -> None:  # noqa: FBT001
    if not rule:
        sys.exit(f"a plan breaks a rule: {otherwise}")


def _tasks(asked: argparse.Namespace) -> list[dict[str, Any]]:
    folder = asked.folder / "instances"
    folder = folder if folder.is_dir() else asked.folder
    with asked.reference.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    form = "top" if "tmax" in rows[0] else "toptw"
    wanted = asked.instances or (TOP_SETS if form == "top" else TOPTW_SETS)
    rows = [row for row in rows if fnmatch.fnmatch(row["instance"], wanted)]
    order = np.random.default_rng(TUNING_SEED).permutation(len(rows))
    tuned = set(order[: len(rows) // 2].tolist())
    tasks = [
        {
            "instance": row["instance"],
            "m": int(row["m"]),
            "form": form,
            "reference": float(row["reference"]),
            "bound": float(row.get("certified_upper_bound") or math.inf),
            "tuned": k in tuned,
            "problem": read_orienteering(folder / f"{row['instance']}.txt", form, int(row["m"])),
        }
        for k, row in enumerate(rows)
    ]
    if asked.half:
        tasks = [t for t in tasks if t["tuned"] == (asked.half == "tuned")]
    return tasks[asked.skip :][: asked.limit]


def _means(rows: list[dict[str, Any]], names: list[str]) -> dict[str, float]:
    if not rows:
        return {}
    return {n: round(float(np.mean([r[n]["gap_percent"] for r in rows])), 3) for n in names}


def _compile(task: dict[str, Any]) -> None:
    """Kernels are compiled before the clock runs; rivals come compiled."""
    SOLVERS["sejuk"](task["problem"], 0.2, 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rivals", default="")
    parser.add_argument("--instances", help="glob; by default the sets of the targets")
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--half", choices=("tuned", "untuned"))
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
