"""ZoneSets: nested sets around each area, by hand on streets of four areas."""

from __future__ import annotations

import numpy as np
import pytest

from sejuk.sensing.scan.zones import street_zones
from sejuk.sensing.zones import ZoneSets, sets_of

LINE = np.abs(np.subtract.outer(np.arange(4.0), np.arange(4.0))) * 200.0
"""Four areas along one street, 200 m apart."""


def sets(zones: ZoneSets) -> set[frozenset[int]]:
    found = [frozenset(zones.of(z).tolist()) for z in range(len(zones))]
    assert len(found) == len(set(found)), "each set once"
    return set(found)


def check(expected: list[str], **limits: float) -> None:
    assert sets(sets_of(street_zones(LINE, **limits))) == {  # type: ignore[arg-type]
        frozenset(int(area) for area in zone) for zone in expected
    }


def test_around_each_its_nearest() -> None:
    # From 0: 0, 01, 012 (400 m); from 1: 1, 0 before 2 (equally far), then 3; from 2: 2, 1, 3, 0.
    check(["0", "01", "012", "1", "0123", "2", "12", "123", "3", "23"])


def test_no_further_than_the_limit() -> None:
    check(["0", "01", "1", "012", "2", "12", "123", "3", "23"], most_metres=200.0)


def test_no_more_members_than_the_limit() -> None:
    check(["0", "01", "1", "2", "12", "3", "23"], most_members=2)


def test_where_no_way_leads_there_is_no_zone() -> None:
    apart = LINE.copy()
    apart[:2, 2:] = apart[2:, :2] = np.inf
    assert sets(sets_of(street_zones(apart))) == {
        frozenset(s) for s in ({0}, {0, 1}, {1}, {2}, {2, 3}, {3})
    }


def test_sums() -> None:
    zones = sets_of(street_zones(LINE, most_metres=200.0))
    values = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0], [8.0, 80.0]])
    total = zones.total(values)
    for z in range(len(zones)):
        assert total[z].tolist() == pytest.approx(values[zones.of(z)].sum(axis=0).tolist())
