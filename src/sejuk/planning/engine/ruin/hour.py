"""Visits of all crews at about the same time (Pisinger & Ropke 2007, section 5.1.5)."""

from __future__ import annotations

from sejuk.kernels.compiled import kernel
from sejuk.kernels.dice import Dice
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.model import NONE, Instance, Ints
from sejuk.planning.engine.ruin.visited import any_loose


@kernel
def same_hour(inst: Instance, board: Board, dice: Dice, size: int, torn: Ints) -> int:
    """The visits that end nearest in time to one of them."""
    seed = any_loose(inst, board, dice)
    if seed == NONE:
        return 0
    u, at = board.where[seed], 0
    while board.stop[u, at].item != seed:
        at += 1
    moment = board.stop[u, at + 1].leave
    apart = board.scratch.distance
    count = 0
    for v in range(len(board.crew)):
        for k in range(board.crew[v].size):
            item = board.stop[v, k].item
            if inst.item[item].owner != NONE:
                continue
            distance = abs(board.stop[v, k + 1].leave - moment)
            n = count
            while n > 0 and apart[n - 1] > distance:
                if n < size:
                    apart[n] = apart[n - 1]
                    torn[n] = torn[n - 1]
                n -= 1
            if n < size:
                apart[n] = distance
                torn[n] = item
                count = min(count + 1, size)
    return count
