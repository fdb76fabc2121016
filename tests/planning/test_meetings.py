"""Stage C: who meets where and when."""

from __future__ import annotations

import datetime as dt

import msgspec
from hypothesis import given, settings

from sejuk.model.force import Agency, Mode, Role, Roster, RosterLine
from sejuk.model.time import Shift
from sejuk.model.values import AreaTension, History, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.meetings import joint_visits, rendezvous
from sejuk.planning.night import Night
from sejuk.planning.problem import PatrolProblem, reachable
from sejuk.planning.rendezvous import plan_meetings
from sejuk.planning.tour import fixed_tour, items_of, time_tour
from tests.planning.chance import SETTINGS, grid_district, nights, problem_of


def line_problem(
    *, people: dict[Agency, int], hours: int = 3, far: int = 60, **more: object
) -> PatrolProblem:
    """The post, then five places each a step on, of tension 10, 20, 30, 40, 50."""
    district = grid_district(
        [(k, 0) for k in range(6)],
        [(str(k),) for k in range(6)],
        step_seconds=(far, far, far),
        **more,  # type: ignore[arg-type]
    )
    roster = Roster(
        lines=tuple(
            RosterLine(agency=a, role=Role.LEADER if a is Agency.POLRI else Role.MEMBER, people=n)
            for a, n in people.items()
        )
    )
    night = Night(
        district=district,
        roster=roster,
        crews=make_crews(roster, settings=SETTINGS, police_post="p0"),
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(18), end=dt.time(18 + hours)),
        tension=Tension(areas=tuple(AreaTension(area=str(k), mean=10.0 * k) for k in range(1, 6))),
        history=History(),
        floors={},
        settings=SETTINGS,
    )
    return problem_of(night)


def test_joint_visits_at_the_two_hottest_places() -> None:
    problem = line_problem(people={Agency.POLRI: 2, Agency.TNI: 2, Agency.DISHUB: 2})
    found = joint_visits(problem)
    # In the first block each; in the middle of it, or as near as the other lets the crew be.
    assert [(m.place, m.block, m.joint) for m in found] == [(5, 0, True), (4, 0, True)]
    assert [m.crews for m in found] == [(0,), (1,)]
    assert [m.start for m in found] == [2699, 2699]


def test_as_few_crews_as_carry_all_agencies() -> None:
    # Satpol PP go with one crew, Dishub with the other: it takes both.
    people = {Agency.POLRI: 2, Agency.TNI: 2, Agency.SATPOL_PP: 1, Agency.DISHUB: 1}
    found, unmet = plan_meetings(line_problem(people=people))
    assert [m.crews for m in found] == [(0, 1), (0, 1)]
    assert unmet == ()
    assert abs(found[0].start - found[1].start) >= 720 + 60


def test_a_crew_without_joint_visit_meets_another() -> None:
    # Crews A and B have a joint visit each, alone: nobody has met anybody.
    found, unmet = plan_meetings(
        line_problem(people={Agency.POLRI: 3, Agency.TNI: 3, Agency.DISHUB: 3})
    )
    assert [len(m.crews) for m in found if m.joint] == [1, 1]
    meetings = [m for m in found if not m.joint]
    assert {v for m in meetings for v in m.crews} == {0, 1, 2}
    assert {m.seconds for m in meetings} == {300}
    # In the middle half of three hours.
    assert all(2700 <= m.start <= 8100 for m in meetings)
    assert unmet == ()


def test_teams_do_not_mix() -> None:
    problem = line_problem(people={Agency.POLRI: 5, Agency.TNI: 5, Agency.DISHUB: 5})
    found = rendezvous(problem, ())
    assert sorted(v for m in found for v in m.crews) == [0, 1, 2, 3, 4]
    for one in found:
        for other in found:
            if one is not other and one.place == other.place:
                assert abs(one.start - other.start) >= 300


def test_meetings_leave_time_for_the_break() -> None:
    # Five hours, and an hour to the places: the break at the post is at 1 h 40 … 3 h 20.
    problem = line_problem(
        people={Agency.POLRI: 2, Agency.TNI: 2, Agency.DISHUB: 2}, hours=5, far=1200
    )
    found, _ = plan_meetings(problem)
    assert found
    problem = msgspec.structs.replace(problem, meetings=found)
    items = items_of(problem)
    for v in range(2):
        tour = fixed_tour(problem, items, v)
        assert time_tour(problem, items, items.windows(problem, ()), v, tour) is not None


def test_nobody_to_meet() -> None:
    found, unmet = plan_meetings(line_problem(people={Agency.POLRI: 1, Agency.TNI: 1}))
    assert [m.crews for m in found] == [(0,), (0,)]
    assert unmet == ()


def test_no_common_place_is_said() -> None:
    # On foot nothing can be reached from the post.
    parts = {mode: [0, 1, 1, 1, 1, 1] for mode in (Mode.FOOT,)}
    people = {Agency.POLRI: 2, Agency.TNI: 2, Agency.DISHUB: 2}
    found, unmet = plan_meetings(line_problem(people=people, parts=parts))
    assert found == ()
    assert [(u.what, u.id, u.reason) for u in unmet] == [
        ("rendezvous", "A", "no_common_place"),
        ("rendezvous", "B", "no_common_place"),
    ]


@settings(max_examples=60, derandomize=True)
@given(nights())
def test_all_can_be_kept_and_none_is_missed_for_no_reason(night: Night) -> None:
    problem = problem_of(night)
    found, unmet = plan_meetings(problem)
    problem = msgspec.structs.replace(problem, meetings=found)
    items = items_of(problem)
    for v in range(len(problem.crews)):
        tour = fixed_tour(problem, items, v)
        assert time_tour(problem, items, items.windows(problem, ()), v, tour) is not None
    alone = {u.id for u in unmet}
    for v, crew in enumerate(problem.crews):
        for w in range(len(problem.crews)):
            both = reachable(problem, v) & reachable(problem, w) & (problem.value > 0).any(axis=1)
            near = [
                p
                for p in both.nonzero()[0].tolist()
                if max(_there_and_back(problem, v, p), _there_and_back(problem, w, p))
                <= problem.horizon // 3
            ]
            if w != v and near and problem.pause is None and not any(m.joint for m in found):
                assert crew.id not in alone


def _there_and_back(problem: PatrolProblem, crew: int, place: int) -> int:
    seconds = problem.seconds(crew)
    return int(seconds[problem.crew_start[crew], place] + seconds[place, problem.crew_end[crew]])
