"""Re-planning in mid-shift on a real district: seconds and changed stops, as JSON.

    python benchmarks/replan.py DISTRICT_FOLDER [--seeds N]

Ten people, three crews, 22.00–01.00, random weights of seeds 1 … N, planned with preset standard;
at 23.00 a crew is 20 minutes late, a crew is lost, or something happens at a place without a visit.
Every plan is checked. CPU seconds do not count other work on the machine.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from datetime import date
from pathlib import Path

import msgspec

from sejuk.app.gather import NightOptions, gather
from sejuk.app.plan_night import check
from sejuk.app.replan_night import ITERATIONS
from sejuk.model.change import Change, Delay, Incident, LostCrew
from sejuk.model.plan import Plan
from sejuk.planning.compare import random_tension
from sejuk.planning.night import Night, Search, plan_night
from sejuk.planning.replan import handed_on, replan
from sejuk.planning.solve import PRESETS

NOW = 3600


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("district", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    asked = parser.parse_args()
    night = gather(NightOptions(district=asked.district, date=date(2025, 5, 1))).night
    rows: dict[str, list[dict[str, float]]] = {}
    for seed in range(1, asked.seeds + 1):
        tension = random_tension(night.district, night.settings, seed)
        tonight = msgspec.structs.replace(night, tension=tension)
        plan = plan_night(tonight, _search())
        for what, change in _changes(plan).items():
            rows.setdefault(what, []).append(_measured(tonight, plan, change))
    result = {
        what: {
            "seconds_most": max(row["seconds"] for row in found),
            "cpu_seconds_most": max(row["cpu_seconds"] for row in found),
            "changed_median": statistics.median(row["changed"] for row in found),
            "changed_most": max(row["changed"] for row in found),
            "ahead_median": statistics.median(row["changed"] + row["kept"] for row in found),
        }
        for what, found in rows.items()
    }
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


def _changes(plan: Plan) -> dict[str, Change]:
    missed = next(u.place for u in plan.uncovered if u.reason in {"no_time", "worth_less"})
    return {
        "delay_20_minutes": Delay(crew=plan.routes[1].crew.id, minutes=20),
        "lost_crew": LostCrew(crew=plan.routes[2].crew.id),
        "incident": Incident(place=missed),
    }


def _measured(night: Night, plan: Plan, change: Change) -> dict[str, float]:
    clock, cpu = time.perf_counter(), time.process_time()
    result = replan(night, plan, NOW, change, seed=0, iterations=ITERATIONS, stop=lambda: False)
    check(result.plan, handed_on(night, change))
    return {
        "seconds": round(time.perf_counter() - clock, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "changed": result.changed,
        "kept": result.kept,
    }


def _search() -> Search:
    return Search(
        preset_name="standard",
        preset=PRESETS["standard"],
        seed=0,
        stop=lambda: False,
        progress=lambda _stage, _part: None,
    )


if __name__ == "__main__":
    main()
