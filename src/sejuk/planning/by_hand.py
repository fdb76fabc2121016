"""How wide a plan has to be: no narrower than a careful officer's own.

The objective pays for a visit in each block, so the best plan by that alone goes twice to the
hottest places and passes by others beside them. A plan by hand (`baselines.manual_tours`) never
does: it goes on to unvisited places. What it reaches with the same people is what the search has
to reach too: it pays `breadth_value` for each count that it is short of it.
"""

from __future__ import annotations

import msgspec

from sejuk.planning.baselines import manual_tours
from sejuk.planning.breadth import breadth_of
from sejuk.planning.objective import score
from sejuk.planning.problem import Breadth, PatrolProblem
from sejuk.planning.tour import Items, Tours, time_tour, visits_of


def no_narrower_than_by_hand(problem: PatrolProblem) -> PatrolProblem:
    """The problem that asks for the breadth of the plan by hand; only at a night's start, and
    where `breadth_value` is not 0."""
    if problem.settings.breadth_value <= 0.0 or any(begun.items for begun in problem.begun):
        return problem
    hand, items, tours = manual_tours(msgspec.structs.replace(problem, least=Breadth()))
    return msgspec.structs.replace(problem, least=breadth_of_tours(hand, items, tours) or Breadth())


def breadth_of_tours(problem: PatrolProblem, items: Items, tours: Tours) -> Breadth | None:
    """How wide these tours are; None when they do not fit."""
    windows = items.windows(problem, tours)
    timed = [time_tour(problem, items, windows, v, tour) for v, tour in enumerate(tours)]
    known = [times for times in timed if times is not None]
    if len(known) < len(timed):
        return None
    visits = visits_of(problem, items, tours, [times.start for times in known])
    travel = sum(times.travel for times in known)
    return breadth_of(problem, visits, score(problem, visits, travel).count)
