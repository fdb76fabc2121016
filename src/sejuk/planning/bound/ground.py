"""What of a segment does not depend on duals: places within reach and times between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.district import UNREACHABLE
from sejuk.planning.bound.memory import memory_of, slots_of
from sejuk.planning.bound.ng_route import NEVER, Ints, Memory, Slots
from sejuk.planning.bound.segments import Segment
from sejuk.planning.problem import NOBODY, PatrolProblem


class Travel(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Seconds on the way between the points of a segment; NEVER where there is no way."""

    between: Ints
    """[places, places]"""
    there: Ints
    """[places] from the origin."""
    home: Ints
    """[places] to the target."""
    direct: Ints
    """[1] from the origin to the target."""
    pause_there: Ints
    """[1] from the origin to the post where a break is taken."""
    pause_to: Ints
    """[places] to that post."""
    pause_from: Ints
    """[places] from that post."""
    pause_home: Ints
    """[1] from that post to the target."""


class Ground(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Ticks of `grid` seconds count from the segment's begin.

    With a grid of one second times are exact; else they are rounded, and what comes of them
    is a guide and no bound.
    """

    segment: Segment
    grid: int
    ticks: int
    """From 0 to this one the segment lasts."""
    places: Ints
    """Those that can be served on the way; other arrays follow their order."""
    travel: Travel
    time: Travel
    """In ticks; from a place: from the start of its service; from the post: from the start of
    the break."""
    near: Ints
    """[places, so many] those from which a place is reached, nearest first."""
    pause_first: int
    pause_last: int
    """A break may start between these ticks; the first after the last: none in this segment."""
    pause_only: bool
    """The crew has a break to take and no other segment to take it in."""
    slots: Slots
    memory: Memory
    stretch: int
    """The shortest time between two services."""
    cost_per_second: float

    def travelled(self, places: Ints, pause: int) -> int:
        """Seconds of travel along a route with its break before the pause-th visit (-1: none)."""
        travel = self.travel
        if not len(places):
            return int((travel.direct if pause < 0 else travel.pause_there + travel.pause_home)[0])
        legs = [travel.there[places[0]], *travel.between[places[:-1], places[1:]]]
        legs.append(travel.home[places[-1]])
        if pause >= 0:
            to = travel.pause_to[places[pause - 1]] if pause else travel.pause_there[0]
            on = travel.pause_from[places[pause]] if pause < len(places) else travel.pause_home[0]
            legs[pause] = to + on
        return int(sum(legs))


def ground_of(
    problem: PatrolProblem,
    segment: Segment,
    open_places: NDArray[np.bool_],
    *,
    only: bool,
    slots: Sequence[int],
    remembered: Mapping[int, Sequence[int]],
    grid: int = 1,
    near: int | None = None,
) -> Ground:
    """Distances of a segment; open_places [places]: those with any hour for a visit; only:
    whether the crew has no other segment; slots: seconds after the shift's start; remembered:
    place → the others that it remembers; near: how many places a place is reached from."""
    table = problem.travel[segment.mode]
    table = np.where(table < UNREACHABLE, table, NEVER)
    length = segment.end - segment.begin
    through = table[segment.origin] + problem.dwell + table[:, segment.target]
    places = np.flatnonzero((through <= length) & open_places)
    pauses = problem.pause is not None and segment.pause_place != NOBODY
    first, last, rest = problem.pause if problem.pause is not None and pauses else (1, 0, 0)
    post = segment.pause_place if pauses else segment.origin
    travel = Travel(
        between=table[np.ix_(places, places)],
        there=table[segment.origin, places],
        home=table[places, segment.target],
        direct=table[[segment.origin], segment.target],
        pause_there=table[[segment.origin], post],
        pause_to=table[places, post],
        pause_from=table[post, places],
        pause_home=table[[post], segment.target],
    )
    leg = travel.between + problem.dwell
    # A crew that stays for a later visit to the same place keeps the separation.
    np.fill_diagonal(leg, problem.dwell + problem.settings.separation_minutes * 60)
    time = Travel(
        between=_ticks(leg, grid),
        there=_ticks(travel.there, grid),
        home=_ticks(travel.home + problem.dwell, grid),
        direct=_ticks(travel.direct, grid),
        pause_there=_ticks(travel.pause_there, grid),
        pause_to=_ticks(travel.pause_to + problem.dwell, grid),
        pause_from=_ticks(travel.pause_from + rest, grid),
        pause_home=_ticks(travel.pause_home + rest, grid),
    )
    ticks = length // grid
    stretch = max(int(min(time.between.min(initial=NEVER), ticks)), 1)
    order = np.argsort(time.between, axis=0, kind="stable").T
    apart = (problem.dwell + problem.settings.separation_minutes * 60) // grid
    bounds = _inside([-((segment.begin - second) // grid) for second in slots], ticks)
    return Ground(
        segment=segment,
        grid=grid,
        ticks=ticks,
        places=places,
        travel=travel,
        time=time,
        near=np.ascontiguousarray(order[:, :near]),
        pause_first=max((first - segment.begin) // grid, 0) if pauses else 1,
        pause_last=min((last - segment.begin) // grid, ticks) if pauses else 0,
        pause_only=pauses and only,
        slots=slots_of(bounds, apart),
        memory=memory_at(places, remembered),
        stretch=stretch,
        cost_per_second=problem.settings.travel_penalty_per_minute / 60,
    )


def _ticks(seconds: Ints, grid: int) -> Ints:
    """Rounded to the nearest; NEVER stays."""
    rounded: Ints = np.where(seconds >= NEVER, NEVER, (seconds + grid // 2) // grid)
    return rounded


def _inside(slots: Sequence[int], ticks: int) -> list[int]:
    """Bounds from 0 to ticks + 1."""
    return [0, *(tick for tick in slots if 0 < tick <= ticks), ticks + 1]


def memory_at(places: Ints, remembered: Mapping[int, Sequence[int]]) -> Memory:
    """The memory of a segment that serves these places."""
    local = {place: n for n, place in enumerate(places.tolist())}
    return memory_of([[local[x] for x in remembered[place] if x in local] for place in local])
