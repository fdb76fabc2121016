"""Three plans to choose from, each for a wish of its own.

- *worth*: the objective of PLANNING.md, as `sejuk plan` makes it, with its bound.
- *widest*: the search pays more for each neighbourhood with a stop, whenever it was last seen.
- *varied*: drawn by lot among near-best plans (stage E), so that nobody can foretell it.

What the search is paid never shows in a plan: all three are assembled and counted by the night's
own objective, so that their figures compare.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from sejuk.model.plan import Plan
from sejuk.planning.drawn import drawn_from, pool_around
from sejuk.planning.improve import worth
from sejuk.planning.night import Night, Search, examined_plan, solved_night
from sejuk.planning.solve import Solved, solve_around
from sejuk.planning.tour import Tours

WORTH, WIDEST, VARIED = "worth", "widest", "varied"

WIDE_VALUE = 40.0
"""Points that the search of *widest* gets for the first stop in a neighbourhood; four plain
visits, so that it never gives one up for a better place nearby."""


class Dice(msgspec.Struct, frozen=True, kw_only=True):
    """Secret until the night is over."""

    seed: bytes
    salt: bytes


def plan_options(night: Night, search: Search, dice: Dice) -> dict[str, Plan]:
    """Name → plan, the three in their order; not yet checked (see `planning/verify`)."""
    solved = solved_night(night, _told(search, WORTH, 0.0, 0.3))
    wide = _widest(solved, _told(search, WIDEST, 0.3, 0.4))
    # A wide plan often leads to one that is worth more than what was found from nothing.
    again = _told(search, WORTH, 0.4, 0.5)
    best = max(solved.tours, wide, key=lambda found: worth(solved.problem, solved.items, found))
    tours = solve_around(
        solved.problem,
        solved.items,
        again.preset,
        best,
        seed=again.seed,
        stop=again.stop,
        progress=again.progress,
        engine=again.engine,
    )
    solved = msgspec.structs.replace(solved, tours=tours)
    plain = msgspec.structs.replace(_told(search, VARIED, 0.5, 0.8), proof=None)
    wide_plan = examined_plan(night, plain, msgspec.structs.replace(solved, tours=wide))
    pool = pool_around(plain, solved)
    found = pool.members[0]  # the best of them, which may hold its meetings at other moments
    if found.objective > wide_plan.figures.objective:
        solved = msgspec.structs.replace(
            solved, problem=found.problem, items=found.items, tours=found.tours
        )
    return {
        WORTH: examined_plan(night, _told(search, "bound", 0.8, 1.0), solved),
        WIDEST: wide_plan,
        VARIED: drawn_from(night, plain, solved, pool, dice.seed, dice.salt),
    }


def _told(search: Search, stage: str, begin: float, end: float) -> Search:
    """The same search, whose progress is a stage of the whole."""

    def tell(_what: str, part: float) -> None:
        search.progress(stage, begin + (end - begin) * part)

    progress: Callable[[str, float], None] = tell
    return msgspec.structs.replace(search, progress=progress)


def _widest(solved: Solved, search: Search) -> Tours:
    problem = solved.problem
    settings = msgspec.structs.replace(
        problem.settings, first_in_neighbourhood_value=WIDE_VALUE, second_visit_factor=0.0
    )
    return solve_around(
        msgspec.structs.replace(problem, settings=settings, fresh=np.ones_like(problem.fresh)),
        solved.items,
        search.preset,
        seed=search.seed,
        stop=search.stop,
        progress=search.progress,
        engine=search.engine,
    )
