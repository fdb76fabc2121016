"""Our plan beside the others: figures and ratios over draws of the weights (PLANNING.md)."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np

from sejuk.model.compare import Comparison, Spread
from sejuk.model.district import District
from sejuk.model.place import area_order
from sejuk.model.plan import Plan
from sejuk.model.settings import PlanningSettings
from sejuk.model.values import AreaTension, Tension

COMPARED = ("priority_place_blocks", "neighbourhoods", "visits", "places")
SHOWN = (
    *COMPARED,
    "dwell_minutes",
    "travel_minutes",
    "longest_gap_minutes",
    "objective",
)
OURS = "sejuk"
SIGMA = 0.5


def random_tension(district: District, settings: PlanningSettings, seed: int) -> Tension:
    """Tension of each neighbourhood and border: log-normal, median 50, σ 0.5, clipped to 0–100.

    The draws go to the areas in the order of their ids, so that a seed means the same weights
    whatever the order of the district's places.
    """
    hoods = [hood.id for hood in district.neighbourhoods]
    borders = {p.area_id for p in district.places if len(p.neighbourhoods) == 2}
    areas = [
        *sorted(hoods, key=area_order),
        *sorted(borders, key=lambda area: [area_order(side) for side in area.split("|")]),
    ]
    rng = np.random.default_rng(seed)
    means = settings.reference_tension * np.exp(SIGMA * rng.standard_normal(len(areas)))
    return Tension(
        areas=tuple(
            AreaTension(area=area, mean=float(mean))
            for area, mean in zip(areas, np.clip(means, 0, 100), strict=True)
        )
    )


def compared(draws: Sequence[tuple[Plan, ...]], *, weights_seeds: int) -> Comparison:
    """Figures and ratios over draws; each draw holds the same kinds of plan, ours among them."""
    kinds = [plan.kind for plan in draws[0]]
    figures = {
        kind: {name: [_figure(plans, kind, name) for plans in draws] for name in SHOWN}
        for kind in kinds
    }
    return Comparison(
        plans={
            kind: {name: _spread(values) for name, values in mine.items()}
            for kind, mine in figures.items()
        },
        ratio={
            kind: {
                name: _spread(_ratios(figures[OURS][name], figures[kind][name]))
                for name in COMPARED
            }
            for kind in kinds
            if kind != OURS
        },
        weights_seeds=weights_seeds,
    )


def _figure(plans: tuple[Plan, ...], kind: str, name: str) -> float | None:
    (plan,) = (plan for plan in plans if plan.kind == kind)
    value: float | None = getattr(plan.figures, name)
    return value


def _ratios(ours: Sequence[float | None], theirs: Sequence[float | None]) -> list[float | None]:
    """Ours divided by theirs, draw by draw; None where theirs is nothing."""
    return [a / b if a is not None and b else None for a, b in zip(ours, theirs, strict=True)]


def _spread(values: Sequence[float | None]) -> Spread:
    known = [value for value in values if value is not None]
    if not known:
        return Spread(median=None, min=None, max=None)
    return Spread(median=statistics.median(known), min=min(known), max=max(known))
