"""Visits to one site stay apart in time, whichever crews make them.

Between two visits that follow each other stands a wall: the first ends, and the time apart
passes, before it; the second starts after it. Walls turn a rule about several tours into
windows of each, so a tour can be timed alone. They are set where the visits stand when the
second one comes, and moved when both tours are being changed anyway.
"""

from __future__ import annotations

import numpy as np

from sejuk.kernels.compiled import entry, inner_kernel, kernel
from sejuk.planning.engine.board import OPEN, Board
from sejuk.planning.engine.model import NONE, Bools, Instance, Ints
from sejuk.planning.engine.schedule import schedule, schedule_all
from sejuk.planning.engine.worth import worth


@inner_kernel
def open_window(inst: Instance, board: Board, item: int) -> tuple[int, int]:
    """First and last start of an open item, given the visits to its site as they stand."""
    early, late = inst.window[item].early, inst.window[item].late
    site = inst.item[item].site
    if site != NONE and board.visits[site] > 0:
        row, where, span = inst.site_items[site], board.where, board.span
        before = True
        for n in range(len(row)):
            other = row[n]
            if other == NONE:
                break
            if other == item:
                before = False
            elif where[other] != OPEN:
                if before:
                    early = max(early, span[other].first + inst.item[other].service + inst.apart)
                else:
                    late = min(late, span[other].last - inst.item[item].service - inst.apart)
    return early, late


@inner_kernel
def beside(inst: Instance, board: Board, item: int) -> tuple[int, int]:
    """The visits to its site that come before and after this one, NONE where there is none."""
    site = inst.item[item].site
    before, after = NONE, NONE
    if site == NONE:
        return before, after
    passed = False
    for n in range(inst.site_items.shape[1]):
        other = inst.site_items[site, n]
        if other == NONE:
            break
        if other == item:
            passed = True
        elif board.where[other] != OPEN:
            if passed:
                return before, other
            before = other
    return before, after


@kernel
def set_walls(inst: Instance, board: Board, item: int, before: int, after: int) -> bool:
    """Walls around a visit that has just come between these two (NONE: there is none), where the
    visits stand now; False when a tour then does not fit."""
    start = board.span[item].first
    if before != NONE:
        board.window[item].early = max(board.window[item].early, start)
        board.window[before].late = min(
            board.window[before].late, start - inst.apart - inst.item[before].service
        )
    if after != NONE:
        away = inst.item[item].service + inst.apart
        at = max(board.span[after].first, start + away)
        board.window[after].early = max(board.window[after].early, at)
        board.window[item].late = min(board.window[item].late, at - away)
    return renewed(inst, board, item, before, after)


@kernel
def renewed(inst: Instance, board: Board, item: int, before: int, after: int) -> bool:
    """Time the tours of these visits anew; False when one does not fit."""
    crews = len(board.crew)
    mine = board.where[item]
    fits = mine == OPEN or schedule(inst, board, mine)
    for other in (before, after):
        if other != NONE and board.where[other] not in (mine, crews):
            fits = reschedule(inst, board, board.where[other]) and fits
    return fits


@kernel
def reschedule(inst: Instance, board: Board, v: int) -> bool:
    """Time a tour of which only windows have changed. Its offers stay, for whoever takes one
    looks again."""
    stale = board.crew[v].stale
    fits = schedule(inst, board, v)
    board.crew[v].stale = stale
    return fits


@kernel
def move_walls(inst: Instance, board: Board, opened: Ints, count: int) -> bool:
    """Time the stale tours anew, after setting walls in the middle of the room there is: at sites
    that lost one of these items and between two tours that are both stale. False when a tour
    does not fit then."""
    crews = len(board.crew)
    loose = board.scratch.loose
    loose[:] = False
    for n in range(count):
        if inst.item[opened[n]].site != NONE:
            loose[inst.item[opened[n]].site] = True
    again = board.scratch.again
    again[crews] = False
    for v in range(crews):
        again[v] = board.crew[v].stale
    for site in range(len(board.visits)):
        if board.visits[site] > 1 or (board.visits[site] == 1 and loose[site]):
            _move_walls_of(inst, board, site, loose, again)
    fits = True
    for v in range(crews):
        if again[v]:
            fits = reschedule(inst, board, v) and fits
    return fits


