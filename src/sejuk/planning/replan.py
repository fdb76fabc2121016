"""The rest of a night planned anew after an incident, a lost crew or a delay.

What is driven stays; of what was planned as little changes as can be: giving up a stop, or
giving it to another crew, costs `CHANGE_COST` points in the search. Meetings keep their hour
where all their crews can still be there; else they are moved, or released.
"""

from __future__ import annotations

import itertools

import msgspec
import numpy as np

from sejuk.model.change import Change, Delay, Incident, LostCrew
from sejuk.model.plan import Plan, StopKind, Unmet
from sejuk.planning.assemble import Making
from sejuk.planning.explored import REACHED, SHORT, telling_explored
from sejuk.planning.improve import ImproveParams, Stop, improve
from sejuk.planning.meetings import fits, joint_visit, joint_visits, rendezvous, without_meeting
from sejuk.planning.night import Night, assembled, night_problem
from sejuk.planning.problem import Meeting, PatrolProblem
from sejuk.planning.repair import without_late
from sejuk.planning.retour import begun_of, begun_stops, meetings_of, tour_of
from sejuk.planning.tour import Items, Tour, Tours, Windows, items_of, time_tour
from sejuk.problems import refuse

CHANGE_COST = 15.0
"""Points: more than a plain visit, so that a stop is only given up for something better."""

OF_THE_SEARCH = frozenset({"replanned", "stopped_early", "bound_stopped_early", REACHED, SHORT})
"""Notes on how the plan before came about."""

SOON = 45
"""Minutes within which somebody goes to where something happened."""

MOVES = (0, 5, 10, 15, 20, 30)
"""Minutes by which a meeting may be put off, tried in this order."""


class Replanned(msgspec.Struct, frozen=True, kw_only=True):
    plan: Plan
    changed: int
    """Stops of the old plan still ahead that are now dropped or made by another crew, and new
    stops."""
    kept: int
    """Stops still ahead that stay with their crew."""


def replan(
    night: Night, plan: Plan, now: int, change: Change, *, seed: int, iterations: int, stop: Stop
) -> Replanned:
    """A plan for the whole night of which everything begun by second `now` is as it was.

    Before the night `now` is negative: nothing is begun.

    Raises `unknown_crew` and `unknown_place` for a change that names none of the plan's.
    """
    _check(plan, change, frozenset(place.id for place in night.district.places))
    night = handed_on(night, change)
    night = msgspec.structs.replace(
        night, exploration=plan.exploration or None, rotation=plan.rotation
    )
    problem = night_problem(
        night,
        tuple(route.crew for route in plan.routes),
        must=frozenset({change.place}) if isinstance(change, Incident) else frozenset(),
    )
    if isinstance(change, Incident):
        problem = _soon(problem, change.place, now)
    before = msgspec.structs.replace(problem, meetings=meetings_of(problem, plan))
    old_items = items_of(before)
    old_tours = tuple(
        tour_of(before, old_items, v, route.stops) for v, route in enumerate(plan.routes)
    )
    problem = _with_begun(before, plan, now, change)
    problem = msgspec.structs.replace(problem, meetings=_meetings(problem, plan, now, change))
    problem = _with_begun(problem, plan, now, change)
    items = items_of(problem)
    wish = _renumbered(before, old_items, problem, items, old_tours)
    kept = frozenset((v, item) for v, tour in enumerate(wish) for item in tour)
    problem = msgspec.structs.replace(problem, kept=kept, change_cost=CHANGE_COST)
    start = _feasible(problem, items, wish)
    params = ImproveParams(iterations=iterations, worse_at_start=2.0, torn_out_max=6)
    tours = improve(problem, items, start, params, np.random.default_rng(seed), stop)
    making = Making(
        kind=plan.kind,
        seed=seed,
        preset=plan.preset,
        engine=plan.engine,
        night=plan.night,
        notes=(
            *(note for note in plan.notes if note not in OF_THE_SEARCH),
            *(("replanned",) if now >= 0 else ()),
            *(("stopped_early",) if stop() else ()),
        ),
        pins=night.pins,
        bans=night.bans,
        rotation=night.rotation,
        joint_missing="crew_lost" if isinstance(change, LostCrew) else "no_place_block_fits",
    )
    unmet = (*night.crews.unmet, *without_meeting(problem, problem.meetings))
    if isinstance(change, LostCrew):
        unmet = (*unmet, Unmet(what="crew", id=change.crew, reason="crew_lost"))
    found = assembled(problem, items, tours, making, unmet)
    found = telling_explored(found, night.exploration, night.settings.exploration_share)
    changed, same = _changes(plan, found, now, change)
    return Replanned(plan=found, changed=changed, kept=same)


