"""How far a crew is with its plan: what it did, matched with what it should do."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from sejuk.model.plan import Route


class CrewState(StrEnum):
    WAITING = "waiting"
    """It has made no stop yet."""
    ON_THE_WAY = "on_the_way"
    AT_STOP = "at_stop"
    BACK = "back"
    """It has closed its roll-call."""


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a crew did, at a second of the shift."""

    kind: str
    """arrived, left, roll_call_opened, roll_call_closed; others do not matter."""
    at: int
    place: str | None = None


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """One stop of the plan as it was made; seconds of the shift."""

    arrived: int | None = None
    left: int | None = None


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    state: CrewState
    made: tuple[Made, ...]
    """One for each stop of the route."""
    next: int | None
    """Index of the stop that it is at or goes to; None: homeward, or back."""
    late: int | None
    """Seconds behind its timetable, negative when early; None before its first act."""


def progress_of(route: Route, acts: Iterable[Act], now: int) -> Progress:
    """The progress by second `now` of the shift, from what the crew did, in its order.

    An arrival counts for the stop at that place that is planned nearest to it and not made yet;
    a place that is no stop of the route counts for none.
    """
    arrived: dict[int, int] = {}
    left: dict[int, int] = {}
    is_back = False
    for act in acts:
        if act.kind == "arrived":
            open_stops = [
                n
                for n, stop in enumerate(route.stops)
                if stop.place == act.place and n not in arrived
            ]
            if open_stops:
                nearest = min(open_stops, key=lambda n: abs(route.stops[n].arrive - act.at))
                arrived[nearest] = act.at
        elif act.kind == "left":
            there = [n for n in arrived if route.stops[n].place == act.place and n not in left]
            if there:
                left[max(there, key=lambda n: arrived[n])] = act.at
        elif act.kind == "roll_call_closed":
            is_back = True
        elif act.kind == "roll_call_opened":
            is_back = False
    at = next((n for n in sorted(arrived, reverse=True) if n not in left), None)
    last = max(arrived, default=-1)
    following = last + 1 if last + 1 < len(route.stops) else None
    if is_back:
        state, going = CrewState.BACK, None
    elif at is not None and at == last:
        state, going = CrewState.AT_STOP, at
    elif last >= 0:
        state, going = CrewState.ON_THE_WAY, following
    else:
        state, going = CrewState.WAITING, following
    made = tuple(Made(arrived=arrived.get(n), left=left.get(n)) for n in range(len(route.stops)))
    return Progress(
        state=state, made=made, next=going, late=_late(route, made, last, going, now, state)
    )


def _late(
    route: Route, made: tuple[Made, ...], last: int, going: int | None, now: int, state: CrewState
) -> int | None:
    """By its last arrival or leaving; more when it should have reached the next by now."""
    late = None
    if last >= 0:
        one, stop = made[last], route.stops[last]
        if one.left is not None:
            late = one.left - stop.leave
        elif one.arrived is not None:
            late = one.arrived - stop.arrive
    if going is not None and state is not CrewState.AT_STOP:
        overdue = now - route.stops[going].arrive
        if overdue > 0:
            late = max(overdue, late if late is not None else overdue)
    return late
