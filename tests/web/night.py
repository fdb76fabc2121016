"""A night of the small town Melati: its people, its roster, its steps over HTTP."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from sejuk.app.context import clock
from sejuk.app.districts import FOLDER
from tests.cli.command import done
from tests.cli.town import build_options, write_town
from tests.web.office import Office, Person, check_done

PATIENCE = 300.0
"""Seconds; the first plan of a fresh checkout compiles its kernels."""
STRENGTH = [
    {"agency": "polri", "role": "leader", "people": 2, "vehicle": "motorbike"},
    {"agency": "polri", "people": 2, "vehicle": "motorbike"},
    {
        "agency": "tni",
        "people": 2,
        "vehicle": "motorbike",
        "request_number": "B/12/XI/2024",
        "valid_until": "2099-12-31",
    },
]
"""The same as `roster()`."""
ROSTER = """instansi,peran,jumlah,kendaraan,pos,nomor_permintaan,berlaku_sampai
polri,katim,2,motor,,,
polri,anggota,2,motor,,,
tni,anggota,2,motor,,{request},{until}
"""


def roster(request: str = "B/12/XI/2024", until: str = "2099-12-31") -> str:
    return ROSTER.format(request=request, until=until)


def make_town(folder: Path) -> Path:
    """A server's folder with the district of the small town."""
    options = build_options(write_town(folder / "melati"))
    done("district", "build", *options, "--out", folder / FOLDER / "melati")
    return folder


def tomorrow() -> str:
    return (clock() + timedelta(days=1)).date().isoformat()


class Night:
    """The people of a night, and short words for what they do."""

    def __init__(self, office: Office, area: str) -> None:
        self.area = area
        self.padal = office.person("duty_officer", area=area)
        self.polri = office.person("approver", "polri", area)
        self.tni = office.person("approver", "tni", area)
        self.satpol = office.person("approver", "satpol_pp", area)
        self.katim = office.person("crew_leader", area=area)

    def operation(self, **more: Any) -> str:  # noqa: ANN401
        wish = {"area": self.area, "legal_basis": ["UU 2/2002", "Sprin/1/XI/2024"], **more}
        operation: str = check_done(self.padal.post("/operations", wish))["operation"]
        started = check_done(self.polri.post(f"/operations/{operation}/start"))
        assert started["runs"]
        return operation

    def order(self, paper: dict[str, Any]) -> str:
        order: str = check_done(self.padal.post("/orders", paper))["order"]
        check_done(self.padal.post(f"/orders/{order}/submit"))
        return order

    def release(self, order: str) -> None:
        """Of an order that waits for signatures, while an operation runs."""
        for who in (self.polri, self.tni):
            check_done(self.step(who, order, "sign"))
        check_done(self.step(self.padal, order, "release", number="Sprin/9/XI/2024"))

    def planned(self, wish: dict[str, Any]) -> Any:  # noqa: ANN401 – JSON
        """A planning, when it has come to an end."""
        planning = check_done(self.padal.post("/plannings", wish))["planning"]
        until = time.monotonic() + PATIENCE
        while True:
            found = check_done(self.padal.get(f"/plannings/{planning}"))
            if found["state"] not in {"waiting", "working"}:
                return found
            assert time.monotonic() < until, found
            time.sleep(0.05)

    def tonight(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        wish = {"kind": "tonight", "district": self.area, "date": tomorrow(), "preset": "quick"}
        return {**wish, "strength": STRENGTH, **more}

    def step(self, who: Person, order: str, step: str, **wish: Any) -> Any:  # noqa: ANN401
        return who.post(f"/orders/{order}/{step}", wish)
