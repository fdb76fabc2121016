"""A ratio of two weighted rates, tested and bounded by what other draws would have given.

**Test.** Under the sharp null hypothesis of a ratio θ an area that was treated would have had its
reports divided by θ (Rosenbaum 2002, "Observational Studies", 2.4 and 5.3: models of effect turn
what was seen into what would have been seen without treatment). With these adjusted counts the
difference of the weighted sums is 0 in expectation whatever the draw, so that all redraws are
equally likely values of the statistic; p = (1 + redraws at least as far from 0) / (1 + redraws).
At θ = 1 this is Fisher's exact test of no effect for anybody (Fisher 1935), of the size it says.

**Statistic.** Difference over the root of the sum of its squared terms. Divided so, the test of a
ratio stays right when areas differ in how they vary and arms in size (Chung & Romano 2013; Wu &
Ding 2021, "Randomization tests for weak null hypotheses in randomized experiments").

**Interval.** The ratios that the test does not reject at 5 %, from a grid and then by bisection
(Lehmann 1963; Rosenbaum 2002, 2.6.1); where they are not one piece, all between the outermost. The
estimate is the ratio at which the difference is exactly 0 (Hodges & Lehmann 1963).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.effect import Ratio

Floats = NDArray[np.float64]

ALPHA = 0.05
FARTHEST = 5.0
"""|log θ| up to which a limit is sought: a rate ratio of 1/148 or 148."""
GRID = np.linspace(-FARTHEST, FARTHEST, 101)
"""Of log θ; 0 is one of them, so that p and interval agree about no effect."""
HALVINGS = 14
CELLS = 500_000
"""Weights in memory at once."""


class Parts(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The statistic of each draw, as a function of 1/θ: row 0 is the draw that was made."""

    still: Floats
    """[draws] sum over counts that θ does not move."""
    moved: Floats
    """[draws] the same over counts that are divided by θ."""
    still_squares: Floats
    moved_squares: Floats
    size: Floats
    """[draws] weighted counts of both arms together."""

    def statistic(self, theta: Floats) -> Floats:
        """[thetas, draws]; 0 where nothing was counted."""
        by = 1.0 / theta[:, None]
        spread = np.sqrt(self.still_squares + self.moved_squares * by * by)
        sums = self.still + self.moved * by
        return np.divide(sums, spread, out=np.zeros_like(sums), where=spread > 0)


def parts(weigh: Callable[[slice], Floats], draws: int, still: Floats, moved: Floats) -> Parts:
    """Of weights (above 0 for the first arm, below for the second) and counts.

    Args:
        weigh: some of the draws → [draws, units]; asked for few at a time, as all take much memory.
        still, moved: [units]; a unit is in one of them at most.
    """
    found = []
    step = max(1, CELLS // max(1, len(still)))
    for begin in range(0, draws, step):
        weights = weigh(slice(begin, begin + step))
        squares = weights * weights
        found.append(
            (
                _sums(weights, still),
                _sums(weights, moved),
                _sums(squares, still * still),
                _sums(squares, moved * moved),
                _sums(np.abs(weights), still + moved),
            )
        )
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    return Parts(
        still=columns[0],
        moved=columns[1],
        still_squares=columns[2],
        moved_squares=columns[3],
        size=columns[4],
    )


def _sums(rows: Floats, by: Floats) -> Floats:
    """Of each row, weighed. Not `@`: its threads add up in an order of their own, and on a busy
    machine wait for each other."""
    return np.asarray(np.einsum("ij,j->i", rows, by), np.float64)


def ratio(of: Parts) -> Ratio:
    """Estimate, p of no effect, and interval."""
    first, second = float(of.moved[0]), -float(of.still[0])
    if first <= 0 and second <= 0:
        return Ratio(ratio=None, low=0.0, high=None, p=1.0)
    centre = _centre(first, second)
    kept = GRID[p_values(of, np.exp(GRID)) > ALPHA]
    return Ratio(
        ratio=None if second <= 0 else max(first, 0.0) / second,
        low=0.0 if first <= 0 else _limit(of, min([centre, *kept]), -1) or 0.0,
        high=None if second <= 0 else _limit(of, max([centre, *kept]), +1),
        p=float(p_values(of, np.ones(1))[0]),
    )


def p_values(of: Parts, theta: Floats) -> Floats:
    """[thetas] two-sided; the draw that was made counts as one of them."""
    far = np.abs(of.statistic(theta))
    # A redraw that is the same draw must not differ by rounding.
    return np.asarray((far >= far[:, :1] * (1 - 1e-9)).mean(axis=1), np.float64)


def _centre(first: float, second: float) -> float:
    """Log of the estimate, inside the grid."""
    if first <= 0:
        return -FARTHEST
    if second <= 0:
        return FARTHEST
    return min(max(math.log(first / second), -FARTHEST), FARTHEST)


def _limit(of: Parts, kept: float, way: int) -> float | None:
    """Where the test begins to reject, from a log θ that it does not reject, downwards or up; None:
    nowhere as far as is looked."""
    rejected = kept + way * (GRID[1] - GRID[0])
    if abs(rejected) > FARTHEST:
        return None
    for _ in range(HALVINGS):
        middle = (kept + rejected) / 2
        if p_values(of, np.exp(np.array([middle])))[0] > ALPHA:
            kept = middle
        else:
            rejected = middle
    return math.exp(rejected)
