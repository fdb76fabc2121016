"""How far the plan is from the best one, and what its rules cost, in words."""

from __future__ import annotations

import msgspec

from sejuk.model.plan import Plan
from sejuk.problems import Both
from sejuk.reporting.words import numbers, say, say_code


class PriceRow(msgspec.Struct, frozen=True, kw_only=True):
    what: Both
    points: Both
    percent: Both


def proof_sentences(plan: Plan) -> tuple[Both, ...]:
    """What is proved of this plan, for a commander; with stage C relaxed, for who asks further."""
    if plan.bound is None or plan.gap_percent is None:
        return ()
    found = [
        say(
            "proof.sentence",
            objective=numbers(plan.figures.objective, 1),
            bound=numbers(plan.bound, 1),
            gap=numbers(plan.gap_percent, 1),
        )
    ]
    if plan.bound_relaxed is not None and plan.gap_relaxed_percent is not None:
        found.append(
            say(
                "proof.relaxed",
                bound=numbers(plan.bound_relaxed, 1),
                gap=numbers(plan.gap_relaxed_percent, 1),
            )
        )
    return tuple(found)


def price_rows(plan: Plan) -> tuple[PriceRow, ...]:
    """One row for each rule that cost something, in the plan's order."""
    return tuple(
        PriceRow(
            what=say_code("price", price.what),
            points=numbers(price.points, 1),
            percent=numbers(price.percent, 1),
        )
        for price in plan.prices
    )
