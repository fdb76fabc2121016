"""The commander's figures, this plan's beside the other plans with the same people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from sejuk.model.compare import Comparison, Spread
from sejuk.model.plan import Figures, Plan
from sejuk.problems import Both
from sejuk.reporting.format import LANGUAGES, signed
from sejuk.reporting.words import numbers, say, say_code


class Shown(NamedTuple):
    """One row: the figure, whether more is better, and the field of its total."""

    code: str
    more: bool | None = True
    total: str | None = None


SHOWN = (
    Shown("visits"),
    Shown("places"),
    Shown("neighbourhoods", total="neighbourhoods_total"),
    Shown("priority_place_blocks", total="priority_total"),
    Shown("dwell_minutes"),
    Shown("travel_minutes", more=None),
    Shown("street_km_passed"),
    Shown("longest_gap_minutes", more=False),
    Shown("longest_gap_max_minutes", more=False),
    Shown("patrols_all_pillars_percent"),
    Shown("joint_visits_met", total="joint_visits_planned"),
    Shown("overtime_minutes", more=False),
    Shown("workload_spread_minutes", more=False),
    Shown("visits_per_neighbourhood_max", more=None),
    Shown("objective"),
)
SPREAD_FIGURES = ("priority_place_blocks", "neighbourhoods", "visits", "places")


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    value: Both
    difference: Both | None = None
    """Ours minus theirs; None in our own column and where either is unknown."""
    verdict: str = ""
    """`better` or `worse`: how ours compares; empty where equal or a matter of taste."""


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    name: Both
    less_is_better: bool
    cells: tuple[Cell, ...]
    """Ours first, then the others in their order."""


class SpreadRow(msgspec.Struct, frozen=True, kw_only=True):
    name: Both
    ratio: bool
    cells: tuple[Both, ...]


def figure_rows(plan: Plan, others: tuple[Plan, ...]) -> tuple[FigureRow, ...]:
    """All figures of SHOWN, for this plan and each other."""
    return tuple(
        FigureRow(
            name=say(f"figure.{shown.code}"),
            less_is_better=shown.more is False,
            cells=(
                Cell(value=_value(plan.figures, shown)),
                *(_against(plan.figures, other.figures, shown) for other in others),
            ),
        )
        for shown in SHOWN
    )


def spread_rows(comparison: Comparison) -> tuple[SpreadRow, ...]:
    """Medians with their ranges over the random weights, then the ratios."""
    plans = [
        SpreadRow(name=say_code("plan", kind), ratio=False, cells=_spreads(figures))
        for kind, figures in comparison.plans.items()
    ]
    ratios = [
        SpreadRow(
            name=say("spread.ratio", plan=say_code("plan", kind)),
            ratio=True,
            cells=_spreads(figures),
        )
        for kind, figures in comparison.ratio.items()
    ]
    return (*plans, *ratios)


def _spreads(figures: Mapping[str, Spread]) -> tuple[Both, ...]:
    return tuple(_spread(figures.get(code)) for code in SPREAD_FIGURES)


def _spread(spread: Spread | None) -> Both:
    if spread is None or spread.median is None or spread.min is None or spread.max is None:
        return Both("–", "–")
    low, mid, high = numbers(spread.min), numbers(spread.median), numbers(spread.max)
    return Both(*(f"{mid.of(la)} ({low.of(la)}–{high.of(la)})" for la in LANGUAGES))


def _against(ours: Figures, theirs: Figures, shown: Shown) -> Cell:
    a, b = getattr(ours, shown.code), getattr(theirs, shown.code)
    value = _value(theirs, shown)
    if a is None or b is None:
        return Cell(value=value)
    difference = round(a - b, 1)
    verdict = ""
    if difference and shown.more is not None:
        verdict = "better" if (difference > 0) == shown.more else "worse"
    return Cell(
        value=value,
        difference=Both(*(signed(difference, la) for la in LANGUAGES)),
        verdict=verdict,
    )


def _value(figures: Figures, shown: Shown) -> Both:
    value = getattr(figures, shown.code)
    if value is None:
        return Both("–", "–")
    if shown.total is None:
        return numbers(value)
    return say("figure.of", value=numbers(value), total=numbers(getattr(figures, shown.total)))
