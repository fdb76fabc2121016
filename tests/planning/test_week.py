"""Several nights: what is owed when, and a week on a small district."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from sejuk.model.force import Agency, Role, Roster, RosterLine
from sejuk.model.plan import Plan
from sejuk.model.time import Shift
from sejuk.model.values import AreaTension, History, Tension
from sejuk.planning.burden import burden_caps
from sejuk.planning.crews import make_crews
from sejuk.planning.night import Night, plan_night
from sejuk.planning.verify import verify_nights
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


def broken(nights: list[tuple[Night, Plan]]) -> list[tuple[str, str]]:
    """What the checker finds when it puts the nights side by side: (rule, where)."""
    first = nights[0][0]
    found = verify_nights(
        [plan for _, plan in nights],
        district=first.district,
        tension=first.tension,
        history=first.history,
        settings=first.settings,
    )
    return [(violation.rule, violation.where) for violation in found]


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
    assert broken(nights) == []
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
    assert broken(nights) == []
    silent = [(night, msgspec.structs.replace(plan, unmet=())) for night, plan in nights]
    assert {where for rule, where in broken(silent) if rule == "nights_floor"} == missing
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
    # Twelve minutes for each visit, of a border for the side it counts for.
    assert after.presence[0] == {row.id: 12.0 * row.visits for row in plan.cover if row.visits}
    assert after.presence[1:] == before.presence


@pytest.mark.parametrize(
    ("number", "last", "aimed"),
    [
        # Nights planned together that are fewer than seven: sought on the last and the one before;
        # of two the first spreads by itself. A week has its floor, one night alone has neither.
        (1, 1, False),
        (1, 2, False),
        (2, 2, True),
        (1, 3, False),
        (2, 3, True),
        (3, 3, True),
        (5, 6, True),
        (7, 7, False),
    ],
)
def test_a_short_horizon_aims_at_every_neighbourhood(number: int, last: int, aimed: bool) -> None:
    history = History(nights=number - 1, neighbourhood_nights_ago={"2": 1} if number > 1 else {})
    night = msgspec.structs.replace(first_night(), number=number, history=history)
    everyone = frozenset(str(h + 1) for h in range(HOODS))
    tonight = owed_tonight(night, last=last)
    assert tonight.aims == (everyone - {"2"} if aimed else frozenset())


def test_two_nights_serve_everyone_who_can_be_served() -> None:
    # Neighbourhood 7 is cold: its visits are worth a tenth of the others', and yet it has one.
    cold = Tension(areas=(AreaTension(area="7", mean=5.0),))
    alone = msgspec.structs.replace(SETTINGS, joint_visits_per_night=0)
    first = msgspec.structs.replace(first_night(minutes=75), tension=cold, settings=alone)
    nights = week(first, 2)
    assert [len(plan.routes[0].stops) < HOODS for _, plan in nights] == [True, True]
    served = [{row.id for row in plan.cover if row.visits} for _, plan in nights]
    assert "7" not in served[0]
    assert served[0] | served[1] == {str(h + 1) for h in range(HOODS)}
    assert broken(nights) == []


def test_nights_out_of_order_are_noticed() -> None:
    nights = week(first_night(minutes=20), 3)
    assert ("nights_order", "2") in broken([nights[0], nights[2], nights[1]])


def a_record(minutes: dict[str, float], ago: int) -> History:
    """Fourteen nights, on one of which these neighbourhoods had a visit of so many minutes."""
    presence = tuple(minutes if n == ago else {} for n in range(1, 15))
    return History(nights=14, presence=presence)


@pytest.mark.parametrize(
    ("history", "people", "caps"),
    [
        # Less than 14 nights of record, or a median of 0: three.
        (History(nights=13, presence=({"1": 99.0},) * 13), None, [3] * HOODS),
        (History(nights=14, presence=({"1": 99.0},) * 14), None, [3] * HOODS),
        # 24 minutes each: 3 × 24 − 24 = 48, four visits; of the fourteenth night nothing is left
        # in the window, so six.
        (a_record({str(h): 24.0 for h in range(1, 8)}, 1), None, [4] * HOODS),
        (a_record({str(h): 24.0 for h in range(1, 8)}, 14), None, [6] * HOODS),
        # 1 had 60 minutes: (72 − 60)/12 = 1; with 73 more than all it may have.
        (a_record({str(h): 24.0 for h in range(2, 8)} | {"1": 60.0}, 1), None, [1] + [4] * 6),
        (a_record({str(h): 24.0 for h in range(2, 8)} | {"1": 73.0}, 1), None, [0] + [4] * 6),
        # Twice the residents in 1: 2 × 72 − 24 = 120, ten visits.
        (a_record({str(h): 24.0 for h in range(1, 8)}, 1), [200] + [100] * 6, [10] + [4] * 6),
        # Nobody known to live in 1: per neighbourhood.
        (a_record({str(h): 24.0 for h in range(1, 8)}, 1), [0] + [100] * 6, [4] * HOODS),
    ],
)
def test_the_burden_cap(history: History, people: list[int] | None, caps: list[int]) -> None:
    district = first_night().district
    if people is not None:
        pairs = zip(district.neighbourhoods, people, strict=True)
        hoods = tuple(msgspec.structs.replace(hood, population=n) for hood, n in pairs)
        district = msgspec.structs.replace(district, neighbourhoods=hoods)
    assert burden_caps(district, history, SETTINGS).tolist() == caps


def test_a_floor_that_the_burden_cap_forbids_says_so() -> None:
    minutes = {str(h): 24.0 for h in range(2, 8)} | {"1": 100.0}
    record = msgspec.structs.replace(
        a_record(minutes, 8), neighbourhood_nights_ago={str(h): 8 for h in range(1, 8)}
    )
    ((night, plan),) = week(msgspec.structs.replace(first_night(), history=record), 1)
    assert violations(plan, night) == ()
    assert night.floors["1"] == 1
    assert ("1", "cap") in {(u.id, u.reason) for u in plan.unmet if u.what == "floor"}
    assert {row.id: row.visits for row in plan.cover}["1"] == 0
