"""Pricing by dynamic programming over (second, last place, what is remembered there): ng-routes.

A route earns a first visit to a place in a slot of time (a block of the night) only once, unless
on the way back it has been at a place that does not remember it (Baldacci, Mingozzi & Roberti
2011, "New route relaxation and pricing strategies for the vehicle routing problem", section 4.1).
Where it is remembered, it earns what a visit is worth *again*, where that is allowed at all. Every
true route is among these, at no less than it earns.

Each place remembers at most m others, so it has 2^m states; for each the best values lie along
the seconds, and a leg is one pass over contiguous memory. Values are whole numbers in float32
(exact below 2²⁴). A stretch of a leg is left out when nothing that comes over it could beat what
has reached its end already with no more remembered.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sejuk.kernels.compiled import allocating_entry, inner_kernel, kernel

Values = NDArray[np.float32]
Ints = NDArray[np.int64]

NO_ROUTE = np.float32(-np.inf)
NEVER = 1 << 30
"""A leg that cannot be travelled."""
FORBIDDEN = np.int16(-1)


@allocating_entry
def forward(
    leg: Ints,
    cost: Values,
    near: Ints,
    memory: NDArray[np.int16],
    again: NDArray[np.int16],
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
    slots: Ints,
    width: int,
    since: int,
    until: int,
    value: Values,
    reach: Values,
    top: Values,
) -> None:
    """Fill value [places, states, ticks], a route that starts its service there and then; reach
    [places, ticks], the best of any that has started by then; top, the most of each `width`
    ticks of value.

    memory, again: [from, to, state] the state in which one arrives for a first visit, and for one
    more; FORBIDDEN where it would be none; pause: [ticks] best value of a break started by then;
    again_gain: [pieces] no more than piece_gain; may_again: [places] whether any of theirs is
    above 0; slots: bounds; width at most the shortest leg.
    """
    n, states, _ = value.shape
    value[:, :, :since] = NO_ROUTE
    reach[:, :since] = NO_ROUTE
    top[:] = NO_ROUTE
    carry = np.full((2, n, states), NO_ROUTE, np.float32)
    board = np.empty((states, width), np.float32)
    second = np.empty((states, width), np.float32)
    beaten = np.empty(states, np.float32)
    for slot in range(len(slots) - 1):
        b0, b1 = slots[slot], min(slots[slot + 1], until)
        if b1 <= since:
            continue
        carry[:] = NO_ROUTE
        opening = max(b0, since)
        for c0 in range(opening, b1, width):
            c1 = min(c0 + width, b1)
            for j in range(n):
                board[:] = NO_ROUTE
                second[:] = NO_ROUTE
                for s in range(states):
                    board[s, 0] = carry[0, j, s]
                    second[s, 0] = carry[1, j, s]
                    beaten[s] = carry[0, j, s]
                    for bit in range(16):
                        if (s >> bit) & 1:
                            beaten[s] = max(beaten[s], beaten[s ^ (1 << bit)])
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
                    if low < b0:
                        # Visited in an earlier slot: nothing of it need be remembered.
                        end = min(high, b0)
                        _take(board[0, low + d - c0 : end + d - c0], reach[i, low:end], c)
                    low = max(low, b0)
                    if high <= low:
                        continue
                    for q in range(states):
                        most = max(top[i, q, low // width], top[i, q, (high - 1) // width])
                        s = memory[i, j, q]
                        if s >= 0 and most - c > beaten[s]:
                            _take(board[s, low + d - c0 : high + d - c0], value[i, q, low:high], c)
                        s = again[i, j, q]
                        if s >= 0 and may_again[j] and most > NO_ROUTE:
                            _take(second[s, low + d - c0 : high + d - c0], value[i, q, low:high], c)
                _settle(
                    board,
                    second,
                    carry[0, j],
                    carry[1, j],
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
                    value[j],
                    reach[j],
                    top[j],
                )


@inner_kernel
def _take(board: Values, value: Values, cost: np.float32) -> None:
    for k in range(len(board)):
        came = value[k] - cost
        board[k] = max(board[k], came)


@kernel
def _settle(
    board: Values,
    second: Values,
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
    states = board.shape[0]
    length = c1 - c0
    _wait(board, length)
    if may_again:
        _wait(second, length)
    for s in range(states):
        carry[s] = board[s, length - 1]
        carry_second[s] = second[s, length - 1]
        for k in range(length):
            value[s, c0 + k] = NO_ROUTE
    for k in range(length):
        reach[c0 + k] = NO_ROUTE
    for p in range(first, last):
        gain = piece_gain[p]
        for t in range(max(c0, piece_from[p]), min(c1, piece_to[p] + 1)):
            for s in range(states):
                got = board[s, t - c0] + gain
                if may_again:
                    got = max(got, second[s, t - c0] + again_gain[p])
                value[s, t] = got
                reach[t] = max(reach[t], got)
                block = t // width
                top[s, block] = max(top[s, block], got)
    best = reach[c0 - 1] if c0 > 0 else NO_ROUTE
    for t in range(c0, c1):
        best = max(best, reach[t])
        reach[t] = best


@inner_kernel
def _wait(board: Values, length: int) -> None:
    states = board.shape[0]
    for s in range(states):
        best = NO_ROUTE
        for k in range(length):
            best = max(best, board[s, k])
            board[s, k] = best
    for s in range(states - 1, 0, -1):
        for less in range(s):
            if less & s == less:
                for k in range(length):
                    if board[s, k] <= board[less, k]:
                        board[s, k] = NO_ROUTE


@allocating_entry
def trace(
    leg: Ints,
    cost: Values,
    near: Ints,
    memory: NDArray[np.int16],
    again: NDArray[np.int16],
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
    slots: Ints,
    width: int,
    since: int,
    until: int,
    value: Values,
    reach: Values,
    top: Values,  # noqa: ARG001  # it takes what the forward pass took
    last: int,
    by: int,
) -> tuple[Ints, Ints, NDArray[np.bool_], int]:
    """The best route that has started its last service there by this tick: its pieces, their
    starts and whether they were visits made again, last first; and the tick at which the break
    before them started; -1 when it came from the origin."""
    pieces = np.empty(until // width + 2, np.int64)
    starts = np.empty(until // width + 2, np.int64)
    more = np.zeros(until // width + 2, np.bool_)
    count = 0
    j = last
    t, s = _started(value, reach, j, by)
    while True:
        p = first_piece[j]
        while not piece_from[p] <= t <= piece_to[p]:
            p += 1
        pieces[count], starts[count] = p, t
        have = value[j, s, t] - piece_gain[p]
        slot = np.searchsorted(slots, t, side="right") - 1
        opening = max(slots[slot], since)
        found = False
        for arrive in range(t, opening - 1, -1):
            if s == 0:
                late = arrive == opening and 0 <= seed_time[j] < opening
                if (arrive == seed_time[j] or late) and seed_value[j] == have:
                    return pieces[: count + 1], starts[: count + 1], more[: count + 1], -1
                k = arrive - pause_leg[j]
                if len(pause) > 0 and k >= 0 and pause[k] - pause_cost[j] == have:
                    while k > 0 and pause[k - 1] == pause[k]:
                        k -= 1
                    return pieces[: count + 1], starts[: count + 1], more[: count + 1], k
            i, k, q = _before(
                leg, cost, near, memory, slots[slot], since, value, reach, j, s, arrive, have
            )
            if i >= 0:
                j, t, s, found = i, k, q, True
                break
        if not found and may_again[j]:
            more[count] = True
            have = value[j, s, t] - again_gain[p]
            for arrive in range(t, opening - 1, -1):
                i, k, q = _before(
                    leg, cost, near, again, slots[slot], slots[slot], value, reach, j, s, arrive,
                    have,
                )  # fmt: skip
                if i >= 0:
                    j, t, s, found = i, k, q, True
                    break
        count += 1
        if not found:
            return pieces[:count], starts[:count], more[:count], -2


@kernel
def _before(
    leg: Ints,
    cost: Values,
    near: Ints,
    memory: NDArray[np.int16],
    opening: int,
    since: int,
    value: Values,
    reach: Values,
    j: int,
    s: int,
    arrive: int,
    have: np.float32,
) -> tuple[int, int, int]:
    """Place, tick and state from which one arrives at j in state s with this value; -1: none."""
    for i in near[j]:
        k = arrive - leg[i, j]
        if k < since:
            continue
        if k < opening:
            if s == 0 and reach[i, k] - cost[i, j] == have:
                t, q = _started(value, reach, i, k)
                return i, t, q
        else:
            for q in range(value.shape[1]):
                if memory[i, j, q] == s and value[i, q, k] - cost[i, j] == have:
                    return i, k, q
    return -1, -1, -1


@kernel
def _started(value: Values, reach: Values, place: int, by: int) -> tuple[int, int]:
    """When, and in which state, the best route that has started there by this tick started."""
    for t in range(by, -1, -1):
        for s in range(value.shape[1]):
            if value[place, s, t] == reach[place, by]:
                return t, s
    return 0, 0


def memory_tables(
    remembered: list[list[int]], states: int
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """[from, to, state] for first visits and for visits made again, from the places that each
    place remembers; bit b of its state is its b-th."""
    n = len(remembered)
    table = np.zeros((n, n, states), np.int16)
    for j, mine in enumerate(remembered):
        for bit, x in enumerate(mine):
            table[x, j, :] |= 1 << bit
            for i, theirs in enumerate(remembered):
                if x in theirs:
                    held = (np.arange(states) >> theirs.index(x)) & 1 == 1
                    table[i, j, held] |= 1 << bit
    again = np.full((n, n, states), FORBIDDEN, np.int16)
    for i, theirs in enumerate(remembered):
        for bit, x in enumerate(theirs):
            there = (np.arange(states) >> bit) & 1 == 1
            again[i, x, there] = table[i, x, there]
            table[i, x, there] = FORBIDDEN
        # Who stays for another visit knows that there was one.
        again[i, i] = np.arange(states)
        table[i, i] = FORBIDDEN
    return table, again
