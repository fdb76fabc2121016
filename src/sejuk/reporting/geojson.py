"""A plan as GeoJSON (RFC 7946): legs on the streets as lines, stops as points."""

from __future__ import annotations

from typing import Any

import msgspec

from sejuk.model.district import District
from sejuk.model.plan import Plan, Route
from sejuk.reporting.legs import Leg, Paths, route_legs


def plan_geojson(plan: Plan, district: District, paths: Paths) -> bytes:
    """One LineString per leg, one Point per stop; times are local ISO 8601 with offset.

    Column by column: docs/reference/plan-files.md.
    """
    features: list[dict[str, Any]] = []
    for route in plan.routes:
        legs = route_legs(route, district, paths)
        features += [_line(number, leg, route, plan) for number, leg in enumerate(legs, 1)]
        features += _points(route, plan, district)
    collection = {
        "type": "FeatureCollection",
        "credit": district.source.credit,
        "vintage": district.source.vintage,
        "synthetic": plan.synthetic,
        "features": features,
    }
    return msgspec.json.format(msgspec.json.encode(collection), indent=1) + b"\n"


def _line(number: int, leg: Leg, route: Route, plan: Plan) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": leg.coords},
        "properties": {
            "what": "leg",
            "crew": route.crew.id,
            "mode": route.crew.mode.value,
            "number": number,
            "from": leg.origin.id,
            "to": leg.target.id,
            "depart": plan.shift.at(leg.depart).isoformat(),
            "arrive": plan.shift.at(leg.arrive).isoformat(),
            "on_streets": leg.on_streets,
        },
    }


def _points(route: Route, plan: Plan, district: District) -> list[dict[str, Any]]:
    places = {place.id: place for place in district.places}
    return [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": (places[stop.place].lon, places[stop.place].lat),
            },
            "properties": {
                "what": "stop",
                "crew": route.crew.id,
                "number": number,
                "place": stop.place,
                "name": places[stop.place].name,
                "place_kind": places[stop.place].kind.value,
                "kind": stop.kind.value,
                "arrive": plan.shift.at(stop.arrive).isoformat(),
                "start": plan.shift.at(stop.start).isoformat(),
                "leave": plan.shift.at(stop.leave).isoformat(),
                "neighbourhood": stop.neighbourhood,
                "value": stop.value,
                "reasons": {reason.code: reason.amount for reason in stop.reasons},
                "meets": stop.meets,
            },
        }
        for number, stop in enumerate(route.stops, 1)
    ]
