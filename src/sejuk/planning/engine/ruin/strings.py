"""Strings of neighbouring tours around a visit (Christiaens & Vanden Berghe 2020, "Slack
induction by string removals for vehicle routing problems", section 5.2)."""

from __future__ import annotations

from sejuk.kernels.compiled import kernel, number
from sejuk.kernels.dice import Dice, below, chance
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.model import NONE, Instance, Ints
from sejuk.planning.engine.ruin.visited import any_loose, is_loose

SPLIT = 0.5
"""How often a string keeps a stretch of its visits (the paper's α)."""
DEEPER = 0.5
"""How often the stretch that is kept grows by one more (1 − the paper's β)."""


@kernel
def strings(inst: Instance, board: Board, dice: Dice, size: int, torn: Ints) -> int:
    """One string from each tour that passes near the seed, until `size` visits are torn out."""
    seed = any_loose(inst, board, dice)
    if seed == NONE:
        return 0
    crews = len(board.crew)
    # The paper draws the strings' lengths up to one limit; here the limit shares out `size`.
    tours = 1 + below(dice, crews)
    length = max(1, size // tours)
    used = 0
    count = number(0)
    for n in range(-1, inst.near.shape[1]):
        item = seed if n < 0 else inst.near[seed, n]
        if used == tours or count >= size:
            break
        if not is_loose(inst, board, item) or _seen(board, torn, count, board.where[item]):
            continue
        count = _string(inst, board, dice, item, min(length, size - count), torn, count)
        used += 1
    return count


@kernel
def _seen(board: Board, torn: Ints, count: int, v: int) -> bool:
    for n in range(count):  # noqa: SIM110  # numba has no `any` over a generator
        if board.where[torn[n]] == v:
            return True
    return False


@kernel
def _string(
    inst: Instance, board: Board, dice: Dice, item: int, length: int, torn: Ints, count: int
) -> int:
    """A string of at most this length that contains the item, perhaps split in two."""
    v = board.where[item]
    size = board.crew[v].size
    length = min(length, size)
    kept = 0
    if length > 1 and chance(dice) < SPLIT:
        while length + kept < size and chance(dice) < DEEPER:
            kept += 1
    at = 0
    while board.stop[v, at].item != item:
        at += 1
    span = length + kept
    first = max(0, at - below(dice, span))
    first = min(first, size - span)
    hole = first + (1 + below(dice, length - 1) if length > 1 else 0)
    for k in range(first, first + span):
        if kept and hole <= k < hole + kept:
            continue
        if inst.item[board.stop[v, k].item].owner == NONE:
            torn[count] = board.stop[v, k].item
            count += 1
    return count
