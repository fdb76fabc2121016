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
from sejuk.files.worlds import world_ranges
from sejuk.planning.burden import residents
from sejuk.planning.improve import worth
from sejuk.planning.night import Night, Search, solved_night
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


def loss(stage: Stage, search: Search, nights: int) -> dict[str, float]:
    """Of the objective, on nights of a world as *sejuk* meets them."""
    kept = _Kept()
    short = msgspec.structs.replace(stage, nights=nights)
    run_nights(short, draw_world(world_ranges(), 0, 1), kept, search, seed=0, number=1)
    lost = []
    for night in kept.nights:
        found = {}
        for name in ("sim", "quick"):
            solved = solved_night(night, msgspec.structs.replace(search, preset=PRESETS[name]))
            found[name] = worth(solved.problem, solved.items, solved.tours)
        lost.append(1 - found["sim"] / found["quick"])
    return {
        "nights": nights,
        "median_percent": round(100 * statistics.median(lost), 2),
        "most_percent": round(100 * max(lost), 2),
    }


class _Kept(Sejuk):
    """The product, and the nights that it was asked for."""

    def __init__(self) -> None:
        self.nights: list[Night] = []

    def __call__(self, evening: Evening, search: Search) -> Tonight:
        self.nights.append(with_what_is_due(evening.night, search.seed))
        return super().__call__(evening, search)


if __name__ == "__main__":
    main()
