"""Simulated nights, and how their time grows with worlds and places, as JSON.

    python benchmarks/simulate.py DISTRICT_FOLDER [--worlds 4] [--nights 20] [--loss-nights 12]

DISTRICT_FOLDER is one that `sejuk district build` wrote. One process: CPU seconds are of all that
it did, so that a run in n processes takes an n-th of them where n cores are idle.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import sys
import time
from pathlib import Path

import msgspec

from sejuk.app.context import silent
from sejuk.app.gather import NightOptions
from sejuk.app.plan_night import search_of
from sejuk.app.simulate import POLICIES, SimulationOptions, policy_of, stage_of
from sejuk.cycle import check_plan, ground_of
from sejuk.files.worlds import world_ranges
from sejuk.model.district import District
from sejuk.planning.burden import residents
from sejuk.planning.improve import worth
from sejuk.planning.night import Night, Search, single_plan, solved_night
from sejuk.planning.solve import PRESETS
from sejuk.simulation.nights.claims import WorldResult, summary
from sejuk.simulation.nights.draw import draw_world
from sejuk.simulation.nights.figures import PolicyFigures, figures_of_nights
from sejuk.simulation.nights.loop import Stage, run_nights
from sejuk.simulation.nights.policies import Evening, Sejuk, Tonight, with_what_is_due


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("district", type=Path)
    parser.add_argument("--worlds", type=int, default=4)
    parser.add_argument("--nights", type=int, default=20)
    parser.add_argument("--loss-nights", type=int, default=12)
    asked = parser.parse_args()
    options = SimulationOptions(
        night=NightOptions(
            district=asked.district,
            date=dt.date(2024, 11, 28),
            start=dt.time(0),
            end=dt.time(3),
            preset="sim",
        ),
        nights=asked.nights,
    )
    search = msgspec.structs.replace(search_of(options.night, silent), stop=lambda: False)
    stage = stage_of(options, search)
    figures = measured(stage, search, asked.worlds)
    figures["by places"] = by_places(stage, search)
    figures["loss of preset sim against quick"] = loss(stage, search, asked.loss_nights)
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def measured(stage: Stage, search: Search, worlds: int) -> dict[str, object]:
    """CPU seconds a night of each policy, and the claims over so few worlds."""
    seconds = dict.fromkeys(POLICIES, 0.0)
    results = []
    for number in range(1, worlds + 1):
        world = draw_world(world_ranges(), 0, number)
        found: dict[str, PolicyFigures] = {}
        for name in POLICIES:
            before = time.process_time()
            policy = policy_of(name, stage)
            nights = run_nights(stage, world, policy, search, seed=0, number=number)
            seconds[name] += time.process_time() - before
            found[name] = figures_of_nights(
                nights, residents(stage.first.district), stage.ground.border
            )
        results.append(WorldResult(number=number, policies=found))
    return {
        "places": len(stage.first.district.places),
        "neighbourhoods": len(stage.first.district.neighbourhoods),
        "nights": stage.nights,
        "cpu_seconds_a_night": {
            name: round(total / worlds / stage.nights, 3) for name, total in seconds.items()
        },
        "summary": msgspec.to_builtins(summary(results)),
    }


def by_places(stage: Stage, search: Search, nights: int = 10) -> list[dict[str, float]]:
    """CPU seconds a night of *sejuk* in one world, with a part of the district's places."""
    found = []
    for every in (4, 2, 1):
        district = thinned(stage.first.district, every)
        first = msgspec.structs.replace(stage.first, district=district)
        thin = msgspec.structs.replace(
            stage,
            first=first,
            ground=ground_of(district),
            usual=single_plan(first, search),
            nights=nights,
        )
        before = time.process_time()
        run_nights(thin, draw_world(world_ranges(), 0, 1), Sejuk(), search, seed=0, number=1)
        seconds = time.process_time() - before
        found.append(
            {"places": len(district.places), "cpu_seconds_a_night": round(seconds / nights, 3)}
        )
    return found


def thinned(district: District, every: int) -> District:
    """One of so many places, and the police post."""
    kept = [
        i
        for i, place in enumerate(district.places)
        if i % every == 0 or place.id == district.police_post
    ]
    return msgspec.structs.replace(
        district,
        places=tuple(district.places[i] for i in kept),
        travel=district.travel[:, kept][:, :, kept],
    )


def loss(stage: Stage, search: Search, nights: int) -> dict[str, float]:
    """Of the objective, on nights of a world as *sejuk* meets them; and whether its plans hold."""
    kept = _Kept()
    short = msgspec.structs.replace(stage, nights=nights)
    run_nights(short, draw_world(world_ranges(), 0, 1), kept, search, seed=0, number=1)
    found: dict[str, list[float]] = {"sim": [], "quick": []}
    seconds = dict.fromkeys(found, 0.0)
    for night in kept.nights:
        for name, worths in found.items():
            before = time.process_time()
            solved = solved_night(night, msgspec.structs.replace(search, preset=PRESETS[name]))
            seconds[name] += time.process_time() - before
            worths.append(worth(solved.problem, solved.items, solved.tours))
    # A night whose floors cannot be met is worth less than nothing: points, not parts.
    lost = [quick - sim for sim, quick in zip(found["sim"], found["quick"], strict=True)]
    return {
        "nights": nights,
        "plans_the_checker_refuses": kept.refused,
        "median_points": round(statistics.median(lost), 1),
        "mean_points": round(statistics.mean(lost), 1),
        "median_worth_of_quick": round(statistics.median(found["quick"]), 1),
        "cpu_seconds_a_plan_sim": round(seconds["sim"] / nights, 3),
        "cpu_seconds_a_plan_quick": round(seconds["quick"] / nights, 3),
    }


class _Kept(Sejuk):
    """The product, the nights that it was asked for, and how many plans the checker refuses."""

    def __init__(self) -> None:
        self.nights: list[Night] = []
        self.refused = 0

    def __call__(self, evening: Evening, search: Search) -> Tonight:
        tonight = super().__call__(evening, search)
        night = with_what_is_due(evening.night, search.seed)
        self.nights.append(night)
        self.refused += bool(check_plan(tonight.plan, night))
        return tonight


if __name__ == "__main__":
    main()
