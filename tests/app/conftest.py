"""The town Melati, built once."""

from __future__ import annotations

import pytest

from sejuk.files.district import load_district
from sejuk.model.district import District
from tests.cli.command import done
from tests.cli.town import build_options, write_town


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> District:
    folder = tmp_path_factory.mktemp("melati")
    done("district", "build", *build_options(write_town(folder / "f")), "--out", folder / "d")
    return load_district(folder / "d")
