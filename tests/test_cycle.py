"""The thermostat, its two halves in a row, in a small town: reports of residents move the plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from sejuk.app.context import silent
from sejuk.app.gather import NightOptions, gather
from sejuk.app.plan_night import search_of
from sejuk.cycle import plan_and_verify, sense_district, watch_district
from sejuk.files.incidents import incident_kinds
from sejuk.files.tension import read_tension, tension_csv
from sejuk.model.kinds.field import Origin
from sejuk.model.plan import Plan
from sejuk.model.report import Report, Signals
from sejuk.model.values import Tension
from sejuk.planning.night import Night, Search
from sejuk.reporting.data import plan_json
from tests.cli.command import done
from tests.cli.town import build_options, write_town

NOW = datetime(2024, 11, 28, 14, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> NightOptions:
    folder = tmp_path_factory.mktemp("town")
    done("district", "build", *build_options(write_town(folder / "melati")), "--out", folder / "d")
    return NightOptions(district=folder / "d", date=NOW.date(), preset="quick")


@pytest.fixture(scope="module")
def night(options: NightOptions) -> Night:
    return gather(options).night


@pytest.fixture(scope="module")
def search(options: NightOptions) -> Search:
    return search_of(options, silent)


def reports(area: str, what: str, origin: Origin, count: int) -> Signals:
    moments = [NOW - timedelta(hours=4 * n) for n in range(count)]
    return Signals(
        reports=tuple(
            Report(what=what, origin=origin, area=area, happened=at, received=at) for at in moments
        )
    )


def planned(night: Night, signals: Signals, search: Search) -> Plan:
    sensed = sense_district(night.district, signals, incident_kinds(), NOW)
    tonight = msgspec.structs.replace(night, tension=sensed.tension)
    plan, violations = plan_and_verify(tonight, search)
    assert violations == ()
    return plan


def worth(plan: Plan, area: str) -> float:
    """Of the tension's share in the visits there."""
    stops = [stop for route in plan.routes for stop in route.stops]
    return sum(
        reason.amount
        for stop in stops
        for reason in stop.reasons
        if reason.code == "tension" and stop.neighbourhood == area
    )


def test_nothing_sensed_is_the_plan_without_tension(night: Night, search: Search) -> None:
    bare = msgspec.structs.replace(night, tension=Tension())
    assert planned(night, Signals(), search) == plan_and_verify(bare, search)[0]


def test_what_residents_report_moves_the_plan(night: Night, search: Search) -> None:
    area = night.district.neighbourhoods[0].id
    plan = planned(night, reports(area, "tawuran", Origin.RESIDENT, 3), search)
    assert worth(plan, area) > 0
    assert plan_json(plan) != plan_json(planned(night, Signals(), search))


@pytest.mark.parametrize(
    ("what", "origin"),
    [("tawuran", Origin.DISCOVERED), ("unjuk-rasa", Origin.RESIDENT), ("?", Origin.RESIDENT)],
)
def test_what_must_not_move_the_plan_does_not(
    night: Night, search: Search, what: str, origin: Origin
) -> None:
    """G3 and G7: the same bytes with fifty more of them."""
    first, second = (hood.id for hood in night.district.neighbourhoods[:2])
    some = reports(first, "tawuran", Origin.RESIDENT, 2)
    more = reports(second, what, origin, 50)
    both = Signals(reports=some.reports + more.reports)
    assert plan_json(planned(night, both, search)) == plan_json(planned(night, some, search))


def test_tension_in_a_file_is_the_same_tension(night: Night, tmp_path: Path) -> None:
    """The server plans in a process of its own, which it hands a file."""
    signals = reports(night.district.neighbourhoods[0].id, "perkelahian", Origin.RESIDENT, 7)
    sensed = sense_district(night.district, signals, incident_kinds(), NOW).tension
    file = tmp_path / "suhu.csv"
    file.write_text(tension_csv(sensed), "utf-8")
    assert read_tension(file) == sensed
    assert tension_csv(Tension()) == ""


def test_a_rise_in_one_neighbourhood_is_an_early_warning(night: Night) -> None:
    district = night.district
    areas = [hood.id for hood in district.neighbourhoods]
    risen = areas[0]
    usual = [
        Report(
            id=f"q{n}",
            what="perkelahian",
            origin=Origin.RESIDENT,
            area=area,
            happened=at,
            received=at,
        )
        for n in range(60)
        for area, at in [(areas[n % len(areas)], NOW - timedelta(days=n * 1.5))]
    ]
    rise = [
        Report(
            id=f"r{n}",
            what="perkelahian",
            origin=Origin.RESIDENT,
            area=risen,
            happened=at,
            received=at,
        )
        for n in range(9)
        for at in [NOW - timedelta(hours=7 * n + 1)]
    ]
    kinds = incident_kinds()
    assert watch_district(district, Signals(reports=tuple(usual)), kinds, NOW) == ()
    (found,) = watch_district(district, Signals(reports=tuple(usual + rise)), kinds, NOW)
    assert found.areas[0] == risen
    assert found.stream == "bentrokan"
    assert len({r.id for r in rise} & set(found.incidents)) >= 4
