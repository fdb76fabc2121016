"""PyVRP on nights whose prizes add up: each place in a neighbourhood of its own, one block open."""

from __future__ import annotations

import datetime as dt
import warnings
from itertools import permutations

import msgspec
import numpy as np
import pytest

from sejuk.model.force import Agency, Role, Roster, RosterLine
from sejuk.model.time import Shift
from sejuk.model.values import AreaTension, History, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.night import Night
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.pyvrp_engine import PyvrpParams, pyvrp_round
from sejuk.planning.tour import items_of, time_tour
from tests.planning.chance import SETTINGS, grid_district, problem_of


def additive(seed: int, places: int = 6) -> PatrolProblem:
    """One crew, 45 minutes from 22.00; all but the post are open from 22.00 to 22.22 only."""
    rng = np.random.default_rng(seed)
    cells = rng.choice(20, size=places, replace=False)
    district = grid_district(
        [(int(c) % 5, int(c) // 5) for c in cells],
        [(str(k + 1),) for k in range(places)],
        facts=[{"opens": 22 * 60, "closes": 22 * 60 + 59} for _ in range(places)],
    )
    roster = Roster(lines=(RosterLine(agency=Agency.POLRI, role=Role.LEADER, people=2),))
    night = Night(
        district=district,
        roster=roster,
        crews=make_crews(roster, settings=SETTINGS, police_post="p0", count=1),
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(22), end=dt.time(0)),
        tension=Tension(
            areas=tuple(
                AreaTension(area=str(k + 1), mean=float(rng.integers(1, 100)))
                for k in range(places)
            )
        ),
        history=History(),
        floors={},
        settings=msgspec.structs.replace(SETTINGS, joint_visits_per_night=0),
    )
    return problem_of(night)


def total(problem: PatrolProblem, order: tuple[int, ...]) -> float | None:
    """Σ (w + η + 2 for a new place) − 0.01 a minute; None when it does not fit."""
    items = items_of(problem)
    tour = tuple(place * 2 for place in order)
    timed = time_tour(problem, items, items.windows(problem, (tour,)), 0, tour)
    if timed is None:
        return None
    return sum(float(problem.value[i, 0]) + 8 + 2 for i in order) - timed.travel / 6000


@pytest.mark.parametrize("seed", range(12))
def test_additive_prizes_are_collected_best(seed: int) -> None:
    problem = additive(seed)
    # Hours end a second before block 1 begins, at 23.00.
    assert (problem.value[1:, 0] > 0).all()
    assert (problem.value[:, 1] == 0).all()
    items = items_of(problem)
    best = max(
        value
        for k in range(6)
        for order in permutations(range(1, 6), k)
        if (value := total(problem, order)) is not None
    )
    found = pyvrp_round(problem, items, ((),), PyvrpParams(iterations=150), seed)
    assert found is not None
    assert total(problem, tuple(int(items.place[i]) for i in found[0])) == pytest.approx(best)


def test_its_warnings_stay_inside() -> None:
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        pyvrp_round(additive(0), items_of(additive(0)), ((),), PyvrpParams(iterations=20), 0)
    assert heard == []


def test_equal_for_equal() -> None:
    problem = additive(1)
    items = items_of(problem)
    one, two = (pyvrp_round(problem, items, ((),), PyvrpParams(iterations=50), 9) for _ in "ab")
    assert one == two
