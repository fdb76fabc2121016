"""Whether a claim spreads faster: the slope of its sightings in time, and how sure that is.

    seen[s, b] ~ dispersion · Poisson-like, mean = exposure[s, b] · exp(level[s] + slope · time[b])

Each stream s (what patrols hear, what others tell) has a level of its own and all share the slope.
Given how often the stream saw it at all, its level drops out (the conditional likelihood of Poisson
counts is multinomial):

    l(slope) = Σ_s [Σ_b seen · slope · time − seen[s] · log Σ_b exposure · exp(slope · time)]

Sightings come in clumps, so that their variance is larger than their mean: l is divided by the
dispersion (quasi-likelihood, McCullagh & Nelder 1989, section 9.2), found by Fletcher's estimator,
which also holds for counts near 0 (Fletcher 2012, Biometrika 99, equation 5). As it is found from
few bins, what remains is Student's t in the signed root of l, as in the F-test of quasi-likelihood.

The prior is weak: the slope times twice the standard deviation of time is Normal(0, 2.5²) (the
scale of Gelman et al. 2008, Annals of Applied Statistics 2): a claim seen ten times in a week is
hardly moved by it, and one seen once does not grow without end.

No reproduction number: nobody knows how long it takes until who heard a rumour tells it.
"""

from __future__ import annotations

from enum import StrEnum
from math import log

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 50
GRID = np.linspace(-6.0, 6.0, 401)


