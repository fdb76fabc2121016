"""Takes out of tours what breaks a rule that a search or a hand did not see in time."""

from __future__ import annotations

import numpy as np

from sejuk.planning.objective import count_for
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Items, Tour, Tours, Windows, time_tour, visits_of


def repaired(problem: PatrolProblem, items: Items, tours: Tours) -> Tours:
    """The tours without the cheapest visits that break a separation or a neighbourhood's cap.

    A cap can break behind a search's back: for which side a border counts depends on the hours
    of all visits. A tour that is late without further visits to its places stays as it is.
    """
    current = tours
    while wrong := _late(problem, items, current) or _over_cap(problem, items, current):
        worst = min(wrong, key=lambda item: (items.prize[item], item))
        current = tuple(tuple(item for item in tour if item != worst) for tour in current)
    return current


def without_late(
    problem: PatrolProblem, items: Items, windows: Windows, crew: int, tour: Tour
) -> Tour | None:
    """The tour without the visits that make its crew late; None when dropping all is not enough.

    Order and meetings stay. Before each point that would be missed, the cheapest visit since
    the last meeting goes; what the crew has begun stays.
    """
    begun = len(problem.begun_by(crew).items)

    def fits(part: Tour) -> bool:
        return time_tour(problem, items, windows, crew, part) is not None

    while not fits(tour):
        missed = next((k for k in range(begun, len(tour) + 1) if not fits(tour[:k])), len(tour))
        before = [item for item in tour[begun:missed] if items.is_optional(item)]
        if not before:
            return None
        met = max((k for k in range(missed - 1) if not items.is_optional(tour[k])), default=-1)
        since = [item for item in tour[max(met + 1, begun) : missed] if items.is_optional(item)]
        cheapest = min(since or before, key=lambda item: (items.prize[item], item))
        tour = tuple(item for item in tour if item != cheapest)
    return tour


def _late(problem: PatrolProblem, items: Items, tours: Tours) -> set[int]:
    """Visits, in tours that miss a window, whose place is visited more than once."""
    windows = items.windows(problem, tours)
    places = [int(items.place[i]) for tour in tours for i in tour if items.is_optional(i)]
    return {
        item
        for v, tour in enumerate(tours)
        if time_tour(problem, items, windows, v, tour) is None
        for item in tour
        if items.is_optional(item) and places.count(int(items.place[item])) > 1
    }


def _over_cap(problem: PatrolProblem, items: Items, tours: Tours) -> set[int]:
    """Visits that count for a neighbourhood with more than its cap; joint visits stay."""
    windows = items.windows(problem, tours)
    timed = [time_tour(problem, items, windows, v, tour) for v, tour in enumerate(tours)]
    starts = [times.start for times in timed if times is not None]
    if len(starts) < len(tours):
        return set()
    visits = visits_of(problem, items, tours, starts)
    hoods = count_for(problem, visits)
    count = np.bincount(np.array(hoods, np.int64), minlength=len(problem.fresh))
    wrong = {
        (visit.place, visit.block)
        for visit, hood in zip(visits, hoods, strict=True)
        if count[hood] > problem.cap[hood] and not visit.joint
    }
    return {
        item
        for tour in tours
        for item in tour
        if items.is_optional(item) and (int(items.place[item]), int(items.block[item])) in wrong
    }
