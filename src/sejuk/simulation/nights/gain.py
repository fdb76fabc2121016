"""The gain of the loop in a world, by the mean field of `simulation/feedback`.

The same mean field as guarantee G3's, in a district of thirteen areas whose rates are as uneven as
this world's, with the world's bias of reporting and the discoveries of its patrols.
"""

from __future__ import annotations

import msgspec
import numpy as np

from sejuk.model.settings import PlanningSettings
from sejuk.model.world import World
from sejuk.simulation.feedback.gain import GainParams, loop_gain
from sejuk.simulation.feedback.world import make_world
from sejuk.simulation.nights.figures import PolicyFigures

AREAS = 13
BY = GainParams(replicates=96, turns=4)
"""What chance leaves in the derivative lifts its largest singular value on average (a norm is
convex), so that a gain is told too high rather than too low. With 16 replicates nearly all of it
was chance: 0.24 where 256 give 0.07."""


def gain_in(
    world: World,
    found: PolicyFigures,
    settings: PlanningSettings,
    *,
    kappa: float,
    areas: int,
    seed: int,
    number: int,
) -> float:
    """Of the product, from its figures over the district's `areas` neighbourhoods.

    Args:
        kappa: what sensing takes the bias of reporting to be.
    """
    rng = np.random.default_rng([seed, number, 2])
    told = world.told_per_area_day * AREAS
    flat = make_world(rng, areas=AREAS, incidents=told)
    # Rates about their mean, whose coefficient of variation is `uneven`.
    uneven = rng.gamma(world.uneven**-2, 1.0, AREAS)
    untold = told * (1.0 / world.told_share - 1.0)
    flat = msgspec.structs.replace(
        flat,
        rates=told * uneven / uneven.sum(),
        visits=max(round(found.visits * AREAS / areas), 1),
        inflation=world.presence_bias,
        found_per_visit=world.found_share * untold / AREAS,
    )
    return loop_gain(flat, settings, rng, kappa=kappa, by=BY)
