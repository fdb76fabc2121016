"""Shift, posts and times: where a crew starts and ends, and when it is where."""

from __future__ import annotations

from sejuk.model.district import UNREACHABLE
from sejuk.planning.verify.case import Case, Findings


def post(case: Case) -> Findings:
    """A crew starts and ends at a post which the roster gives for one of its agencies.

    Source: PLANNING.md, Ids (`pos` is a place id or name, by default the police station). Where
    a mixed crew's agencies have different posts, any of these will do. That the route really
    runs from and to the crew's posts is in `travel_time` and `route_travel`.
    """
    for route in case.plan.routes:
        named = {
            line.post or case.district.police_post
            for line in case.roster.lines
            if line.agency in route.crew.agencies()
        }
        allowed = {p.id for p in case.district.places if p.id in named or p.name in named}
        for place in {route.crew.start_post, route.crew.end_post}:
            if place in case.places and place not in allowed:
                yield route.crew.id, f"{place} is no post of its agencies"


def before_shift(case: Case) -> Findings:
    """No crew departs before the shift starts (depart ≥ 0).

    Source: PLANNING.md, subject to (posts, shift).
    """
    for route in case.plan.routes:
        if route.depart < 0:
            yield route.crew.id, f"departs at {route.depart} s"


def overtime(case: Case) -> Findings:
    """Every crew is back when the shift ends: zero overtime, to the second.

    Source: PLANNING.md, Figures for commanders (zero overtime).
    """
    for route in case.plan.routes:
        if route.back > case.shift:
            yield route.crew.id, f"back {route.back - case.shift} s after the shift"


def time_order(case: Case) -> Findings:
    """arrive ≤ start ≤ leave at every stop, and depart ≤ back.

    Source: model.plan.Stop. Waiting (start − arrive) is free, except that the starts at a
    meeting lie close together: `meeting_window`.
    """
    for at in case.stops:
        if not at.stop.arrive <= at.stop.start <= at.stop.leave:
            yield at.crew, f"{at}: arrive {at.stop.arrive}, leave {at.stop.leave}"
    for route in case.plan.routes:
        if route.back < route.depart:
            yield route.crew.id, f"back at {route.back} s, departs at {route.depart} s"


def overlap(case: Case) -> Findings:
    """A crew arrives at a stop only after it has left the one before: never in two places.

    Source: PLANNING.md, Sets (times t_ij).
    """
    for route in case.plan.routes:
        for a, b, leave, arrive in case.legs(route):
            if arrive < leave:
                yield route.crew.id, f"leaves {a} at {leave} s, is at {b} from {arrive} s"


def travel_time(case: Case) -> Findings:
    """Between two points, posts included, a crew takes at least the matrix's whole seconds.

    Source: PLANNING.md, Data (travel time t_ij by mode). Longer is allowed: it is waiting. A
    crew that arrives before it has left is reported as `overlap`.
    """
    for route in case.plan.routes:
        for a, b, leave, arrive in case.legs(route):
            needed = case.seconds(route.crew.mode, a, b)
            if leave <= arrive < leave + needed and needed != UNREACHABLE:
                yield route.crew.id, f"{a} to {b} in {arrive - leave} s; it takes {needed} s"


def unreachable(case: Case) -> Findings:
    """No leg joins places which the crew's mode cannot join.

    Source: docs/decisions/0002, traps (unreachable stops are reported).
    """
    for route in case.plan.routes:
        for a, b, _, _ in case.legs(route):
            if case.seconds(route.crew.mode, a, b) == UNREACHABLE:
                yield route.crew.id, f"{a} to {b} by {route.crew.mode}"


def route_travel(case: Case) -> Findings:
    """`route.travel` is the sum of its legs' matrix seconds.

    Source: model.plan.Route; PLANNING.md, Traps found (the same integers everywhere).
    """
    for route in case.plan.routes:
        travel = case.travel(route)
        if route.travel != travel:
            yield route.crew.id, f"{route.travel} s; the legs take {travel} s"
