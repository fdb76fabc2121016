"""A plan of a pool led away from the others by kernels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.planning.engine.patrol import patrol_instance
from sejuk.planning.engine.search import board_of
from sejuk.planning.engine.stray import Stop, StrayTuning, stray, usage_for
from sejuk.planning.engine.worth import worth
from sejuk.planning.member import HALF_HOUR, Member, member_of


def led_by_kernels(
    start: Member,
    usage: NDArray[np.float64],
    least: float,
    iterations: int,
    seed: int,
    stop: Stop,
    tuning: StrayTuning = StrayTuning(),  # noqa: B008  # nobody changes it
) -> Member:
    """The least familiar plan found that is worth at least `least`, its meetings held when they
    were; the start where none is found. `usage` [places, half-hours] as for `planning/stray.py`."""
    night = patrol_instance(start.problem, start.items, start.tours)
    # What the engine also pays for, and an objective does not hold: breadth and an even share.
    inst = night.inst._replace(least_bonus=0.0, spread_cost=0.0)
    paid = worth(inst, board_of(inst, night.tours)) - start.objective
    tours = stray(
        inst,
        night.tours,
        usage_for(inst, usage, HALF_HOUR),
        least + paid,
        iterations,
        seed,
        stop,
        tuning,
    )
    new = member_of(start.problem, start.items, night.as_tours(start.problem, tours))
    # A place that is owed may stand for worth in the engine; in a pool it is a rule.
    if new is None or new.objective < least or new.wrong > start.wrong:
        return start
    return new
