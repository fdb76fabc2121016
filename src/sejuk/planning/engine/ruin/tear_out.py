"""Takes the chosen visits out of their tours."""

from __future__ import annotations

from sejuk.kernels.compiled import entry
from sejuk.planning.engine.apart import move_walls, relabel
from sejuk.planning.engine.board import Board, take_out
from sejuk.planning.engine.insertion import forget_site
from sejuk.planning.engine.model import UNKNOWN, Instance, Ints
from sejuk.planning.engine.worth import count_visits


@entry
def tear_out(inst: Instance, board: Board, torn: Ints, count: int) -> bool:
    """Remove them and time the tours anew; False where travel times break the triangle so badly
    that a tour with fewer visits is late."""
    for n in range(count):
        take_out(board, inst, torn[n])
    for n in range(count):
        relabel(inst, board, torn[n])
    if not move_walls(inst, board, torn, count):
        return False
    for n in range(count):
        for v in range(len(board.crew)):
            board.offer[v, torn[n]].extra = UNKNOWN
        forget_site(inst, board, inst.item[torn[n]].site)
    count_visits(inst, board)
    return True
