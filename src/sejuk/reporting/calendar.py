"""A plan as iCalendar (RFC 5545); the only file that imports icalendar."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import icalendar

from sejuk.model.district import District
from sejuk.model.place import Place
from sejuk.model.plan import Plan, Route, Stop
from sejuk.reporting.names import crew_title, place_areas, reason_sum
from sejuk.reporting.words import say_code


def plan_calendar(plan: Plan, district: District) -> bytes:
    """One event per crew and stop, so that a crew leader's phone rings before each."""
    return duty_calendar(f"Patroli {plan.district}", [(plan, district)])


def duty_calendar(title: str, plans: Sequence[tuple[Plan, District]]) -> bytes:
    """The same of several nights.

    UIDs are a hash of district, date, night, plan kind, crew, place and time: a plan written
    again replaces its events. DTSTAMP is the shift's start, never the clock.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//sejuk//sejuk plan 1//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    zones = {plan.shift.zone: plan for plan, _ in plans}
    if len(zones) == 1:
        calendar.add("x-wr-timezone", next(iter(zones)))
    for plan in zones.values():
        calendar.add_component(_zone(plan))
    for plan, district in plans:
        places = {place.id: place for place in district.places}
        for route in plan.routes:
            for number, stop in enumerate(route.stops, 1):
                event = _event(number, stop, places[stop.place], route, plan, district)
                calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _zone(plan: Plan) -> icalendar.Timezone:
    """Indonesia has no summer time, so that one STANDARD part with its offset is the zone."""
    offset = plan.shift.begins.utcoffset() or timedelta()
    zone = icalendar.Timezone()
    zone.add("tzid", plan.shift.zone)
    standard = icalendar.TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 – RFC 5545 3.6.5 asks for local time
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", plan.shift.zone_label)
    zone.add_component(standard)
    return zone


def _event(
    number: int, stop: Stop, place: Place, route: Route, plan: Plan, district: District
) -> icalendar.Event:
    crew = crew_title(route.crew).id
    kind = say_code("stop_kind", stop.kind.value).id
    event = icalendar.Event()
    event.add("uid", _uid(plan, route, stop))
    event.add("dtstamp", plan.shift.begins.astimezone(UTC))
    event.add("dtstart", plan.shift.at(stop.arrive))
    event.add("dtend", plan.shift.at(stop.leave))
    event.add("summary", f"{crew} · {number}. {place.name}")
    event.add("location", f"{place.name}, {place_areas(place, district).id}, {plan.district}")
    event.add("geo", (place.lat, place.lon))
    event.add("categories", [crew, kind])
    event.add("description", _description(stop, kind))
    return event


def _description(stop: Stop, kind: str) -> str:
    lines = [kind]
    if stop.meets:
        lines.append(f"Bertemu tim {', '.join(stop.meets)}")
    if stop.reasons:
        lines.append(f"Nilai: {reason_sum(stop.reasons, stop.value).id}")
    return "\n".join(lines)


def _uid(plan: Plan, route: Route, stop: Stop) -> str:
    parts = (
        *(plan.district, plan.shift.date.isoformat(), plan.night, plan.kind),
        *(route.crew.id, stop.place, stop.arrive),
    )
    digest = hashlib.sha256("\x1f".join(str(p) for p in parts).encode()).hexdigest()
    return f"{digest[:32]}@sejuk"
