"""One house for all tests of the room, in the order of a night; each browser is its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.room.house import House, chromium, open_house


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.fixture(scope="module")  # no longer: its loop would run on in the tests of other packages
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened
