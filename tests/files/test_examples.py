"""The example files are read back without problems and fit the sample district."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sejuk.files.examples import example_files
from sejuk.files.forbidden import forbidden_columns
from sejuk.files.places import read_places
from sejuk.files.present import read_present
from sejuk.files.roster import read_roster
from sejuk.files.rules import street_rules
from sejuk.files.settings import planning_settings
from sejuk.files.tension import check_areas, read_tension
from sejuk.files.writing import write_folder
from sejuk.geo.build import build_district
from sejuk.geo.kampung.sample import kampung
from sejuk.model.district import District, Source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_folder(tmp_path / "contoh", example_files())
    return tmp_path / "contoh"


@pytest.fixture(scope="module")
def sample() -> District:
    drawn = kampung(np.random.default_rng(0))
    return build_district(
        name=drawn.name,
        roads=drawn.roads,
        areas=drawn.areas,
        points=drawn.points,
        source=Source(credit="invented", vintage="2024", synthetic=True),
        zone="Asia/Jakarta",
        rules=street_rules(),
        settings=planning_settings(),
    )


def test_roster(folder: Path) -> None:
    roster = read_roster(folder / "roster.csv")
    assert roster.people() == 12  # 3 + 2 + 4 + 2 + 1
    assert not roster.example


def test_tension(folder: Path, sample: District) -> None:
    tension = read_tension(folder / "suhu.csv")
    check_areas(tension, sample, "suhu.csv")
    assert {place.area_id for place in sample.places} >= {"0|2"}


def test_places(folder: Path, sample: District) -> None:
    found = read_places(folder / "titik.csv")
    assert found.unknown_kinds == 0
    assert not found.dropped_columns
    lon = [place.lon for place in sample.places]
    lat = [place.lat for place in sample.places]
    assert all(min(lon) < place.lon < max(lon) for place in found.places)
    assert all(min(lat) < place.lat < max(lat) for place in found.places)


def test_present_route(folder: Path, sample: District) -> None:
    route = read_present(folder / "rute_sekarang.csv", sample)
    assert len({leg.place for leg in route.legs}) == 5


def test_they_say_in_both_languages_that_they_are_invented() -> None:
    text = example_files()["BACA_SAYA.txt"].decode("ascii")
    assert "karangan" in text
    assert "invented" in text
    for name, content in example_files().items():
        if name.endswith(".csv"):
            assert name in text
            assert forbidden_columns(content.decode().splitlines()[0].split(",")) == ()
