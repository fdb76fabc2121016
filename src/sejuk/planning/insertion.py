"""Where a visit could still go: all gaps of all tours against all open items at once.

For a gap between two stops, an item fits when it can start inside its window and the rest of
the tour still starts in time; the test takes the earliest departure before the gap and the
latest arrival after it (forward and backward slack, Savelsbergh 1992, "The vehicle routing
problem with time windows: minimizing route duration", section 3). One numpy pass over
[gaps, items] per tour; a tour that did not change keeps its table.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sejuk.model.district import UNREACHABLE
from sejuk.planning.breadth import breadth_of
from sejuk.planning.objective import count_for
from sejuk.planning.problem import NOBODY, Breadth, PatrolProblem
from sejuk.planning.tour import Items, Tour, Tours, Windows, slack_of, time_tour, visits_of


class Board:
    """Tours under change, with what is needed to score the next insertion quickly.

    Invariant: every tour can be timed inside the windows in force.
    """

    def __init__(self, problem: PatrolProblem, items: Items, tours: Sequence[Tour]) -> None:
        self.problem = problem
        self.items = items
        self.tours: list[Tour] = list(tours)
        self.windows = self._windows_now()
        self._tables: list[NDArray[np.int64] | None] = [None] * len(self.tours)

    def frozen(self) -> Tours:
        return tuple(self.tours)

    def copy(self) -> Board:
        """A board to try something on; it shares the tables, which are never written to."""
        twin = copy.copy(self)
        twin.tours = list(self.tours)
        twin._tables = list(self._tables)  # noqa: SLF001  # the twin is one of us
        return twin

    def remove(self, gone: set[int]) -> None:
        """Take these items out of whatever tours they are in."""
        for v, tour in enumerate(self.tours):
            if gone.intersection(tour):
                self.tours[v] = tuple(item for item in tour if item not in gone)
                self._tables[v] = None
        self._renew_windows()

    def insert(self, crew: int, gap: int, item: int) -> None:
        """Put an item that `best_insertion` offered into this gap of a tour."""
        tour = self.tours[crew]
        self.tours[crew] = (*tour[:gap], item, *tour[gap:])
        self._tables[crew] = None
        self._renew_windows()

    def best_insertion(self, noise: NDArray[np.float64]) -> tuple[int, int, int] | None:
        """(crew, gap, item) with the highest gain per second it takes; None when nothing fits.

        First visits only. `noise` [firsts] multiplies the gains: a search can look elsewhere.
        """
        gain = self.gains() * noise
        while (gain > 0).any():
            crew, gap, item, ratio = self._highest(gain)
            if ratio <= 0:
                return None
            if self._siblings_can_move(crew, gap, item):
                return crew, gap, item
            gain[item] = 0.0
        return None

    def gains(self) -> NDArray[np.float64]:
        """[firsts] what each open first visit would add to the objective, travel left out."""
        problem, settings = self.problem, self.problem.settings
        # The order of visits only settles ties between the sides of a border: the first
        # second of each window is enough here, and `score` has the last word.
        starts = [[int(self.windows.early[item]) for item in tour] for tour in self.tours]
        visited = visits_of(problem, self.items, self.frozen(), starts)
        hoods = np.array(count_for(problem, visited), np.int64)
        count = np.bincount(hoods, minlength=len(problem.fresh))
        low, high = problem.sides[:, 0], problem.sides[:, 1]
        other = np.where(high == NOBODY, low, high)
        hood = np.where(count[low] <= count[other], low, other)
        bonus = (
            settings.first_in_neighbourhood_value * (problem.fresh & (count == 0))
            + settings.missing_dialogue_penalty * (count < problem.sought)
        )[hood]
        seen = np.zeros(len(hood), bool)
        seen[[visit.place for visit in visited]] = True
        bonus = bonus + settings.over_gap_penalty * (problem.over_gap & ~seen)
        bonus = bonus + settings.missing_dialogue_penalty * (problem.must & ~seen)
        worth = problem.value + bonus[:, None]
        if problem.least != Breadth():
            have, least = breadth_of(problem, visited, count), problem.least
            wider = 1.0 * (have.visits < least.visits) + ~seen * (have.places < least.places)
            wider = wider + (count == 0)[hood] * (have.neighbourhoods < least.neighbourhoods)
            sooner = problem.urgent * (have.priority < least.priority)
            worth = worth + settings.breadth_value * (wider[:, None] + sooner)
        allowed = problem.open & (count < problem.cap)[hood][:, None]
        gain = np.where(allowed, worth, 0.0).ravel()
        blocks = problem.value.shape[1]
        for i, b in problem.pinned_blocks:
            gain[i * blocks + b] += settings.missing_dialogue_penalty * allowed[i, b]
        gain[[item for tour in self.tours for item in tour if item < self.items.firsts]] = 0.0
        return gain

    def _highest(self, gain: NDArray[np.float64]) -> tuple[int, int, int, float]:
        wanted = np.flatnonzero(gain > 0)
        best = (0, 0, 0, 0.0)
        for v in range(len(self.tours)):
            table = self._table(v)[:, wanted]
            mine = gain[wanted] + self._keep(v, wanted)
            ratio = np.where(table < UNREACHABLE, mine / (table + self.problem.dwell), 0.0)
            gap, column = divmod(int(ratio.argmax()), len(wanted))
            if ratio[gap, column] > best[3]:
                best = (v, gap, int(wanted[column]), float(ratio[gap, column]))
        return best

    def _keep(self, crew: int, wanted: NDArray[np.int64]) -> NDArray[np.float64]:
        """[wanted] what it is worth to leave a visit with the crew that the old plan gave it."""
        bonus = np.zeros(len(wanted))
        if self.problem.kept:
            kept = [
                k for k, item in enumerate(wanted.tolist()) if (crew, item) in self.problem.kept
            ]
            bonus[kept] = self.problem.change_cost
        return bonus

    def _table(self, crew: int) -> NDArray[np.int64]:
        known = self._tables[crew]
        if known is None:
            every = np.arange(self.items.firsts)
            known = _extra_seconds(
                self.problem, self.items, self.windows, crew, self.tours[crew], every
            )
            self._tables[crew] = known
        return known

    def _renew_windows(self) -> None:
        """Bring the windows up to date, and of the tables only what depends on the changed."""
        old, self.windows = self.windows, self._windows_now()
        differs = (self.windows.early != old.early) | (self.windows.late != old.late)
        changed = np.flatnonzero(differs)
        if not changed.size:
            return
        affected = set(changed.tolist())
        for v, known in enumerate(self._tables):
            if known is None:
                continue
            if affected.intersection(self.tours[v]):
                self._tables[v] = None
                continue
            table = known.copy()
            firsts = changed[changed < self.items.firsts]
            table[:, firsts] = _extra_seconds(
                self.problem, self.items, self.windows, v, self.tours[v], firsts
            )
            self._tables[v] = table

    def _windows_now(self) -> Windows:
        """Those in force; open visits also keep away from the visits to their place, as these
        stand now."""
        problem, items = self.problem, self.items
        windows = items.windows(problem, self.frozen())
        blocks = problem.value.shape[1]
        apart = problem.dwell + problem.settings.separation_minutes * 60
        on_board = {item for tour in self.tours for item in tour}
        for v, tour in enumerate(self.tours):
            timed = time_tour(problem, items, windows, v, tour)
            for item, start in zip(tour, timed.start if timed else (), strict=False):
                if not items.is_optional(item):
                    continue
                block, first = int(items.block[item]), int(items.place[item]) * blocks
                for other in range(first, first + blocks):
                    if other in on_board:
                        continue
                    if other - first > block:
                        windows.early[other] = max(windows.early[other], start + apart)
                    else:
                        windows.late[other] = min(windows.late[other], start - apart)
        return windows

    def _siblings_can_move(self, crew: int, gap: int, item: int) -> bool:
        """Whether the other visits to its place, and what follows them, can wait for this one."""
        place = self.items.place[item]
        visits = [i for tour in self.tours for i in tour if self.items.is_optional(i)]
        if place not in self.items.place[visits]:
            return True
        tours = list(self.tours)
        tours[crew] = (*tours[crew][:gap], item, *tours[crew][gap:])
        windows = self.items.windows(self.problem, tuple(tours))
        return all(
            time_tour(self.problem, self.items, windows, v, tour) is not None
            for v, tour in enumerate(tours)
        )


def _extra_seconds(
    problem: PatrolProblem,
    items: Items,
    windows: Windows,
    crew: int,
    tour: Tour,
    visits: NDArray[np.int64],
) -> NDArray[np.int64]:
    """[gaps, these visits] seconds of travel and waiting added; UNREACHABLE where none fits."""
    begun = problem.begun_by(crew)
    if begun.closed:
        return np.full((len(tour) + 1, len(visits)), UNREACHABLE, np.int64)
    seconds = problem.seconds(crew)
    slack = slack_of(problem, items, windows, crew, tour)
    before, after = np.array(slack.stops[:-1]), np.array(slack.stops[1:])
    place = items.place[visits]
    to, on = seconds[before][:, place], seconds[place][:, after].T
    arrival = np.array(slack.leave)[:, None] + to
    start = np.maximum(arrival, windows.early[visits])
    fits = (
        (to < UNREACHABLE)
        & (on < UNREACHABLE)
        & (start <= windows.late[visits])
        & (start + problem.dwell + on <= np.array(slack.latest)[:, None])
    )
    extra = to + on - seconds[before, after][:, None] + start - arrival
    fits[: len(begun.items)] = False  # what is driven stays as it was
    blocks = problem.value.shape[1]
    barred = [i * blocks + b for i, b in problem.barred(crew)]
    if barred:
        fits[:, np.isin(visits, barred)] = False
    return np.where(fits, np.maximum(extra, 0), UNREACHABLE)
