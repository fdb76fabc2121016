"""Visits around a place (Shaw 1998, "Using constraint programming and local search methods to
solve vehicle routing problems", section 2.1, with distance as the relation)."""

from __future__ import annotations

from sejuk.kernels.compiled import kernel
from sejuk.kernels.dice import Dice, below, chance
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.model import Instance, Ints
from sejuk.planning.engine.ruin.visited import is_loose

PASSED_OVER = 0.15
"""How often a near visit is left where it is."""


@kernel
def around(inst: Instance, board: Board, dice: Dice, size: int, torn: Ints) -> int:
    """The visits nearest to any item, on a tour or not."""
    seed = below(dice, len(inst.item))
    count = 0
    for n in range(-1, inst.near.shape[1]):
        item = seed if n < 0 else inst.near[seed, n]
        if count == size:
            break
        if is_loose(inst, board, item) and chance(dice) >= PASSED_OVER:
            torn[count] = item
            count += 1
    return count