class Series(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How often one claim was seen, in bins of equal length, the last one being now."""

    seen: Floats
    exposure: Floats
    """[streams, bins] what listening there was, in any unit; what was seen without it is left
    out."""
    bin_days: float = 1.0


class GrowthParams(msgspec.Struct, frozen=True, kw_only=True):
    prior_sd: float = 2.5
    """Of the slope times twice the standard deviation of time; inf: flat."""
    prior_dispersion: float = 2.0
    prior_bins: float = 3.0
    """How many bins the prior dispersion counts for."""
    sure: float = 0.95
    """Probability above which a claim is said to grow, or to fall."""
    thin: int = 5
    """Fewer sightings are `data tipis`."""


class Trend(StrEnum):
    GROWING = "growing"
    FALLING = "falling"
    UNCLEAR = "unclear"


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Days in which sightings double, or halve, with their 95 % interval."""

    doubles: bool
    """False: halves."""
    days: float
    shortest: float
    longest: float | None
    """None: it may as well stay, or turn."""


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    slope: float
    """Of the logarithm, a day: the posterior's median."""
    low: float
    high: float
    """The 95 % interval."""
    probability: float
    """That it grows."""
    dispersion: float
    """Variance over mean; 1 is Poisson."""
    seen: int
    thin: bool
    """`data tipis`: too few to say much."""
    trend: Trend

    @property
    def pace(self) -> Pace | None:
        """None: nothing is known."""
        if self.slope == 0.0:
            return None
        fastest, slowest = (self.high, self.low) if self.slope > 0 else (-self.low, -self.high)
        return Pace(
            doubles=self.slope > 0,
            days=log(2.0) / abs(self.slope),
            shortest=log(2.0) / fastest,
            longest=log(2.0) / slowest if slowest > 0 else None,
        )


def growth(series: Series, by: GrowthParams | None = None) -> Growth:
    """Of one claim, from all its bins."""
    by = by or GrowthParams()
    case = _Case.of(series)
    total = int(case.seen.sum())
    if total == 0 or case.spread == 0.0:
        return _nothing(total, by)
    precision = by.prior_sd**-2.0 * (2.0 * case.spread) ** 2  # of the slope
    mode = _mode(case, precision, by.prior_dispersion)
    dispersion, freedom = _dispersion(case, mode, by)
    mode = _mode(case, precision, dispersion)
    width = (case.derivatives(mode)[1] / dispersion + precision) ** -0.5
    slopes = mode + width * np.sinh(GRID)
    height = case.likelihood(slopes) / dispersion - 0.5 * precision * slopes**2
    fall = 2.0 * np.maximum(height.max() - height, 0.0)
    density = (1.0 + fall / freedom) ** (-(freedom + 1.0) / 2.0)
    below = _cumulative(density, slopes)
    low, middle, high = np.interp((0.025, 0.5, 0.975), below, slopes) / series.bin_days
    probability = 1.0 - float(np.interp(0.0, slopes, below, left=0.0, right=1.0))
    return Growth(
        slope=float(middle),
        low=float(low),
        high=float(high),
        probability=probability,
        dispersion=dispersion,
        seen=total,
        thin=total < by.thin,
        trend=_trend(probability, total, by),
    )


def _nothing(total: int, by: GrowthParams) -> Growth:
    return Growth(
        slope=0.0,
        low=-np.inf,
        high=np.inf,
        probability=0.5,
        dispersion=by.prior_dispersion,
        seen=total,
        thin=True,
        trend=Trend.UNCLEAR,
    )


def _trend(probability: float, total: int, by: GrowthParams) -> Trend:
    if total < by.thin:
        return Trend.UNCLEAR
    if probability >= by.sure:
        return Trend.GROWING
    return Trend.FALLING if probability <= 1.0 - by.sure else Trend.UNCLEAR


class _Case(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    seen: Floats
    exposure: Floats
    """[streams, bins] of streams that saw it at all."""
    time: Floats
    """[bins] in bins, about the middle of what was seen."""
    spread: float
    """Standard deviation of time, by exposure."""

    @classmethod
    def of(cls, series: Series) -> _Case:
        seen = np.where(series.exposure > 0, series.seen, 0.0)
        some = seen.sum(axis=1) > 0
        seen, exposure = seen[some], series.exposure[some]
        bins = np.arange(seen.shape[1], dtype=np.float64)
        if not len(seen):
            return cls(seen=seen, exposure=exposure, time=bins, spread=0.0)
        total = seen.sum(axis=1, keepdims=True)
        share = exposure / exposure.sum(axis=1, keepdims=True)
        middle = (share @ bins)[:, None]
        variance = (total * share * (bins - middle) ** 2).sum() / total.sum()
        time = bins - float((total * share).sum(axis=0) @ bins) / total.sum()
        return cls(seen=seen, exposure=exposure, time=time, spread=float(np.sqrt(variance)))

    def likelihood(self, slopes: Floats) -> Floats:
        """[slopes]"""
        raised = slopes[:, None, None] * self.time + self._log_exposure()
        top = raised.max(axis=2)
        norm = top + np.log(np.exp(raised - top[:, :, None]).sum(axis=2))
        sums = slopes * (self.seen @ self.time).sum() - norm @ self.seen.sum(axis=1)
        return np.asarray(sums, np.float64)

    def due(self, slope: float) -> Floats:
        """[streams, bins] what is expected, adding up to what was seen."""
        raised = slope * self.time + self._log_exposure()
        part = np.exp(raised - raised.max(axis=1, keepdims=True))
        return np.asarray(
            self.seen.sum(axis=1, keepdims=True) * part / part.sum(axis=1, keepdims=True)
        )

    def derivatives(self, slope: float) -> tuple[float, float]:
        """Of the likelihood: the first, and the second with its sign turned, which is the variance
        of time, weighed by what is due."""
        due = self.due(slope)
        middle = due @ self.time
        total = due.sum(axis=1)
        curvature = (due @ self.time**2 - middle**2 / total).sum()
        return float((self.seen @ self.time - middle).sum()), float(curvature)

    def _log_exposure(self) -> Floats:
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(self.exposure), np.float64)


def _mode(case: _Case, precision: float, dispersion: float) -> float:
    """Of the posterior, which is concave: Newton's steps, none longer than the prior is wide."""
    slope, longest = 0.0, 2.0 / case.spread
    for _ in range(STEPS):
        up, curvature = case.derivatives(slope)
        step = (up / dispersion - precision * slope) / (curvature / dispersion + precision)
        slope += float(np.clip(step, -longest, longest))
        if abs(step) < 1e-10 * longest:
            break
    return slope


def _dispersion(case: _Case, slope: float, by: GrowthParams) -> tuple[float, float]:
    """And how many bins stand behind it. Never below 1: rumours do not come by the clock."""
    due = case.due(slope)
    some = due > 0
    freedom = max(int(some.sum()) - len(due) - 1, 0)
    off = case.seen[some] - due[some]
    pearson = float((off**2 / due[some]).sum())
    sparse = 1.0 + float((off / due[some]).mean())
    behind = freedom + by.prior_bins
    found = freedom * pearson / max(freedom, 1) / max(sparse, 0.1)
    return max((found + by.prior_bins * by.prior_dispersion) / behind, 1.0), behind


def _cumulative(density: Floats, at: Floats) -> Floats:
    """[…] of the trapezoids, ending at 1."""
    steps = 0.5 * (density[1:] + density[:-1]) * np.diff(at)
    sums = np.concatenate(([0.0], np.cumsum(steps)))
    return np.asarray(sums / sums[-1], np.float64)
