"""Stage C: the joint visits, then where crews that are in none of them meet on their way.

Tours are drawn first without rendezvous; then each crew that meets nobody gets the partner,
place and moment that take both the least time off their tours.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.district import UNREACHABLE
from sejuk.model.plan import Unmet
from sejuk.planning.improve import refill
from sejuk.planning.insertion import Board
from sejuk.planning.meetings import fits, is_apart, joint_visits, rendezvous, without_meeting
from sejuk.planning.problem import Meeting, PatrolProblem
from sejuk.planning.tour import Items, Tours, Windows, fixed_tour, items_of, slack_of


def plan_meetings(problem: PatrolProblem) -> tuple[tuple[Meeting, ...], tuple[Unmet, ...]]:
    """The meetings of the night, and the crews for which no rendezvous could be arranged."""
    joint = joint_visits(problem)
    drawn = msgspec.structs.replace(problem, meetings=joint)
    items = items_of(drawn)
    board = Board(drawn, items, [fixed_tour(drawn, items, v) for v in range(len(drawn.crews))])
    refill(board)
    meetings = (*joint, *meetings_on_the_way(drawn, items, board.frozen(), joint))
    # For a crew that meets nobody on its way the most central place has to do.
    meetings = (*meetings, *rendezvous(problem, meetings))
    return meetings, without_meeting(problem, meetings)


def meetings_on_the_way(
    problem: PatrolProblem, items: Items, tours: Tours, joint: tuple[Meeting, ...]
) -> tuple[Meeting, ...]:
    """A rendezvous for every crew without a meeting, for which there is a place and a moment."""
    met = {v for m in joint if len(m.crews) > 1 for v in m.crews}
    out = [v for v in range(len(tours)) if not problem.begun_by(v).closed]
    moments = _moments(problem, out)
    windows = items.windows(problem, tours)
    cost = {v: _cost(problem, items, windows, v, tours, moments) for v in out}
    found: list[Meeting] = []
    alone = [v for v in out if v not in met]
    while alone:
        taken = (*joint, *found)
        pairs = [(alone[0], v) for v in out if v != alone[0]]
        best = _best(problem, pairs, cost, moments, taken)
        if len(alone) == 3 and best is not None:
            # Three at once, unless a pair and then a meeting for the third take less.
            three = _best(problem, [tuple(alone)], cost, moments, taken)
            left = [v for v in alone if v not in best[1].crews]
            rest = [(left[0], v) for v in out if v != left[0]] if left else []
            second = _best(problem, rest, cost, moments, (*taken, best[1]))
            if three is not None and (second is None or three[0] <= best[0] + second[0]):
                best = three
        if best is None:
            alone = alone[1:]
            continue
        found.append(best[1])
        alone = [v for v in alone if v not in best[1].crews]
    return tuple(found)


def _best(
    problem: PatrolProblem,
    teams: Sequence[tuple[int, ...]],
    cost: dict[int, NDArray[np.float64]],
    moments: NDArray[np.int64],
    taken: tuple[Meeting, ...],
) -> tuple[float, Meeting] | None:
    """The meeting of one of these teams that takes least, with what it takes; ties by crews."""
    meetings = [_cheapest(problem, team, cost, moments, taken) for team in teams]
    return min((m for m in meetings if m), key=lambda m: (m[0], m[1].crews), default=None)


def _moments(problem: PatrolProblem, out: list[int]) -> NDArray[np.int64]:
    """Starts every five minutes in the middle half of the time that is left."""
    step = problem.settings.rendezvous_minutes * 60
    free = max((problem.free(v)[1] for v in out), default=0)
    quarter = (problem.horizon - free) // 4
    return np.arange(-(-(free + quarter) // step) * step, problem.horizon - quarter, step)


def _cost(
    problem: PatrolProblem,
    items: Items,
    windows: Windows,
    crew: int,
    tours: Tours,
    moments: NDArray[np.int64],
) -> NDArray[np.float64]:
    """[moments, places] seconds that being at a place at a moment takes off a crew's tour."""
    seconds = problem.seconds(crew)
    slack = slack_of(problem, items, windows, crew, tours[crew])
    service = problem.settings.rendezvous_minutes * 60
    best = np.full((len(moments), len(problem.places)), np.inf)
    # Crews meet where there are residents to be seen by, not at a post.
    streets = problem.open.any(axis=1)
    begun = len(problem.begun_by(crew).items)
    for k in range(begun, len(slack.leave)):
        here, following = slack.stops[k], slack.stops[k + 1]
        there = slack.leave[k] + seconds[here]
        on_time = (there <= moments[:, None]) & (seconds[:, following] < UNREACHABLE) & streets
        after = moments[:, None] + service + seconds[None, :, following]
        lost = after - (slack.leave[k] + int(seconds[here, following]))
        best = np.where(on_time, np.minimum(best, lost), best)
    return best


def _cheapest(
    problem: PatrolProblem,
    team: tuple[int, ...],
    cost: dict[int, NDArray[np.float64]],
    moments: NDArray[np.int64],
    others: tuple[Meeting, ...],
) -> tuple[float, Meeting] | None:
    """The meeting of these that takes least off their tours, with what it takes."""
    if not len(moments):
        return None
    total = np.sum([cost[v] for v in team], axis=0)
    for flat in np.argsort(total, axis=None, kind="stable")[:200]:
        moment, place = divmod(int(flat), total.shape[1])
        if not np.isfinite(total[moment, place]):
            return None
        start = int(moments[moment])
        meeting = Meeting(
            place=place,
            block=problem.block_of(start),
            start=start,
            seconds=problem.settings.rendezvous_minutes * 60,
            crews=tuple(sorted(team)),
            joint=False,
        )
        if is_apart(meeting, others) and all(fits(problem, meeting, v, others) for v in team):
            return float(total[moment, place]), meeting
    return None
