"""From a plan back to the tours it came from, cut where the night stands now."""

from __future__ import annotations

import msgspec

from sejuk.model.change import Change, Delay, LostCrew
from sejuk.model.plan import Plan, Route, Stop, StopKind
from sejuk.planning.problem import NOBODY, Begun, Meeting, PatrolProblem
from sejuk.planning.tour import Items, Tour

MEETING_KINDS = (StopKind.JOINT, StopKind.RENDEZVOUS)


def meetings_of(problem: PatrolProblem, plan: Plan) -> tuple[Meeting, ...]:
    """The joint visits and rendezvous of a plan, by start and place."""
    index = problem.district.place_index()
    crew_index = {route.crew.id: v for v, route in enumerate(plan.routes)}
    found: dict[tuple[int, int, tuple[int, ...]], Meeting] = {}
    for route in plan.routes:
        for stop in route.stops:
            if stop.kind not in MEETING_KINDS:
                continue
            crews = tuple(sorted(crew_index[c] for c in (route.crew.id, *stop.meets)))
            meeting = Meeting(
                place=index[stop.place],
                block=stop.block,
                start=stop.start,
                seconds=stop.leave - stop.start,
                crews=crews,
                joint=stop.kind is StopKind.JOINT,
            )
            found[stop.start, meeting.place, crews] = meeting
    return tuple(found[key] for key in sorted(found))


def tour_of(problem: PatrolProblem, items: Items, crew: int, stops: tuple[Stop, ...]) -> Tour:
    """The items of these stops; the problem's meetings must hold those of the plan."""
    index = problem.district.place_index()
    blocks = problem.value.shape[1]
    tour = []
    for stop in stops:
        place = index[stop.place]
        if stop.kind is StopKind.VISIT:
            again = any(reason.code == "second" for reason in stop.reasons)
            tour.append(items.firsts * again + place * blocks + stop.block)
        elif stop.kind is StopKind.BREAK:
            tour.append(items.visits + items.meetings + crew)
        else:
            nth = next(
                k
                for k, m in enumerate(problem.meetings)
                if crew in m.crews and m.place == place and m.start == stop.start
            )
            tour.append(items.visits + nth)
    return tuple(tour)


def begun_stops(route: Route, now: int, change: Change) -> tuple[Stop, ...]:
    """The stops that a crew has made, is at, or is on its way to; a delay moves the last two.

    A lost crew turns round: what it has not reached is not begun. Nor is a meeting before its
    hour: it may have to be put off for another's sake.
    """
    delay = 0
    if isinstance(change, Delay) and change.crew == route.crew.id:
        delay = change.minutes * 60
    lost = isinstance(change, LostCrew) and change.crew == route.crew.id
    begun: list[Stop] = []
    left = route.depart
    for stop in route.stops:
        ahead = stop.start > now
        if left > now or (ahead and (lost or stop.kind in MEETING_KINDS)):
            break
        begun.append(_moved(stop, delay) if ahead else stop)
        left = stop.leave
    return tuple(begun)


def begun_of(
    problem: PatrolProblem, items: Items, crew: int, route: Route, now: int, change: Change
) -> Begun:
    """What this crew has begun, as the search must keep it."""
    stops = begun_stops(route, now, change)
    late = isinstance(change, Delay) and change.crew == route.crew.id
    on_the_way = bool(stops) and stops[-1].start > now
    delay = change.minutes * 60 if isinstance(change, Delay) and late and not on_the_way else 0
    leave = stops[-1].leave if stops else max(now, 0)
    lost = isinstance(change, LostCrew) and change.crew == route.crew.id
    homeward = len(stops) == len(route.stops) and leave <= now
    closed = lost or homeward
    index = problem.district.place_index()
    return Begun(
        items=tour_of(problem, items, crew, stops),
        place=index[stops[-1].place] if stops else NOBODY,
        arrive=tuple(stop.arrive for stop in stops),
        start=tuple(stop.start for stop in stops),
        depart=route.depart if stops else 0,
        # Who is lost, or on the way home, goes home from where it was: no further stop.
        ready=leave if closed else max(leave + delay, now),
        closed=closed,
    )


def _moved(stop: Stop, seconds: int) -> Stop:
    return msgspec.structs.replace(
        stop, arrive=stop.arrive + seconds, start=stop.start + seconds, leave=stop.leave + seconds
    )
