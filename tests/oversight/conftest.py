"""A record that was used for a night and some weeks, once for all tests of the bundle."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from sejuk.app.context import clock
from sejuk.app.districts import FOLDER
from sejuk.app.public.publish import publish_due
from sejuk.app.record.checkpoint import checkpoint
from sejuk.app.tick import tick
from tests.web.conftest import night_of
from tests.web.night import make_town
from tests.web.office import Office, check_done, open_office
from tests.web.resident import Resident, code_of
from tests.web.test_public import Desk, monday_after

REASON = "Kurang personel, kata Pak Budi Santoso, 0812-3456-7890"
"""Of an agency that sent the plan back: sealed."""


class Used(msgspec.Struct, frozen=True, kw_only=True):
    folder: Path
    area: str
    order: str
    begun: datetime
    """When all was entered: before the night."""
    now: datetime
    """When night and weeks are over."""


@pytest.fixture(scope="session")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Used]:
    """A planned, signed, released night that is over; concerns, a claim, published weeks."""
    folder = make_town(tmp_path_factory.mktemp("used"))
    with open_office(folder) as office:
        yield use(office, folder)


def use(office: Office, folder: Path) -> Used:
    night = night_of(office)
    night.operation()
    planned = night.planned(night.tonight())
    choice = {"option": "varied"}
    path = f"/plannings/{planned['planning']}/choose"
    order = check_done(night.padal.post(path, choice))["order"]
    check_done(night.step(night.padal, order, "submit"))
    check_done(night.step(night.polri, order, "sign"))
    check_done(night.step(night.tni, order, "return", reason=REASON))
    check_done(night.step(night.padal, order, "submit"))
    for signer in (night.polri, night.tni):
        check_done(night.step(signer, order, "sign"))
    check_done(night.step(night.padal, order, "release", number="Sprin/7/XI/2024"))
    resident, desk = Resident(office, night.area), Desk(office, night.area)
    for what, count in (("sikap-petugas", 6), ("sampah", 7)):
        for _ in range(count):
            code_of(resident.tell_concern(what=what))
    code_of(resident.tell_claim())
    desk.published(None, "ahead")
    begun = clock()
    now = begun + timedelta(days=45)
    publish_due(office.record, monday_after(begun, 6))
    tick(office.record, now)
    checkpoint(folder, [], now)
    return Used(folder=folder, area=night.area, order=order, begun=begun, now=now)


@pytest.fixture
def copied(used: Used, tmp_path: Path) -> Path:
    """The record without its districts, to be tampered with."""
    folder = tmp_path / "catatan"
    shutil.copytree(used.folder, folder, ignore=shutil.ignore_patterns("melati", FOLDER))
    return folder
