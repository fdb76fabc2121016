"""The operators by number, and how often each is drawn.

The weights are fixed and set by hand. Adaptive weights were not tried: no ablation has shown yet
that they pay (`benchmarks/operators.py` measures each operator's absence).
"""

from __future__ import annotations

from sejuk.kernels.compiled import entry, kernel
from sejuk.kernels.dice import Dice, chance
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.model import Floats, Instance, Ints
from sejuk.planning.engine.recreate.greedy import greedy
from sejuk.planning.engine.recreate.ordered import RANDOM, RICHEST, ordered
from sejuk.planning.engine.recreate.regret import regret
from sejuk.planning.engine.ruin.around import around
from sejuk.planning.engine.ruin.group import same_group
from sejuk.planning.engine.ruin.hour import same_hour
from sejuk.planning.engine.ruin.poorest import poorest
from sejuk.planning.engine.ruin.random import random_visits
from sejuk.planning.engine.ruin.route import whole_tour
from sejuk.planning.engine.ruin.strings import strings

RUINS = ("random", "strings", "around", "poorest", "same_hour", "whole_tour", "same_group")
RECREATES = ("greedy", "greedy_squared", "greedy_cubed", "regret", "random_order", "richest_first")


@kernel
def drawn(weights: Floats, dice: Dice) -> int:
    """The number of an operator, with these relative weights."""
    left = 0.0
    for weight in weights:
        left += weight
    left *= chance(dice)
    for n in range(len(weights)):
        left -= weights[n]
        if left < 0.0:
            return n
    return 0


@entry
def ruin(which: int, inst: Instance, board: Board, dice: Dice, size: int, torn: Ints) -> int:
    """Choose up to `size` visits with operator RUINS[which]; their number."""
    if which == 0:
        return random_visits(inst, board, dice, size, torn)
    if which == 1:
        return strings(inst, board, dice, size, torn)
    if which == 2:
        return around(inst, board, dice, size, torn)
    if which == 3:
        return poorest(inst, board, dice, size, torn)
    if which == 4:
        return same_hour(inst, board, dice, size, torn)
    if which == 5:
        return whole_tour(inst, board, dice, size, torn)
    return same_group(inst, board, dice, size, torn)


@entry
def recreate(which: int, inst: Instance, board: Board, dice: Dice) -> None:
    """Fill the tours with operator RECREATES[which]."""
    if which < 3:
        greedy(inst, board, which + 1)
    elif which == 3:
        regret(inst, board)
    else:
        ordered(inst, board, dice, RANDOM if which == 4 else RICHEST)
