"""The rest of a night planned anew: what is driven stays, little changes, the checker agrees."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sejuk.model.change import Change, Delay, Incident, LostCrew, Wished
from sejuk.model.force import Agency
from sejuk.model.plan import Plan, Stop, StopKind
from sejuk.planning.night import Night, plan_night
from sejuk.planning.replan import replan
from sejuk.planning.retour import begun_stops
from sejuk.planning.solve import PRESETS
from sejuk.problems import ProblemError
from tests.planning.chance import nights, tiny_search, violations


def never() -> bool:
    return False


def again(night: Night, plan: Plan, now: int, change: Change) -> Plan:
    return replan(night, plan, now, change, seed=0, iterations=30, stop=never).plan


@st.composite
def events(draw: st.DrawFn) -> tuple[Night, int, str, int]:
    night = draw(nights())
    now = draw(st.integers(0, night.shift.seconds - 1))
    return night, now, draw(st.sampled_from(["delay", "lost", "incident"])), draw(st.integers(0, 9))


@settings(max_examples=30)
@given(events())
def test_any_change_at_any_moment_gives_a_plan_that_the_checker_accepts(
    event: tuple[Night, int, str, int],
) -> None:
    night, now, what, pick = event
    plan = plan_night(night, tiny_search())
    crew = plan.routes[pick % len(plan.routes)].crew.id
    places = [p.id for p in night.district.places]
    changes: dict[str, Change] = {
        "delay": Delay(crew=crew, minutes=5 + pick * 3),
        "lost": LostCrew(crew=crew),
        "incident": Incident(place=places[pick % len(places)]),
    }
    change = changes[what]
    try:
        new = again(night, plan, now, change)
    except ProblemError as problem:
        # A crew so late that it cannot even get home in time is said, not hidden.
        assert problem.code == "night_cannot_go_on"  # noqa: PT017 # both outcomes are right
        return
    assert violations(new, night) == ()
    for old, route in zip(plan.routes, new.routes, strict=True):
        begun = begun_stops(old, now, change)
        assert [driven(s) for s in route.stops[: len(begun)]] == [driven(s) for s in begun]
        assert all(s.start >= now for s in route.stops[len(begun) :])


def driven(stop: Stop) -> tuple[str, str, int, int]:
    return stop.place, stop.kind, stop.start, stop.leave


@pytest.fixture(scope="module")
def evening(sample_night: Night) -> tuple[Night, Plan]:
    """Three crews on the sample district: a plan that a change can hardly make better."""
    return sample_night, plan_night(sample_night, tiny_search(preset=PRESETS["quick"]))


def test_nothing_ahead_changes_much_for_a_small_delay(evening: tuple[Night, Plan]) -> None:
    night, plan = evening
    result = replan(
        night, plan, 3600, Delay(crew="B", minutes=20), seed=0, iterations=60, stop=never
    )
    ahead = sum(s.start > 3600 for route in plan.routes for s in route.stops)
    # Twenty minutes are less than two stops of fifteen: two are dropped, or one and one moved.
    assert result.changed <= 4
    assert result.kept >= ahead - 5


def test_a_lost_crew_makes_no_further_stop(evening: tuple[Night, Plan]) -> None:
    night, plan = evening
    new = again(night, plan, 3600, LostCrew(crew="A"))
    lost = next(route for route in new.routes if route.crew.id == "A")
    assert all(stop.start <= 3600 for stop in lost.stops)


def test_an_incident_is_visited_soon(evening: tuple[Night, Plan]) -> None:
    night, plan = evening
    seen = {stop.place for route in plan.routes for stop in route.stops}
    near = next(
        p.id
        for p in night.district.places
        if p.id not in seen and p.id != plan.routes[0].crew.start_post
    )
    new = again(night, plan, 1800, Incident(place=near))
    times = [s.start for route in new.routes for s in route.stops if s.place == near]
    assert times
    assert 1800 <= min(times) <= 1800 + 45 * 60


def test_equal_events_give_equal_plans(evening: tuple[Night, Plan]) -> None:
    night, plan = evening
    first, second = (again(night, plan, 3000, Delay(crew="A", minutes=15)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Delay(crew="Z", minutes=5), "unknown_crew"),
        (LostCrew(crew=""), "unknown_crew"),
        (Incident(place="nowhere"), "unknown_place"),
    ],
)
def test_a_change_that_names_nobody_is_refused(
    evening: tuple[Night, Plan], change: Change, code: str
) -> None:
    night, plan = evening
    with pytest.raises(ProblemError) as problem:
        again(night, plan, 0, change)
    assert problem.value.code == code


def test_a_joint_visit_is_held_by_others_when_they_can(evening: tuple[Night, Plan]) -> None:
    # Crew C alone has Dishub: without it no joint visit can have all agencies.
    night, plan = evening
    only = [r.crew.id for r in plan.routes if Agency.DISHUB in r.crew.agencies()]
    assert len(only) == 1
    new = again(night, plan, 0, LostCrew(crew=only[0]))
    assert new.figures.joint_visits_met == 0
    assert {u.reason for u in new.unmet if u.what == "joint"} == {"crew_lost"}


def test_a_joint_visit_to_a_banned_place_is_held_elsewhere(evening: tuple[Night, Plan]) -> None:
    night, plan = evening
    joint = {s.place for r in plan.routes for s in r.stops if s.kind is StopKind.JOINT}
    for place in sorted(joint):
        closed = msgspec.structs.replace(night, bans=frozenset({place}))
        new = again(closed, plan, -1, Wished())
        assert violations(new, closed) == ()
        stops = [s for r in new.routes for s in r.stops]
        assert place not in {s.place for s in stops}
        assert new.figures.joint_visits_met == plan.figures.joint_visits_met == len(joint)


def test_notes_say_that_the_plan_was_changed(evening: tuple[Night, Plan]) -> None:
    night, plan = evening
    once = again(night, plan, 600, Delay(crew="A", minutes=10))
    twice = again(night, once, 1200, Delay(crew="B", minutes=10))
    assert once.notes.count("replanned") == twice.notes.count("replanned") == 1
    assert msgspec.structs.replace(once, notes=()) != msgspec.structs.replace(plan, notes=())
