"""When a crew is where: earliest departures and latest arrivals along a tour.

Forward and backward slack (Savelsbergh 1992, "The vehicle routing problem with time windows:
minimizing route duration", section 3).
"""

from __future__ import annotations

from sejuk.kernels.compiled import entry, kernel
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.model import NONE, Instance


@kernel
def schedule(inst: Instance, board: Board, v: int) -> bool:
    """Time tour v anew; False when it does not fit (its times are then not to be used)."""
    # Arrays by names of their own: see `insertion.look`.
    crew, stop, window, span = inst.crew[v], board.stop[v], board.window, board.span
    items, times, tour = inst.item, inst.travel[crew.mode], board.crew
    size = tour[v].size
    here, now, way = crew.start, crew.ready, 0
    stop[0].place = here
    stop[0].leave = now
    tour[v].stale = True
    for k in range(size):
        item = stop[k].item
        there = items[item].place
        leg = times[here, there]
        way += leg
        stop[k].leg = leg
        now = max(now + leg, window[item].early)
        if now > window[item].late:
            return False
        span[item].first = now
        now += items[item].service
        here = there
        stop[k + 1].place = here
        stop[k + 1].leave = now
    leg = times[here, crew.end]
    stop[size + 1].place = crew.end
    stop[size].leg = leg
    # Who has nothing to do stays at the post.
    goes = size > 0 or crew.out != NONE
    tour[v].travel = way + leg if goes else 0
    if goes and now + leg > crew.until:
        return False
    latest = crew.until
    stop[size].latest = latest
    room = latest - stop[size].leave - stop[size].leg
    for k in range(size - 1, -1, -1):
        item = stop[k].item
        latest -= stop[k + 1].leg + items[item].service
        latest = min(latest, window[item].late)
        stop[k].latest = latest
        span[item].last = latest
        room = max(room, latest - stop[k].leave - stop[k].leg)
    tour[v].room = room
    return True


@entry
def schedule_all(inst: Instance, board: Board) -> bool:
    """Time every tour anew; False when one does not fit."""
    fits = True
    for v in range(len(board.crew)):
        fits = schedule(inst, board, v) and fits
    return fits
