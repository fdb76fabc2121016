"""A whole tour (Nagata & Bräysy 2009, "A powerful route minimization heuristic for the vehicle
routing problem with time windows", ejects routes this way)."""

from __future__ import annotations

from sejuk.kernels.compiled import kernel
from sejuk.kernels.dice import Dice, below
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.model import NONE, Instance, Ints


@kernel
def whole_tour(inst: Instance, board: Board, dice: Dice, size: int, torn: Ints) -> int:
    """All visits of one crew, `size` or not: a tour is rebuilt whole or not at all."""
    v = below(dice, len(board.crew)) if size else 0
    count = 0
    for k in range(board.crew[v].size):
        if inst.item[board.stop[v, k].item].owner == NONE:
            torn[count] = board.stop[v, k].item
            count += 1
    return count