@kernel
def _move_walls_of(inst: Instance, board: Board, site: int, loose: Bools, again: Bools) -> None:
    crews = len(board.crew)
    before = NONE
    for n in range(inst.site_items.shape[1]):
        item = inst.site_items[site, n]
        if item == NONE:
            break
        u = board.where[item]
        if u == OPEN:
            continue
        early = inst.window[item].early
        if before == NONE:
            if loose[site]:
                board.window[item].early = early
                again[u] = True
        elif loose[site] or (_changes(board, board.where[before]) and _changes(board, u)):
            service = inst.item[before].service
            soonest = max(early, board.span[before].first + service + inst.apart)
            latest = max(soonest, board.span[item].first)
            # What is already made moves no more: all the room is for the other.
            at = (soonest + latest) // 2
            if board.where[before] == crews:
                at = soonest
            if u == crews:
                at = latest
            board.window[before].late = min(inst.window[before].late, at - inst.apart - service)
            board.window[item].early = at
            again[board.where[before]] = True
            again[u] = True
        before = item
    if loose[site]:
        board.window[before].late = inst.window[before].late
        again[board.where[before]] = True


@inner_kernel
def _changes(board: Board, v: int) -> bool:
    return v == len(board.crew) or board.crew[v].stale


@kernel
def relabel(inst: Instance, board: Board, leader: int) -> None:
    """Where a second visit is left without its first one, it becomes the first."""
    item = inst.item[leader].follower
    if item == NONE or board.where[item] in (OPEN, len(board.crew)):
        return
    v, k = board.where[item], 0
    while board.stop[v, k].item != item:
        k += 1
    board.stop[v, k].item = leader
    board.where[leader], board.where[item] = v, OPEN
    board.span[leader] = board.span[item]
    board.window[leader] = inst.window[leader]
    board.window[item] = inst.window[item]


@entry
def settle(inst: Instance, board: Board) -> bool:
    """Time tours that were put down whole, and set the walls between their visits; False when
    they do not fit. The least starts that keep all visits apart (`planning/separation.py`)."""
    items = len(inst.item)
    for item in range(items):
        if board.where[item] == OPEN:
            relabel(inst, board, item)
    for _ in range(items + 1):
        if not schedule_all(inst, board):
            return False
        if not _pushed(inst, board):
            for item in range(items):
                if board.where[item] != OPEN:
                    _, after = beside(inst, board, item)
                    if after != NONE:
                        at = board.span[after].first
                        board.window[after].early = max(board.window[after].early, at)
                        away = inst.item[item].service + inst.apart
                        board.window[item].late = min(board.window[item].late, at - away)
            return schedule_all(inst, board)
    return False


@kernel
def _pushed(inst: Instance, board: Board) -> bool:
    """Push the windows of visits that come too soon after another; whether there was one."""
    pushed = False
    for item in range(len(inst.item)):
        if board.where[item] == OPEN:
            continue
        _, after = beside(inst, board, item)
        if after != NONE:
            soonest = board.span[item].first + inst.item[item].service + inst.apart
            if board.window[after].early < soonest:
                board.window[after].early = soonest
                pushed = True
    return pushed


def place_tours(inst: Instance, board: Board, tours: tuple[tuple[int, ...], ...]) -> bool:
    """Put these tours on an empty board; False when one does not fit."""
    for v, tour in enumerate(tours):
        board.stop["item"][v, : len(tour)] = tour
        board.crew["size"][v] = len(tour)
        board.where[list(tour)] = v
        sites = inst.item["site"][list(tour)]
        np.add.at(board.visits, sites[sites != NONE], 1)
    if not settle(inst, board):
        return False
    worth(inst, board)
    return True
