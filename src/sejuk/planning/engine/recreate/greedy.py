"""The highest gain for the time it takes, again and again (Vansteenwegen et al. 2009, "Iterated
local search for the team orienteering problem with time windows", section 3.1: they square
the gain; here `sharpness` says how often it is multiplied)."""

from __future__ import annotations

from sejuk.kernels.compiled import kernel, number
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.insertion import forget_stale, insert, look
from sejuk.planning.engine.model import NEVER, NONE, Instance
from sejuk.planning.engine.worth import see_gains


@kernel
def greedy(inst: Instance, board: Board, sharpness: int) -> None:
    """Insert by gain^sharpness / (detour + waiting + service), best first."""
    items, offer, keep = inst.item, board.offer, inst.keep
    gains = board.scratch.gains
    if len(items) == 0:
        return
    forget_stale(board)
    while True:
        see_gains(inst, board, gains)
        best, best_item, best_crew = 0.0, number(NONE), number(0)
        richest = int(gains.argmax())
        for n in range(-1, len(items)):
            # The richest first: few others then promise so much that one has to look.
            item = richest if n < 0 else n
            if gains[item] == 0.0:
                continue
            for v in range(len(keep)):
                mine = gains[item] + keep[v, item]
                if offer[v, item].extra == NEVER or mine <= 0.0:
                    continue
                power = mine
                for _ in range(1, sharpness):
                    power *= mine
                takes = max(offer[v, item].extra, 0) + items[item].service + 1.0
                if power > best * takes:
                    extra = look(inst, board, v, item)
                    takes = max(extra, 0) + items[item].service + 1.0
                    if extra < NEVER and power > best * takes:
                        best, best_item, best_crew = power / takes, item, v
        if best_item == NONE:
            return
        if not insert(inst, board, best_crew, best_item):
            board.taste[best_item] = -1.0
