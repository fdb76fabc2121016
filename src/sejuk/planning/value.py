"""What a visit is worth before planning: w_ib and its terms (PLANNING.md, defaults)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.model.place import Place
from sejuk.model.plan import Reason
from sejuk.model.settings import PlanningSettings
from sejuk.model.values import History, Tension


def visit_values(
    places: tuple[Place, ...], *, tension: Tension, history: History, settings: PlanningSettings
) -> tuple[tuple[Reason, ...], ...]:
    """The terms of w for each place: base × tension/50 × kind × due, written as a sum.

    Each factor contributes what it adds to the product of those before it, so that the
    reasons add up to w exactly as a person would explain it. Where the tension has an interval, a
    part of the way to its upper end is added to it: what is little known is worth a look (Auer,
    Cesa-Bianchi & Fischer 2002, "Finite-time analysis of the multiarmed bandit problem").
    """
    levels, unknown = tension.by_area(), tension.uncertain_by_area(settings.uncertainty_bonus)
    return tuple(
        _terms(
            place,
            levels.get(place.area_id, settings.reference_tension),
            unknown.get(place.area_id, 0.0),
            history,
            settings,
        )
        for place in places
    )


def _terms(
    place: Place, level: float, unknown: float, history: History, settings: PlanningSettings
) -> tuple[Reason, ...]:
    base, reference = settings.base_value, settings.reference_tension
    reasons = [Reason(code="base", amount=base)]
    value = base * (level / reference)
    if level != reference:
        reasons.append(Reason(code="tension", amount=value - base))
    if unknown:
        reasons.append(Reason(code="uncertainty", amount=base * unknown / reference))
        value += base * unknown / reference
    factors = (
        ("border", settings.border_factor if len(place.neighbourhoods) == 2 else 1.0),
        ("due", due_factor(place.id, history, settings)),
    )
    for code, factor in factors:
        if factor != 1.0:
            reasons.append(Reason(code=code, amount=value * factor - value))
        value *= factor
    return tuple(reasons)


def due_factor(place: str, history: History, settings: PlanningSettings) -> float:
    """1 + nights since the last visit / 7, at most 2; 1 while there is no record."""
    if history.nights == 0:
        return 1.0
    ago = history.place_nights_ago.get(place)
    if ago is None:
        return settings.due_max
    return min(1.0 + ago / settings.due_days, settings.due_max)


def rawan_places(
    places: tuple[Place, ...], tension: Tension, settings: PlanningSettings
) -> tuple[str, ...]:
    """Ids of places marked rawan or in an area whose tension reaches the limit (50 if unknown)."""
    known, unknown = tension.by_area(), settings.reference_tension
    return tuple(
        p.id for p in places if p.rawan or known.get(p.area_id, unknown) >= settings.rawan_tension
    )


def priority_place_blocks(
    ids: tuple[str, ...], values: NDArray[np.float64], blocks: int
) -> frozenset[tuple[str, int]]:
    """The top third (⌈n/3⌉) of place-blocks by value; ties by place id, then block.

    `values` is w, [places]: the same in each of the `blocks` blocks. Values that differ by
    rounding alone are ties.
    """
    ranked = sorted(
        (-round(value, 9), ids[i], b)
        for i, value in enumerate(values.tolist())
        for b in range(blocks)
    )
    return frozenset((place, block) for _, place, block in ranked[: -(-len(ranked) // 3)])
