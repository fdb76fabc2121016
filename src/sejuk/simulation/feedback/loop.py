"""A simulated year: the policy sends crews, the world answers, the record grows, and so on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.simulation.feedback.history import Record
from sejuk.simulation.feedback.policies import Policy
from sejuk.simulation.feedback.world import World

Floats = NDArray[np.float64]


def run(
    world: World,
    policy: Policy,
    rng: np.random.Generator,
    *,
    nights: int = 365,
    before: Floats | None = None,
) -> Record:
    """The record after so many nights.

    Args:
        before: [areas, nights] minutes of patrol in the nights before, whatever sent them there:
            a history, with what was told and found then.
    """
    earlier = 0 if before is None else before.shape[1]
    record = Record(len(world.rates), earlier + nights)
    for night in range(earlier + nights):
        if before is not None and night < earlier:
            minutes: Floats = before[:, night]
        else:
            tonight = policy(record, rng)
            minutes = np.asarray(tonight.visits * world.dwell_minutes, np.float64)
            record.drawn[:, night], record.chance[:, night] = tonight.drawn, tonight.chance
        record.minutes[:, night] = minutes
        record.told[:, night] = rng.poisson(world.told_due(minutes))
        record.found[:, night] = rng.poisson(world.found_due(minutes))
        record.days = night + 1
    return record


def correlation(record: Record, world: World, nights: int = 90) -> float:
    """Between areas' shares of presence, over the last nights, and of what happens."""
    share = record.share(nights)
    if np.ptp(share) == 0:
        return 0.0
    return float(np.corrcoef(share, world.rates)[0, 1])
