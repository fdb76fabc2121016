"""A proven bound on the worth of a night, by column generation (Desaulniers, Desrosiers &
Solomon 2005, "Column Generation", chapter 1).

The master chooses among known routes; pricing asks for better ones at its duals. At any duals
whatever, what the best routes would earn plus what the rows allow is a bound on all plans
(Lagrange), so the search for it can stop at any time. Duals are smoothed towards those of the
best bound (Wentges 1997).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.bound.ground import Ground, ground_of
from sejuk.planning.bound.learn import Remembered, is_forbidden, learned, nearness_of
from sejuk.planning.bound.master import Column, Static, static_programme
from sejuk.planning.bound.ng_route import NEVER
from sejuk.planning.bound.pricing import Pieces, Priced, price
from sejuk.planning.bound.retime import retimed
from sejuk.planning.bound.segments import CrewClass, crew_classes, cut, done
from sejuk.planning.bound.windows import Windows, visit_windows
from sejuk.planning.highs import INFINITE, GrowingProgramme, Sparse, sparse
from sejuk.planning.problem import NOBODY, PatrolProblem
from sejuk.planning.tour import Tours, items_of

Stop = Callable[[], bool]
"""Asked between pricings; True ends the search for a better bound at once."""


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One search. With rounded times or short legs only it finds good duals and routes, and
    proves nothing."""

    grid: int = 1
    """Seconds."""
    near: int | None = None
    """Places from which a place is reached; None: all."""
    remembered: int = 3
    """Places that a place remembers at most (ng-routes)."""
    rounds: int = 0
    """How often the search goes on with more remembered, at most (`learn.py`)."""
    tolerance: float = 5e-4
    """Part of the bound at which the master and the bound count as equal."""

    @property
    def proves(self) -> bool:
        return self.grid == 1 and self.near is None


class BoundParams(msgspec.Struct, frozen=True, kw_only=True):
    second_visits: bool = True
    """Whether a plan may visit a place twice in a block (the second worth less); without, the
    bound is for plans that do not."""
    meetings_fixed: bool = True
    """False: for plans with any joint visits and rendezvous (none required, all β granted)."""
    iterations: int = 1000
    """Of each level, at most."""
    columns: int = 16
    """Routes taken from one pricing of one segment, at most."""
    smoothing: float = 0.9
    """Part of the best duals in those that are priced (Wentges 1997)."""
    levels: tuple[Level, ...] = (
        Level(grid=30, near=32, rounds=12, tolerance=2e-3),
        Level(grid=6, near=48, rounds=3, tolerance=2e-3),
        Level(rounds=2),
    )
    """One after the other; the last one proves."""
    kept: int = 1000
    """Routes of a level with rounded times that the next begins with."""

    def __post_init__(self) -> None:
        if not self.levels or not self.levels[-1].proves:
            raise ValueError("the last level must prove: exact times and all legs")


