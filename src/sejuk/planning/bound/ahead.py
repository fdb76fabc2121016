"""Compiles the bound's kernels before they are called, for the types that every night has."""

from __future__ import annotations

import numpy as np

from sejuk.kernels.compiled import compile_for, is_compiled_for
from sejuk.planning.bound.memory import memory_of, slots_of
from sejuk.planning.bound.ng_route import Room, forward, trace

TABLE, ROW, TICKS = np.zeros((2, 2), np.int64), np.zeros(2, np.int64), np.zeros(2, np.float32)
VALUES, FLAGS = np.zeros((2, 2), np.float32), np.zeros(2, np.bool_)
ROOM = Room(
    carry=VALUES,
    board=VALUES,
    second=VALUES,
    beaten=TICKS,
    live=FLAGS,
    alive=ROW,
    earlier=VALUES,
    pieces=ROW,
    starts=ROW,
    more=FLAGS,
)
INPUTS = (
    *(TABLE, VALUES, TABLE, memory_of([[1], [0]]), ROW, TICKS),
    *(TICKS, ROW, TICKS, ROW, ROW, ROW, TICKS, TICKS, FLAGS),
    *(slots_of([0, 1, 2], 0), 0, VALUES, VALUES, ROOM),
)
"""What both begin with (`_Table` in `pricing.py`)."""


def has_forward() -> bool:
    """Whether a bound would compile no tables, as far as the disk tells."""
    return is_compiled_for(forward, *INPUTS, 0, 0, VALUES)


def compile_forward() -> None:
    """One share: tables of routes."""
    compile_for(forward, *INPUTS, 0, 0, VALUES)


def compile_trace() -> None:
    """The other: the routes in them."""
    compile_for(trace, *INPUTS, 0, 0)
