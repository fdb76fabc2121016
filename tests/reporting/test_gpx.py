"""GPX read back by gpxpy: what a phone's map app gets."""

from __future__ import annotations

from datetime import UTC, datetime

import gpxpy
import msgspec

from sejuk.model.district import District
from sejuk.model.plan import Plan
from sejuk.reporting.gpx import crew_gpx
from sejuk.reporting.legs import Paths


def test_stops_are_a_route_with_planned_times(plan: Plan, district: District, paths: Paths) -> None:
    text = crew_gpx(plan.routes[0], plan, district, paths)
    gpx = gpxpy.parse(text)
    assert gpx.creator == "sejuk"
    points = gpx.routes[0].points
    assert [p.name for p in points] == ["1. Pasar Melati", "2. Balai Warga", "3. Simpang Kenanga"]
    # 22.10 WIB is 15.10 UTC.
    assert points[0].time == datetime(2024, 11, 28, 15, 10, tzinfo=UTC)
    assert (points[0].longitude, points[0].latitude) == (106.802, -6.196)


def test_track_follows_the_streets(plan: Plan, district: District, paths: Paths) -> None:
    track = gpxpy.parse(crew_gpx(plan.routes[0], plan, district, paths)).tracks[0]
    assert [len(s.points) for s in track.segments] == [4, 3, 3, 4]
    assert track.segments[0].points[0].time == datetime(2024, 11, 28, 15, 0, tzinfo=UTC)


def test_legs_without_streets_are_left_out(plan: Plan, district: District) -> None:
    assert gpxpy.parse(crew_gpx(plan.routes[0], plan, district, {})).tracks[0].segments == []


def test_is_text_of_the_plan_alone(plan: Plan, district: District, paths: Paths) -> None:
    places = tuple(
        msgspec.structs.replace(p, name='<b>&"Pasar"') if p.id == "pasar" else p
        for p in district.places
    )
    odd = msgspec.structs.replace(district, places=places)
    text = crew_gpx(plan.routes[0], plan, odd, paths)
    assert text == crew_gpx(plan.routes[0], plan, odd, paths)
    assert gpxpy.parse(text).routes[0].points[0].name == '1. <b>&"Pasar"'
