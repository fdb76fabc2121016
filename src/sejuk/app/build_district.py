"""A district from the files people have, or the built-in sample."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import numpy as np

from sejuk.files.areas import MAX_POPULATION, AreaFile, read_areas
from sejuk.files.district import save_district
from sejuk.files.osm import read_osm
from sejuk.files.places import read_places
from sejuk.files.roads import read_roads
from sejuk.files.rules import street_rules
from sejuk.files.settings import planning_settings
from sejuk.files.source import clean_name, shown
from sejuk.geo.build import build_district
from sejuk.geo.kampung import kampung
from sejuk.model.district import AreaShape, District, Source
from sejuk.model.time import ZONE_LABEL
from sejuk.problems import refuse

OSM_CREDIT = "© OpenStreetMap contributors"
SAMPLE_SEED = 0


class DistrictFiles(msgspec.Struct, frozen=True, kw_only=True):
    roads: Path | None = None
    osm: Path | None = None
    areas: Path | None = None
    places: Path | None = None
    settings: Path | None = None


def district_from_files(
    files: DistrictFiles,
    *,
    vintage: str,
    name: str | None = None,
    zone: str = "Asia/Jakarta",
    credit: str = OSM_CREDIT,
    population: int | None = None,
) -> District:
    """Read, build and return a district; nothing is written.

    A CSV of places is the user's own list: a place in it that lies outside is refused. Points
    of interest from a map may lie outside; they are left out and reported. Raises
    `missing_option` and `bad_option` when not exactly one of roads and osm is given or a zone,
    population or name cannot be, and the problems of readers and `geo.build`.
    """
    if files.roads is None and files.osm is None:
        raise refuse("missing_option", option="--roads | --osm", help="sejuk district build --help")
    if files.roads is not None and files.osm is not None:
        given, expected = "--roads + --osm", "--roads | --osm"
        raise refuse("bad_option", option="--roads", value=given, expected=expected)
    _check_options(zone, population, name)
    roads = read_roads(files.roads) if files.roads else read_osm(_given(files.osm))
    areas = read_areas(files.areas) if files.areas else None
    places = read_places(files.places) if files.places else None
    own_list = files.places is not None and files.places.suffix.casefold() == ".csv"
    return build_district(
        name=clean_name(name) or _name(areas, files),
        roads=roads,
        areas=areas.areas if areas else None,
        points=places.places if places else (),
        source=Source(credit=credit, vintage=clean_name(vintage) or "?"),
        zone=zone,
        rules=street_rules(),
        settings=planning_settings(files.settings),
        population=population,
        strict_places=own_list,
        left_out=(*(areas.left_out if areas else ()), *(places.left_out if places else ())),
    )


def sample_district(seed: int = SAMPLE_SEED) -> District:
    """The synthetic kampung, labelled so wherever it shows."""
    made = kampung(np.random.default_rng(seed))
    return build_district(
        name=made.name,
        roads=made.roads,
        areas=made.areas,
        points=made.points,
        source=Source(credit="sejuk", vintage=f"seed {seed}", synthetic=True),
        zone="Asia/Jakarta",
        rules=street_rules(),
        settings=planning_settings(),
        population=made.population,
    )


def write_district(district: District, folder: Path) -> None:
    """Write a district's folder, whole or not at all."""
    save_district(district, folder)


def _check_options(zone: str, population: int | None, name: str | None) -> None:
    if zone not in ZONE_LABEL:
        expected = ", ".join(ZONE_LABEL)
        raise refuse("bad_option", option="--zone", value=shown(zone), expected=expected)
    if population is not None and not 1 <= population <= MAX_POPULATION:
        expected = f"1 … {MAX_POPULATION}"
        raise refuse(
            "bad_option", option="--population", value=shown(population), expected=expected
        )
    if name is not None and clean_name(name) is None:
        raise refuse("bad_option", option="--name", value=shown(name), expected="Johar Baru")


def _given(path: Path | None) -> Path:
    if path is None:
        raise ValueError("checked by the caller")
    return path


def _name(areas: AreaFile | None, files: DistrictFiles) -> str:
    """The district that most areas name, as people write it; else the file's name."""
    shapes: tuple[AreaShape, ...] = areas.areas if areas else ()
    named = Counter(shape.district for shape in shapes if shape.district)
    if named:
        (most, count), *_ = named.most_common(1)
        if count > len(shapes) / 2:
            return most.title() if most.isupper() else most
    source = files.areas or files.roads or files.osm
    return source.stem if source else "?"
