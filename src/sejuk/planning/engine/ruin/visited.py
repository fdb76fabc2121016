"""The items an operator may choose from."""

from __future__ import annotations

from sejuk.kernels.compiled import inner_kernel, kernel
from sejuk.kernels.dice import Dice, below
from sejuk.planning.engine.board import OPEN, Board
from sejuk.planning.engine.model import NONE, Instance, Ints


@inner_kernel
def is_loose(inst: Instance, board: Board, item: int) -> bool:
    """Whether an item is on a tour and may be taken out."""
    v = board.where[item]
    return bool(inst.item[item].owner == NONE and v != OPEN and v < len(board.crew))


@kernel
def loose_items(inst: Instance, board: Board, found: Ints) -> int:
    """All of them, tour by tour; their number."""
    count = 0
    for v in range(len(board.crew)):
        for k in range(board.crew[v].size):
            item = board.stop[v, k].item
            if inst.item[item].owner == NONE:
                found[count] = item
                count += 1
    return count


@kernel
def any_loose(inst: Instance, board: Board, dice: Dice) -> int:
    """One of them, each as likely; NONE when there is none."""
    total = 0
    for v in range(len(board.crew)):
        total += board.crew[v].size
    for _ in range(total):  # items with an owner are few: a second throw seldom comes
        n = below(dice, total)
        v = 0
        while n >= board.crew[v].size:
            n -= board.crew[v].size
            v += 1
        if inst.item[board.stop[v, n].item].owner == NONE:
            return int(board.stop[v, n].item)
    return NONE
