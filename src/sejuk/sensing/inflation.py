"""How much more residents tell where patrols are, learned from visits that a lot decided.

    told[a, d] ~ Poisson(θ · open[a, d] · (1 + κ · presence[a, d]))

Where a patrol stands, residents tell it what they would not have reported. Taken as it comes, that
draws more patrols (Ensign et al. 2018, section 5: reports weaken the runaway, they do not end it).
So κ is found and goes into the exposure: what more there is by presence is due, not a rise.

Patrols also go where more is told, so that the two cannot be compared as they are. But whom the lot
sends a crew to has nothing to do with what happens there: at the true κ, what remains after
dividing by 1 + κ · presence is the same for drawn and undrawn areas (g-estimation: Robins 1994,
"Correcting for non-compliance in randomized trials using structural nested mean models"). With
recorded probabilities p and lots Z,

    Σ (Z − p) · (told/(1 + κ presence) − open · θ̂) = 0

where θ̂ is the area's own rate on its other days, which makes it precise and cannot make it wrong.
What little data says is drawn towards 0: no correction without evidence.

Only what presence does on the day itself is found. If residents trust slowly and tell more for
weeks, that stays in.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

HALVINGS = 50


class InflationParams(msgspec.Struct, frozen=True, kw_only=True):
    prior_sd: float = 0.5
    """Of κ about 0, at a presence like the average."""
    most: float = 4.0


class Inflation(msgspec.Struct, frozen=True, kw_only=True):
    """What is told more where presence is like the average: half as much again is 0.5."""

    kappa: float = 0.0
    """After drawing towards 0; never below it."""
    sd: float = 0.0
    """Of κ from the lots alone."""

    def exposure(self, open_: Floats, presence: Floats) -> Floats:
        """[areas, days] in which residents could tell, with what presence adds."""
        return np.asarray(open_ * (1.0 + self.kappa * presence), np.float64)


def relative_presence(minutes: Floats) -> Floats:
    """[areas, days] minutes of patrol, 1 being the average of all areas and days."""
    average = float(minutes.mean()) if minutes.size else 0.0
    return minutes / average if average > 0 else np.zeros_like(minutes)


def inflation(
    told: Floats,
    open_: Floats,
    presence: Floats,
    drawn: Bools,
    chance: Floats,
    by: InflationParams | None = None,
) -> Inflation:
    """κ from days that are over.

    Args:
        told, open_: [areas, days] incidents that residents told of; part of the day they could.
        presence: [areas, days] as `relative_presence` gives it.
        drawn, chance: [areas, days] the lot that sent a crew there, and its probability.

    Without any lot that could have fallen otherwise κ is 0.
    """
    by = by or InflationParams()
    lot = np.where((chance > 0) & (chance < 1), drawn - chance, 0.0)
    if not lot.any():
        return Inflation()
    case = _Case(told=told, open=open_, presence=presence, lot=lot)
    low, high = 0.0, by.most
    if case.excess(low).sum() <= 0:
        high = low  # drawn areas tell no more than others
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if case.excess(middle).sum() > 0 else (low, middle)
    sd = case.sd(high)
    weight = by.prior_sd**2 / (by.prior_sd**2 + sd**2)
    return Inflation(kappa=high * weight, sd=sd)


class _Case(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    told: Floats
    open: Floats
    presence: Floats
    lot: Floats

    def excess(self, kappa: float) -> Floats:
        """[areas, days] terms of the equation."""
        factor = 1.0 + kappa * self.presence
        due = self.open * factor
        others = due.sum(axis=1, keepdims=True) - due
        rest = self.told.sum(axis=1, keepdims=True) - self.told
        rate = np.divide(rest, others, out=np.zeros_like(rest), where=others > 0)
        return np.asarray(self.lot * (self.told / factor - self.open * rate), np.float64)

    def sd(self, kappa: float) -> float:
        """By the sandwich: spread of the terms over the slope of their sum."""
        step = 1e-4
        slope = (self.excess(kappa + step).sum() - self.excess(kappa).sum()) / step
        spread = float(np.sqrt((self.excess(kappa) ** 2).sum()))
        return spread / abs(float(slope)) if slope else np.inf
