"""A district as GeoJSON (RFC 7946), for maps that draw themselves: streets, areas, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sejuk.model.district import District
from sejuk.model.place import LonLat, Neighbourhood, Place

DIGITS = 6
"""Decimals of a degree: a tenth of a metre."""


def district_geojson(id_: str, district: District) -> bytes:
    """One FeatureCollection; `what` says what a feature is: neighbourhood, street or place."""
    network = district.network
    lon, lat = network.shape_lon, network.shape_lat
    collection = {
        "type": "FeatureCollection",
        "id": id_,
        "name": district.name,
        "credit": district.source.credit,
        "vintage": district.source.vintage,
        "synthetic": district.source.synthetic,
        "bbox": [round(float(x), DIGITS) for x in (lon.min(), lat.min(), lon.max(), lat.max())],
        "features": [
            *(_area(hood) for hood in district.neighbourhoods),
            *_streets(district),
            *(_place(place) for place in district.places),
        ],
    }
    return msgspec.json.encode(collection)


def _area(hood: Neighbourhood) -> dict[str, Any]:
    geometry = {
        "type": "MultiPolygon",
        "coordinates": [[_line(ring) for ring in polygon] for polygon in hood.rings],
    }
    properties = {
        "what": "neighbourhood",
        "id": hood.id,
        "name": hood.name,
        "ward": hood.ward,
        "population": hood.population,
        "population_estimated": hood.population_estimated,
    }
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _streets(district: District) -> Iterator[dict[str, Any]]:
    """One MultiLineString for each street name and class: fewer features than edges."""
    network = district.network
    lines: dict[tuple[int, int], list[list[LonLat]]] = {}
    for edge in range(len(network.tail)):
        points = slice(int(network.shape_start[edge]), int(network.shape_start[edge + 1]))
        shape = zip(
            network.shape_lon[points].tolist(), network.shape_lat[points].tolist(), strict=True
        )
        key = int(network.street[edge]), int(network.highway[edge])
        lines.setdefault(key, []).append(_line(shape))
    for (street, highway), parts in sorted(lines.items()):
        properties = {
            "what": "street",
            "name": network.street_names[street] if street >= 0 else None,
            "highway": network.highway_names[highway],
        }
        geometry = {"type": "MultiLineString", "coordinates": parts}
        yield {"type": "Feature", "geometry": geometry, "properties": properties}


def _place(place: Place) -> dict[str, Any]:
    properties = {
        "what": "place",
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "neighbourhoods": place.neighbourhoods,
        "rawan": place.rawan,
        "opens": place.opens,
        "closes": place.closes,
    }
    point = {"type": "Point", "coordinates": _point((place.lon, place.lat))}
    return {"type": "Feature", "geometry": point, "properties": properties}


def _line(points: Iterable[LonLat]) -> list[LonLat]:
    return [_point(point) for point in points]


def _point(point: LonLat) -> LonLat:
    return round(point[0], DIGITS), round(point[1], DIGITS)
