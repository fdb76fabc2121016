"""What the guarantees are tested on: the town Melati, a server with its people, a moved clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sejuk.app import context
from sejuk.app.context import silent
from sejuk.app.districts import FOLDER
from sejuk.app.gather import NightOptions
from sejuk.app.plan_night import plan, plan_files
from tests.cli.command import done
from tests.cli.town import build_options, write_town
from tests.web.office import Office, open_office

ROSTER = """instansi,peran,jumlah,kendaraan,pos,nomor_permintaan,berlaku_sampai
polri,katim,2,motor,,,
polri,anggota,2,motor,,,
tni,anggota,2,motor,,B/12/XI/2024,2099-12-31
"""
NIGHT = date(2024, 11, 28)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's folder with the district of Melati."""
    folder = tmp_path_factory.mktemp("town")
    options = build_options(write_town(folder / "melati"))
    done("district", "build", *options, "--out", folder / FOLDER / "melati")
    (folder / "kuat-pers.csv").write_text(ROSTER, encoding="utf-8")
    return folder


@pytest.fixture
def office(town: Path, tmp_path: Path) -> Iterator[Office]:
    (tmp_path / FOLDER).symlink_to(town / FOLDER)
    with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def plan_of(town: Path) -> Callable[..., dict[str, bytes]]:
    """Plans a night of Melati and gives its files."""

    def files(seed: int = 0, night: date = NIGHT, tension: str = "") -> dict[str, bytes]:
        suhu = town / "suhu.csv"
        suhu.write_text(tension, encoding="utf-8")
        options = NightOptions(
            district=town / FOLDER / "melati",
            date=night,
            roster=town / "kuat-pers.csv",
            tension=suhu if tension else None,
            seed=seed,
            preset="quick",
        )
        found = plan(options, silent)
        return plan_files(found.gathered, found.plans[0], found.baselines)

    return files


@pytest.fixture
def plan_night_parts(town: Path) -> dict[str, object]:
    """A plan, and what the checker asks beside it, by the names of its arguments."""
    options = NightOptions(
        district=town / FOLDER / "melati", date=NIGHT, roster=town / "kuat-pers.csv", preset="quick"
    )
    found = plan(options, silent)
    night = found.gathered.night
    names = ("district", "roster", "tension", "history", "settings", "floors")
    return {"plan": found.plans[0], **{name: getattr(night, name) for name in names}}


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], datetime]:
    """Moves the clock of the server, and of those who sign in, so many days ahead."""
    real = context.clock

    def to(days: float) -> datetime:
        for module in ("sejuk.web.server", "tests.web.office"):
            monkeypatch.setattr(f"{module}.clock", lambda: real() + timedelta(days=days))
        return real() + timedelta(days=days)

    return to
