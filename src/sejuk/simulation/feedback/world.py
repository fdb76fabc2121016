"""A district whose truth is known: how much happens in each area, and what of it comes to be told.

An assumption to try the system in, no claim about real nights: what happens does not depend on
patrols at all, so that all that follows presence is bias.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class World(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    rates: Floats
    """[areas] incidents a day."""
    neighbours: Floats
    """[areas, areas] rows adding up to 1."""
    visits: int = 26
    """Of a night."""
    dwell_minutes: float = 12.0
    inflation: float = 0.5
    """What residents tell more where presence is like the average of the district; 0: nothing."""
    found_per_visit: float = 0.5
    """Incidents that a visit finds in an area like the average."""

    @property
    def average_minutes(self) -> float:
        """Of patrol, of an area and night."""
        return self.visits * self.dwell_minutes / len(self.rates)

    def told_due(self, minutes: Floats) -> Floats:
        """Expected reports of residents at so many minutes of patrol; any shape [areas, …]."""
        presence = minutes / self.average_minutes
        return np.asarray((self.rates * (1.0 + self.inflation * presence).T).T, np.float64)

    def found_due(self, minutes: Floats) -> Floats:
        """Expected discoveries of patrols."""
        per_minute = self.found_per_visit / self.dwell_minutes / self.rates.mean()
        return np.asarray((self.rates * per_minute * minutes.T).T, np.float64)


def make_world(rng: np.random.Generator, areas: int = 39, incidents: float = 8.0) -> World:
    """Blocks three wide. Rates are gamma of shape 3: the most tense of 39 areas, as many as Johar
    Baru has, has about six times what the calmest has. 8 incidents a day in all."""
    rates = rng.gamma(3.0, 1.0, areas)
    return World(rates=rates * incidents / rates.sum(), neighbours=_beside(areas))


def _beside(areas: int) -> Floats:
    row, column = np.divmod(np.arange(areas), 3)
    apart = np.abs(row[:, None] - row) + np.abs(column[:, None] - column)
    joined = (apart == 1).astype(np.float64)
    return np.asarray(joined / joined.sum(axis=1, keepdims=True), np.float64)
