"""A district that lives: tension that drifts and spreads, incidents, rumours, trust, calm.

Of an area and day so many incidents are due:

    usual · calendar · e^unrest · (1 + lift · rumour) · calm · backlash + what earlier ones bring

Unrest is a first-order autoregression, part of which is the neighbours'. A rumour begins somewhere
and spreads to areas that touch. Earlier incidents bring others, here and beside (Hawkes 1971).
A visit leaves calm that saturates and is gone after some days (Koper 1995; Barnes et al. 2020), and
takes away a part of a rumour. More visits than people put up with bring trouble instead.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.world import World
from sejuk.sensing.ground import Ground
from sejuk.simulation.nights.draw import Luck, poisson

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

TRUST_LEFT = 0.97
"""Of what trust differs by from the beginning's, on the next day: half of it after three weeks."""
VISIT_MINUTES = 12.0
WEEK = 7


class Town(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What does not change in a world."""

    world: World
    usual: Floats
    """[areas] incidents a day."""
    border: NDArray[np.bool_]
    beside: Floats
    """[areas, areas] equal weights that add up to 1."""
    vote: int
    """Day of the vote; none before it has a pulse."""


class State(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """In the evening, before a patrol. All [areas]."""

    unrest: Floats
    """Of log rates."""
    echo: Floats
    """Incidents a day that earlier ones bring."""
    rumour: Floats
    """Part of the area that has heard one and worries."""
    calm: Floats
    """Visits' minutes that still work, in units of `full_minutes`."""
    trust: Floats
    """1 at the beginning."""
    week: Floats
    """[areas, 7] minutes of patrol of the last nights, the newest first."""


class Day(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The 24 hours that begin with a patrol. All [areas]."""

    due: Floats
    incidents: Whole
    told: Whole
    found: Whole


def make_town(world: World, ground: Ground, rng: np.random.Generator, *, vote: int) -> Town:
    """Usual rates are gamma-distributed; borders have their own share of all."""
    shape = world.uneven**-2
    usual = rng.gamma(shape, 1.0, len(ground.areas))
    border = ground.border
    hoods = int((~border).sum())
    total = world.told_per_area_day / world.told_share * hoods
    parts = {False: 1.0 - world.border_share, True: world.border_share}
    if not border.any():
        parts = {False: 1.0, True: 0.0}
    for kind, part in parts.items():
        rows = border == kind
        if rows.any():
            usual[rows] *= part * total / usual[rows].sum()
    return Town(world=world, usual=usual, border=border, beside=ground.neighbours, vote=vote)


def first_state(town: Town) -> State:
    """Before anything."""
    nothing = np.zeros(len(town.usual))
    return State(
        unrest=nothing,
        echo=nothing,
        rumour=nothing,
        calm=nothing,
        trust=np.ones(len(town.usual)),
        week=np.zeros((len(town.usual), WEEK)),
    )


def live(town: Town, state: State, day: int, minutes: Floats, luck: Luck) -> tuple[State, Day]:
    """A night's patrol of so many minutes [areas], the 24 hours from its beginning, and what is
    left of all that in the next evening."""
    world = town.world
    week = np.column_stack([minutes, state.week[:, :-1]])
    above = np.maximum(week.sum(axis=1) / VISIT_MINUTES / world.backlash_above - 1.0, 0.0)
    calm = state.calm + minutes / world.full_minutes
    rumour = state.rumour * (1.0 - world.answered) ** (minutes / VISIT_MINUTES)
    level = np.exp(state.unrest - world.unrest**2 / 2) * (1.0 + world.rumour_lift * rumour)
    cooled = 1.0 - world.calm * (1.0 - np.exp(-calm))
    due = town.usual * calendar(town, day) * level * cooled * (1.0 + world.backlash * above)
    due = due + state.echo
    incidents = poisson(due, luck.incidents)
    told, found = _known(town, state, incidents, minutes, luck)
    return (
        State(
            unrest=_drifted(town, state.unrest, luck),
            echo=_echo(town, state.echo, incidents),
            rumour=_spread(town, rumour, luck),
            calm=calm * math.exp(-1.0 / world.calm_days),
            trust=_trust(town, state.trust, minutes, above),
            week=week,
        ),
        Day(due=due, incidents=incidents, told=told, found=found),
    )


def calendar(town: Town, day: int) -> float:
    """Times the usual: a pulse after the vote, and a second one later, that die away."""
    world, since = town.world, float(day - town.vote)
    later = since - round(world.second_night)
    first = math.exp(-since / world.pulse_days) if since >= 0 else 0.0
    second = world.second_pulse * math.exp(-later / world.pulse_days) if later >= 0 else 0.0
    return 1.0 + world.pulse * (first + second)


def _known(
    town: Town, state: State, incidents: Whole, minutes: Floats, luck: Luck
) -> tuple[Whole, Whole]:
    """Residents tell more where they trust and where patrols are; patrols find some of the rest."""
    world = town.world
    average = max(float(minutes[~town.border].mean()), 1e-9)
    presence = minutes / average if minutes.any() else minutes
    tell = world.told_share * state.trust * (1.0 + world.presence_bias * presence)
    happened = np.arange(luck.told.shape[1]) < incidents[:, None]
    told = happened & (luck.told < np.minimum(tell, 1.0)[:, None])
    seen = 1.0 - (1.0 - world.found_share) ** (minutes / VISIT_MINUTES)
    found = happened & ~told & (luck.found < seen[:, None])
    return told.sum(axis=1), found.sum(axis=1)


def _drifted(town: Town, unrest: Floats, luck: Luck) -> Floats:
    world = town.world
    mixed = (1.0 - world.diffusion) * unrest + world.diffusion * (town.beside @ unrest)
    fresh = world.unrest * math.sqrt(1.0 - world.memory**2)
    return np.asarray(world.memory * mixed + fresh * luck.unrest, np.float64)


def _echo(town: Town, echo: Floats, incidents: Whole) -> Floats:
    """Each incident brings `repeat` more in all: geometric in time, part of them beside."""
    world = town.world
    left = math.exp(-1.0 / world.repeat_days)
    near = (1.0 - world.repeat_near) * incidents + world.repeat_near * (town.beside.T @ incidents)
    return np.asarray(left * echo + (1.0 - left) * world.repeat * near, np.float64)


def _spread(town: Town, rumour: Floats, luck: Luck) -> Floats:
    world = town.world
    reached = rumour + world.rumour_spread * (town.beside @ rumour) * (1.0 - rumour)
    left = world.rumour_memory * reached
    if luck.rumour < world.rumours_per_week / WEEK:
        hoods = np.flatnonzero(~town.border)
        left[hoods[int(luck.rumour_area * len(hoods))]] = 1.0
    return np.minimum(left, 1.0)


def _trust(town: Town, trust: Floats, minutes: Floats, above: Floats) -> Floats:
    world = town.world
    moved = world.trust_gain * (minutes > 0) - world.trust_loss * above
    return np.asarray(np.clip(1.0 + TRUST_LEFT * (trust - 1.0) + moved, 0.0, 2.0), np.float64)
