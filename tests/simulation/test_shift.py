"""Simulated crews do what their plan says, in order, and no sooner."""

from __future__ import annotations

from datetime import date, time

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.files.district import load_district
from sejuk.model.kinds.field import Arrived, Left, RollCallClosed, RollCallOpened, Sos, Tracked
from sejuk.model.place import Place
from sejuk.model.plan import Plan
from sejuk.reporting.data import plan_from_json
from sejuk.simulation.shift import Act, WalkParams, walk
from tests.cli.command import NIGHT, done
from tests.cli.town import build_options, write_town

CALM = WalkParams(late_chance=0, report_chance=0, claim_chance=0, sos=False)
Town = tuple[Plan, dict[str, Place]]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A night of the town Melati."""
    folder = tmp_path_factory.mktemp("walk")
    done("district", "build", *build_options(write_town(folder / "m")), "--out", folder / "w")
    plan = plan_from_json(done("plan", folder / "w", *NIGHT, "--json").out.encode())
    assert (plan.shift.date, plan.shift.start) == (date(2024, 11, 28), time(22))
    return plan, {place.id: place for place in load_district(folder / "w").places}


def acts_of(town: Town, params: WalkParams, seed: int) -> tuple[Act, ...]:
    plan, places = town
    return walk(plan, places, params, np.random.default_rng(seed))


def test_without_delays_the_plan_is_walked_as_it_is(town: Town) -> None:
    plan, _ = town
    acts = acts_of(town, CALM, 0)
    for route in plan.routes:
        own = [act for act in acts if act.crew == route.crew.id]
        arrived = [(a.body.place, a.at) for a in own if isinstance(a.body, Arrived)]
        left = [(a.body.place, a.at) for a in own if isinstance(a.body, Left)]
        assert arrived == [(s.place, plan.shift.at(s.arrive)) for s in route.stops]
        assert left == [(s.place, plan.shift.at(s.leave)) for s in route.stops]


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32 - 1))
def test_with_delays_nothing_is_left_out_or_early(town: Town, seed: int) -> None:
    plan, _ = town
    acts = acts_of(town, WalkParams(late_chance=0.8), seed)
    assert [a.at for a in acts] == sorted(a.at for a in acts)
    for route in plan.routes:
        own = [act for act in acts if act.crew == route.crew.id]
        bodies = [type(act.body) for act in own]
        assert bodies.index(RollCallOpened) == 0
        assert bodies.index(RollCallClosed) == len(bodies) - 1
        arrived = [a for a in own if isinstance(a.body, Arrived)]
        assert [a.body.place for a in arrived] == [s.place for s in route.stops]  # type: ignore[attr-defined]
        assert all(
            a.at >= plan.shift.at(s.arrive) for a, s in zip(arrived, route.stops, strict=True)
        )
        for act in own:
            assert bool(act.fix) == isinstance(act.body, Tracked | Sos)
    assert sum(isinstance(act.body, Sos) for act in acts) == 1


def test_equal_dice_give_equal_acts(town: Town) -> None:
    assert acts_of(town, WalkParams(), 7) == acts_of(town, WalkParams(), 7)
    assert acts_of(town, WalkParams(), 7) != acts_of(town, WalkParams(), 8)


def test_acts_go_over_the_wire(town: Town) -> None:
    for act in acts_of(town, WalkParams(), 7):
        assert msgspec.json.decode(msgspec.json.encode(act))["crew"] == act.crew


def test_positions_follow_the_way_that_is_given(town: Town) -> None:
    """A way with a corner: whoever walks it is never off its two straight parts."""
    plan, places = town
    route = plan.routes[0]
    a, b = places[route.crew.start_post], places[route.stops[0].place]
    corner = (a.lon, b.lat)
    ways = {(route.crew.mode, a.id, b.id): ((a.lon, a.lat), corner, (b.lon, b.lat))}
    acts = walk(plan, places, CALM, np.random.default_rng(0), ways)
    there = next(act.at for act in acts if act.crew == route.crew.id and type(act.body) is Arrived)
    fixes = [act.fix for act in acts if act.crew == route.crew.id and act.at < there and act.fix]
    assert fixes[0] == (a.lon, a.lat)
    assert all(fix[0] == pytest.approx(a.lon) or fix[1] == pytest.approx(b.lat) for fix in fixes)
