"""When a crew is where: earliest departures and latest arrivals along a tour.

Forward and backward slack (Savelsbergh 1992, "The vehicle routing problem with time windows:
minimizing route duration", section 3).
"""

from __future__ import annotations

import numpy as np

from sejuk.planning.engine.board import OPEN, Board
from sejuk.planning.engine.compiled import entry, inner_kernel, kernel
from sejuk.planning.engine.model import NONE, Instance
from sejuk.planning.engine.worth import worth


@inner_kernel
def version(inst: Instance, board: Board, item: int) -> int:
    """Which of its windows is in force: 1 when another item of its site is visited."""
    site = inst.item[item].site
    if site == NONE:
        return 0
    others = board.visits[site] - (1 if board.where[item] != OPEN else 0)
    return 1 if others > 0 else 0


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
        which = version(inst, board, item)
        there = inst.item[item].place
        leg = times[here, there]
        way += leg
        board.stop[v, k].leg = leg
        now = max(now + leg, inst.window[which, item].early)
        if now > inst.window[which, item].late:
            return False
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
        latest = min(latest, inst.window[version(inst, board, item), item].late)
        board.stop[v, k].latest = latest
    return True


@entry
def schedule_all(inst: Instance, board: Board) -> bool:
    """Time every tour anew; False when one does not fit."""
    fits = True
    for v in range(len(board.crew)):
        fits = schedule(inst, board, v) and fits
    return fits


def place_tours(inst: Instance, board: Board, tours: tuple[tuple[int, ...], ...]) -> bool:
    """Put these tours on an empty board; False when one does not fit."""
    for v, tour in enumerate(tours):
        board.stop["item"][v, : len(tour)] = tour
        board.crew["size"][v] = len(tour)
        board.where[list(tour)] = v
        sites = inst.item["site"][list(tour)]
        np.add.at(board.visits, sites[sites != NONE], 1)
    if not schedule_all(inst, board):
        return False
    worth(inst, board)
    return True
