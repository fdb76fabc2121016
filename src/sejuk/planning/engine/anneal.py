"""The inner loop: ruin, recreate, accept or not (Schrimpf et al. 2000, "Record breaking
optimization results using the ruin and recreate principle"), with the acceptance of simulated
annealing (Kirkpatrick, Gelatt & Vecchi 1983)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sejuk.kernels.compiled import entry
from sejuk.kernels.dice import Dice, chance
from sejuk.planning.engine.board import Board, copy_board, total_travel
from sejuk.planning.engine.model import Floats, Instance
from sejuk.planning.engine.operators import drawn, recreate, ruin
from sejuk.planning.engine.pool import Pool, remember
from sejuk.planning.engine.recreate.taste import new_taste
from sejuk.planning.engine.ruin.tear_out import tear_out
from sejuk.planning.engine.worth import worth


class Tuning(NamedTuple):
    """The numbers of the loop, for the kernel."""

    ruins: Floats
    recreates: Floats
    """Relative weights, in the order of RUINS and RECREATES."""
    torn_least: int
    torn_most: int
    """Visits torn out in one iteration; the number is drawn between, few more often."""
    noise: float
    thrift: float
    """What a unit of travel costs the acceptance, so that of equal boards the shorter leads."""
    margin: float
    """Tours of boards that come this near to the best are remembered."""


@entry
def anneal(
    inst: Instance,
    current: Board,
    trial: Board,
    best: Board,
    pool: Pool,
    dice: Dice,
    tuning: Tuning,
    iterations: int,
    hot: float,
    cold: float,
) -> None:
    """Run some iterations while the temperature falls from hot to cold; boards are edited."""
    torn = trial.scratch.torn
    best_worth = worth(inst, best)
    best_travel = total_travel(best)
    now = worth(inst, current) - tuning.thrift * total_travel(current)
    for n in range(iterations):
        heat = hot * (cold / hot) ** (n / iterations)
        copy_board(current, trial)
        luck = chance(dice)
        size = tuning.torn_least + int(luck * luck * (tuning.torn_most - tuning.torn_least + 1))
        count = ruin(drawn(tuning.ruins, dice), inst, trial, dice, size, torn)
        if not tear_out(inst, trial, torn, count):
            continue
        new_taste(trial, dice, tuning.noise)
        recreate(drawn(tuning.recreates, dice), inst, trial, dice)
        found = worth(inst, trial)
        travel = total_travel(trial)
        score = found - tuning.thrift * travel
        if score > now + heat * np.log(chance(dice) + 1e-300):
            now = score
            copy_board(trial, current)
            if found > best_worth - tuning.margin:
                remember(pool, trial)
            if found > best_worth or (found == best_worth and travel < best_travel):
                best_worth, best_travel = found, travel
                copy_board(trial, best)
