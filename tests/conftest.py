"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.soak import Watch, row_of, write_row

REPOSITORY = Path(__file__).parent.parent
# How long an example takes is no matter of tests, least of all on a busy machine.
settings.register_profile("sejuk", deadline=None)
settings.load_profile("sejuk")
# For `scripts/guarantees.py`: of a program broken on purpose nobody reads the smallest example.
settings.register_profile("unshrunk", deadline=None, phases=[Phase.explicit, Phase.generate])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", help="page into which tests of the soak write their figures")


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """What a test of the soak measured, in words: printed, and kept on the page of figures.

    To be called at the end, when all is well and what the test started has ended.
    """
    watch = Watch()

    def note(words: str) -> None:
        row = row_of(request.node.nodeid, words, watch)
        print(f"\n{row}")  # noqa: T201 – for the log of the soak
        page = request.config.getoption("--figures")
        if page:
            write_row(Path(page), row)

    return note


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the repository; without it a test skips, in CI it fails."""
    folder = REPOSITORY.parent / "shared" / "data"
    if folder.is_dir():
        return folder
    if os.environ.get("CI") == "true":
        pytest.fail(f"real data is always present in CI, but there is no {folder.name} folder")
    pytest.skip("needs the real data of ../shared/data, which its licences keep out of the product")
