"""The objective of PLANNING.md, over the visits of a night.

Σ w_ib (y¹_ib + 0.3 y²_ib) + η Σ first_h + Σ β z_j − ρ Σ short_h − σ Σ overgap_i − ε · travel
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from sejuk.planning.problem import NOBODY, PatrolProblem


class Visited(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One dialogue visit; a joint visit of several crews is one."""

    start: int
    place: int
    block: int
    joint: bool = False


class Scored(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the visits of a night are worth and for whom they count."""

    objective: float
    hood: tuple[int, ...]
    """[visits, in the order given] the neighbourhood each counts for."""
    first: tuple[bool, ...]
    """Whether it is the first stop in a neighbourhood that earns η."""
    second: tuple[bool, ...]
    """Whether it is a second (or later) visit to its place and block."""
    count: NDArray[np.int64]
    """[h] visits."""
    short: NDArray[np.int64]
    """[h] dialogue visits missing to the floor."""
    over: int
    """Visits beyond the cap of their neighbourhood."""
    aimed: int
    """Neighbourhoods where a visit is only sought, and not made."""
    owed: int
    """Places that the service floor or a commander wants visited tonight and that are not."""


def score(problem: PatrolProblem, visits: tuple[Visited, ...], travel_seconds: float) -> Scored:
    """The objective of these visits and how they count."""
    settings = problem.settings
    hood = count_for(problem, visits)
    count = np.bincount(np.array(hood, np.int64), minlength=len(problem.fresh))
    order = sorted(
        range(len(visits)), key=lambda k: (visits[k].start, problem.places[visits[k].place].id)
    )
    first, second = [False] * len(visits), [False] * len(visits)
    seen_hood: set[int] = set()
    times: Counter[tuple[int, int]] = Counter()
    total = 0.0
    for k in order:
        visit = visits[k]
        times[visit.place, visit.block] += 1
        nth = times[visit.place, visit.block]
        second[k] = nth > 1
        weight = (1.0, settings.second_visit_factor)[nth - 1] if nth <= 2 else 0.0
        total += weight * float(problem.value[visit.place, visit.block])
        if hood[k] not in seen_hood:
            seen_hood.add(hood[k])
            first[k] = bool(problem.fresh[hood[k]])
            total += settings.first_in_neighbourhood_value * first[k]
        total += settings.joint_visit_value * visit.joint
    short = np.maximum(problem.floor - count, 0)
    seen = {visit.place for visit in visits}
    missed = set(np.flatnonzero(problem.over_gap).tolist()) - seen
    total -= settings.missing_dialogue_penalty * float(short.sum())
    total -= settings.over_gap_penalty * len(missed)
    total -= settings.travel_penalty_per_minute * travel_seconds / 60
    return Scored(
        objective=total,
        hood=hood,
        first=tuple(first),
        second=tuple(second),
        count=count,
        short=short,
        over=int(np.maximum(count - problem.cap, 0).sum()),
        aimed=int((problem.aim & (problem.floor == 0) & (count == 0)).sum()),
        owed=len(set(np.flatnonzero(problem.must).tolist()) - seen)
        + sum(cell not in times for cell in problem.pinned_blocks),
    )


def count_for(problem: PatrolProblem, visits: Iterable[Visited]) -> tuple[int, ...]:
    """The neighbourhood each visit counts for.

    A border counts for the side with fewer stops that night, tie: the lower id. Places
    inside a neighbourhood are counted first, then borders by start and place id.
    """
    visits = tuple(visits)
    sides = problem.sides[[visit.place for visit in visits]].tolist() if visits else []
    hood = [low for low, _ in sides]
    border = [k for k, (_, high) in enumerate(sides) if high != NOBODY]
    stops = Counter(low for low, high in sides if high == NOBODY)
    for k in sorted(border, key=lambda k: (visits[k].start, problem.places[visits[k].place].id)):
        low, high = sides[k]
        hood[k] = low if stops[low] <= stops[high] else high
        stops[hood[k]] += 1
    return tuple(hood)
