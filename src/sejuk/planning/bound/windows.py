"""When a place may be visited in each block, as far as one route can know it."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.bound.ng_route import Ints
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import Items


class Windows(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    visit: Ints
    """place × blocks + block of each window, ascending."""
    place: Ints
    begin: Ints
    end: Ints
    """First and last second at which a visit may start."""
    open: NDArray[np.bool_]
    """[places, B]"""
    twice: NDArray[np.bool_]
    """[places, B] whether two visits in the block can keep the separation."""


def visit_windows(problem: PatrolProblem, items: Items, *, second_visits: bool) -> Windows:
    """One window for each place-block that is open; around a joint visit in the block one before
    and one after it, where second visits are allowed."""
    blocks = problem.value.shape[1]
    separation = problem.settings.separation_minutes * 60
    rows: list[tuple[int, int, int]] = []
    twice = np.zeros(problem.value.shape, bool)
    for visit in range(items.firsts):
        i, b = divmod(visit, blocks)
        early, late = int(problem.early[i, b]), int(problem.late[i, b])
        spans = [(early, late)]
        for m in problem.meetings:
            if m.joint and m.place == i:
                before, after = (
                    m.start - separation - problem.dwell,
                    m.start + m.seconds + separation,
                )
                spans = [
                    part
                    for first, last in spans
                    for part in ((first, min(last, before)), (max(first, after), last))
                ]
                if m.block == b and not second_visits:
                    spans = []
        spans = [(first, last) for first, last in spans if first <= last]
        rows += [(visit, first, last) for first, last in spans]
        if second_visits and spans:
            apart = separation + problem.dwell
            here = any(m.joint and m.place == i and m.block == b for m in problem.meetings)
            twice[i, b] = here or spans[-1][1] - spans[0][0] >= apart
    table = np.array(rows, np.int64).reshape(-1, 3)
    is_open = np.zeros(problem.value.size, bool)
    is_open[table[:, 0]] = True
    return Windows(
        visit=table[:, 0],
        place=table[:, 0] // blocks,
        begin=table[:, 1],
        end=table[:, 2],
        open=is_open.reshape(problem.value.shape),
        twice=twice,
    )
