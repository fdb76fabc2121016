"""Neighbours' exposure: areas that were not drawn, but next to one that was (Aronow & Samii 2017,
"Estimating average causal effects under general interference", Annals of Applied Statistics).

In each block an area is exposed to its *own* visits, else to a *neighbour's*, else to *none*. The
probabilities of the three follow from the draw and are counted over the redraws; areas are weighed
by them (Hájek). The interval for one ratio takes the other one at its estimate, so it is a little
too narrow in small samples; `benchmarks/evaluation.py` measures how much.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.evaluation.ratio import parts, ratio
from sejuk.evaluation.weights import hajek
from sejuk.model.effect import Arm, Exposure, Ratio
from sejuk.model.experiment import Unit

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

RARE = 0.05
"""Units with a smaller probability of one of the three exposures compare with nothing."""


class Exposed(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """[draws, units] each; row 0 is the draw that was made."""

    own: Flags
    neighbour: Flags
    none: Flags


def exposures(
    drawn: Flags, units: Sequence[Unit], neighbours: Sequence[tuple[str, str]]
) -> Exposed:
    """Of each draw; neighbours that take no part in a block expose nobody in it."""
    near = np.zeros_like(drawn)
    at = {(unit.block, unit.area): i for i, unit in enumerate(units)}
    for block in dict.fromkeys(unit.block for unit in units):
        for a, b in neighbours:
            i, j = at.get((block, a)), at.get((block, b))
            if i is not None and j is not None:
                near[:, i] |= drawn[:, j]
                near[:, j] |= drawn[:, i]
    return Exposed(own=drawn, neighbour=near & ~drawn, none=~near & ~drawn)


def by_exposure(exposed: Exposed, nights: Floats, reports: Floats) -> Exposure:
    """Ratios of own and of neighbours' visits against none."""
    arms = exposed.own, exposed.neighbour, exposed.none
    chances = [arm.mean(axis=0) for arm in arms]
    kept = np.min(chances, axis=0) >= RARE
    own, near, none = (arm[:, kept] for arm in arms)
    p_own, p_near, p_none = (chance[kept] for chance in chances)
    nights, reports = nights[kept], reports[kept]

    def of_own(some: slice) -> Floats:
        return hajek(own[some], none[some], p_own, p_none, nights)

    def of_near(some: slice) -> Floats:
        return hajek(near[some], none[some], p_near, p_none, nights)

    theta_own = _estimate(of_own(slice(1))[0], reports)
    theta_near = _estimate(of_near(slice(1))[0], reports)
    unexposed = reports / np.where(own[0], theta_own, np.where(near[0], theta_near, 1.0))

    def against_none(weigh: Callable[[slice], Floats], arm: Flags) -> Ratio:
        still, moved = np.where(arm, 0.0, unexposed), np.where(arm, reports, 0.0)
        return ratio(parts(weigh, len(own), still, moved))

    return Exposure(
        own=_arm(own[0], nights, reports),
        neighbour=_arm(near[0], nights, reports),
        none=_arm(none[0], nights, reports),
        left_out=int((~kept).sum()),
        own_against_none=against_none(of_own, own[0]),
        neighbour_against_none=against_none(of_near, near[0]),
    )


def _estimate(weights: Floats, reports: Floats) -> float:
    """The ratio of the arms as they are; 1 where one of them has no reports."""
    first = float((weights.clip(0) * reports).sum())
    second = float((-weights.clip(None, 0) * reports).sum())
    return first / second if first > 0 and second > 0 else 1.0


def _arm(members: Flags, nights: Floats, reports: Floats) -> Arm:
    return Arm(area_nights=int(nights[members].sum()), reports=int(reports[members].sum()))
