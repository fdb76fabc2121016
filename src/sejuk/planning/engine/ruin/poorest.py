"""Visits that earn least for their time (the worst removal of Ropke & Pisinger 2006, "An
adaptive large neighborhood search heuristic for the pickup and delivery problem with time
windows", section 3.1.3, with prize per second as the measure)."""

from __future__ import annotations

import numpy as np

from sejuk.kernels.compiled import kernel
from sejuk.kernels.dice import Dice, chance
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.model import NONE, Instance, Ints

SPREAD = 0.7
"""0: strictly the poorest; 1: up to a factor e² of luck in each visit's measure."""


@kernel
def poorest(inst: Instance, board: Board, dice: Dice, size: int, torn: Ints) -> int:
    """The lowest prize per second of detour and service, with luck."""
    measure = board.scratch.rate
    count = 0
    for v in range(len(board.crew)):
        times = inst.travel[inst.crew[v].mode]
        for k in range(board.crew[v].size):
            item = board.stop[v, k].item
            if inst.item[item].owner != NONE:
                continue
            before, here, after = (
                board.stop[v, k].place,
                board.stop[v, k + 1].place,
                board.stop[v, k + 2].place,
            )
            saved = times[before, here] + times[here, after] - times[before, after]
            rate = (inst.item[item].prize + inst.keep[v, item]) / (
                max(saved, 0) + inst.item[item].service + 1.0
            )
            rate *= np.exp(SPREAD * (2.0 * chance(dice) - 1.0))
            n = min(size, count)
            while n > 0 and measure[n - 1] > rate:
                if n < size:
                    measure[n] = measure[n - 1]
                    torn[n] = torn[n - 1]
                n -= 1
            if n < size:
                measure[n] = rate
                torn[n] = item
                count = min(count + 1, size)
    return count
