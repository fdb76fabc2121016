"""The master programme: which routes, so that the night is worth most.

Visits to a place and block are worth w once and 0.3 w once more; visits that count for a
neighbourhood are worth η once and ρ each up to its floor, and end at its cap; all are concave,
so they are variables between bounds, and a row ties them to the visits of the chosen routes. A
border visit is split between its sides as suits the objective. The breadth that is asked for is
a row for each of its counts. In HiGHS everything is minimised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.bound.segments import CrewClass, Done
from sejuk.planning.highs import INFINITE, Sparse, sparse
from sejuk.planning.problem import NOBODY, PatrolProblem


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A route through one segment."""

    crews: int
    """Index of the class of crews."""
    segment: int
    visits: tuple[int, ...]
    """place × blocks + block of each."""
    starts: tuple[int, ...]
    """Seconds after the shift's start."""
    again: tuple[bool, ...]
    """Whether each is counted as one more visit of this route to its place and block."""
    pause: int
    """The break comes before this many-th visit; -1: none."""
    travel: int
    """Seconds; none for a crew that stays at its post."""


class Static(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The programme without its routes."""

    constant: float
    """Of the objective, which is maximised."""
    cost: NDArray[np.float64]
    high: NDArray[np.float64]
    """[variables] each lies between 0 and this."""
    entries: Sparse
    """By variable."""
    row_low: NDArray[np.float64]
    row_high: NDArray[np.float64]
    visit_rows: tuple[tuple[int, ...], ...]
    """[place × block] rows in which a visit counts 1."""
    first_rows: tuple[tuple[int, ...], ...]
    """[place × block] rows in which only a route's first visit counts 1."""
    segment_row: tuple[tuple[int, ...], ...]
    """[class][segment]"""
    pause_row: tuple[int, ...]
    """[class]; NOBODY for those without a break."""
    breadth_rows: tuple[int, ...]
    """Of the counts that are asked for."""


def static_programme(
    problem: PatrolProblem,
    classes: Sequence[CrewClass],
    done: Done,
    open_visits: NDArray[np.bool_],
    twice: NDArray[np.bool_],
    *,
    joint: int,
) -> Static:
    """Rows and variables; open_visits, twice: [places, B] may a visit, a second visit, be."""
    settings = problem.settings
    made = _Rows()
    had = Counter(done.visits)
    blocks = problem.value.shape[1]
    visit_rows: list[tuple[int, ...]] = [()] * problem.value.size
    first_rows: list[tuple[int, ...]] = [()] * problem.value.size
    breadth = _breadth_rows(problem, made, done)
    hood_rows = _neighbourhoods(problem, made, done, open_visits, breadth.neighbourhoods)
    urgent = problem.urgent
    for i in range(len(problem.value)):
        before = sum(had[i, b] for b in range(blocks))
        if not open_visits[i].any() and not before:
            continue
        of_place: list[int] = []
        low, high = (int(h) for h in problem.sides[i])
        sides = [h for h in (low, high) if h in hood_rows]
        if high == NOBODY:
            of_place += [hood_rows[h] for h in sides]
            for h in sides:
                made.shift(hood_rows[h], -before)
        elif sides:
            row = made.row(-before, -before)
            of_place.append(row)
            most = float(before + len(problem.crews) * (problem.horizon // problem.dwell + 1))
            if len(sides) == 1:
                made.variable(0.0, most, {row: -1.0})
            for h in sides:
                made.variable(0.0, most, {row: -1.0, hood_rows[h]: 1.0})
        of_place += [] if breadth.visits is None else [breadth.visits]
        if problem.over_gap[i] or breadth.places is not None:
            row = made.row(-before, INFINITE)
            of_place.append(row)
            worth_seen = settings.over_gap_penalty * bool(problem.over_gap[i])
            made.variable(-worth_seen, 1.0, {row: -1.0} | _counted(breadth.places))
        for b in range(blocks):
            if not open_visits[i, b] and not had[i, b]:
                continue
            first = made.row(-had[i, b], INFINITE)
            worth = float(problem.value[i, b])
            both = {first: -1.0}
            if twice[i, b] or had[i, b] > 1:
                # Of the visits together one is worth w and one 0.3 w; w only for a route's first.
                row = made.row(-had[i, b], INFINITE)
                both[row] = -1.0
                made.variable(-worth * settings.second_visit_factor, 1.0, {row: -1.0})
                of_visit = (row, *of_place)
            else:
                of_visit = tuple(of_place)
            counted = _counted(breadth.priority if urgent[i, b] else None)
            made.variable(-worth, 1.0, both | counted)
            visit_rows[i * blocks + b] = of_visit
            first_rows[i * blocks + b] = (first,)
    segment_row, pause_row = [], []
    for crews in classes:
        n = len(crews.crews)
        segment_row.append(
            tuple(made.row(-INFINITE if crews.may_stay else n, n) for _ in crews.segments)
        )
        pause_row.append(made.row(n, n) if crews.pauses else NOBODY)
    constant = (
        settings.joint_visit_value * joint
        - settings.missing_dialogue_penalty * float(problem.floor.sum())
        - settings.over_gap_penalty * float(problem.over_gap.sum())
        - settings.travel_penalty_per_minute * done.travel / 60
    )
    return Static(
        constant=constant,
        cost=np.array(made.cost, np.float64),
        high=np.array(made.most, np.float64),
        entries=sparse(made.entries),
        row_low=np.array(made.low, np.float64),
        row_high=np.array(made.high, np.float64),
        visit_rows=tuple(visit_rows),
        first_rows=tuple(first_rows),
        segment_row=tuple(segment_row),
        pause_row=tuple(pause_row),
        breadth_rows=tuple(row for row in msgspec.structs.astuple(breadth) if row is not None),
    )


class _BreadthRows(msgspec.Struct, frozen=True, kw_only=True):
    """The row of each count that is asked for; None where none is."""

    visits: int | None
    places: int | None
    neighbourhoods: int | None
    priority: int | None


def _breadth_rows(problem: PatrolProblem, made: _Rows, done: Done) -> _BreadthRows:
    """Rows: so many units at least. What stands already has units of its own, but in `visits`."""
    least = problem.least

    def row(wanted: int, standing: int = 0) -> int | None:
        return made.row(wanted - standing, INFINITE) if wanted else None

    return _BreadthRows(
        visits=row(least.visits, len(done.visits)),
        places=row(least.places),
        neighbourhoods=row(least.neighbourhoods),
        priority=row(least.priority),
    )


def _counted(row: int | None) -> dict[int, float]:
    return {} if row is None else {row: 1.0}


def _neighbourhoods(
    problem: PatrolProblem,
    made: _Rows,
    done: Done,
    open_visits: NDArray[np.bool_],
    reached: int | None,
) -> dict[int, int]:
    """Rows: visits inside + border visits counted here = units of worth to the neighbourhood.

    Only where the count can matter. What stands already may lie beyond a cap.
    """
    settings = problem.settings
    rows = {}
    for h in range(len(problem.fresh)):
        here = (problem.sides == h).any(axis=1)
        standing = sum(bool(here[place]) for place, _ in done.visits)
        cap = max(int(problem.cap[h]), standing)
        fresh = settings.first_in_neighbourhood_value * bool(problem.fresh[h])
        due = int(problem.floor[h])
        possible = 2 * int(open_visits[here].sum()) + standing
        if not here.any() or not (fresh or due or possible > cap or reached is not None):
            continue
        row = made.row(0.0, 0.0)
        rows[h] = row
        penalty = settings.missing_dialogue_penalty
        left = float(cap)
        for worth, most in (
            (fresh + penalty * (due > 0), 1.0),
            (penalty, max(due - 1.0, 0.0)),
            (0.0, float(cap)),
        ):
            first = left == cap
            units = min(most, left)
            left -= units
            if units > 0:
                counted = _counted(reached if first else None)
                made.variable(-worth, units, {row: -1.0} | counted)
    return rows


class _Rows:
    """Rows and variables in the making."""

    def __init__(self) -> None:
        self.low: list[float] = []
        self.high: list[float] = []
        self.cost: list[float] = []
        self.most: list[float] = []
        self.entries: list[dict[int, float]] = []

    def row(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def shift(self, row: int, by: float) -> None:
        self.low[row] += by
        self.high[row] += by

    def variable(self, cost: float, high: float, entries: dict[int, float]) -> None:
        self.cost.append(cost)
        self.most.append(high)
        self.entries.append(entries)
