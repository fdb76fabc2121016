"""The proven gap on the real Johar Baru: six crews, four hours, on foot.

    python benchmarks/district_gap.py DISTRICT_FOLDER [--seeds 4 5] [--seconds 60] [--preset best]

DISTRICT_FOLDER is one that `sejuk district build` wrote. For every seed of the weights (two numbers
of the search were set on 1 to 3): the plan of a preset (standard), its bound within so many seconds
of the CPU, the gap, the gaps with breadth and stage C relaxed, whether all joint visits are held,
every crew has a rendezvous or joint visit, and nobody is late.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import time
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.bound import after, objective_of  # needs the line above
from sejuk.files.district import load_district
from sejuk.files.settings import planning_settings
from sejuk.model.district import District
from sejuk.model.force import Agency, Mode, Role, Roster, RosterLine
from sejuk.model.time import Shift
from sejuk.model.values import History
from sejuk.planning.bound import BoundParams, upper_bound
from sejuk.planning.by_hand import as_wide_as
from sejuk.planning.compare import random_tension
from sejuk.planning.crews import make_crews
from sejuk.planning.problem import Breadth, PatrolProblem, patrol_problem
from sejuk.planning.solve import PRESETS, Solved, solve
from sejuk.planning.tour import time_tour

PEOPLE = {Agency.POLRI: 10, Agency.TNI: 8, Agency.SATPOL_PP: 4, Agency.DISHUB: 3}


def main() -> None:
    """Measure and print one JSON document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("district", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[4, 5])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--preset", choices=tuple(PRESETS), default="standard")
    asked = parser.parse_args()
    district = load_district(asked.district)
    preset = PRESETS[asked.preset]
    few = msgspec.structs.replace(preset, tries=0, tried=10, kernels=10)
    solve(problem_of(district, 1), few, seed=0, stop=bool, progress=silent)
    for seed in asked.seeds:
        begun = time.process_time()
        solved = solve(problem_of(district, seed), preset, seed=0, stop=bool, progress=silent)
        planned = time.process_time() - begun
        print(json.dumps({"seed": seed, "plan_seconds": round(planned, 1)} | gap(solved, asked)))


def gap(solved: Solved, asked: argparse.Namespace) -> dict[str, object]:
    """Bounds of one plan, in seconds of the CPU."""
    problem = as_wide_as(solved.problem, solved.items, solved.tours)
    objective = objective_of(problem, solved.tours)
    row: dict[str, object] = {"places": len(problem.places), "objective": round(objective, 1)}
    anything = msgspec.structs.replace(problem, least=Breadth())
    for name, relaxed, fixed in (
        ("", problem, True),
        ("_any_breadth", anything, True),
        ("_stage_c_relaxed", anything, False),
    ):
        begun = time.process_time()
        bound = upper_bound(
            relaxed,
            params=BoundParams(meetings_fixed=fixed),
            start_columns=(solved.tours,),
            stop=after(asked.seconds),
        )
        row[f"gap_percent{name}"] = round(100 * (bound.value - objective) / bound.value, 2)
        row[f"bound_seconds{name}"] = round(time.process_time() - begun, 1)
    met = {v for m in problem.meetings if len(m.crews) > 1 for v in m.crews}
    windows = solved.items.windows(problem, solved.tours)
    timed = [
        time_tour(problem, solved.items, windows, v, tour) for v, tour in enumerate(solved.tours)
    ]
    row["joint_visits"] = sum(m.joint for m in problem.meetings)
    row["crews_that_meet"] = f"{len(met)} of {len(problem.crews)}"
    row["overtime"] = sum(t is None or t.back > problem.horizon for t in timed)
    return row


def problem_of(district: District, seed: int) -> PatrolProblem:
    """25 people on foot, 21.00–01.00."""
    settings = planning_settings(None)
    roster = Roster(
        lines=tuple(
            RosterLine(
                agency=agency,
                role=Role.LEADER if agency is Agency.POLRI else Role.MEMBER,
                people=people,
                vehicle=Mode.FOOT,
            )
            for agency, people in PEOPLE.items()
        )
    )
    crews = make_crews(roster, settings=settings, police_post=district.police_post, count=6)
    return patrol_problem(
        district,
        crews=crews.crews,
        shift=Shift(date=dt.date(2025, 5, 1), start=dt.time(21), end=dt.time(1)),
        tension=random_tension(district, settings, seed),
        history=History(),
        floors={},
        settings=settings,
    )


def silent(_stage: str, _part: float) -> None:
    """Progress nobody watches."""


if __name__ == "__main__":
    main()
