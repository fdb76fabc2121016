"""One item after another in an order drawn once, each at its cheapest gap (Christiaens & Vanden
Berghe 2020, section 5.3)."""

from __future__ import annotations

from sejuk.kernels.compiled import kernel, number
from sejuk.kernels.dice import Dice, below
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.insertion import insert, look
from sejuk.planning.engine.model import NEVER, UNKNOWN, Instance
from sejuk.planning.engine.worth import see_gains

RANDOM, RICHEST = 0, 1


@kernel
def ordered(inst: Instance, board: Board, dice: Dice, by: int) -> None:
    """Insert open items in random order, or the ones that gain most first."""
    items, keep = inst.item, inst.keep
    gains = board.scratch.gains
    see_gains(inst, board, gains)
    order = board.scratch.order
    found = 0
    for item in range(len(items)):
        if gains[item] > 0.0:
            order[found] = item
            found += 1
    for n in range(found):
        # The next item: any, or the richest of those that are left.
        m = n + below(dice, found - n)
        if by == RICHEST:
            for i in range(n, found):
                if gains[order[i]] > gains[order[m]]:
                    m = i
        order[n], order[m] = order[m], order[n]
        item = order[n]
        best, best_crew = int(NEVER), number(0)
        for v in range(len(keep)):
            if board.crew[v].stale or board.offer[v, item].extra == UNKNOWN:
                look(inst, board, v, item)
            if board.offer[v, item].extra < best:
                best, best_crew = int(board.offer[v, item].extra), v
        if best == NEVER or look(inst, board, best_crew, item) == NEVER:
            continue
        if gains[item] + keep[best_crew, item] > 0.0 and insert(inst, board, best_crew, item):
            see_gains(inst, board, gains)
