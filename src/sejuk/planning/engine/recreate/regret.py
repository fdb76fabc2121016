"""The item first whose best tour is most ahead of its second best (Potvin & Rousseau 1993, "A
parallel route building algorithm for the vehicle routing and scheduling problem with time
windows"; Ropke & Pisinger 2006, section 3.2.2)."""

from __future__ import annotations

from sejuk.kernels.compiled import kernel, number
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.insertion import forget_stale, insert, look
from sejuk.planning.engine.model import NEVER, NONE, UNKNOWN, Instance
from sejuk.planning.engine.worth import see_gains


@kernel
def regret(inst: Instance, board: Board) -> None:
    """Insert by best rate + (best rate − second best rate), highest first."""
    items, offer, keep = inst.item, board.offer, inst.keep
    gains = board.scratch.gains
    forget_stale(board)
    while True:
        see_gains(inst, board, gains)
        best, best_item, best_crew = 0.0, number(NONE), number(0)
        for item in range(len(items)):
            if gains[item] == 0.0:
                continue
            first, second, crew = 0.0, 0.0, number(0)
            for v in range(len(keep)):
                if offer[v, item].extra == UNKNOWN:
                    most = (gains[item] + keep[v, item]) / (items[item].service + 1.0)
                    if 2.0 * max(most, first) <= best:
                        continue
                    look(inst, board, v, item)
                if offer[v, item].extra == NEVER:
                    continue
                takes = max(offer[v, item].extra, 0) + items[item].service + 1.0
                rate = (gains[item] + keep[v, item]) / takes
                if rate > first:
                    first, second, crew = rate, first, v
                elif rate > second:
                    second = rate
            if 2.0 * first - second > best and look(inst, board, crew, item) < NEVER:
                best, best_item, best_crew = 2.0 * first - second, item, crew
        if best_item == NONE:
            return
        if not insert(inst, board, best_crew, best_item):
            board.taste[best_item] = -1.0
