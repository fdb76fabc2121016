"""G4: two biased histories with the same truth lead to the same patrols.

Before the year begins, crews were in every second area only, for 90 nights: in one history in
these, in the other in the others, with what they were told and found there. Half a year on, the
shares of presence are compared over the half-year that follows.
"""

from __future__ import annotations

import numpy as np
import pytest

from sejuk.files.settings import planning_settings
from sejuk.simulation.feedback.loop import run
from sejuk.simulation.feedback.policies import Policy, Product, greedy
from sejuk.simulation.feedback.world import World, make_world

SETTINGS = planning_settings(None)
MOST = 0.02
"""GUARANTEES.md: the largest difference of an area's share of presence."""


def apart(world: World, policies: tuple[Policy, Policy]) -> float:
    """Of the two histories, each with dice of its own."""
    minutes = world.visits * world.dwell_minutes
    shares = []
    for side, policy in enumerate(policies):
        inside = np.arange(len(world.rates)) % 2 == side
        before = np.zeros((len(inside), 90))
        before[inside] = minutes / inside.sum()
        record = run(world, policy, np.random.default_rng(20 + side), nights=365, before=before)
        shares.append(record.share(180))
    return float(np.abs(shares[0] - shares[1]).max())


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_both_histories_lead_to_the_same_patrols(seed: int) -> None:
    world = make_world(np.random.default_rng(seed))
    ours = (Product(world, SETTINGS, seed), Product(world, SETTINGS, seed + 1))
    assert apart(world, ours) < MOST


def test_a_policy_that_follows_its_findings_never_forgets() -> None:
    """So that the comparison can fail: the same, sent where most is on record."""
    world = make_world(np.random.default_rng(1))
    assert apart(world, (greedy(world, SETTINGS), greedy(world, SETTINGS))) > 4 * MOST
