"""Several nights: what is owed when, and a week on a small district."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from sejuk.model.force import Agency, Role, Roster, RosterLine
from sejuk.model.plan import Plan
from sejuk.model.time import Shift
from sejuk.model.values import History, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.night import Night, plan_night
from sejuk.planning.week import history_after, owed_tonight, plan_nights
from tests.planning.chance import SETTINGS, grid_district, tiny_search, violations

HOODS = 7


def first_night(*, crews: int = 1, minutes: int = 60, rawan: tuple[int, ...] = (3, 9)) -> Night:
    """Two places in each of seven neighbourhoods; the post stands in the first."""
    n = 2 * HOODS
    district = grid_district(
        [(k % 5, k // 5) for k in range(n)],
        [(str(k // 2 + 1),) for k in range(n)],
        facts=[{"rawan": k in rawan} for k in range(n)],
    )
    roster = Roster(
        lines=tuple(
            RosterLine(agency=a, role=Role.LEADER, people=crews)
            for a in (Agency.POLRI, Agency.TNI, Agency.SATPOL_PP)
        )
    )
    end = 22 * 60 + minutes
    return Night(
        district=district,
        roster=roster,
        crews=make_crews(roster, settings=SETTINGS, police_post="p0"),
        shift=Shift(
            date=dt.date(2024, 11, 28), start=dt.time(22), end=dt.time(end // 60 % 24, end % 60)
        ),
        tension=Tension(),
        history=History(),
        floors={},
        settings=SETTINGS,
    )


def week(night: Night, nights: int = 7) -> list[tuple[Night, Plan]]:
    return list(plan_nights(night, nights, lambda tonight: plan_night(tonight, tiny_search())))


def visited(plan: Plan) -> set[str]:
    return {s.place for r in plan.routes for s in r.stops if s.neighbourhood is not None}


@pytest.mark.parametrize(
    ("number", "ago", "last", "owed"),
    [
        # Every neighbourhood once in 7 nights: asked on the sixth and seventh night.
        (5, None, 7, False),
        (6, None, 7, True),
        (7, None, 7, True),
        # Visited on night 1: due again by night 8, after the horizon.
        (7, 6, 7, False),
        (7, 6, 8, True),
        (8, 7, 8, True),
        # One night alone owes nothing yet.
        (1, None, 1, False),
    ],
)
def test_a_neighbourhood_falls_due(number: int, ago: int | None, last: int, owed: bool) -> None:
    history = History(nights=number - 1, neighbourhood_nights_ago={"2": ago} if ago else {})
    night = msgspec.structs.replace(first_night(), number=number, history=history)
    assert ("2" in owed_tonight(night, last=last).floors) is owed


@pytest.mark.parametrize(
    ("number", "ago", "owed"),
    # Every rawan place once in any 4 nights: after night 1 by night 5, so asked on 4 and 5.
    [(2, None, False), (3, None, True), (4, None, True), (3, 2, False), (4, 3, True), (5, 4, True)],
)
def test_a_rawan_place_falls_due(number: int, ago: int | None, owed: bool) -> None:
    history = History(nights=number - 1, place_nights_ago={"p3": ago} if ago else {})
    night = msgspec.structs.replace(first_night(), number=number, history=history)
    assert owed_tonight(night, last=7).must == (
        {"p3", "p9"}
        if owed and not ago
        else ({"p3"} if owed else set()) | ({"p9"} if number >= 3 else set())
    )


def test_a_record_older_than_the_horizon_counts() -> None:
    # Ten nights of record without a visit to `2`: owed on the first night of a new horizon.
    night = msgspec.structs.replace(first_night(), history=History(nights=10))
    assert "2" in owed_tonight(night, last=7).floors
    assert owed_tonight(night, last=7).must == {"p3", "p9"}


def test_a_week_meets_its_floors() -> None:
    # One crew has time for the two joint visits and some stops more: enough for 7 neighbourhoods
    # and 2 places.
    nights = week(first_night(minutes=120))
    served = {s for _, plan in nights for row in plan.cover if row.visits for s in [row.id]}
    assert served == {str(h + 1) for h in range(HOODS)}
    for first in range(4):
        window = set().union(*(visited(plan) for _, plan in nights[first : first + 4]))
        assert {"p3", "p9"} <= window
    for night, plan in nights:
        assert violations(plan, night) == ()
        assert not [u for u in plan.unmet if u.what in {"floor", "rawan_gap"}]
    assert [plan.night for _, plan in nights] == list(range(1, 8))
    assert [night.shift.date.day for night, _ in nights] == [28, 29, 30, 1, 2, 3, 4]


def test_what_a_week_cannot_give_is_listed() -> None:
    # Time for one stop a night and ten things owed.
    nights = week(first_night(minutes=20))
    served = {row.id for _, plan in nights for row in plan.cover if row.visits}
    missing = {str(h + 1) for h in range(HOODS)} - served
    assert missing
    last = nights[-1][1]
    assert {u.id for u in last.unmet if u.what == "floor"} == missing
    for night, plan in nights:
        assert violations(plan, night) == ()
        long_ago = {
            p
            for p in ("p3", "p9")
            if night.history.nights
            and night.history.place_nights_ago.get(p, night.history.nights + 1) >= 4
        }
        assert {u.id for u in plan.unmet if u.what == "rawan_gap"} == long_ago - visited(plan)


def test_history_grows_by_a_night() -> None:
    plan = plan_night(first_night(), tiny_search())
    before = History(
        nights=2, place_nights_ago={"p3": 1, "x": 2}, neighbourhood_nights_ago={"9": 2}
    )
    after = history_after(before, plan)
    assert after.nights == 3
    assert after.place_nights_ago["x"] == 3
    assert after.neighbourhood_nights_ago["9"] == 3
    for place in visited(plan):
        assert after.place_nights_ago[place] == 1
