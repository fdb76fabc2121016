"""Visits anywhere (Pisinger & Ropke 2007, "A general heuristic for vehicle routing problems",
section 5.1.2)."""

from __future__ import annotations

from sejuk.kernels.compiled import kernel
from sejuk.kernels.dice import Dice, below
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.model import Instance, Ints
from sejuk.planning.engine.ruin.visited import loose_items


@kernel
def random_visits(inst: Instance, board: Board, dice: Dice, size: int, torn: Ints) -> int:
    """Each visit as likely as the next."""
    count = loose_items(inst, board, torn)
    size = min(size, count)
    for n in range(size):
        m = n + below(dice, count - n)
        torn[n], torn[m] = torn[m], torn[n]
    return size
