"""Team orienteering by ruin and recreate in rounds.

A round anneals from the best tours so far; when it ends, the good routes met on the way are put
together anew by set packing. Equal arguments give equal tours, unless `stop` ends the search.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from sejuk.kernels.dice import new_dice
from sejuk.planning.engine.anneal import Tuning, anneal
from sejuk.planning.engine.apart import place_tours
from sejuk.planning.engine.board import Board, copy_board, new_board
from sejuk.planning.engine.model import Instance
from sejuk.planning.engine.operators import RECREATES, RUINS, recreate
from sejuk.planning.engine.pool import new_pool
from sejuk.planning.engine.recombine import recombine
from sejuk.planning.engine.recreate.taste import new_taste
from sejuk.planning.engine.worth import worth
from sejuk.problems import refuse

Stop = Callable[[], bool]
CHUNK = 200
"""Iterations between two questions to `stop`."""

RUIN_WEIGHTS = {
    "random": 1.0,
    "strings": 2.0,
    "around": 1.0,
    "poorest": 1.0,
    "same_hour": 1.0,
    "whole_tour": 0.1,
    "same_group": 0.5,
}
RECREATE_WEIGHTS = {
    "greedy": 1.0,
    "greedy_squared": 1.0,
    "greedy_cubed": 1.0,
    "regret": 0.5,
    "random_order": 0.5,
    "richest_first": 0.5,
}


class EngineParams(msgspec.Struct, frozen=True, kw_only=True):
    iterations: int
    round_iterations: int = 20_000
    ruins: dict[str, float] = msgspec.field(default_factory=lambda: dict(RUIN_WEIGHTS))
    recreates: dict[str, float] = msgspec.field(default_factory=lambda: dict(RECREATE_WEIGHTS))
    """Relative weights; names of RUINS and RECREATES, 0 where left out."""
    torn_least: int = 1
    torn_most: int = 20
    noise: float = 0.3
    hot: float = 2.0
    cold: float = 0.01
    """Temperatures at the start and the end of a round, in mean gains of a visit."""
    thrift: float = 0.1
    """Share of the mean gain per unit of travel that travel costs the acceptance."""
    pool: int = 3000
    """Routes remembered for recombination; 0: none."""
    margin: float = 2.0
    """In mean gains of a visit: how far from the best a board may be to be remembered."""


class EngineResult(msgspec.Struct, frozen=True, kw_only=True):
    tours: tuple[tuple[int, ...], ...]
    """[v] items in order."""
    prize: float
    """What they are worth."""
    iterations: int
    stopped: bool


def search(
    inst: Instance,
    params: EngineParams,
    seed: int,
    stop: Stop,
    start: tuple[tuple[int, ...], ...] | None = None,
) -> EngineResult:
    """The best tours found, from the given ones where there are some.

    Raises ProblemError: `items_do_not_fit` when the items that have an owner (or the tours
    given) cannot be served in time.
    """
    best = board_of(inst, start if start is not None else _owned(inst))
    dice = new_dice(seed)
    new_taste(best, dice, 0.0)
    recreate(0, inst, best, dice)
    current, trial = new_board(inst), new_board(inst)
    pool = new_pool(inst, max(params.pool, 1))
    done, stopped = 0, False
    while done < params.iterations and not stopped:
        copy_board(best, current)
        tuning, unit = _tuning(inst, best, params)
        length = min(params.round_iterations, params.iterations - done)
        for first in range(0, length, CHUNK):
            stopped = stop()
            if stopped:
                break
            last = min(first + CHUNK, length)
            hot, cold = (
                unit * params.hot * (params.cold / params.hot) ** (n / length)
                for n in (first, last)
            )
            anneal(inst, current, trial, best, pool, dice, tuning, last - first, hot, cold)
            done += last - first
        if params.pool and not stopped:
            better = recombine(inst, pool, best)
            if better is not None:
                copy_board(better, best)
    return EngineResult(
        tours=tuple(
            tuple(best.stop["item"][v, : best.crew["size"][v]].tolist())
            for v in range(len(inst.crew))
        ),
        prize=worth(inst, best),
        iterations=done,
        stopped=stopped,
    )


def board_of(inst: Instance, tours: tuple[tuple[int, ...], ...]) -> Board:
    """A board with these tours. Raises ProblemError `items_do_not_fit`."""
    board = new_board(inst)
    if not place_tours(inst, board, tours):
        raise refuse("items_do_not_fit")
    return board


def _owned(inst: Instance) -> tuple[tuple[int, ...], ...]:
    """Every crew serves what only it can, by the end of the windows."""
    made = set(inst.done["item"].tolist())
    return tuple(
        tuple(
            sorted(
                (int(j) for j in np.flatnonzero(inst.item["owner"] == v) if int(j) not in made),
                key=lambda j: (int(inst.window["late"][j]), j),
            )
        )
        for v in range(len(inst.crew))
    )


def _tuning(inst: Instance, board: Board, params: EngineParams) -> tuple[Tuning, float]:
    """The numbers of the loop in the units of this instance, and the mean gain of a visit."""
    visits = max(1, int(board.crew["size"].sum()))
    value = abs(worth(inst, board)) or 1.0
    unit = value / visits
    return (
        Tuning(
            ruins=np.array([params.ruins.get(name, 0.0) for name in RUINS]),
            recreates=np.array([params.recreates.get(name, 0.0) for name in RECREATES]),
            torn_least=params.torn_least,
            torn_most=min(params.torn_most, visits),
            noise=params.noise,
            thrift=params.thrift * value / max(1, int(board.crew["travel"].sum())),
            margin=params.margin * unit,
        ),
        unit,
    )
