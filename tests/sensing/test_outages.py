"""Outages: given and found, and how much of each day they leave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from sejuk.model.kinds.field import Origin
from sejuk.model.report import Incident, Outage
from sejuk.sensing.days import Days
from sejuk.sensing.outages import SilenceParams, open_part, silences

NOW = datetime(2024, 11, 28, 14, 0, tzinfo=UTC)
DAYS = Days(now=NOW, zone="Asia/Jakarta", count=4)
AREAS = ("1", "2")
BY = SilenceParams()


def incident(days_ago: float, origin: Origin = Origin.RESIDENT) -> Incident:
    at = NOW - timedelta(days=days_ago)
    return Incident(
        id="",
        group="kejahatan",
        severity=3,
        origin=origin,
        area="1",
        node=None,
        began=at,
        known=at,
        reports=1,
    )


def every(days: float, first: float, last: float) -> list[Incident]:
    return [incident(ago) for ago in np.arange(last, first, days)]


def outage(first: float, last: float, **more: object) -> Outage:
    """From so many days ago to so many days ago."""
    span = {"begins": NOW - timedelta(days=first), "ends": NOW - timedelta(days=last)}
    return Outage(**{"origin": None, "area": None, **span, **more})  # type: ignore[arg-type]


SILENT = [
    # ln 1000 = 6.9 incidents are missing: at one a day, a silence of seven days.
    ("one a day, six days", every(1.0, 60, 6), 0),
    ("one a day, eight days", every(1.0, 60, 8), 1),
    ("four a day, two days", every(0.25, 60, 2), 1),
    ("forty a day, of a night", every(0.025, 60, 0.4), 0),
    ("it came back", every(1.0, 60, 20) + every(1.0, 10, 0), 1),
    ("too few to say", every(1.0, 58, 50), 0),
    ("one a month", every(30.0, 400, 40), 0),
]


@pytest.mark.parametrize(("name", "told", "count"), SILENT, ids=[row[0] for row in SILENT])
def test_a_source_that_went_silent(name: str, told: list[Incident], count: int) -> None:
    found = silences(told, NOW, BY)
    assert len(found) == count, name
    for one in found:
        assert (one.origin, one.area) == (Origin.RESIDENT, None)


def test_each_source_by_itself() -> None:
    told = [*every(1.0, 60, 0), *(incident(ago, Origin.AGENCY) for ago in range(20, 60))]
    (found,) = silences(told, NOW, BY)
    assert found.origin is Origin.AGENCY
    assert (found.begins, found.ends) == (NOW - timedelta(days=20), NOW)


OPEN = [
    ("none", [], [1, 1, 1, 1, 1]),
    ("a day and a half", [outage(2.5, 1.0)], [1, 0.5, 0, 1, 1]),
    ("noted twice", [outage(2.5, 1.0), outage(2.0, 1.0)], [1, 0.5, 0, 1, 1]),
    ("still going on", [outage(1.0, -3.0)], [1, 1, 1, 0, 1]),
    ("of another area", [outage(2.0, 1.0, area="2")], [1, 1, 1, 1, 1]),
    ("of an area of another map", [outage(2.0, 1.0, area="9")], [1, 1, 1, 1, 1]),
    # Residents made known 3 of 4, and are counted once more.
    ("of one source", [outage(2.0, 1.0, origin=Origin.AGENCY)], [1, 1, 0.8, 1, 1]),
    ("of a source of the other stream", [outage(2.0, 1.0, origin=Origin.MEDIA)], [1, 1, 1, 1, 1]),
]


@pytest.mark.parametrize(("name", "outages", "expected"), OPEN, ids=[row[0] for row in OPEN])
def test_what_is_left_of_each_day(name: str, outages: list[Outage], expected: list[float]) -> None:
    told = [incident(n) for n in range(3)] + [incident(3, Origin.AGENCY)]
    found = open_part(DAYS, AREAS, told, outages)
    assert found[0] == pytest.approx(expected), name


def test_days_end_now() -> None:
    """14.00 UTC is 21.00 WIB: the middle of the last day is 09.00 of that date."""
    moments = np.array([(NOW - timedelta(days=d)).timestamp() for d in (0.0, 0.9, 1.1, 4.5)])
    assert DAYS.of(moments).tolist() == [3, 3, 2, -1]
    assert DAYS.date(3).isoformat() == "2024-11-28"
    assert DAYS.of_date(DAYS.date(1)) == 1
    # 28 November 2024 was a Thursday.
    assert DAYS.weekdays().tolist() == [0, 1, 2, 3, 4]
