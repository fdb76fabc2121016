"""The detector: is there a zone in which more has been happening since some day?

Shiryaev–Roberts (Shiryaev 1963; Roberts 1966), as a mixture over zones and sizes of rise:

    R[d] = Σ w · R_w[d],    R_w[d] = (1 + R_w[d − 1]) · L_w[d]

L_w[d] is how much more probable the day's count in the zone is if it rose than if all is as usual.
Both are negative binomial, the predictive of the Gamma–Poisson baseline; the rise adds 1, 2 or 4
incidents a day to the zone. While nothing rises, R[d] − d is a martingale (Pollak 1985), so that
R passes a threshold A after A days at the earliest, on average. How much later than that is found
by simulation (`threshold.py`), and the threshold lowered until the budget is used up.

R is set back to 0 by an alarm.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from scipy.special import gammaln

from sejuk.sensing.zones import Floats, Whole, ZoneSets

RISES = (1.0, 2.0, 4.0)
"""Incidents a day in a whole zone. Half an incident a day is practically never caught."""

MOST_SHAPE = 1e6


class Usual(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a day would bring if all were as usual: the rate of each area, and how well known."""

    mean: Floats
    """[areas, days] incidents expected where everything can be told."""
    variance: Floats
    """[areas, days] of that rate."""
    open: Floats
    """[areas, days] part of the day in which something could be told: 0 in an outage."""


class Detection(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """R passed the threshold."""

    day: int
    statistic: float
    areas: Whole
    """In which the rise probably is, the most certain first."""
    since: int
    """The day on which it most probably began."""


class Run(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    statistic: Floats
    """[days] R, before an alarm sets it back."""
    detections: tuple[Detection, ...]


def detect(
    counts: Floats,
    usual: Usual,
    zones: ZoneSets,
    threshold: float | Floats,
    *,
    first: int = 0,
    rises: Sequence[float] = RISES,
) -> Run:
    """Watch the days from `first` on.

    Args:
        counts: [areas, days] incidents.
        threshold: of R, or one for each day; from `threshold.py`.
    """
    days = counts.shape[1]
    limit = np.broadcast_to(threshold, days)
    watched = slice(first, days)
    seen = Usual(
        mean=usual.mean[:, watched],
        variance=usual.variance[:, watched],
        open=usual.open[:, watched],
    )
    ratio = log_ratios(zones.total(counts[:, watched]), zone_usual(seen, zones), rises)
    state = np.zeros(ratio.shape[:2])
    statistic = np.zeros(days)
    found: list[Detection] = []
    begun = first
    for day in range(first, days):
        state = (1.0 + state) * np.exp(ratio[:, :, day - first])
        statistic[day] = state.mean()
        if statistic[day] >= limit[day]:
            since = ratio[:, :, begun - first : day - first + 1]
            found.append(_detection(day, statistic[day], state, since, zones))
            state = np.zeros_like(state)
            begun = day + 1
    return Run(statistic=statistic, detections=tuple(found))


class ZoneUsual(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """[zones, days] each: the sums over the zone's areas."""

    mean: Floats
    variance: Floats
    open: Floats
    """Mean over the zone's areas."""


def zone_usual(usual: Usual, zones: ZoneSets) -> ZoneUsual:
    """The sum of independent Gammas is taken for a Gamma of the same mean and variance."""
    size = np.diff(zones.start)[:, None]
    return ZoneUsual(
        mean=zones.total(usual.mean * usual.open),
        variance=zones.total(usual.variance * usual.open**2),
        open=zones.total(usual.open) / size,
    )


def log_ratios(told: Floats, usual: ZoneUsual, rises: Sequence[float]) -> Floats:
    """[zones, rises, …] log L of counts [zones, …]; 0 where nothing could be told."""
    before = _log_negative_binomial(told, usual.mean, usual.variance)
    after = [
        _log_negative_binomial(told, usual.mean + rise * usual.open, usual.variance)
        for rise in rises
    ]
    return np.where((usual.open > 0)[:, None], np.stack(after, 1) - before[:, None], 0.0)


def _log_negative_binomial(told: Floats, mean: Floats, variance: Floats) -> Floats:
    """Log probability, less the log(told!) that all hypotheses share.

    The rate is Gamma with this mean and variance. A variance of 0 is Poisson, which the largest
    shape is near enough to; a larger one would lose digits in gammaln.
    """
    mean = np.maximum(mean, 1e-12)
    shape = np.minimum(mean**2 / np.maximum(variance, 1e-300), MOST_SHAPE)
    rate = shape / mean
    chance: Floats = (
        gammaln(told + shape)
        - gammaln(shape)
        - shape * np.log1p(1.0 / rate)
        - told * np.log1p(rate)
    )
    return chance


def _detection(
    day: int, statistic: float, state: Floats, ratio: Floats, zones: ZoneSets
) -> Detection:
    """`ratio`: [zones, rises, days] since the last alarm, `day` the last one."""
    weight = state / state.sum()
    belief = weight.sum(axis=1)
    of_member = np.repeat(belief, np.diff(zones.start))
    certainty = np.zeros(zones.areas)
    np.add.at(certainty, zones.member, of_member)
    zone, rise = np.unravel_index(int(np.argmax(state)), state.shape)
    onward = np.cumsum(ratio[zone, rise, ::-1])[::-1]
    return Detection(
        day=day,
        statistic=statistic,
        areas=likely_areas(belief, certainty, zones),
        since=day + 1 - len(onward) + int(np.argmax(onward)),
    )


def likely_areas(belief: Floats, certainty: Floats, zones: ZoneSets) -> Whole:
    """The set of areas that is most like the true zone on average: the greatest mean Jaccard index
    over zones, each as probable as `belief` says, among the areas taken by falling certainty."""
    ranked = np.lexsort((np.arange(zones.areas), -certainty))
    sizes = np.diff(zones.start)
    rank_of = np.empty(zones.areas, np.int64)
    rank_of[ranked] = np.arange(zones.areas)
    ranks = rank_of[zones.member]
    most = min(int(sizes.max()) * 2, zones.areas)
    shared = np.zeros(len(zones))
    best, best_size = -1.0, 1
    for size in range(1, most + 1):
        shared += np.add.reduceat((ranks == size - 1).astype(float), zones.start[:-1])
        mean = float((belief * shared / (sizes + size - shared)).sum())
        if mean > best:
            best, best_size = mean, size
    return np.asarray(ranked[:best_size], np.int64)
