"""How a plan fares, as it is, under slow streets or without one of its crews."""

from __future__ import annotations

import msgspec
import numpy as np

from sejuk.model.district import UNREACHABLE
from sejuk.model.plan import Trial
from sejuk.planning.objective import score
from sejuk.planning.problem import Meeting, PatrolProblem
from sejuk.planning.repair import without_late
from sejuk.planning.tour import Items, Tour, Tours, items_of, time_tour, visits_of

SLOWER_PERCENT = 20


def robustness(problem: PatrolProblem, items: Items, tours: Tours) -> tuple[Trial, ...]:
    """+20 % travel time, then each crew lost before the shift begins."""
    planned = len(visits_of(problem, items, tours, [[0] * len(tour) for tour in tours]))
    trials = [_trial(_slower(problem), items, tours, "slow_travel", None, planned)]
    if len(tours) > 1:
        for lost in range(len(tours)):
            rest, rest_items, rest_tours = _without(problem, items, tours, lost)
            crew = problem.crews[lost].id
            trials.append(_trial(rest, rest_items, rest_tours, "lost_crew", crew, planned))
    return tuple(trials)


def _slower(problem: PatrolProblem) -> PatrolProblem:
    """The same night on streets that take 20 % longer, rounded up to whole seconds."""
    longer = -(-problem.travel * (100 + SLOWER_PERCENT) // 100)
    travel = np.where(problem.travel < UNREACHABLE, longer, UNREACHABLE)
    return msgspec.structs.replace(problem, travel=travel)


def without_meetings(
    problem: PatrolProblem, items: Items, tours: Tours, *, joint: bool
) -> tuple[PatrolProblem, Items, Tours]:
    """The night without its joint visits (or rendezvous): they are plain visits of one crew."""
    return _fewer(problem, items, tours, [m for m in problem.meetings if m.joint != joint], None)


def _without(
    problem: PatrolProblem, items: Items, tours: Tours, lost: int
) -> tuple[PatrolProblem, Items, Tours]:
    """The night without one crew: its meetings are plain visits of whoever still comes."""
    held = [m for m in problem.meetings if lost not in m.crews]
    return _fewer(problem, items, tours, held, lost)


def _fewer(
    problem: PatrolProblem, items: Items, tours: Tours, held: list[Meeting], lost: int | None
) -> tuple[PatrolProblem, Items, Tours]:
    """The night with these meetings alone; a joint visit that is no more is a visit of whoever
    comes first."""
    rest = msgspec.structs.replace(problem, meetings=tuple(held))
    rest_items = items_of(rest)
    blocks = problem.value.shape[1]
    shift = rest_items.meetings - items.meetings
    visited: set[int] = set()
    left: list[Tour] = []
    for v, tour in enumerate(tours):
        mine: list[int] = []
        for item in () if v == lost else tour:
            if items.is_optional(item):
                mine.append(item)
            elif item >= items.visits + items.meetings:
                mine.append(item + shift)
            else:
                meeting = problem.meetings[item - items.visits]
                if meeting in held:
                    mine.append(rest_items.visits + held.index(meeting))
                elif meeting.joint and meeting.place not in visited:
                    visited.add(meeting.place)
                    mine.append(meeting.place * blocks + meeting.block)
        left.append(tuple(mine))
    return rest, rest_items, tuple(left)


def _trial(
    problem: PatrolProblem,
    items: Items,
    tours: Tours,
    what: str,
    crew: str | None,
    planned: int,
) -> Trial:
    kept = [_skipped(problem, items, tours, v) for v in range(len(tours))]
    left = tuple(tour for tour, _ in kept)
    windows = items.windows(problem, left)
    timed = [time_tour(problem, items, windows, v, tour) for v, tour in enumerate(left)]
    visits = visits_of(problem, items, left, [t.start if t else () for t in timed])
    scored = score(problem, visits, sum(t.travel for t in timed if t))
    return Trial(
        what=what,
        crew=crew,
        visits=len(visits),
        visits_planned=planned,
        joint_visits=sum(visit.joint for visit in visits),
        objective=scored.objective,
        back_late_minutes=max(late for _, late in kept) / 60,
    )


def _skipped(problem: PatrolProblem, items: Items, tours: Tours, crew: int) -> tuple[Tour, int]:
    """The tour without the stops for which there is no time, and how late the crew is even so."""
    windows = items.windows(problem, tours)
    left = without_late(problem, items, windows, crew, tours[crew])
    return (left, 0) if left is not None else ((), _late(problem, items, crew, tours[crew]))


def _late(problem: PatrolProblem, items: Items, crew: int, tour: Tour) -> int:
    """Seconds after the shift's end at which the crew is back from its fixed stops alone."""
    seconds = problem.seconds(crew)
    here, now = problem.free(crew)
    for item in tour:
        there = int(items.place[item])
        now = max(now + int(seconds[here, there]), int(items.early[item]))
        now += int(items.seconds[item])
        here = there
    return max(0, now + int(seconds[here, problem.crew_end[crew]]) - problem.horizon)
