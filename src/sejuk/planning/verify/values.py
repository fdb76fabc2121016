"""What stops are worth, and the objective."""

from __future__ import annotations

import math

from sejuk.planning.verify.case import Case, Findings
from sejuk.planning.verify.stops import Worth

REASON_TOLERANCE = 1e-9
"""G10: the reasons of a stop agree with its value to 1e-9."""
TOLERANCE = 1e-6
"""For recomputed values and figures."""


def stop_value(case: Case) -> Findings:
    """Each stop's value is recomputed: w or 0.3 w, η for a new neighbourhood, β for a joint visit.

    Source: PLANNING.md, Maximise and Defaults. w = base × tension/50 × kind × due, the tension
    that of the place's own area (a border has its own row), 50 where there is none, its mean and
    `uncertainty_bonus` of the way to its upper end where that is known; due = 1
    without record, at most 2, and 2 for a place the record does not know. Visits are taken by
    (start, place id); a third visit in a block is worth nothing, nor is a rendezvous, a break,
    the other crews' stops of a joint visit, or a visit under `covered_minutes_min`.
    """
    for at in case.stops:
        expected = case.worth.get(at, Worth()).total
        if not near(at.stop.value, expected):
            yield at.crew, f"{at}: {at.stop.value}, not {expected}"


def reasons(case: Case) -> Findings:
    """A stop's reasons add up to its value; `first` and `joint` are given where they are earned.

    Source: GUARANTEES.md, G10 (to 1e-9).
    """
    for at in case.stops:
        total = math.fsum(reason.amount for reason in at.stop.reasons)
        if not near(total, at.stop.value, REASON_TOLERANCE):
            yield at.crew, f"{at}: the reasons add up to {total}, the value is {at.stop.value}"
        worth = case.worth.get(at, Worth())
        for code, expected in (("first", worth.first), ("joint", worth.joint)):
            given = math.fsum(r.amount for r in at.stop.reasons if r.code == code)
            if not near(given, expected):
                yield at.crew, f"{at}: {given} for {code}, not {expected}"


def bound(case: Case) -> Findings:
    """No bound is below the objective, and each gap is (bound − objective)/bound in percent.

    Source: PLANNING.md, stage F. A plan may carry none. The bound with stage C relaxed is not below
    the other. That a bound holds for all plans is not recomputed here.
    """
    plan = case.plan
    reached = plan.figures.objective
    for name, most, gap in (
        ("bound", plan.bound, plan.gap_percent),
        ("bound_relaxed", plan.bound_relaxed, plan.gap_relaxed_percent),
    ):
        if most is None:
            if gap is not None:
                yield name, f"none, but a gap of {gap} %"
            continue
        if most < reached - TOLERANCE:
            yield name, f"{most} below the objective {reached}"
        expected = 100 * (most - reached) / most if most > 0 else None
        if (gap is None) != (expected is None) or abs((gap or 0) - (expected or 0)) > TOLERANCE:
            yield name, f"gap {gap} %, not {expected} %"
    least = reached if plan.bound is None else plan.bound
    if plan.bound_relaxed is not None and plan.bound_relaxed < least:
        yield "bound_relaxed", f"{plan.bound_relaxed} below {least}"


def objective(case: Case) -> Findings:
    """The objective is Σ values − ρ Σ short_h − σ over-gap places − ε travel minutes.

    Source: PLANNING.md, Maximise. From recomputed values and travel, not from the plan's.
    """
    s = case.settings
    expected = (
        math.fsum(worth.total for worth in case.worth.values())
        - s.missing_dialogue_penalty * sum(case.short.values())
        - s.over_gap_penalty * len(case.over_gap)
        - s.travel_penalty_per_minute * case.travel_minutes
    )
    if not near(case.plan.figures.objective, expected):
        yield "objective", f"{case.plan.figures.objective}, not {expected}"


def near(given: float, expected: float, tolerance: float = TOLERANCE) -> bool:
    """Whether two numbers agree; false also when either is not a number."""
    return abs(given - expected) <= tolerance
