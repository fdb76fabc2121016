"""Leads tours away from what is already known, at no more loss of worth than is allowed.

A walk over near-best boards: record-to-record travel (Dueck 1993) with the roles of objective and
record swapped. Worth is only a limit; what is minimised is how familiar the tours are, the mean
of `usage` where and when their visits are made. The moves are those of `search` with few visits
torn out, and two that change the hour of visits and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sejuk.kernels.compiled import entry, kernel
from sejuk.kernels.dice import Dice, below, chance, new_dice
from sejuk.planning.engine.board import Board, copy_board, new_board
from sejuk.planning.engine.model import NEVER, NONE, Floats, Instance, Records
from sejuk.planning.engine.operators import RECREATES, RUINS, drawn, recreate, ruin
from sejuk.planning.engine.ruin.tear_out import tear_out
from sejuk.planning.engine.schedule import schedule
from sejuk.planning.engine.search import board_of
from sejuk.planning.engine.worth import worth

Stop = Callable[[], bool]
Tours = tuple[tuple[int, ...], ...]
CHUNK = 1000
"""Iterations between two questions to `stop`."""

RUIN_WEIGHTS = {
    "random": 1.0,
    "strings": 2.0,
    "around": 1.0,
    "poorest": 0.3,
    "same_hour": 1.0,
    "whole_tour": 0.1,
    "same_group": 0.3,
}
RECREATE_WEIGHTS = {
    "greedy": 1.0,
    "greedy_squared": 1.0,
    "greedy_cubed": 1.0,
    "regret": 0.5,
    "random_order": 1.0,
    "richest_first": 0.5,
}


class StrayTuning(NamedTuple):
    """The numbers of the walk. Set on one night of the real Johar Baru."""

    ruins: Floats = np.array(list(map(RUIN_WEIGHTS.__getitem__, RUINS)))
    recreates: Floats = np.array(list(map(RECREATE_WEIGHTS.__getitem__, RECREATES)))
    turned: float = 0.2
    """Share of the moves that turn a part of a tour round."""
    swapped: float = 0.1
    """Share of those that exchange two parts that follow each other."""
    torn_most: int = 4
    noise: float = 0.15
    distaste: float = 0.3
    """How much of its gain a visit that is always made seems to lose while putting back."""
    warmth: float = 0.01
    """More familiarity accepted in one step at the beginning; falls to zero, linearly."""


class Usage(NamedTuple):
    """Where and when others stop."""

    share: Floats
    """[p, h] of them that stop at place p in span h; below 0 where a stop is wanted."""
    span: int
    """Length of a span, in units of time."""
    known: Floats
    """[j] mean share over the spans in which item j may start."""


def usage_for(inst: Instance, share: Floats, span: int) -> Usage:
    """Of the items of this instance. Shape of `share`: [places, spans], which covers the night."""
    last = share.shape[1]
    before = np.concatenate([np.zeros((len(share), 1)), np.cumsum(share, axis=1)], axis=1)
    place = inst.item["place"]
    low = np.clip(inst.window["early"] // span, 0, last - 1)
    high = np.clip(inst.window["late"] // span + 1, low + 1, last)
    known = (before[place, high] - before[place, low]) / (high - low)
    return Usage(share=np.ascontiguousarray(share), span=span, known=known)


def stray(
    inst: Instance,
    start: Tours,
    usage: Usage,
    least: float,
    iterations: int,
    seed: int,
    stop: Stop,
    tuning: StrayTuning = StrayTuning(),  # noqa: B008  # nobody changes it
) -> Tours:
    """The least familiar tours found that are worth at least `least`, from the given ones.

    What is given may be worth less and climb to it; it is returned when it does not. Equal
    arguments give equal tours, unless `stop` ends the walk.
    Raises ProblemError `items_do_not_fit` when the tours given do not.
    """
    current, trial, found = board_of(inst, start), new_board(inst), new_board(inst)
    copy_board(current, found)
    dice = new_dice(seed)
    for first in range(0, iterations, CHUNK):
        if stop():
            break
        length = min(CHUNK, iterations - first)
        warm = 1.0 - first / iterations
        cool = length / iterations
        wander(inst, current, trial, found, dice, usage, tuning, least, length, warm, cool)
    return tuple(
        tuple(found.stop["item"][v, : found.crew["size"][v]].tolist())
        for v in range(len(inst.crew))
    )


@entry
def wander(
    inst: Instance,
    current: Board,
    trial: Board,
    found: Board,
    dice: Dice,
    usage: Usage,
    tuning: StrayTuning,
    least: float,
    iterations: int,
    warm: float,
    cool: float,
) -> None:
    """Some steps while the warmth falls by the share `cool` from the share `warm` of its beginning;
    boards are edited, `found` becomes the least familiar one that is worth enough."""
    torn = trial.scratch.torn
    here, have = familiarity(inst, current, usage), worth(inst, current)
    rarest = familiarity(inst, found, usage) if worth(inst, found) >= least else float(NEVER)
    for n in range(iterations):
        copy_board(current, trial)
        luck = chance(dice)
        if luck < tuning.turned:
            if not turn_part(inst, trial, dice):
                continue
        elif luck < tuning.turned + tuning.swapped:
            if not swap_parts(inst, trial, dice):
                continue
        else:
            luck = chance(dice)
            size = 1 + int(luck * luck * tuning.torn_most)
            count = ruin(drawn(tuning.ruins, dice), inst, trial, dice, size, torn)
            if not tear_out(inst, trial, torn, count):
                continue
            _new_taste(trial, dice, tuning.noise, tuning.distaste, usage.known)
            recreate(drawn(tuning.recreates, dice), inst, trial, dice)
        new = worth(inst, trial)
        if new < min(least, have):
            continue
        cost = familiarity(inst, trial, usage)
        warmth = tuning.warmth * (warm - cool * n / iterations) * chance(dice)
        if have >= least and cost > here + warmth:
            continue
        copy_board(trial, current)
        here, have = cost, new
        if new >= least and cost < rarest:
            rarest = cost
            copy_board(trial, found)


@entry
def familiarity(inst: Instance, board: Board, usage: Usage) -> float:
    """Mean share of the others at the visits of a board. A joint visit is one of these; two visits
    to a place within one span are two."""
    items, done, share, span = inst.item, inst.done, usage.share, usage.span
    last = share.shape[1] - 1  # a visit without a length may begin when the night ends
    total, count = 0.0, 0
    for v in range(len(board.crew)):
        stop = board.stop[v]
        for k in range(board.crew[v].size):
            item = stop[k].item
            if items[item].low != NONE:
                start = stop[k + 1].leave - items[item].service
                total += share[items[item].place, min(start // span, last)]
                count += 1
    for n in range(len(done)):
        item = done[n].item
        if items[item].low != NONE:
            total += share[items[item].place, min(done[n].start // span, last)]
            count += 1
    return total / max(count, 1)


@kernel
def turn_part(inst: Instance, board: Board, dice: Dice) -> bool:
    """A part of one tour backwards; False where it then does not fit."""
    v = below(dice, len(board.crew))
    size = board.crew[v].size
    if size < 2:
        return False
    first = below(dice, size - 1)
    _reverse(board.stop[v], first, first + 2 + below(dice, size - first - 1))
    return schedule(inst, board, v)


@kernel
def swap_parts(inst: Instance, board: Board, dice: Dice) -> bool:
    """Two parts of one tour, one after the other, in each other's turn; False where it then does
    not fit."""
    v = below(dice, len(board.crew))
    size = board.crew[v].size
    if size < 2:
        return False
    first = below(dice, size - 1)
    end = first + 2 + below(dice, size - first - 1)
    middle = first + 1 + below(dice, end - first - 1)
    stop = board.stop[v]
    _reverse(stop, first, middle)
    _reverse(stop, middle, end)
    _reverse(stop, first, end)
    return schedule(inst, board, v)


@kernel
def _reverse(stop: Records, first: int, end: int) -> None:
    """Items first … end − 1 of a tour in the opposite order."""
    last = end - 1
    while first < last:
        item = stop[first].item
        stop[first].item = stop[last].item
        stop[last].item = item
        first += 1
        last -= 1


@kernel
def _new_taste(board: Board, dice: Dice, noise: float, distaste: float, known: Floats) -> None:
    """What is well known tastes of less; nothing is given up any more."""
    for item in range(len(board.taste)):
        luck = noise * (2.0 * chance(dice) - 1.0)
        board.taste[item] = max(1.0 + luck - distaste * known[item], 0.0)
