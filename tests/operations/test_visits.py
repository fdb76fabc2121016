"""Visits by dwell, not by passing; and flags for what cannot be so.

Times in minutes, metres on a line.
"""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sejuk.operations.visits import EARTH_M, Flag, Spot, TrackPoint, flags, stays

LAT = -6.18


def lon(east_m: float) -> float:
    return 106.85 + math.degrees(east_m / (EARTH_M * math.cos(math.radians(LAT))))


def track(*seen: tuple[float, float], off: float = 8) -> list[TrackPoint]:
    """(minute, metres east)."""
    return [TrackPoint(at_ms=int(m * 60_000), lon=lon(x), lat=LAT, accuracy_m=off) for m, x in seen]


SPOTS = [Spot(id="pasar", lon=lon(0), lat=LAT), Spot(id="pos", lon=lon(500), lat=LAT)]

VISITS = [
    ("stays", [(0, 0), (2, 5), (4, 10)], [("pasar", 0, 4)]),
    ("passes", [(0, -100), (1, 0), (2, 100)], []),
    ("too short", [(0, 0), (2, 0)], []),
    ("the edge of the fence", [(0, 39), (4, 39)], [("pasar", 0, 4)]),
    ("just outside", [(0, 41), (4, 41)], []),
    ("two places", [(0, 0), (5, 0), (10, 500), (15, 500)], [("pasar", 0, 5), ("pos", 10, 15)]),
    ("a silence ends it", [(0, 0), (4, 0), (12, 0), (16, 0)], [("pasar", 0, 4), ("pasar", 12, 16)]),
    (
        "out and in again",
        [(0, 0), (4, 0), (5, 200), (6, 0), (10, 0)],
        [("pasar", 0, 4), ("pasar", 6, 10)],
    ),
    ("one jump is no way out", [(0, 0), (2, 0), (2.1, 9000), (4, 0)], [("pasar", 0, 4)]),
    ("any order", [(4, 10), (0, 0), (2, 5)], [("pasar", 0, 4)]),
    ("nothing", [], []),
]


@pytest.mark.parametrize(("_name", "seen", "expected"), VISITS, ids=[row[0] for row in VISITS])
def test_visits(
    _name: str, seen: list[tuple[float, float]], expected: list[tuple[str, int, int]]
) -> None:
    found = [
        (s.place, s.arrived_ms // 60_000, s.left_ms // 60_000) for s in stays(track(*seen), SPOTS)
    ]
    assert found == expected


def test_a_position_that_is_far_off_says_nothing() -> None:
    assert stays(track((0, 0), (4, 0), off=80), SPOTS) == ()


def test_flags() -> None:
    seen = track((0, 0), (1, 6000), (20, 6100))
    found = [(one.flag, one.value) for one in flags(seen)]
    # 6,000 m in a minute is 100 m/s; 19 minutes without a position.
    assert found == [(Flag.NO_FIX, 19.0), (Flag.TOO_FAST, 100.0)]
    ahead = TrackPoint(at_ms=3_600_000, lon=lon(0), lat=LAT, received_ms=0)
    assert [(one.flag, one.value) for one in flags([ahead])] == [(Flag.CLOCK_OFF, 60.0)]


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(-800, 800)), max_size=40))
def test_stays_are_apart_long_enough_and_in_order(seen: list[tuple[float, float]]) -> None:
    found = stays(track(*seen), SPOTS)
    assert all(s.left_ms - s.arrived_ms >= 3 * 60_000 for s in found)
    assert all(a.left_ms < b.arrived_ms for a, b in pairwise(found))
