"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the repository; without it a test skips, in CI it fails."""
    folder = REPOSITORY.parent / "shared" / "data"
    if folder.is_dir():
        return folder
    if os.environ.get("CI") == "true":
        pytest.fail(f"real data is always present in CI, but there is no {folder.name} folder")
    pytest.skip("needs the real data of ../shared/data, which its licences keep out of the product")