def handed_on(night: Night, change: Change) -> Night:
    """The night in which the pins of a lost crew are anybody's."""
    if not isinstance(change, LostCrew):
        return night
    pins = tuple(
        msgspec.structs.replace(pin, crew=None) if pin.crew == change.crew else pin
        for pin in night.pins
    )
    return msgspec.structs.replace(night, pins=pins)


def _check(plan: Plan, change: Change, places: frozenset[str]) -> None:
    crews = {route.crew.id for route in plan.routes}
    if isinstance(change, Incident) and change.place not in places:
        raise refuse("unknown_place", name=change.place, near="")
    if isinstance(change, Delay | LostCrew) and change.crew not in crews:
        raise refuse("unknown_crew", crew=change.crew, crews=", ".join(sorted(crews)))


def _soon(problem: PatrolProblem, place: str, now: int) -> PatrolProblem:
    """A visit to this place starts within `SOON` minutes of now, or not at all."""
    late = problem.late.copy()
    i = problem.district.place_index()[place]
    late[i] = np.minimum(late[i], now + SOON * 60)
    return msgspec.structs.replace(problem, late=late)


def _with_begun(problem: PatrolProblem, plan: Plan, now: int, change: Change) -> PatrolProblem:
    items = items_of(problem)
    begun = tuple(
        begun_of(problem, items, v, route, now, change) for v, route in enumerate(plan.routes)
    )
    return msgspec.structs.replace(problem, begun=begun)


def _meetings(problem: PatrolProblem, plan: Plan, now: int, change: Change) -> tuple[Meeting, ...]:
    """Those already begun, and those ahead that can still be held, put off or by other crews; in
    place of a joint visit to where nobody is to go now, one elsewhere."""
    held = {
        (stop.start, stop.place, stop.kind)
        for route in plan.routes
        for stop in begun_stops(route, now, change)
    }
    found: list[Meeting] = []
    ahead: list[Meeting] = []
    for meeting in problem.meetings:
        kind = StopKind.JOINT if meeting.joint else StopKind.RENDEZVOUS
        key = (meeting.start, problem.places[meeting.place].id, kind)
        (found if key in held else ahead).append(meeting)
    lost = change.crew if isinstance(change, LostCrew) else None
    allowed = [meeting for meeting in ahead if meeting.place not in problem.banned]
    for meeting in allowed:
        there = tuple(v for v in meeting.crews if problem.crews[v].id != lost)
        again = _put_off(problem, meeting, there, tuple(found))
        if again is None and meeting.joint:
            again = joint_visit(problem, meeting.place, meeting.block, tuple(found))
        if again is not None:
            found.append(again)
    if sum(m.joint for m in allowed) < sum(m.joint for m in ahead):
        found = list(joint_visits(problem, tuple(found)))
    found += rendezvous(problem, tuple(found))
    return tuple(sorted(found, key=lambda m: (m.start, m.place, m.crews)))


def _put_off(
    problem: PatrolProblem, meeting: Meeting, crews: tuple[int, ...], others: tuple[Meeting, ...]
) -> Meeting | None:
    """The meeting at its hour or soon after, with these crews; None when it is released."""
    wanted = frozenset().union(*(crew.agencies() for crew in problem.crews))
    carried = frozenset().union(*(problem.crews[v].agencies() for v in crews))
    if len(crews) < 2 and not meeting.joint:
        return None
    if meeting.joint and carried != wanted:
        return None
    for minutes in MOVES:
        start = meeting.start + minutes * 60
        if start >= problem.horizon:
            break
        again = msgspec.structs.replace(
            meeting, start=start, crews=crews, block=problem.block_of(start)
        )
        if all(fits(problem, again, v, others) for v in crews):
            return again
    return None


