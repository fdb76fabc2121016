"""What is on record of a simulated year: the nights so far, as sensing would be given them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Record:
    """Grows by a night at a time; days that are not over yet are not to be looked at."""

    def __init__(self, areas: int, days: int) -> None:
        self.told, self.found = np.zeros((areas, days)), np.zeros((areas, days))
        self.minutes, self.chance = np.zeros((areas, days)), np.zeros((areas, days))
        self.drawn = np.zeros((areas, days), np.bool_)
        self.days = 0

    def nights_ago(self, most: int) -> Floats:
        """[areas] nights since the last visit, 1 being last night; `most` where there is none."""
        last = self.minutes[:, max(self.days - most, 0) : self.days][:, ::-1] > 0
        ago = np.where(last.any(axis=1), last.argmax(axis=1) + 1, most) if last.size else most
        return np.broadcast_to(np.asarray(ago, np.float64), len(self.told)).copy()

    def share(self, nights: int) -> Floats:
        """[areas] of the presence of the last nights, adding up to 1."""
        minutes = self.minutes[:, max(self.days - nights, 0) : self.days].sum(axis=1)
        return np.asarray(minutes / minutes.sum(), np.float64)
