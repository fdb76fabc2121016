"""When a crew is where: earliest departures and latest arrivals along a tour.

Forward and backward slack (Savelsbergh 1992, "The vehicle routing problem with time windows:
minimizing route duration", section 3).
"""

from __future__ import annotations

from sejuk.planning.engine.board import Board
from sejuk.planning.engine.compiled import entry, kernel
from sejuk.planning.engine.model import NONE, Instance


@kernel
def schedule(inst: Instance, board: Board, v: int) -> bool:
    """Time tour v anew; False when it does not fit (its times are then not to be used)."""
    times = inst.travel[inst.crew[v].mode]
    size = board.crew[v].size
    here, now, way = inst.crew[v].start, inst.crew[v].ready, 0
    board.stop[v, 0].place = here
    board.stop[v, 0].leave = now
    board.crew[v].stale = True
    for k in range(size):
        item = board.stop[v, k].item
        there = inst.item[item].place
        leg = times[here, there]
        way += leg
        board.stop[v, k].leg = leg
        now = max(now + leg, board.window[item].early)
        if now > board.window[item].late:
            return False
        board.span[item].first = now
        now += inst.item[item].service
        here = there
        board.stop[v, k + 1].place = here
        board.stop[v, k + 1].leave = now
    end = inst.crew[v].end
    board.stop[v, size + 1].place = end
    leg = times[here, end]
    board.stop[v, size].leg = leg
    # Who has nothing to do stays at the post.
    goes = size > 0 or inst.crew[v].out != NONE
    board.crew[v].travel = way + leg if goes else 0
    if goes and now + leg > inst.crew[v].until:
        return False
    latest = inst.crew[v].until
    board.stop[v, size].latest = latest
    for k in range(size - 1, -1, -1):
        item = board.stop[v, k].item
        latest -= (
            times[board.stop[v, k + 1].place, board.stop[v, k + 2].place] + inst.item[item].service
        )
        latest = min(latest, board.window[item].late)
        board.stop[v, k].latest = latest
        board.span[item].last = latest
    return True


@entry
def schedule_all(inst: Instance, board: Board) -> bool:
    """Time every tour anew; False when one does not fit."""
    fits = True
    for v in range(len(board.crew)):
        fits = schedule(inst, board, v) and fits
    return fits
