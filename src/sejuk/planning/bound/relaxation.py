"""What is priced: a night without what ties routes together, and how finely it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.bound.ground import Ground, ground_of
from sejuk.planning.bound.learn import Remembered
from sejuk.planning.bound.master import Column, Static, static_programme
from sejuk.planning.bound.ng_route import NEVER
from sejuk.planning.bound.pricing import Pieces, Priced, price
from sejuk.planning.bound.retime import retimed
from sejuk.planning.bound.segments import CrewClass, crew_classes, cut, done
from sejuk.planning.bound.windows import Windows, visit_windows
from sejuk.planning.highs import INFINITE, Sparse, sparse
from sejuk.planning.problem import NOBODY, PatrolProblem
from sejuk.planning.tour import Tours, items_of


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
                away = self.problem.travel[segment.mode][np.ix_(open_places, open_places)]
                np.fill_diagonal(away, NEVER)
                # The last of each is the place itself.
                near = open_places[np.argsort(away, axis=0, kind="stable")[:-1][:most]]
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

    def retimed(self, columns: Sequence[Column]) -> list[Column]:
        """Routes of a coarse grid, made to fit the clock."""
        grounds = self.grounds(EXACT_TIMES, self.nearest(0))
        blocks = self.problem.value.shape[1]
        gain = self.problem.value.ravel()[self.windows.visit]
        fitted = (
            retimed(column, grounds[column.crews][column.segment], self.windows, gain, blocks)
            for column in columns
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
