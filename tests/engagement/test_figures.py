"""Which weeks are due, and on which side of a table an event falls."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sejuk.engagement.figures import Known, days_of, week_figures
from sejuk.engagement.weeks import monday, weeks_due
from sejuk.model.public_page import Group
from sejuk.operations.dialogues import Act, VisitMade, visits_made

MONDAY = date(2024, 11, 25)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.mark.parametrize(
    ("begun", "published_until", "today", "due"),
    [
        (MONDAY, None, MONDAY + 6 * DAY, 0),
        (MONDAY, None, MONDAY + WEEK, 1),
        (MONDAY + 3 * DAY, None, MONDAY + WEEK, 1),  # a week begun on Thursday counts from there
        (MONDAY, MONDAY + WEEK, MONDAY + WEEK, 0),
        (MONDAY, MONDAY + WEEK, MONDAY + 4 * WEEK + DAY, 3),
        (MONDAY, MONDAY + 2 * WEEK, MONDAY, 0),  # a clock that went back
    ],
)
def test_weeks_that_are_due(
    begun: date, published_until: date | None, today: date, due: int
) -> None:
    found = weeks_due(begun, published_until, today)
    assert len(found) == due
    assert all(week.weekday() == 0 for week in found)
    assert monday(begun) == MONDAY


def test_what_has_an_outcome_is_told_a_week_later() -> None:
    assert days_of(Group.VISITS, MONDAY) == (MONDAY, MONDAY + WEEK)
    assert days_of(Group.CONCERNS, MONDAY) == (MONDAY - WEEK, MONDAY)
    events = [Known(day=MONDAY - DAY, area="1", is_with=n < 6) for n in range(11)]
    events += [Known(day=MONDAY, area="1", is_with=True)] * 50  # of the week after
    found = week_figures("Melati", MONDAY, ("1",), {Group.CONCERNS: events})
    concerns = found.of(Group.CONCERNS)
    assert concerns is not None
    assert (concerns.total[0], concerns.total[2]) == (6, 11)
    # Were the line of area 1 shown, it would tell that there was nothing anywhere else.
    assert concerns.rows[:-1] == ((None, None, None), (None, None, None))


def act(minute: int, kind: str, place: str = "pasar", who: str = "A") -> Act:
    at = datetime(2024, 11, 28, 22, tzinfo=UTC) + timedelta(minutes=minute)
    return Act(who=who, kind=kind, place=place, at=at, received=at + timedelta(hours=1))


@pytest.mark.parametrize(
    ("acts", "made"),
    [
        ([act(0, "arrived"), act(10, "left")], [("pasar", False)]),
        ([act(0, "arrived"), act(5, "talked"), act(11, "left")], [("pasar", True)]),
        ([act(0, "arrived"), act(5, "talked"), act(9, "left")], []),  # shorter than ten minutes
        ([act(0, "arrived"), act(5, "talked", who="B"), act(11, "left")], [("pasar", False)]),
        ([act(0, "arrived"), act(5, "talked", "gang"), act(11, "left")], [("pasar", False)]),
        ([act(0, "arrived"), act(5, "talked")], []),  # never left
        ([act(1, "talked"), act(2, "arrived"), act(20, "left")], [("pasar", False)]),
        ([act(0, "left")], []),
    ],
)
def test_a_visit_and_whether_there_was_a_dialogue(
    acts: list[Act], made: list[tuple[str, bool]]
) -> None:
    found = visits_made(acts)
    assert [(visit.place, visit.dialogue) for visit in found] == made
    assert all(isinstance(v, VisitMade) and v.known == acts[-1].received for v in found)
