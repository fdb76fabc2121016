"""A plan from tours: every number of a small night by hand."""

from __future__ import annotations

import msgspec
import pytest

from sejuk.model.plan import Plan, Reason, StopKind
from sejuk.planning.assemble import Making, assemble
from sejuk.planning.figures import Passed
from sejuk.planning.problem import Meeting, PatrolProblem
from sejuk.planning.tour import items_of
from tests.planning.test_tour import item, line_problem

MAKING = Making(kind="sejuk", seed=4, preset="quick", engine="hand")


def made(problem: PatrolProblem, tour: tuple[int, ...], making: Making = MAKING) -> Plan:
    passed = Passed(neighbourhoods=frozenset({"3"}), street_km=1.5)
    return assemble(problem, items_of(problem), (tour,), making=making, unmet=(), passed=passed)


def test_stops_values_and_reasons() -> None:
    plan = made(line_problem(), (item(2, 0), item(3, 0)))
    (route,) = plan.routes
    assert [(s.place, s.kind, s.arrive, s.start, s.leave, s.block) for s in route.stops] == [
        ("p2", StopKind.VISIT, 240, 240, 960, 0),
        ("p3", StopKind.VISIT, 1080, 1080, 1800, 0),
    ]
    assert route.stops[0].reasons == (
        Reason(code="base", amount=10.0),
        Reason(code="first", amount=8.0),
    )
    assert [s.value for s in route.stops] == [18.0, 18.0]
    # 36 − 0.01 × 12 minutes of travel
    assert plan.figures.objective == pytest.approx(35.88)
    assert (plan.seed, plan.preset, plan.engine, plan.blocks) == (
        4,
        "quick",
        "hand",
        (0, 5400, 10800),
    )


def test_figures() -> None:
    figures = made(line_problem(rawan=True), (item(2, 0), item(3, 0))).figures
    assert (figures.visits, figures.places, figures.neighbourhoods) == (2, 2, 2)
    assert figures.neighbourhoods_total == 5
    # 5 places × 2 blocks, all worth 10: ⌈10/3⌉ = 4 by id: p0 and p1 in both blocks.
    assert (figures.priority_total, figures.priority_place_blocks) == (4, 0)
    assert (figures.dwell_minutes, figures.travel_minutes) == (24.0, 12.0)
    assert figures.street_km_passed == 1.5
    # p2 is left at 960 of 10800 s: 164 minutes.
    assert figures.longest_gap_minutes == figures.longest_gap_max_minutes == 164.0
    # Police alone are one pillar of three, though the roster has no other.
    assert figures.patrols_all_pillars_percent == 0
    assert (figures.visits_per_neighbourhood_min, figures.visits_per_neighbourhood_max) == (0, 1)
    assert figures.workload_spread_minutes == 0
    assert made(line_problem(), ()).figures.longest_gap_minutes is None


def test_cover_counts_stops_and_names_what_is_passed() -> None:
    cover = {row.id: row for row in made(line_problem(), (item(2, 0),)).cover}
    assert (cover["2"].visits, cover["2"].minutes, cover["2"].passed) == (1, 12.0, False)
    assert (cover["3"].visits, cover["3"].passed) == (0, True)


def test_a_joint_visit_counts_once() -> None:
    meeting = Meeting(place=2, block=0, start=2700, seconds=720, crews=(0,), joint=True)
    problem = line_problem(meetings=(meeting,))
    plan = made(problem, (items_of(problem).visits,))
    (stop,) = plan.routes[0].stops
    assert (stop.kind, stop.value) == (StopKind.JOINT, 38.0)
    assert (plan.figures.joint_visits_planned, plan.figures.joint_visits_met) == (2, 1)
    assert [(u.what, u.id, u.reason) for u in plan.unmet] == [("joint", "2", "no_place_block_fits")]


def test_a_joint_visit_that_is_missing_is_no_place() -> None:
    # A place called `2` is visited jointly; the missing second visit must not read as that one.
    meeting = Meeting(place=2, block=0, start=2700, seconds=720, crews=(0,), joint=True)
    problem = line_problem(meetings=(meeting,), id="2")
    plan = made(problem, (items_of(problem).visits,))
    assert [u.id for u in plan.unmet] == ["02"]


def test_what_is_owed_is_listed() -> None:
    problem = line_problem(rawan=True)
    floor = problem.floor.copy()
    floor[3] = 2
    over_gap = problem.over_gap.copy()
    over_gap[2] = True
    plan = made(msgspec.structs.replace(problem, floor=floor, over_gap=over_gap), (item(3, 0),))
    listed = {(u.what, u.id): u.detail for u in plan.unmet if u.what != "joint"}
    assert listed == {("floor", "3"): "1", ("rawan_gap", "p2"): ""}
    # 18 − 200 − 5 − 0.12
    assert plan.figures.objective == pytest.approx(-187.12)


def test_tours_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        made(line_problem(), (item(2, 1), item(2, 0)))
