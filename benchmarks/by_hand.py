"""Ten people and three hours in the real Johar Baru: ours beside the plan by hand and the others.

    python benchmarks/by_hand.py DISTRICT_FOLDER [--seeds 20] [--plot FILE.svg] [--frontier-seeds 5]

DISTRICT_FOLDER is one that `sejuk district build` wrote. For every seed of the weights, on foot and
on motorbikes: is every figure of ours at least that of the plan by hand? And on foot the frontier:
neighbourhoods against priority place-blocks, in the mean over the seeds, for all plans; those that
search are searched with several values of a neighbourhood's first stop (η).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import sys
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parent.parent))

from sejuk.files.district import load_district
from sejuk.files.present import builtin_present
from sejuk.files.settings import planning_settings
from sejuk.model.district import District
from sejuk.model.force import Agency, Mode, Role, Roster, RosterLine
from sejuk.model.plan import Plan
from sejuk.model.settings import PlanningSettings
from sejuk.model.time import Shift
from sejuk.model.values import History
from sejuk.planning.compare import COMPARED, random_tension
from sejuk.planning.crews import make_crews
from sejuk.planning.night import Night, Search, baseline_plans, plan_night
from sejuk.planning.solve import PRESETS
from sejuk.reporting.plot import Series, plot  # needs the line above

FIGURES = (*COMPARED, "objective")
ETAS = (0.0, 4.0, 8.0, 16.0, 32.0)


def main() -> None:
    """Measure, print one JSON document, and plot."""
    parser = argparse.ArgumentParser()
    parser.add_argument("district", type=Path)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--frontier-seeds", type=int, default=5)
    asked = parser.parse_args()
    district = load_district(asked.district)
    settings = planning_settings(None)
    seeds = range(1, asked.seeds + 1)
    result: dict[str, object] = {
        mode.value: against_hand(district, settings, mode, seeds)
        for mode in (Mode.FOOT, Mode.MOTORBIKE)
    }
    if asked.plot:
        series = frontier(district, settings, range(1, asked.frontier_seeds + 1))
        result["frontier"] = {one.name: one.points for one in series}
        asked.plot.write_text(
            plot(series, x="neighbourhoods reached (mean)", y="priority place-blocks (mean)")
        )
    print(json.dumps(result, indent=2))


def against_hand(
    district: District, settings: PlanningSettings, mode: Mode, seeds: range
) -> dict[str, object]:
    """How often ours is at least as good on all figures, and by how much."""
    ratios: dict[str, list[float]] = {name: [] for name in FIGURES}
    behind: list[dict[str, object]] = []
    for seed in seeds:
        night = night_of(district, settings, mode, seed)
        ours = plan_night(night, search("sejuk"))
        (hand,) = (p for p in baseline_plans(night, search("sejuk"), None) if p.kind == "manual")
        less = {}
        for name in FIGURES:
            mine, theirs = getattr(ours.figures, name), getattr(hand.figures, name)
            ratios[name].append(mine / theirs)
            if mine < theirs:
                less[name] = [mine, theirs]
        if less:
            behind.append({"seed": seed, **less})
    return {
        "seeds": len(seeds),
        "all_figures_at_least": len(seeds) - len(behind),
        "behind": behind,
        "ratio_median": {n: round(statistics.median(r), 3) for n, r in ratios.items()},
        "ratio_least": {n: round(min(r), 3) for n, r in ratios.items()},
    }


def frontier(district: District, settings: PlanningSettings, seeds: range) -> list[Series]:
    """Means over the seeds; one point for the plans by hand, one for each η for the others."""
    found: dict[str, list[tuple[float, float]]] = {}
    for eta in ETAS:
        changed = msgspec.structs.replace(settings, first_in_neighbourhood_value=eta)
        plans: dict[str, list[Plan]] = {}
        for seed in seeds:
            night = night_of(district, changed, Mode.FOOT, seed)
            present = builtin_present(district) if eta == ETAS[2] else None
            for plan in baseline_plans(night, search("sejuk"), present):
                if plan.kind == "single" or eta == ETAS[2]:
                    plans.setdefault(plan.kind, []).append(plan)
            plans.setdefault("PyVRP", []).append(plan_night(night, search("pyvrp")))
            plans.setdefault("sejuk", []).append(plan_night(night, search("sejuk")))
            narrow = msgspec.structs.replace(
                night, settings=msgspec.structs.replace(changed, breadth_value=0.0)
            )
            any_breadth = plan_night(narrow, search("sejuk"))
            plans.setdefault("sejuk, any breadth", []).append(any_breadth)
        for kind, of_kind in plans.items():
            found.setdefault(kind, []).append(
                (
                    statistics.mean(plan.figures.neighbourhoods for plan in of_kind),
                    statistics.mean(plan.figures.priority_place_blocks for plan in of_kind),
                )
            )
    order = ("sejuk", "sejuk, any breadth", "PyVRP", "manual", "single", "filled", "named")
    return [
        Series(name=kind, points=tuple(found[kind]), joined=len(found[kind]) > 1)
        for kind in order
        if kind in found
    ]


def night_of(district: District, settings: PlanningSettings, mode: Mode, seed: int) -> Night:
    """1 May 2025, 00.00–03.00, ten people as the example roster has them."""

    def line(agency: Agency, people: int, role: Role = Role.MEMBER) -> RosterLine:
        return RosterLine(agency=agency, role=role, people=people, vehicle=mode)

    roster = Roster(
        lines=(
            line(Agency.POLRI, 4, Role.LEADER),
            line(Agency.TNI, 3),
            line(Agency.SATPOL_PP, 2),
            line(Agency.DISHUB, 1),
        )
    )
    return Night(
        district=district,
        roster=roster,
        crews=make_crews(roster, settings=settings, police_post=district.police_post),
        shift=Shift(date=dt.date(2025, 5, 1), start=dt.time(0), end=dt.time(3)),
        tension=random_tension(district, settings, seed),
        history=History(),
        floors={},
        settings=settings,
    )


def search(engine: str) -> Search:
    """Preset standard, seed 0, without a clock."""
    return Search(
        engine=engine,
        preset_name="standard",
        preset=PRESETS["standard"],
        seed=0,
        stop=lambda: False,
        progress=lambda _stage, _part: None,
    )


if __name__ == "__main__":
    main()
