"""What a route remembers of its visits, as tables for the kernel.

Of each place that a place remembers its state holds a digit. While a block lasts, a digit says that
there was a visit in it, which forbids another first one. Around the end of a block it has to say
more, for two visits closer than a separation are too near in two blocks too. So a middle is
marked around each bound, as long as a dwell and a separation, half of it on either side: of visits
that start within it a place has one at most.

| slot | a visit writes | 1 says | 2 says | when the slot ends |
|---|---|---|---|---|
| a block, but for its ends | 1 | in this block | | all digits stay |
| its end, within the middle | 2 | in this block | within the middle | 2 → 1 → 0 |
| the next begins, within the middle | 2 | within the middle | in this block | 2 → 1 → 0 |

Every digit but 0 forbids a first visit, and a lower one for no longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.bound.ng_route import (
    AS_IT_IS,
    FORBIDDEN,
    FORGOTTEN,
    SHIFTED,
    Memory,
    Slots,
)


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """From a start in one slot to a start in the same or the next."""

    writes: int
    """The digit of the place that one comes from."""
    shifted: bool = False
    again: bool
    """Whether a visit may be made again where its place has digit 1: not where that may say that
    the last one was in the same middle."""


BLOCK, END, TO_BEGIN, BEGIN, TO_BLOCK = range(5)
WAYS = (
    Way(writes=1, again=True),
    Way(writes=2, again=True),
    Way(writes=2, shifted=True, again=False),
    Way(writes=2, again=False),
    Way(writes=2, shifted=True, again=True),
)
BASE = 3
SHIFT = np.array([0, 0, 1], np.int16)


def slots_of(bounds: Sequence[int], middle: int) -> Slots:
    """The slots between these bounds, ticks, of which the last is one after the end; middle: ticks
    around each of the others. Where blocks are too short for it, a bound forgets all."""
    begin, kept, within, cross = [bounds[0]], [FORGOTTEN], [BLOCK], [BLOCK]
    for bound, following in pairwise(bounds[1:]):
        first = bound - middle // 2
        if begin[-1] < first < bound < first + middle < following:
            begin += [first, bound, first + middle]
            kept += [AS_IT_IS, SHIFTED, SHIFTED]
            within += [END, BEGIN, BLOCK]
            cross += [BLOCK, TO_BEGIN, TO_BLOCK]
        else:
            begin.append(bound)
            kept.append(FORGOTTEN)
            within.append(BLOCK)
            cross.append(BLOCK)
    return Slots(
        begin=np.array([*begin, bounds[-1]], np.int64),
        kept=np.array(kept, np.int64),
        within=np.array(within, np.int64),
        cross=np.array(cross, np.int64),
    )


def memory_of(remembered: Sequence[Sequence[int]]) -> Memory:
    """From the others that each place remembers."""
    n = len(remembered)
    states = np.array([BASE ** len(mine) for mine in remembered], np.int64)
    most = int(states.max(initial=1))
    move = np.full((len(WAYS), n, n, most), FORBIDDEN, np.int16)
    more = move.copy()
    for w, way in enumerate(WAYS):
        digits = _digits(remembered, most, way)
        for j, mine in enumerate(remembered):
            arrived = np.zeros((n, most), np.int16)
            for place, x in enumerate(mine):
                arrived += BASE**place * digits[x]
            move[w, :, j] = np.where(digits[j] == 0, arrived, FORBIDDEN)
            if way.again:
                more[w, :, j] = np.where(digits[j] == 1, arrived, FORBIDDEN)
    return Memory(base=BASE, row=np.concatenate(([0], np.cumsum(states))), move=move, more=more)


def _digits(remembered: Sequence[Sequence[int]], most: int, way: Way) -> list[NDArray[np.int16]]:
    """Of each place [from, state] its digit when one arrives, wherever it is remembered."""
    n, state = len(remembered), np.arange(most)
    found = [np.zeros((n, most), np.int16) for _ in range(n)]
    for i, theirs in enumerate(remembered):
        for place, x in enumerate(theirs):
            found[x][i] = state // BASE**place % BASE
        found[i][i] = way.writes
    return [SHIFT[digits] if way.shifted else digits for digits in found]
