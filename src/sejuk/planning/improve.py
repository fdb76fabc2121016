"""Ruin and recreate on the true objective (Schrimpf et al. 2000; Pisinger & Ropke 2007).

PyVRP cannot see that a second stop in a neighbourhood is worth less than the first; this
search can. It takes tours, tears visits out (a stretch of a tour, or all around a place),
puts the best ones back, and keeps what is better or, early on, little worse.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import msgspec
import numpy as np

from sejuk.planning.breadth import breadth_of, reached
from sejuk.planning.insertion import Board
from sejuk.planning.objective import score
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Items, Tours, time_tour, visits_of

Stop = Callable[[], bool]
"""Asked between iterations; True ends a search at once with the best so far."""


UNEVEN_COST = 1.0
"""Of the search: points for each minute beyond the workload spread that is allowed."""


class ImproveParams(msgspec.Struct, frozen=True, kw_only=True):
    iterations: int
    torn_out_max: int = 10
    """Visits torn out in one iteration, at most."""
    noise: float = 0.2
    """Relative spread of the gains while putting back."""
    worse_at_start: float = 8.0
    """Loss of objective accepted at the first iteration; falls to zero, linearly."""


def improve(
    problem: PatrolProblem,
    items: Items,
    tours: Tours,
    params: ImproveParams,
    rng: np.random.Generator,
    stop: Stop,
) -> Tours:
    """Tours at least as good as the ones given; equal arguments give equal tours.

    The tours given must fit their windows.
    """
    best, best_worth = tours, worth(problem, items, tours)
    current = Board(problem, items, tours)
    refill(current)
    current_worth = worth(problem, items, current.frozen())
    # A visit more can turn a border to its other side, and so be worth less than nothing.
    if current_worth > best_worth:
        best, best_worth = current.frozen(), current_worth
    for iteration in range(params.iterations):
        if stop():
            break
        trial = current.copy()
        trial.remove(_torn_out(trial, params, rng))
        while (choice := trial.best_insertion(_noise(items, params, rng))) is not None:
            trial.insert(*choice)
        trial_worth = worth(problem, items, trial.frozen())
        allowance = params.worse_at_start * (1 - iteration / params.iterations)
        if trial_worth > current_worth - allowance * rng.random():
            current, current_worth = trial, trial_worth
        if trial_worth > best_worth:
            best, best_worth = trial.frozen(), trial_worth
    return best


def refill(board: Board) -> None:
    """Put in whatever still fits and pays, best gain per second first."""
    even = np.ones(board.items.firsts)
    while (choice := board.best_insertion(even)) is not None:
        board.insert(*choice)


def worth(problem: PatrolProblem, items: Items, tours: Tours) -> float:
    """What the search maximises; minus infinity when a tour does not fit its windows.

    The objective, less ρ for each place or neighbourhood that is wanted and for each visit beyond
    a cap; and what it pays for breadth up to what is wanted (`breadth.py`).
    """
    windows = items.windows(problem, tours)
    timed = [time_tour(problem, items, windows, v, tour) for v, tour in enumerate(tours)]
    if any(times is None for times in timed):
        return -math.inf
    known = [times for times in timed if times is not None]
    visits = visits_of(problem, items, tours, [times.start for times in known])
    scored = score(problem, visits, sum(times.travel for times in known))
    settings = problem.settings
    broad = reached(problem.least, breadth_of(problem, visits, scored.count))
    wrong = scored.owed + scored.over + scored.aimed
    away = [times.back - times.depart for times in known]
    uneven = max(0, max(away) - min(away) - settings.workload_spread_minutes * 60) / 60
    kept = sum((v, item) in problem.kept for v, tour in enumerate(tours) for item in tour)
    return (
        scored.objective
        + settings.breadth_value * broad
        + problem.change_cost * kept
        - UNEVEN_COST * uneven
        - settings.missing_dialogue_penalty * wrong
    )


def _noise(items: Items, params: ImproveParams, rng: np.random.Generator) -> np.ndarray:
    return 1.0 + params.noise * rng.uniform(-1.0, 1.0, items.firsts)


def _torn_out(board: Board, params: ImproveParams, rng: np.random.Generator) -> set[int]:
    """The visits to tear out: a stretch of one tour, or the ones nearest to a place."""
    begun = [len(board.problem.begun_by(v).items) for v in range(len(board.tours))]
    optional = [
        [i for i in tour[begun[v] :] if board.items.is_optional(i)]
        for v, tour in enumerate(board.tours)
    ]
    everything = [item for tour in optional for item in tour]
    if not everything:
        return set()
    size = int(rng.integers(1, min(params.torn_out_max, len(everything)) + 1))
    if rng.random() < 0.5:
        tour = optional[int(rng.choice([v for v, tour in enumerate(optional) if tour]))]
        first = int(rng.integers(0, max(1, len(tour) - size + 1)))
        return set(tour[first : first + size])
    seed = everything[int(rng.integers(len(everything)))]
    seconds = board.problem.seconds(0)[board.items.place[seed], board.items.place[everything]]
    nearest = np.argsort(seconds, kind="stable")[:size]
    return {everything[k] for k in nearest}
