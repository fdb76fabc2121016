"""What tours are worth, exactly; and what one more visit would add, nearly.

A visit to a border counts for the side with fewer visits, once those inside neighbourhoods
are counted, in the order of their starts (PLANNING.md). `count_visits` follows that order;
`see_gains` takes the sides as they stand.
"""

from __future__ import annotations

from sejuk.kernels.compiled import entry, inner_kernel, kernel
from sejuk.planning.engine.board import OPEN, Board
from sejuk.planning.engine.model import NEVER, NONE, Floats, Instance, Ints, Records


@entry
def worth(inst: Instance, board: Board) -> float:
    """The objective of scheduled tours; `board.counted` is brought up to date."""
    count_visits(inst, board)
    items, keep, done = inst.item, inst.keep, inst.done
    visits, bonus = board.visits, inst.site_bonus
    crews = len(board.crew)
    result = 0.0
    for v in range(crews):
        stop = board.stop[v]
        for k in range(board.crew[v].size):
            result += items[stop[k].item].prize + keep[v, stop[k].item]
        result -= inst.travel_cost * board.crew[v].travel
    for n in range(len(done)):
        result += items[done[n].item].prize
    last = inst.total.shape[1] - 1
    for g in range(len(board.counted)):
        result += inst.total[g, min(int(board.counted[g]), last)]
    for s in range(len(visits)):
        if visits[s] > 0:
            result += bonus[s]
    for kind in range(len(board.tally)):
        result += inst.least_bonus * min(board.tally[kind], inst.least[kind])
    if inst.spread_cost > 0.0:
        longest, shortest = 0, int(NEVER)
        for v in range(crews):
            longest, shortest = (
                max(longest, _away(inst, board, v)),
                min(shortest, _away(inst, board, v)),
            )
        uneven = longest - shortest - inst.spread_free
        if uneven > 0:
            result -= inst.spread_cost * uneven
    return result


@kernel
def _away(inst: Instance, board: Board, v: int) -> int:
    """How long a crew is out; it leaves as late as its first stop allows."""
    size = board.crew[v].size
    since = inst.crew[v].out
    if since == NONE:
        if size == 0:
            return 0
        first = board.stop[v, 0].item
        since = board.stop[v, 1].leave - inst.item[first].service - board.stop[v, 0].leg
    return int(board.stop[v, size].leave + board.stop[v, size].leg - since)


@kernel
def see_gains(inst: Instance, board: Board, gains: Floats) -> None:
    """What each open item would add as the counts stand, seen through its taste; travel and crew
    left out, 0 for items that are not open or given up."""
    # Arrays by name of their own: taken from the tuple inside the loop, each costs a reference
    # count at every turn.
    items, where, taste = inst.item, board.where, board.taste
    visits, bonus, count, gain = board.visits, inst.site_bonus, board.counted, inst.gain
    last = gain.shape[1] - 1
    fresh, extra = inst.fresh_site, inst.least_bonus
    more, wider, farther, sooner = (
        board.tally[0] < inst.least[0],
        board.tally[1] < inst.least[1],
        board.tally[2] < inst.least[2],
        board.tally[3] < inst.least[3],
    )
    for j in range(len(items)):
        gains[j] = 0.0
        if where[j] != OPEN or taste[j] < 0.0:
            continue
        if items[j].leader != NONE and where[items[j].leader] == OPEN:
            continue
        result = items[j].prize
        site = items[j].site
        if site != NONE and visits[site] == 0:
            result += bonus[site]
            if wider and fresh[site]:
                result += extra
        if sooner and items[j].urgent:
            result += extra
        side = items[j].low
        if side != NONE:
            other = items[j].high
            if other != NONE and count[other] < count[side]:
                side = other
            result += gain[side, min(int(count[side]), last)]
            if more:
                result += extra
            if farther and count[side] == 0:
                result += extra
        gains[j] = result * taste[j]


@kernel
def count_visit(inst: Instance, board: Board, item: int) -> None:
    """Count one more visit, as if no other changed sides for it."""
    low, high, site = inst.item[item].low, inst.item[item].high, inst.item[item].site
    if low == NONE:
        return
    side = low if high == NONE or board.counted[low] <= board.counted[high] else high
    board.counted[side] += 1
    board.tally[0] += 1
    if site != NONE and board.visits[site] == 1 and inst.fresh_site[site]:
        board.tally[1] += 1
    if board.counted[side] == 1:
        board.tally[2] += 1
    if inst.item[item].urgent:
        board.tally[3] += 1


@kernel
def count_visits(inst: Instance, board: Board) -> None:
    """Bring the visits that count for each group, and the tally, up to date with the tours."""
    items, counted, tally, done = inst.item, board.counted, board.tally, inst.done
    if len(counted) == 0:
        return
    tally[:] = 0
    counted[:] = 0
    border, began = board.scratch.border, board.scratch.began
    found = 0
    for v in range(len(board.crew)):
        stop = board.stop[v]
        for k in range(board.crew[v].size):
            item = stop[k].item
            start = stop[k + 1].leave - items[item].service
            found = _count_one(items, item, start, counted, tally, border, began, found)
    for n in range(len(done)):
        item, start = done[n].item, done[n].start
        found = _count_one(items, item, start, counted, tally, border, began, found)
    for n in range(found):
        low, high = items[border[n]].low, items[border[n]].high
        counted[low if counted[low] <= counted[high] else high] += 1
    visits, fresh = board.visits, inst.fresh_site
    for s in range(len(visits)):
        if visits[s] > 0 and fresh[s]:
            tally[1] += 1
    for g in range(len(counted)):
        if counted[g] > 0:
            tally[2] += 1


@inner_kernel
def _count_one(
    items: Records,
    item: int,
    start: int,
    counted: Ints,
    tally: Ints,
    border: Ints,
    began: Ints,
    found: int,
) -> int:
    """Count a visit inside a neighbourhood, or sort one to a border in by start and rank."""
    side = items[item].low
    if side == NONE:
        return found
    tally[0] += 1
    if items[item].urgent:
        tally[3] += 1
    if items[item].high == NONE:
        counted[side] += 1
        return found
    n = found
    while n > 0 and (
        began[n - 1] > start
        or (began[n - 1] == start and items[border[n - 1]].rank > items[item].rank)
    ):
        border[n], began[n] = border[n - 1], began[n - 1]
        n -= 1
    border[n], began[n] = item, start
    return found + 1
