"""How wide a plan has to be: no narrower than a careful officer's own.

The objective pays for a visit in each block, so the best plan by that alone goes twice to the
hottest places and passes by others beside them. A plan by hand (`baselines.manual_tours`) never
does: it goes on to unvisited places. What it reaches with the same people is what the search has
to reach too: it pays `breadth_value` for each count that it is short of it.
"""

from __future__ import annotations

import msgspec

from sejuk.planning.baselines import manual_tours
from sejuk.planning.breadth import breadth_of, no_more_than
from sejuk.planning.member import member_of
from sejuk.planning.problem import Breadth, PatrolProblem
from sejuk.planning.tour import Items, Tours


def no_narrower_than_by_hand(problem: PatrolProblem) -> PatrolProblem:
    """The problem that asks for the breadth of the plan by hand; only at a night's start, and
    where `breadth_value` is not 0."""
    if problem.settings.breadth_value <= 0.0 or any(begun.items for begun in problem.begun):
        return problem
    hand, items, tours = manual_tours(problem)
    return msgspec.structs.replace(problem, least=breadth_of_tours(hand, items, tours) or Breadth())


def breadth_of_tours(problem: PatrolProblem, items: Items, tours: Tours) -> Breadth | None:
    """How wide these tours are; None when they do not fit."""
    member = member_of(problem, items, tours)
    return None if member is None else breadth_of(problem, member.visits, member.count)


def as_wide_as(problem: PatrolProblem, items: Items, tours: Tours) -> PatrolProblem:
    """The problem that asks for no more breadth than these tours have: what a bound on them is
    about, for a plan that has to be wider is worth less."""
    found = breadth_of_tours(problem, items, tours) or Breadth()
    return msgspec.structs.replace(problem, least=no_more_than(problem.least, found))
