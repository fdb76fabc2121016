"""Log-likelihood ratios, and from which count on they reach a given height.

All three grow with the count above what was expected and fall with the expectation below the
count. So a floor needs no logarithm for each zone and window: one number for each count will do.
"""

from __future__ import annotations

from enum import IntEnum

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SLACK = 1e-9
"""Floors are taken this part lower: what is just above one must not be lost to a rounding."""
BISECTIONS = 60


class Family(IntEnum):
    CONDITIONAL = 0
    """Poisson given the number of all cases: Kulldorff (1997) and the permutation scan (2005)."""
    EXPECTATION = 1
    """Poisson whose expectations are known: Neill (2009)."""
    BERNOULLI = 2
    """Cases among people of whom each is one or is not: Kulldorff & Nagarwalla (1995)."""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    family: Family
    cases: float = 0.0
    """Of the whole study; of no use to EXPECTATION."""
    population: float = 0.0
    """Cases and others together, for BERNOULLI."""

    def ratio(self, count: ArrayLike, expected: ArrayLike) -> Floats:
        """The log-likelihood ratio; 0 where the count is not above the expectation."""
        c, e = np.broadcast_arrays(np.asarray(count, np.float64), np.asarray(expected, np.float64))
        found = np.zeros(c.shape)
        above = c > e
        found[above] = self._above(c[above], e[above])
        return np.maximum(found, 0.0)

    def _above(self, c: Floats, e: Floats) -> Floats:
        if self.family is Family.EXPECTATION:
            return _times_log(c, c / e) + e - c  # Neill (2009), section 3: C log(C/B) + B − C
        out, out_expected = self.cases - c, self.cases - e
        inside = _times_log(c, c / e)
        outside = _times_log(out, out / out_expected)
        if self.family is Family.CONDITIONAL:
            return inside + outside  # Kulldorff et al. (2005), eq. 2
        # Kulldorff (1997), section 4: the same, and both terms again for those who are no case.
        healthy = self.population - self.cases
        n = e * self.population / self.cases
        well, well_expected = n - c, n - e
        return np.asarray(
            inside
            + outside
            + _times_log(well, well / well_expected)
            + _times_log(healthy - well, (healthy - well) / (healthy - well_expected))
        )

    def highest(self, counts: int, floor: float, min_cases: int) -> Floats:
        """[counts + 1] the highest expectation with which each count 0 … counts reaches the floor.

        −1 where none does. A floor of 0: whatever is below the count.
        """
        c = np.arange(counts + 1, dtype=np.float64)
        aim = floor * (1 - SLACK)
        if floor <= 0:
            found = c * (1 - 1e-15)
        else:
            # Bernoulli: at most as many cases as people.
            low = c * self.cases / self.population if self.family is Family.BERNOULLI else 0 * c
            low, high = np.maximum(low, 1e-300), c.copy()
            never = self.ratio(c, low) < aim
            for _ in range(BISECTIONS):
                middle = (low + high) / 2
                reaches = self.ratio(c, middle) >= aim
                low, high = np.where(reaches, middle, low), np.where(reaches, high, middle)
            found = np.where(never, -1.0, high)
        found[: max(min_cases, 1)] = -1.0
        return np.asarray(np.maximum.accumulate(found))


def _times_log(factor: Floats, ratio: Floats) -> Floats:
    """factor · log(ratio), 0 where the factor is."""
    safe = np.where(factor > 0, ratio, 1.0)
    return np.asarray(factor * np.log(safe))
