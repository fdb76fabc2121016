"""What a night owes and does not give, each with its reason: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sejuk.model.plan import Route, StopKind, Unmet
from sejuk.model.rotation import Rotation
from sejuk.planning.objective import Scored, Visited
from sejuk.planning.pins import ANY
from sejuk.planning.problem import PatrolProblem, reachable


def missing(
    problem: PatrolProblem,
    visits: tuple[Visited, ...],
    scored: Scored,
    routes: tuple[Route, ...],
    joint_missing: str,
) -> Iterator[Unmet]:
    """Floors, joint visits, rawan places, pins and the spread of workloads."""
    hoods = problem.district.neighbourhoods
    for h, short in enumerate(scored.short.tolist()):
        if short:
            here = np.flatnonzero((problem.sides == h).any(axis=1))
            is_full = bool(scored.count[h] >= problem.cap[h])
            yield Unmet(
                what="floor",
                id=hoods[h].id,
                reason=_why(problem, here, is_full=is_full),
                detail=str(short),
            )
    joint = sum(visit.joint for visit in visits)
    for nth in range(joint + 1, problem.settings.joint_visits_per_night + 1):
        yield Unmet(what="joint", id=_number(problem, nth), reason=joint_missing)
    seen = {visit.place for visit in visits}
    for i in np.flatnonzero(problem.over_gap).tolist():
        if i not in seen:
            sides = problem.sides[i][problem.sides[i] >= 0]
            is_full = bool((scored.count[sides] >= problem.cap[sides]).all())
            reason = _why(problem, np.array([i]), is_full=is_full)
            yield Unmet(what="rawan_gap", id=problem.places[i].id, reason=reason)
    yield from _pins(problem, scored, routes)
    away = [route.back - route.depart for route in routes]
    spread = (max(away) - min(away)) / 60
    if spread > problem.settings.workload_spread_minutes:
        yield Unmet(what="spread", id="", reason="too_few_places", detail=f"{spread:.0f}")


def extra_missing(
    problem: PatrolProblem, visits: tuple[Visited, ...], rotation: Rotation | None
) -> Iterator[Unmet]:
    """Places that the fair rotation drew for tonight and that have no visit."""
    seen = {problem.places[visit.place].id for visit in visits}
    if rotation is not None and rotation.holds(problem.shift.date):
        index = problem.district.place_index()
        for place in rotation.drawn:
            if place not in seen:
                # One that the district no longer has is as good as closed.
                known = place in index
                reason = (
                    _why(problem, np.array([index[place]]), is_full=False) if known else "closed"
                )
                yield Unmet(what="extra", id=place, reason=reason)


def _pins(problem: PatrolProblem, scored: Scored, routes: tuple[Route, ...]) -> Iterator[Unmet]:
    """Pins that no stop of theirs meets. A group that moves as one has other crews: it has none."""
    made = [
        (stop.place, stop.block, stop.start, crew.id)
        for route in routes
        for crew in (route.crew,)
        for stop in route.stops
        if stop.kind in {StopKind.VISIT, StopKind.JOINT}
    ]
    for pin in problem.pins:
        place = problem.places[pin.place].id
        crew = None if pin.crew == ANY else problem.crews[pin.crew].id
        met = any(
            at == place
            and pin.block in {ANY, block}
            and crew in {None, who}
            and (pin.early == ANY or pin.early <= start <= pin.late)
            for at, block, start, who in made
        )
        if not met:
            sides = problem.sides[pin.place][problem.sides[pin.place] >= 0]
            is_full = bool((scored.count[sides] >= problem.cap[sides]).all())
            yield Unmet(what="pin", id=place, reason="cap" if is_full else "no_time_left")


def _why(problem: PatrolProblem, places: np.ndarray, *, is_full: bool) -> str:
    """Why none of these places has a visit: what would have to change first."""
    is_open = (problem.late[places] >= problem.early[places]).any(axis=1)
    if not is_open.any():
        if not problem.banned.isdisjoint(places.tolist()):
            return "banned"
        posts = {*problem.crew_start, *problem.crew_end}
        return "post" if posts.issuperset(places.tolist()) else "closed"
    anyone = np.any([reachable(problem, v) for v in range(len(problem.crews))], axis=0)
    if not (is_open & anyone[places]).any():
        return "unreachable"
    return "cap" if is_full else "no_time_left"


def _number(problem: PatrolProblem, nth: int) -> str:
    """The number of a joint visit that has no place, written so that it is no place's id."""
    taken = {place.id for place in problem.places}
    text = str(nth)
    while text in taken:
        text = f"0{text}"
    return text
