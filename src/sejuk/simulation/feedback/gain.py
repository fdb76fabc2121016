"""The gain of the loop: how much of a change of presence comes back as presence.

The mean-field map F takes shares of presence s to the shares that follow from them: so much is told
and found at s, from that sensing makes a tension, and from that values, floors and the lot make
the next shares. Data is random; F is the expectation over it. The loop gain is the largest
singular value of F's derivative on changes that add up to 0, where all areas have equal presence
or at F's fixed point, whichever is larger: moving a part of all presence moves no more than gain
times that part of the next one, in whatever direction. Below 1 a change dies out; at 0.2 four
fifths of it are gone at the first turn. A loop that has run away is locked and has no gain at its
fixed point any more: hence the other one.

Where the plan's rotation is a matter of whole nights, F has that of continuous time: a place of
worth w is visited whenever w · (1 + nights/7) reaches the night's threshold, so that visits of
higher worth recur sooner. The caps of G5, which hold it back further, are left out.
"""

from __future__ import annotations

from typing import cast

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_diag

from sejuk.model.settings import PlanningSettings
from sejuk.sensing.baseline import BaselineParams
from sejuk.simulation.feedback.policies import PLACES
from sejuk.simulation.feedback.senses import sense_counts
from sejuk.simulation.feedback.world import World

Floats = NDArray[np.float64]

HALVINGS = 40
DAYS = 180
"""Of a record at s: three half-lives of the baseline; what is older weighs an eighth."""
FLOOR_NIGHTS = 7.0


class GainParams(msgspec.Struct, frozen=True, kw_only=True):
    replicates: int = 24
    """Over whose data F is averaged, the same for every s."""
    turns: int = 8
    """From equal shares to the fixed point."""
    step: float = 0.2
    """Of an area's equal share, to either side."""


def mean_field(
    shares: Floats, world: World, settings: PlanningSettings, *, kappa: float, noise: Floats
) -> Floats:
    """[areas] F(s).

    Args:
        kappa: what sensing takes the inflation of reports to be; 0: it knows of none.
        noise: [2, replicates, areas] standard normal, of what is told and what is found.
    """
    copies, areas = noise.shape[1:]
    minutes = np.tile(shares * world.visits * world.dwell_minutes, copies)
    told = _disturbed(np.tile(world.told_due(minutes[:areas]), copies), noise[0].ravel())
    found = _disturbed(np.tile(world.found_due(minutes[:areas]), copies), noise[1].ravel())
    open_ = 1.0 + kappa * minutes / world.average_minutes
    every = (copies * areas, DAYS)
    told, found, minutes, open_ = (
        np.broadcast_to(row[:, None], every) for row in (told, found, minutes, open_)
    )
    # Of a thousand areas hardly any two are neighbours; `@` is all that is asked of the matrix.
    beside = cast("Floats", block_diag([world.neighbours] * copies, format="csr"))
    mean, high = sense_counts(told, found, minutes, open_, beside)
    worth = (mean + settings.uncertainty_bonus * (high - mean)).reshape(copies, areas)
    explored = settings.exploration_share
    drawn = np.full(areas, explored / areas)
    sent = np.mean([_recurring(one, (1 - explored) * world.visits, settings) for one in worth], 0)
    return np.asarray(drawn + (1 - explored) * sent, np.float64)


def loop_gain(
    world: World,
    settings: PlanningSettings,
    rng: np.random.Generator,
    *,
    kappa: float,
    by: GainParams | None = None,
) -> float:
    """The larger of F's gains at equal shares and at its fixed point, by central differences."""
    by = by or GainParams()
    areas = len(world.rates)
    noise = rng.standard_normal((2, by.replicates, areas))

    def turn(shares: Floats) -> Floats:
        return mean_field(shares, world, settings, kappa=kappa, noise=noise)

    def gain(shares: Floats) -> float:
        step, ways = by.step / areas, np.eye(areas) - 1.0 / areas
        slope = [
            (turn(shares + step * way) - turn(shares - step * way)) / (2 * step) for way in ways
        ]
        return float(np.linalg.svd(np.array(slope), compute_uv=False)[0])

    equal = np.full(areas, 1.0 / areas)
    shares = equal
    for _ in range(by.turns):
        shares = (shares + turn(shares)) / 2
    return max(gain(equal), gain(shares))


def _disturbed(due: Floats, normal: Floats) -> Floats:
    """What days come to on average when older ones fade: as uncertain as their effective number."""
    fade = 0.5 ** (np.arange(DAYS) / BaselineParams().half_life_days)
    days = fade.sum() ** 2 / (fade**2).sum()
    due = np.maximum(due, 0.0)
    return np.asarray(np.maximum(due + normal * np.sqrt(due / days), 0.0), np.float64)


def _recurring(worth: Floats, visits: float, settings: PlanningSettings) -> Floats:
    """[areas] shares of visits of areas with places of this worth, each in its rhythm."""
    low, high = 0.0, float(worth.max()) * (1.0 + settings.due_max)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        busy = PLACES * _rhythm(worth, middle, settings).sum() > visits
        low, high = (middle, high) if busy else (low, middle)
    found = _rhythm(worth, high, settings)
    return np.asarray(found / found.sum(), np.float64)


def _rhythm(worth: Floats, threshold: float, settings: PlanningSettings) -> Floats:
    """[areas] visits a night to each place: every night at most, and as the floor asks at least."""
    wait = np.maximum(settings.due_days * (threshold / np.maximum(worth, 1e-9) - 1.0), 1.0)
    reached = threshold <= settings.due_max * worth
    return np.maximum(np.where(reached, 1.0 / wait, 0.0), 1.0 / (PLACES * FLOOR_NIGHTS))
