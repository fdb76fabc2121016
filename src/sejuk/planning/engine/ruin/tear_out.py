"""Takes the chosen visits out of their tours."""

from __future__ import annotations

from sejuk.planning.engine.board import Board, take_out
from sejuk.planning.engine.compiled import entry
from sejuk.planning.engine.insertion import cheapest_gap, renew_siblings
from sejuk.planning.engine.model import Instance, Ints
from sejuk.planning.engine.schedule import schedule
from sejuk.planning.engine.worth import count_visits


@entry
def tear_out(inst: Instance, board: Board, torn: Ints, count: int) -> bool:
    """Remove them and time the tours anew; False where travel times break the triangle so badly
    that a tour with fewer visits is late."""
    crews = len(board.crew)
    for n in range(count):
        take_out(board, inst, torn[n])
    fits = True
    for v in range(crews):
        if board.crew[v].stale:
            fits = schedule(inst, board, v) and fits
    for n in range(count):
        for v in range(crews):
            if not board.crew[v].stale:
                cheapest_gap(inst, board, v, torn[n])
        fits = renew_siblings(inst, board, torn[n], crews) and fits
    if fits:
        count_visits(inst, board)
    return fits
