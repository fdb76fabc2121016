"""What rules cost: the night is searched again without one of them, from its own plan on.

The search begins with the plan that keeps the rule, so that what it finds is worth at least as
much. It is an estimate from below of the true price, as any search is of the best plan.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from sejuk.model.plan import Price
from sejuk.planning.member import member_of
from sejuk.planning.problem import Breadth, PatrolProblem
from sejuk.planning.robust import without_meetings
from sejuk.planning.solve import Preset, Progress, Solved, going_on, solve_around
from sejuk.planning.tour import Items, Tours, items_of

Stop = Callable[[], bool]


def prices(
    solved: Solved, preset: Preset, *, seed: int, stop: Stop, progress: Progress
) -> tuple[Price, ...]:
    """Of joint visits, of breadth and of equity (floors, caps and even workloads), those that cost
    anything."""
    own = member_of(solved.problem, solved.items, solved.tours)
    if own is None:
        return ()
    progress("prices", 0.0)
    found = []
    if any(meeting.joint for meeting in solved.problem.meetings):
        beta = solved.problem.settings.joint_visit_value
        held = sum(visit.joint for visit in own.visits)
        free, items, tours = without_meetings(
            solved.problem, solved.items, solved.tours, joint=True
        )
        best = _improved(solved, free, items, tours, preset, seed, stop)
        found.append(_price("joint_visits", best, own.objective - beta * held))
    progress("prices", 0.3)
    if solved.problem.least != Breadth():
        narrow = msgspec.structs.replace(solved.problem, least=Breadth())
        best = _improved(solved, narrow, solved.items, solved.tours, preset, seed, stop)
        found.append(_price("breadth", best, own.objective))
    progress("prices", 0.6)
    free = without_equity(solved.problem)
    items = items_of(free)
    start = member_of(free, items, solved.tours)
    if start is not None:
        best = _improved(solved, free, items, solved.tours, preset, seed, stop)
        found.append(_price("equity", best, start.objective))
    return tuple(price for price in found if price.points > LEAST)


LEAST = 0.05
"""Points that are printed as more than 0.0."""


def without_equity(problem: PatrolProblem) -> PatrolProblem:
    """The night without floors, caps and the limit on the spread of workloads; pins stay."""
    pinned = np.zeros(len(problem.places), bool)
    pinned[[pin.place for pin in problem.pins]] = True
    return msgspec.structs.replace(
        problem,
        floor=np.zeros_like(problem.floor),
        aim=np.zeros_like(problem.aim),
        must=problem.must & pinned,
        cap=np.full_like(problem.cap, len(problem.places)),
        settings=msgspec.structs.replace(
            problem.settings, workload_spread_minutes=-(-problem.horizon // 60)
        ),
    )


def unpredictability_price(best: float, expected: float) -> Price:
    """What a draw costs on average, against the best plan of the pool."""
    return _price("unpredictability", best, expected)


def _price(what: str, without: float, kept: float) -> Price:
    """What a night is worth without the rule and with it, on equal terms."""
    points = without - kept
    percent = 100 * points / without if without > 0 else 0.0
    return Price(what=what, points=round(points, 6), percent=round(percent, 6))


def _improved(
    solved: Solved,
    problem: PatrolProblem,
    items: Items,
    tours: Tours,
    preset: Preset,
    seed: int,
    stop: Stop,
) -> float:
    """The objective of the best plan that the search finds from these tours on."""
    better = solve_around(
        problem,
        items,
        going_on(preset),
        tours,
        seed=seed,
        stop=stop,
        progress=lambda _stage, _part: None,
        engine=solved.engine,
    )
    reached = [member_of(problem, items, found) for found in (tours, better)]
    return max((member.objective for member in reached if member is not None), default=0.0)
