"""Day by day in one area: what is counted, and what is usual."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from sejuk.model.kinds.field import Origin
from sejuk.model.report import Incident
from sejuk.sensing.daily import Daily, daily
from sejuk.sensing.days import Days
from sejuk.sensing.ground import ground

NOW = datetime(2024, 11, 28, 14, tzinfo=UTC)
DAYS = Days(now=NOW, zone="Asia/Jakarta", count=60)
GROUND = ground({"1", "2", "3", "1|2", "2|3"})


def incident(ago: float, area: str = "1", **more: Any) -> Incident:  # noqa: ANN401
    """Told by a resident, so many days ago."""
    began = NOW - timedelta(days=ago)
    usual: dict[str, Any] = {"group": "bentrokan", "severity": 3, "origin": Origin.RESIDENT}
    place: dict[str, Any] = {"area": area, "node": None}
    times: dict[str, Any] = {"began": began, "known": began, "reports": 1}
    return Incident(**{"id": f"{area}-{ago}", **usual, **place, **times, **more})


def found(*incidents: Incident, area: str = "1") -> Daily:
    return daily(incidents, (), GROUND, DAYS, area)


def test_each_incident_counts_once_on_its_day() -> None:
    told = (
        incident(0.1),
        incident(0.9, severity=5, reports=12),
        incident(1.1),
        incident(2.5, origin=Origin.AGENCY),
        incident(2.6, origin=Origin.DISCOVERED),  # where patrols go, they find more
        incident(3.5, area="2"),
    )
    observed = found(*told).observed
    assert observed[-4:].tolist() == [0, 1, 1, 2]
    assert observed.sum() == 4


HISTORY = tuple(incident(day + 0.5, area) for area in "123" for day in range(9, 60, 7))


def test_what_rises_now_is_not_usual() -> None:
    """Days back to the eighth before the last are not known yet when it is asked what is usual."""
    rise = tuple(incident(day / 4) for day in range(1, 28))  # four a day, for a week
    before, after = found(*HISTORY), found(*HISTORY, *rise)
    assert after.observed[-7:].sum() == 27
    assert after.expected == pytest.approx(before.expected)


def test_what_was_is_usual_in_its_own_place() -> None:
    more = tuple(incident(day + 0.6) for day in range(9, 60))
    here, there = found(*HISTORY, *more), found(*HISTORY, *more, area="3")
    assert here.expected[-1] > 2 * there.expected[-1]
    assert np.all(here.expected > 0)


def test_a_neighbourhood_is_not_judged_by_its_border() -> None:
    on_border = tuple(incident(day + 0.5, "1|2") for day in range(9, 60))
    assert found(*HISTORY, *on_border).expected == pytest.approx(found(*HISTORY).expected)
    border = found(*HISTORY, *on_border, area="1|2")
    assert border.observed.sum() == 51  # of days 9 to 59


def test_another_map_has_no_days() -> None:
    with pytest.raises(KeyError):
        found(area="9")
