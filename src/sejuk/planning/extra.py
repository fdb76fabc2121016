"""Core and extra: which visits the fair rotation gives out, and what that asks of a night.

The core is never drawn: what the service floor asks for in the rotation's nights, joint visits,
one place of every neighbourhood kept free for its floor, and what the commander pinned. Of the
other places inside each neighbourhood the best may take part: residents' reports tell the
neighbourhood and seldom more, so that these can be compared afterwards (decision 42).
A drawn place must be visited on each of the nights; one that takes part and is not drawn gets
no visit, so that nothing but the draw decides. Places that do not take part are the
planner's, as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
import numpy as np

from sejuk.draw.rotation import NIGHTS, rotation_frame
from sejuk.model.plan import Plan
from sejuk.model.rotation import Compliance, Rotation, RotationFrame
from sejuk.planning.meetings import joint_visits
from sejuk.planning.problem import PatrolProblem, reachable


def extra_frame(
    problem: PatrolProblem,
    *,
    begins: date,
    budget: int,
    core: frozenset[str] = frozenset(),
    vetoed: frozenset[str] = frozenset(),
    nights: int = NIGHTS,
) -> RotationFrame:
    """Who takes part from `begins` on, in which strata, with which probabilities.

    `problem` is the first of the nights; `core` are ids of places that the floor will ask for on
    a later one. Risk is the highest w of a place. A veto takes out the neighbourhood of its place.
    Raises `bad_rotation_budget` and `no_rotation`.
    """
    places = problem.places
    wards = {hood.id: hood.ward for hood in problem.district.neighbourhoods}
    candidates = extra_candidates(problem, core=core)
    index = problem.district.place_index()
    out = {places[index[place]].area_id for place in vetoed if place in index}
    return rotation_frame(
        begins=begins,
        risk={place: float(problem.value[index[place]].max()) for place in candidates},
        ward={place: wards[places[index[place]].neighbourhoods[0]] for place in candidates},
        budget=budget,
        vetoed=frozenset(p for p in candidates if places[index[p]].area_id in out),
        nights=nights,
    )


def extra_candidates(
    problem: PatrolProblem, *, core: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Ids of places whose visits the floor does not ask for and every crew can reach.

    One for each neighbourhood, inside it and of most worth (ties: the first in the district), in
    the district's order.
    """
    worth = problem.value.max(axis=1)
    can = np.all([reachable(problem, v) for v in range(len(problem.crews))], axis=0)
    meetings = problem.meetings or joint_visits(problem)
    taken = {problem.places[meeting.place].id for meeting in meetings} | core
    taken |= {problem.places[i].id for i in np.flatnonzero(problem.must | problem.over_gap)}
    taken |= {problem.places[i].id for i in kept_for_floor(problem)}
    taken |= {problem.places[pin.place].id for pin in problem.pins}
    best: dict[str, int] = {}
    for i, place in enumerate(problem.places):
        inside = len(place.neighbourhoods) == 1
        if inside and worth[i] > 0 and can[i] and place.id not in taken:
            held = best.setdefault(place.area_id, i)
            best[place.area_id] = i if worth[i] > worth[held] else held
    return tuple(problem.places[i].id for i in sorted(best.values()))


def kept_for_floor(problem: PatrolProblem) -> tuple[int, ...]:
    """The place of each neighbourhood that stays the planner's: inside it, of most worth.

    A neighbourhood with borders only keeps the best of those. Ties: the first in the district.
    """
    worth = problem.value.max(axis=1)
    sides = problem.sides
    kept = set()
    for h in range(len(problem.floor)):
        inside = np.flatnonzero((sides[:, 0] == h) & (sides[:, 1] < 0) & (worth > 0))
        on_edge = np.flatnonzero((sides == h).any(axis=1) & (worth > 0))
        choices = inside if len(inside) else on_edge
        if len(choices):
            kept.add(int(choices[np.argmax(worth[choices])]))
    return tuple(sorted(kept))


def extra_must(rotation: Rotation, night: date) -> frozenset[str]:
    """Places that the rotation wants visited on this night, for `patrol_problem(must=…)`."""
    return frozenset(rotation.drawn) if rotation.holds(night) else frozenset()


def without_undrawn(
    problem: PatrolProblem, rotation: Rotation, wanted: frozenset[str] = frozenset()
) -> PatrolProblem:
    """The night in which places that took part and were not drawn are closed to visits.

    Not so where people want a visit all the same: pins, and `wanted`. That is a deviation, which is
    counted and analysed as drawn.
    """
    if not rotation.holds(problem.shift.date):
        return problem
    index = problem.district.place_index()
    wanted |= {problem.places[pin.place].id for pin in problem.pins}
    closed = [index[place] for place in rotation.undrawn if place in index and place not in wanted]
    value, late = problem.value.copy(), problem.late.copy()
    value[closed] = 0.0
    late[closed] = problem.early[closed] - 1
    over_gap = problem.over_gap.copy()
    over_gap[closed] = False  # not owed while the draw holds
    return msgspec.structs.replace(problem, value=value, late=late, over_gap=over_gap)


def compliance(rotation: Rotation, visited: Sequence[frozenset[str]]) -> Compliance:
    """What the nights made of the draw; `visited` holds each night's place ids, from the first.

    Nights that are still to come may be missing.
    """
    nights = visited[: rotation.frame.nights]
    missed = [(n, p) for n, ids in enumerate(nights, 1) for p in rotation.drawn if p not in ids]
    crossed = [(n, p) for n, ids in enumerate(nights, 1) for p in rotation.undrawn if p in ids]
    return Compliance(
        drawn_due=len(nights) * len(rotation.drawn),
        drawn_visited=len(nights) * len(rotation.drawn) - len(missed),
        undrawn_due=len(nights) * len(rotation.undrawn),
        undrawn_visited=len(crossed),
        missed=tuple(missed),
        crossed=tuple(crossed),
    )


def visited_places(plan: Plan) -> frozenset[str]:
    """Places with a dialogue visit in a plan."""
    stops = (stop for route in plan.routes for stop in route.stops)
    return frozenset(stop.place for stop in stops if stop.neighbourhood is not None)
