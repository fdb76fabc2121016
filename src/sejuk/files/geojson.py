"""GeoJSON features (RFC 7946) with checked coordinates; knows nothing of streets or areas."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from sejuk.files.source import MAP_MEGABYTES, read_text, shown
from sejuk.model.place import LonLat
from sejuk.problems import ProblemError, refuse

INDONESIA = (95.0, 141.0, -11.0, 6.0)
"""West, east, south, north in degrees."""

T = TypeVar("T")

_GEOMETRIES = (
    *("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
    "GeometryCollection",
)


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    """Position in the file, from 0."""
    id: str | int | None
    properties: dict[str, Any]
    kind: str | None
    """GeoJSON type of the geometry; None when there is none."""
    coordinates: object


class _Collection(msgspec.Struct):
    type: str
    features: list[msgspec.Raw] = []


def read_features(path: Path, max_megabytes: int = MAP_MEGABYTES) -> Iterator[Feature]:
    """The features of a FeatureCollection one after another, so that memory stays small.

    Raises ProblemError: those of `read_text`, file_truncated, not_geojson.
    """
    text = read_text(path, max_megabytes)
    collection = _decode(path.name, text, _Collection)
    if collection.type != "FeatureCollection":
        raise refuse("not_geojson", file=path.name)
    for number, raw in enumerate(collection.features):
        yield _feature(path.name, number, _decode(path.name, raw, dict[str, Any]))


def positions(file: str, feature: Feature, coordinates: object) -> tuple[LonLat, ...]:
    """A list of positions as lon/lat pairs; heights are left away.

    Raises ProblemError (bad_geometry) for anything else.
    """
    if not isinstance(coordinates, list):
        raise bad_geometry(file, feature)
    return tuple(position(file, feature, point) for point in coordinates)


def position(file: str, feature: Feature, coordinates: object) -> LonLat:
    """One position as a lon/lat pair. Raises ProblemError (bad_geometry)."""
    match coordinates:
        case [int() | float() as lon, int() | float() as lat, *_] if not (
            isinstance(lon, bool) or isinstance(lat, bool)
        ):
            return float(lon), float(lat)
    raise bad_geometry(file, feature)


def parts(file: str, feature: Feature, coordinates: object) -> list[Any]:
    """The members of a Multi… geometry. Raises ProblemError (bad_geometry)."""
    if not isinstance(coordinates, list):
        raise bad_geometry(file, feature)
    return coordinates


def bad_geometry(file: str, feature: Feature) -> ProblemError:
    """The problem of a feature whose coordinates cannot be read; features count from 1."""
    return refuse("bad_geometry", file=file, feature=feature.number + 1)


def check_degrees(file: str, points: Iterable[LonLat]) -> None:
    """Refuse coordinates that are no WGS84 longitude and latitude, in this order.

    Indonesia with the two swapped has latitudes of 95 … 141, so no valid point looks like it.
    Raises ProblemError: coordinates_swapped, coordinates_not_degrees.
    """
    for lon, lat in points:
        if not in_degrees(lon, lat):
            code = "coordinates_swapped" if in_indonesia(lat, lon) else "coordinates_not_degrees"
            raise refuse(code, file=file, lon=shown(lon), lat=shown(lat))


def in_degrees(lon: float, lat: float) -> bool:
    """Whether the two can be a longitude and a latitude at all."""
    return math.isfinite(lon) and abs(lon) <= 180 and abs(lat) <= 90


def in_indonesia(lon: float, lat: float) -> bool:
    """Whether the point lies in the box around Indonesia."""
    west, east, south, north = INDONESIA
    return west <= lon <= east and south <= lat <= north


def _decode(file: str, text: str | msgspec.Raw, type_: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=type_)
    except msgspec.DecodeError as error:
        cut = "truncated" in str(error) or (isinstance(text, str) and _is_cut_off(text))
        raise refuse("file_truncated" if cut else "not_geojson", file=file) from None
    except RecursionError:
        raise refuse("not_geojson", file=file) from None


def _is_cut_off(text: str) -> bool:
    """Whether broken JSON begins as an object and ends within a number: `-`, `106.`, `1e`."""
    return text.lstrip().startswith("{") and text.endswith(("-", "+", ".", "e", "E"))


def _feature(file: str, number: int, raw: dict[str, Any]) -> Feature:
    geometry = raw.get("geometry")
    properties = raw.get("properties")
    if raw.get("type") != "Feature" or not isinstance(geometry, dict | None):
        raise refuse("not_geojson", file=file)
    kind = geometry.get("type") if geometry else None
    if geometry and kind not in _GEOMETRIES:
        raise refuse("bad_geometry", file=file, feature=number + 1)
    identity = raw.get("id")
    return Feature(
        number=number,
        id=identity if isinstance(identity, str | int) else None,
        properties=properties if isinstance(properties, dict) else {},
        kind=kind,
        coordinates=geometry.get("coordinates") if geometry else None,
    )
