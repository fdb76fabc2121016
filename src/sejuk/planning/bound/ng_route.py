"""Pricing by dynamic programming over (second, last place, what is remembered there): ng-routes.

A route earns a first visit to a place in a slot of time (a block of the night) only once, unless
on the way back it has been at a place that does not remember it (Baldacci, Mingozzi & Roberti
2011, "New route relaxation and pricing strategies for the vehicle routing problem", section 4.1).
Where it is remembered, it earns what a visit is worth *again*, where that is allowed at all. Every
true route is among these, at no less than it earns.

Each place has a row of values along the seconds for each state of what it remembers (`memory.py`),
and a leg is one pass over contiguous memory. Values are whole numbers in float32 (exact below 2²⁴).
A stretch of a leg is left out when nothing that comes over it could beat what has reached its end
already with no more remembered.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sejuk.kernels.compiled import entry, inner_kernel, kernel

Values = NDArray[np.float32]
Ints = NDArray[np.int64]

NO_ROUTE = np.float32(-np.inf)
NEVER = 1 << 30
"""A leg that cannot be travelled."""
FORBIDDEN = -1
Table = NDArray[np.int16]

FORGOTTEN, AS_IT_IS, SHIFTED = 0, 1, 2
"""What becomes of all that is remembered when a slot begins."""


class Memory(NamedTuple):
    """What is remembered at each place of others, and how that changes along a way."""

    base: int
    """Each place remembers of each of its others a digit to this base, 0: not visited, or long
    ago. Fewer and lower digits forbid no more."""
    row: Ints
    """[places + 1] the first row of each place in tables that have one for each of its states."""
    move: Table
    """[ways, from, to, state] the state in which one arrives for a first visit; FORBIDDEN where
    it would be none."""
    more: Table
    """The same for a visit made again."""


class Slots(NamedTuple):
    """Stretches of time with one set of rules each."""

    begin: Ints
    """[slots + 1]"""
    kept: Ints
    """[slots] FORGOTTEN, AS_IT_IS or SHIFTED."""
    within: Ints
    cross: Ints
    """[slots] the way, in the tables of a memory, from a start in the same slot and from one in
    the slot before."""


class Room(NamedTuple):
    """To work in; kernels allocate nothing."""

    carry: Values
    """[2, rows] who has arrived by the end of a step and waits."""
    board: Values
    second: Values
    """[states, width] of one step at one place: arrivals for a first visit, and for one more."""
    beaten: Values
    """[states] what one more has to beat."""
    live: NDArray[np.bool_]
    """[states] whether anything has arrived in that state."""
    alive: Ints
    """[states] those in which something has, ascending."""
    earlier: Values
    """[rows, ticks] the best so far of a slot that has ended."""
    pieces: Ints
    starts: Ints
    more: NDArray[np.bool_]
    """[visits] a route that is traced, last visit first: its pieces, when they start, and whether
    the visit is made again."""


@entry
def forward(
    leg: Ints,
    cost: Values,
    near: Ints,
    memory: Memory,
    seed_time: Ints,
    seed_value: Values,
    pause: Values,
    pause_leg: Ints,
    pause_cost: Values,
    first_piece: Ints,
    piece_from: Ints,
    piece_to: Ints,
    piece_gain: Values,
    again_gain: Values,
    may_again: NDArray[np.bool_],
    slots: Slots,
    since: int,
    value: Values,
    reach: Values,
    room: Room,
    width: int,
    until: int,
    top: Values,
) -> None:
    """Fill value [rows, ticks], a route that starts its service there and then; reach
    [places, ticks], the best of any that has started by then; top, the most of each `width`
    ticks of value.

    pause: [ticks] best value of a break started by then; again_gain: [pieces] no more than
    piece_gain; may_again: [places] whether any of theirs is above 0; width at most the shortest
    leg.
    """
    n, row, base, move, more = len(reach), memory.row, memory.base, memory.move, memory.more
    value[:, :since] = NO_ROUTE
    reach[:, :since] = NO_ROUTE
    top[:] = NO_ROUTE
    carry, board, second = room.carry, room.board, room.second
    beaten, live = room.beaten, room.live
    # The first slot of all may be one that takes over who waits.
    carry[:] = NO_ROUTE
    for slot in range(len(slots.kept)):
        b0, b1 = slots.begin[slot], min(slots.begin[slot + 1], until)
        if b1 <= since:
            continue
        opening = max(b0, since)
        shifted = slots.kept[slot] == SHIFTED
        # From here on a start in the slot before is told from older ones.
        p0 = opening
        if slots.kept[slot] != FORGOTTEN:
            p0 = min(max(slots.begin[slot - 1], since), opening)
        if slots.kept[slot] != AS_IT_IS:
            carry[:] = NO_ROUTE
        earlier, offset = value, 0
        if shifted:
            earlier, offset = room.earlier, p0
            _best_so_far(value, p0, opening, earlier)
        for c0 in range(opening, b1, width):
            c1 = min(c0 + width, b1)
            for j in range(n):
                first, states = row[j], row[j + 1] - row[j]
                for s in range(states):
                    live[s] = False
                    waits, again = carry[0, first + s], carry[1, first + s]
                    if s == 0 or waits > NO_ROUTE or again > NO_ROUTE:
                        _open(room, s)
                        board[s, 0], second[s, 0] = waits, again
                    beaten[s] = waits
                    step = 1
                    while step <= s:
                        if (s // step) % base:
                            beaten[s] = max(beaten[s], beaten[s - step])
                        step *= base
                arrive = seed_time[j]
                if c0 <= arrive < c1 or (0 <= arrive < opening and c0 == opening):
                    k = max(arrive - c0, 0)
                    board[0, k] = max(board[0, k], seed_value[j])
                if len(pause) > 0:
                    for t in range(max(c0, pause_leg[j]), c1):
                        board[0, t - c0] = max(
                            board[0, t - c0], pause[t - pause_leg[j]] - pause_cost[j]
                        )
                for i in near[j]:
                    d, c = leg[i, j], cost[i, j]
                    low, high = max(c0 - d, since), c1 - d
                    if high <= low or reach[i, high - 1] - c <= beaten[0]:
                        continue
                    at = low + d - c0
                    if low < p0:
                        # Started so long ago that nothing of it need be remembered.
                        end = min(high, p0)
                        _take(board[0, at : end + d - c0], reach[i, low:end], c)
                    elif shifted and c0 == opening and p0 > since:
                        # Or so long ago, and waited.
                        board[0, 0] = max(board[0, 0], reach[i, p0 - 1] - c)
                    low = max(low, p0)
                    if low < min(high, opening):
                        end = min(high, opening)
                        way = slots.cross[slot]
                        at = low + d - c0
                        for q in range(row[i + 1] - row[i]):
                            came = earlier[row[i] + q, low - offset : end - offset]
                            most = came[len(came) - 1] if shifted else _most_of(came)
                            if most == NO_ROUTE:
                                continue
                            s = move[way, i, j, q]
                            if s >= 0 and most - c > beaten[s]:
                                _open(room, s)
                                _take(board[s, at : end + d - c0], came, c)
                            s = more[way, i, j, q]
                            if s >= 0 and may_again[j]:
                                _open(room, s)
                                _take(second[s, at : end + d - c0], came, c)
                    low = max(low, opening)
                    if high <= low:
                        continue
                    way = slots.within[slot]
                    at = low + d - c0
                    for q in range(row[i + 1] - row[i]):
                        f = row[i] + q
                        most = max(top[f, low // width], top[f, (high - 1) // width])
                        if most == NO_ROUTE:
                            continue
                        s = move[way, i, j, q]
                        if s >= 0 and most - c > beaten[s]:
                            _open(room, s)
                            _take(board[s, at : high + d - c0], value[f, low:high], c)
                        s = more[way, i, j, q]
                        if s >= 0 and may_again[j]:
                            _open(room, s)
                            _take(second[s, at : high + d - c0], value[f, low:high], c)
                _settle(
                    board[:states],
                    second[:states],
                    room,
                    base,
                    carry[0, first : first + states],
                    carry[1, first : first + states],
                    c0,
                    c1,
                    width,
                    first_piece[j],
                    first_piece[j + 1],
                    piece_from,
                    piece_to,
                    piece_gain,
                    again_gain,
                    may_again[j],
                    value[first : first + states],
                    reach[j],
                    top[first : first + states],
                )


@kernel
def _best_so_far(value: Values, begin: int, end: int, most: Values) -> None:
    """most: [rows, end − begin and more] of each row the most from `begin` on."""
    for f in range(len(value)):
        best = NO_ROUTE
        for t in range(begin, end):
            best = max(best, value[f, t])
            most[f, t - begin] = best


@inner_kernel
def _take(board: Values, value: Values, cost: np.float32) -> None:
    for k in range(len(board)):
        came = value[k] - cost
        board[k] = max(board[k], came)


@inner_kernel
def _open(room: Room, s: int) -> None:
    """Make sure that what lies in the rows of this state is of this step."""
    if not room.live[s]:
        room.live[s] = True
        board, second = room.board[s], room.second[s]
        for k in range(len(board)):
            board[k] = NO_ROUTE
            second[k] = NO_ROUTE


@inner_kernel
def _most_of(values: Values) -> np.float32:
    most = NO_ROUTE
    for k in range(len(values)):
        most = max(most, values[k])
    return most


@kernel
def _settle(
    board: Values,
    second: Values,
    room: Room,
    base: int,
    carry: Values,
    carry_second: Values,
    c0: int,
    c1: int,
    width: int,
    first: int,
    last: int,
    piece_from: Ints,
    piece_to: Ints,
    piece_gain: Values,
    again_gain: Values,
    may_again: np.bool_,
    value: Values,
    reach: Values,
    top: Values,
) -> None:
    """Who has arrived may wait; who remembers more and has no more is dropped; then the gains."""
    states, live, alive = len(board), room.live, room.alive
    length = c1 - c0
    count = 0
    for s in range(states):
        if live[s]:
            alive[count] = s
            count += 1
        else:
            carry[s] = carry_second[s] = NO_ROUTE
        for k in range(length):
            value[s, c0 + k] = NO_ROUTE
    _wait(board, alive[:count], base, length)
    if may_again:
        _wait(second, alive[:count], base, length)
    for n in range(count):
        s = alive[n]
        carry[s] = board[s, length - 1]
        carry_second[s] = second[s, length - 1]
    for k in range(length):
        reach[c0 + k] = NO_ROUTE
    for p in range(first, last):
        gain = piece_gain[p]
        for n in range(count):
            s = alive[n]
            for t in range(max(c0, piece_from[p]), min(c1, piece_to[p] + 1)):
                got = board[s, t - c0] + gain
                if may_again:
                    got = max(got, second[s, t - c0] + again_gain[p])
                value[s, t] = got
                reach[t] = max(reach[t], got)
                top[s, t // width] = max(top[s, t // width], got)
    best = reach[c0 - 1] if c0 > 0 else NO_ROUTE
    for t in range(c0, c1):
        best = max(best, reach[t])
        reach[t] = best


@inner_kernel
def _wait(board: Values, alive: Ints, base: int, length: int) -> None:
    for n in range(len(alive)):
        s = alive[n]
        best = NO_ROUTE
        for k in range(length):
            best = max(best, board[s, k])
            board[s, k] = best
    for n in range(len(alive) - 1, 0, -1):
        s = alive[n]
        for m in range(n):
            if _is_below(alive[m], s, base):
                for k in range(length):
                    if board[s, k] <= board[alive[m], k]:
                        board[s, k] = NO_ROUTE


@inner_kernel
def _is_below(less: int, s: int, base: int) -> bool:
    """Whether no digit of `less` is above that of s."""
    while less > 0:
        if less % base > s % base:
            return False
        less //= base
        s //= base
    return True


@entry
def trace(
    leg: Ints,
    cost: Values,
    near: Ints,
    memory: Memory,
    seed_time: Ints,
    seed_value: Values,
    pause: Values,
    pause_leg: Ints,
    pause_cost: Values,
    first_piece: Ints,
    piece_from: Ints,
    piece_to: Ints,
    piece_gain: Values,
    again_gain: Values,
    may_again: NDArray[np.bool_],
    slots: Slots,
    since: int,
    value: Values,
    reach: Values,
    room: Room,
    last: int,
    by: int,
) -> tuple[int, int]:
    """Traces in `room` the best route that has started its last service there by this tick: how
    many visits it has, and the tick at which the break before them started; -1 when it came
    from the origin; -2 when nothing leads there, which does not happen."""
    pieces, starts, more = room.pieces, room.starts, room.more
    count = 0
    j = last
    t, s = _started(value, memory.row, reach, j, by)
    while True:
        p = first_piece[j]
        while not piece_from[p] <= t <= piece_to[p]:
            p += 1
        pieces[count], starts[count], more[count] = p, t, False
        have = value[memory.row[j] + s, t] - piece_gain[p]
        slot = int(np.searchsorted(slots.begin, t, side="right")) - 1
        found = False
        begin = _arrivals_from(slots, slot, since)
        for arrive in range(t, begin - 1, -1):
            if s == 0:
                opening = max(slots.begin[slot], since)
                late = arrive == opening and 0 <= seed_time[j] < opening
                if (arrive == seed_time[j] or late) and seed_value[j] == have:
                    return count + 1, -1
                k = arrive - pause_leg[j]
                if len(pause) > 0 and k >= 0 and pause[k] - pause_cost[j] == have:
                    while k > 0 and pause[k - 1] == pause[k]:
                        k -= 1
                    return count + 1, k
            i, k, q = _before(
                leg, cost, near, memory.row, memory.move, slots, slot, since, value, reach, since,
                j, s, arrive, have,
            )  # fmt: skip
            if i >= 0:
                j, t, s, found = i, k, q, True
                break
        if not found and may_again[j]:
            more[count] = True
            have = value[memory.row[j] + s, t] - again_gain[p]
            for arrive in range(t, begin - 1, -1):
                i, k, q = _before(
                    leg, cost, near, memory.row, memory.more, slots, slot, since, value, reach,
                    NEVER, j, s, arrive, have,
                )  # fmt: skip
                if i >= 0:
                    j, t, s, found = i, k, q, True
                    break
        count += 1
        if not found:
            return count, -2


@inner_kernel
def _arrivals_from(slots: Slots, slot: int, since: int) -> int:
    """The first tick at which one may have arrived who starts in this slot, as far as what was
    remembered then holds now."""
    while slots.kept[slot] == AS_IT_IS:
        slot -= 1
    before = slots.kept[slot] == SHIFTED
    return int(max(slots.begin[slot - 1] if before else slots.begin[slot], since))


@kernel
def _before(
    leg: Ints,
    cost: Values,
    near: Ints,
    row: Ints,
    table: Table,
    slots: Slots,
    slot: int,
    since: int,
    value: Values,
    reach: Values,
    older: int,
    j: int,
    s: int,
    arrive: int,
    have: np.float32,
) -> tuple[int, int, int]:
    """Place, tick and state from which one arrives at j in state s with this value and then starts
    in this slot; -1: none. older: tick from which on those starts count of which nothing is
    remembered any more."""
    opening = max(slots.begin[slot], since)
    here = slot
    while arrive < opening and slots.kept[here] == AS_IT_IS:
        # Arrived in a slot before, by its rules, and waited.
        here -= 1
        opening = max(slots.begin[here], since)
    p0 = opening
    if slots.kept[here] != FORGOTTEN:
        p0 = min(max(slots.begin[here - 1], since), opening)
    for i in near[j]:
        k = arrive - leg[i, j]
        if k < since:
            continue
        if s == 0 and arrive >= opening:
            by = min(k, p0 - 1)
            waited = slots.kept[here] == SHIFTED and arrive == opening
            if older <= by and (k < p0 or waited) and reach[i, by] - cost[i, j] == have:
                t, q = _started(value, row, reach, i, by)
                return i, t, q
        if k < p0:
            continue
        way = slots.within[here] if k >= opening else slots.cross[here]
        for q in range(row[i + 1] - row[i]):
            if table[way, i, j, q] == s and value[row[i] + q, k] - cost[i, j] == have:
                return i, k, q
    return -1, -1, -1


@kernel
def _started(value: Values, row: Ints, reach: Values, place: int, by: int) -> tuple[int, int]:
    """When, and in which state, the best route that has started there by this tick started."""
    for t in range(by, -1, -1):
        for s in range(row[place + 1] - row[place]):
            if value[row[place] + s, t] == reach[place, by]:
                return t, s
    return 0, 0
