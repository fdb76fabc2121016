"""One server for all tests of a file that do not need one of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.field.night import make_night
from tests.web.office import Office, open_office
from tests.web.running import Running, running


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def own_office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")  # no longer: there is but one of it at a time
def playwright_() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's folder with a released order, made once."""
    folder = tmp_path_factory.mktemp("night") / "server"
    folder.mkdir()
    make_night(folder)
    return folder


@pytest.fixture
def server(night_server: Running) -> Running:
    """It lives, whatever the test before has left."""
    night_server.live()
    return night_server


@pytest.fixture(scope="module")
def night_server(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server on such a night, in a process of its own; each test has a phone of its own."""
    folder = tmp_path_factory.mktemp("running") / "server"
    shutil.copytree(template, folder)
    with running(folder) as started:
        yield started
