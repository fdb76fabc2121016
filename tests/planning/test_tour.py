"""The times of a tour on a line, by hand."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from sejuk.model.force import Agency, Role, Roster, RosterLine
from sejuk.model.time import Shift
from sejuk.model.values import History, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.night import Night
from sejuk.planning.problem import Meeting, PatrolProblem
from sejuk.planning.tour import Timed, fixed_tour, items_of, time_tour
from tests.planning.chance import SETTINGS, grid_district, problem_of


def line_problem(
    *, hours: int = 3, meetings: tuple[Meeting, ...] = (), **facts: object
) -> PatrolProblem:
    """The post, then four places two minutes apart; `facts` are those of the third, p2."""
    district = grid_district(
        [(k, 0) for k in range(5)],
        [(str(k),) for k in range(5)],
        facts=[facts if k == 2 else {} for k in range(5)],
    )
    roster = Roster(lines=(RosterLine(agency=Agency.POLRI, role=Role.LEADER, people=2),))
    night = Night(
        district=district,
        roster=roster,
        crews=make_crews(roster, settings=SETTINGS, police_post="p0", count=1),
        shift=Shift(date=dt.date(2024, 11, 28), start=dt.time(22), end=dt.time((22 + hours) % 24)),
        tension=Tension(),
        history=History(),
        floors={},
        settings=SETTINGS,
    )
    return msgspec.structs.replace(problem_of(night), meetings=meetings)


def timed(problem: PatrolProblem, tour: tuple[int, ...]) -> Timed | None:
    items = items_of(problem)
    return time_tour(problem, items, items.windows(problem, (tour,)), 0, tour)


def item(place: int, block: int) -> int:
    return 2 * place + block


def test_out_and_back() -> None:
    # 2 steps of 120 s out, 12 minutes there, one step on, 12 minutes, three steps home.
    assert timed(line_problem(), (item(2, 0), item(3, 0))) == Timed(
        depart=0, arrive=(240, 1080), start=(240, 1080), back=2160, travel=720
    )


def test_a_crew_leaves_as_late_as_it_can() -> None:
    # p2 opens at 23.00: they are there then, and not before.
    assert timed(line_problem(opens=23 * 60, closes=60), (item(2, 0),)) == Timed(
        depart=3360, arrive=(3600,), start=(3600,), back=4560, travel=480
    )


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        # The shift is 22.00–01.00, its halves end at 23.30 and 01.00.
        (18 * 60, 22 * 60 + 30, [(0, 1800), None]),
        (23 * 60, 24 * 60 - 1, [(3600, 5399), (5400, 7140)]),
        (0, 60, [None, (7200, 10799)]),
        (20 * 60, 6 * 60, [(0, 5399), (5400, 10799)]),
        # Open but for 22.15–00.30: the longer part in each block.
        (30, 22 * 60 + 15, [(0, 900), (9000, 10799)]),
        (8 * 60, 12 * 60, [None, None]),
    ],
)
def test_hours(opens: int, closes: int, expected: list[tuple[int, int] | None]) -> None:
    problem = line_problem(opens=opens, closes=closes)
    spans = [
        (int(e), int(late)) if e <= late else None
        for e, late in zip(problem.early[2], problem.late[2], strict=True)
    ]
    assert spans == expected
    assert (problem.value[2] > 0).tolist() == [span is not None for span in expected]


def test_two_visits_to_a_place_keep_apart() -> None:
    problem = line_problem()
    items = items_of(problem)
    first, second = item(2, 0), item(2, 1)
    alone = timed(problem, (first,))
    both = timed(problem, (first, second))
    assert alone is not None
    assert both is not None
    assert both.start[0] == alone.start[0]
    # The second block begins at 5400, 57 minutes from the start of the shift is 3420.
    assert both.start[1] == max(5400, both.start[0] + 720 + 45 * 60)
    windows = items.windows(problem, ((first, second),))
    assert windows.late[first] == both.start[1] - 720 - 45 * 60


def test_a_visit_waits_for_the_one_before_it_to_the_same_place() -> None:
    """Within a block: the second visit is an item of its own, 45 minutes after the first."""
    problem = line_problem()
    items = items_of(problem)
    again = items.firsts + item(2, 0)
    assert items.leader(again) == item(2, 0)
    assert items.prize[again] == pytest.approx(0.3 * items.prize[item(2, 0)])
    both = timed(problem, (item(2, 0), again))
    assert both is not None
    assert both.start[1] == both.start[0] + 720 + 45 * 60
    assert timed(problem, (again, item(2, 0))) is None


def test_a_joint_visit_is_the_visit_of_its_block() -> None:
    meeting = Meeting(place=2, block=0, start=2700, seconds=720, crews=(0,), joint=True)
    problem = line_problem(meetings=(meeting,))
    items = items_of(problem)
    assert items.late[item(2, 0)] < items.early[item(2, 0)]
    # Until 3420, then 45 minutes.
    assert items.early[item(2, 1)] == 3420 + 2700


@pytest.mark.parametrize(
    ("start", "breaks_first"),
    # Five hours; the break starts between 6000 and 12000 s, takes 15 minutes, p4 is 8 away.
    [(3000, False), (6500, False), (7380, True), (15000, True)],
)
def test_the_break_goes_where_the_meeting_leaves_time(start: int, breaks_first: bool) -> None:
    meeting = Meeting(place=4, block=1, start=start, seconds=300, crews=(0,), joint=False)
    problem = line_problem(hours=5, meetings=(meeting,))
    items = items_of(problem)
    tour = fixed_tour(problem, items, 0)
    assert (tour[0] == items.visits + items.meetings) is breaks_first
    assert timed(problem, tour) is not None


def test_too_late() -> None:
    assert timed(line_problem(hours=1), tuple(item(k, b) for b in (0, 1) for k in (1, 2))) is None
