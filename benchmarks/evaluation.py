"""Whether the effect sheet says what is so: size, coverage and power where the truth is known.

    python benchmarks/evaluation.py [--json] [--trials N] [--runs N] [--only size,cover,power,…]

Towns, designs and rivals are those of `sejuk.simulation.effect`; trials are spread over 20 towns.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # small products: more threads only wait
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


import argparse
import itertools
import json
import sys
import time
from collections.abc import Callable

import msgspec
import numpy as np

from sejuk.evaluation.exposure import by_exposure, exposures
from sejuk.simulation.checks.presence import RESIDUAL_DAYS
from sejuk.simulation.effect.claims import naive_claims
from sejuk.simulation.effect.designs import Design, ground_for, spans_of, units_of
from sejuk.simulation.effect.trials import Trials, carried_over, detectable, rival_rejects
from sejuk.simulation.effect.world import Town, rates, usual_rates

TOWNS = 20
RATES = (0.12, 0.3)
VOTE = Town(pulse=7.5)
"""For the two claims: the first night after the vote has 8.5 times the usual reports."""


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--json", action="store_true", help="there is no other form")
    arguments.add_argument("--trials", type=int, default=1000)
    arguments.add_argument("--runs", type=int, default=400)
    arguments.add_argument("--only", default="claims,size,cover,power,neighbours,lasting")
    given = arguments.parse_args()
    kinds: dict[str, Callable[[], object]] = {
        "claims": claims,
        "size": lambda: {str(rate): size(rate, given.trials) for rate in RATES},
        "cover": lambda: {str(rate): cover(rate, given.trials) for rate in RATES},
        "neighbours": lambda: neighbours(given.trials // 2),
        "lasting": lasting,
        "power": lambda: {str(rate): power(rate, given.runs) for rate in RATES},
    }
    before = time.process_time()
    figures = {kind: kinds[kind]() for kind in given.only.split(",")}
    figures |= {"cpu_seconds": round(time.process_time() - before, 1), "load": os.getloadavg()[0]}
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def claims() -> dict[str, float]:
    """With no effect at all."""
    found = naive_claims(VOTE, np.random.default_rng(1))
    return {name: round(value, 3) for name, value in msgspec.structs.asdict(found).items()}


def size(rate: float, trials: int) -> dict[str, float]:
    """Share of trials without any effect that find one."""
    return {
        f"blocks of {block}": round(float(np.mean(list(rejections(rate, block, trials)))), 3)
        for block in (1, 3)
    }


def rejections(rate: float, block: int, trials: int) -> list[bool]:
    """Of trials without any effect."""
    return [
        one.rejects(1.0)
        for one in towns(rate, block)
        for _ in range(-(-trials // TOWNS))
    ]  # fmt: skip


def towns(rate: float, block: int, redraws: int = 1999) -> list[Trials]:
    """Each with strata of its own."""
    return [
        Trials(Town(per_area_night=rate), Design(block=block), np.random.default_rng(seed), redraws)
        for seed in range(TOWNS)
    ]


def cover(rate: float, trials: int) -> dict[str, float]:
    """Share of the trials whose interval holds the truth, in blocks of three nights."""
    found = {}
    for theta in (1.0, 0.7, 0.5):
        inside = [
            ratio.low <= theta and (ratio.high is None or theta <= ratio.high)
            for one in towns(rate, 3)
            for ratio in [one.ratio(theta) for _ in range(-(-trials // TOWNS))]
        ]
        found[str(theta)] = round(float(np.mean(inside)), 3)
    return found


def power(rate: float, runs: int) -> dict[str, object]:
    """Smallest reduction found in 80 % of the trials of 44 areas in 56 nights."""
    few = rate == RATES[0]
    ours = np.arange(0.29, 0.48, 0.03) if few else np.arange(0.17, 0.36, 0.03)
    found = {
        name: detectable(rotation(rate, block), ours, runs)
        for name, block in (("nightly", 1), ("3-night blocks", 3))
    } | {
        name: detectable(rival(rate, kind), np.arange(0.4, 0.98, 0.05), 5 * runs)
        for name, kind in (("stepped wedge", "wedge"), ("difference in differences", "halves"))
    }
    return {name: json.loads(msgspec.json.encode(one)) for name, one in found.items()}


def rotation(rate: float, block: int) -> Callable[[float], bool]:
    """One trial after the other, in all towns by turns; fewer redraws, as there are many trials."""
    turns = itertools.cycle(towns(rate, block, redraws=499))
    return lambda theta: next(turns).rejects(theta)


def rival(rate: float, kind: str) -> Callable[[float], bool]:
    """Each trial in a town of its own."""
    town, rng = Town(per_area_night=rate), np.random.default_rng(1)
    return lambda theta: rival_rejects(kind, town, 56, theta, rng)


def neighbours(trials: int) -> dict[str, float]:
    """Share of the trials whose intervals hold what own visits (0.6) and a neighbour's (0.85) do,
    in a ring of 44 areas of which ten are drawn each block."""
    town, design = Town(), Design(budget=10)
    ring = tuple((str(k), str((k + 1) % town.areas)) for k in range(town.areas))
    inside: list[tuple[bool, ...]] = []
    for seed in range(TOWNS):
        rng = np.random.default_rng(seed)
        units = units_of(design, town.wards, np.ones(town.areas))
        ground = ground_for(units, 500, rng)
        exposed = exposures(ground.drawn, units, ring)
        usual, spans = usual_rates(town, rng), spans_of(units)
        own = spans.held(exposed.own[0], (town.areas, design.nights))
        near = spans.held(exposed.neighbour[0], own.shape)
        for _ in range(-(-trials // TOWNS)):
            base = rates(town, usual, design.nights, rng)
            counts = rng.poisson(base * np.where(own, 0.6, np.where(near, 0.85, 1.0)))
            found = by_exposure(exposed, spans.length.astype(np.float64), spans.summed(counts))
            pairs = (found.own_against_none, 0.6), (found.neighbour_against_none, 0.85)
            inside.append(
                tuple(
                    one.low <= truth and (one.high is None or truth <= one.high)
                    for one, truth in pairs
                )
            )
    own_share, near_share = np.mean(inside, axis=0).tolist()
    return {"own": round(own_share, 3), "neighbour": round(near_share, 3)}


def lasting() -> dict[str, float]:
    """What a rotation sees where visits halve reports on their night and four days more."""
    rng = np.random.default_rng(1)
    return {
        f"blocks of {block}": round(
            carried_over(0.5, Design(block=block), rng, days=RESIDUAL_DAYS, runs=40), 3
        )
        for block in (1, 3, 7)
    }


if __name__ == "__main__":
    main()
