"""Districts that every test of the command line shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import done
from tests.cli.town import build_options, write_town

JOHAR_BARU = (
    *("--roads", "jakarta_pusat_roads_osm2012.geojson"),
    *("--areas", "johar_baru_rw_osm2012.geojson"),
    *("--places", "johar_baru_poi_osm.geojson"),
)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district's folder."""
    folder = tmp_path_factory.mktemp("sample") / "wilayah"
    done("district", "sample", "--out", folder)
    return folder


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the town Melati."""
    return write_town(tmp_path_factory.mktemp("town") / "melati")


@pytest.fixture(scope="session")
def melati(town: Path) -> Path:
    """The town's district folder."""
    folder = town.parent / "wilayah"
    done("district", "build", *build_options(town), "--out", folder)
    return folder


@pytest.fixture(scope="session")
def johar_baru(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real Johar Baru, routes on all streets of Central Jakarta."""
    folder = tmp_path_factory.mktemp("johar") / "baru"
    geo = shared / "geo"
    options = [text if text.startswith("--") else geo / text for text in JOHAR_BARU]
    done("district", "build", *options, "--out", folder)
    return folder
