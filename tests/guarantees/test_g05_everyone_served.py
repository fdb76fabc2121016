"""G5: everyone is served, or is reported short with the reason; nobody is besieged.

Counted here from the stops alone, by nothing that planning or its checker use. There is no override
of the cap in the program at all, signed or not.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from statistics import median

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from sejuk.model.plan import Plan
from sejuk.model.values import AreaTension, History, Tension
from sejuk.planning.crews import make_crews
from sejuk.planning.night import Night, plan_night
from sejuk.planning.week import plan_nights
from tests.planning.chance import SETTINGS, TINY, nights, small_night, tiny_search

EXAMPLES, SOAK_EXAMPLES = 20, 1_000
WEEK, DAYS = 7, 14
SMALL = msgspec.structs.replace(TINY, tries=0, tried=10, kernels=30, asked=1)


def visits_in(plan: Plan) -> Counter[str]:
    return Counter(
        stop.neighbourhood
        for route in plan.routes
        for stop in route.stops
        if stop.neighbourhood is not None and stop.leave - stop.start >= 10 * 60
    )


def minutes_in(plan: Plan) -> Counter[str]:
    found: Counter[str] = Counter()
    for route in plan.routes:
        for stop in route.stops:
            if stop.neighbourhood is not None:
                found[stop.neighbourhood] += (stop.leave - stop.start) // 60
    return found


def check_served(night: Night, plan: Plan) -> None:
    """What is due is done, or the plan says how much is missing and why."""
    visits = visits_in(plan)
    said = {unmet.id: unmet for unmet in plan.unmet if unmet.what == "floor"}
    for hood, due in night.floors.items():
        short = due - visits[hood]
        if short > 0:
            assert said[hood].detail == str(short), hood
            assert said[hood].reason, hood


def check_not_besieged(night: Night, plan: Plan) -> None:
    """Three times the median minutes per resident over 14 nights, tonight among them; while there
    is no such record, so many stops."""
    hoods = night.district.neighbourhoods
    people = {hood.id: hood.population or 0 for hood in hoods}
    if not all(people.values()):
        people = dict.fromkeys(people, 1)
    before = night.history.presence[:DAYS]
    sums = {h: sum(one.get(h, 0.0) for one in before) for h in people}
    usual = median(sums[h] / people[h] for h in people)
    visits, minutes = visits_in(plan), minutes_in(plan)
    for hood in visits:
        if night.history.nights < DAYS or not usual:
            assert visits[hood] <= night.settings.burden_stops_without_history
            continue
        last = sum(one.get(hood, 0.0) for one in before[: DAYS - 1])
        assert last + minutes[hood] <= 3 * usual * people[hood] + 1e-6, hood


def check_night(night: Night) -> None:
    plan = plan_night(night, tiny_search(preset=SMALL))
    check_served(night, plan)
    check_not_besieged(night, plan)


@given(nights())
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), derandomize=True)
def test_on_invented_nights(night: Night) -> None:
    check_night(night)


@pytest.mark.soak
@given(nights())
@settings(max_examples=SOAK_EXAMPLES, suppress_health_check=list(HealthCheck))
def test_on_a_thousand_invented_nights(night: Night) -> None:
    check_night(night)


def test_in_any_seven_nights_everyone_has_a_visit_or_is_reported() -> None:
    """Sixteen nights, which the cap of 14 is counted over, too; one crew has an hour, and two
    neighbourhoods are so tense that it would go nowhere else."""
    night, search = small_night(), tiny_search(preset=SMALL)
    tense = {"1": 100.0, "2": 100.0}
    hoods = [hood.id for hood in night.district.neighbourhoods]
    night = msgspec.structs.replace(
        night,
        shift=msgspec.structs.replace(night.shift, end=dt.time(23)),
        crews=make_crews(night.roster, settings=SETTINGS, police_post="p0", count=1),
        tension=Tension(areas=tuple(AreaTension(area=h, mean=tense.get(h, 1.0)) for h in hoods)),
    )
    planned = plan_nights(night, 16, lambda tonight: plan_night(tonight, search))
    served = [visits_in(plan) for _, plan in planned]
    for last in range(WEEK, len(planned) + 1):
        tonight = planned[last - 1][1]
        short = {unmet.id for unmet in tonight.unmet if unmet.what == "floor" and unmet.reason}
        for hood in hoods:
            assert hood in short or any(one[hood] for one in served[last - WEEK : last]), last
    for tonight_asked, plan in planned:
        check_not_besieged(tonight_asked, plan)


def test_where_crews_have_been_most_they_come_no_more() -> None:
    """12 minutes a night everywhere make a median of 168 in 14 nights: at most 504 in one. With 40
    on each of the 13 nights before, 520, there is room for no visit, however tense it is."""
    night = small_night()
    hoods = [hood.id for hood in night.district.neighbourhoods]
    history = History(
        nights=DAYS,
        place_nights_ago={place.id: 2 for place in night.district.places},
        neighbourhood_nights_ago=dict.fromkeys(hoods, 2),
        presence=({hood: 40.0 if hood == "1" else 12.0 for hood in hoods},) * DAYS,
    )
    night = msgspec.structs.replace(
        night, history=history, tension=Tension(areas=(AreaTension(area="1", mean=100.0),))
    )
    plan = plan_night(night, tiny_search(preset=SMALL))
    check_not_besieged(night, plan)
    assert visits_in(plan)["1"] == 0
    assert visits_in(plan)["2"] > 0
