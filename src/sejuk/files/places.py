"""Places a user brings: a CSV list or GeoJSON points, with only the properties a plan needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from sejuk.files.areas import bad_property, identity_text
from sejuk.files.cells import NO, YES, clock, clock_minutes, number, yes_no
from sejuk.files.forbidden import forbidden_columns
from sejuk.files.geojson import (
    Feature,
    check_degrees,
    in_degrees,
    position,
    read_features,
)
from sejuk.files.kinds import kind_of
from sejuk.files.source import check_file, clean_name, heading_key, shown
from sejuk.files.table import Column, Row, Table, read_table
from sejuk.model.district import LeftOut, PlacePoint
from sejuk.model.place import PlaceKind
from sejuk.problems import refuse

PLACE_FILES = (".csv", ".geojson", ".json")

COLUMNS = (
    Column(name="id", headings=("id", "kode", "code"), required=False),
    Column(name="name", headings=("nama", "name", "nama_titik")),
    Column(name="kind", headings=("jenis", "kind")),
    Column(name="lon", headings=("lon", "bujur", "longitude", "lng", "x")),
    Column(name="lat", headings=("lat", "lintang", "latitude", "y")),
    Column(name="rawan", headings=("rawan", "vulnerable"), required=False),
    Column(name="opens", headings=("buka", "opens", "jam_buka"), required=False),
    Column(name="closes", headings=("tutup", "closes", "jam_tutup"), required=False),
)

_CLOCK = "00.00 … 24.00"
_METRES = 1e8
"""Larger than any projected coordinate on Earth."""


class PlaceFile(msgspec.Struct, frozen=True, kw_only=True):
    places: tuple[PlacePoint, ...]
    dropped_columns: tuple[str, ...]
    """Columns on faith, party, ethnicity or votes; their values were not kept."""
    left_out: tuple[LeftOut, ...]
    """Those columns, and features that are no point."""
    unknown_kinds: int
    """Places whose kind no table knows; they are read as `other`."""


def read_places(path: Path) -> PlaceFile:
    """The places of a .csv, .geojson or .json file, in the file's order.

    CSV: `id,nama,jenis,lon,lat[,rawan,buka,tutup]` or English headings. GeoJSON: points, their
    kind from `jenis`, `kind`, `amenity`, `office`, `shop` or `type`. Raises ProblemError:
    file_kind_unknown, bad_value, bad_property, duplicate_id, no_places, coordinates_swapped,
    coordinates_not_degrees and those of `read_table` or `read_features`.
    """
    kind = path.suffix.casefold()
    if kind not in PLACE_FILES:
        check_file(path, max_megabytes=1_000_000)
        raise refuse("file_kind_unknown", file=path.name, expected=", ".join(PLACE_FILES))
    found = _from_table(path) if kind == ".csv" else _from_geojson(path)
    _refuse_duplicates(path.name, found.places)
    return found


def _refuse_duplicates(file: str, places: tuple[PlacePoint, ...]) -> None:
    seen: set[str] = set()
    for place in places:
        if place.id in seen:
            raise refuse("duplicate_id", file=file, id=shown(place.id))
        if place.id is not None:
            seen.add(place.id)


def _from_table(path: Path) -> PlaceFile:
    table = read_table(path, COLUMNS)
    points = [
        (_coordinate(table, row, "lon"), _coordinate(table, row, "lat")) for row in table.rows
    ]
    kinds = [kind_of({"jenis": row["kind"]}) for row in table.rows]
    if not any(in_degrees(*point) for point in points):
        # One wrong line is that line's problem; a whole file is in another system.
        check_degrees(table.file, points)
    places = []
    for row, (lon, lat), kind in zip(table.rows, points, kinds, strict=True):
        if not in_degrees(lon, lat):
            wrong = "lat" if abs(lon) <= 180 else "lon"
            raise table.bad_value(row, wrong, "lon 95 … 141, lat -11 … 6")
        opens, closes = clock(table, row, "opens"), clock(table, row, "closes")
        if (opens is None) != (closes is None) or (opens is not None and opens == closes):
            raise table.bad_value(row, "opens" if opens is None else "closes", _CLOCK)
        places.append(
            PlacePoint(
                id=clean_name(row["id"]),
                name=clean_name(row["name"]),
                kind=str(kind or PlaceKind.OTHER),
                lon=lon,
                lat=lat,
                rawan=yes_no(table, row, "rawan"),
                opens=opens,
                closes=closes,
            )
        )
    return _place_file(
        places, forbidden_columns(table.ignored), [], unknown_kinds=kinds.count(None)
    )


def _coordinate(table: Table, row: Row, name: str) -> float:
    expected = "106.8456" if name == "lon" else "-6.1754"
    return number(table, row, name, low=-_METRES, high=_METRES, expected=expected)


def _from_geojson(path: Path) -> PlaceFile:
    places: list[PlacePoint] = []
    columns: dict[str, None] = {}
    left_out: list[LeftOut] = []
    unknown = 0
    for feature in read_features(path):
        columns |= dict.fromkeys(forbidden_columns(feature.properties))
        if feature.kind != "Point":
            reason = "no_geometry" if feature.kind is None else "not_a_point"
            left_out.append(LeftOut(what="place", id=str(feature.number), reason=reason))
            continue
        properties = {heading_key(key): value for key, value in feature.properties.items()}
        kind = kind_of(properties)
        unknown += kind is None
        places.append(_place(path.name, feature, properties, kind or PlaceKind.OTHER))
    if not places:
        raise refuse("no_places", file=path.name)
    check_degrees(path.name, ((place.lon, place.lat) for place in places))
    return _place_file(places, tuple(columns), left_out, unknown_kinds=unknown)


def _place(file: str, feature: Feature, properties: dict[str, Any], kind: PlaceKind) -> PlacePoint:
    lon, lat = position(file, feature, feature.coordinates)
    opens, closes = (
        _clock(file, feature, properties, keys) for keys in (("buka", "opens"), ("tutup", "closes"))
    )
    if (opens is None) != (closes is None) or (opens is not None and opens == closes):
        raise bad_property(file, feature, "tutup", properties.get("tutup", ""), _CLOCK)
    names = (clean_name(properties.get(key)) for key in ("nama", "name"))
    return PlacePoint(
        id=identity_text(properties.get("id")) or identity_text(feature.id),
        name=next((name for name in names if name), None),
        kind=str(kind),
        lon=lon,
        lat=lat,
        rawan=_rawan(file, feature, properties.get("rawan")),
        opens=opens,
        closes=closes,
    )


def _rawan(file: str, feature: Feature, value: object) -> bool:
    key = "" if value is None else str(value).casefold().strip()
    if key not in YES | NO:
        raise bad_property(file, feature, "rawan", value, "ya / tidak")
    return key in YES


def _clock(
    file: str, feature: Feature, properties: dict[str, Any], keys: tuple[str, ...]
) -> int | None:
    for key in keys:
        value = properties.get(key)
        if value is None or value == "":
            continue
        minutes = clock_minutes(str(value).strip())
        if minutes is None:
            raise bad_property(file, feature, key, value, _CLOCK)
        return minutes
    return None


def _place_file(
    places: list[PlacePoint],
    columns: tuple[str, ...],
    left_out: list[LeftOut],
    *,
    unknown_kinds: int,
) -> PlaceFile:
    dropped = tuple(shown(column) for column in columns)
    notes = (LeftOut(what="column", id=name, reason="never_kept") for name in dropped)
    return PlaceFile(
        places=tuple(places),
        dropped_columns=dropped,
        left_out=(*notes, *left_out),
        unknown_kinds=unknown_kinds,
    )
