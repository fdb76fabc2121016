"""`sejuk compare`: our plan beside the present one and others, with the same people."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import msgspec

from sejuk.app.context import Progress, silent
from sejuk.app.gather import Gathered, NightOptions, gather
from sejuk.app.plan_night import check, checked_plan, plan_files, search_of
from sejuk.app.workers import shared_out
from sejuk.files.writing import write_folder
from sejuk.model.compare import Comparison
from sejuk.model.plan import Plan
from sejuk.planning.compare import compared, random_tension
from sejuk.planning.night import baseline_plans
from sejuk.problems import refuse

MOST_SEEDS = 10_000


class Compared(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    gathered: Gathered
    comparison: Comparison
    draws: tuple[tuple[Plan, ...], ...]


def compare(options: NightOptions, weights_seeds: int, progress: Progress) -> Compared:
    """All plans of one night, each checked; with seeds 1 … N of random weights where N > 0.

    Draws run in as many processes as there are cores; the result does not depend on that. A
    script that asks for them needs `if __name__ == "__main__":`, as for any of its processes.
    """
    if options.proof is None:  # many plans side by side need no bound each
        options = msgspec.structs.replace(options, proof="none")
    search_of(options, silent)  # an unknown preset is refused before any work
    gathered = gather(options)
    if not 0 <= weights_seeds <= MOST_SEEDS:
        expected = f"0 … {MOST_SEEDS}"
        raise refuse("bad_option", option="--weights-seeds", value=weights_seeds, expected=expected)
    seeds = range(1, weights_seeds + 1) if weights_seeds else range(1)
    draws = _draws(options, gathered, seeds, progress)
    return Compared(
        gathered=gathered,
        comparison=compared(draws, weights_seeds=weights_seeds),
        draws=draws,
    )


def write_comparison(options: NightOptions, compared_plans: Compared, folder: Path) -> None:
    """Write the plan's files with the comparison on its page, and `perbandingan.json`.

    Over random weights the page shows the plan of the user's own (or equal) tension.
    """
    gathered, comparison = compared_plans.gathered, compared_plans.comparison
    plans = compared_plans.draws[0]
    if comparison.weights_seeds:
        plans = _draw(options, gathered, 0)
    *others, ours = plans
    shown = comparison if comparison.weights_seeds else None
    files = plan_files(gathered, ours, tuple(others), shown)
    files["perbandingan.json"] = comparison_json(comparison)
    write_folder(folder, files)


def comparison_json(comparison: Comparison) -> bytes:
    """`{"plans": …, "ratio": …}`, each figure as `{"median", "min", "max"}`."""
    page = {"plans": comparison.plans, "ratio": comparison.ratio}
    return msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n"


def _draws(
    options: NightOptions, gathered: Gathered, seeds: range, progress: Progress
) -> tuple[tuple[Plan, ...], ...]:
    count = min(len(seeds), os.cpu_count() or 1)
    if count == 1:
        progress("compare", 0.0)
        return tuple(_draw(options, gathered, seed) for seed in seeds)
    found: dict[int, tuple[Plan, ...]] = {}
    for seed, plans in shared_out(partial(_draw, options, gathered), seeds, count):
        found[seed] = plans
        progress("compare", len(found) / len(seeds))
    return tuple(found[seed] for seed in seeds)


def _draw(options: NightOptions, gathered: Gathered, seed: int) -> tuple[Plan, ...]:
    """All plans under one draw of the weights; seed 0: under the user's own or equal ones."""
    night = gathered.night
    if seed:
        drawn = random_tension(night.district, night.settings, seed)
        night = msgspec.structs.replace(night, tension=drawn)
    search = search_of(options, silent)
    others = baseline_plans(night, search, gathered.present)
    for other in others:
        check(other, night)
    return (*others, checked_plan(night, search))
