"""Why a candidate place has no visit tonight: each one, with the minutes it would have taken."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.model.district import UNREACHABLE
from sejuk.model.plan import Uncovered
from sejuk.planning.objective import count_for
from sejuk.planning.problem import NOBODY, PatrolProblem, reachable
from sejuk.planning.tour import Items, Tours, Windows, slack_of, time_tour, visits_of


def uncovered(problem: PatrolProblem, items: Items, tours: Tours) -> tuple[Uncovered, ...]:
    """All places without a visit, in the district's order."""
    windows = items.windows(problem, tours)
    timed = [time_tour(problem, items, windows, v, tour) for v, tour in enumerate(tours)]
    starts = [times.start if times else () for times in timed]
    visits = visits_of(problem, items, tours, starts)
    count = np.bincount(
        np.array(count_for(problem, visits), np.int64), minlength=len(problem.fresh)
    )
    seen = {visit.place for visit in visits}
    need, spare = _detours(problem, items, windows, tours)
    anyone = np.any([reachable(problem, v) for v in range(len(tours))], axis=0)
    posts = {*problem.crew_start, *problem.crew_end}
    found = []
    for i, place in enumerate(problem.places):
        if i in seen:
            continue
        sides = [h for h in problem.sides[i].tolist() if h != NOBODY]
        side = min(sides, key=lambda h: (count[h], h))
        new = any(problem.fresh[h] and count[h] == 0 for h in sides)
        worth = float(problem.value[i].max())
        worth += problem.settings.first_in_neighbourhood_value * new
        reason, minutes, left = "worth_less", None, None
        if i in posts:
            reason, worth = "post", 0.0
        elif i in problem.banned:
            reason = "banned"
        elif not (problem.late[i] >= problem.early[i]).any():
            reason = "closed"
        elif not anyone[i]:
            reason = "unreachable"
        elif count[side] >= problem.cap[side]:
            reason = "cap"
        elif need[i] > spare[i]:
            reason, minutes, left = "no_time", float(need[i]) / 60, float(spare[i]) / 60
        found.append(
            Uncovered(
                place=place.id,
                reason=reason,
                value=worth,
                needs_minutes=minutes,
                spare_minutes=left,
            )
        )
    return tuple(found)


def _detours(
    problem: PatrolProblem, items: Items, windows: Windows, tours: Tours
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """[places] seconds of the cheapest detour and visit, and what the tour has left there."""
    n = len(problem.places)
    need, spare = np.full(n, np.inf), np.zeros(n)
    for v, tour in enumerate(tours):
        seconds = problem.seconds(v)
        slack = slack_of(problem, items, windows, v, tour)
        stops, leave, latest = slack.stops, slack.leave, slack.latest
        for k in range(len(tour) + 1):
            a, b = stops[k], stops[k + 1]
            direct = int(seconds[a, b])
            detour = np.where(
                (seconds[a] < UNREACHABLE) & (seconds[:, b] < UNREACHABLE),
                (seconds[a] + seconds[:, b] - direct + problem.dwell).astype(float),
                np.inf,
            )
            left = float(latest[k] - leave[k] - direct)
            # The gap with the least lack of time, not the shortest detour, is the near miss.
            better = detour - left < need - spare
            need, spare = np.where(better, detour, need), np.where(better, left, spare)
    return need, spare
