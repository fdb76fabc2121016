"""Bursts: bins in which more was seen than the bins before explain.

Before a bin stand those of its trailing baseline, less a guard of the last ones, so that a burst
does not hide the day after (the reason for EARS C2: Hutwagner et al. 2003, Journal of Urban Health
80). What is due is Gamma–Poisson, as wide as the baseline itself is clumped: with a rate m found
from a sum of y, and φ its variance over its mean, the next count has variance φ·m·(1 + m/y), to
which a negative binomial is fitted. A bin is a burst if so many or more have a small probability.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEAST_CLUMPED = 1.01
"""Variance over mean at which a negative binomial still can be told from Poisson."""


class BurstParams(msgspec.Struct, frozen=True, kw_only=True):
    baseline: int = 28
    guard: int = 2
    """Bins."""
    least_bins: int = 7
    """With exposure in the baseline; below them nothing is called a burst."""
    chance: float = 0.01
    """Of a bin without a burst to be called one, at most."""
    least: int = 3
    """Fewer are no burst, however rare they were before."""
    prior_seen: float = 0.5
    """Of the baseline: Jeffreys' prior of a Poisson rate."""
    prior_dispersion: float = 2.0
    prior_bins: float = 3.0


class Bursts(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    due: Floats
    """[bins] by the baseline; NaN where there is none."""
    chance: Floats
    """[bins] of so many or more, if nothing rose; 1 where there is no baseline."""
    burst: Bools
    """[bins]"""


def bursts(seen: Floats, exposure: Floats, by: BurstParams | None = None) -> Bursts:
    """Of each bin by those before it, in one stream.

    Args:
        seen, exposure: [bins] as in `growth`.
    """
    by = by or BurstParams()
    seen = np.where(exposure > 0, seen, 0.0)
    due, chance = np.full(len(seen), np.nan), np.ones(len(seen))
    for b in range(len(seen)):
        before = slice(max(b - by.guard - by.baseline, 0), max(b - by.guard, 0))
        if exposure[b] > 0 and (exposure[before] > 0).sum() >= by.least_bins:
            due[b], chance[b] = _next(seen[before], exposure[before], seen[b], exposure[b], by)
    return Bursts(due=due, chance=chance, burst=(chance <= by.chance) & (seen >= by.least))


def _next(
    seen: Floats, exposure: Floats, now: float, exposure_now: float, by: BurstParams
) -> tuple[float, float]:
    """What is due in the next bin, and the probability of what came or more."""
    total = float(seen.sum()) + by.prior_seen
    due = exposure_now * total / float(exposure.sum())
    clumped = max(_dispersion(seen, exposure, by) * (1.0 + due / total), LEAST_CLUMPED)
    size = due / (clumped - 1.0)
    if now <= 0:
        return due, 1.0
    # Abramowitz & Stegun 1964, equation 26.5.26.
    return due, float(betainc(now, size, 1.0 - 1.0 / clumped))


def _dispersion(seen: Floats, exposure: Floats, by: BurstParams) -> float:
    """As in `growth`, about a constant rate."""
    some = exposure > 0
    due = exposure[some] * seen.sum() / exposure.sum()
    freedom = len(due) - 1
    if not due.any():
        return by.prior_dispersion
    off = seen[some] - due
    found = float((off**2 / due).sum()) / max(1.0 + float((off / due).mean()), 0.1)
    return max((found + by.prior_bins * by.prior_dispersion) / (freedom + by.prior_bins), 1.0)
