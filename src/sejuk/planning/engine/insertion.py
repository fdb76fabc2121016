"""Where open items could still go: the cheapest gap of each tour, looked up when it is asked for
and kept until the tour changes."""

from __future__ import annotations

import numpy as np

from sejuk.kernels.compiled import entry, inner_kernel, kernel
from sejuk.planning.engine.apart import beside, open_window, renewed, set_walls
from sejuk.planning.engine.board import OPEN, Board, put_in, take_out
from sejuk.planning.engine.model import NEVER, NONE, UNKNOWN, Instance, Ints, Records
from sejuk.planning.engine.schedule import schedule
from sejuk.planning.engine.worth import count_visit


@entry
def forget_stale(board: Board) -> None:
    """What was known of the gaps of tours that have changed holds no more."""
    for v in range(len(board.crew)):
        if board.crew[v].stale:
            for item in range(len(board.where)):
                board.offer[v, item].extra = UNKNOWN
            board.crew[v].stale = False


@inner_kernel
def waits_for_leader(inst: Instance, board: Board, item: int) -> bool:
    """Whether this is a second visit whose first one is not made."""
    leader = inst.item[item].leader
    return bool(leader != NONE and board.where[leader] == OPEN)


@inner_kernel
def look(inst: Instance, board: Board, v: int, item: int) -> int:
    """Of tour v the gap where this open item takes the least travel and waiting: that time, kept
    with the gap as its offer."""
    offer = board.offer
    offer[v, item].extra = NEVER
    if inst.keep[v, item] == -np.inf or waits_for_leader(inst, board, item):
        return int(NEVER)
    service = inst.item[item].service
    room = service - inst.shortcut
    if board.crew[v].room < room:
        return int(NEVER)
    early, late = open_window(inst, board, item)
    if late < early:
        return int(NEVER)
    # Arrays by names of their own: taken from the tuple at every turn, each costs a count of its
    # references, which is most of the time.
    stop = board.stop[v]
    away = inst.travel[inst.crew[v].mode, inst.item[item].place]
    back = inst.travel_back[inst.crew[v].mode, inst.item[item].place]
    least, gap = int(NEVER), 0
    for k in range(board.crew[v].size + 1):
        if stop[k].leave > late:
            break  # departures only get later
        latest = stop[k].latest
        if latest >= early + service and latest - stop[k].leave - stop[k].leg >= room:
            extra = _extra(stop, k, early, late, service, away, back)
            if extra < least:
                least, gap = extra, k
    offer[v, item].extra, offer[v, item].gap = least, gap
    return least


@inner_kernel
def _extra(
    stop: Records, k: int, early: int, late: int, service: int, away: Ints, back: Ints
) -> int:
    """Travel and waiting for a visit at gap k of these stops; NEVER where it does not fit."""
    start = max(stop[k].leave + back[stop[k].place], early)
    on = away[stop[k + 1].place]
    if start > late or start + service + on > stop[k].latest:
        return int(NEVER)
    return int(start - stop[k].leave + on - stop[k].leg)


@kernel
def keep_offers(inst: Instance, board: Board, v: int, k: int) -> None:
    """What is known of tour v after an insertion at gap k.

    All gaps became tighter but for the two beside the new visit, so an offer that stands is
    compared with these two alone, and what fitted nowhere is left out.
    """
    items, where, offer, stop = inst.item, board.where, board.offer[v], board.stop[v]
    travel = inst.travel[inst.crew[v].mode]
    travel_back = inst.travel_back[inst.crew[v].mode]
    for item in range(len(items)):
        old, gap = offer[item].extra, offer[item].gap
        if old in (UNKNOWN, NEVER) or where[item] != OPEN:
            continue
        offer[item].extra = UNKNOWN
        if gap == k:
            continue
        early, late = open_window(inst, board, item)
        away, back = travel[items[item].place], travel_back[items[item].place]
        service = items[item].service
        moved = gap + 1 if gap > k else gap
        if _extra(stop, moved, early, late, service, away, back) > old:
            continue
        for near in (moved, k, k + 1):
            extra = _extra(stop, near, early, late, service, away, back)
            if offer[item].extra == UNKNOWN or extra < offer[item].extra:
                offer[item].extra, offer[item].gap = extra, near
    board.crew[v].stale = False


@kernel
def insert(inst: Instance, board: Board, v: int, item: int) -> bool:
    """Put an open item into its cheapest gap of tour v; False, and no change, if that fails.

    It fails when another visit to its site, or what follows that one, cannot make room.
    """
    early, late = open_window(inst, board, item)
    before, after = beside(inst, board, item)
    stale = board.scratch.stale
    for u in range(len(stale)):
        stale[u] = board.crew[u].stale
    old_late = board.window[before].late if before != NONE else 0
    old_early = board.window[after].early if after != NONE else 0
    gap = board.offer[v, item].gap
    board.window[item].early, board.window[item].late = early, late
    put_in(board, inst, v, gap, item)
    if schedule(inst, board, v) and (
        before == after == NONE or set_walls(inst, board, item, before, after)
    ):
        count_visit(inst, board, item)
        if not stale[v]:
            keep_offers(inst, board, v, gap)
        forget_site(inst, board, inst.item[item].site)
        return True
    take_out(board, inst, item)
    if before != NONE:
        board.window[before].late = old_late
    if after != NONE:
        board.window[after].early = old_early
    schedule(inst, board, v)
    renewed(inst, board, item, before, after)
    # All is as it was, so what was known of the gaps holds; but for the site's open items, which
    # were looked at in between.
    for u in range(len(stale)):
        board.crew[u].stale = stale[u]
    forget_site(inst, board, inst.item[item].site)
    return False


@kernel
def forget_site(inst: Instance, board: Board, site: int) -> None:
    """What was known of the gaps for the items of a site holds no more."""
    if site == NONE:
        return
    for n in range(inst.site_items.shape[1]):
        item = inst.site_items[site, n]
        if item == NONE:
            return
        for v in range(len(board.crew)):
            board.offer[v, item].extra = UNKNOWN
