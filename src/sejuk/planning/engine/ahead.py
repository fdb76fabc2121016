"""Compiles the search's kernels before they are called, in shares that two processes can do at
once: each keeps its own on the disk, where the other finds them.

`anneal` and `wander` call kernels of both shares and hold the code of them all, so they come last.
"""

from __future__ import annotations

import numpy as np

from sejuk.kernels.compiled import compile_for, is_compiled_for
from sejuk.kernels.dice import new_dice
from sejuk.planning.engine.anneal import Tuning, anneal
from sejuk.planning.engine.apart import settle
from sejuk.planning.engine.board import copy_board, new_board
from sejuk.planning.engine.model import instance
from sejuk.planning.engine.operators import recreate, ruin
from sejuk.planning.engine.pool import new_pool
from sejuk.planning.engine.ruin.tear_out import tear_out
from sejuk.planning.engine.stray import StrayTuning, usage_for, wander
from sejuk.planning.engine.worth import worth

TWO, NOUGHTS = np.arange(2), np.zeros(2, np.int64)
INST = instance(
    place=TWO,
    service=NOUGHTS,
    prize=np.zeros(2),
    early=NOUGHTS,
    late=TWO,
    start=NOUGHTS,
    end=NOUGHTS,
    ready=NOUGHTS,
    until=TWO,
    travel=np.zeros((2, 2, 2), np.int64),
    mode=TWO,
)
"""Stands for every night: arrays of each have the same types."""
BOARD, DICE = new_board(INST), new_dice(0)
WHOLE_SEARCH = (
    *(INST, BOARD, BOARD, BOARD, new_pool(INST, 1), DICE),
    *(Tuning(np.zeros(2), np.zeros(2), 0, 0, 0.0, 0.0, 0.0), 0, 0.0, 0.0),
)
"""Arguments of `anneal`."""


USAGE = usage_for(INST, np.zeros((2, 2)), 1)
WHOLE_WALK = (*(INST, BOARD, BOARD, BOARD, DICE, USAGE, StrayTuning()), 0.0, 0, 0.0, 0.0)
"""Arguments of `wander`."""


def has_search() -> bool:
    """Whether a search would compile nothing, as far as the disk tells."""
    return is_compiled_for(anneal, *WHOLE_SEARCH)


def has_walk() -> bool:
    """The same for the walk that leads plans of a pool away from each other."""
    return is_compiled_for(wander, *WHOLE_WALK)


def compile_recreating() -> None:
    """One share: all that puts open items back, and the copies of boards."""
    compile_for(recreate, 0, INST, BOARD, DICE)
    compile_for(copy_board, BOARD, BOARD)


def compile_ruining() -> None:
    """The other, which takes as long: all that takes visits out, and what begins a search."""
    compile_for(tear_out, INST, BOARD, TWO, 0)
    compile_for(ruin, 0, INST, BOARD, DICE, 0, TWO)
    compile_for(settle, INST, BOARD)
    compile_for(worth, INST, BOARD)


def compile_search() -> None:
    """What calls both."""
    compile_for(anneal, *WHOLE_SEARCH)


def compile_walk() -> None:
    """Calls both too."""
    compile_for(wander, *WHOLE_WALK)
