"""The severity-5 rule: what counts, and how often."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sejuk.model.kinds.field import Origin
from sejuk.model.kinds.warning import WarningCause
from sejuk.model.report import IncidentKind, Report, Verification
from sejuk.sensing.ground import ground
from sejuk.sensing.severe import Severe, severe_incidents
from tests.sensing.streets import street

ZONE = ZoneInfo("Asia/Jakarta")
NINE = datetime(2024, 11, 28, 14, tzinfo=UTC)
"""21.00 in Jakarta."""
KINDS = {
    "tawuran": IncidentKind(severity=5, group="kekerasan"),
    "perkelahian": IncidentKind(severity=4, group="kekerasan"),
    "pembakaran": IncidentKind(severity=5),
    "unjuk-rasa": IncidentKind(severity=0),
}


GROUND = ground({"RW 01", "RW 01|RW 02"})


def report(id_: str = "a", hours: float = 0.0, **more: Any) -> Report:  # noqa: ANN401
    """A resident tells of a brawl in RW 01, so many hours after nine; known a minute later."""
    at = NINE + timedelta(hours=hours)
    usual: dict[str, Any] = {"what": "tawuran", "origin": Origin.RESIDENT, "area": "RW 01"}
    times = {"happened": at, "received": at + timedelta(minutes=1)}
    return Report(**{"id": id_, **usual, **times, **more})


def found(*reports: Report) -> tuple[Severe, ...]:
    return severe_incidents(reports, KINDS, GROUND, ZONE)


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"origin": Origin.AGENCY}, True),
        ({"origin": Origin.DISCOVERED}, False),
        ({"origin": Origin.DISPATCHED}, False),
        ({"origin": Origin.MEDIA}, False),
        ({"what": "perkelahian"}, False),
        ({"what": "perkelahian", "severity": 5}, True),  # as whoever tells it says
        ({"severity": 4}, False),
        ({"verification": Verification.CONFIRMED}, True),
        ({"verification": Verification.REFUTED}, False),
        ({"area": "RW 01|RW 02"}, True),
        ({"area": "RW 09"}, False),  # another district's
        ({"what": "unjuk-rasa", "severity": 5}, False),  # G7: no threat, whatever is told of it
        ({"what": "entah", "severity": 5}, False),
    ],
)
def test_what_counts(changes: dict[str, Any], counts: bool) -> None:
    assert len(found(report(**changes))) == counts


def test_many_who_tell_of_one_thing_make_one_warning() -> None:
    """Whoever was first to be heard is named, in whatever order they are looked at."""
    late = report("b", hours=-2.5, received=NINE + timedelta(hours=4))
    reports = (report("a"), late, report("c", hours=3.0, what="perkelahian", severity=5))
    for order in permutations(reports):
        (severe,) = found(*order)
        assert severe.reports == {"a", "b", "c"}
        assert severe.warning.incidents == ("a",)
        assert severe.warning.raised == NINE + timedelta(minutes=1)


@pytest.mark.parametrize(
    "other",
    [
        report("b", hours=3.01),
        report("b", area="RW 01|RW 02"),
        report("b", what="pembakaran"),
    ],
)
def test_two_things_make_two(other: Report) -> None:
    assert [severe.warning.observed for severe in found(report(), other)] == [1, 1]


def test_it_says_where_and_when_and_that_it_has_no_budget() -> None:
    (severe,) = found(report(hours=4.0))
    warning = severe.warning
    assert (warning.cause, warning.stream) == (WarningCause.SEVERE, "kekerasan")
    assert warning.areas == ("RW 01",)
    # One in the morning in Jakarta, when it is still the 28th in UTC.
    assert warning.since == warning.until == date(2024, 11, 29)
    assert warning.false_alarm_days is warning.recurrence_days is warning.p is None


def test_a_brawl_across_a_border_is_one() -> None:
    """Nodes of the street are 60 m apart; the border lies between the second and the third."""
    areas = ["RW 01"] * 3 + ["RW 01|RW 02"] + ["RW 02"] * 8
    across = ground({"RW 01", "RW 01|RW 02", "RW 02"}, street(60.0), areas)

    def found_at(*nodes: int) -> tuple[Severe, ...]:
        told = [report(f"{n}", area=areas[n], node=n) for n in nodes]
        return severe_incidents(told, KINDS, across, ZONE)

    (severe,) = found_at(2, 4, 3)
    assert severe.reports == {"2", "3", "4"}
    assert severe.warning.areas == ("RW 01", "RW 01|RW 02", "RW 02")
    assert severe.warning.incidents == ("2",)
    # 180 m are more than 150.
    assert [s.warning.areas for s in found_at(1, 4)] == [("RW 01",), ("RW 02",)]
    # Who knows the area alone goes with what is told of there.
    unplaced = report("x", area="RW 02")
    told = [report("2", area="RW 01", node=2), report("4", area="RW 02", node=4), unplaced]
    assert len(severe_incidents(told, KINDS, across, ZONE)) == 1


def test_what_goes_on_for_half_a_day_is_told_again() -> None:
    told = [report(f"{n}", hours=2.5 * n) for n in range(8)]  # to 17.5 hours
    assert [len(severe.reports) for severe in found(*told)] == [5, 3]
