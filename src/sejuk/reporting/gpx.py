"""One crew's route as GPX 1.1, for any phone's map app; the only file that imports gpxpy."""

from __future__ import annotations

from datetime import UTC

import gpxpy.gpx

from sejuk.model.district import District
from sejuk.model.plan import Plan, Route
from sejuk.reporting.format import hours, long_date
from sejuk.reporting.legs import Leg, Paths, route_legs
from sejuk.reporting.names import crew_title, stop_note


def crew_gpx(route: Route, plan: Plan, district: District, paths: Paths) -> str:
    """A `<rte>` of the stops with their planned times and a `<trk>` along the streets.

    Times are UTC, as GPX asks, and come from the plan alone. Legs without a path on the
    streets are left out of the track.
    """
    gpx = gpxpy.gpx.GPX()
    gpx.creator = "sejuk"
    gpx.name = f"{crew_title(route.crew).id} – {plan.district}"
    gpx.description = f"{long_date(plan.shift.date, 'id')}, {hours(plan.shift, 'id')}"
    gpx.time = plan.shift.begins.astimezone(UTC)
    gpx.copyright_author = district.source.credit
    gpx.routes.append(_stops(route, plan, district))
    gpx.tracks.append(_track(route, plan, route_legs(route, district, paths)))
    return gpx.to_xml(version="1.1") + "\n"


def _stops(route: Route, plan: Plan, district: District) -> gpxpy.gpx.GPXRoute:
    places = {place.id: place for place in district.places}
    stops = gpxpy.gpx.GPXRoute(name=crew_title(route.crew).id)
    for number, stop in enumerate(route.stops, 1):
        place = places[stop.place]
        point = gpxpy.gpx.GPXRoutePoint(
            latitude=place.lat,
            longitude=place.lon,
            time=plan.shift.at(stop.arrive).astimezone(UTC),
            name=f"{number}. {place.name}",
            description=stop_note(stop, plan.shift).id,
            type=stop.kind.value,
        )
        stops.points.append(point)
    return stops


def _track(route: Route, plan: Plan, legs: tuple[Leg, ...]) -> gpxpy.gpx.GPXTrack:
    """One segment a leg; its first and last point carry the planned times."""
    track = gpxpy.gpx.GPXTrack(name=crew_title(route.crew).id)
    for leg in legs:
        if not leg.on_streets:
            continue
        points = [gpxpy.gpx.GPXTrackPoint(lat, lon) for lon, lat in leg.coords]
        points[0].time = plan.shift.at(leg.depart).astimezone(UTC)
        points[-1].time = plan.shift.at(leg.arrive).astimezone(UTC)
        track.segments.append(gpxpy.gpx.GPXTrackSegment(points))
    return track
