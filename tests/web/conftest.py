"""One server for all tests of a file that do not need one of their own; with and without a town."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sejuk.app.context import clock
from sejuk.app.districts import FOLDER
from tests.cli.command import NIGHT, done
from tests.web.night import Night, make_town, roster
from tests.web.office import Office, check_done, open_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def own_office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def paper(town: Path) -> dict[str, Any]:
    """A plan for tomorrow night, made by the command, with its roster."""
    file = town / "kuat-pers.csv"
    file.write_text(roster(), encoding="utf-8")
    night = (clock() + timedelta(days=1)).date().isoformat()
    options = ("--roster", file, *NIGHT[:2], "--date", night, "--json")
    plan = done("plan", town / FOLDER / "melati", *options).out
    return {"plan": msgspec.Raw(plan.encode()), "roster": roster()}


@pytest.fixture(scope="module")
def town_office(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("town-office")
    (folder / FOLDER).symlink_to(town / FOLDER)
    with open_office(folder) as opened:
        yield opened


@pytest.fixture
def own_town_office(town: Path, tmp_path: Path) -> Iterator[Office]:
    (tmp_path / FOLDER).symlink_to(town / FOLDER)
    with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def night(town_office: Office) -> Night:
    return night_of(town_office)


@pytest.fixture
def own_night(own_town_office: Office) -> Night:
    return night_of(own_town_office)


def night_of(office: Office) -> Night:
    """A night of the one district there is."""
    (district,) = check_done(office.person("duty_officer").get("/districts"))
    return Night(office, district["name"])