def _renumbered(
    before: PatrolProblem,
    old_items: Items,
    problem: PatrolProblem,
    items: Items,
    tours: Tours,
) -> Tours:
    """The old tours in the numbers of the new problem; meetings by place and crew."""
    renumbered: list[Tour] = []
    for v, tour in enumerate(tours):
        mine: list[int] = []
        for item in tour:
            if old_items.is_optional(item):
                mine.append(item)
            elif item >= old_items.visits + old_items.meetings:
                mine.append(item - old_items.meetings + items.meetings)
            else:
                old = before.meetings[item - old_items.visits]
                mine += [
                    items.visits + k
                    for k, m in enumerate(problem.meetings)
                    if v in m.crews and m.place == old.place and m.joint == old.joint
                ]
        renumbered.append(tuple(mine))
    return tuple(renumbered)


def _feasible(problem: PatrolProblem, items: Items, wish: Tours) -> Tours:
    """The old tours without what can no longer be done: the cheapest visits ahead go first."""
    tours: list[Tour] = []
    for v, wished in enumerate(wish):
        begun = problem.begun_by(v)
        barred = problem.barred(v)
        ahead = [
            item
            for item in wished
            if item not in begun.items
            and not (
                items.is_optional(item)
                and (int(items.place[item]), int(items.block[item])) in barred
            )
        ]
        fixed = [
            items.visits + k
            for k, m in enumerate(problem.meetings)
            if v in m.crews and items.visits + k not in begun.items
        ]
        ahead = [] if begun.closed else _with_fixed(items, ahead, fixed)
        tour: Tour = (*begun.items, *ahead)
        windows = items.windows(problem, (*tours, tour))
        left = without_late(problem, items, windows, v, tour)
        if left is None:
            must = [item for item in ahead if not items.is_optional(item)]
            left = _in_any_order(problem, items, windows, v, must)
        tours.append(left)
    return tuple(tours)


def _in_any_order(
    problem: PatrolProblem, items: Items, windows: Windows, crew: int, fixed: list[int]
) -> Tour:
    """Meetings and break in an order that can be; raises `night_cannot_go_on` where none can."""
    begun = problem.begun_by(crew).items
    for order in itertools.permutations(fixed):
        if time_tour(problem, items, windows, crew, (*begun, *order)) is not None:
            return (*begun, *order)
    raise refuse("night_cannot_go_on", crew=problem.crews[crew].id)


def _with_fixed(items: Items, ahead: list[int], fixed: list[int]) -> list[int]:
    """The stops ahead with every meeting at its hour: before the first stop of a later one."""
    visits = [i for i in ahead if i not in fixed]
    for meeting in sorted(fixed, key=lambda i: int(items.early[i])):
        known = ahead.index(meeting) if meeting in ahead else len(ahead)
        before = {i for i in ahead[:known] if i in visits}
        at = max((k + 1 for k, i in enumerate(visits) if i in before), default=0)
        visits.insert(at, meeting)
    return visits


def _changes(old: Plan, new: Plan, now: int, change: Change) -> tuple[int, int]:
    """(changed, kept) stops ahead of `now`; a stop is the same with its crew, place and kind."""
    begun = {
        (route.crew.id, stop.place, stop.kind)
        for route in old.routes
        for stop in begun_stops(route, now, change)
    }
    was = {(r.crew.id, s.place, s.kind) for r in old.routes for s in r.stops} - begun
    becomes = {(r.crew.id, s.place, s.kind) for r in new.routes for s in r.stops} - begun
    moved = {(place, kind) for _, place, kind in was - becomes}
    added = {stop for stop in becomes - was if stop[1:] not in moved}
    return len(was - becomes) + len(added), len(was & becomes)
