"""Many trials of known effect: how often each design rejects, and how often its interval is right.

A town's strata, probabilities and redraws are made once; each of its trials then has a lot, unrest
and reports of its own, and is analysed by the product.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.evaluation.effect import Ground
from sejuk.evaluation.ratio import Parts, p_values, parts, ratio
from sejuk.evaluation.weights import mantel_haenszel
from sejuk.model.effect import Ratio
from sejuk.simulation.checks.presence import deterred
from sejuk.simulation.effect.designs import Design, ground_for, spans_of, units_of
from sejuk.simulation.effect.rivals import halves, halves_reject, wedge, wedge_rejects
from sejuk.simulation.effect.world import Town, rates, usual_rates

Floats = NDArray[np.float64]

PAST = 28
"""Nights from whose reports risk is known before the first draw."""
ALPHA = 0.05
POWER = 0.8


class Trials:
    """Trials of the rotation in one town."""

    def __init__(
        self, town: Town, design: Design, rng: np.random.Generator, redraws: int = 1999
    ) -> None:
        self._town, self._design, self._rng = town, design, rng
        self._usual = usual_rates(town, rng)
        past = rng.poisson(rates(town, self._usual, PAST, rng)).sum(axis=1)
        # What little is known of an area is drawn towards the mean: one report more for each.
        units = units_of(design, town.wards, (past + 1.0) / PAST)
        self._ground: Ground = ground_for(units, redraws + 1, rng)
        self._spans = spans_of(units)
        nights = self._spans.length.astype(np.float64)
        self._weights = mantel_haenszel(
            self._ground.drawn, self._ground.millionths, nights, self._ground.stratum
        )

    def ratio(self, theta: float) -> Ratio:
        """One trial's estimate, interval and p; visits multiply reports by `theta`."""
        return ratio(self._parts(theta))

    def rejects(self, theta: float) -> bool:
        """Whether one trial finds an effect."""
        return bool(p_values(self._parts(theta), np.ones(1))[0] <= ALPHA)

    def _parts(self, theta: float) -> Parts:
        """One of the redraws is the draw that was made; the others are those it is tested with."""
        ground, k = self._ground, int(self._rng.integers(len(self._weights)))
        base = rates(self._town, self._usual, self._design.nights, self._rng)
        held = self._spans.held(ground.drawn[k], (len(base), self._design.nights))
        counts = self._rng.poisson(np.where(held, theta, 1.0) * base)
        reports = self._spans.summed(counts)
        made = ground.drawn[k]
        found = parts(
            lambda some: self._weights[some],
            len(self._weights),
            np.where(made, 0.0, reports),
            np.where(made, reports, 0.0),
        )
        return Parts(
            **{
                name: np.roll(getattr(found, name), -k)  # the draw that was made first
                for name in found.__struct_fields__
            }
        )


def rival_rejects(
    kind: str, town: Town, nights: int, theta: float, rng: np.random.Generator
) -> bool:
    """One trial of a stepped wedge or of a difference in differences, by wards."""
    base = rates(town, usual_rates(town, rng), nights, rng)
    ward = np.arange(town.areas) % town.wards
    order = rng.permutation(town.wards)
    first = order[: town.wards // 2]
    by_ward = wedge(town.wards, nights, order) if kind == "wedge" else halves(
        town.wards, nights, first
    )  # fmt: skip
    counts = rng.poisson(np.where(by_ward[ward], theta, 1.0) * base)
    summed = np.array([counts[ward == w].sum(axis=0) for w in range(town.wards)])
    return wedge_rejects(summed, order) if kind == "wedge" else halves_reject(summed, first)


class Detectable(msgspec.Struct, frozen=True, kw_only=True):
    reduction: float
    """That is found in 80 % of the trials, by a straight line between the two nearest."""
    tried: tuple[tuple[float, float], ...]
    """Reduction, share of the trials that found it."""


def detectable(rejects: Callable[[float], bool], reductions: Floats, runs: int) -> Detectable:
    """The smallest; nan when none of those tried is found often enough, or all are."""
    shares = [float(np.mean([rejects(1 - r) for _ in range(runs)])) for r in reductions.tolist()]
    # Power grows with the effect; what chance takes away from that is smoothed by running maxima.
    grown = np.maximum.accumulate(shares)
    found = float("nan")
    if grown[0] < POWER <= grown[-1]:
        found = float(np.interp(POWER, grown + 1e-9 * np.arange(len(grown)), reductions))
    return Detectable(reduction=found, tried=tuple(zip(reductions.tolist(), shares, strict=True)))


def carried_over(
    theta: float, design: Design, rng: np.random.Generator, *, days: int, runs: int = 10
) -> float:
    """The ratio that a rotation sees where a visit's effect lasts for so many days more, in the
    long run: of a district of equal areas with very many reports."""
    town = Town(uneven=0.0, unrest=0.0, per_area_night=200.0)
    units = units_of(design, town.wards, np.ones(town.areas))
    ground = ground_for(units, runs, rng)
    spans = spans_of(units)
    weights = mantel_haenszel(
        ground.drawn, ground.millionths, spans.length.astype(np.float64), ground.stratum
    )
    shape = town.areas, design.nights
    first = second = 0.0
    for drawn, weight in zip(ground.drawn, weights, strict=True):
        calm = deterred(spans.held(drawn, shape), days)
        reports = spans.summed(rng.poisson(town.per_area_night * np.where(calm, theta, 1.0)))
        first += float((weight.clip(0) * reports).sum())
        second -= float((weight.clip(None, 0) * reports).sum())
    return first / second
