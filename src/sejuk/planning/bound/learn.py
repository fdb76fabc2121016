"""Which places have to be remembered where: as few as the routes in use need (Roberti & Mingozzi
2014, "Dynamic ng-path relaxation for the delivery man problem", section 4).

A route that comes back to a place too early is no true one. It is priced because a place on the way
back does not remember the first visit. So those places learn it, a few at a time, and only
where a route that the master uses goes wrong: most places of most segments remember nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.bound.master import Column
from sejuk.planning.problem import PatrolProblem

Remembered = Mapping[tuple[int, int], Mapping[int, tuple[int, ...]]]
"""(class, segment) → place → the others that it remembers."""

IN_USE = 1e-3
"""Share of a route from which it counts."""


class Nearness(msgspec.Struct, frozen=True, kw_only=True):
    """When two visits of a route to a place are too near, as far as a memory can tell."""

    blocks: int
    middles: tuple[tuple[int, int], ...]
    """First second and the one after the last, around each end of a block."""

    def between(self, column: Column) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Of a route each place that it comes back to too early, and those on the way back. Over a
        break nothing is remembered."""
        places = [visit // self.blocks for visit in column.visits]
        for place in set(places):
            at = [n for n, other in enumerate(places) if other == place]
            for a, b in pairwise(at):
                if not a < column.pause <= b and self._too_near(column, a, b):
                    yield place, tuple(places[a + 1 : b])

    def _too_near(self, column: Column, a: int, b: int) -> bool:
        first, then = column.starts[a], column.starts[b]
        twice = column.visits[a] == column.visits[b] and not column.again[b]
        return twice or any(begin <= first and then < end for begin, end in self.middles)


def nearness_of(problem: PatrolProblem) -> Nearness:
    """Of a night."""
    apart = problem.dwell + problem.settings.separation_minutes * 60
    return Nearness(
        blocks=problem.value.shape[1],
        middles=tuple(
            (second - apart // 2, second - apart // 2 + apart) for second in problem.bounds[1:-1]
        ),
    )


def learned(
    remembered: Remembered,
    columns: Sequence[Column],
    share: NDArray[np.float64],
    nearness: Nearness,
    most: int,
) -> Remembered | None:
    """With what forbids these routes, those with the largest share first, as far as no place has
    to remember more than so many; None where there is nothing to learn. share: [columns]."""
    more = {key: dict(held) for key, held in remembered.items()}
    grown = False
    for n in np.argsort(-share, kind="stable"):
        if share[n] < IN_USE:
            break
        held = more[columns[n].crews, columns[n].segment]
        for place, way in nearness.between(columns[n]):
            lacking = [other for other in way if place not in held[other]]
            if all(len(held[other]) < most for other in lacking):
                grown |= bool(lacking)
                held.update({other: (*held[other], place) for other in lacking})
    return more if grown else None


def is_forbidden(column: Column, remembered: Remembered, nearness: Nearness) -> bool:
    """Whether a place that the route comes back to is remembered all the way."""
    held = remembered[column.crews, column.segment]
    return any(
        all(place in held[other] for other in way) for place, way in nearness.between(column)
    )
