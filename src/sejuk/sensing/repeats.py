"""Near repeats in a stream: what is usual a few days after something happened there.

Burglaries, brawls and arson come in bunches; a detector that takes their incidents for independent
raises an alarm for every bunch. Each incident more than usual brings η others over the next seven
days, in its own area and the ones next to it (a self-exciting process, Mohler et al. 2011, with a
flat kernel). η is what forecasts past days best; 0 unless it forecasts them clearly better.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DAYS = 7
OWN = 0.6
"""Part of the repeats that stay in the area; the rest goes to its neighbours."""
LEAST = 0.2
"""Of the usual: after days of calm no less is expected."""
CLEARLY = 3.0
"""By so many nats must a forecast be better: by chance alone once in a hundred streams (χ², 1)."""
RATES = tuple(0.05 * k for k in range(11))


class Repeats(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    rate: float
    """η: incidents that each one brings."""
    mean: Floats
    """[areas, days] expected on each day where everything can be told, from the usual and the
    seven days before."""


def with_repeats(
    counts: Floats, usual: Floats, open_: Floats, neighbours: Floats, known: int
) -> Repeats:
    """The usual, and what the week before adds to it or takes away.

    Args:
        counts, usual: [areas, days]; usual where everything can be told.
        open_: [areas, days] part of the day in which something could be told.
        neighbours: [areas, areas] rows that add up to 1, or to 0 without neighbours.
        known: days, from the first on, that η is found with.
    """
    alone = neighbours.sum(axis=1) == 0
    from_each = np.diag(np.where(alone, 1.0, OWN)) + (1.0 - OWN) * neighbours
    week = _week_before(from_each.T @ (counts - usual * open_))
    past = slice(DAYS, max(known, DAYS))
    scores = [
        _score(counts[:, past], (_mean(usual, week, rate) * open_)[:, past]) for rate in RATES
    ]
    best = int(np.argmax(scores))
    rate = RATES[best] if scores[best] > scores[0] + CLEARLY else 0.0
    return Repeats(rate=rate, mean=_mean(usual, week, rate))


def _week_before(values: Floats) -> Floats:
    """[…, days] means of the seven days before each."""
    sums = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    day = np.arange(values.shape[1])
    return np.asarray((sums[:, day] - sums[:, np.maximum(day - DAYS, 0)]) / DAYS, np.float64)


def _mean(usual: Floats, week: Floats, rate: float) -> Floats:
    return np.maximum(usual + rate * week, LEAST * usual) if rate else usual


def _score(counts: Floats, mean: Floats) -> float:
    """Log likelihood, Poisson, but for what does not depend on the mean."""
    seen = mean > 0
    return float((counts[seen] * np.log(mean[seen]) - mean[seen]).sum())
