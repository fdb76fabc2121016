"""A proven bound on the worth of a night, by column generation (Desaulniers, Desrosiers &
Solomon 2005, "Column Generation", chapter 1).

The master chooses among known routes; pricing asks for better ones at its duals. At any duals
whatever, what the best routes would earn plus what the rows allow is a bound on all plans
(Lagrange), so the search for it can stop at any time. Duals are smoothed towards those of the
best bound (Wentges 1997).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.bound.learn import is_forbidden, learned, nearness_of
from sejuk.planning.bound.master import Column
from sejuk.planning.bound.relaxation import BoundParams, Grounds, Relaxation
from sejuk.planning.bound.restricted_master import Master
from sejuk.planning.highs import INFINITE
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Tours

Stop = Callable[[], bool]
"""Asked between pricings; True ends the search for a better bound at once."""


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
        known = list(columns)
        if level.grid > 1:
            known += relaxation.retimed(master.useful(params.kept))
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
