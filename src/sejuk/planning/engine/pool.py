"""Good routes met on the way, each set of items once, for `recombine`."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sejuk.kernels.compiled import kernel
from sejuk.kernels.dice import new_dice
from sejuk.planning.engine.board import Board
from sejuk.planning.engine.model import Instance, Ints


class Pool(NamedTuple):
    """A ring of routes and a table of what has been seen."""

    route: Ints
    """[R, L] items in order."""
    size: Ints
    crew: Ints
    """[R]"""
    mark: NDArray[np.uint64]
    """[R] the sum of the keys of its items."""
    filled: Ints
    """[1] routes ever added."""
    seen: NDArray[np.uint64]
    """[2^n] marks, each at the slot its low bits say; a later one takes the place of a former."""
    key: NDArray[np.uint64]
    """[j] a random number for each item."""
    kind: Ints
    """[v] crews of one kind can drive each other's routes."""


def new_pool(inst: Instance, most: int) -> Pool:
    """Empty, with room for `most` routes; the oldest make way."""
    items = len(inst.item)
    generator = np.random.default_rng(int(new_dice(items)[0]))
    slots = 1 << (4 * most).bit_length()
    return Pool(
        route=np.zeros((most, items + 1), np.int64),
        size=np.zeros(most, np.int64),
        crew=np.zeros(most, np.int64),
        mark=np.zeros(most, np.uint64),
        filled=np.zeros(1, np.int64),
        seen=np.zeros(slots, np.uint64),
        key=generator.integers(1, 2**63, items + len(inst.crew)).astype(np.uint64),
        kind=crew_kinds(inst),
    )


def crew_kinds(inst: Instance) -> Ints:
    """[v] the first crew that may do exactly what this one may."""
    crews = range(len(inst.crew))
    alike = [
        [bool(inst.crew[u] == inst.crew[v] and (inst.keep[u] == inst.keep[v]).all()) for u in crews]
        for v in crews
    ]
    return np.array([row.index(True) for row in alike], np.int64)


@kernel
def remember(pool: Pool, board: Board) -> None:
    """Add the tours of a board that are not known yet."""
    most, slots = len(pool.size), len(pool.seen)
    for v in range(len(board.crew)):
        size = board.crew[v].size
        if size == 0:
            continue
        mark = pool.key[len(pool.key) - 1 - pool.kind[v]]
        for k in range(size):
            mark += pool.key[board.stop[v, k].item]
        slot = np.int64(mark & np.uint64(slots - 1))
        if pool.seen[slot] == mark:
            continue
        pool.seen[slot] = mark
        n = pool.filled[0] % most
        pool.filled[0] += 1
        pool.mark[n] = mark
        pool.crew[n] = v
        pool.size[n] = size
        for k in range(size):
            pool.route[n, k] = board.stop[v, k].item
