"""Whether patrols that find more draw more patrols, measured in simulated worlds, as JSON.

    python benchmarks/feedback.py [--json] [--worlds N]

The urn is that of Ensign et al. 2018 in the authors' settings. The worlds, the policies and the
gain are those of `sejuk.simulation.feedback`; every world has truth, dice and seeds of its own.
`greedy` is the rival; `product without correction` is ours if it took reports as they come.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time

import msgspec
import numpy as np

from sejuk.files.settings import planning_settings
from sejuk.simulation.feedback.gain import GainParams, loop_gain
from sejuk.simulation.feedback.loop import correlation, run
from sejuk.simulation.feedback.policies import Policy, Product, greedy
from sejuk.simulation.feedback.urn import TOP_AND_RANDOM, TOP_TWO, Urn, urn_shares
from sejuk.simulation.feedback.world import World, make_world

SETTINGS = planning_settings(None)
BIASED_NIGHTS, COMPARED_NIGHTS = 90, 180


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--json", action="store_true", help="there is no other form")
    arguments.add_argument("--worlds", type=int, default=5)
    given = arguments.parse_args()
    before = time.process_time()
    figures = {
        "urn": {"top two": urn(TOP_TWO), "top and random": urn(TOP_AND_RANDOM)},
        "years": [year(seed) for seed in range(1, given.worlds + 1)],
        "biased histories": [histories(seed) for seed in range(1, given.worlds + 1)],
        "loop gain": [gain(seed) for seed in range(1, given.worlds + 1)],
        "cpu_seconds": round(time.process_time() - before, 1),
        "load": os.getloadavg()[0],
    }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def urn(one: Urn) -> dict[str, float]:
    """The first neighbourhood's share after 1,000 days, mean of 1,000 runs."""
    mixed = msgspec.structs.replace(one, reported=0.5)
    return {
        "truth": round(one.true_share, 4),
        **{
            f"{name}{words}": mean_share(case, corrected=corrected)
            for name, corrected in (("uncorrected", False), ("corrected", True))
            for words, case in (("", one), (", half reported", mixed))
        },
    }


def mean_share(one: Urn, *, corrected: bool) -> float:
    """Of 1,000 runs."""
    return round(float(urn_shares(one, np.random.default_rng(1), corrected=corrected).mean()), 4)


def year(seed: int) -> dict[str, float]:
    """Correlation of shares of presence (last 90 nights of 365) and truth, for each policy."""
    world = make_world(np.random.default_rng(seed))
    product = Product(world, SETTINGS, seed)
    policies: dict[str, Policy] = {
        "greedy": greedy(world, SETTINGS),
        "product": product,
        "product without correction": Product(world, SETTINGS, seed, corrected=False),
    }
    figures: dict[str, float] = {"world": seed}
    for name, policy in policies.items():
        record = run(world, policy, np.random.default_rng(10 + seed))
        figures[name] = round(correlation(record, world), 3)
        if policy is product:
            explored = record.minutes[record.drawn].sum() / record.minutes.sum()
            figures["explored"] = round(float(explored), 3)
    if product.sense is not None:
        figures["inflation found (0.5)"] = round(product.sense.inflation.kappa, 3)
    return figures


def histories(seed: int) -> dict[str, float]:
    """Largest difference of an area's share of presence after two opposite histories."""
    world = make_world(np.random.default_rng(seed))
    minutes = world.visits * world.dwell_minutes
    figures: dict[str, float] = {"world": seed, "equal share": round(1 / len(world.rates), 4)}
    for name in ("greedy", "product"):
        shares = []
        for side in (0, 1):
            inside = np.arange(len(world.rates)) % 2 == side
            before = np.zeros((len(inside), BIASED_NIGHTS))
            before[inside] = minutes / inside.sum()
            policy = greedy(world, SETTINGS)
            if name == "product":
                policy = Product(world, SETTINGS, seed + side)
            record = run(world, policy, np.random.default_rng(20 + side), before=before)
            shares.append(record.share(COMPARED_NIGHTS))
        figures[name] = round(float(np.abs(shares[0] - shares[1]).max()), 4)
    return figures


def gain(seed: int) -> dict[str, float]:
    """Of a district of 13 areas: knowing the inflation of 0.5, taking it for 0.3, and for 0."""
    world: World = make_world(np.random.default_rng(seed), areas=13)
    world = msgspec.structs.replace(world, visits=9)
    by = GainParams(replicates=96, turns=5)
    return {
        "world": seed,
        **{
            f"taken for {kappa}": round(
                loop_gain(world, SETTINGS, np.random.default_rng(5), kappa=kappa, by=by), 3
            )
            for kappa in (0.5, 0.3, 0.0)
        },
    }


if __name__ == "__main__":
    main()
