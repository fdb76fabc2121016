"""iCalendar read back by icalendar."""

from __future__ import annotations

from datetime import timedelta

import icalendar
import msgspec
import pytest

from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.reporting.calendar import plan_calendar


def parsed(plan: Plan, district: District) -> icalendar.Calendar:
    calendar = icalendar.Calendar.from_ical(plan_calendar(plan, district))
    assert isinstance(calendar, icalendar.Calendar)
    return calendar


def test_one_event_per_crew_and_stop(plan: Plan, district: District) -> None:
    events = parsed(plan, district).events
    assert len(events) == 7
    assert len({str(e["uid"]) for e in events}) == 7
    assert str(events[0]["summary"]) == "Tim 1 · 1. Pasar Melati"
    assert events[0].start == plan.shift.at(600)
    assert events[0].end - events[0].start == timedelta(minutes=12)


def test_stamp_is_the_shifts_start(plan: Plan, district: District) -> None:
    assert {e.DTSTAMP for e in parsed(plan, district).events} == {plan.shift.begins}


@pytest.mark.parametrize(
    ("zone", "hours"), [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)]
)
def test_time_zone_is_defined(zone: str, hours: int, plan: Plan, district: District) -> None:
    shift = msgspec.structs.replace(plan.shift, zone=zone)
    calendar = parsed(msgspec.structs.replace(plan, shift=shift), district)
    defined = calendar.timezones[0]
    assert defined.tz_name == zone
    assert defined.to_tz(lookup_tzid=False).utcoffset(shift.begins) == timedelta(hours=hours)
    assert calendar.get_missing_tzids() == set()


def test_a_plan_written_again_replaces_its_events(plan: Plan, district: District) -> None:
    again = msgspec.structs.replace(plan, seed=1)
    assert [str(e["uid"]) for e in parsed(plan, district).events] == [
        str(e["uid"]) for e in parsed(again, district).events
    ]


def test_text_is_escaped_and_folded(plan: Plan, district: District) -> None:
    name = "Pasar; Melati, \\ " + "panjang " * 20
    places = tuple(
        msgspec.structs.replace(p, name=name) if p.id == "pasar" else p for p in district.places
    )
    odd = msgspec.structs.replace(district, places=places)
    content = plan_calendar(plan, odd)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert name in str(parsed(plan, odd).events[0]["summary"])
