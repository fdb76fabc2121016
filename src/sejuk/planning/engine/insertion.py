"""Where open items could still go: the cheapest gap of each tour, kept until the tour changes."""

from __future__ import annotations

import numpy as np

from sejuk.planning.engine.apart import beside, open_window, renewed, set_walls
from sejuk.planning.engine.board import OPEN, Board, put_in, take_out
from sejuk.planning.engine.compiled import entry, inner_kernel, kernel
from sejuk.planning.engine.model import NEVER, NONE, Instance, Ints
from sejuk.planning.engine.schedule import schedule
from sejuk.planning.engine.worth import count_visits


@entry
def refresh(inst: Instance, board: Board) -> None:
    """Bring the cheapest gaps of all tours that changed up to date."""
    for v in range(len(board.crew)):
        if board.crew[v].stale:
            for item in range(len(inst.item)):
                if board.where[item] == OPEN:
                    cheapest_gap(inst, board, v, item)
            board.crew[v].stale = False


@inner_kernel
def waits_for_leader(inst: Instance, board: Board, item: int) -> bool:
    """Whether this is a second visit whose first one is not made."""
    leader = inst.item[item].leader
    return bool(leader != NONE and board.where[leader] == OPEN)


@inner_kernel
def cheapest_gap(inst: Instance, board: Board, v: int, item: int) -> None:
    """Of tour v the gap where this open item takes the least travel and waiting."""
    board.offer[v, item].extra = NEVER
    if inst.keep[v, item] == -np.inf or waits_for_leader(inst, board, item):
        return
    early, late = open_window(inst, board, item)
    if late < early:
        return
    place = inst.item[item].place
    away = inst.travel[inst.crew[v].mode, place]
    back = inst.travel_back[inst.crew[v].mode, place]
    soonest = early + inst.item[item].service
    for k in range(board.crew[v].size + 1):
        if board.stop[v, k].leave > late:
            break  # departures only get later
        if board.stop[v, k].latest >= soonest:
            _look(inst, board, v, item, k, early, late, away, back)


@inner_kernel
def _look(
    inst: Instance,
    board: Board,
    v: int,
    item: int,
    k: int,
    early: int,
    late: int,
    away: Ints,
    back: Ints,
) -> None:
    """Offer gap k of tour v for this item where it fits and takes less than the offer so far."""
    before, after = board.stop[v, k].place, board.stop[v, k + 1].place
    left = board.stop[v, k].leave
    start = max(left + back[before], early)
    on = away[after]
    if start <= late and start + inst.item[item].service + on <= board.stop[v, k].latest:
        extra = start - left + on - board.stop[v, k].leg
        if extra < board.offer[v, item].extra:
            board.offer[v, item].extra = extra
            board.offer[v, item].gap = k


@kernel
def refresh_after(inst: Instance, board: Board, v: int, k: int) -> None:
    """Bring the offers of tour v up to date after an insertion at gap k.

    All gaps became tighter but for the two beside the new visit, so an offer that stands is
    compared with these two alone, and what fitted nowhere is left out.
    """
    mode = inst.crew[v].mode
    for item in range(len(inst.item)):
        if board.where[item] != OPEN or board.offer[v, item].extra == NEVER:
            continue
        old, gap = board.offer[v, item].extra, board.offer[v, item].gap
        if gap == k:
            cheapest_gap(inst, board, v, item)
            continue
        early, late = open_window(inst, board, item)
        place = inst.item[item].place
        away, back = inst.travel[mode, place], inst.travel_back[mode, place]
        board.offer[v, item].extra = NEVER
        _look(inst, board, v, item, gap + 1 if gap > k else gap, early, late, away, back)
        if board.offer[v, item].extra > old:
            cheapest_gap(inst, board, v, item)
            continue
        _look(inst, board, v, item, k, early, late, away, back)
        _look(inst, board, v, item, k + 1, early, late, away, back)
    board.crew[v].stale = False


@inner_kernel
def look_again(inst: Instance, board: Board, v: int, item: int) -> int:
    """The time that the offer of a tour takes, looked up anew: windows may have moved since."""
    cheapest_gap(inst, board, v, item)
    return int(board.offer[v, item].extra)


@kernel
def insert(inst: Instance, board: Board, v: int, item: int) -> bool:
    """Put an open item into its cheapest gap of tour v; False, and no change, if that fails.

    It fails when another visit to its site, or what follows that one, cannot make room.
    """
    early, late = open_window(inst, board, item)
    before, after = beside(inst, board, item)
    stale = np.empty(len(board.crew), np.bool_)
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
        count_visits(inst, board)
        if not stale[v]:
            refresh_after(inst, board, v, gap)
            renew_offers(inst, board, inst.item[item].site)
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
    renew_offers(inst, board, inst.item[item].site)
    return False


@kernel
def renew_offers(inst: Instance, board: Board, site: int) -> None:
    """Look again for the cheapest gaps of the open items of a site."""
    if site == NONE:
        return
    for n in range(inst.site_items.shape[1]):
        other = inst.site_items[site, n]
        if other == NONE:
            return
        if board.where[other] == OPEN:
            for v in range(len(board.crew)):
                if not board.crew[v].stale:
                    cheapest_gap(inst, board, v, other)
