"""The plans to compare with, on a line of places."""

from __future__ import annotations

import numpy as np
import pytest

from sejuk.planning.baselines import filled_tour, manual_tours, named_tour, zones
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.tour import items_of, time_tour
from tests.planning.test_tour import line_problem


def named(problem: PatrolProblem, legs: tuple[int, ...]) -> list[int]:
    items = items_of(problem)
    return [int(items.place[i]) for i in named_tour(problem, items, legs) if items.is_optional(i)]


@pytest.mark.parametrize(
    ("legs", "expected"),
    [
        ((1, 2, 3, 4), [1, 2, 3, 4]),
        # In the order given; a place again is passed; the post is no place for a visit.
        ((4, 1, 4, 2), [4, 1, 2]),
        ((0, 2, 0), [2]),
        ((), []),
    ],
)
def test_named_stops_at_each_leg_once(legs: tuple[int, ...], expected: list[int]) -> None:
    assert named(line_problem(), legs) == expected


def test_named_passes_a_closed_place_and_goes_on() -> None:
    assert named(line_problem(opens=8 * 60, closes=12 * 60), (1, 2, 3)) == [1, 3]


def test_named_ends_when_the_shift_does() -> None:
    # One hour: 2 + 12, 2 + 12, 2 + 12 and 6 home are 48 minutes; a fourth takes 64.
    assert named(line_problem(hours=1), (1, 2, 3, 4)) == [1, 2, 3]


def test_named_has_its_break() -> None:
    problem = line_problem(hours=5)
    items = items_of(problem)
    tour = named_tour(problem, items, (1, 2, 3, 4))
    assert items.visits in tour
    assert time_tour(problem, items, items.windows(problem, (tour,)), 0, tour) is not None


def test_filled_keeps_the_legs_and_adds_to_them() -> None:
    problem = line_problem()
    items = items_of(problem)
    legs = named_tour(problem, items, (3, 1))
    filled = filled_tour(problem, items, (3, 1))
    assert [i for i in filled if i in legs] == list(legs)
    assert len(filled) > len(legs)


def test_manual_takes_the_best_rate() -> None:
    # All are worth 10 + 8; p1 is 2 minutes away, then p2 …, each 14 minutes; then none is left.
    problem, items, tours = manual_tours(line_problem())
    assert [int(items.place[i]) for i in tours[0]] == [1, 2, 3, 4]
    assert problem.meetings == ()


def test_zones_are_as_many_as_crews_and_as_even_as_can_be() -> None:
    problem = line_problem()
    assert np.bincount(zones(problem)).tolist() == [len(problem.places)]
