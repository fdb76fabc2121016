"""A plan of the pool, as tours, with what it is worth and when it stops where."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.objective import Visited, score
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Items, Tours, fixed_items, time_tour, visits_of

HALF_HOUR = 1800
Timetable = frozenset[tuple[int, int]]
"""(place, half-hour of the shift) of each visit."""


class Member(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    problem: PatrolProblem
    """The night, with the moments at which this plan holds its meetings."""
    items: Items
    tours: Tours
    objective: float
    wrong: int
    """Visits missing to the floor, places owed and visits beyond a cap, in all."""
    visits: tuple[Visited, ...]
    count: NDArray[np.int64]
    """[h] visits."""
    timetable: Timetable

    def around(self, crew: int, place: int) -> NDArray[np.int64]:
        """Places by this crew's travel time from `place`."""
        return np.argsort(self.problem.seconds(crew)[place], kind="stable")


def member_of(problem: PatrolProblem, items: Items, tours: Tours) -> Member | None:
    """These tours as a member of a pool; None when they miss a window, a meeting or a break."""
    windows = items.windows(problem, tours)
    timed = []
    for v, tour in enumerate(tours):
        if not set(fixed_items(problem, items, v)).issubset(tour):
            return None
        times = time_tour(problem, items, windows, v, tour)
        if times is None:
            return None
        cells = {(int(items.place[i]), int(items.block[i])) for i in tour if items.is_optional(i)}
        if not cells.isdisjoint(problem.barred(v)):
            return None
        timed.append(times)
    visits = visits_of(problem, items, tours, [times.start for times in timed])
    scored = score(problem, visits, sum(times.travel for times in timed))
    return Member(
        problem=problem,
        items=items,
        tours=tours,
        objective=scored.objective,
        wrong=int(scored.short.sum()) + scored.owed + scored.over,
        visits=visits,
        count=scored.count,
        timetable=timetable_of(visits),
    )


def timetable_of(visits: Sequence[Visited]) -> Timetable:
    """Where and in which half-hour of the shift somebody stops."""
    return frozenset((visit.place, visit.start // HALF_HOUR) for visit in visits)


def usage_of(timetables: Sequence[Timetable], problem: PatrolProblem) -> NDArray[np.float64]:
    """[places, half-hours] share of these timetables that stop there and then."""
    usage = np.zeros((len(problem.places), -(-problem.horizon // HALF_HOUR)))
    for timetable in timetables:
        for place, slot in timetable:
            usage[place, slot] += 1
    return usage / max(len(timetables), 1)
