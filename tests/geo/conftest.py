"""The real Johar Baru and Central Jakarta, each read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sejuk.files.areas import read_areas
from sejuk.files.places import read_places
from sejuk.files.roads import read_roads
from sejuk.model.district import AreaShape, District, PlacePoint, RoadLine
from tests.geo.melati import district


@pytest.fixture(scope="session")
def clip_roads(shared: Path) -> tuple[RoadLine, ...]:
    """Johar Baru and 600 m around."""
    return read_roads(shared / "geo" / "johar_baru_roads_osm2012.geojson")


@pytest.fixture(scope="session")
def city_roads(shared: Path) -> tuple[RoadLine, ...]:
    """Central Jakarta and 200 m around."""
    return read_roads(shared / "geo" / "jakarta_pusat_roads_osm2012.geojson")


@pytest.fixture(scope="session")
def johar_areas(shared: Path) -> tuple[AreaShape, ...]:
    return read_areas(shared / "geo" / "johar_baru_rw_osm2012.geojson").areas


@pytest.fixture(scope="session")
def city_areas(shared: Path) -> tuple[AreaShape, ...]:
    return read_areas(shared / "geo" / "jakarta_pusat_rw_osm2012.geojson").areas


@pytest.fixture(scope="session")
def johar_points(shared: Path) -> tuple[PlacePoint, ...]:
    return read_places(shared / "geo" / "johar_baru_poi_osm.geojson").places


@pytest.fixture(scope="session")
def johar_baru(
    city_roads: tuple[RoadLine, ...],
    johar_areas: tuple[AreaShape, ...],
    johar_points: tuple[PlacePoint, ...],
) -> District:
    """Stops in Johar Baru, routes on the streets of all Central Jakarta."""
    return district(city_roads, johar_areas, johar_points)
