"""The plans to compare with, under the same rules and the same checker (PLANNING.md,
"Figures for commanders"): named, filled, single and manual.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec
import numpy as np

from sejuk.model.district import UNREACHABLE
from sejuk.planning.improve import refill
from sejuk.planning.insertion import Board
from sejuk.planning.meetings import central_meeting
from sejuk.planning.problem import NOBODY, Meeting, PatrolProblem, reachable
from sejuk.planning.repair import repaired
from sejuk.planning.tour import Items, Tour, Tours, fixed_items, fixed_tour, items_of, time_tour


def named_tour(problem: PatrolProblem, items: Items, legs: tuple[int, ...]) -> Tour:
    """One stop a leg in the given order, each in the block in which the group gets there.

    `legs` are place indices. A leg that is closed tonight, out of reach or a post is passed
    over; one that no longer fits the shift ends the tour. A break is taken where it fits.
    """
    can = reachable(problem, 0) & problem.open.any(axis=1)
    served: Tour = ()
    tour = fixed_tour(problem, items, 0)
    for place in dict.fromkeys(leg for leg in legs if can[leg]):
        longer = next(_appended(problem, items, served, place), None)
        if longer is None:
            break
        served, tour = longer
    return repaired(problem, items, (tour,))[0]


def filled_tour(problem: PatrolProblem, items: Items, legs: tuple[int, ...]) -> Tour:
    """The named tour, with the best stops on its way added until the time is up."""
    board = Board(problem, items, [named_tour(problem, items, legs)])
    refill(board)
    return repaired(problem, items, board.frozen())[0]


def _appended(
    problem: PatrolProblem, items: Items, served: Tour, place: int
) -> Iterator[tuple[Tour, Tour]]:
    """One more visit, in the earliest block that can be: the visits, and the tour with break."""
    blocks = problem.value.shape[1]
    fixed = fixed_items(problem, items, 0)
    for block in np.flatnonzero(problem.open[place]).tolist():
        longer = (*served, place * blocks + block)
        for k in range(len(longer), -1, -1) if fixed else (0,):
            tour = (*longer[:k], *fixed, *longer[k:])
            windows = items.windows(problem, (tour,))
            if time_tour(problem, items, windows, 0, tour) is not None:
                yield longer, tour


def manual_tours(
    problem: PatrolProblem, *, zoned: bool = True
) -> tuple[PatrolProblem, Items, Tours]:
    """What a careful officer draws by hand: zones, nearest-best, one meeting of all.

    Places are cut into as many zones as there are crews, by ward and bearing from the post;
    each crew goes again and again to the unvisited place of its zone with the highest
    (w + η if the neighbourhood is new) per minute of travel and dwell.

    Args:
        zoned: whether the district is cut up; else every crew may go everywhere.
    """
    problem = msgspec.structs.replace(problem, meetings=_meeting_of_all(problem))
    items = items_of(problem)
    zone = zones(problem) if zoned else None
    count = np.zeros(len(problem.fresh), np.int64)
    visited = np.zeros(len(problem.places), np.bool_)
    everywhere = np.ones(len(problem.places), np.bool_)
    hands = [
        _Hand(problem, items, v, everywhere if zone is None else zone == v)
        for v in range(len(problem.crews))
    ]
    while working := [hand for hand in hands if not hand.done]:
        # Whoever is free first chooses first.
        hand = min(working, key=lambda h: (h.now, h.crew))
        item = hand.choice(count, visited)
        if item is None:
            hand.next_fixed()
            continue
        hand.take(item)
        place = int(items.place[item])
        visited[place] = True
        count[_side(problem, place, count)] += 1
    tours = tuple(tuple(hand.tour) for hand in hands)
    return problem, items, repaired(problem, items, tours)


def zones(problem: PatrolProblem) -> np.ndarray:
    """[places] the zone of each place: wards in the order of their bearing from the post, places
    by bearing within them, cut into equal parts.
    """
    places, hoods = problem.places, problem.district.neighbourhoods
    post = places[problem.crew_start[0]]
    stretch = math.cos(math.radians(post.lat))
    bearing = np.array([math.atan2((p.lon - post.lon) * stretch, p.lat - post.lat) for p in places])
    ward = [hoods[problem.sides[i, 0]].ward for i in range(len(places))]
    mean = {
        w: math.atan2(
            sum(math.sin(b) for b, x in zip(bearing, ward, strict=True) if x == w),
            sum(math.cos(b) for b, x in zip(bearing, ward, strict=True) if x == w),
        )
        for w in sorted(set(ward))
    }
    order = sorted(range(len(places)), key=lambda i: (mean[ward[i]], ward[i], bearing[i], i))
    zone = np.empty(len(places), np.int64)
    zone[order] = np.arange(len(places)) * len(problem.crews) // len(places)
    return zone


class _Hand:
    """One crew while its tour is drawn by hand: where it is, when, and what it must still do."""

    def __init__(self, problem: PatrolProblem, items: Items, crew: int, zone: np.ndarray) -> None:
        self.crew = crew
        self.now = 0
        self.tour: list[int] = []
        self.done = False
        self._problem, self._items, self._zone = problem, items, zone
        self._here = problem.crew_start[crew]
        self._ahead = list(fixed_tour(problem, items, crew))

    def choice(self, count: np.ndarray, visited: np.ndarray) -> int | None:
        """The best item that still leaves time for what is fixed, or None; ties by place.

        Args:
            count: [neighbourhoods] visits tonight.
            visited: [places] flags.
        """
        problem, items = self._problem, self._items
        places = np.flatnonzero(self._zone & ~visited)
        low, high = problem.sides[places].T
        side = np.where((high == NOBODY) | (count[low] <= count[high]), low, high)
        travel = problem.seconds(self.crew)[self._here, places]
        arrival = self.now + travel
        at = np.minimum(arrival, problem.horizon - 1)
        block = np.searchsorted(problem.bounds, at, side="right") - 1
        item = places * problem.value.shape[1] + block
        may = (count[side] < problem.cap[side]) & (travel < UNREACHABLE)
        may &= self._fit(places, item, arrival)
        new = problem.settings.first_in_neighbourhood_value * (
            problem.fresh[side] & (count[side] == 0)
        )
        rate = (problem.value[places, block] + new) / (travel + items.seconds[item])
        rate = np.where(may, rate, 0.0)
        best = int(rate.argmax()) if len(rate) else 0
        return int(item[best]) if len(rate) and rate[best] > 0.0 else None

    def take(self, item: int) -> None:
        place = int(self._items.place[item])
        self.now += int(self._problem.seconds(self.crew)[self._here, place])
        self.now = max(self.now, int(self._items.early[item])) + int(self._items.seconds[item])
        self._here = place
        self.tour.append(item)

    def next_fixed(self) -> None:
        """Go to the next meeting or break; home when there is none left."""
        if self._ahead:
            self.take(self._ahead.pop(0))
        else:
            self.done = True

    def _fit(self, places: np.ndarray, item: np.ndarray, arrival: np.ndarray) -> np.ndarray:
        """Whether the crew can do each of these and then everything fixed and be home in time."""
        problem, items = self._problem, self._items
        seconds = problem.seconds(self.crew)
        may = (items.early[item] <= arrival) & (arrival <= items.late[item])
        here, now = places, arrival + items.seconds[item]
        for fixed in self._ahead:
            now = now + seconds[here, items.place[fixed]]
            may &= now <= items.late[fixed]
            now = np.maximum(now, items.early[fixed]) + items.seconds[fixed]
            here = np.full(len(places), items.place[fixed])
        home: np.ndarray = may & (
            now + seconds[here, problem.crew_end[self.crew]] <= problem.horizon
        )
        return home


def _side(problem: PatrolProblem, place: int, count: np.ndarray) -> int:
    low, high = (int(h) for h in problem.sides[place])
    return low if high == NOBODY or count[low] <= count[high] else high


def _meeting_of_all(problem: PatrolProblem) -> tuple[Meeting, ...]:
    """All crews once in the middle of the shift, at the most central place they all reach."""
    if len(problem.crews) < 2:
        return ()
    meeting = central_meeting(problem, tuple(range(len(problem.crews))), ())
    return (meeting,) if meeting is not None else ()
