"""Neighbourhood polygons from GeoJSON, with only the properties a plan needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from sejuk.files.forbidden import forbidden_columns
from sejuk.files.geojson import Feature, check_degrees, parts, positions, read_features
from sejuk.files.source import clean_name, heading_key, shown
from sejuk.model.district import AreaShape, LeftOut
from sejuk.model.place import LonLat
from sejuk.problems import ProblemError, refuse

WARD_KEYS = ("kel_name", "kelurahan", "nama_kelurahan", "ward", "village", "desa")
DISTRICT_KEYS = ("kec_name", "kecamatan", "nama_kecamatan", "district")
NAME_KEYS = ("name", "nama")
POPULATION_KEYS = ("population", "penduduk", "jumlah_penduduk")
MAX_POPULATION = 10_000_000

Polygon = tuple[tuple[LonLat, ...], ...]


class AreaFile(msgspec.Struct, frozen=True, kw_only=True):
    areas: tuple[AreaShape, ...]
    dropped_columns: tuple[str, ...]
    """Columns on faith, party, ethnicity or votes; their values were not kept."""
    left_out: tuple[LeftOut, ...]
    """Those columns, and features without a polygon."""


def read_areas(path: Path) -> AreaFile:
    """The polygons of a GeoJSON FeatureCollection, in the file's order.

    An area's id is its property `id`, else the feature's id, else its position in the file.
    Rings are closed; any other repair is left to geo. Raises ProblemError: those of
    `read_features`, areas_not_polygons, bad_geometry, bad_property, duplicate_id, no_areas,
    coordinates_swapped, coordinates_not_degrees.
    """
    file = path.name
    areas: dict[str, AreaShape] = {}
    columns: dict[str, None] = {}
    left_out: list[LeftOut] = []
    for feature in read_features(path):
        columns |= dict.fromkeys(forbidden_columns(feature.properties))
        properties = {heading_key(key): value for key, value in feature.properties.items()}
        identity = _identity(file, feature, properties)
        polygons = _polygons(file, feature)
        if not polygons:
            left_out.append(LeftOut(what="neighbourhood", id=identity, reason="no_geometry"))
        elif identity in areas:
            raise refuse("duplicate_id", file=file, id=shown(identity))
        else:
            areas[identity] = _area(file, feature, identity, properties, polygons)
    if not areas:
        raise refuse("no_areas", file=file)
    check_degrees(
        file, (p for area in areas.values() for rings in area.rings for ring in rings for p in ring)
    )
    dropped = tuple(shown(column) for column in columns)
    notes = (LeftOut(what="column", id=name, reason="never_kept") for name in dropped)
    return AreaFile(
        areas=tuple(areas.values()), dropped_columns=dropped, left_out=(*notes, *left_out)
    )


def bad_property(
    file: str, feature: Feature, column: str, value: object, expected: str
) -> ProblemError:
    """The problem of one property of a feature; features count from 1."""
    return refuse(
        "bad_property",
        file=file,
        feature=feature.number + 1,
        column=column,
        value=shown(value),
        expected=expected,
    )


def identity_text(value: object) -> str | None:
    """An id as text: names on one line, whole numbers in digits; None when there is none."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return clean_name(value)


def _identity(file: str, feature: Feature, properties: Mapping[str, Any]) -> str:
    own = identity_text(properties.get("id"))
    identity = own or identity_text(feature.id) or str(feature.number)
    if "|" in identity:
        # `a|b` is the border of two neighbourhoods.
        raise bad_property(file, feature, "id", identity, "a … z, 0 … 9")
    return identity


def _polygons(file: str, feature: Feature) -> tuple[Polygon, ...]:
    if feature.kind is None:
        return ()
    if feature.kind == "Polygon":
        members = [feature.coordinates]
    elif feature.kind == "MultiPolygon":
        members = parts(file, feature, feature.coordinates)
    else:
        raise refuse(
            "areas_not_polygons", file=file, feature=feature.number + 1, found=feature.kind
        )
    polygons = []
    for member in members:
        rings = [_closed(positions(file, feature, r)) for r in parts(file, feature, member)]
        if rings and len(set(rings[0])) >= 3:
            polygons.append((rings[0], *(ring for ring in rings[1:] if len(set(ring)) >= 3)))
    return tuple(polygons)


def _closed(ring: tuple[LonLat, ...]) -> tuple[LonLat, ...]:
    return ring if not ring or ring[0] == ring[-1] else (*ring, ring[0])


def _area(
    file: str,
    feature: Feature,
    identity: str,
    properties: Mapping[str, Any],
    polygons: tuple[Polygon, ...],
) -> AreaShape:
    ward = _first_name(properties, WARD_KEYS)
    return AreaShape(
        id=identity,
        name=_shown_name(identity, properties, ward),
        ward=ward or "",
        district=_first_name(properties, DISTRICT_KEYS),
        rings=polygons,
        population=_population(file, feature, properties),
    )


def _shown_name(identity: str, properties: Mapping[str, Any], ward: str | None) -> str:
    """`RW 05 Galur`; `Tanpa nomor RW, Galur`; the area's or ward's name where there is no RW."""
    if "rw" in properties:
        digits = re.search(r"[0-9]{1,3}", identity_text(properties["rw"]) or "")
        if digits:
            return f"RW {int(digits[0]):02d} {ward or ''}".strip()
        return f"Tanpa nomor RW, {ward}" if ward else "Tanpa nomor RW"
    return _first_name(properties, NAME_KEYS) or ward or f"Wilayah {identity}"


def _first_name(properties: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    names = (clean_name(properties.get(key)) for key in keys)
    found = next((name for name in names if name), None)
    return _title_case(found) if found else None


def _title_case(name: str) -> str:
    """`TANAH TINGGI` as `Tanah Tinggi`; a name in mixed case stays as written."""
    if not (name.isupper() or name.islower()):
        return name
    return re.sub(r"[^\s(/-]+", lambda word: word[0].capitalize(), name)


def _population(file: str, feature: Feature, properties: Mapping[str, Any]) -> int | None:
    for key in POPULATION_KEYS:
        value = properties.get(key)
        if value is None or value == "":
            continue
        text = identity_text(value) or ""
        if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > MAX_POPULATION:
            raise bad_property(file, feature, key, value, f"0 … {MAX_POPULATION}")
        return int(text)
    return None
