"""What cannot be planned is said, with a code or in the plan: never a hang, never a silent drop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from sejuk.model.district import UNREACHABLE
from sejuk.model.pin import Pin
from sejuk.model.plan import Plan
from sejuk.planning.night import Night, plan_night
from sejuk.planning.solve import ENGINES
from sejuk.problems import ProblemError
from tests.planning.chance import tiny_search, violations

Change = Callable[[Night], Night]


def planned(night: Night, engine: str) -> Plan:
    plan = plan_night(night, msgspec.structs.replace(tiny_search(), engine=engine))
    assert violations(plan, night) == ()
    return plan


def crews(night: Night) -> Night:
    return msgspec.structs.replace(night, crews=msgspec.structs.replace(night.crews, crews=()))


def shift(begin: str, end: str) -> Change:
    def change(night: Night) -> Night:
        times = {"start": dt.time.fromisoformat(begin), "end": dt.time.fromisoformat(end)}
        return msgspec.structs.replace(night, shift=msgspec.structs.replace(night.shift, **times))

    return change


def post(place: str) -> Change:
    def change(night: Night) -> Night:
        moved = tuple(msgspec.structs.replace(c, start_post=place) for c in night.crews.crews)
        return msgspec.structs.replace(
            night, crews=msgspec.structs.replace(night.crews, crews=moved)
        )

    return change


def pin(**wish: object) -> Change:
    def change(night: Night) -> Night:
        place = night.district.places[20].id
        return msgspec.structs.replace(night, pins=(msgspec.convert({"place": place} | wish, Pin),))

    return change


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("no_crews", crews),
        ("shift_too_short", shift("22:00", "22:11")),
        ("unknown_place", post("entah")),
        ("unknown_place", pin(place="entah")),
        ("pin_cannot_be", pin(at=dt.time(21, 59))),
        ("pin_cannot_be", pin(crew="Z")),
    ],
)
def test_a_night_that_cannot_be_is_refused(
    sample_night: Night, code: str, change: Change, engine: str
) -> None:
    with pytest.raises(ProblemError) as refused:
        planned(change(sample_night), engine)
    assert refused.value.code == code


@pytest.mark.parametrize("minutes", [-12, 0, 9, 17])
def test_a_dwell_that_no_visit_may_have_is_no_setting(sample_night: Night, minutes: int) -> None:
    with pytest.raises(ValueError, match="dwell"):
        msgspec.convert(
            msgspec.to_builtins(sample_night.settings) | {"dwell_minutes": minutes},
            type(sample_night.settings),
        )


@pytest.mark.parametrize("engine", ENGINES)
def test_hours_before_the_shift_close_a_place(sample_night: Night, engine: str) -> None:
    """08.00–21.59, and the shift begins at 22.00."""
    places = tuple(
        msgspec.structs.replace(p, opens=8 * 60, closes=21 * 60 + 59)
        for p in sample_night.district.places
    )
    district = msgspec.structs.replace(sample_night.district, places=places)
    plan = planned(msgspec.structs.replace(sample_night, district=district), engine)
    assert not plan.figures.visits
    assert {u.reason for u in plan.uncovered} == {"closed", "post"}
    assert len(plan.uncovered) == len(places)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_unreachable_place_has_that_reason(sample_night: Night, engine: str) -> None:
    posts = {c.start_post for c in sample_night.crews.crews}
    far = next(
        i for i, p in enumerate(sample_night.district.places) if i > 10 and p.id not in posts
    )
    travel = sample_night.district.travel.copy()
    travel[:, far, :] = travel[:, :, far] = UNREACHABLE
    travel[:, far, far] = 0
    district = msgspec.structs.replace(sample_night.district, travel=travel)
    place = district.places[far].id
    plan = planned(msgspec.structs.replace(sample_night, district=district), engine)
    assert {u.place: u.reason for u in plan.uncovered}[place] == "unreachable"
    with pytest.raises(ProblemError, match="pin_cannot_be"):
        planned(
            msgspec.structs.replace(sample_night, district=district, pins=(Pin(place=place),)),
            engine,
        )


@pytest.mark.parametrize("engine", ENGINES)
def test_each_place_is_visited_or_has_a_reason_and_reasons_add_up(
    sample_night: Night, engine: str
) -> None:
    plan = planned(sample_night, engine)
    stops = [stop for route in plan.routes for stop in route.stops]
    visited = {stop.place for stop in stops if stop.kind in {"visit", "joint"}}
    assert visited | {u.place for u in plan.uncovered} == {
        p.id for p in sample_night.district.places
    }
    for stop in stops:
        assert abs(sum(reason.amount for reason in stop.reasons) - stop.value) <= 1e-9


@pytest.mark.parametrize("engine", ENGINES)
def test_equal_nights_and_seeds_give_equal_plans_by_engine(
    sample_night: Night, engine: str
) -> None:
    first, again = planned(sample_night, engine), planned(sample_night, engine)
    assert msgspec.json.encode(first) == msgspec.json.encode(again)
