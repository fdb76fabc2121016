"""The wheel that a user installs has all that the code reads, and nothing it must not have."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
MAP_DATA = {".geojson", ".graphml", ".osm", ".pbf", ".gpkg"}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """File names in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        return set(wheel.namelist())


def test_wheel_holds_every_file_of_the_package(names: set[str]) -> None:
    source = {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert source - names == set()
    assert "sejuk/py.typed" in names
    assert "sejuk/files/data/planning.toml" in names


def test_wheel_holds_the_built_front_end(names: set[str]) -> None:
    # A user has no Node: what `scripts/front_end.py build` made travels inside.
    for app in ("app", "field"):
        inside = {name for name in names if name.startswith(f"sejuk/web/static/{app}/")}
        assert f"sejuk/web/static/{app}/index.html" in inside, "not built: `make test` does"
        assert any(name.endswith(".js") for name in inside)


def test_wheel_holds_the_licence(names: set[str]) -> None:
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_wheel_holds_no_map_data(names: set[str]) -> None:
    # Street data of real places has licences of its own; the sample is grown from a seed.
    assert {name for name in names if Path(name).suffix in MAP_DATA} == set()


def test_wheel_holds_nothing_but_the_package(names: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in names} == {"sejuk"}
