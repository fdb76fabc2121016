"""The urn of Ensign et al.: how patrols that follow their own findings run away.

Ensign, Friedler, Neville, Scheidegger & Venkatasubramanian 2018, "Runaway feedback loops in
predictive policing", FAT*, PMLR 81. Two neighbourhoods, one ball of a colour for each incident on
record. Every day a ball is drawn, its neighbourhood is visited, and what is found there goes in.

The settings are those of the authors' own programs: rates of three of Oakland's grid cells (the
two with the most drug arrests and a random one), the arrests on record as the balls at the start,
Poisson findings, each ball forgotten with probability 0.01 a day, 1,000 days.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Urn(msgspec.Struct, frozen=True, kw_only=True):
    """Two neighbourhoods."""

    rates: tuple[float, float]
    """Incidents a day, as they are."""
    balls: tuple[int, int]
    """On record at the start."""
    forget: float = 0.01
    """Probability a day that a ball is taken out; one of each colour always stays."""
    reported: float = 0.0
    """Share of the incidents that residents tell of, whether anyone is there or not."""

    @property
    def true_share(self) -> float:
        """Of the first neighbourhood in all incidents."""
        return self.rates[0] / sum(self.rates)


TOP_TWO = Urn(rates=(3.68511, 2.816466), balls=(609, 379))
TOP_AND_RANDOM = Urn(rates=(3.68511, 2.35592), balls=(609, 7))


def urn_shares(
    urn: Urn, rng: np.random.Generator, *, corrected: bool, days: int = 1000, runs: int = 1000
) -> Floats:
    """[runs] the first neighbourhood's share of the balls after so many days.

    Uncorrected, the rich get richer (section 3). Corrected, what was found goes in with a
    probability that is in proportion to the share of the *other* neighbourhood (section 4): the
    more often one is visited, the less a finding there says. What residents report always goes in.
    """
    balls = np.tile(np.array(urn.balls, np.int64), (runs, 1))
    rates = np.array(urn.rates)
    every = np.arange(runs)
    for _ in range(days):
        share = balls[:, 0] / balls.sum(axis=1)
        visited = np.where(rng.random(runs) < share, 0, 1)
        found = rng.poisson((1.0 - urn.reported) * rates[visited])
        if corrected:
            shares = np.column_stack([share, 1.0 - share])
            surprise = shares[every, 1 - visited] / shares.max(axis=1)
            found *= rng.random(runs) < surprise
        balls[every, visited] += found
        balls += rng.poisson(urn.reported * rates, (runs, 2))
        balls = np.maximum(balls - rng.binomial(balls, urn.forget), 1)
    return np.asarray(balls[:, 0] / balls.sum(axis=1), np.float64)
