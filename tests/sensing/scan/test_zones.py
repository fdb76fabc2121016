"""Zones: distances, limits, order among equals, sets counted once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.sensing.scan.zones import (
    Distance,
    Zones,
    circles,
    first_of_each,
    street_zones,
    within,
    zone_sums,
)
from tests.sensing.scan import oracle


def sets(zones: Zones) -> list[tuple[int, ...]]:
    """All zones, centre by centre."""
    return [tuple(zones.zone(at).tolist()) for at in np.flatnonzero(zones.ends).tolist()]


def of_centre(zones: Zones, centre: int) -> list[tuple[int, ...]]:
    begin, end = zones.starts[centre : centre + 2]
    return [tuple(zones.zone(at).tolist()) for at in range(begin, end) if zones.ends[at]]


LINE = [[0.0, 0.0], [1.0, 0.0], [3.0, 0.0]]


def test_nested_sets_of_nearest() -> None:
    zones = circles(LINE, Distance.CARTESIAN)
    assert of_centre(zones, 0) == [(0,), (0, 1), (0, 1, 2)]
    assert of_centre(zones, 1) == [(1,), (1, 0), (1, 0, 2)]
    assert of_centre(zones, 2) == [(2,), (2, 1), (2, 1, 0)]
    assert zones.radius.tolist() == [0, 1, 3, 0, 1, 2, 0, 2, 3]
    # {0} {01} {012} {1} {2} {12}
    assert int(first_of_each(zones).sum()) == 6


def test_a_limit_includes_what_lies_on_it() -> None:
    assert of_centre(circles(LINE, Distance.CARTESIAN, max_radius=2.0), 2) == [(2,), (2, 1)]
    assert of_centre(circles(LINE, Distance.CARTESIAN, max_members=2), 0) == [(0,), (0, 1)]
    zones = circles(LINE, Distance.CARTESIAN)
    weight = np.array([0.1, 0.2, 0.3])
    assert of_centre(within(zones, weight, 0.1 + 0.2), 0) == [(0,), (0, 1)]
    assert of_centre(within(zones, weight, 0.25), 2) == []
    assert sets(within(zones, weight, 0.0)) == []


def test_of_equally_far_ones_the_lesser_coordinate_comes_first() -> None:
    # SaTScan's order: from the middle of a cross all four are 1 away.
    cross = [[0, 0], [0, 1], [1, 0], [0, -1], [-1, 0]]
    assert of_centre(circles(cross, Distance.CARTESIAN), 0)[-1] == (0, 4, 3, 1, 2)


def test_locations_that_are_one_come_and_stay_out_together() -> None:
    points = [[0, 0], [2, 0], [0, 0], [2, 0]]
    zones = circles(points, Distance.CARTESIAN)
    assert of_centre(zones, 0) == [(0, 2), (0, 2, 1, 3)]
    assert of_centre(zones, 2) == of_centre(zones, 0)
    assert of_centre(within(zones, np.array([1, 1, 1, 1]), 3), 0) == [(0, 2)]
    assert of_centre(circles(points, Distance.CARTESIAN, max_members=3), 0) == [(0, 2)]


def test_a_degree_on_the_equator() -> None:
    # 6367 km · π / 180 = 111.125 km.
    zones = circles([[0, 0], [0, 1]], Distance.GREAT_CIRCLE)
    assert zones.radius[1] == pytest.approx(6367 * math.pi / 180)


@settings(max_examples=50)
@given(seed=st.integers(0, 2**32 - 1), great=st.booleans(), spread=st.sampled_from([1e-3, 1, 80]))
def test_as_by_brute_force(seed: int, great: bool, spread: float) -> None:
    rng = np.random.default_rng(seed)
    points = rng.uniform(-spread, spread, (9, 2))
    weight = rng.uniform(0, 1, 9)
    distance = Distance.GREAT_CIRCLE if great else Distance.CARTESIAN
    apart = oracle.great_circle if great else oracle.cartesian
    at = [tuple(p) for p in points.tolist()]
    radius = apart(at[0], at[1]) * 1.0001
    zones = within(circles(points, distance, max_radius=radius), weight, 3.0)
    expected = oracle.zones_of(at, apart, radius, weight.tolist(), 3.0)
    assert [of_centre(zones, centre) for centre in range(9)] == expected
    assert int(first_of_each(zones).sum()) == len({frozenset(z) for own in expected for z in own})
    sums = zone_sums(zones, weight)[zones.ends]
    assert sums == pytest.approx([sum(weight[list(z)]) for own in expected for z in own])


def test_streets_bound_a_zone_not_the_straight_line() -> None:
    # Areas 0 and 1 are neighbours across a river: 900 m by the bridge.
    apart = np.array(
        [
            [0, 900, 200, math.inf],
            [900, 0, 700, math.inf],
            [200, 700, 0, math.inf],
            [math.inf, math.inf, math.inf, 0],
        ]
    )
    zones = street_zones(apart)
    assert [of_centre(zones, c) for c in range(4)] == [
        [(0,), (0, 2)],
        [(1,)],
        [(2,), (2, 0)],
        [(3,)],
    ]
    assert of_centre(street_zones(apart, most_metres=1000, most_members=2), 1) == [(1,), (1, 2)]
    assert len(of_centre(street_zones(np.zeros((30, 30))), 7)) == 15


def test_an_area_is_the_first_of_its_own_zones() -> None:
    assert of_centre(street_zones(np.zeros((3, 3))), 2)[0] == (2,)
    assert street_zones(np.zeros((3, 3))).radius.tolist() == [0.0] * 9


@pytest.mark.parametrize("wrong", [[[0, 1]], [[0, -1], [1, 0]], [[0, math.nan], [1, 0]]])
def test_no_matrix_of_distances(wrong: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="distances"):
        street_zones(wrong)
