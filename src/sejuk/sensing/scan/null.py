"""What could have happened by chance: how replicates are drawn, and from which dice.

Each replicate has dice of its own (SplitMix64, Steele, Lea & Flood 2014), so that it is the same
whichever thread draws it, in kernels or in numpy.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
States = NDArray[np.uint64]
Places = NDArray[np.uint32]

GAMMA = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
UNLIKELY = 1e-18
"""Totals less likely than this together are never drawn; dice have 53 bits."""


class Shuffle(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Some of the slots, drawn without replacement; the k-th one drawn is given the k-th day.

    Slots are cases for the permutation scan, whose days are shuffled over them, and people for
    Bernoulli's, of whom some are cases.
    """

    slots: Places
    """[slots] location of each."""
    days: Places
    """[drawn] no more than slots."""

    @property
    def most(self) -> int:
        """Cases of a replicate."""
        return len(self.days)


class Spread(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """So many cases, each thrown onto a cell (location and day) by its share of the expectation."""

    cells: Floats
    """[locations · days] shares, added up; the last is 1."""
    least: int
    """The total is this plus the number of `totals` not above a throw."""
    totals: Floats
    """Added-up probabilities of the total; empty: it is `least`."""

    @property
    def most(self) -> int:
        return self.least + len(self.totals)


Null = Shuffle | Spread


def spread(expected: Floats, total: int | None = None) -> Spread:
    """Cases by expectation [locations, days]; their total is given, or Poisson itself.

    Poisson cells given their total are multinomial: one throw for the total and one for each case
    bring independent Poisson counts.
    """
    shares = np.cumsum(expected.reshape(-1))
    if not len(shares) or shares[-1] <= 0:
        return Spread(cells=np.ones(1), least=0, totals=np.zeros(0))
    cells = shares / shares[-1]
    # The last cell that can be hit takes what rounding left.
    cells[np.searchsorted(cells, cells[-1]) :] = 1.0
    if total is not None:
        return Spread(cells=cells, least=total, totals=np.zeros(0))
    least, totals = _poisson_totals(float(shares[-1]))
    return Spread(cells=cells, least=least, totals=totals)


def _poisson_totals(mean: float) -> tuple[int, Floats]:
    """The distribution function of a Poisson total, from the least likely value upwards."""
    reach = 10 * np.sqrt(mean) + 40  # Chernoff: beyond it less than e^−40 on either side
    low, high = max(0, int(mean - reach)), int(mean + reach)
    steps = np.log(mean) - np.log(np.arange(low + 1, high + 1))
    powers = np.concatenate([[0.0], np.cumsum(steps)])
    chances = np.exp(powers - powers.max())
    upto = np.cumsum(chances / chances.sum())
    used = upto < 1 - UNLIKELY
    return low, np.asarray(upto[used], np.float64)


def streams(seed: int, replicates: int) -> States:
    """[replicates] where each one's dice begin."""
    with np.errstate(over="ignore"):
        base = mixed(np.array([seed % 2**64], np.uint64) + np.uint64(GAMMA))
        number = np.arange(1, replicates + 1, dtype=np.uint64) * np.uint64(_SECOND)
        return mixed(base ^ mixed(number))


def throws(states: States, begin: int, count: int) -> Floats:
    """[streams, count] in [0, 1): what dice in these states show after `begin` throws."""
    with np.errstate(over="ignore"):
        steps = np.arange(begin + 1, begin + count + 1, dtype=np.uint64) * np.uint64(GAMMA)
        bits = mixed(states[:, None] + steps)
    return np.asarray((bits >> np.uint64(11)) * 2.0**-53)


def mixed(bits: States) -> States:
    """SplitMix64's output function, as in `kernels/dice.py`."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(_FIRST)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(_SECOND)
    return bits ^ (bits >> np.uint64(31))
