"""Tours: the sequence of items each crew serves, and the times that follow from it.

An item is a whole number: the first visit to place i in block b is i·B + b; then come the
second visits in the same order, the meetings of stage C, and one break for each crew. Tours are
tuples of items, so that a search can copy and hash them and a plan can be rebuilt from them
byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.model.district import UNREACHABLE
from sejuk.planning.objective import Visited
from sejuk.planning.problem import Meeting, PatrolProblem
from sejuk.planning.separation import keep_apart

Tour = tuple[int, ...]
Tours = tuple[Tour, ...]
"""One tour for each crew, posts left out."""


class Items(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What an item is, by number."""

    place: NDArray[np.int64]
    block: NDArray[np.int64]
    early: NDArray[np.int64]
    late: NDArray[np.int64]
    seconds: NDArray[np.int64]
    """Service."""
    prize: NDArray[np.float64]
    """What a visit adds by itself: w, less for a second one in a block, ρ more for one that is
    pinned to a block; 0 for the rest."""
    firsts: int
    """Items below this number are first visits to their place and block."""
    visits: int
    """Items below this number are visits that may be left out or taken by any crew."""
    meetings: int
    """Items visits … visits + meetings − 1 are meetings; the rest are breaks."""

    def is_optional(self, item: int) -> bool:
        return item < self.visits

    def leader(self, item: int) -> int:
        """The first visit that must be made for this second one to count as such; else itself."""
        return item - self.firsts if self.firsts <= item < self.visits else item

    def windows(self, problem: PatrolProblem, tours: Tours) -> Windows:
        """The windows in force when these tours are on the board.

        Visits to one place keep the separation, whoever makes them (`separation`); so no tour
        need know of another as long as each keeps its windows.
        """
        early, late = self.early.copy(), self.late.copy()
        pairs = self._pairs(tours)
        if pairs:
            separation = problem.settings.separation_minutes * 60

            def earliest(early: NDArray[np.int64]) -> dict[int, int]:
                return {
                    item: start
                    for v, tour in enumerate(tours)
                    for item, start in zip(
                        tour, _earliest(problem, self, early, v, tour).start, strict=True
                    )
                }

            keep_apart(pairs, self.seconds + separation, early, late, earliest)
        return Windows(early=early, late=late)

    def _pairs(self, tours: Tours) -> list[tuple[int, int]]:
        """Visits that follow each other at one place, in the order of their blocks and turns."""
        visits = [item for tour in tours for item in tour if item < self.visits]
        if len({int(place) for place in self.place[visits]}) == len(visits):
            return []
        visits.sort(key=lambda item: (int(self.place[item]), int(self.block[item]), item))
        return [(a, b) for a, b in pairwise(visits) if self.place[a] == self.place[b]]


