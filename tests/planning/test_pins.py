"""Pins and bans of the commander: held by every engine, listed where they cannot be, never lost."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.model.change import LostCrew
from sejuk.model.district import UNREACHABLE
from sejuk.model.pin import Pin
from sejuk.model.plan import Plan, Stop
from sejuk.planning.night import Night, baseline_plans, plan_night
from sejuk.planning.pool import PoolParams, make_pool
from sejuk.planning.problem import PatrolProblem
from sejuk.planning.replan import handed_on, replan
from sejuk.planning.solve import ENGINES, OWN, PRESETS, solve
from sejuk.planning.stray import StrayParams
from sejuk.planning.tour import Tours
from sejuk.problems import ProblemError
from tests.planning.chance import nights, problem_of, tiny_search, violations


def never() -> bool:
    return False


def with_wishes(night: Night, *pins: Pin, bans: tuple[str, ...] = ()) -> Night:
    return msgspec.structs.replace(night, pins=pins, bans=frozenset(bans))


EVERY_ENGINE = pytest.mark.parametrize(
    "engine",
    [pytest.param(e, marks=() if e == OWN else pytest.mark.soak) for e in ENGINES],
)
"""The second one takes five times as long."""


def planned(night: Night, engine: str = ENGINES[0], preset: str = "quick") -> Plan:
    search = msgspec.structs.replace(tiny_search(preset=PRESETS[preset]), engine=engine)
    plan = plan_night(night, search)
    assert violations(plan, night) == ()
    return plan


def stops_at(plan: Plan, place: str) -> list[tuple[str, Stop]]:
    return [(r.crew.id, s) for r in plan.routes for s in r.stops if s.place == place]


@EVERY_ENGINE
def test_a_pinned_place_is_visited_though_it_is_worth_nothing_else(
    sample_night: Night, engine: str
) -> None:
    free = planned(sample_night, engine)
    left = [u.place for u in free.uncovered if u.reason in {"no_time", "worth_less"}][:3]
    assert len(left) == 3
    plan = planned(with_wishes(sample_night, *(Pin(place=p) for p in left)), engine)
    assert all(stops_at(plan, place) for place in left)
    assert not [u for u in plan.unmet if u.what == "pin"]
    # A wish is no part of what a plan is worth: keeping it costs.
    assert plan.figures.objective < free.figures.objective + 5


@EVERY_ENGINE
@pytest.mark.parametrize("crew", [None, "A", "B", "C"])
def test_a_pin_to_an_hour_and_crew_is_kept_to_five_minutes(
    sample_night: Night, engine: str, crew: str | None
) -> None:
    place = planned(sample_night, engine).uncovered[-1].place
    plan = planned(
        with_wishes(sample_night, Pin(place=place, at=dt.time(23, 10), crew=crew)), engine
    )
    [(who, stop)] = stops_at(plan, place)
    assert 70 * 60 <= stop.start <= 75 * 60  # 23.10 is 70 minutes after 22.00
    assert crew in {None, who}


@EVERY_ENGINE
def test_a_stop_is_moved_to_another_crew_and_block(sample_night: Night, engine: str) -> None:
    free = planned(sample_night, engine)
    route = free.routes[0]
    stop = next(s for s in route.stops if s.kind == "visit")
    other = free.routes[1].crew.id
    pin = Pin(place=stop.place, block=1 - stop.block, crew=other)
    plan = planned(with_wishes(sample_night, pin), engine)
    made = [(who, s.block) for who, s in stops_at(plan, stop.place) if s.kind == "visit"]
    assert made == [(other, 1 - stop.block)]


@EVERY_ENGINE
def test_nobody_stops_at_a_banned_place_not_even_to_meet(sample_night: Night, engine: str) -> None:
    free = planned(sample_night, engine)
    posts = {r.crew.start_post for r in free.routes}
    bans = tuple({s.place for r in free.routes for s in r.stops} - posts)
    night = with_wishes(sample_night, bans=bans)
    plan = planned(night, engine)
    assert not [place for place in bans if stops_at(plan, place)]
    assert plan.bans == tuple(sorted(bans))
    why = {u.place: u.reason for u in plan.uncovered}
    assert {why[place] for place in bans} == {"banned"}
    for other in baseline_plans(night, tiny_search(), None):
        unpinned = msgspec.structs.replace(night, pins=())
        assert violations(other, unpinned) == ()


@pytest.mark.parametrize(
    ("pin", "bans", "why"),
    [
        (Pin(place="pasar", crew="Z"), (), "no such crew"),
        (Pin(place="pasar", block=2), (), "no such block"),
        (Pin(place="pasar", at=dt.time(1, 0)), (), "outside the shift"),
        (Pin(place="pasar", at=dt.time(22, 10), block=1), (), "outside the shift"),
        (Pin(place="pos"), (), "crews start there"),
        (Pin(place="sekolah"), ("sekolah",), "banned as well"),
        (Pin(place="buntu"), (), "no street leads there"),
        (Pin(place="tutup"), (), "closed then"),
    ],
)
def test_a_pin_that_cannot_be_is_refused_with_its_reason(
    town_night: Night, pin: Pin, bans: tuple[str, ...], why: str
) -> None:
    with pytest.raises(ProblemError) as refused:
        planned(with_wishes(town_night, pin, bans=bans))
    assert refused.value.code == "pin_cannot_be"
    assert why in refused.value.what("en")


@pytest.fixture
def town_night(sample_night: Night) -> Night:
    """The sample with places named for what is wrong with them."""
    district = sample_night.district
    posts = {crew.start_post for crew in sample_night.crews.crews}
    spare = [i for i, p in enumerate(district.places) if p.id not in posts]
    names = dict(zip(spare, ("pasar", "sekolah", "buntu", "tutup"), strict=False))
    names[district.place_index()[sample_night.crews.crews[0].start_post]] = "pos"
    places = tuple(
        msgspec.structs.replace(
            p,
            id=names.get(i, p.id),
            opens=8 * 60 if names.get(i) == "tutup" else None,
            closes=9 * 60 if names.get(i) == "tutup" else None,
        )
        for i, p in enumerate(district.places)
    )
    travel = district.travel.copy()
    blind = next(i for i, name in names.items() if name == "buntu")
    travel[:, blind, :] = travel[:, :, blind] = UNREACHABLE
    crews = tuple(
        msgspec.structs.replace(c, start_post="pos", end_post="pos")
        for c in sample_night.crews.crews
    )
    return msgspec.structs.replace(
        sample_night,
        district=msgspec.structs.replace(district, places=places, travel=travel, police_post="pos"),
        crews=msgspec.structs.replace(sample_night.crews, crews=crews),
    )


def test_a_place_is_not_pinned_twice_to_the_same(sample_night: Night) -> None:
    place = sample_night.district.places[5].id
    for pins in (
        (Pin(place=place), Pin(place=place)),
        (Pin(place=place, block=0), Pin(place=place)),
        (Pin(place=place, block=1), Pin(place=place, at=dt.time(23, 40))),
    ):
        with pytest.raises(ProblemError, match="pin_cannot_be"):
            planned(with_wishes(sample_night, *pins))


def test_one_pin_in_each_block_gives_two_visits(sample_night: Night) -> None:
    place = planned(sample_night).uncovered[-1].place
    plan = planned(with_wishes(sample_night, Pin(place=place, block=0), Pin(place=place, block=1)))
    assert sorted(s.block for _, s in stops_at(plan, place)) == [0, 1]


@EVERY_ENGINE
def test_more_pins_than_time_are_listed_one_by_one(sample_night: Night, engine: str) -> None:
    """Three crews have three hours: 100 visits of 12 minutes are 20 hours."""
    posts = {crew.start_post for crew in sample_night.crews.crews}
    pins = tuple(Pin(place=p.id) for p in sample_night.district.places if p.id not in posts)[:100]
    plan = planned(with_wishes(sample_night, *pins), engine)
    visited = {pin.place for pin in pins if stops_at(plan, pin.place)}
    listed = {u.id for u in plan.unmet if u.what == "pin"}
    assert listed == {pin.place for pin in pins} - visited
    assert len(visited) >= 20


@settings(max_examples=40)
@given(night=nights(), data=st.data())
def test_by_chance_every_pin_is_held_or_listed(night: Night, data: st.DataObject) -> None:
    wishes = st.builds(
        Pin,
        place=st.sampled_from([p.id for p in night.district.places]),
        at=st.one_of(st.none(), st.times()),
        block=st.sampled_from((None, None, 0, 1)),
        crew=st.sampled_from((None, None, *(c.id for c in night.crews.crews))),
    )
    bans = data.draw(st.sets(st.sampled_from([p.id for p in night.district.places]), max_size=2))
    night = msgspec.structs.replace(night, bans=frozenset(bans))
    for pin in data.draw(st.lists(wishes, max_size=6)):
        more = msgspec.structs.replace(night, pins=(*night.pins, pin))
        try:
            problem_of(more)
        except ProblemError as refused:
            assert refused.code == "pin_cannot_be"  # noqa: PT017 # both outcomes are right
        else:
            night = more
    engine = data.draw(st.sampled_from(ENGINES))
    plan = plan_night(night, msgspec.structs.replace(tiny_search(), engine=engine))
    assert violations(plan, night) == ()


def test_a_pool_of_plans_keeps_pins_and_bans(sample_night: Night) -> None:
    free = planned(sample_night)
    left = [u.place for u in free.uncovered if u.reason == "no_time"][:2]
    banned = next(s.place for s in free.routes[0].stops if s.kind == "visit")
    night = with_wishes(
        sample_night,
        Pin(place=left[0], at=dt.time(23, 30), crew="B"),
        Pin(place=left[1], crew="C"),
        bans=(banned,),
    )
    problem = problem_of(night)

    def once(problem: PatrolProblem, seed: int) -> tuple[PatrolProblem, Tours]:
        found = solve(
            problem, PRESETS["quick"], seed=seed, stop=never, progress=lambda _s, _p: None
        )
        return found.problem, found.tours

    first = once(problem, 0)
    pool = make_pool(
        *first,
        once,
        PoolParams(size=6, solves=1, stray=StrayParams(steps=60, climb=60)),
        seed=0,
        stop=never,
        progress=lambda _s, _p: None,
    )
    index = night.district.place_index()
    for member in pool.members:
        at = [
            (v, int(member.items.place[i]))
            for v, tour in enumerate(member.tours)
            for i in tour
            if member.items.is_optional(i)
        ]
        assert [v for v, place in at if place == index[left[0]]] == [1]
        assert {v for v, place in at if place == index[left[1]]} == {2}
        assert not [v for v, place in at if place == index[banned]]


def test_the_pins_of_a_lost_crew_are_anybodys(sample_night: Night) -> None:
    place = planned(sample_night).uncovered[-1].place
    night = with_wishes(sample_night, Pin(place=place, at=dt.time(0, 15), crew="B"))
    plan = planned(night)
    change = LostCrew(crew="B")
    new = replan(night, plan, 60 * 60, change, seed=0, iterations=300, stop=never).plan
    assert violations(new, handed_on(night, change)) == ()
    assert [who for who, _ in stops_at(new, place)] in (["A"], ["C"])
