"""Visits that share a neighbourhood: their values depend on each other, so they are chosen anew
together."""

from __future__ import annotations

from sejuk.kernels.compiled import kernel
from sejuk.kernels.dice import Dice, below
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.model import Instance, Ints
from sejuk.planning.engine.ruin.visited import loose_items


@kernel
def same_group(inst: Instance, board: Board, dice: Dice, size: int, torn: Ints) -> int:
    """The visits of one group after another, up to `size`."""
    groups = len(board.counted)
    count = loose_items(inst, board, torn)
    if groups == 0 or count == 0:
        return 0
    chosen = 0
    for _ in range(groups):
        group = below(dice, groups)
        for n in range(chosen, count):
            if chosen == size:
                return chosen
            item = torn[n]
            if group in (inst.item[item].low, inst.item[item].high):
                torn[chosen], torn[n] = torn[n], torn[chosen]
                chosen += 1
    return chosen