class Windows(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """[items] first and last second at which each may start."""

    early: NDArray[np.int64]
    late: NDArray[np.int64]


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """When a crew is where, seconds; lists run along the tour."""

    depart: int
    arrive: tuple[int, ...]
    start: tuple[int, ...]
    back: int
    travel: int


def items_of(problem: PatrolProblem) -> Items:
    """The item table of a problem, breaks included when the shift is long enough for one."""
    n, blocks = problem.value.shape
    firsts = n * blocks
    apart = problem.dwell + problem.settings.separation_minutes * 60
    place = [*np.tile(np.repeat(np.arange(n), blocks), 2)]
    block = [*np.tile(np.arange(blocks), 2 * n)]
    early = [*problem.early.ravel(), *(problem.early.ravel() + apart)]
    late = [*np.tile(problem.late.ravel(), 2)]
    seconds = [problem.dwell] * (2 * firsts)
    for meeting in problem.meetings:
        place.append(meeting.place)
        block.append(meeting.block)
        early.append(meeting.start)
        late.append(meeting.start)
        seconds.append(meeting.seconds)
        if meeting.joint:
            _keep_from(problem, meeting, early, late)
    if problem.pause is not None:
        first, last, length = problem.pause
        for post in problem.crew_start:
            place.append(post)
            block.append(NO_BLOCK)
            early.append(first)
            late.append(last)
            seconds.append(length)
    prize = np.zeros(len(place))
    prize[:firsts] = problem.value.ravel()
    for i, b in problem.pinned_blocks:
        prize[i * blocks + b] += problem.settings.missing_dialogue_penalty
    prize[firsts : 2 * firsts] = problem.settings.second_visit_factor * problem.value.ravel()
    return Items(
        place=np.array(place, np.int64),
        block=np.array(block, np.int64),
        early=np.array(early, np.int64),
        late=np.array(late, np.int64),
        seconds=np.array(seconds, np.int64),
        prize=prize,
        firsts=firsts,
        visits=2 * firsts,
        meetings=len(problem.meetings),
    )


def _keep_from(problem: PatrolProblem, meeting: Meeting, early: list[int], late: list[int]) -> None:
    """A joint visit is the first of its block; the others to its place keep the separation."""
    n, blocks = problem.value.shape
    separation = problem.settings.separation_minutes * 60
    after = meeting.start + meeting.seconds + separation
    before = meeting.start - separation - problem.dwell
    for block in range(blocks):
        first = meeting.place * blocks + block
        second = n * blocks + first
        for item in (first, second):
            if block > meeting.block:
                early[item] = max(early[item], after)
            elif block < meeting.block:
                late[item] = min(late[item], before)
        if block == meeting.block:
            late[first] = early[first] - 1
            begin, end = int(problem.early[meeting.place, block]), late[second]
            # Where there is time on both sides of it, the longer part.
            if before - begin > end - after:
                early[second], late[second] = begin, min(end, before)
            else:
                early[second] = max(begin, after)


NO_BLOCK = -1
"""Block of a break: it follows from the hour at which it is taken."""


def meeting_item(problem: PatrolProblem, meeting: int) -> int:
    """The item of a meeting, by its number."""
    return 2 * problem.value.size + meeting


def break_item(problem: PatrolProblem, crew: int) -> int:
    """The item of a crew's break."""
    return meeting_item(problem, len(problem.meetings)) + crew


def fixed_items(problem: PatrolProblem, items: Items, crew: int) -> tuple[int, ...]:
    """Items that this crew must serve: its meetings and its break."""
    fixed = [
        items.visits + k for k, meeting in enumerate(problem.meetings) if crew in meeting.crews
    ]
    breaks = items.visits + items.meetings
    if len(items.place) > breaks:
        fixed.append(breaks + crew)
    return tuple(fixed)


def fixed_tour(problem: PatrolProblem, items: Items, crew: int) -> Tour:
    """What this crew must serve and nothing else, its break wherever the meetings leave time."""
    fixed = fixed_items(problem, items, crew)
    meetings = sorted(
        (item for item in fixed if item < items.visits + items.meetings),
        key=lambda item: int(items.early[item]),
    )
    pauses = fixed[len(meetings) :]
    windows = items.windows(problem, ())
    orders = [(*meetings[:k], *pauses, *meetings[k:]) for k in range(len(meetings) + 1)]
    in_time = (t for t in orders if time_tour(problem, items, windows, crew, t) is not None)
    return next(in_time, orders[0])


def visits_of(
    problem: PatrolProblem, items: Items, tours: Tours, starts: Sequence[Sequence[int]]
) -> tuple[Visited, ...]:
    """The dialogue visits of these tours, a joint visit once, by start and place."""
    found = []
    for tour, times in zip(tours, starts, strict=True):
        for item, start in zip(tour, times, strict=True):
            if items.is_optional(item):
                found.append(
                    Visited(start=start, place=int(items.place[item]), block=int(items.block[item]))
                )
    found += [
        Visited(start=m.start, place=m.place, block=m.block, joint=True)
        for m in problem.meetings
        if m.joint
    ]
    return tuple(sorted(found))


class Slack(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Room in a tour: gap k lies between stops k and k + 1, posts included."""

    stops: tuple[int, ...]
    """Places, the posts first and last."""
    leave: tuple[int, ...]
    """[gaps] earliest departure from the stop before it."""
    latest: tuple[int, ...]
    """[gaps] latest arrival at the stop after it."""


def slack_of(
    problem: PatrolProblem, items: Items, windows: Windows, crew: int, tour: Tour
) -> Slack:
    """Forward and backward slack (Savelsbergh 1992, "The vehicle routing problem with time
    windows: minimizing route duration", section 3) of a tour that can be timed."""
    seconds = problem.seconds(crew)
    begun = problem.begun_by(crew)
    stops = (problem.crew_start[crew], *items.place[list(tour)].tolist(), problem.crew_end[crew])
    leave, latest = [begun.ready], [problem.horizon]
    for k, item in enumerate(tour):
        arrival = leave[k] + int(seconds[stops[k], stops[k + 1]])
        frozen = k < len(begun.items)
        start = begun.start[k] if frozen else max(arrival, int(windows.early[item]))
        done = start + int(items.seconds[item])
        leave.append(max(done, begun.ready) if k == len(begun.items) - 1 else done)
    for k in range(len(tour), 0, -1):
        item = tour[k - 1]
        start = latest[0] - int(seconds[stops[k], stops[k + 1]]) - int(items.seconds[item])
        latest.insert(0, min(start, int(windows.late[item])))
    return Slack(stops=stops, leave=tuple(leave), latest=tuple(latest))


def time_tour(
    problem: PatrolProblem, items: Items, windows: Windows, crew: int, tour: Tour
) -> Timed | None:
    """Earliest times along a tour; None when a window, the shift or a street forbids it."""
    begun = problem.begun_by(crew)
    done = len(begun.items)
    if tour[:done] != begun.items or (begun.closed and len(tour) > done):
        return None
    timed = _earliest(problem, items, windows.early, crew, tour)
    late = (
        start > windows.late[item]
        for item, start in zip(tour[done:], timed.start[done:], strict=True)
    )
    if any(late) or timed.back > problem.horizon or timed.travel >= UNREACHABLE:
        return None
    if not tour:
        return Timed(depart=0, arrive=(), start=(), back=0, travel=0)
    return timed


def _earliest(
    problem: PatrolProblem, items: Items, early: NDArray[np.int64], crew: int, tour: Tour
) -> Timed:
    """The same without regard to what is late or out of reach."""
    seconds = problem.seconds(crew)
    begun = problem.begun_by(crew)
    done = len(begun.items)
    here, now, travel = problem.crew_start[crew], 0 if done else begun.ready, 0
    arrive, start = [], []
    for k, item in enumerate(tour):
        there = int(items.place[item])
        leg = int(seconds[here, there])
        travel += leg
        if k < done:
            arrive.append(begun.arrive[k])
            now = begun.start[k]
        else:
            arrive.append(now + leg)
            now = max(now + leg, int(early[item]))
        start.append(now)
        now += int(items.seconds[item])
        if k == done - 1:
            now = max(now, begun.ready)
        here = there
    leg = int(seconds[here, problem.crew_end[crew]])
    depart = begun.depart
    if tour and not done:
        # Nobody stands at the first stop before it is time: the crew leaves as late as it can.
        depart = start[0] - int(seconds[problem.crew_start[crew], items.place[tour[0]]])
        arrive[0] = start[0]
    return Timed(
        depart=depart,
        arrive=tuple(arrive),
        start=tuple(start),
        back=now + leg,
        travel=travel + leg,
    )
