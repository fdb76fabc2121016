"""How soon claims are answered by one verifier and two approvers, as JSON.

    python benchmarks/rumour_drill.py [--json] [--worlds N]

Worlds are drawn from the ranges of `sejuk/files/data/drill.toml`; in each, three days of claims go
through the real life cycle twice: in the order of triage, and first come, first served. The share
of worlds in which the claim of the design holds is printed: half of the claims of harm 3 answered
within two hours. `queue` is the desk as one server with exponential times against M/M/1.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence

import msgspec
import numpy as np

from sejuk.files.drill import drill_ranges
from sejuk.model.claim import Harm
from sejuk.simulation.drill import (
    Answered,
    DrillClaim,
    DrillWorld,
    by_triage,
    draw_claims,
    draw_world,
    drill,
    first_come,
)

LOADS = (0.5, 1.0, 1.5, 2.0, 3.0)
"""Claims an hour. All of Mafindo published 10 fact-checks a day in 2024: 0.4 an hour."""
DAYS, END = 3, 24.0
"""Of claims; and hours after the last one in which the desk goes on."""
TARGET_HOURS = 2.0


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--json", action="store_true", help="there is no other form")
    arguments.add_argument("--worlds", type=int, default=24, help="at each load")
    given = arguments.parse_args()
    before = time.process_time()
    figures = {
        "claims an hour": {str(load): at_load(load, given.worlds) for load in LOADS},
        "queue": queue(),
        "cpu_seconds": round(time.process_time() - before, 1),
        "load": os.getloadavg()[0],
    }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def at_load(per_hour: float, worlds: int) -> dict[str, object]:
    """Of all worlds with so many claims an hour."""
    by_world: dict[str, list[list[Answered]]] = {"triage": [], "first come": []}
    work = []
    for seed in range(worlds):
        rng = np.random.default_rng(100 + seed)
        world = draw_world(drill_ranges(), per_hour, rng)
        work.append(per_hour * (world.screen_minutes + world.work_minutes) / 60.0)
        claims = draw_claims(world, 24.0 * DAYS, rng)
        for name, order in (("triage", by_triage), ("first come", first_come)):
            by_world[name].append(list(drill(claims, order, until=24.0 * DAYS + END)))
    figures: dict[str, object] = {"verifier busy (offered)": round(float(np.mean(work)), 2)}
    for name, found in by_world.items():
        every = [one for world in found for one in world]
        figures[name] = {
            "median hours, harm 3": median(every, Harm.VIOLENCE),
            "worlds with a median of 2 hours or less": share_of_worlds(found),
            **{f"in time, harm {harm:d}": in_time(every, harm) for harm in reversed(Harm)},
            "harm 3 told 'not settled yet'": is_open(every),
            "not answered at the end": round(
                float(np.mean([one.hours is None for one in every])), 3
            ),
        }
    return figures


def _hours(found: Sequence[Answered], harm: Harm) -> list[float]:
    """What is not answered took longer than anything."""
    return [np.inf if a.hours is None else a.hours for a in found if a.harm is harm]


def median(found: Sequence[Answered], harm: Harm) -> float | None:
    """In hours; None: most were not answered."""
    middle = float(np.median(_hours(found, harm)))
    return round(middle, 2) if np.isfinite(middle) else None


def share_of_worlds(worlds: Sequence[Sequence[Answered]]) -> float:
    """Of those in which there was any such claim."""
    hours = [h for h in (_hours(found, Harm.VIOLENCE) for found in worlds) if h]
    return round(float(np.mean([np.median(h) <= TARGET_HOURS for h in hours])), 3)


def in_time(found: Sequence[Answered], harm: Harm) -> float:
    """Part of them within its deadline."""
    return round(float(np.mean([one.in_time for one in found if one.harm is harm])), 3)


def is_open(found: Sequence[Answered]) -> float:
    """Part of harm 3."""
    return round(float(np.mean([one.open for one in found if one.harm is Harm.VIOLENCE])), 3)


def queue() -> dict[str, float]:
    """Mean hours in the system: simulated, and 1/(μ − λ)."""
    rng = np.random.default_rng(1)
    per_hour, mu = 2.5, 5.0
    world: DrillWorld = msgspec.structs.replace(
        draw_world(drill_ranges(), per_hour, rng),
        screen_minutes=0.0,
        work_minutes=60.0 / mu,
        answer_minutes=(0.0, 0.0, 0.0),
        approve_minutes=0.0,
        shape=1.0,
    )
    claims: tuple[DrillClaim, ...] = draw_claims(world, 2000.0, rng)
    hours = [one.hours for one in drill(claims, first_come)[500:] if one.hours is not None]
    return {"simulated": round(float(np.mean(hours)), 3), "M/M/1": round(1 / (mu - per_hour), 3)}


if __name__ == "__main__":
    main()
