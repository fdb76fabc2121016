"""How wide a plan is: visits, different places, neighbourhoods, priority place-blocks."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.objective import Visited
from sejuk.planning.problem import Breadth, PatrolProblem


def breadth_of(
    problem: PatrolProblem, visits: tuple[Visited, ...], count: NDArray[np.int64]
) -> Breadth:
    """How wide these visits are; count: [h] visits."""
    cells = {(visit.place, visit.block) for visit in visits}
    return Breadth(
        visits=len(visits),
        places=len({visit.place for visit in visits}),
        neighbourhoods=int((count > 0).sum()),
        priority=sum(bool(problem.urgent[cell]) for cell in cells),
    )


def reached(least: Breadth, found: Breadth) -> int:
    """How much of what is asked for is there, all counts together."""
    return sum(msgspec.structs.astuple(no_more_than(least, found)))


def no_more_than(least: Breadth, found: Breadth) -> Breadth:
    """What is asked for, as far as it was found."""
    return Breadth(
        **{
            name: min(getattr(least, name), getattr(found, name))
            for name in Breadth.__struct_fields__
        }
    )
