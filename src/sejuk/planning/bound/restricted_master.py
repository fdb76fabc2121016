"""The master over the routes known so far; it grows as pricing finds more."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from sejuk.planning.bound.master import Column, Static
from sejuk.planning.bound.relaxation import Relaxation
from sejuk.planning.highs import INFINITE, GrowingProgramme, Sparse, sparse
from sejuk.planning.problem import PatrolProblem


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
