"""The real Johar Baru: ten people for three hours on foot, and a week of twenty-five."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from sejuk.files.areas import read_areas
from sejuk.files.places import read_places
from sejuk.files.present import builtin_present
from sejuk.files.roads import read_roads
from sejuk.model.compare import Comparison
from sejuk.model.district import District
from sejuk.model.force import Agency, Mode, Role, Roster, RosterLine
from sejuk.model.plan import Plan
from sejuk.model.time import Shift
from sejuk.model.values import History, Tension
from sejuk.planning.compare import compared, random_tension
from sejuk.planning.crews import make_crews
from sejuk.planning.night import Night, baseline_plans, plan_night
from sejuk.planning.solve import PRESETS
from sejuk.planning.week import plan_nights
from tests.geo.melati import district as built
from tests.planning.chance import SETTINGS, tiny_search, violations

SEEDS = (1, 2)


@pytest.fixture(scope="module")
def johar_baru(shared: Path) -> District:
    """Stops in Johar Baru, routes on the streets of all Central Jakarta."""
    geo = shared / "geo"
    made = built(
        read_roads(geo / "jakarta_pusat_roads_osm2012.geojson"),
        read_areas(geo / "johar_baru_rw_osm2012.geojson").areas,
        read_places(geo / "johar_baru_poi_osm.geojson").places,
    )
    return msgspec.structs.replace(made, name="Johar Baru")


def line(agency: Agency, people: int, role: Role = Role.MEMBER, by: Mode = Mode.FOOT) -> RosterLine:
    return RosterLine(agency=agency, role=role, people=people, vehicle=by)


TEN = (
    line(Agency.POLRI, 3, Role.LEADER),
    line(Agency.POLRI, 1),
    line(Agency.TNI, 3),
    line(Agency.SATPOL_PP, 2),
    line(Agency.DISHUB, 1),
)
TWENTY_FIVE = (
    line(Agency.POLRI, 6, Role.LEADER, Mode.MOTORBIKE),
    line(Agency.POLRI, 4, Role.LEADER),
    line(Agency.TNI, 8),
    line(Agency.SATPOL_PP, 4),
    line(Agency.DISHUB, 3),
)


def night_of(district: District, lines: tuple[RosterLine, ...], hours: int) -> Night:
    roster = Roster(lines=lines)
    return Night(
        district=district,
        roster=roster,
        crews=make_crews(roster, settings=SETTINGS, police_post=district.police_post),
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(0), end=dt.time(hours)),
        tension=Tension(),
        history=History(),
        floors={},
        settings=SETTINGS,
    )


@pytest.fixture(scope="module")
def draws(johar_baru: District) -> list[tuple[Plan, ...]]:
    """All five plans of one night under each draw of the weights, each checked."""
    night = night_of(johar_baru, TEN, 3)
    present = builtin_present(johar_baru)
    assert present is not None
    found = []
    for seed in SEEDS:
        drawn = msgspec.structs.replace(night, tension=random_tension(johar_baru, SETTINGS, seed))
        search = tiny_search(preset=PRESETS["standard"])
        plans = (*baseline_plans(drawn, search, present), plan_night(drawn, search))
        for plan in plans:
            assert violations(plan, drawn) == (), plan.kind
        found.append(plans)
    return found


@pytest.fixture(scope="module")
def comparison(draws: list[tuple[Plan, ...]]) -> Comparison:
    return compared(draws, weights_seeds=len(SEEDS))


@pytest.mark.parametrize("figure", ["visits", "neighbourhoods"])
def test_three_times_the_present_plan(comparison: Comparison, figure: str) -> None:
    # The goal set for this district: three times what the named legs give.
    ratio = comparison.ratio["named"][figure].median
    assert ratio is not None
    assert ratio >= 3


@pytest.mark.parametrize(
    "figure",
    [
        "visits",
        "neighbourhoods",
        "priority_place_blocks",
        "places",
    ],
)
def test_no_worse_than_a_careful_plan_by_hand(comparison: Comparison, figure: str) -> None:
    ratio = comparison.ratio["manual"][figure].median
    assert ratio is not None
    assert ratio >= 1


def test_ten_people_are_three_crews_with_all_pillars(draws: list[tuple[Plan, ...]]) -> None:
    for plans in draws:
        ours = plans[-1]
        assert [plan.kind for plan in plans] == ["named", "filled", "single", "manual", "sejuk"]
        assert len(ours.routes) == 3
        assert ours.figures.patrols_all_pillars_percent == 100
        assert ours.figures.overtime_minutes == 0
        assert ours.figures.workload_spread_minutes <= 30
        assert ours.unmet == ()


@pytest.mark.parametrize("seed", [0, 1])
def test_two_nights_serve_every_neighbourhood(johar_baru: District, seed: int) -> None:
    """Ten people on foot, equal weights: the second night seeks those that the first left out."""
    search = tiny_search(seed, PRESETS["quick"])
    night = night_of(johar_baru, TEN, 3)
    nights = plan_nights(night, 2, lambda tonight: plan_night(tonight, search))
    for tonight, plan in nights:
        assert violations(plan, tonight) == ()
        assert plan.unmet == ()
        assert {route.crew.mode for route in plan.routes} == {Mode.FOOT}
    served = [{row.id for row in plan.cover if row.visits} for _, plan in nights]
    assert len(served[0] | served[1]) == 39


def test_a_week_of_twenty_five_serves_every_neighbourhood(johar_baru: District) -> None:
    nights = plan_nights(
        night_of(johar_baru, TWENTY_FIVE, 4), 7, lambda night: plan_night(night, tiny_search())
    )
    for night, plan in nights:
        assert violations(plan, night) == ()
        assert len(plan.routes) == 7
    served = {row.id for _, plan in nights for row in plan.cover if row.visits}
    assert len(served) == 39