class Bound(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    value: float
    """No such plan's objective is above this."""
    columns: tuple[Column, ...]
    iterations: int
    converged: bool
    """Whether more iterations could not lower the bound by more than the tolerance."""
    history: tuple[float, ...]
    """The best bound after each iteration."""


def upper_bound(
    problem: PatrolProblem, *, params: BoundParams, start_columns: tuple[Tours, ...], stop: Stop
) -> Bound:
    """A bound on the objective of all plans with these crews, joint visits and rendezvous that have
    the breadth that the problem asks for.

    start_columns: plans found already. What was begun binds a plan to its meetings.
    """
    with ThreadPoolExecutor(max_workers=PRICED_AT_ONCE) as threads:
        return _bound(Relaxation(problem, params, threads), params, start_columns, stop)


PRICED_AT_ONCE = 2
"""Segments. Kernels let other threads run, and each holds a table of up to a hundred megabytes."""


def _bound(
    relaxation: Relaxation, params: BoundParams, start_columns: tuple[Tours, ...], stop: Stop
) -> Bound:
    known = [c for tours in start_columns for c in relaxation.columns_of(tours)]
    remembered, nearness = relaxation.nearest(FIRST), nearness_of(relaxation.problem)
    duals: NDArray[np.float64] | None = None
    best, iterations, converged = INFINITE, 0, False
    history: list[float] = []
    columns: tuple[Column, ...] = ()
    for level in params.levels:
        if best < INFINITE and stop():
            converged = False
            break
        for step in range(level.rounds + 1):
            last = step == level.rounds
            grounds = relaxation.grounds(level, remembered)
            if duals is None:
                duals = _first_duals(relaxation, grounds)
            master = Master(relaxation)
            master.add(known)
            # What is not yet forbidden need not be known to the last route.
            tolerance = level.tolerance if last else max(level.tolerance, ROUGH / 2**step)
            found = _search(relaxation, master, grounds, duals, params, tolerance, stop)
            iterations += len(found.history)
            duals, columns = found.duals, tuple(master.columns)
            if level.proves:
                history += [min(best, value) for value in found.history]
                best = min(best, found.best)
                converged = found.converged and tolerance == level.tolerance
            if last or stop():
                break
            known = list(columns)
            more = learned(remembered, columns, master.shares(), nearness, level.remembered)
            if more is not None:
                remembered = more
                known = [c for c in columns if not is_forbidden(c, remembered, nearness)]
            elif tolerance == level.tolerance:
                break
        known = [*columns, *relaxation.retimed(master)] if level.grid > 1 else list(columns)
    return Bound(
        value=best,
        columns=columns,
        iterations=iterations,
        converged=converged,
        history=tuple(history),
    )


FIRST = 1
"""Places that each place remembers from the start: those nearest to it."""
ROUGH = 1e-2
"""Tolerance of a level's first search when more are to follow; half of it for the next."""


def _first_duals(relaxation: Relaxation, grounds: Grounds) -> NDArray[np.float64]:
    """Each visit earns its worth, but none more than one price: the best such price.

    The bound is convex in it; golden section (Kiefer 1953).
    """
    worth = np.zeros(len(relaxation.static.row_low))
    for visit, rows in enumerate(relaxation.static.first_rows):
        if rows:
            worth[rows[0]] = relaxation.problem.value.ravel()[visit]
    step = (5**0.5 - 1) / 2
    low, high = 0.0, float(worth.max(initial=0.0))
    at = [high - step * (high - low), low + step * (high - low)]
    value = [relaxation.priced(np.minimum(worth, x), grounds)[0] for x in at]
    for _ in range(PRICE_STEPS):
        if value[0] <= value[1]:
            high, at[1], value[1] = at[1], at[0], value[0]
            at[0] = high - step * (high - low)
            value[0] = relaxation.priced(np.minimum(worth, at[0]), grounds)[0]
        else:
            low, at[0], value[0] = at[0], at[1], value[1]
            at[1] = low + step * (high - low)
            value[1] = relaxation.priced(np.minimum(worth, at[1]), grounds)[0]
    return np.minimum(worth, at[int(value[1] < value[0])])


PRICE_STEPS = 8


class _Found(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    best: float
    duals: NDArray[np.float64] | None
    """At which it was found."""
    history: tuple[float, ...]
    converged: bool


def _search(
    relaxation: Relaxation,
    master: Master,
    grounds: Grounds,
    duals: NDArray[np.float64] | None,
    params: BoundParams,
    tolerance: float,
    stop: Stop,
) -> _Found:
    """Column generation until master and bound meet, from these duals on."""
    best, best_duals = INFINITE, duals
    history: list[float] = []
    converged = False
    for _ in range(params.iterations):
        if stop() and history:
            break
        objective, own = master.solve()
        if best < INFINITE and best - objective <= tolerance * max(abs(best), 1.0):
            converged = True
            break
        tried = own
        if best_duals is not None:
            part = params.smoothing if history else 1.0
            tried = part * best_duals + (1 - part) * own
        value, columns = relaxation.priced(tried, grounds)
        if value < best:
            best, best_duals = value, tried
        if not master.add(columns, own) and tried is not own and history:
            # Nothing new at smoothed duals: ask at the master's own.
            value, columns = relaxation.priced(own, grounds)
            if value < best:
                best, best_duals = value, own
            if not master.add(columns, own):
                history.append(best)
                break
        history.append(best)
    return _Found(best=best, duals=best_duals, history=tuple(history), converged=converged)


Grounds = list[list[Ground]]
"""[class][segment]"""


class Relaxation:
    """What is priced: the problem without what ties routes together."""

    def __init__(
        self, problem: PatrolProblem, params: BoundParams, threads: Executor | None = None
    ) -> None:
        """threads: price several segments at once; the result does not depend on it."""
        joint = sum(m.joint for m in problem.meetings)
        if not params.meetings_fixed and not any(begun.items for begun in problem.begun):
            joint = max(joint, problem.settings.joint_visits_per_night)
            problem = msgspec.structs.replace(problem, meetings=())
        self.problem = problem
        self.params = params
        self.threads = threads
        self.items = items_of(problem)
        self.classes = crew_classes(problem, self.items)
        self.windows: Windows = visit_windows(
            problem, self.items, second_visits=params.second_visits
        )
        standing = done(problem, self.items)
        self.static: Static = static_programme(
            problem,
            self.classes,
            standing,
            self.windows.open,
            self.windows.twice,
            joint=joint,
        )
        free = np.ones(len(self.static.row_low), bool)
        free[[row for rows in self.static.segment_row for row in rows]] = False
        free[[row for row in self.static.pause_row if row != NOBODY]] = False
        self.shared = free
        """[rows] those that routes share; the others are kept in pricing."""
        self.first_row = sparse(
            [dict.fromkeys(self.static.first_rows[v], 1.0) for v in self.windows.visit]
        )
        self.row_of_visit = sparse(
            [dict.fromkeys(self.static.visit_rows[v], 1.0) for v in self.windows.visit]
        )

    def valid(self, duals: NDArray[np.float64]) -> NDArray[np.float64]:
        """The nearest duals at which the bound is finite."""
        most = np.where(np.isfinite(self.static.row_low), INFINITE, 0.0)
        least = np.where(np.isfinite(self.static.row_high), -INFINITE, 0.0)
        return np.clip(duals, least, most)

    def nearest(self, most: int) -> Remembered:
        """Each place remembers so many others, those nearest to it."""
        open_places = np.flatnonzero(self.windows.open.any(axis=1))
        found: dict[tuple[int, int], dict[int, tuple[int, ...]]] = {}
        for c, crews in enumerate(self.classes):
            for k, segment in enumerate(crews.segments):
                away = self.problem.travel[segment.mode][np.ix_(open_places, open_places)].copy()
                np.fill_diagonal(away, NEVER)
                near = open_places[np.argsort(away, axis=0, kind="stable")[:most]]
                held = map(tuple, near.T.tolist())
                found[c, k] = dict(zip(open_places.tolist(), held, strict=True))
        return found

    def grounds(self, level: Level, remembered: Remembered) -> Grounds:
        """The segments as this level sees them."""
        open_places: NDArray[np.bool_] = np.asarray(self.windows.open.any(axis=1))
        return [
            [
                ground_of(
                    self.problem,
                    segment,
                    open_places,
                    only=len(crews.segments) == 1,
                    slots=self.problem.bounds,
                    remembered=remembered[c, k],
                    grid=level.grid,
                    near=level.near,
                )
                for k, segment in enumerate(crews.segments)
            ]
            for c, crews in enumerate(self.classes)
        ]

    def retimed(self, guide: Master) -> list[Column]:
        """Routes of a guide that are of use, made to fit the clock."""
        grounds = self.grounds(EXACT_TIMES, self.nearest(0))
        blocks = self.problem.value.shape[1]
        gain = self.problem.value.ravel()[self.windows.visit]
        fitted = (
            retimed(column, grounds[column.crews][column.segment], self.windows, gain, blocks)
            for column in guide.useful(self.params.kept)
        )
        return [column for column in fitted if column is not None]

    def priced(self, duals: NDArray[np.float64], grounds: Grounds) -> tuple[float, list[Column]]:
        """The bound at these duals, and the best routes."""
        static, params = self.static, self.params
        duals = self.valid(duals)
        pieces = self.pieces(duals)
        entries = static.entries
        of_rows = np.where(duals > 0, static.row_low, static.row_high)
        held = self.shared & (duals != 0)
        least = float((duals[held] * of_rows[held]).sum())
        reduced = static.cost - np.add.reduceat(
            np.append(duals[entries.index] * entries.value, 0.0), entries.start[:-1]
        )
        least += float(np.minimum(reduced * static.high, 0.0).sum())

        def best_routes(crews: int, number: int) -> Priced:
            ground = grounds[crews][number]
            return price(ground, pieces, crews=crews, number=number, columns=params.columns)

        each = [(c, k) for c, crews in enumerate(grounds) for k in range(len(crews))]
        crews_of, numbers = [c for c, _ in each], [k for _, k in each]
        run = self.threads.map if self.threads else map
        of_all = run(best_routes, crews_of, numbers)
        by_segment = dict(zip(each, of_all, strict=True))
        earned = 0.0
        columns: list[Column] = []
        for c, crews in enumerate(self.classes):
            found = [by_segment[c, k] for k in range(len(crews.segments))]
            earned += len(crews.crews) * best_night(crews, found)
            columns += [column for one in found for column in one.columns]
        return static.constant - least + earned, columns

    def pieces(self, duals: NDArray[np.float64]) -> Pieces:
        """What a start earns, by place and time."""
        windows = self.windows
        every = _summed(self.row_of_visit, duals)
        twice = windows.twice.ravel()[windows.visit]
        return Pieces(
            visit=windows.visit,
            place=windows.place,
            begin=windows.begin,
            end=windows.end,
            gain=every + _summed(self.first_row, duals),
            again=np.where(twice, every, -np.inf),
        )

    def columns_of(self, tours: Tours) -> list[Column]:
        """The routes of these tours through the segments, where their meetings are fixed."""
        if not self.params.meetings_fixed:
            return []
        grounds = self.grounds(EXACT_TIMES, self.nearest(0))
        found = []
        for c, crews in enumerate(self.classes):
            for v in crews.crews:
                pieces = cut(self.problem, self.items, v, tours[v])
                if pieces is None or len(pieces) != len(crews.segments):
                    continue
                for k, piece in enumerate(pieces):
                    ground = grounds[c][k]
                    places = np.array(piece.visits, np.int64) // self.problem.value.shape[1]
                    local = np.searchsorted(ground.places, places)
                    stays = crews.may_stay and not piece.visits
                    found.append(
                        Column(
                            crews=c,
                            segment=k,
                            visits=piece.visits,
                            starts=piece.starts,
                            again=tuple(v in piece.visits[:n] for n, v in enumerate(piece.visits)),
                            pause=piece.pause,
                            travel=0 if stays else ground.travelled(local, piece.pause),
                        )
                    )
        return found


def _summed(rows: Sparse, duals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each vector the duals of its rows, together; 0 where it has none."""
    total = np.concatenate(([0.0], np.cumsum(duals[rows.index] * rows.value)))
    summed: NDArray[np.float64] = total[rows.start[1:]] - total[rows.start[:-1]]
    return summed


def best_night(crews: CrewClass, found: list[Priced]) -> float:
    """The most that one crew of a class can earn; nothing when it has no way at all."""
    plain = sum(one.plain for one in found)
    if not crews.pauses:
        return max(plain, 0.0) if crews.may_stay or not np.isfinite(plain) else plain
    best = max(
        one.pausing + sum(other.plain for other in found if other is not one) for one in found
    )
    return best if np.isfinite(best) else 0.0


EXACT_TIMES = Level()


class Master:
    """The programme over the routes known. Invariant: columns[k] is its k-th route."""

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation = relaxation
        self.columns: list[Column] = []
        self._known: set[tuple[object, ...]] = set()
        static = relaxation.static
        self.programme = GrowingProgramme()
        rows = len(static.row_low)
        self.programme.add_rows(static.row_low, static.row_high, sparse([{}] * rows))
        self.programme.add_columns(
            static.cost, np.zeros(len(static.cost)), static.high, static.entries
        )
        ways = np.flatnonzero(~relaxation.shared)
        must = np.append(ways, static.breadth_rows).astype(np.int64)
        short = np.full(len(static.breadth_rows), most_of_a_route(relaxation.problem, static))
        self.programme.add_columns(
            np.append(np.full(len(ways), NO_WAY), short),
            np.zeros(len(must)),
            np.full(len(must), INFINITE),
            Sparse(
                start=np.arange(len(must) + 1, dtype=np.int32),
                index=must.astype(np.int32),
                value=np.ones(len(must)),
            ),
        )
        self.before = len(static.cost) + len(must)

    def solve(self) -> tuple[float, NDArray[np.float64]]:
        """The objective (maximised) and the duals of the rows (of the minimum)."""
        solution = self.programme.solve()
        if not solution.optimal:
            raise ArithmeticError("the master has no optimum")
        return self.relaxation.static.constant - solution.objective, solution.dual

    def add(self, columns: list[Column], duals: NDArray[np.float64] | None = None) -> int:
        """Take in the new ones among these, given duals only those that would enter."""
        costs, entries, kept = [], [], []
        for column in columns:
            key = (column.crews, column.segment, column.pause, column.visits, column.again)
            if key in self._known:
                continue
            cost, rows = self._entries(column)
            if duals is not None and cost - sum(duals[r] * x for r, x in rows.items()) > -1e-7:
                continue
            self._known.add(key)
            costs.append(cost)
            entries.append(rows)
            kept.append(column)
        if kept:
            self.programme.add_columns(
                np.array(costs), np.zeros(len(kept)), np.full(len(kept), INFINITE), sparse(entries)
            )
            self.columns += kept
        return len(kept)

    def shares(self) -> NDArray[np.float64]:
        """[columns] how much of each the optimum takes."""
        return self.programme.solve().value[self.before :]

    def useful(self, most: int) -> list[Column]:
        """The routes with the least reduced cost."""
        duals = self.programme.solve().dual
        reduced = []
        for column in self.columns:
            cost, rows = self._entries(column)
            reduced.append(cost - sum(duals[r] * x for r, x in rows.items()))
        return [self.columns[k] for k in np.argsort(reduced, kind="stable")[:most]]

    def _entries(self, column: Column) -> tuple[float, dict[int, float]]:
        static, problem = self.relaxation.static, self.relaxation.problem
        rows: Counter[int] = Counter()
        for visit, again in zip(column.visits, column.again, strict=True):
            rows.update(static.visit_rows[visit])
            rows.update(() if again else static.first_rows[visit])
        rows[static.segment_row[column.crews][column.segment]] = 1
        if column.pause >= 0:
            rows[static.pause_row[column.crews]] = 1
        cost = problem.settings.travel_penalty_per_minute * column.travel / 60
        return cost, {row: float(x) for row, x in rows.items()}


NO_WAY = 1e5
"""Cost of leaving a segment without a route: only until routes are found."""


def most_of_a_route(problem: PatrolProblem, static: Static) -> float:
    """What one route may earn: the cost of leaving a count of the breadth short by one.

    Any cost gives a bound. It is also a dual while routes are missing, and pricing counts in whole
    parts of the largest: beside 1e5 a visit worth 10 would drown, and the search end too early.
    """
    stops = problem.horizon // problem.dwell + 1
    return max(stops * float(-static.cost.min(initial=0.0)), 1.0)
